"""The actor tables in memory: every name with the rows it may mean, head nouns, titles and offices.

Built once, in about a fifth of a second: names of states, persons, groups, organisations go into one Aho-Corasick
automaton, so that a report is searched for all of them in one pass.
"""

from __future__ import annotations

import csv
import gc
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

import ahocorasick

from whowhom.actors.characters import fold
from whowhom.data import paths, settings
from whowhom.errors import DataError

Kind = Literal["state", "region", "people", "person", "organisation", "group", "institution"]
Shape = Literal["name", "adjective", "demonym", "demonyms", "capital", "seat", "family", "combining"]

_FILES: tuple[tuple[str, Kind], ...] = (
    ("states", "state"),
    ("regions", "region"),
    ("peoples", "people"),
    ("organisations", "organisation"),
    ("groups", "group"),
    ("institutions", "institution"),
    ("persons_*", "person"),
)

_NOUN_SETS = (
    "gathering",
    "sides",
    "lands",
    "counted_people",
    "offices",
    "bodies",
    "stateless",
    "reciprocal",
    "state_itself",
)


class Entry(NamedTuple):
    """One row: what one actor is for one span of time. Dates are ISO prefixes, empty where open."""

    name: str
    country: str | None
    sector: str
    role: str
    start: str
    end: str
    kind: Kind

    def holds_on(self, day: str) -> bool:
        return self.start <= day and (not self.end or day[: len(self.end)] <= self.end)


class Form(NamedTuple):
    """One way to write an entry. `marked` forms (`~` in the tables) need ground in the report."""

    text: str
    shape: Shape
    marked: bool
    entry: Entry
    sector: str = ""
    """Of a seat: its own sector (the Pentagon is MIL)."""


class Head(NamedTuple):
    """A common noun, title or office that heads the name of a party."""

    noun: str
    sector: str
    kind: str
    plural: bool
    roles: tuple[str, ...] = ()
    country: str = ""
    title: bool = False
    inherits: bool = False
    """Takes the sector of its owner where it has one: "spokesman", "official"."""
    weak: bool = False
    """A party only with an owner or a name: "head", "force"."""


