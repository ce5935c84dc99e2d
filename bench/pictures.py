"""Draws what the README shows of a move: docs/pictures/move.svg, its screen, and docs/pictures/report.svg, the report that it leaves.

Both come from one switchover of a lab of its own, with clients at work. docs/pictures/pair.svg is drawn by hand.
"""

import html
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from moves import DRILL, INVENTORY, Workload, prepare
from timing import MEASURED, ROOT, Lab, playbook, say

PICTURES = ROOT / "docs" / "pictures"
REPORTS = MEASURED / "reports"
COMMAND = "ansible-playbook playbooks/switchover.yml -e move_to=dr"
XHTML = "{http://www.w3.org/1999/xhtml}"

# A character of a fixed-width font of 13 pixels, and a line of it.
WIDTH, LINE, MARGIN = 7.85, 18, 16
COLUMNS = 112
# What a terminal shows of a run, without what was skipped; the longest part of it is looking.
TASK = re.compile(r"^TASK \[(?:move : )?(?P<name>.+?)\] \*+$")
STYLE = """
  .ground { fill: #ffffff; stroke: #d1d9e0; } text { fill: #1c2128; font: 13px ui-monospace, 'DejaVu Sans Mono', Consolas, monospace; white-space: pre; }
  .task { fill: #59636e; } .typed { fill: #0969da; } .good { fill: #1a7f37; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #3d444d; } text { fill: #e6edf3; } .task { fill: #9198a1; } .typed { fill: #4493f8; } .good { fill: #3fb950; }
  }
"""


def screen(output):
    """The lines of a move: tasks that change something or say something, and what they say."""
    task, shown = None, [("typed", f"$ {COMMAND}")]
    said = False
    for line in output.splitlines():
        begun = TASK.match(line)
        if begun:
            task, said = begun["name"], False
        elif line.startswith("changed:") and task and " : " not in task:
            shown.append(("task", task))
            task = None
        elif line.lstrip().startswith("msg:"):
            said = True
            shown.append(("task", task or ""))
            if (text := line.split("msg:", 1)[1].strip(" |-'>")):
                shown.append(("", text.rstrip("'")))
        elif said and line.startswith(" " * 8):
            shown.append(("good" if ": done in" in line else "", line[8:].rstrip("'")))
        elif not line.strip():
            said = False
    return [(kind, text.replace(str(ROOT), "~/strimzi-dr")[:COLUMNS]) for kind, text in shown]


def terminal(lines):
    height = 2 * MARGIN + LINE * len(lines)
    width = round(2 * MARGIN + WIDTH * COLUMNS)
    rows = "\n".join(
        f'<text class="{kind or "said"}" x="{MARGIN}" y="{MARGIN + LINE * (row + 1) - 5}">{html.escape(text)}</text>' for row, (kind, text) in enumerate(lines)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="The screen of a switchover">
<style>{STYLE}</style>
<rect class="ground" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>
{rows}
</svg>
"""


def framed(page, width=800, height=760):
    """The page in an SVG, which a browser shows where it would show no page: well-formed, and without anything else, it can be."""
    ElementTree.register_namespace("", XHTML.strip("{}"))
    tree = ElementTree.fromstring(page.partition("<html")[1] + page.partition("<html")[2])
    style = tree.find(f".//{XHTML}style").text
    main = ElementTree.tostring(tree.find(f".//{XHTML}main"), encoding="unicode")
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="The report of a switchover">
<foreignObject width="{width}" height="{height}"><div xmlns="http://www.w3.org/1999/xhtml" class="page" style="height:{height}px;overflow:hidden">
<style>{style.replace(":root", ".page")}</style>
{main}
</div></foreignObject>
</svg>
"""


def moved():
    with Lab():
        say("rolling out")
        prepare("./site.yml")
        with Workload():
            return playbook("playbooks/switchover.yml", *DRILL, inventory=INVENTORY, move_to="dr", move_notify=[], report_directory=str(REPORTS)).output


def draw(output):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = re.search(r"Report: (\S+/report\.html)", output)
    if page is None:
        sys.exit(f"{output[-4000:]}\nthe switchover has left no report")
    (PICTURES / "move.svg").write_text(terminal(screen(output)))
    # Whose machine it was is nobody's business.
    (PICTURES / "report.svg").write_text(framed(re.sub(r"by \S+@\S+, run", "by admin@bastion, run", Path(page[1]).read_text())))
    for picture in "move.svg", "report.svg":
        say(f"docs/pictures/{picture}: {(PICTURES / picture).stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    draw(moved())
