"""How fast archives are coded, beside the extractor alone: `python -m whowhom.evaluation.archive_speed`.

An archive as a crawl of news leaves it is made of the gold pages, in a temporary folder: most of its pages are not
political, and in between stand pages in other languages, answers with errors, pictures and revisits. It is coded by one
process and by two, and its pages go through trafilatura alone, in turns on so many parts of it that other work on the
machine slows all alike. What counts are seconds of the processor, those of all processes of a run; a run's start, where
the model is loaded, is taken away, since it is paid once an archive of any size.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from whowhom.evaluation.crawl import write_crawl
from whowhom.evaluation.figures import gold_folder

PARTS = 4
START = 40
"""Records of an archive that costs hardly more than the start of a run: with so many a second process starts."""
INTERVAL = 0.5
"""Seconds between two looks at the memory of a run."""


@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of the processor, and the most megabytes that all processes of the run held at once;
    memory that they share counts once."""

    clock: float
    processor: float
    megabytes: float

    def __add__(self, other: Taken) -> Taken:
        most = max(self.megabytes, other.megabytes)
        return Taken(self.clock + other.clock, self.processor + other.processor, most)

    def __sub__(self, other: Taken) -> Taken:
        return Taken(self.clock - other.clock, self.processor - other.processor, self.megabytes)


def coding(archive: Path, workers: int) -> Taken:
    """What `whowhom code` takes for an archive."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        inputs = [str(archive), "-o", f"{folder}/", "--workers", str(workers)]
        return taken([sys.executable, "-m", "whowhom", "code", *inputs])


def extraction(archive: Path, fast: bool = False) -> Taken:
    """What trafilatura alone takes for the same pages, without its comparison with other extractors if `fast`."""
    return taken([sys.executable, "-m", "whowhom.evaluation.archive_speed", "--extract", str(archive), str(int(fast))])


def taken(command: list[str]) -> Taken:
    """Runs a command and watches it. RuntimeError where it fails."""
    begin, before = time.monotonic(), os.times()
    # into a file: a full pipe would stop a command that tells much
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        peak, ended = [0.0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended))
        watcher.start()
        status = process.wait()
        ended.set()
        watcher.join()
        if status:
            raise RuntimeError(f"{' '.join(command)}: {_text(errors)}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(time.monotonic() - begin, used, peak[0])


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _watch(root: int, peak: list[float], ended: threading.Event) -> None:
    while not ended.wait(INTERVAL):
        peak[0] = max(peak[0], sum(map(_megabytes, _family(root))))


def _family(root: int) -> list[int]:
    """A process and all below it."""
    found = [root]
    for process in found:
        try:
            tasks = list(Path(f"/proc/{process}/task").iterdir())
            found += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:  # it has ended
            continue
    return found


def _megabytes(process: int) -> float:
    """The memory of a process, its share of what it shares with others."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)


def extract(archive: Path, fast: bool) -> int:
    """The extractor alone over the pages of an archive, as it is used in reading; how many pages there were."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from trafilatura import bare_extraction

    count = 0
    with archive.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            kind = record.http_headers.get("content-type") or ""
            if record.http_headers.status_code == 200 and kind.startswith("text/html"):
                page = record.reader.read()
                bare_extraction(page, favor_precision=True, fast=fast, include_comments=False, include_tables=True)
                count += 1
    return count


def measure(pages: Path, folder: Path, records: int, parts: int) -> dict[str, float]:
    """All figures, by name."""
    small = folder / "small.warc.gz"
    write_crawl(pages, small, START)
    starts = _turns(small)
    totals: dict[str, Taken] = {}
    count = 0
    for part in range(parts):
        archive = folder / f"part-{part}.warc.gz"
        count += write_crawl(pages, archive, records // parts, seed=part)
        for name, one in _turns(archive).items():
            net = one - starts[name]
            totals[name] = totals[name] + net if name in totals else net
        archive.unlink()
        print(json.dumps(_figures(totals, count)), file=sys.stderr, flush=True)
    return _figures(totals, count)


def _turns(archive: Path) -> dict[str, Taken]:
    return {
        "one": coding(archive, 1),
        "alone": extraction(archive),
        "two": coding(archive, 2),
        "fast": extraction(archive, fast=True),
    }


def _figures(totals: dict[str, Taken], pages: int) -> dict[str, float]:
    one, two, alone, fast = (totals[name] for name in ("one", "two", "alone", "fast"))
    return {
        "pages": pages,
        "pages a second of the processor": round(pages / one.processor, 1),
        "pages a second of the clock, one worker": round(pages / one.clock, 1),
        "pages a second of the clock, two workers": round(pages / two.clock, 1),
        "pages a second of the processor, extractor alone": round(pages / alone.processor, 1),
        "ratio to the extractor alone": round(one.processor / alone.processor, 3),
        "ratio to its fast way alone": round(one.processor / fast.processor, 3),
        "two workers to one, clock": round(one.clock / two.clock, 2),
        "two workers to one, processor": round(2 * one.processor / two.processor, 2),
        "megabytes, one worker": round(one.megabytes),
        "megabytes, two workers": round(two.megabytes),
    }


def memory(pages: Path, folder: Path, sizes: list[int]) -> dict[str, float]:
    """The most megabytes of a whole run with two workers, by the records of its archive."""
    found: dict[str, float] = {}
    for size in sizes:
        archive = folder / f"{size}.warc.gz"
        write_crawl(pages, archive, size)
        one = coding(archive, 2)
        archive.unlink()
        found |= {f"megabytes, {size} records": round(one.megabytes), f"seconds, {size} records": round(one.clock)}
        print(json.dumps(found), file=sys.stderr, flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.archive_speed", description=__doc__)
    parser.add_argument("--records", metavar="N", type=int, default=20_000, help="records of the archive")
    parser.add_argument("--parts", metavar="N", type=int, default=PARTS, help="parts on which all take turns")
    parser.add_argument("--memory", metavar="N", type=int, nargs="*", help="only the memory of runs over N records")
    parser.add_argument("--extract", metavar=("ARCHIVE", "FAST"), nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.extract:
        print(extract(Path(args.extract[0]), args.extract[1] == "1"))
        return 0
    pages = gold_folder() / "pages/html"
    if not pages.is_dir():
        print(f"{pages}: no pages here; WHOWHOM_GOLD names the folder of the gold sets", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        if args.memory is not None:
            figures = memory(pages, Path(folder), args.memory or [2_000, 20_000])
        else:
            figures = measure(pages, Path(folder), args.records, args.parts)
    print("\n".join(f"{name:<50} {figure:g}" for name, figure in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
