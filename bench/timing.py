"""Times whole processes, and keeps the figures of a run."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "target" / "bench"

# A lab of its own, beside the one that a checkout uses, and with addresses of its own.
LAB_INSTANCE = "2"
LAB = ROOT / f".lab-{LAB_INSTANCE}"

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("K8S_AUTH_")},
    "PATH": f"{ROOT}/.venv/bin:{os.environ['PATH']}",
    "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"),
    "LAB_INSTANCE": LAB_INSTANCE,
}


@dataclass(frozen=True)
class Run:
    """One process from start to end: seconds, and the MiB of the largest process in it."""

    seconds: float
    mebibytes: float
    output: str


def run(command, **environment):
    """Runs a command to its end. One that fails ends the benchmark: its time would mean nothing."""
    with tempfile.TemporaryFile("w+") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        MEASURED.mkdir(parents=True, exist_ok=True)
        failed = MEASURED / "failed.txt"
        failed.write_text(text)
        sys.exit(f"{text[-4000:]}\n{command[0]} ... {command[-1]} ended with {process.returncode}; all that it said is in {failed}")
    return Run(seconds, usage.ru_maxrss / 1024, text)


def playbook(name, *more, inventory="localhost,", check=None, **variables):
    """ansible-playbook with a playbook of this folder; check says whether it did what it should."""
    path = name if "/" in name else f"bench/{name}"
    done = run(["ansible-playbook", "-i", inventory, path, "-e", json.dumps(variables), *more])
    if check is not None and check not in done.output:
        sys.exit(f"{done.output[-4000:]}\n{name} with {variables} did not say {check}")
    return done


def document(text, begin="{"):
    """The JSON in what a process has said, from where it begins; words of a JVM or of Ansible may follow."""
    found, _ = json.JSONDecoder().raw_decode(text[text.index(begin) :])
    return found


def say(text):
    print(f"  {text}", flush=True)


class Figures:
    """What one script measures; target/bench/NAME.json."""

    def __init__(self, name):
        self.path = MEASURED / f"{name}.json"
        self.figures = {}

    def seconds(self, figure, runs):
        """Notes the median of some runs."""
        values = sorted(one.seconds for one in runs)
        self.note(
            figure,
            statistics.median(values),
            "s",
            lowest=round(values[0], 3),
            highest=round(values[-1], 3),
            runs=len(values),
        )

    def note(self, figure, value, unit, **more):
        self.figures[figure] = {"value": round(value, 3), "unit": unit, **more}
        spread = f" ({more['lowest']} - {more['highest']})" if more.get("runs", 1) > 1 else ""
        guessed = f", estimated: {more['estimated']}" if "estimated" in more else ""
        say(f"{figure}: {value:.2f} {unit}{spread}{guessed}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.figures, indent=2) + "\n")

    def value(self, figure):
        return self.figures[figure]["value"]


class Lab:
    """Sites of the lab for as long as a script needs them; they begin empty and nothing stays."""

    def __init__(self, *sites):
        self.limit = ["--limit", ",".join(sites)] if sites else []

    def __enter__(self):
        self.remove()
        playbook("lab/lab_up.yml", *self.limit, inventory="inventory/lab")
        return self

    def __exit__(self, *error):
        self.remove()

    def remove(self):
        if LAB.exists():
            playbook("lab/lab_down.yml", inventory="inventory/lab")
            shutil.rmtree(LAB)

    @staticmethod
    def kubeconfig(site):
        return LAB / site / "control-plane" / "kubeconfig"
