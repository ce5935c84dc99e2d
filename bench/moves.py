"""Moves of clients that are at work: how long they cannot write, and what became of every record.

1,000 records a second; one node a site, as more keep two cores busy by themselves. There and home again, then the active site loses
power, the other one takes over, the lost one rejoins. Prints the table that docs/moves.md has; --keep puts it there.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from datetime import datetime

from report import machine
import timing
from timing import ENVIRONMENT, LAB, ROOT, Figures, Lab, document, run, say

INVENTORY = "inventory/lab"
# One node a site, and clients that may do what the workload does.
DRILL = ["-i", "molecule/switchover/inventory"]
CLIENTS = ROOT / f"clients-{LAB.name.removeprefix('.lab-')}" / "shared" / "my-user.properties"
LEDGERS = LAB / "workload"
DOCUMENT = ROOT / "docs" / "moves.md"
ACCOUNT = timing.MEASURED / "account.json"
MARK = "<!-- made by make bench-moves{} -->"
RATE = 1_000
# A group that commits each record writes as much as the producers do: that is for the scenarios, not for a measurement on two cores.
PACES = ["SECOND", "MANY_RECORDS"]


def prepare(path, **variables):
    """Runs a playbook that is not measured; one that fails shows why."""
    timing.playbook(path, *DRILL, inventory=INVENTORY, **variables)


def playbook(path, **variables):
    """What a playbook did: its seconds, and the results of each task by name."""
    command = ["ansible-playbook", "-i", INVENTORY, *DRILL, path, "-e", json.dumps(variables)]
    done = run(command, ANSIBLE_STDOUT_CALLBACK="ansible.posix.json")
    told = document(done.output, begin="{\n")
    results = {}
    for task in (task for play in told["plays"] for task in play["tasks"]):
        for result in task["hosts"].values():
            if not result.get("skipped"):
                results.setdefault(task["task"]["name"].split(" : ")[-1], []).append(result)
    return done.seconds, results


def ready(deadline=120):
    """Waits until the pair could move: the site that was left counts clients that have gone as members of their groups for a while."""
    command = ["ansible-playbook", "-i", INVENTORY, *DRILL, "playbooks/readiness.yml"]
    until = time.monotonic() + deadline
    while True:
        looked = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        if looked.returncode == 0:
            return
        if time.monotonic() > until:
            sys.exit(f"{looked.stdout[-4000:]}\nthe pair is not ready to move after {deadline} s")


def moved(results):
    """How the record sums up the move that has just ended."""
    return next(result["ended"] for named in results.values() for result in named if result.get("ended"))


class Workload:
    """Clients that write and read through the shared name."""

    produced = LEDGERS / "produced.jsonl"

    def __enter__(self):
        LEDGERS.parent.mkdir(parents=True, exist_ok=True)
        command = ["lab/workload", "run", f"--properties={CLIENTS}", "--topic=my-topic", f"--directory={LEDGERS}"]
        self.process = subprocess.Popen(
            [*command, "--seconds=3600", f"--rate={RATE}", *(f"--pace={pace}" for pace in PACES)],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait(count=5 * RATE)
        return self

    def __exit__(self, *error):
        self.stop()

    def stop(self):
        """Writing ends, and groups read all that is there."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()

    def wait(self, count, deadline=180):
        """Waits until so many records more are acknowledged."""
        until = time.monotonic() + deadline
        begin = self.produced.stat().st_size if self.produced.exists() else 0
        while time.monotonic() < until:
            if self.produced.exists():
                with self.produced.open() as lines:
                    lines.seek(begin)
                    if sum('"acknowledged"' in line for line in lines) >= count:
                        return
            time.sleep(0.5)
        sys.exit(f"{count} records were not acknowledged within {deadline} s: {LEDGERS}")

    def acknowledged(self):
        """When records were acknowledged, in order."""
        with self.produced.open() as lines:
            entries = (json.loads(line) for line in lines if line.endswith("\n"))
            return sorted(moment(entry["time"]) for entry in entries if entry["state"] == "acknowledged")

    def account(self, *more):
        """What became of every record. Groups may read again what the lost site had not told of."""
        command = ["lab/workload", "account", f"--properties={CLIENTS}", f"--directory={LEDGERS}", *more]
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            sys.exit(done.stderr)
        # The lab is gone afterwards: which records are lost or doubled, and where they stand.
        ACCOUNT.parent.mkdir(parents=True, exist_ok=True)
        ACCOUNT.write_text(done.stdout)
        books = json.loads(done.stdout)
        if books["faults"]:
            sys.exit(f"{'; '.join(books['faults'])}. {ACCOUNT} says more")
        return books


def moment(text):
    return datetime.fromisoformat(text[:26].rstrip("Z") + "+00:00").timestamp()


