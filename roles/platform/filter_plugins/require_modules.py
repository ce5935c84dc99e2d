"""The filter require_modules: hands on the hosts of a play, if the modules that belong to it can be launched on this machine.

They come from a bundle, which STRIMZI_DR_HOME names, or which lies beside this project, or whose bin is on PATH; or from make setup in this checkout.
A bundle of another version would misunderstand what the roles ask of it. Where a bundle is found STRIMZI_DR_HOME is set for all that the run
starts: a module is copied elsewhere before it is called, and finds nothing by its own place.
"""

import os
import pathlib
import re
import shutil

from ansible import context
from ansible.errors import AnsibleFilterError

HOME = "STRIMZI_DR_HOME"
LOOKS = ("syntax", "listhosts", "listtasks", "listtags")


def scripts():
    """Where the modules are: beside this folder, as library in a checkout, as modules in a collection."""
    above = pathlib.Path(__file__).resolve().parents[1]
    return (above / "library" if (above / "library").exists() else above / "modules").resolve()


def version():
    """The version of this project, which each module names with its library."""
    text = (scripts() / "strimzi_apply").read_text(encoding="utf-8")
    return re.search(r"^//DEPS dev\.strimzidr:java-module:(\S+)$", text, re.MULTILINE)[1]


def beside():
    """The bundle beside this checkout, or beside the folder ansible_collections; only one that whoever could change this
    project or act for this user has put there."""
    project = scripts().parent
    if project.name == "plugins":
        project = project.parents[2]
    bundle = project.with_name(f"strimzi-dr-{version()}")
    trusted = {0, os.getuid(), project.stat().st_uid}
    return bundle if bundle.is_dir() and bundle.stat().st_uid in trusted else None


def on_path():
    found = shutil.which("jbang")
    home = pathlib.Path(found).resolve().parents[1] if found else None
    return home if home and (home / "VERSION").exists() else None


def built_here():
    return (scripts().parent / "target" / "jbang").exists()


def bundle():
    named = os.environ.get(HOME)
    if named:
        return pathlib.Path(named)
    return None if built_here() else beside() or on_path()


def check(home):
    try:
        found = (home / "VERSION").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise AnsibleFilterError(f"{HOME} is '{home}', and there is no bundle that can be read: {error.strerror}.") from None
    if found != version():
        raise AnsibleFilterError(
            f"This project is version {version()}, the bundle in {home} is version {found}: take the bundle of the project's release."
        )


def require_modules(hosts):
    # Who only looks at a playbook calls no module.
    if any(context.CLIARGS.get(look) for look in LOOKS):
        return hosts
    home = bundle()
    if home:
        check(home)
        os.environ[HOME] = str(home.resolve())
    elif not shutil.which("jbang"):
        raise AnsibleFilterError(
            f"The modules are not on this machine: unpack the bundle strimzi-dr-{version()} and let {HOME} name it, or run make setup in the"
            " checkout and put its .venv/bin on PATH."
        )
    return hosts


class FilterModule:
    def filters(self):
        return {"require_modules": require_modules}
