"""collection.py FOLDER: makes FOLDER/strimzidr-kafka-VERSION.tar.gz, this project as a collection, of a tree in
target/collection/ansible_collections."""

import datetime
import pathlib
import re
import shutil
import subprocess
import sys

import changelog
import yaml
from version import ROOT, version

SOURCE = ROOT / "setup" / "collection"
NAME = "strimzidr.kafka"
FILTERS = ROOT / "roles" / "platform" / "filter_plugins"
# What roles of a checkout have, and those of a collection may not.
NOT_IN_ROLES = shutil.ignore_patterns("library", "filter_plugins")


def modules():
    return sorted(path.name for path in (ROOT / "jbang-scripts").iterdir() if not path.suffix)


def qualified(text):
    """Tasks and plays that name what is in this collection by its full name."""
    names = "|".join(modules())
    filters = "|".join(path.stem for path in FILTERS.glob("*.py"))
    text = re.sub(rf"^(\s+(?:- )?)({names}):", rf"\1{NAME}.\2:", text, flags=re.MULTILINE)
    text = re.sub(rf"\bM\(({names})\)", rf"M({NAME}.\1)", text)
    text = re.sub(r"(_role: \{name: )(\w+)", rf"\1{NAME}.\2", text)
    return re.sub(rf"\| ({filters})\b", rf"| {NAME}.\1", text)


def qualify(folder):
    for file in folder.rglob("*.yml"):
        file.write_text(qualified(file.read_text(encoding="utf-8")), encoding="utf-8")


def copy_roles(home):
    shutil.copytree(ROOT / "roles", home / "roles", ignore=NOT_IN_ROLES)
    for tasks in home.glob("roles/*/tasks"):
        qualify(tasks)


def copy_playbooks(home):
    playbooks = home / "playbooks"
    playbooks.mkdir()
    for file in [ROOT / "site.yml", *sorted((ROOT / "playbooks").glob("*.yml"))]:
        shutil.copy(file, playbooks)
    qualify(playbooks)


def copy_plugins(home):
    shutil.copytree(ROOT / "jbang-scripts", home / "plugins" / "modules")
    shutil.copytree(SOURCE / "filter", home / "plugins" / "filter")
    for file in FILTERS.glob("*.py"):
        shutil.copy(file, home / "plugins" / "filter")
    for name in modules():
        (home / "plugins" / "modules" / name).chmod(0o644)
    qualify(home / "plugins" / "modules")


def write_changelog(home):
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = changelog.releases(text, datetime.date.today().isoformat())
    if version() not in found:
        sys.exit(f"CHANGELOG.md says nothing of version {version()}.")
    target = home / "changelogs" / "changelog.yaml"
    target.parent.mkdir()
    target.write_text(yaml.safe_dump({"ancestor": None, "releases": found}, sort_keys=False, allow_unicode=True), encoding="utf-8")


def fill(home):
    home.mkdir(parents=True)
    copy_roles(home)
    copy_playbooks(home)
    copy_plugins(home)
    write_changelog(home)
    shutil.copytree(ROOT / "docs", home / "docs")
    for file in (ROOT / "LICENSE", ROOT / "CHANGELOG.md", SOURCE / "README.md"):
        shutil.copy(file, home)
    (home / "meta").mkdir()
    shutil.copy(SOURCE / "runtime.yml", home / "meta")
    about = yaml.safe_load((SOURCE / "about.yml").read_text(encoding="utf-8"))
    (home / "galaxy.yml").write_text(yaml.safe_dump({**about, "version": version()}, sort_keys=False), encoding="utf-8")


def main(folder):
    folder = pathlib.Path(folder).resolve()
    tree = ROOT / "target" / "collection"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree.joinpath("ansible_collections", *NAME.split("."))
    fill(home)
    for former in folder.glob(f"{NAME.replace('.', '-')}-*.tar.gz"):
        former.unlink()
    subprocess.run(
        ["ansible-galaxy", "collection", "build", "--force", f"--output-path={folder}", home], check=True, stdout=subprocess.DEVNULL
    )
    print(f"collection: {folder}/{NAME.replace('.', '-')}-{version()}.tar.gz")


if __name__ == "__main__":
    main(*sys.argv[1:])
