"""The incidents of a selection in order, some at a time; and parties by a part of their name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from whowhom.store.file import Connection, values
from whowhom.store.incidents import Incident, incident
from whowhom.store.selection import Selection
from whowhom.store.tellings import Telling, source, tellings

Sort = Literal["newest", "oldest", "reports", "voices", "hostile", "cooperative"]
SORTS: tuple[Sort, ...] = get_args(Sort)


def listed(
    connection: Connection, selection: Selection, sort: Sort, limit: int, offset: int = 0
) -> list[tuple[Incident, Telling]]:
    """Incidents of which any event fulfils the selection, each whole, with the first telling that fulfils it."""
    where, parameters = selection.where()
    template = _TOLD if sort in ("reports", "voices") else _LISTED
    query = template.format(where=where, source=source(where), order=_ORDER[sort])
    rows = connection.execute(query, [*parameters, limit, offset]).fetchall()
    named = dict(connection.execute(_IDS, [[first for _, first in rows]]).fetchall())
    found = tellings(connection, [name for name, _ in rows])
    return [(incident(name, found[name]), _at(found[name], named[first])) for name, first in rows if name in found]


def _at(told: Sequence[Telling], event_id: str) -> Telling:
    return next((one for one in told if one.event.event_id == event_id), told[0])


def known_names(connection: Connection, words: str, limit: int) -> list[str]:
    """Parties of the store whose name holds these words, those of most events first."""
    return [str(name) for name in values(connection, _NAMES, [words.lower(), limit])]


_IDS = "SELECT event_no, event_id FROM event WHERE event_no IN (SELECT unnest(?))"
_NAMES = """
SELECT name FROM party WHERE contains(lower(name), ?) GROUP BY name ORDER BY count(*) DESC, name LIMIT ?
"""
# by what the incidents are sorted; for reports and voices, what is counted
_ORDER = {
    "newest": "max(e.day) DESC NULLS LAST",
    "oldest": "min(e.day) NULLS LAST",
    "reports": "e.report_no",
    "voices": "r.voice",
    "hostile": "avg(e.intensity)",
    "cooperative": "avg(e.intensity) DESC",
}
# an incident is told by more reports than the one that fulfils the conditions, and all of them count
_LISTED = """
WITH fit AS (
  SELECT e.incident, e.event_no, e.day, e.intensity {source} WHERE {where}
)
SELECT e.incident, min(e.event_no) AS first FROM fit e
GROUP BY e.incident ORDER BY {order}, e.incident LIMIT ? OFFSET ?
"""
_TOLD = """
WITH fit AS MATERIALIZED (
  SELECT e.incident, min(e.event_no) AS first {source} WHERE {where} GROUP BY e.incident
),
told AS (
  SELECT incident, count(*) AS many FROM (
    SELECT DISTINCT e.incident, {order} FROM event e JOIN report r ON r.report_no = e.report_no
    WHERE e.current AND e.incident IN (SELECT incident FROM fit)
  ) GROUP BY incident
)
SELECT incident, first FROM fit JOIN told USING (incident) ORDER BY many DESC, incident LIMIT ? OFFSET ?
"""
