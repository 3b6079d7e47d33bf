"""The command `whowhom evaluate`: code gold articles, score, show the figures."""

from __future__ import annotations

import json
from typing import Protocol

from whowhom.batch import OnError, Setup, code_reports
from whowhom.errors import ReadError
from whowhom.evaluation.gold import ByReport, Row, by_report, events_of, read_articles, read_rows, report
from whowhom.evaluation.score import Figures, per_type, score
from whowhom.export.rows import event_row
from whowhom.progress import counted


class Failures(Protocol):
    """Is told what could not be coded; `status` is the exit status for it."""

    def __call__(self, error: ReadError) -> None: ...
    @property
    def status(self) -> int: ...


def evaluate(
    gold: str,
    setup: Setup,
    workers: int | None,
    predicted: str | None,
    types: bool,
    as_json: bool,
    failures: Failures,
) -> int:
    """Scores and prints; the exit status."""
    articles = read_articles(gold)
    events = by_report(read_rows(predicted)) if predicted else code(articles, setup, failures, workers)
    figures = score(events_of(articles), events)
    if types:
        figures["per type"] = per_type(events_of(articles), events)
    print(json.dumps(figures) if as_json else table(figures))
    return failures.status


def code(rows: list[Row], setup: Setup, on_error: OnError, workers: int | None = None) -> ByReport:
    """Event rows of the reports that gold rows hold."""
    codings = code_reports((report(row) for row in rows), setup, on_error, workers)
    return {c.report.id: [event_row(event) for event in c.events] for c in counted(codings, "reports")}


def table(figures: Figures) -> str:
    """Figures in lines: name, then the figure, or precision, recall and F1."""
    lines = []
    for name, value in figures.items():
        if name == "per type":
            lines += [f"  {kind:16} {_prf(figure)}" for kind, figure in value.items()]
        else:
            lines.append(f"{name:18} {_prf(value) if isinstance(value, dict) else value}")
    return "\n".join(lines)


def _prf(figure: dict[str, float]) -> str:
    return f"F1 {figure['f1']:.3f}  precision {figure['p']:.3f}  recall {figure['r']:.3f}"
