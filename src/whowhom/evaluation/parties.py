"""When two parties of rows are the same: by country, else by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from whowhom.data import settings

Row = dict[str, Any]

_SMALL_WORDS = frozenset(settings("evaluation/measure.toml")["names"]["small_words"])


@lru_cache(maxsize=65_536)
def words(name: str | None) -> frozenset[str]:
    """Words of a name for comparison: lower case, without accents, possessives and small words."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", re.sub(r"'s\b|\.", "", plain))
    return frozenset(found) - _SMALL_WORDS


def party_words(party: Row) -> frozenset[str]:
    return words(party.get("name")) | words(party.get("text"))


def same(one: Row, other: Row) -> bool:
    """By country if either has one; else one name's words must all stand in a name of the other."""
    if one.get("country") or other.get("country"):
        return bool(one.get("country") == other.get("country"))
    return any(a <= b or b <= a for a in _names(one) for b in _names(other))


def _names(party: Row) -> list[frozenset[str]]:
    names = (words(name) for name in (party.get("name"), party.get("text"), *party.get("aliases", ())))
    return [name for name in names if name]


def distinct(parties: Iterable[Row] | None) -> list[Row]:
    """The first of each group of same parties."""
    kept: list[Row] = []
    for party in parties or ():
        if not any(same(party, other) for other in kept):
            kept.append(party)
    return kept


def shared(ones: Iterable[Row] | None, others: Iterable[Row] | None) -> int:
    """How many distinct parties of `ones` are among `others`."""
    others = distinct(others)
    return sum(any(same(one, other) for other in others) for one in distinct(ones))


def equal(ones: Iterable[Row] | None, others: Iterable[Row] | None) -> bool:
    """The same parties on both sides."""
    ones, others = distinct(ones), distinct(others)
    return len(ones) == len(others) == shared(ones, others)


def participants(event: Row) -> Sequence[Row]:
    return [*(event.get("actors") or ()), *(event.get("recipients") or ())]
