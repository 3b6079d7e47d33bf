"""How fast coding is beside stock spaCy, how fast the command starts, and what memory a long run takes."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from whowhom.batch import Setup
from whowhom.evaluation.figures import not_political
from whowhom.evaluation.gold import read_articles, read_rows, report
from whowhom.language.pipeline import DEFAULT_MODEL
from whowhom.records import Report

PARTS = 4
"""Coder and spaCy take turns on so many parts of the texts, so that other work on the machine slows both alike."""
STARTS = 5
LONG_RUN = 3_000
"""Reports of the run whose memory is measured."""
PAGE = """<!doctype html><html lang="en"><head><title>Envoys meet</title></head><body><article><h1>Envoys meet</h1>
<p>The foreign ministers of France and Egypt met in Cairo on Tuesday, officials said. Egypt denied that it had
rejected a French plan for a ceasefire.</p></article></body></html>"""


def measure_speed(gold: Path) -> dict[str, float]:
    """Ratios of seconds (`speed.*`), of the command's start (`start.*`), megabytes of a long run (`memory.*`)."""
    figures: dict[str, float] = {}
    stories = gold / "reports/stories.jsonl"
    if (gold / "dev").is_dir():
        figures |= _beside_spacy("dev", [report(row) for row in read_articles(gold / "dev")])
    if stories.is_file():
        figures |= _beside_spacy("not_political", [report(row) for row in not_political(stories)])
    figures |= _start()
    if stories.is_file():
        figures |= _memory(stories)
    return figures


def _beside_spacy(name: str, reports: list[Report]) -> dict[str, float]:
    """Seconds of the coder in one process over those of `spacy.load(model).pipe`, same texts."""
    import spacy

    coder, stock = Setup(statements=False).coder(), spacy.load(DEFAULT_MODEL)
    for one in reports[:2]:  # what is loaded at the first use is not speed
        coder.code(one)
        stock(one.text)
    ours = theirs = 0.0
    for part in range(PARTS):
        some = reports[part::PARTS]
        begin = time.perf_counter()
        list(coder.code_all(some))
        middle = time.perf_counter()
        for _ in stock.pipe(one.text for one in some):
            pass
        ours, theirs = ours + middle - begin, theirs + time.perf_counter() - middle
    count = sum(len(one.text.split()) for one in reports)
    return {
        f"speed.{name}.ratio": round(ours / theirs, 3),
        f"speed.{name}.words_a_second": round(count / ours),
        f"speed.{name}.spacy_words_a_second": round(count / theirs),
    }


def _start() -> dict[str, float]:
    """Median seconds of `whowhom code` on one page, and of loading the model alone."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE, encoding="utf-8")
        code = [sys.executable, "-m", "whowhom", "code", str(page), "-o", str(Path(folder) / "events.jsonl")]
        load = [sys.executable, "-c", f"import spacy; spacy.load({DEFAULT_MODEL!r})"]
        seconds = [(_seconds(code), _seconds(load)) for _ in range(STARTS)]
    ours, theirs = (statistics.median(column) for column in zip(*seconds, strict=True))
    return {"start.seconds": round(ours, 2), "start.ratio": round(ours / theirs, 2)}


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def _memory(stories: Path) -> dict[str, float]:
    """Megabytes of a process of its own, at the end and how much of them the last two thirds of the run added."""
    command = [sys.executable, "-m", "whowhom.evaluation.speed", str(stories)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    third, end = json.loads(done.stdout)
    return {"memory.mb": round(end), "memory.growth_mb": round(end - third)}


def long_run(stories: Path) -> tuple[float, float]:
    """Megabytes in use after a third of a long run and at its end."""
    reports = [report(row) for row in read_rows(stories)]
    coder, third = Setup(statements=True).coder(), 0.0
    for count, _ in enumerate(coder.code_all(_many(reports)), 1):
        if count == LONG_RUN // 3:
            third = _peak()
    return third, _peak()


def _many(reports: list[Report]) -> Iterable[Report]:
    """Reports over and over, each with words that were not there before, as a long run of real ones brings."""
    for number, one in enumerate(islice(cycle(reports), LONG_RUN)):
        words = " ".join(f"Name{number}x{n}" for n in range(20))
        yield replace(one, id=str(number), text=f"{one.text}\n\nMinister {words} met reporters.")


def _peak() -> float:
    """The most megabytes that this process has had in memory."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage counts what the parent had at the fork
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


if __name__ == "__main__":
    print(json.dumps(long_run(Path(sys.argv[1]))))
