"""Tables of numbers: pairs of parties as a square, periods with a column a quad class, records as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from whowhom.export.relations import quad_names
from whowhom.store.incidents import Incident, Named
from whowhom.store.tellings import Telling
from whowhom.web.chosen import Bar
from whowhom.web.pictures import Act

STEPS = 5
"""Shades of a cell to either side of an even one."""


@dataclass(frozen=True)
class Cell:
    pair: Act
    shade: int
    """From -5 (most hostile) to 5."""


@dataclass(frozen=True)
class Matrix:
    """`cells` by actor and recipient, parties with most incidents first."""

    parties: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]


def matrix(pairs: Sequence[Act], top: int) -> Matrix:
    count: Counter[str] = Counter()
    for pair in pairs:
        count.update({pair.actor: pair.incidents, pair.recipient: pair.incidents})
    parties = tuple(name for name, _ in sorted(count.items(), key=lambda one: (-one[1], one[0]))[:top])
    shown = [pair for pair in pairs if pair.actor in parties and pair.recipient in parties]
    return Matrix(parties, {(pair.actor, pair.recipient): Cell(pair, shade(pair.intensity)) for pair in shown})


def shade(intensity: float) -> int:
    return max(-STEPS, min(STEPS, round(intensity / 10 * STEPS * 1.4)))


def by_period(bars: Iterable[Bar]) -> list[tuple[str, dict[int, int], int]]:
    """(first day, quad class to incidents, all incidents) of each period that has any."""
    found: dict[str, Counter[int]] = {}
    for bar in bars:
        found.setdefault(bar.period, Counter())[bar.quad] += bar.incidents
    return [(period, {quad: count[quad] for quad in quad_names()}, count.total()) for period, count in found.items()]


ROW = (
    "incident", "day", "event_type", "mode", "quad", "intensity", "modality", "disputed", "actors", "recipients",
    "asserted_by", "denied_by", "place", "country", "reports", "voices", "first_report", "last_report", "event_id",
    "report_id", "sentence",
)  # fmt: skip
"""Columns of `row`."""


def row(one: Incident, telling: Telling) -> dict[str, Any]:
    """An incident as a line of a table."""
    return {
        "incident": one.incident, "day": one.date.start if one.date else None, "event_type": one.event_type,
        "mode": one.mode, "quad": one.quad, "intensity": one.intensity, "modality": one.modality,
        "disputed": one.disputed, "actors": _names(one.actors), "recipients": _names(one.recipients),
        "asserted_by": _names(one.asserted_by), "denied_by": _names(one.denied_by),
        "place": one.place.name if one.place else None, "country": one.place.country if one.place else None,
        "reports": len(one.reports), "voices": one.voices, "first_report": one.first_report,
        "last_report": one.last_report, "event_id": telling.event.event_id, "report_id": telling.event.report_id,
        "sentence": sentence(telling),
    }  # fmt: skip


def sentence(telling: Telling) -> str:
    event = telling.event
    return event.evidence[0].text if event.evidence else event.trigger.text


def _names(parties: Iterable[Named]) -> list[str]:
    return [one.party.name for one in parties]
