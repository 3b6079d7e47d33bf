"""What a selection chooses, counted: every figure counts incidents, each once however many reports tell of it.

An incident is chosen if any of its events fulfils the selection. It stands on the earliest day of those events, in a
country that one of them names.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cache

from whowhom.linking.instrument_names import InstrumentNames
from whowhom.store.disputes import Ledger, ledgers
from whowhom.store.dyads import PAIRS
from whowhom.store.file import Connection, fetch, values
from whowhom.store.incidents import Incident
from whowhom.store.periods import EXACT_ENOUGH, PERIODS, Period, first_days
from whowhom.store.selection import DISPUTED, Selection
from whowhom.store.tellings import Telling, source
from whowhom.web.listing import whole
from whowhom.web.pictures import Act, MapCount

BARS = 60
"""Periods that a timeline shows at most, unless the reader chooses."""
FAR_OFF = 3
"""A timeline leaves out the outermost incidents where it would be so many times as long with them."""
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.5, "quarter": 91.3, "year": 365.2}


@dataclass(frozen=True, slots=True)
class Totals:
    """`first` and `last` are ISO days, None where no incident is dated; `begin` and `end` the same as exactly as they
    are known, a month or year where no more is told."""

    incidents: int
    reports: int
    voices: int
    disputed: int
    first: str | None
    last: str | None
    begin: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """Incidents of one quad class in the period that begins on this ISO day."""

    period: str
    quad: int
    incidents: int


@dataclass(frozen=True)
class Timeline:
    """`bars` are all periods and quad classes with incidents, in order of time; `shown` those of them that a picture
    has room for, without the few that stand far off, which have `left_out` incidents. `unplaced` are not dated, or not
    exactly enough: what is told to have been in 2024 is not put into January."""

    by: Period
    bars: tuple[Bar, ...]
    shown: tuple[Bar, ...]
    left_out: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Incidents of one event type, and how many of them somebody denies."""

    event_type: str
    quad: int
    incidents: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Named:
    """A treaty, law or programme by a name that reports give it, its incidents, and the ISO day of the last."""

    name: str
    incidents: int
    last: str | None


class Chosen:
    """The incidents of a selection, gathered once for all that is counted of them."""

    def __init__(self, connection: Connection, selection: Selection) -> None:
        where, parameters = selection.where()
        self.connection = connection
        connection.execute(_EVENTS.format(where=where, source=source(where), disputed=DISPUTED), parameters)
        connection.execute(_INCIDENTS)

    def totals(self) -> Totals:
        return Totals(**fetch(self.connection, _TOTALS)[0])

    def timeline(self, totals: Totals, by: Period | None = None) -> Timeline:
        """By the period asked for, else by the finest that leaves the picture readable."""
        span = self._span(totals)
        by = by or fitting(span)
        rows = fetch(self.connection, _TIMELINE.format(by=by), [list(EXACT_ENOUGH[by])])
        bars = tuple(Bar(**row) for row in rows)
        shown = () if not span else tuple(bar for bar in bars if _start(span[0], by) <= bar.period <= span[1])
        placed, seen = (sum(bar.incidents for bar in some) for some in (bars, shown))
        return Timeline(by, bars, shown, placed - seen, totals.incidents - placed)

    def _span(self, totals: Totals) -> tuple[str, str] | None:
        """The first and last day without the incidents that stand far off; None where no incident is dated."""
        if totals.first is None or totals.last is None:
            return None
        low, high = self.connection.execute(_MIDDLE).fetchall()[0]
        far = _days(totals.first, totals.last) > FAR_OFF * _days(low, high)
        return (low, high) if far else (totals.first, totals.last)

    def kinds(self) -> list[Kind]:
        return [Kind(**row) for row in fetch(self.connection, _KINDS)]

    def countries(self) -> dict[str, MapCount]:
        """Country (ISO alpha-3) to the incidents that took place there, most first."""
        return {
            row["country"]: MapCount(row["incidents"], row["disputed"]) for row in fetch(self.connection, _COUNTRIES)
        }

    def pairs(self, top: int) -> list[Act]:
        """Who acts on whom among the `top` states and organisations, most frequent first, as in `dyads.matrix`: what
        two do together counts both ways, what happens within one party is left out."""
        return [Act(**row) for row in fetch(self.connection, f"WITH {PAIRS}", {"top": top})]

    def instruments(self, most: int) -> list[Named]:
        """Those named by incidents, the one with the newest incident first; names of the same one are put together."""
        found: dict[Hashable, Named] = {}
        for row in fetch(self.connection, _INSTRUMENTS):
            one, read = Named(**row), _names().read(row["name"])
            if first := found.get(read.key):
                one = Named(first.name, first.incidents + one.incidents, first.last)
            found[read.key] = one
        return list(found.values())[:most]

    def newest(self, most: int) -> list[tuple[Incident, Telling]]:
        """As `listing.listed`."""
        return whole(self.connection, self.connection.execute(_NEWEST, [most]).fetchall())

    def disputed(self, most: int) -> list[Ledger]:
        """The ledgers of what somebody denies, that told newest first."""
        return ledgers(self.connection, values(self.connection, _DISPUTED, [most]))


