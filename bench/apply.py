"""Many KafkaTopics: strimzi_apply, and what would be used instead, against the same API server.

An API server with Strimzi's definitions and without an operator, so that nobody else works. Every way applies the same YAML
as the same field manager, so a batch that one way has made is unchanged for all of them. Timed is the whole process.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from timing import Figures, Lab, playbook, run

SITE = "prod"
LOOPED = 20

# Way, and up to how many resources it is measured: beyond, its time is that of each resource more.
MEASURED = {
    "created": {"k8s": 2_000, "kubectl": 10_000},
    "unchanged": {"k8s": 2_000, "kubectl": 10_000},
    "changed": {"k8s": 200, "kubectl": 2_000},
}


def topic(namespace, number, retention):
    return f"""---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: topic-{number:05}
  namespace: {namespace}
  labels:
    strimzi.io/cluster: my-cluster
    app: shop
spec:
  partitions: 12
  replicas: 3
  config:
    retention.ms: {retention}
    cleanup.policy: compact,delete
    min.insync.replicas: 2
"""


@dataclass(frozen=True)
class Batch:
    """A file with some topics, and the same with one in a hundred changed."""

    folder: Path
    namespace: str
    count: int

    def file(self, changed=False):
        path = self.folder / f"{self.namespace}-{self.count}{'-changed' if changed else ''}.yaml"
        if not path.exists():
            path.write_text(
                "".join(
                    topic(self.namespace, number, 3_600_000 if changed and number % 100 == 0 else 7_200_000)
                    for number in range(self.count)
                )
            )
        return path


@dataclass(frozen=True)
class Way:
    """A way to apply a file: its name, and what runs it and says whether something changed."""

    name: str
    apply: Callable


def ways(kubeconfig):
    def by(name):
        def apply(file, changes):
            return playbook(
                f"{name}.yml",
                kubeconfig=str(kubeconfig),
                src=str(file),
                check="changed=1 " if changes else "changed=0 ",
            )

        return apply

    def kubectl(file, changes):
        return run(
            ["kubectl", "--kubeconfig", kubeconfig, "apply", "--server-side", "--field-manager=strimzi-dr", "-f", file]
        )

    return Way("strimzi_apply", by("strimzi_apply")), [Way("k8s", by("k8s")), Way("kubectl", kubectl)], Way(
        "k8s looped", by("k8s_loop")
    )


def module(kubeconfig, file, **environment):
    """The module alone, as Ansible starts it: the memory is that of its JVM."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as arguments:
        json.dump({"kubeconfig": str(kubeconfig), "src": [str(file)]}, arguments)
        arguments.flush()
        return run([".venv/bin/jbang", "jbang-scripts/strimzi_apply", arguments.name], **environment)


def repeated(way, batch, state, times):
    """The runs of one way. For changed, every run goes to the other file and so changes the same topics."""
    if state == "unchanged":
        return [way.apply(batch.file(), False) for _ in range(times)]
    runs = []
    for _ in range((times + 1) // 2):
        runs.append(way.apply(batch.file(changed=True), True))
        runs.append(way.apply(batch.file(), True))
    return runs


def estimate(figures, state, way, count, counts):
    """A straight line through what was measured."""
    known = [n for n in counts if "runs" in figures.figures.get(f"{state} {n} {way}", {})]
    last = figures.value(f"{state} {known[-1]} {way}")
    if len(known) > 1:
        before = figures.value(f"{state} {known[-2]} {way}")
        each = (last - before) / (known[-1] - known[-2])
        said = f"from {known[-2]} and {known[-1]}"
    else:
        each = last / known[-1]
        said = f"from {known[-1]}"
    figures.note(f"{state} {count} {way}", last + each * (count - known[-1]), "s", estimated=said)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[200, 2_000, 10_000], help="how many topics")
    parser.add_argument("--runs", type=int, default=5, help="runs of each figure that takes seconds")
    options = parser.parse_args()
    figures = Figures("apply")
    with Lab(SITE), tempfile.TemporaryDirectory() as folder:
        kubeconfig = Lab.kubeconfig(SITE)
        ours, others, looped = ways(kubeconfig)
        batches = {n: Batch(Path(folder), f"bench-{n}", n) for n in options.counts}
        fresh = {
            (n, way.name): Batch(Path(folder), f"bench-{n}-{way.name}", n)
            for n in options.counts
            for way in others
            if n <= MEASURED["created"][way.name]
        }
        few = Batch(Path(folder), "bench-looped", LOOPED)
        playbook(
            "ready.yml",
            kubeconfig=str(kubeconfig),
            namespaces=[
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": batch.namespace}}
                for batch in [*batches.values(), *fresh.values(), few]
            ],
        )
        for count, batch in batches.items():
            times = options.runs if count < 10_000 else 3
            figures.seconds(f"created {count} strimzi_apply", [ours.apply(batch.file(), True)])
            for way in others:
                if (count, way.name) in fresh:
                    once = way.apply(fresh[count, way.name].file(), True)
                    figures.seconds(f"created {count} {way.name}", [once])
                else:
                    estimate(figures, "created", way.name, count, options.counts)
            for state in "unchanged", "changed":
                figures.seconds(f"{state} {count} strimzi_apply", repeated(ours, batch, state, times))
                for way in others:
                    if count > MEASURED[state][way.name]:
                        estimate(figures, state, way.name, count, options.counts)
                        continue
                    more = 3 if count <= 200 else 1
                    figures.seconds(f"{state} {count} {way.name}", repeated(way, batch, state, more))

        # A task for each topic: its time for 20 says enough.
        for state in "created", "unchanged":
            took = looped.apply(few.file(), state == "created").seconds
            for count in options.counts:
                figures.note(f"{state} {count} k8s looped", took * count / LOOPED, "s", estimated=f"from {LOOPED}")

        largest = batches[max(options.counts)]
        alone = [module(kubeconfig, largest.file()) for _ in range(3)]
        figures.note(f"memory {largest.count} strimzi_apply", max(one.mebibytes for one in alone), "MiB")
        small = module(kubeconfig, largest.file(), JAVA_TOOL_OPTIONS="-Xmx400m")
        figures.note(f"memory {largest.count} strimzi_apply, -Xmx400m", small.mebibytes, "MiB")
        figures.seconds(f"module alone {largest.count} strimzi_apply", alone)
        figures.seconds(f"module alone {largest.count} strimzi_apply, -Xmx400m", [small])


if __name__ == "__main__":
    main()
