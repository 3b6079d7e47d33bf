"""Whether two events may have the same parties: who did it, to whom.

A party is compared by its state or, where it has none, by its name; "unknown", "gunmen" and "a crowd" may be anybody.
Beside that its proper names count ("Abe" and "Suga" are both Japan's, and are two), and what kind of party it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from whowhom.data import rows, settings
from whowhom.linking.words import stem
from whowhom.records import Party

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ANYBODY = frozenset(("CVL", "UNK", "UAF", "CRM"))


@dataclass(frozen=True, slots=True)
class Side:
    """The actors or the recipients of an event. `known` are the states, or the names of those without one; `names` are
    the words of proper names beside those of states and offices; `kinds` what kinds of parties they are."""

    known: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def __or__(self, other: Side) -> Side:
        return Side(self.known | other.known, self.names | other.names, self.kinds | other.kinds)

    def to_list(self) -> list[list[str]]:
        return [sorted(self.known), sorted(self.names), sorted(self.kinds)]

    @classmethod
    def from_list(cls, lists: Sequence[Iterable[Any]]) -> Side:
        known, names, kinds = lists
        return cls(frozenset(known), frozenset(names), frozenset(kinds))


def doers(parties: Iterable[Party]) -> Side:
    """The side that acts. "A man", "the driver", "gunmen" have the state of the place where they struck; outlets that
    know more of them name another one."""
    told = [replace(p, country=None) if p.sector in _ANYBODY and p.name.islower() else p for p in parties]
    return side(told)


def side(parties: Iterable[Party]) -> Side:
    known: set[str] = set()
    names: set[str] = set()
    kinds: set[str] = set()
    for party in parties:
        own = proper(party.name)
        if party.country or own or party.sector == "IGO":
            known.add(party.country or party.name.casefold())
        names |= own
        kinds |= _kinds().get(party.sector, frozenset())
    return Side(frozenset(known), frozenset(names), frozenset(kinds))


def likeness(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The share of what either has that both have; None where one has nothing to compare."""
    return len(one & other) / len(one | other) if one and other else None


def proper(name: str) -> frozenset[str]:
    """The words of a name that are written large and name no state, office or sort of people."""
    words = (word for word in _WORD.findall(name) if word[0].isupper())
    return frozenset(word for word in map(stem, words) if word not in _common())


@cache
def _common() -> frozenset[str]:
    columns = [
        ("actors/states.csv", ("name", "aliases", "adjectives", "demonyms", "combining")),
        ("actors/head_nouns.csv", ("noun", "plural")),
        ("actors/titles.csv", ("title", "aliases")),
    ]
    cells = (row[column] for name, needed in columns for row in rows(name, None, needed) for column in needed)
    return frozenset(stem(word) for cell in cells for word in _WORD.findall(cell))


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Sector to what kind of party it is."""
    found: dict[str, frozenset[str]] = {}
    for kind, sectors in settings("linking/incidents.toml")["kinds"].items():
        for sector in sectors:
            found[sector] = found.get(sector, frozenset()) | {kind}
    return found
