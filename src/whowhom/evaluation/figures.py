"""All figures of the gold sets: what is measured on which files, by which measure."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whowhom.batch import OnError, Setup, code_reports
from whowhom.errors import ReadError
from whowhom.evaluation import sets
from whowhom.evaluation.gold import ByReport, Row, by_report, events_of, read_articles, read_rows, report
from whowhom.evaluation.report import code
from whowhom.evaluation.score import Figures, score
from whowhom.export.rows import statement_row

Measure = Callable[[Path, Setup, OnError], Figures]


@dataclass(frozen=True)
class GoldSet:
    """A set of gold in the file or folder `path` under the gold folder, and how it is measured."""

    name: str
    path: str
    measure: Measure


def gold_folder() -> Path:
    """Where the gold sets stand: the environment's WHOWHOM_GOLD, else beside the repository."""
    return Path(os.environ.get("WHOWHOM_GOLD", "../shared/gold"))


@dataclass
class Measured:
    """Figures by dotted name (`dev.event`), the digest of each set's files, and what could not be coded."""

    figures: dict[str, float] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    failures: list[ReadError] = field(default_factory=list)


def measure(gold: Path, setup: Setup) -> Measured:
    """Measures every set that is there."""
    measured = Measured()
    for gold_set in SETS:
        path = gold / gold_set.path
        if path.exists():
            print(f"measuring {gold_set.name}", file=sys.stderr)
            found = gold_set.measure(path, setup, measured.failures.append)
            measured.figures |= flat(gold_set.name, found)
            measured.digests[gold_set.name] = digest(path)
    return measured


def flat(name: str, figures: Any) -> Iterator[tuple[str, float]]:
    """Numbers of nested figures by dotted name; of precision, recall and F1 the last alone is named without suffix."""
    if isinstance(figures, dict):
        for key, value in figures.items():
            if key != "per_type":
                yield from flat(name if key == "f1" else f"{name}.{key.replace(' ', '_')}", value)
    elif isinstance(figures, (int, float)):
        yield name, figures


def digest(path: Path) -> str:
    """SHA-256 over the names and contents of a file or of all files of a folder."""
    found = hashlib.sha256()
    for file in sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]:
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        found.update(f"{name}\0{file.stat().st_size}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def _articles(path: Path, setup: Setup, on_error: OnError) -> Figures:
    articles = read_articles(path)
    return score(events_of(articles), code(articles, setup, on_error))


def _sentences(measure: Callable[[list[Row], ByReport], Figures]) -> Measure:
    def measured(path: Path, setup: Setup, on_error: OnError) -> Figures:
        rows = read_rows(path)
        return measure(rows, code(rows, setup, on_error))

    return measured


def _statements(path: Path, setup: Setup, on_error: OnError) -> Figures:
    rows = read_rows(path)
    codings = code_reports((report(row) for row in rows), Setup(setup.model, setup.data, True), on_error)
    return sets.statements(rows, by_report(statement_row(s) for coding in codings for s in coding.statements))


def _rate(path: Path, setup: Setup, on_error: OnError) -> Figures:
    return sets.rate(rows := not_political(path), code(rows, setup, on_error))


def not_political(path: Path) -> list[Row]:
    """Reports of sport, science, entertainment and the like."""
    return [row for row in read_rows(path) if row["category"] != "world"]


def _actors(path: Path, setup: Setup, on_error: OnError) -> Figures:
    from whowhom.evaluation.actors import score_actors

    return score_actors(path)


def _dates(path: Path, setup: Setup, on_error: OnError) -> Figures:
    from whowhom.evaluation.dates import score_dates

    return score_dates(path)


def _pages(path: Path, setup: Setup, on_error: OnError) -> Figures:
    from whowhom.evaluation.pages import score_pages

    return score_pages(path)


def _stories(path: Path, setup: Setup, on_error: OnError) -> Figures:
    from whowhom.evaluation.linking import stories

    return stories(read_rows(path))


def _incidents(path: Path, setup: Setup, on_error: OnError) -> Figures:
    from whowhom.evaluation.linking import incidents

    articles = read_articles(path.parent / "dev")
    return incidents(path, code_reports((report(row) for row in articles), setup, on_error))


SETS = (
    GoldSet("dev", "dev", _articles),
    GoldSet("current_events", "sentences/current_events_gold.jsonl", _articles),
    GoldSet("claims", "sentences/claims_gold.jsonl", _articles),
    GoldSet("gsr", "sentences/plover_gsr.jsonl", _sentences(sets.triples)),
    GoldSet("plv", "sentences/plv_train.jsonl", _sentences(sets.types)),
    GoldSet("actors", "actors/actor_cases.jsonl", _actors),
    GoldSet("polnear", "statements/polnear_dev.jsonl", _statements),
    GoldSet("factappeal", "statements/factappeal_val.jsonl", _statements),
    GoldSet("dates", "dates/aquaint.jsonl", _dates),
    GoldSet("pages", "pages", _pages),
    GoldSet("stories", "reports/stories.jsonl", _stories),
    GoldSet("incidents", "incidents_dev.json", _incidents),
    GoldSet("not_political", "reports/stories.jsonl", _rate),
)
