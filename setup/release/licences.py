"""The licences of what a bundle holds, by its software bill of materials and by what the jars themselves say."""

import base64
import json
import zipfile

from version import ROOT

BOM = ROOT / "target" / "bom.json"
# What a jar says of itself: in its root or in META-INF.
SAYS = ("LICENSE", "NOTICE", "COPYING")


def components():
    return json.loads(BOM.read_text(encoding="utf-8"))["components"]


def licences(component):
    return [entry["license"] for entry in component.get("licenses", []) if "license" in entry]


def name(licence):
    return licence.get("id") or licence["name"]


def row(component):
    of = ", ".join(name(licence) for licence in licences(component))
    return f"| {component['group']}:{component['name']} | {component['version']} | {of} |"


def write_texts(folder):
    """The text of each licence that has an identifier."""
    for component in components():
        for licence in licences(component):
            text = licence.get("text")
            if text and "id" in licence:
                folder.joinpath(f"{licence['id']}.txt").write_bytes(base64.b64decode(text["content"]))


def write_own(jar, folder):
    """What the jar itself says, in a folder of its name."""
    with zipfile.ZipFile(jar) as archive:
        for entry in archive.namelist():
            above, _, file = entry.rpartition("/")
            if above in ("", "META-INF") and file.upper().startswith(SAYS) and not file.endswith(".class"):
                target = folder / jar.stem / file
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(archive.read(entry))


def write(libraries, folder):
    """Fills the folder for the jars in libraries. A library without a licence that is known fails it."""
    unknown = [component["name"] for component in components() if not licences(component)]
    if unknown:
        raise SystemExit(f"No licence is known of {', '.join(unknown)}: it may not be handed on.")
    folder.mkdir()
    table = "\n".join(["| library | version | licence |", "|---|---|---|", *sorted(map(row, components()))])
    (folder / "README.md").write_text(f"# Licences of the libraries in `lib`\n\n{table}\n", encoding="utf-8")
    write_texts(folder)
    for jar in sorted(libraries.glob("*.jar")):
        write_own(jar, folder)


def bom():
    """The bill of materials without the texts of licences, which stand once in the bundle."""
    whole = json.loads(BOM.read_text(encoding="utf-8"))
    for component in [whole["metadata"]["component"], *whole["components"]]:
        for licence in licences(component):
            licence.pop("text", None)
    return json.dumps(whole, indent=1) + "\n"
