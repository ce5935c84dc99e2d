"""bundle.py FOLDER: makes FOLDER/strimzi-dr-VERSION.tar.gz: what modules need to run, without JBang, a network, or this checkout."""

import hashlib
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile

import licences
from version import ROOT, operator_version, version

SUPPORT = ["setup/jbang/launch", "setup/jbang/ask", "setup/jbang/archiving", "setup/jbang/out-of-memory.json", "setup/find-jdk"]
# All files have it: an archive of classes knows its jars by their time and size. It is the build's, in pom.xml.
TIME = 1767225600
ZIP_TIME = (2026, 1, 1, 0, 0, 0)
MAIN = "lib/strimzi-dr.jar"


def scripts():
    return sorted(path for path in (ROOT / "jbang-scripts").iterdir() if not path.suffix)


def launch(script):
    """How JBang launches it: options of the JVM, jars, class. The first jar is the script's own."""
    checksum = hashlib.sha256(script.read_bytes()).hexdigest()
    home = (ROOT / ".venv" / "jdk").resolve()
    kept = next((ROOT / "target" / "jbang").resolve().glob(f"launch{home}/*/{checksum}"), None)
    if kept is None:
        sys.exit(f"{script.name} was not launched since it was changed: run make setup.")
    words = shlex.split(kept.read_text(encoding="utf-8"))
    at = words.index("-classpath")
    own, *jars = words[at + 1].split(":")
    return checksum, words[1:at], own, jars, words[-1]


def write_jar(path, scripts_jars, jars):
    """The compiled scripts in one jar, which names the others beside it: one class path for all modules, wherever the bundle is."""
    names = " ".join(pathlib.Path(jar).name for jar in jars)
    line = f"Class-Path: {names}"
    # A line of a manifest has 72 bytes at most, and goes on behind a blank.
    lines = [line[:70], *(" " + line[start : start + 69] for start in range(70, len(line), 69))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as jar:
        add(jar, "META-INF/MANIFEST.MF", "\r\n".join(["Manifest-Version: 1.0", *lines, "", ""]).encode())
        for own in scripts_jars:
            with zipfile.ZipFile(own) as compiled:
                for name in sorted(name for name in compiled.namelist() if name.endswith(".class")):
                    add(jar, name, compiled.read(name))


def add(jar, name, data):
    jar.writestr(zipfile.ZipInfo(name, ZIP_TIME), data, zipfile.ZIP_DEFLATED)


def copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def fill(home):
    (home / "launch").mkdir(parents=True)
    launches = [launch(script) for script in scripts()]
    _, _, _, jars, _ = launches[0]
    if any(other[3] != jars for other in launches) or len({pathlib.Path(jar).name for jar in jars}) < len(jars):
        sys.exit("The modules have different libraries, or two of one name: a bundle has one class path for all.")
    for checksum, options, _, _, name in launches:
        (home / "launch" / checksum).write_text(" ".join([*options, name]) + "\n", encoding="utf-8")
    for jar in jars:
        copy(jar, home / "lib" / pathlib.Path(jar).name)
    write_jar(home / MAIN, [own for _, _, own, _, _ in launches], jars)
    for file in SUPPORT:
        copy(ROOT / file, home / "libexec" / pathlib.Path(file).name)
    for name in ("jbang", "warm"):
        copy(ROOT / "setup" / "bundle" / name, home / "bin" / name)
    shutil.copytree(ROOT / "target" / "crds", home / "crds" / operator_version())
    shutil.copytree(ROOT / "jbang-scripts", home / "modules")
    shutil.copytree(ROOT / "setup" / "bundle" / "training", home / "training")
    copy(ROOT / "LICENSE", home / "LICENSE")
    licences.write(home / "lib", home / "licences")
    (home / "VERSION").write_text(version() + "\n", encoding="utf-8")
    settle(home)


def settle(home):
    """Readable by any user, written by none but the owner, with one time for all."""
    for path in [home, *home.rglob("*")]:
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)
        os.utime(path, (TIME, TIME))


def owned_by_nobody_here(entry):
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def pack(home, folder):
    folder.mkdir(parents=True, exist_ok=True)
    # Of another version, say: one release is made at a time.
    for former in folder.glob("strimzi-dr-*.tar.gz"):
        former.unlink()
    archive = folder / f"{home.name}.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=6) as tar:
        tar.add(home, arcname=home.name, filter=owned_by_nobody_here)
    return archive


def main(folder):
    home = ROOT / "target" / "bundle" / f"strimzi-dr-{version()}"
    shutil.rmtree(home.parent, ignore_errors=True)
    fill(home)
    subprocess.run([home / "bin" / "warm"], check=True, env={**os.environ, "JAVA_HOME": str((ROOT / ".venv" / "jdk").resolve())})
    settle(home)
    print(f"bundle: {pack(home, pathlib.Path(folder).resolve())}")


if __name__ == "__main__":
    main(*sys.argv[1:])