class ActorTables:
    """All tables, those of the package and the rows that the folder `overlay` adds."""

    def __init__(self, overlay: Path | None = None) -> None:
        self.words: dict[str, Any] = settings("actors/phrases.toml", overlay)
        self.sets: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in self.words.items() if isinstance(v, list)}
        self.states: dict[str, Entry] = {}
        self.given_names: set[str] = set()
        self._last_names = ("", "")
        self.holders: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.persons: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
        self.heads: dict[str, list[Head]] = defaultdict(list)
        self.titles: dict[str, Head] = {}
        self.head_words: set[str] = set()
        self.last_words: set[str] = set()
        with _no_collection():
            self.forms = self._read_names(overlay)
            self._read_heads(overlay)
            self.automaton = ahocorasick.Automaton()
            for key, meanings in self.forms.items():
                self.automaton.add_word(key, (len(key), meanings))
            self.automaton.make_automaton()

    def _read_names(self, overlay: Path | None) -> dict[str, list[Form]]:
        forms: dict[str, list[Form]] = defaultdict(list)
        for stem, kind in _FILES:
            for row in _rows(f"actors/{stem}.csv", overlay):
                self._add(row, kind, forms)
        return dict(forms)

    def _add(self, row: dict[str, str], kind: Kind, forms: dict[str, list[Form]]) -> None:
        entry = Entry(row["name"], row["country"] or None, row["sector"], row["role"], row["from"], row["to"], kind)
        if kind == "person":
            self._add_person(entry, row, forms)
            return
        _put(forms, entry.name, "name", entry)
        for alias in _split(row["aliases"]):
            _put(forms, alias, "name", entry)
        for adjective in _split(row.get("adjectives", "")):
            _put(forms, adjective, "adjective", entry)
        for demonym in _split(row.get("demonyms", "")):
            _put(forms, demonym, "demonyms" if demonym.endswith("s") else "demonym", entry)
        if kind == "state":
            self._add_state(entry, row, forms)

    def _add_person(self, entry: Entry, row: dict[str, str], forms: dict[str, list[Form]]) -> None:
        terms = self.persons[entry.name, entry.country]
        terms.append(entry)
        if entry.role and entry.country:
            self.holders[entry.country, entry.role].append(entry)
        if len(terms) > 1 and (row["aliases"], row["family"]) == self._last_names:
            return  # a further term of the person before: the names are there
        self._last_names = row["aliases"], row["family"]
        _put(forms, entry.name, "name", entry)
        for alias in _split(row["aliases"]):
            _put(forms, alias, "name", entry)
        given, _, rest = entry.name.partition(" ")
        if rest:
            self.given_names.add(given)
        for family in _split(row["family"]):
            _put(forms, family, "family", entry)

    def _add_state(self, entry: Entry, row: dict[str, str], forms: dict[str, list[Form]]) -> None:
        if entry.country and (entry.country not in self.states or not entry.end):
            self.states.setdefault(entry.country, entry)
        for capital in _split(row["capital"]):
            _put(forms, capital, "capital", entry)
        for seat in _split(row["seats"]):
            name, _, sector = seat.partition(":")
            _put(forms, name, "seat", entry, sector)
        for form in _split(row["combining"]):
            _put(forms, form.rstrip("-"), "combining", entry)

    def _read_heads(self, overlay: Path | None) -> None:
        for row in _rows("actors/head_nouns.csv", overlay):
            kind, sector = row["kind"], row["sector"]
            one = Head(
                row["noun"], sector, kind, kind == "people" and not row["plural"],
                inherits="owner" in row["note"], weak="weak" in row["note"],
            )  # fmt: skip
            self.heads[row["noun"]].append(one)
            if row["plural"] and row["plural"] != row["noun"]:
                self.heads[row["plural"]].append(one._replace(plural=True))
        for row in _rows("actors/offices.csv", overlay):
            noun = self.head(row["phrase"])
            head = Head(row["phrase"], row["sector"], "person", False, tuple(_split(row["role"])), row["country"])
            head = head._replace(inherits=noun is not None and noun.inherits, weak=noun is not None and noun.weak)
            self.heads[row["phrase"]].append(head)
            if row["plural"]:
                self.heads[row["plural"]].append(head._replace(plural=True))
        for row in _rows("actors/titles.csv", overlay):
            roles = tuple(_split(row["role"]))
            for title in (row["title"], *_split(row["aliases"])):
                head = Head(row["title"].lower(), row["sector"], "person", False, roles, "", True)
                self.titles[title.lower().rstrip(".")] = head
        self.head_words = {word for phrase in self.heads for word in phrase.split()}
        self._nouns = self.head_words.union(*(self.sets[name] for name in _NOUN_SETS))
        self.last_words = {phrase.rpartition(" ")[2] for phrase in self.heads}

    @property
    def hyphenated(self) -> set[str]:
        """Offices written with a hyphen, which a tokenizer would cut: "vice-president", "secretary-general"."""
        joined = self.sets["hyphened_office"]
        offices = (re.split("[ -]", name.lower()) for name in (*self.heads, *self.titles))
        return {"-".join(words) for words in offices if len(words) == 2 and not joined.isdisjoint(words)}

    def head(self, phrase: str, country: str | None = None) -> Head | None:
        """The head noun or office of this lower-case phrase, the one of the country before the general one. A hyphen
        may stand for a space ("attorney-general")."""
        general = None
        for head in self.heads.get(phrase) or self.heads.get(phrase.replace("-", " ")) or []:
            if head.country and head.country == country:
                return head
            if not head.country and (general is None or head.roles):
                general = head
        return general

    def may_head(self, word: str) -> bool:
        """Whether a lower-case noun may head a party's phrase at all."""
        return word in self._nouns

    def serves(self, entry: Entry, day: str) -> bool:
        """Whether an actor exists, or a person holds any office, on that day."""
        if entry.kind != "person":
            return entry.holds_on(day)
        return any(term.holds_on(day) for term in self.persons[entry.name, entry.country])

    def is_current(self, entry: Entry, day: str) -> bool:
        """Whether a person held an office within some years of that day: is in the news then by the family name."""
        year = int(day[:4])
        return any(
            int(term.start[:4] or 0) <= year + 2 and (not term.end or int(term.end[:4]) >= year - 8)
            for term in self.persons[entry.name, entry.country]
        )

    def in_office(self, country: str, roles: tuple[str, ...], day: str) -> Entry | None:
        """Who held the first of these offices that somebody held on that day."""
        for role in roles:
            for entry in self.holders.get((country, role), ()):
                if entry.holds_on(day):
                    return entry
        return None


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the garbage collector: it would walk ever more live rows and halve the speed of loading."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _put(forms: dict[str, list[Form]], text: str, shape: Shape, entry: Entry, sector: str = "") -> None:
    marked = text.startswith("~")
    text = text[1:] if marked else text
    if text:
        key = fold(text)
        form = Form(text, shape, marked, entry, sector)
        forms[key].append(form)
        if "-" in key:  # as tokenised texts write it: "Kim Jong - un"
            forms[key.replace("-", " - ")].append(form)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part] if cell else []


def _rows(name: str, overlay: Path | None) -> Iterator[dict[str, str]]:
    """As `data.rows`, several times faster: the tables have tens of thousands of cells."""
    for path in paths(name, overlay):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            for cells in reader:
                if len(cells) > len(header):
                    raise DataError(f"{path}:{reader.line_num}: more fields than columns; quote fields with commas")
                yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
