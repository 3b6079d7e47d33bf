"""How well bare phrases are coded: country and sector both right."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from whowhom.actors import ActorTables, code_phrase

# the cases' own codes for international organisations, which belong to no state here
_STATELESS = frozenset(("UNO", "IGO", "EUR", "WTN"))


def score_actors(path: Path, tables: ActorTables | None = None) -> dict[str, Any]:
    """Scores JSON Lines of `text`, `query_date` and `expect` (`country`, "" for none, and `code_1`, the sector).

    Cases that expect neither a country nor a sector are left out. A state itself has no sector in the cases and is
    right as GOV. Returns `cases`, `right` (a share), `country`, `sector` and `wrong`, a list of
    (text, date, expected, got).
    """
    tables = tables or ActorTables()
    total = right = country_right = sector_right = 0
    wrong: list[tuple[str, str, str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        expected = case["expect"]
        if "country" not in expected and "code_1" not in expected:
            continue
        party = code_phrase(case["text"], _day(case.get("query_date")), tables)
        country, sector = (party.country, party.sector) if party else (None, "UNK")
        country_fits = _country_fits(expected.get("country"), country)
        sector_fits = _sector_fits(expected, sector)
        total += 1
        country_right += country_fits
        sector_right += sector_fits
        right += country_fits and sector_fits
        if not (country_fits and sector_fits):
            want = f"{expected.get('country', '-')} {expected.get('code_1', '-')}"
            wrong.append((case["text"], case.get("query_date") or "", want, f"{country or ''} {sector}"))
    share = {"right": right, "country": country_right, "sector": sector_right}
    return {"cases": total, **{k: round(v / total, 4) if total else None for k, v in share.items()}, "wrong": wrong}


def _country_fits(expected: str | None, country: str | None) -> bool:
    if expected is None:
        return True
    return country is None if not expected or expected in _STATELESS else country == expected


def _sector_fits(expected: dict[str, str], sector: str) -> bool:
    code = expected.get("code_1")
    if code is None:
        return True
    if not code:
        return sector in ("GOV", "UNK", "IGO")
    return sector == code or (expected.get("country") in _STATELESS and sector == "IGO")


def _day(text: str | None) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
