"""One call of a module that changes nothing: in a run of a playbook, the first and the following ones; by hand, and what that is made of.

The parts come from calls that go further and further: without arguments (the JVM starts, finds nothing to do and ends), with an
empty batch (it reads the kubeconfig and makes a client), with one resource that is as it should be (TLS and one request).
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import ENVIRONMENT, ROOT, Figures, Lab, Run, playbook, run

SITE = "prod"
MANY = 20
MODULE = "jbang-scripts/strimzi_apply"
LAUNCH = ROOT / "target" / "jbang" / "launch"
RESOURCE = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "bench", "namespace": "default"},
    "data": {"window": "Sunday 02:00"},
}


def launch(arguments):
    """The module as Ansible starts it."""
    return [".venv/bin/jbang", MODULE, *arguments]


def answered(command):
    """Seconds until a command has answered, and from there to its end."""
    begin = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command], cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        answer = os.read(process.stdout.fileno(), 1 << 20)
        middle = time.perf_counter()
        process.wait()
    if not answer.startswith(b"{"):
        sys.exit(f"{command} answered {answer!r}")
    return middle - begin, time.perf_counter() - middle


def java(arguments):
    """The java command that the launcher ends in, without the launcher: as it is evaluated, with its quotes."""
    trace = subprocess.run(
        ["sh", "-x", *launch(arguments)], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False
    ).stderr
    line = [line for line in trace.splitlines() if line.startswith("+ eval exec ")][-1]
    return ["sh", "-c", line.removeprefix("+ eval "), "sh", *arguments]


def medians(times, *commands):
    """The median of each, taken in turn so that all see the same machine."""
    taken = [[sum(answered(command)) for command in commands] for _ in range(times)]
    return [statistics.median(column) for column in zip(*taken)]


def forgotten(times, arguments):
    """Calls without an archive of classes and without a launch line, and without the archive only."""
    first, second = [], []
    aside = LAUNCH.with_name("launch.aside")
    LAUNCH.rename(aside)
    try:
        for _ in range(times):
            LAUNCH.mkdir()
            first.append(run(launch(arguments)))
            for archive in (*LAUNCH.rglob("*.aot"), *LAUNCH.rglob("*.jsa")):
                archive.unlink()
            second.append(run(launch(arguments)))
            shutil.rmtree(LAUNCH)
    finally:
        aside.rename(LAUNCH)
    return first, second


def parts(figures, times, empty, one):
    """What a warm call is made of."""
    whole, direct, batch, nothing = medians(times, launch(one), java(one), java(empty), java([]))
    ends = statistics.median(answered(java(one))[1] for _ in range(times))
    figures.note("call by hand, part 1: sh and launch line", whole - direct, "s", runs=1)
    figures.note("call by hand, part 2: JVM, until it has seen its arguments", nothing - ends, "s", runs=1)
    figures.note("call by hand, part 3: options, kubeconfig, client", batch - nothing, "s", runs=1)
    figures.note("call by hand, part 4: TLS, request, comparison", direct - batch, "s", runs=1)
    figures.note("call by hand, part 5: exit", ends, "s", runs=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each warm figure")
    options = parser.parse_args()
    figures = Figures("call")
    with Lab(SITE), tempfile.TemporaryDirectory() as folder:
        kubeconfig = str(Lab.kubeconfig(SITE))
        empty, one = Path(folder) / "empty.json", Path(folder) / "one.json"
        empty.write_text(json.dumps({"kubeconfig": kubeconfig, "resources": []}))
        one.write_text(json.dumps({"kubeconfig": kubeconfig, "resources": [RESOURCE]}))
        run(launch([one]))

        first, second = forgotten(3, [one])
        figures.seconds("call by hand, without launch line and archive", first)
        figures.seconds("call by hand, without archive", second)
        figures.seconds("call by hand, warm", [run(launch([one])) for _ in range(options.runs)])
        parts(figures, options.runs, [empty], [one])

        src = Path(folder) / "one.yaml"
        src.write_text(json.dumps(RESOURCE))
        given = {"kubeconfig": kubeconfig, "src": str(src), "check": "changed=0 "}
        rounds = [
            [playbook("nothing.yml"), playbook("strimzi_apply.yml", **given), playbook("k8s.yml", **given)]
            for _ in range(max(3, options.runs // 2))
        ]
        nothing, ours, theirs = zip(*rounds)
        figures.seconds("ansible-playbook alone", nothing)
        figures.seconds("ansible-playbook with strimzi_apply", ours)
        figures.seconds("ansible-playbook with k8s", theirs)
        for name, runs in ("strimzi_apply", ours), ("k8s", theirs):
            beyond = [Run(run.seconds - alone.seconds, 0, "") for run, alone in zip(runs, nothing)]
            figures.seconds(f"call first of a run, beyond ansible-playbook, {name}", beyond)
            many = [playbook(f"{name}.yml", calls=MANY, **given) for _ in range(max(3, options.runs // 5))]
            first = statistics.median(run.seconds for run in runs)
            further = [Run((run.seconds - first) / (MANY - 1), 0, "") for run in many]
            figures.seconds(f"call further of a run, {name}", further)


if __name__ == "__main__":
    main()