class Moves:
    """What is measured while clients are at work."""

    def __init__(self, clients):
        self.clients = clients
        self.figures = Figures("moves")
        self.windows = {}
        self.steps = {}

    def planned(self, name, path, **variables):
        begin = time.time()
        seconds, results = playbook(path, **variables)
        self.windows[name] = (begin, time.time())
        self.steps[name] = {step["name"]: step["seconds"] for step in moved(results)["steps"]}
        self.figures.note(f"{name}: in all", seconds, "s")
        for what in "writes", "reads":
            self.figures.note(f"{name}: no {what} by the record", moved(results)[f"{what}_stopped_seconds"], "s")
        self.positions(name, results)
        self.clients.wait(count=5 * RATE)

    def positions(self, name, results):
        """How far off the positions would be that MirrorMaker itself has carried, which this sets right."""
        carried = (named for task, named in results.items() if task.startswith("Close the active site"))
        groups = [group for named in carried for result in named for group in result.get("groups", [])]
        partitions = [one for group in groups for one in group["partitions"]]
        inexact = sum(one["placed"] != "exact" for one in partitions)
        self.figures.note(f"{name}: positions not placed exactly", inexact, "")
        own = [one["target"] - (one["before"] or 0) for one in partitions if one["target"] is not None]
        self.figures.note(f"{name}: records that MirrorMaker's own positions would read again", sum(own), "")

    def lost(self):
        begin = time.time()
        prepare("lab/lab_fault.yml", lab_fault="kill", lab_fault_site="prod")
        command = time.time()
        seconds, results = playbook("playbooks/failover.yml", move_to="dr", failover_confirm=True)
        self.windows["failover"] = (begin, time.time())
        self.steps["failover"] = {step["name"]: step["seconds"] for step in moved(results)["steps"]}
        self.figures.note("failover: in all", seconds, "s")
        self.clients.wait(count=5 * RATE)
        first = next(at for at in self.clients.acknowledged() if at > command)
        self.figures.note("failover: from the command to the first write", first - command, "s")

    def gaps(self):
        """The longest time in which nobody could write, in each move."""
        times = self.clients.acknowledged()
        for name, (begin, end) in self.windows.items():
            gap = max(after - before for before, after in zip(times, times[1:]) if after > begin and before < end)
            self.figures.note(f"{name}: longest time without a write", gap, "s")


def measure(given):
    with Lab():
        say("rolling out")
        prepare("./site.yml")
        if given.groups:
            topics = [f"--topic=bulk-{number:02}" for number in range(-(-given.partitions // 100))] or ["--topic=my-topic"]
            command = ["lab/workload", "groups", f"--properties={CLIENTS}", f"--count={given.groups}", *topics]
            subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True)
            # The mirror has to have found the topics.
            ready()
        with Workload() as clients:
            moves = Moves(clients)
            moves.planned("switchover", "playbooks/switchover.yml", move_to="dr")
            ready()
            moves.planned("fail-back", "playbooks/failback.yml", require_idle=False)
            moves.lost()
            prepare("lab/lab_up.yml")
            prepare("./site.yml")
            seconds, _ = playbook("playbooks/rejoin.yml", rejoin_confirm=True)
            moves.figures.note("rejoin: in all", seconds, "s")
            moves.gaps()
            clients.stop()
            export = next((LAB / "tails").iterdir())
            books = clients.account(f"--export={export}", "--tolerate=REREAD")
            for name in "acknowledged", "present", "exported", "lost", "duplicates", "reordered", "sent_again":
                moves.figures.note(f"records {name.replace('_', ' ')}", books[name], "")
    return moves, books


def table(moves, books, given):
    """Markdown, from the figures alone."""
    on = machine()
    figures = moves.figures.figures
    lines = [
        f"{on['cores']} cores, {on['memory_gib']} GiB, {on['jdk']}; {given.nodes} Kafka node{'s' if given.nodes > 1 else ''} a site, {given.users + 1} users of clients, "
        f"{given.partitions:,} partitions and {given.groups} groups that only stand there, {RATE:,} records a second asked for, "
        f"{books['acknowledged']:,} acknowledged; {time.strftime('%Y-%m-%d', time.gmtime())}.",
        "",
        "| what | value | |",
        "|---|---:|---|",
    ]
    for name, figure in figures.items():
        value = f"{figure['value']:,.1f}" if figure["unit"] else f"{figure['value']:,.0f}"
        lines.append(f"| {name} | {value} | {figure['unit']} |")
    for name, steps in moves.steps.items():
        lines += ["", f"| step of the {name} | seconds |", "|---|---:|"]
        lines += [f"| `{step}` | {seconds:.2f} |" for step, seconds in steps.items()]
    return "\n".join(lines) + "\n"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keep", action="store_true", help="put the table into docs/moves.md")
    options.add_argument("--users", type=int, default=0, help="how many users of clients there are besides the one that is at work")
    options.add_argument("--partitions", type=int, default=0, help="how many partitions there are that only stand there")
    options.add_argument("--groups", type=int, default=0, help="how many groups there are that only stand there, in all of these partitions")
    options.add_argument("--nodes", type=int, default=1, help="how many Kafka nodes each site has")
    given = options.parse_args()
    ENVIRONMENT.update(LAB_USERS=str(given.users), LAB_PARTITIONS=str(given.partitions), LAB_NODES=str(given.nodes))
    result = table(*measure(given), given)
    print(result)
    if given.keep:
        more = {"USERS": given.users, "PARTITIONS": given.partitions, "GROUPS": given.groups, "NODES": given.nodes if given.nodes > 1 else 0}
        keep(MARK.format("".join(f" {name}={value}" for name, value in more.items() if value)), result)


def keep(mark, result):
    """Puts the table behind its mark, in place of the one that was there, up to the next heading."""
    before, after = DOCUMENT.read_text().split(mark + "\n")
    rest = after[after.index("\n## ") :] if "\n## " in after else ""
    DOCUMENT.write_text(f"{before}{mark}\n{result}{rest}")


if __name__ == "__main__":
    main()
