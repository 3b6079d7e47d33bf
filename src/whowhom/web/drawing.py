"""The pictures of a page, each mark a link to what it counts."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from markupsafe import Markup, escape

from whowhom.store.dyads import Pair, Period, Relation
from whowhom.web.chosen import Bar
from whowhom.web.links import Links
from whowhom.web.query import Query


def timeline(bars: Sequence[Bar], by: Period, query: Query, to: Links) -> Markup:
    """Incidents of each period, a column of its quad classes."""
    found: dict[str, dict[int, int]] = {}
    for bar in bars:
        found.setdefault(bar.period, {})[bar.quad] = bar.incidents
    most = max((sum(one.values()) for one in found.values()), default=1)
    periods = every_period(min(found), max(found), by) if found else []
    wide = 960 / max(len(periods), 1)
    parts = []
    for number, first in enumerate(periods):
        height = 0.0
        for quad in sorted(found.get(first, {})):
            count = found[first][quad]
            tall = 180 * count / most
            height += tall
            href = to.incidents(query, quad=str(quad), since=first, until=period_end(first, by))
            rect = f'<rect class="q{quad}" x="{number * wide:.1f}" y="{180 - height:.1f}" width="{max(wide - 1, 1):.1f}" height="{tall:.1f}"/>'
            parts.append(f'<a href="{escape(href)}" aria-label="{first}: {count}">{rect}</a>' if href else rect)
    return Markup(f'<svg viewBox="0 0 960 180" role="img" aria-label="Incidents over time">{"".join(parts)}</svg>')


def world_map(countries: Mapping[str, int], query: Query, to: Links) -> Markup:
    return Markup("")


def network(pairs: Sequence[Pair], query: Query, to: Links) -> Markup:
    return Markup("")


def relations(
    rows: Sequence[Relation], one: str, other: str, by: Period, held: tuple[int, int], query: Query, to: Links
) -> Markup:
    """Two parties over time, the picture that `whowhom dyads` writes."""
    from whowhom.export.charts.picture import svg
    from whowhom.export.charts.relations import relations_chart

    def link(row: Relation) -> str | None:
        if not row.incidents:
            return None
        return to.incidents(query, quad=str(row.quad), since=row.period, until=period_end(row.period, by))

    return Markup(svg(relations_chart(rows, one, other, by, held, link)))


def every_period(first: str, last: str, by: Period) -> list[str]:
    """The first days of all periods from one to the other, those with nothing in them too."""
    found = [first]
    while found[-1] < last:
        found.append(_next(date.fromisoformat(found[-1]), by).isoformat())
    return found


def period_end(first: str, by: Period) -> str:
    """The last day of the period that begins on `first`."""
    return (_next(date.fromisoformat(first), by) - timedelta(days=1)).isoformat()


def _next(day: date, by: Period) -> date:
    if by in ("day", "week"):
        return day + timedelta(days=1 if by == "day" else 7)
    months = {"month": 1, "quarter": 3, "year": 12}[by]
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
