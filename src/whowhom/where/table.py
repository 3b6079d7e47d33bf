"""Names of places to places: GeoNames rows read from disk as they are asked for, and the package's own small tables.

The large tables are sorted text, searched by bisection: no row is read before it is needed.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from whowhom import data
from whowhom.where.names import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One place a name may mean.

    `kind` is town, capital, division (of a state, first level), country, or what `regions.csv` calls it: region,
    water, border, island, mountain, site. `country` is ISO alpha-3, None where several states or none hold it.
    """

    name: str
    kind: str
    country: str | None
    division: str
    latitude: float | None
    longitude: float | None
    population: int
    geonames_id: int | None
    main: bool = True
    """Whether it was found by its main name."""


_BLOCK = 4096
_KEY = 64
"""Bytes of a line that are enough to order it."""
_KINDS = {"P": "town", "C": "capital", "R": "division"}


class Table:
    """Looks names up. `overlay` is a folder of the user's tables."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._names = b"\n" + (data.FOLDER / "where/names.tsv").read_bytes()
        self._blocks = _block_starts(self._names)
        self._firsts = [self._names[at : at + _KEY] for at in self._blocks[:-1]]
        self._places = _mapped(data.FOLDER / "where/places.tsv")
        self._own = _own_places(overlay)
        self._spellings = {
            fold(row["written"]): (fold(row["name"]), row["country"])
            for row in data.rows("where/spellings.csv", overlay, ("written", "name", "country"))
        }
        own = [*self._own, *self._spellings]
        self._own_openings = frozenset(_openings(own))
        self._search = lru_cache(maxsize=20_000)(self._searched)
        self._opens = lru_cache(maxsize=20_000)(self._opened)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of this folded name, the package's own first."""
        return self._search(name)

    def begins(self, words: str) -> bool:
        """Whether any name is, or begins with, these folded words."""
        return self._opens(words)

    def _searched(self, name: str) -> tuple[Entry, ...]:
        found = list(self._own.get(name, ()))
        spelled, country = self._spellings.get(name, (name, ""))
        found += [e for e in self._own.get(spelled, ()) if spelled != name and e.country == country]
        for key, written in ((spelled, country), (name, "")) if spelled != name else ((name, ""),):
            entries = [e for e in self._rows(key) if not written or e.country == written]
            found += [e for e in entries if e not in found]
        return tuple(found)

    def _opened(self, words: str) -> bool:
        if words in self._own_openings:
            return True
        prefix = words.encode("utf-8", "surrogatepass")
        return self._line(prefix + b"\t") >= 0 or self._line(prefix + b" ") >= 0

    def _rows(self, name: str) -> list[Entry]:
        prefix = name.encode("utf-8", "surrogatepass") + b"\t"
        at = self._line(prefix)
        entries = []
        while at >= 0 and self._names.startswith(prefix, at):
            end = self._names.find(b"\n", at)
            number = self._names[at + len(prefix) : end]
            entries.append(self._entry(int(number.rstrip(b"*")), not number.endswith(b"*")))
            at = end + 1
        return entries

    def _line(self, prefix: bytes) -> int:
        """Where the first line with this prefix begins, -1 if there is none: its block by bisection, then a search."""
        block = max(bisect_left(self._firsts, prefix) - 1, 0)
        end = self._blocks[min(block + 2, len(self._blocks) - 1)]
        return self._names.find(b"\n" + prefix, self._blocks[block] - 1, end) + 1 or -1

    def _entry(self, at: int, main: bool) -> Entry:
        line = self._places[at : self._places.find(b"\n", at)].decode()
        name, kind, country, division, latitude, longitude, population, number = line.split("\t")
        return Entry(name, _KINDS[kind], country, division, float(latitude), float(longitude), int(population),
                     int(number), main)  # fmt: skip


def _openings(names: Iterable[str]) -> Iterator[str]:
    """The first word, the first two words ... of each name."""
    for name in names:
        words = name.split(" ")
        yield from (" ".join(words[:count]) for count in range(1, len(words) + 1))


def _block_starts(names: bytes) -> list[int]:
    """Where a line begins about every four kilobytes, and the end."""
    return [1, *(names.find(b"\n", at) + 1 for at in range(_BLOCK, len(names) - 1, _BLOCK)), len(names)]


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _own_places(overlay: Path | None) -> dict[str, tuple[Entry, ...]]:
    """Folded name to countries and regions."""
    found: dict[str, list[Entry]] = defaultdict(list)
    middles = {row["country"]: row for row in data.rows("where/countries.csv", overlay, ("country", "latitude"))}
    for row in data.rows("actors/states.csv", overlay, ("name", "aliases", "country")):
        if (middle := middles.get(row["country"])) is not None and not row["to"]:
            entry = Entry(row["name"], "country", row["country"], "", _number(middle["latitude"]),
                          _number(middle["longitude"]), 0, int(middle["geonames_id"]))  # fmt: skip
            for name in (row["name"], *row["aliases"].split("|")):
                found[fold(name.lstrip("~"))].append(entry)
    for row in data.rows("where/regions.csv", overlay, ("name", "aliases", "kind", "country")):
        entry = Entry(row["name"], row["kind"], row["country"] or None, "", _number(row["latitude"]),
                      _number(row["longitude"]), 0, None)  # fmt: skip
        for name in (row["name"], *row["aliases"].split("|")):
            found[fold(name).removeprefix("the ")].append(replace(entry, main=name == row["name"]))
    found.pop("", None)
    return {name: tuple(entries) for name, entries in found.items()}


def _number(text: str) -> float | None:
    return float(text) if text else None
