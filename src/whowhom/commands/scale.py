"""`whowhom scale`: a job of many inputs, on all cores of a machine or on a cluster."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.commands.arguments import command
from whowhom.signals import on_stop

if TYPE_CHECKING:
    from whowhom.scale import Job


def add_parser(commands: Any) -> None:
    words = "code whole archives as JOB (a TOML file) tells, on this machine or on a cluster; goes on where it stopped"
    parser = command(commands, "scale", words, run)
    parser.add_argument("job", metavar="JOB", type=Path, help="what to read, where to write, how many workers")


def run(args: argparse.Namespace) -> int:
    from whowhom.lock import alone_in
    from whowhom.scale import read_job

    job = read_job(args.job)
    try:
        with alone_in(job.output), _stoppable():
            return _run(job)
    except _Stopped as stopped:
        _tell(f"stopped: what is done stands in {job.output}, and the same command goes on")
        return 128 + stopped.number


def _run(job: Job) -> int:
    from whowhom.scale.child import in_child, result

    failed = 0
    if job.inputs:
        from whowhom.scale.run import run as run_job

        counts = run_job(job)
        failed = counts["failed"]
        told = ", ".join(f"{counts[status]:,} {status}" for status in ("coded", "passed over", "failed"))
        _tell(f"{told}; {counts['events']:,} events")
    if failed:
        _tell(f"`error` in {job.output}/reports tells why")
    if job.incidents:
        from whowhom.scale.incidents import link

        _tell(f"{result(partial(link, job)):,} incidents")
    if job.format != "parquet":
        from whowhom.scale.tables import write_tables

        for table in in_child(partial(write_tables, job)):
            _tell(f"written: {table}")
    return 1 if failed else 0


class _Stopped(BaseException):
    def __init__(self, number: int) -> None:
        self.number = number


@contextmanager
def _stoppable() -> Iterator[None]:
    """Within the block Ctrl-C and SIGTERM raise `_Stopped`, once: what ends the processes is not disturbed."""

    def stop(number: int, _: object) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped(number)

    with on_stop(stop) as before:
        yield


def _tell(words: str) -> None:
    print(f"whowhom: {words}", file=sys.stderr, flush=True)
