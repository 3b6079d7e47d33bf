"""Names and two-letter codes of the states that records name by ISO 3166-1 alpha-3."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from whowhom.data import Row, rows

DISSOLVED = {"ANT", "SCG"}
"""Netherlands Antilles, Serbia and Montenegro: ISO 3166-3 keeps their codes, ISO 3166-1 does not."""


def country_name(alpha3: str | None) -> str | None:
    """The name used today ("Russia"), None for a code of no state that stands."""
    return _names().get(alpha3 or "")


def alpha2(alpha3: str | None) -> str | None:
    """ISO 3166-1 alpha-2 in capitals ("RU", XK for Kosovo), None for a code of no state that stands."""
    return _alpha2().get(alpha3 or "")


@cache
def _names() -> dict[str, str]:
    """The names that the tables of actors use, of several the first; GeoNames' for territories that are not there."""
    states = [row for row in rows("actors/states.csv") if row["country"] and not row["to"]]
    names = {row["country"]: row["name"] for row in _standing()}
    return names | {row["country"]: row["name"] for row in reversed(states)}


@cache
def _alpha2() -> dict[str, str]:
    return {row["country"]: row["alpha2"] for row in _standing()}


def _standing() -> Iterator[Row]:
    return (row for row in rows("where/countries.csv") if row["country"] not in DISSOLVED)
