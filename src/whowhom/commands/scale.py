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
    from whowhom.scale.incidents import link
    from whowhom.scale.run import run as run_job
    from whowhom.scale.tables import write_tables

    job = read_job(args.job)
    failed = 0
    if job.inputs:
        counts = run_job(job)
        failed = counts["failed"]
        told = ", ".join(f"{counts[status]:,} {status}" for status in ("coded", "passed over", "failed"))
        _tell(f"{told}; {counts['events']:,} events")
    if failed:
        _tell(f"`error` in {job.output}/reports tells why")
    if job.incidents:
        _tell(f"{link(job):,} incidents")
    for table in write_tables(job):
        _tell(f"written: {table}")
    return 1 if failed else 0


def _tell(words: str) -> None:
    print(f"whowhom: {words}", file=sys.stderr, flush=True)
