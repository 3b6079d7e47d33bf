"""How fast a large store is: `python -m whowhom.evaluation.store_speed LARGE SMALL`, stores of `evaluation.synthetic`.

Each question is put by a new process, as on a command line; of `RUNS` runs the fastest counts, in seconds of the clock
and of the processor. Adding is measured by the code that `whowhom add` runs, on copies of both stores, with reports
that are coded already: one alone, and a batch.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from whowhom.evaluation.synthetic import EVENTS_A_REPORT, codings
from whowhom.records import Coding
from whowhom.store import Store

RUNS = 3
BATCH = 16
ADDITIONS = 7
"""Additions of each size; the median counts."""
OPENING = "opening"
QUESTIONS = {
    OPENING: ["sql", "SELECT 1"],
    "events": ["events"],
    "actor": ["events", "--actor", "China"],
    "recipient": ["events", "--recipient", "IND"],
    "party": ["events", "--party", "France"],
    "between": ["events", "--between", "China", "India"],
    "type": ["events", "--type", "ASSAULT"],
    "mode": ["events", "--mode", "aerial"],
    "modality": ["events", "--modality", "planned"],
    "days": ["events", "--since", "2020-03", "--until", "2020-06"],
    "place": ["events", "--place", "India"],
    "town": ["events", "--place", "ven"],
    "publisher": ["events", "--publisher", "ledger"],
    "asserted by": ["events", "--asserted-by", "China"],
    "denied by": ["events", "--denied-by", "China"],
    "disputed": ["events", "--disputed"],
    "words": ["events", "plan", "energy"],
    "all at once": ["events", "--between", "China", "India", "--since", "2018", "--disputed", "government"],
    "incidents": ["incidents"],
    "incidents by voices": ["incidents", "--between", "China", "India", "--order", "voices"],
    "disputes": ["disputes"],
    "disputes between": ["disputes", "--between", "China", "India"],
    "stories": ["stories"],
    "instruments": ["instruments"],
    "instruments between": ["instruments", "--between", "China", "India"],
    "dyad": ["dyads", "China", "India", "--by", "month"],
    "matrix": ["dyads"],
    "related": ["related", "r1-1"],
    "sql": ["sql", "SELECT event_type, count(*) FROM events GROUP BY ALL"],
}


@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of the processor."""

    clock: float
    processor: float


def ask(store: Path, question: Sequence[str], runs: int = RUNS) -> Taken:
    """The fastest of some runs of one question; RuntimeError where it fails."""
    found = []
    for _ in range(runs):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "whowhom", *question, "--store", str(store)]
        done = subprocess.run(command, capture_output=True, env=os.environ | {"COLUMNS": "160"})
        clock, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise RuntimeError(f"{' '.join(question)}: {done.stderr.decode()}")
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append(Taken(clock, used))
    return Taken(min(one.clock for one in found), min(one.processor for one in found))


def additions(store: Path, size: int, reports: Sequence[Coding]) -> Taken:
    """The median time of keeping `size` reports, in a copy of a store."""
    found = []
    with TemporaryDirectory(dir=store.parent) as folder:
        copy = Path(shutil.copy(store, folder))
        for number in range(ADDITIONS):
            part = reports[number * size : (number + 1) * size]
            begin, used = time.perf_counter(), time.process_time()
            added = Store(copy).add(part)
            found.append(Taken(time.perf_counter() - begin, time.process_time() - used))
            assert added.new == size
    return Taken(median(one.clock for one in found), median(one.processor for one in found))


def new_reports(count: int) -> list[Coding]:
    """Reports of the last season of which no store has heard: those of another seed."""
    found = islice(codings(EVENTS_A_REPORT * 1_000, seed=99, prefix="new"), 300, 300 + count)
    return list(found)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.store_speed", description=__doc__)
    parser.add_argument("large", metavar="LARGE", type=Path, help="a large store")
    parser.add_argument("small", metavar="SMALL", type=Path, nargs="?", help="a store of about 1,000 reports")
    parser.add_argument("--only", metavar="NAME", nargs="*", help="these questions")
    args = parser.parse_args()
    for name, question in QUESTIONS.items():
        if not args.only or name in args.only:
            taken = ask(args.large, question)
            print(f"{name:<22} {taken.clock:6.2f} s  {taken.processor:6.2f} s of the processor", flush=True)
    if args.small:
        reports = new_reports(ADDITIONS * (BATCH + 1))
        for size, part in ((1, reports[:ADDITIONS]), (BATCH, reports[ADDITIONS:])):
            large, small = additions(args.large, size, part), additions(args.small, size, part)
            for store, taken in ((args.large, large), (args.small, small)):
                print(f"adding {size:>2} to {store}: {taken.clock:.3f} s, {taken.processor:.3f} s of the processor")
            ratios = (large.clock / small.clock, large.processor / small.processor)
            print(f"adding {size:>2}: ratio {ratios[0]:.2f} by the clock, {ratios[1]:.2f} by the processor", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
