"""check.py: has Ansible read each inventory that users copy, and looks which images its rollout would pull. No server is asked.

playbooks/images.yml begins with the check of the inventory. What it prints has to come from the registry of the site, and to be both images of
a rollout.
"""

import json
import os
import pathlib
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[1]
REGISTRIES = {
    "openshift": {"prod": "registry.prod.example.com/strimzi", "dr": "registry.dr.example.com/strimzi"},
    "kind": dict.fromkeys(("prod", "dr"), "quay.io/strimzi"),
    "eks": dict.fromkeys(("prod", "dr"), "quay.io/strimzi"),
}


def printed(environment):
    """What the playbook prints, by site. The kubeconfigs are those of whoever copies the inventory, so none is read."""
    command = ["ansible-playbook", f"--inventory=inventory/{environment}", "--extra-vars=platform_kubeconfig=", "playbooks/images.yml"]
    settings = os.environ | {"ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json"}
    run = subprocess.run(command, cwd=PROJECT, env=settings, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode:
        sys.exit(f"inventory/{environment}: {run.stdout}")
    return {site: answer["msg"] for site, answer in json.loads(run.stdout)["plays"][0]["tasks"][-1]["hosts"].items()}


def problems(environment):
    for site, images in printed(environment).items():
        registry = REGISTRIES[environment][site]
        names = sorted(image.split(":")[0] for image in images["pulled"])
        if names != [f"{registry}/kafka", f"{registry}/operator"]:
            yield f"inventory/{environment}: {site} would pull {images['pulled']}"
        for image in images["only_named"]:
            if not image.startswith(registry + "/"):
                yield f"inventory/{environment}: {site} names {image}, which is not in {registry}"


def main():
    found = [problem for environment in REGISTRIES for problem in problems(environment)]
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
