"""strimzi_mirror_info and kafka_groups on many partitions and consumer groups, against a pair of sites with one node each.

The empty call asks for a mirror that is not there: it reads both sites' API servers and no Kafka. What the others take beyond
it is the work. The partitions are looked at twice: when all is copied, and with the mirror cut off and every partition behind,
so that the age of what is not copied is read too. When all is copied, groups could be carried to the other site: kafka_groups
looks for their places in check mode.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from timing import LAB, ROOT, Figures, Lab, Run, document, playbook, run, say

PARTITIONS = 100
GROUPS = 100
CLIENTS = LAB / "clients"
SITES = {"prod": ("datacenter-a", "my-cluster"), "dr": ("datacenter-b", "my-second-cluster")}
MIRROR = "strimzi-dr-mirror"


def rollout(topics, partitions=PARTITIONS, flags=None):
    """The pair with so many topics, by the project's own playbook; flags are more -XX options of the brokers."""
    playbook(
        "./site.yml",
        inventory="inventory/lab",
        cluster_nodes=1,
        # The 192 MiB of the lab hold 1,000 partitions; with 5,000 a broker no longer answers.
        cluster_jvm_options={"-Xms": "256m", "-Xmx": "768m", **({"-XX": flags} if flags else {})},
        mirror_jvm_options={"-Xms": "256m", "-Xmx": "768m"},
        report_clients_directory=str(CLIENTS),
        access_topics=[{"name": f"topic-{number}", "partitions": partitions} for number in range(topics)],
        access_users=[
            {
                "name": "my-user",
                "acls": [
                    {"resource": {"type": "topic", "name": "*"}, "operations": ["Read", "Write", "Describe"]},
                    {"resource": {"type": "group", "name": "*"}, "operations": ["Read", "Describe"]},
                ],
            }
        ],
    )


def fill(what, topics, partitions=PARTITIONS, *more):
    """Records and groups' positions at prod."""
    libraries = (ROOT / "lab" / "images" / "kafka" / "target" / "classpath").read_text().strip()
    run(
        [
            ".venv/jdk/bin/java",
            "-Dlog4j2.level=ERROR",
            "-cp",
            libraries,
            "bench/Fill.java",
            CLIENTS / "prod" / "my-user.properties",
            what,
            topics,
            partitions,
            *more,
        ]
    )


def link(kind):
    """Cuts the mirror's way to prod, or mends it; this machine goes on reaching both sites."""
    playbook("lab/lab_fault.yml", "--limit", "prod", inventory="inventory/lab", lab_fault=kind, lab_cut_from="peer")


def module(script, **options):
    """A module alone, as Ansible starts it."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as arguments:
        sites = [
            {"name": site, "namespace": namespace, "cluster": cluster, "kubeconfig": str(Lab.kubeconfig(site))}
            for site, (namespace, cluster) in SITES.items()
        ]
        json.dump({"sites": sites, "source": "prod", "user": "strimzi-dr", **options}, arguments)
        arguments.flush()
        return run([".venv/bin/jbang", f"jbang-scripts/{script}", arguments.name])


def ask(name=MIRROR):
    return module("strimzi_mirror_info", name=name)


def place():
    """Where groups would go on at the other site; nothing is set."""
    done = module("kafka_groups", name=MIRROR, accept=["near"], _ansible_check_mode=True)
    if len(document(done.output).get("groups", [])) != GROUPS:
        sys.exit(f"groups were not placed: {done.output[-4000:]}")
    return done


def lag(done):
    """The lag that an answer has; an answer without one is no figure."""
    found = document(done.output)["lag"]
    if "why" in found:
        sys.exit(f"no lag was measured: {found}")
    return found


def await_copied(partitions, seconds=240):
    """Until the mirror has copied all; says so where that takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = lag(ask())
        if seen["partitions"] >= partitions and seen["lag_records"] == 0:
            return True
        time.sleep(2)
    say(f"not all copied within {seconds} s: {seen['partitions']} partitions, lag {seen['lag_records']}")
    return False


def measure(figures, name, times):
    """So many calls, in turn with empty ones."""
    rounds = [(ask("no-such-mirror"), ask()) for _ in range(times)]
    for _, full in rounds:
        lag(full)
    empty, full = zip(*rounds)
    figures.seconds(f"mirror {name}, whole call", full)
    figures.seconds(
        f"mirror {name}, beyond the empty call",
        [Run(one.seconds - nothing.seconds, 0, "") for nothing, one in rounds],
    )
    figures.note(f"mirror {name}, memory", max(one.mebibytes for one in full), "MiB")
    return empty


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--partitions", type=int, nargs="+", default=[1_000, 5_000], help="how many partitions")
    parser.add_argument("--runs", type=int, default=5, help="runs of each figure")
    options = parser.parse_args()
    figures = Figures("mirror")
    empty = []
    with Lab():
        for count in options.partitions:
            topics = count // PARTITIONS
            rollout(topics)
            fill("records", topics)
            fill("groups", topics, PARTITIONS, GROUPS, 1)
            state = "copied" if await_copied(count) else "partly copied"
            empty += measure(figures, f"{count} partitions {state}", options.runs)
            if state == "copied":
                figures.seconds(f"groups of {count} partitions, whole call", [place() for _ in range(options.runs)])
            link("cut")
            fill("records", topics)
            empty += measure(figures, f"{count} partitions behind", options.runs)
            if count == options.partitions[0]:
                fill("groups", topics, PARTITIONS, GROUPS, topics)
                empty += measure(figures, f"{count} partitions behind, each group in all", options.runs)
            link("mend")
        figures.seconds("mirror empty call", empty)


if __name__ == "__main__":
    main()
