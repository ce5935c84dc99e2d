"""Puts what was measured into a table and a plot, with ratios to the other ways and to the committed figures.

Without options it prints the table of the last run. --keep makes that run the committed one: results.json, results.md, results.svg.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from timing import MEASURED, ROOT

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results.json"
COUNTS = [200, 2_000, 10_000]
STATES = {"created": "created", "unchanged": "unchanged", "changed": "one in a hundred changed"}
WAYS = {
    "strimzi_apply": "`strimzi_apply`",
    "k8s": "`kubernetes.core.k8s`, one file",
    "kubectl": "`kubectl apply --server-side`",
    "k8s looped": "`kubernetes.core.k8s`, looped",
}


def machine():
    java = subprocess.run(
        [ROOT / ".venv" / "jdk" / "bin" / "java", "-version"], capture_output=True, text=True, check=True
    ).stderr.splitlines()
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "processor": platform.machine(),
        "kernel": platform.release().split("-")[0],
        "jdk": java[1],
        "python": platform.python_version(),
    }


def measured():
    figures = {}
    for part in "apply", "call", "mirror", "audit", "clients":
        path = MEASURED / f"{part}.json"
        if path.exists():
            figures.update(json.loads(path.read_text()))
    if not figures:
        sys.exit("Nothing was measured yet: run make bench.")
    return figures


class Report:
    """Lines of Markdown about some figures, beside older ones where there are any."""

    def __init__(self, figures, older):
        self.figures = figures
        self.older = older
        self.lines = []

    def text(self):
        self.apply()
        self.list("One call that changes nothing", ("call ", "ansible-playbook "))
        self.list("`strimzi_mirror_info`", ("mirror ",))
        self.list("`kafka_groups`: the places of 100 groups", ("groups of ",))
        self.list("`kafka_audit`: both sites record by record", ("audit ",))
        self.list("The modules' own requests, and fabric8's in their place", ("clients ",))
        self.list("Memory of the largest batch", ("memory ", "module alone "))
        return "\n".join(self.lines)

    def value(self, name):
        return self.figures.get(name, {}).get("value")

    def apply(self):
        for state, words in STATES.items():
            counts = [n for n in COUNTS if self.value(f"{state} {n} strimzi_apply")]
            if not counts:
                continue
            self.heading(f"KafkaTopics, {words}: seconds of the whole process")
            self.row("way", *[f"{n:,}" for n in counts])
            self.row("---", *["---:" for _ in counts])
            for way, label in WAYS.items():
                if any(self.value(f"{state} {n} {way}") for n in counts):
                    self.row(label, *[self.beside(state, n, way) for n in counts])
            self.ratios(*[f"{state} {n} strimzi_apply" for n in counts])

    def beside(self, state, count, way):
        """The seconds of a way, and how many times those of strimzi_apply they are."""
        seconds = self.value(f"{state} {count} {way}")
        shown = self.shown(f"{state} {count} {way}")
        if seconds is None or way == "strimzi_apply":
            return shown
        return f"{shown} ({seconds / self.value(f'{state} {count} strimzi_apply'):.1f}x)"

    def list(self, title, prefixes):
        names = [name for name in self.figures if name.startswith(prefixes)]
        if not names:
            return
        self.heading(title)
        self.row("what", "value", "", *(["to the committed"] if self.older else []))
        self.row("---", "---:", "---", *(["---:"] if self.older else []))
        for name in names:
            unit = self.figures[name]["unit"]
            self.row(name, self.shown(name), unit, *([self.ratio(name)] if self.older else []))

    def shown(self, name):
        figure = self.figures.get(name)
        if figure is None:
            return ""
        value = figure["value"]
        number = f"{value:.2f}" if value < 10 else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
        return f"~{number}" if "estimated" in figure else number

    def ratio(self, name):
        before = self.older.get(name, {}).get("value")
        return f"{self.value(name) / before:.2f}" if before and before > 0 else ""

    def ratios(self, *names):
        if self.older:
            self.row("to the committed", *[self.ratio(name) for name in names])

    def heading(self, title):
        self.lines += [] if not self.lines else [""]
        self.lines += [f"## {title}"]

    def row(self, *cells):
        self.lines.append(f"| {' | '.join(cells)} |")


def plot(figures, path):
    """Seconds over the number of topics, for each way."""
    import matplotlib  # pylint: disable=import-outside-toplevel

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "strimzi-dr"
    from matplotlib import pyplot  # pylint: disable=import-outside-toplevel

    figure, panels = pyplot.subplots(1, len(STATES), figsize=(12, 4), sharey=True, layout="constrained")
    for panel, (state, words) in zip(panels, STATES.items()):
        for way, label in WAYS.items():
            points = [(n, figures[f"{state} {n} {way}"]) for n in COUNTS if f"{state} {n} {way}" in figures]
            if not points:
                continue
            values = [one["value"] for _, one in points]
            (line,) = panel.plot([n for n, _ in points], values, label=label.replace("`", ""))
            for n, one in points:
                hollow = "estimated" in one
                panel.plot(n, one["value"], "o", color=line.get_color(), fillstyle="none" if hollow else "full")
        panel.set(title=words, xlabel="KafkaTopics", xscale="log", yscale="log")
        panel.set_xticks(COUNTS, [f"{n:,}" for n in COUNTS])
        panel.minorticks_off()
        panel.grid(alpha=0.3)
    panels[0].set_ylabel("seconds, whole process")
    ticks = [1, 2, 5, 10, 30, 60, 300, 1_800, 7_200]
    panels[0].set_yticks(ticks, [f"{n:,}" for n in ticks])
    figure.legend(*panels[1].get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
    figure.suptitle("Hollow: estimated from smaller batches", fontsize=9, x=0.99, ha="right")
    figure.savefig(path, metadata={"Date": None})


def facts(known):
    return (
        f"{known['cores']} cores ({known['processor']}), {known['memory_gib']} GiB, Linux {known['kernel']}, "
        f"{known['jdk']}, Python {known['python']}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="make the last run the committed one")
    parser.add_argument("--note", default="", help="what a reader of the committed figures has to know")
    options = parser.parse_args()
    figures = measured()
    here = machine()
    committed = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"figures": {}}
    if options.keep:
        # Parts that were not measured again keep their figures, if they come from such a machine.
        if committed.get("machine") == here:
            figures = {**committed["figures"], **figures}
        RESULTS.write_text(json.dumps({"machine": here, "note": options.note, "figures": figures}, indent=2) + "\n")
        (FOLDER / "results.md").write_text(
            "# Results\n\n"
            f"Made by `make bench-keep`. {facts(here)}. Medians; `~` marks what is estimated from smaller batches, and `2.0x` what takes\n"
            f"twice as long as `strimzi_apply`. {options.note}\n\n"
            f"![Seconds over the number of topics](results.svg)\n\n{Report(figures, {}).text()}\n"
        )
        plot(figures, FOLDER / "results.svg")
        return
    print(f"\n{facts(here)}\nMedians; ~ marks what is estimated, 2.0x what takes twice as long as strimzi_apply.\n")
    print(Report(figures, committed["figures"]).text())
    if committed["figures"]:
        print(f"\nThe committed figures are of {facts(committed['machine'])}. Above 1.00 is slower than they are.")


if __name__ == "__main__":
    main()
