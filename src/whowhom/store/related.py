"""Reports like a report: they tell of the same incidents, of the same parties, in the same words."""

from __future__ import annotations

from typing import Any

from whowhom.linking.profiles import ReportProfile
from whowhom.linking.stories import likeness
from whowhom.store.file import Connection, fetch

CANDIDATES = 200
"""Reports that are compared word by word."""
SHARES = {"incidents": 0.5, "words": 0.35, "parties": 0.15}
"""What each kind of likeness adds; each is between 0 and 1."""


def related(connection: Connection, report: dict[str, Any], limit: int) -> list[dict[str, Any]]:
    """Rows of `report_id`, `title`, `publisher`, `published`, `url`, `likeness` (0 to 1), `shared_incidents` and
    `shared_parties`, most alike first; copies of the same text (one voice) stand once, the report's own never."""
    mine = ReportProfile.from_json(report["profile"])
    rows = fetch(connection, _CANDIDATES, {"no": report["report_no"], "story": report["story"], "most": CANDIDATES})
    found = [row for row in rows if row["voice"] != report["voice"]]
    for row in found:
        words = likeness(mine, ReportProfile.from_json(row.pop("profile")))
        incidents = min(1.0, row["shared_incidents"] / 2)
        parties = row["shared_parties"] / max(1, row.pop("all_parties"))
        row["likeness"] = round(
            SHARES["incidents"] * incidents + SHARES["words"] * words + SHARES["parties"] * parties, 4
        )
    found.sort(key=lambda row: (-row["likeness"], row["report_id"]))
    return _one_a_voice(found)[:limit]


def _one_a_voice(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    voices: set[str] = set()
    kept = []
    for row in rows:
        voice = row.pop("voice")
        if voice not in voices:
            voices.add(voice)
            kept.append(row)
    return kept


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
       SELECT e.report_no, count(DISTINCT p.party) AS shared
       FROM party p JOIN event e ON e.event_no = p.event_no
       WHERE e.current AND e.report_no <> $no AND p.party IN (SELECT party FROM rare)
       GROUP BY e.report_no ORDER BY shared DESC, e.report_no DESC LIMIT $most
     ),
     by_story AS (SELECT report_no FROM report WHERE current AND report_no <> $no AND story = $story),
     candidate AS (
       SELECT report_no FROM by_incident UNION SELECT report_no FROM by_party UNION SELECT report_no FROM by_story
     )
SELECT r.report_id, r.title, r.publisher, r.published, r.url, r.voice, r.profile,
       coalesce(i.shared, 0) AS shared_incidents, coalesce(p.shared, 0) AS shared_parties,
       (SELECT count(*) FROM rare) AS all_parties
FROM candidate c JOIN report r ON r.report_no = c.report_no
LEFT JOIN by_incident i ON i.report_no = c.report_no LEFT JOIN by_party p ON p.report_no = c.report_no
ORDER BY shared_incidents DESC, shared_parties DESC, r.report_no DESC LIMIT $most
"""
