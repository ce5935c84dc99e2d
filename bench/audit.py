"""kafka_audit on both sites of a pair with one node each, over TLS, against kafka-console-consumer.sh and cmp.

The other way is what is at hand everywhere: two consumers that print each record with its key, headers and timestamp into files, side by
side, and cmp. The standby lets in nobody but the module's own user, so both consumers read the active site: the same work.
"""

import argparse
import json
import tempfile
from pathlib import Path

from mirror import CLIENTS, MIRROR, await_copied, fill, module, rollout
from timing import Figures, Lab, Run, document, run, say

PARTITIONS = 8
SIZE = 1024

# The lab spares its brokers the JVM's best compiler, for a quick start; then TLS is ten times slower than on any other broker.
COMPILED = {"TieredStopAtLevel": "4", "ReservedCodeCacheSize": "128m"}


def audit():
    done = module("kafka_audit", name=MIRROR)
    found = document(done.output)
    if not found["ok"]:
        raise SystemExit(f"the sites are no copies of each other: {json.dumps(found)[:4000]}")
    return done, found


def console(records, folder):
    """Both consumers side by side, then cmp, as one process."""
    consumer = (
        "lab/kafka console-consumer --bootstrap-server $BOOTSTRAP --command-config $CONFIG --topic topic-0 --from-beginning"
        " --isolation-level read_committed --max-messages $RECORDS --formatter-property print.timestamp=true"
        " --formatter-property print.key=true --formatter-property print.headers=true --formatter-property print.partition=true"
    )
    config = CLIENTS / "prod" / "my-user.properties"
    bootstrap = next(line.split("=", 1)[1] for line in config.read_text().splitlines() if line.startswith("bootstrap.servers="))
    # Partitions come in any order, the records of each in theirs.
    each = f"{consumer} 2>/dev/null | sort --stable --key=2,2 >$FOLDER/$SITE"
    return run(
        ["sh", "-ec", f"(SITE=one; {each}) & SITE=other; {each}; wait; cmp $FOLDER/one $FOLDER/other"],
        BOOTSTRAP=bootstrap,
        CONFIG=str(config),
        RECORDS=str(records),
        FOLDER=str(folder),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=500_000, help="records at each site")
    parser.add_argument("--runs", type=int, default=3, help="runs of each figure")
    options = parser.parse_args()
    figures = Figures("audit")
    with Lab():
        rollout(1, PARTITIONS, COMPILED)
        fill("records", 1, PARTITIONS, options.records // PARTITIONS, SIZE)
        if not await_copied(PARTITIONS):
            raise SystemExit(1)
        records = options.records // PARTITIONS * PARTITIONS
        audits, consoles = [], []
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(options.runs):
                audits.append(audit())
                consoles.append(console(records, Path(folder)))
        name = f"audit {records} records of 1 KiB at each site"
        figures.seconds(f"{name}, kafka_audit, whole call", [done for done, _ in audits])
        figures.seconds(f"{name}, console consumers and cmp", consoles)
        figures.seconds(f"{name}, kafka_audit alone", [Run(found["seconds"], 0, "") for _, found in audits])
        figures.note("audit rate", sorted(found["records_per_second"] for _, found in audits)[options.runs // 2], "records read/s")
        figures.note("audit memory", max(done.mebibytes for done, _ in audits), "MiB")
        say(f"{figures.value(f'{name}, console consumers and cmp') / figures.value(f'{name}, kafka_audit, whole call'):.1f}x faster")


if __name__ == "__main__":
    main()
