"""What a selection chooses, counted: every figure counts incidents, each once however many reports tell of it.

An incident is chosen if any of its events fulfils the selection. It stands on the earliest day of those events, in the
country that most of them name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from whowhom.store.dyads import PERIODS, Pair, Period
from whowhom.store.file import Connection, fetch, values
from whowhom.store.incidents import Incident, incident
from whowhom.store.naming import organisations
from whowhom.store.selection import Selection
from whowhom.store.tellings import Telling, tellings

Sort = Literal["newest", "oldest", "reports", "voices", "hostile", "cooperative"]
SORTS: tuple[Sort, ...] = get_args(Sort)
BARS = 60
"""Periods that a timeline shows at most, unless the reader chooses."""
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.5, "quarter": 91.3, "year": 365.2}


@dataclass(frozen=True, slots=True)
class Totals:
    """`first` and `last` are ISO days, None where no incident is dated."""

    incidents: int
    reports: int
    voices: int
    disputed: int
    undated: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """Incidents of one quad class in the period that begins on this ISO day."""

    period: str
    quad: int
    incidents: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Incidents of one event type, and how many of them somebody denies."""

    event_type: str
    quad: int
    incidents: int
    disputed: int


class Chosen:
    """The incidents of a selection, gathered once for all that is counted of them."""

    def __init__(self, connection: Connection, selection: Selection) -> None:
        where, parameters = selection.where()
        self.connection = connection
        connection.execute(_EVENTS.format(where=where), parameters)
        connection.execute(_INCIDENTS)

    def totals(self) -> Totals:
        return Totals(**fetch(self.connection, _TOTALS)[0])

    def fitting(self, totals: Totals) -> Period:
        """The finest period that leaves a timeline readable."""
        if totals.first is None or totals.last is None:
            return "month"
        days = (date.fromisoformat(totals.last) - date.fromisoformat(totals.first)).days + 1
        return next((by for by in PERIODS if days / _DAYS[by] <= BARS), "year")

    def timeline(self, by: Period) -> list[Bar]:
        """Periods and quad classes with incidents, in order of time."""
        return [Bar(**row) for row in fetch(self.connection, _TIMELINE.format(by=by))]

    def kinds(self) -> list[Kind]:
        return [Kind(**row) for row in fetch(self.connection, _KINDS)]

    def countries(self) -> dict[str, int]:
        """Country (ISO alpha-3) to the incidents that took place there, most first."""
        return {row["country"]: row["incidents"] for row in fetch(self.connection, _COUNTRIES)}

    def pairs(self, top: int) -> list[Pair]:
        """Who acts on whom among the `top` states and organisations, most frequent first, as in `dyads.matrix`: what
        two do together counts both ways, what happens within one party is left out."""
        parameters = {"known": sorted(organisations()), "top": top}
        return [Pair(**row) for row in fetch(self.connection, _PAIRS, parameters)]


def listed(
    connection: Connection, selection: Selection, sort: Sort, limit: int, offset: int = 0
) -> list[tuple[Incident, Telling]]:
    """Incidents of which any event fulfils the selection, each whole, with the first telling that fulfils it."""
    where, parameters = selection.where()
    query = (_TOLD if sort in ("reports", "voices") else _LISTED).format(where=where, order=_ORDER[sort])
    rows = connection.execute(query, [*parameters, limit, offset]).fetchall()
    found = tellings(connection, [name for name, _ in rows])
    return [(incident(name, found[name]), _at(found[name], first)) for name, first in rows if name in found]


def _at(told: Sequence[Telling], event_id: str) -> Telling:
    return next((one for one in told if one.event.event_id == event_id), told[0])


def known_names(connection: Connection, words: str, limit: int) -> list[str]:
    """Parties of the store whose name holds these words, those of most events first."""
    return [str(name) for name in values(connection, _NAMES, [words.lower(), limit])]


