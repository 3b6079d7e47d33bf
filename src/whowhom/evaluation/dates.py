"""Score date finding on news with time expressions marked: JSON Lines with `text`, `published` and `dates`.

A date counts as gold where its type is DATE or TIME and its value names a calendar day, week, month, year or decade
("now" and "the future" name none). A found date is right where it overlaps a gold one; `value` asks, of gold
expressions whose value is one day, whether the expression that covers it means just that day.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from whowhom.when.dates import DateMention, find_dates

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CALENDAR = re.compile(r"\d{3}")


def score_dates(path: str | Path) -> dict[str, float | int]:
    """Precision, recall and F1 of detection; `day_values`, the share of day-level gold expressions resolved to their
    day, over all and (`day_values_found`) over those that were found; `seconds` is left to the caller."""
    reports = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    hits = found = gold = covered = days = right = day_found = 0
    for report in reports:
        mentions = find_dates(report["text"], date.fromisoformat(report["published"][:10]))
        marked = [d for d in report["dates"] if d["type"] in ("DATE", "TIME") and _CALENDAR.match(d["value"])]
        found, gold = found + len(mentions), gold + len(marked)
        hits += sum(any(_overlap(m, d) for d in marked) for m in mentions)
        for expression in marked:
            over = [m for m in mentions if _overlap(m, expression)]
            covered += bool(over)
            if (value := _DAY.match(expression["value"])) is not None:
                days, day_found = days + 1, day_found + bool(over)
                right += any(m.first == m.last == value[0] for m in over)
    precision, recall = _share(hits, found), _share(covered, gold)
    return {
        "reports": len(reports),
        "gold": gold,
        "found": found,
        "precision": precision,
        "recall": recall,
        "f1": _share(round(2e6 * precision * recall), round(1e6 * (precision + recall))),
        "days": days,
        "day_values": _share(right, days),
        "day_values_found": _share(right, day_found),
    }


def _overlap(mention: DateMention, expression: dict[str, Any]) -> bool:
    return bool(mention.start < expression["end"] and expression["start"] < mention.end)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
