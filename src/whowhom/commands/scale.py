"""`whowhom scale`: a job of many inputs, on all cores of a machine or on a cluster."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from whowhom.commands.arguments import command


def add_parser(commands: Any) -> None:
    words = "code whole archives as JOB (a TOML file) tells, on this machine or on a cluster; goes on where it stopped"
    parser = command(commands, "scale", words, run)
    parser.add_argument("job", metavar="JOB", type=Path, help="what to read, where to write, how many workers")


def run(args: argparse.Namespace) -> int:
    from whowhom.scale import read_job
    from whowhom.scale.run import run as run_job

    job = read_job(args.job)
    counts = run_job(job)
    told = ", ".join(f"{counts[status]:,} {status}" for status in ("coded", "passed over", "failed"))
    print(f"whowhom: {told}; {counts['events']:,} events", file=sys.stderr)
    if counts["failed"]:
        print(f"whowhom: `error` in {job.output}/reports tells why", file=sys.stderr)
    return 1 if counts["failed"] else 0
