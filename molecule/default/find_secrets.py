#!/usr/bin/env python3
"""Looks for values of Secrets where they must not be: find_secrets.py KUBECONFIG,... KEY PATH...

Takes every Secret of these clusters and the secret of a DNS key, and searches files, folders and the command lines of all processes for its values, as they are
and as base64. Certificates are public. Prints which key of which Secret is where, never the value; exits with 1 if there is any.
"""

import base64
import json
import os
import pathlib
import re
import subprocess
import sys

SHORTEST = 8  # a shorter value is no password, and would be found anywhere


def secrets(kubeconfig):
    command = ["kubectl", f"--kubeconfig={kubeconfig}", "get", "secrets", "--all-namespaces", "--output=json"]
    for secret in json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["items"]:
        for key, encoded in secret.get("data", {}).items():
            if not key.endswith(".crt"):
                name = f"{key} of Secret {secret['metadata']['namespace']}/{secret['metadata']['name']}"
                yield name, base64.b64decode(encoded), encoded.encode()


def needles(kubeconfigs):
    """What to search for: a private key is known by each of its lines, however a log breaks them."""
    found = {}
    for kubeconfig in kubeconfigs:
        for name, value, encoded in secrets(kubeconfig):
            lines = [line.strip() for line in value.splitlines()]
            # Of a key's first line and of its last one too little is its own.
            parts = lines[2:-2] + [encoded[200:260]] if b"PRIVATE KEY" in value else [value, encoded]
            for part in parts:
                if len(part) >= SHORTEST and not part.startswith(b"-----"):
                    found.setdefault(part, name)
    return found


def places(paths):
    for path in paths:
        walked = [path] if os.path.isfile(path) else (os.path.join(d, f) for d, _, files in os.walk(path) for f in files)
        for file in walked:
            if os.path.isfile(file) and not os.path.islink(file):
                yield str(file), pathlib.Path(file)
    for process in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        yield f"command line of process {process.parent.name}", process


def main(kubeconfigs, key, paths):
    wanted = needles(kubeconfigs.split(","))
    wanted[re.search(rb'secret "([^"]+)"', pathlib.Path(key).read_bytes()).group(1)] = f"the secret of {key}"
    if not wanted:
        sys.exit("No Secret has a value to search for: is the pair rolled out?")
    missing = [path for path in paths if not os.path.exists(path)]
    if missing:
        sys.exit(f"Nothing to search: {', '.join(missing)}")
    searched = 0
    leaks = set()
    for place, file in places(paths):
        try:
            content = file.read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # gone in the meantime, or somebody else's
        searched += 1
        leaks.update(f"{name} is in {place}" for needle, name in wanted.items() if needle in content)
    print("\n".join(sorted(leaks)) or f"{len(wanted)} values were searched for in {searched} places, and none was found.")
    sys.exit(1 if leaks else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
