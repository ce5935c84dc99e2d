"""release.py FOLDER [DRAFT]: adds to what make has put into the folder - bundle and collection - the context of the execution environment, the software
bill of materials and the checksums of all.

A release is of a version with a date in CHANGELOG.md, and of what is committed; a draft need not be.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile

import changelog
import licences
import yaml
from bundle import owned_by_nobody_here
from version import ROOT, others, version


def problems():
    """Why it could not be released, each in a sentence."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = {head["version"] for head in changelog.RELEASE.finditer(text)}
    if version() not in heads:
        yield f"CHANGELOG.md has no heading '## {version()} (YYYY-MM-DD)'."
    if subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout:
        yield "There are changes that are not committed."
    yield from other_collections()


def other_collections():
    """Collections of requirements.yml that the ansible package, with which all was tried, has in another version."""
    listed = subprocess.run(["ansible-galaxy", "collection", "list", "--format=json"], check=True, stdout=subprocess.PIPE).stdout
    installed = {name: about["version"] for found in json.loads(listed).values() for name, about in found.items()}
    for wanted in yaml.safe_load((ROOT / "requirements.yml").read_text(encoding="utf-8"))["collections"]:
        if installed.get(wanted["name"]) != wanted["version"]:
            yield f"requirements.yml has {wanted['name']} {wanted['version']}, the ansible package {installed.get(wanted['name'])}."


def pack_environment(folder):
    with tarfile.open(folder / f"execution-environment-{version()}.tar.gz", "w:gz", compresslevel=1) as tar:
        tar.add(ROOT / "target" / "ee", arcname=f"execution-environment-{version()}", filter=owned_by_nobody_here)


def checksums(folder):
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def main(folder, *draft):
    folder = pathlib.Path(folder).resolve()
    different = [str(place) for place in others()]
    if different:
        sys.exit(f"pom.xml says version {version()}, another one say: {', '.join(different)}. setup/release/version.py {version()} writes it.")
    found = list(problems())
    if found and not draft:
        sys.exit(" ".join(found) + " DRAFT=yes makes it all the same.")
    pack_environment(folder)
    (folder / f"strimzi-dr-{version()}.cdx.json").write_text(licences.bom(), encoding="utf-8")
    checksums(folder)
    print(f"{'draft of a ' if found else ''}release: {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
