"""version.py: prints the version of this checkout, which stands in pom.xml; fails where another place says another one.

version.py NEW: writes NEW into every place.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What a version looks like in each kind of file that has to repeat it. Maven wants it from each module, JBang from each script.
OWN = r"(<artifactId>strimzi-dr</artifactId>\s*<version>)([^<]+)(</version>)"
LIBRARY = r"(//DEPS dev\.strimzidr:java-module:)(\S+)()"
IMAGE = r"(^awx_image: \S+:)(\S+)()"


def places():
    for pom in sorted(ROOT.rglob("pom.xml")):
        if "target" not in pom.relative_to(ROOT).parts and "strimzi-dr</artifactId>" in pom.read_text(encoding="utf-8"):
            yield pom, OWN
    for script in sorted((ROOT / "jbang-scripts").iterdir()):
        if not script.suffix:
            yield script, LIBRARY
    yield ROOT / "awx" / "vars" / "settings.yml", IMAGE


def version():
    return re.search(OWN, (ROOT / "pom.xml").read_text(encoding="utf-8"))[2]


def operator_version():
    """The release of Strimzi whose definitions make setup makes."""
    return re.search(r"<strimzi\.version>([^<]+)<", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1]


def others():
    """Places that say something else than pom.xml."""
    for path, pattern in places():
        found = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
        if found is None or found[2] != version():
            yield path.relative_to(ROOT)


def write(new):
    for path, pattern in list(places()):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, rf"\g<1>{new}\g<3>", text, flags=re.MULTILINE), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        if not re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?", sys.argv[1]):
            sys.exit(f"{sys.argv[1]} is no version: it is three numbers, such as 1.4.0.")
        write(sys.argv[1])
    different = list(others())
    if different:
        sys.exit(f"pom.xml says version {version()}, another one say: {', '.join(map(str, different))}.")
    print(version())
