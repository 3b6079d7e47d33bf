"""The same reports by every way of coding: `python -m whowhom.evaluation.scale_check ARCHIVE... [--ray]`.

One process, two, a Daft job on its native runner and, with `--ray`, on a Ray on this machine: the records must be the
same to the byte after sorting. What each way takes is told beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

from whowhom.evaluation.archive_speed import Taken, taken


def coded(inputs: list[str], folder: Path, workers: int) -> Taken:
    """By `whowhom code`."""
    return taken([*_COMMAND, "code", *inputs, "-o", f"{folder}/", "--workers", str(workers)])


def scaled(inputs: list[str], folder: Path, workers: int, runner: str, slice: int) -> Taken:
    """By `whowhom scale`."""
    folder.mkdir()
    job = folder / "job.toml"
    job.write_text(
        f'inputs = {inputs}\noutput = "."\nrunner = "{runner}"\nworkers = {workers}\nslice = {slice}\n',
        encoding="utf-8",
    )
    return taken([*_COMMAND, "scale", str(job)])


def digest(folder: Path) -> tuple[int, str]:
    """How many records there are, and the SHA-256 of all of them, sorted."""
    import polars

    events = polars.read_parquet(folder / "events" / "*.parquet").sort("event_id")
    return len(events), hashlib.sha256(events.write_json().encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.scale_check", description=__doc__)
    parser.add_argument("inputs", metavar="ARCHIVE", nargs="+", type=Path)
    parser.add_argument("--ray", action="store_true", help="on a Ray on this machine too")
    parser.add_argument("--slice", metavar="BYTES", type=int, default=4_000_000)
    args = parser.parse_args()
    inputs = [str(path.resolve()) for path in args.inputs]
    found = set()
    with tempfile.TemporaryDirectory() as name:
        for number, way in enumerate(("one process", "two processes", "native", *(["ray"] if args.ray else []))):
            folder = Path(name) / str(number)
            used = coded(inputs, folder, number + 1) if number < 2 else scaled(inputs, folder, 2, way, args.slice)
            count, records = digest(folder)
            found.add(records)
            seconds = f"{used.clock:7.1f} s, {used.processor:7.1f} s of the processor, {used.megabytes:5.0f} MB"
            print(f"{way:<14} {seconds}; {count:,} events, {records[:16]}", flush=True)
    print("all the same" if len(found) == 1 else "NOT the same")
    return 0 if len(found) == 1 else 1


_COMMAND = [sys.executable, "-m", "whowhom"]

if __name__ == "__main__":
    raise SystemExit(main())
