"""Reports like a report: they tell of the same incidents, of the same parties, in the same words."""

from __future__ import annotations

from typing import Any

from whowhom.linking import stories
from whowhom.linking.profiles import ReportProfile
from whowhom.store.file import Connection, fetch

_REPORT = ("report_id", "title", "publisher", "published", "url")
COLUMNS = (*_REPORT, "likeness", "shared_incidents", "shared_parties")
CANDIDATES = 200
"""Reports that are compared word by word."""


def related(connection: Connection, report: dict[str, Any], limit: int) -> list[dict[str, Any]]:
    """Rows of `COLUMNS`, `likeness` from 0 to 1 (see `stories.related`), most alike first; copies of the same text (one
    voice) stand once, the report's own never."""
    mine = ReportProfile.from_json(report["profile"])
    rows = fetch(connection, _CANDIDATES, {"no": report["report_no"], "story": report["story"], "most": CANDIDATES})
    by_id = {row["report_id"]: row for row in rows}
    others = [ReportProfile.from_json(row["profile"]) for row in rows]
    voices = {report["voice"]}
    found: list[dict[str, Any]] = []
    for one in stories.related(mine, others, {row["report_id"]: row["shared"] for row in rows}):
        row = by_id[one.id]
        if row["voice"] not in voices and len(found) < limit:
            voices.add(row["voice"])
            about = {name: row[name] for name in _REPORT}
            shared = {"shared_incidents": one.incidents, "shared_parties": list(one.parties)}
            found.append(about | {"likeness": round(one.score, 4)} | shared)
    return found


_CANDIDATES = """
WITH mine AS (SELECT event_no, incident FROM event WHERE report_no = $no),
     my_parties AS (
       SELECT DISTINCT party FROM party WHERE event_no IN (SELECT event_no FROM mine) AND party <> 'unknown'
     ),
     rare AS (
       SELECT p.party FROM party p WHERE p.party IN (SELECT party FROM my_parties)
       GROUP BY p.party ORDER BY count(*), p.party LIMIT 5
     ),
     by_incident AS (
       SELECT report_no, count(DISTINCT incident) AS shared FROM event
       WHERE current AND report_no <> $no AND incident IN (SELECT incident FROM mine) GROUP BY report_no
     ),
     by_party AS (
       SELECT e.report_no, count(DISTINCT p.party) AS parties
       FROM party p JOIN event e ON e.event_no = p.event_no
       WHERE e.current AND e.report_no <> $no AND p.party IN (SELECT party FROM rare)
       GROUP BY e.report_no ORDER BY parties DESC, e.report_no DESC LIMIT $most
     ),
     by_story AS (SELECT report_no FROM report WHERE current AND report_no <> $no AND story = $story),
     candidate AS (
       SELECT report_no FROM by_incident UNION SELECT report_no FROM by_party UNION SELECT report_no FROM by_story
     )
SELECT r.report_id, r.title, r.publisher, r.published, r.url, r.voice, r.profile, coalesce(i.shared, 0) AS shared
FROM candidate c JOIN report r ON r.report_no = c.report_no
LEFT JOIN by_incident i ON i.report_no = c.report_no LEFT JOIN by_party p ON p.report_no = c.report_no
ORDER BY shared DESC, coalesce(p.parties, 0) DESC, r.report_no DESC LIMIT $most
"""