@cache
def _names() -> InstrumentNames:
    return InstrumentNames()


def fitting(span: tuple[str, str] | None) -> Period:
    """The finest period that leaves a timeline readable."""
    days = _days(*span) if span else 0
    return next((by for by in PERIODS if days / _DAYS[by] <= BARS), "year")


def _start(day: str, by: Period) -> str:
    """The first day of the period that this day is in."""
    at = date.fromisoformat(day)
    return first_days(at, at, by)[0].isoformat()


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


_EVENTS = """
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT e.event_no, e.report_no, e.incident, e.day, e.quad, e.intensity, e.event_type,
       {disputed} AS disputed, e.instrument, e.place.country AS country,
       coalesce(e."date"."precision", 'day') AS "precision"
{source} WHERE {where}
"""
_INCIDENTS = """
CREATE OR REPLACE TEMP TABLE one AS
SELECT incident, min(event_no) AS first, min(day) AS day, arg_min("precision", day) AS "precision",
       any_value(quad) AS quad, any_value(event_type) AS event_type, avg(intensity) AS intensity,
       bool_or(disputed) AS disputed, any_value(country) AS country
FROM chosen GROUP BY incident
"""
_TOTALS = """
SELECT count(*) AS incidents,
       (SELECT count(DISTINCT report_no) FROM chosen) AS reports,
       (SELECT count(DISTINCT voice) FROM report WHERE report_no IN (SELECT report_no FROM chosen)) AS voices,
       count(*) FILTER (disputed) AS disputed,
       min(day)::VARCHAR AS first, max(day)::VARCHAR AS last,
       left(min(day)::VARCHAR, arg_min(exactly, day)) AS "begin",
       left(max(day)::VARCHAR, arg_max(exactly, day)) AS "end"
FROM (SELECT *, CASE "precision" WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END AS exactly FROM one)
"""
_MIDDLE = """
SELECT quantile_disc(day, 0.02)::VARCHAR, quantile_disc(day, 0.98)::VARCHAR FROM one WHERE day IS NOT NULL
"""
_TIMELINE = """
SELECT date_trunc('{by}', day)::DATE::VARCHAR AS period, quad, count(*) AS incidents
FROM one WHERE day IS NOT NULL AND "precision" IN (SELECT unnest(?)) GROUP BY ALL ORDER BY ALL
"""
_KINDS = """
SELECT event_type, min(quad) AS quad, count(*) AS incidents, count_if(disputed) AS disputed
FROM one GROUP BY event_type ORDER BY incidents DESC, event_type
"""
_COUNTRIES = """
SELECT country, count(*) AS incidents, count_if(disputed) AS disputed FROM one WHERE country IS NOT NULL
GROUP BY country ORDER BY incidents DESC, country
"""
_INSTRUMENTS = """
SELECT instrument AS name, count(DISTINCT incident) AS incidents, max(day)::VARCHAR AS last
FROM chosen WHERE instrument IS NOT NULL GROUP BY instrument ORDER BY last DESC NULLS LAST, incidents DESC, name
"""
_NEWEST = """
SELECT incident, first FROM one ORDER BY day DESC NULLS LAST, incident LIMIT ?
"""
_DISPUTED = """
SELECT c.incident FROM chosen c JOIN report r ON r.report_no = c.report_no
WHERE c.disputed GROUP BY c.incident ORDER BY max(r.published) DESC NULLS LAST, c.incident LIMIT ?
"""
