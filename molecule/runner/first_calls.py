#!/usr/bin/env python3
"""first_calls.py FOLDER...: how long the first module of each job took, which starts the JVM, in seconds, by the job's folder: one JSON object.

FOLDER is the private data folder of an ansible-runner.
"""

import json
import pathlib
import sys

FIRST = "Check the inventory of both sites"


def events(job):
    for file in (job / "job_events").glob("*.json"):
        yield json.loads(file.read_text(encoding="utf-8"))


def seconds(job):
    return [event["event_data"]["duration"] for event in events(job) if event["event"] == "runner_on_ok" and event["event_data"]["task"] == FIRST]


def main(*folders):
    jobs = [job for folder in folders for job in sorted(pathlib.Path(folder, "artifacts").iterdir())]
    print(json.dumps({job.name: max(seconds(job)) for job in jobs}))


if __name__ == "__main__":
    main(*sys.argv[1:])
