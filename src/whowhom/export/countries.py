"""Names and two-letter codes of the states that records name by ISO 3166-1 alpha-3."""

from __future__ import annotations

from functools import cache

from whowhom.data import rows


def country_name(alpha3: str | None) -> str | None:
    """The name used today ("Russia"), None for a code of no state that stands."""
    return _names().get(alpha3 or "")


def alpha2(alpha3: str | None) -> str | None:
    """ISO 3166-1 alpha-2 in capitals ("RU", XK for Kosovo), None for a code that has none."""
    return _alpha2().get(alpha3 or "")


@cache
def _names() -> dict[str, str]:
    names = {row["country"]: row["name"] for row in rows("where/countries.csv")}
    states = [row for row in rows("actors/states.csv") if row["country"] and not row["to"]]
    return names | {row["country"]: row["name"] for row in reversed(states)}


@cache
def _alpha2() -> dict[str, str]:
    return {row["country"]: row["alpha2"] for row in rows("where/countries.csv")}