_EVENTS = """
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT e.event_no, e.report_no, e.incident, e.day, e.quad, e.intensity, e.event_type, e.disputed,
       e.place.country AS country
FROM event e JOIN report r ON r.report_no = e.report_no WHERE {where}
"""
_INCIDENTS = """
CREATE OR REPLACE TEMP TABLE one AS
SELECT incident, min(day) AS day, min(quad) AS quad, min(event_type) AS event_type, avg(intensity) AS intensity,
       bool_or(disputed) AS disputed, mode(country) AS country
FROM chosen GROUP BY incident
"""
_TOTALS = """
SELECT (SELECT count(*) FROM one) AS incidents,
       (SELECT count(DISTINCT report_no) FROM chosen) AS reports,
       (SELECT count(DISTINCT voice) FROM report WHERE report_no IN (SELECT report_no FROM chosen)) AS voices,
       (SELECT count(*) FROM one WHERE disputed) AS disputed,
       (SELECT count(*) FROM one WHERE day IS NULL) AS undated,
       (SELECT min(day)::VARCHAR FROM one) AS first,
       (SELECT max(day)::VARCHAR FROM one) AS last
"""
_TIMELINE = """
SELECT date_trunc('{by}', day)::DATE::VARCHAR AS period, quad, count(*) AS incidents
FROM one WHERE day IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
_KINDS = """
SELECT event_type, min(quad) AS quad, count(*) AS incidents, count_if(disputed) AS disputed
FROM one GROUP BY event_type ORDER BY incidents DESC, event_type
"""
_COUNTRIES = """
SELECT country, count(*) AS incidents FROM one WHERE country IS NOT NULL
GROUP BY country ORDER BY incidents DESC, country
"""
_NAMES = """
SELECT name FROM party WHERE contains(lower(name), ?) GROUP BY name ORDER BY count(*) DESC, name LIMIT ?
"""
_PAIRS = """
WITH side AS MATERIALIZED (
  SELECT p.event_no, c.incident, p.role, p.party
  FROM party p JOIN chosen c ON c.event_no = p.event_no
  WHERE p.role IN ('actor', 'recipient') AND (p.country IS NOT NULL OR p.party IN (SELECT unnest($known)))
),
few AS (
  SELECT a.party FROM side a JOIN side b ON a.event_no = b.event_no AND a.party <> b.party
  GROUP BY a.party ORDER BY count(DISTINCT a.incident) DESC, a.party LIMIT $top
),
pair AS (
  SELECT a.event_no, a.incident, a.party AS actor, b.party AS recipient, b.role = 'actor' AS jointly
  FROM side a JOIN side b ON a.event_no = b.event_no AND a.party <> b.party
  WHERE a.role = 'actor' AND a.party IN (FROM few) AND b.party IN (FROM few)
),
on_others AS (
  SELECT event_no FROM party WHERE role = 'recipient' AND event_no IN (SELECT event_no FROM pair WHERE jointly)
),
told AS (
  SELECT DISTINCT actor, recipient, incident FROM pair WHERE NOT jointly OR event_no NOT IN (FROM on_others)
)
SELECT actor, recipient, count(*) AS incidents, avg(intensity) AS intensity
FROM told JOIN one USING (incident) GROUP BY ALL ORDER BY incidents DESC, actor, recipient
"""
_ORDER = {
    "newest": "max(e.day) DESC NULLS LAST",
    "oldest": "min(e.day) NULLS LAST",
    "reports": "max(w.reports) DESC",
    "voices": "max(w.voices) DESC",
    "hostile": "avg(e.intensity)",
    "cooperative": "avg(e.intensity) DESC",
}
# an incident is told by more reports than the one that fulfils the conditions, and all of them count
_LISTED = """
WITH fit AS (
  SELECT e.incident, e.event_id, e.event_no, e.day, e.intensity
  FROM event e JOIN report r ON r.report_no = e.report_no WHERE {where}
)
SELECT e.incident, arg_min(e.event_id, e.event_no) AS first FROM fit e
GROUP BY e.incident ORDER BY {order}, e.incident LIMIT ? OFFSET ?
"""
_TOLD = """
WITH fit AS (
  SELECT e.incident, e.event_id, e.event_no
  FROM event e JOIN report r ON r.report_no = e.report_no WHERE {where}
),
w AS (
  SELECT e.incident, count(DISTINCT e.report_no) AS reports, count(DISTINCT r.voice) AS voices
  FROM event e JOIN report r ON r.report_no = e.report_no
  WHERE e.current AND e.incident IN (SELECT incident FROM fit) GROUP BY e.incident
)
SELECT e.incident, arg_min(e.event_id, e.event_no) AS first FROM fit e JOIN w ON w.incident = e.incident
GROUP BY e.incident ORDER BY {order}, e.incident LIMIT ? OFFSET ?
"""
