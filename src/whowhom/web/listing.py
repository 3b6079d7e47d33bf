"""The incidents of a selection in order, some at a time; and parties by a part of their name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from whowhom.store.file import Connection, values
from whowhom.store.incidents import Incident, count, incident
from whowhom.store.selection import Selection
from whowhom.store.tellings import Telling, source, tellings

Sort = Literal["newest", "oldest", "reports", "voices", "hostile", "cooperative"]
SORTS: tuple[Sort, ...] = get_args(Sort)


Listed = list[tuple[Incident, Telling]]


def listed(
    connection: Connection, selection: Selection, sort: Sort, limit: int, offset: int = 0
) -> tuple[Listed, int]:
    """Incidents of which any event fulfils the selection, each whole, with the first telling that fulfils it; and how
    many there are in all."""
    where, parameters = selection.where()
    by_tellers = sort in ("reports", "voices")
    query = (_TOLD if by_tellers else _LISTED).format(where=where, source=source(where), order=_ORDER[sort])
    first = [limit + offset] if by_tellers else []
    rows = connection.execute(query, [*parameters, *first, limit, offset]).fetchall()
    return whole(connection, [row[:2] for row in rows]), rows[0][2] if rows else count(connection, selection)


def whole(connection: Connection, rows: Sequence[tuple[str, int]]) -> Listed:
    """Incidents with the telling of these events, by name and number of the event, in this order."""
    ids = dict(connection.execute(_IDS, [[event_no for _, event_no in rows]]).fetchall())
    found = tellings(connection, [name for name, _ in rows])
    return [(incident(name, found[name]), _at(found[name], ids[event_no])) for name, event_no in rows if name in found]


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
    "newest": "min(e.day) DESC NULLS LAST",
    "oldest": "min(e.day) NULLS LAST",
    "reports": "e.report_no",
    "voices": "r.voice",
    "hostile": "avg(e.intensity)",
    "cooperative": "avg(e.intensity) DESC",
}
_LISTED = """
WITH fit AS (
  SELECT e.incident, e.event_no, e.day, e.intensity {source} WHERE {where}
)
SELECT e.incident, min(e.event_no) AS first, count(*) OVER () AS count FROM fit e
GROUP BY e.incident ORDER BY {order}, e.incident LIMIT ? OFFSET ?
"""
# An incident is told by more reports than the one that fulfils the conditions, and all of them count. It has no more
# voices than events; so those with most events tell how many voices are needed at least, and few others can have them.
_TOLD = """
WITH fit AS MATERIALIZED (
  SELECT e.incident, min(e.event_no) AS first {source} WHERE {where} GROUP BY e.incident
),
size AS MATERIALIZED (
  SELECT incident, count(*) AS events FROM event
  WHERE current AND incident IN (SELECT incident FROM fit) GROUP BY incident
),
likely AS MATERIALIZED (SELECT incident FROM size ORDER BY events DESC LIMIT ?),
needed AS MATERIALIZED (
  SELECT min(many) AS least FROM (
    SELECT count(DISTINCT {order}) AS many FROM event e JOIN report r ON r.report_no = e.report_no
    WHERE e.current AND e.incident IN (FROM likely) GROUP BY e.incident
  )
),
told AS (
  SELECT e.incident, count(DISTINCT {order}) AS many FROM event e JOIN report r ON r.report_no = e.report_no
  WHERE e.current AND e.incident IN (SELECT incident FROM size, needed WHERE events >= least) GROUP BY e.incident
)
SELECT incident, first, (SELECT count(*) FROM fit) AS count
FROM fit JOIN told USING (incident) ORDER BY many DESC, incident LIMIT ? OFFSET ?
"""
