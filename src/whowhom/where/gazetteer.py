"""Find the places a sentence names and say which they are."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from whowhom import data
from whowhom.language.text import Sentence, Word
from whowhom.where.capitals import Capitals
from whowhom.where.mention import PlaceMention
from whowhom.where.names import day_names, fold
from whowhom.where.table import Entry, Table

LONGEST = 8
"""Words of the longest name looked up."""
_DATELINE = re.compile(
    r"""\s*(?:[A-ZÀ-Þ][A-ZÀ-Þ'’./\ -]{2,}                      # CAIRO
        (?:,\ [A-Z][\w.\ ]{2,20}){0,2}                        # , Egypt
        (?:,\ [A-Z][a-z]+\.?\ \d{1,2})?\s*                    # , Aug. 30
        (?:\([^)]{2,30}\)\s*)?(?:--|[-–—_:])\s               # (Reuters) -
      |[A-ZÀ-Þ][\w'’./\ -]{2,30}(?:,\ [A-Z][\w.\ ]{2,20}){0,2}\s*\([A-Z][\w\ ]{1,20}\)\s*(?:--|[-–—_:])?\s)""",
    re.VERBOSE,
)
_TELLING = 50_000
"""People of a town that tells, by its name alone, in which state something is."""
_KNOWN_BY_ITSELF = 200_000
"""A town of fewer people is a place only where a preposition, a larger place or a noun beside it says so."""


_HOLDERS = ("division", "region", "country", "capital")
_POSSESSIVE = ("'s", "’s")
_JOINING = ("in", "of", "near", "'s", "’s")


@dataclass(slots=True)
class _Found:
    """A name under work: words from `first` up to but not including `last`, and what it may mean."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    noun: str = ""
    """Kind of the noun beside it: "Donetsk region"."""
    container: Entry | None = None
    supported: bool = False


class Gazetteer:
    """Finds places in parsed sentences. Opens its tables when first made; share one."""

    def __init__(self, overlay: Path | None = None) -> None:
        self.table = Table(overlay)
        self._capitals = Capitals(self.table, overlay)
        nouns = list(data.rows("where/nouns.csv", overlay, ("noun", "kind", "borrowed")))
        self._nouns = {row["noun"]: row["kind"] for row in nouns if row["kind"] != "part"}
        self._borrowed = frozenset(row["noun"] for row in nouns if row["borrowed"])
        self._directions = frozenset(data.column("where/directions.csv", "word", overlay))
        self._never = frozenset(data.column("where/no_places.csv", "name", overlay))
        self._words = frozenset(data.column("where/words.csv", "name", overlay))
        self._large_words = frozenset(data.column("where/words_large.csv", "name", overlay))
        prepositions = list(data.rows("where/prepositions.csv", overlay, ("preposition", "certain")))
        self._prepositions = frozenset(row["preposition"] for row in prepositions)
        self._certain = frozenset(row["preposition"] for row in prepositions if row["certain"])

    def find(self, sentence: Sentence, countries: Collection[str] = ()) -> list[PlaceMention]:
        """The places named, in order, a place and what contains it as one. `countries` are the alpha-3 codes of the
        states that the report is about, the most important first: they decide between places of one name."""
        words = sentence.words
        found = [f for f in self._names(sentence, _after_dateline(sentence)) if self._stands_alone(f, words)]
        for one in found:
            if self._bears_a_name(one, words, countries):
                one.entries = ()
        found = self._joined(found, words)
        mentions: list[PlaceMention] = []
        for one in found:
            entry = self._choose(one, countries)
            name = " ".join(fold(w.text) for w in words[one.first : one.last])
            small = entry is not None and entry.kind == "town" and entry.population < _KNOWN_BY_ITSELF
            doubtful = name in self._large_words or (small and name in self._words)
            support = one.supported or self._placed(one, words, mentions, doubtful)
            if (doubtful and not support) or (entry is None and not one.noun and one.container is None):
                continue
            mentions.append(self._mention(one, entry, sentence, support or not small))
        if capitals := self._capitals.find(sentence):  # "the Somali capital" lies in no place called Somali
            mentions = [m for m in mentions if not any(m.start < c.end and c.start < m.end for c in capitals)]
            mentions = sorted([*mentions, *capitals], key=lambda m: m.start)
        return mentions

    def country_of(self, name: str) -> str | None:
        """The alpha-3 code of the state in which the largest place of this name lies; small towns do not count."""
        entries = [e for e in self.table.lookup(name) if e.population >= _TELLING or e.kind not in ("town", "capital")]
        return max(entries, key=lambda e: e.population).country if entries else None

    def _bears_a_name(self, one: _Found, words: list[Word], countries: Collection[str]) -> bool:
        """Whether a hotel or a street only bears the name of a town far away: "Mandalay Bay", "the Sydney Hotel"."""
        last = words[one.last - 1]
        if not one.noun or last.lower not in self._borrowed or not last.text[:1].isupper():
            return False
        return bool(one.entries) and not any(entry.country in countries for entry in one.entries)

    def _placed(self, one: _Found, words: list[Word], before: list[PlaceMention], doubtful: bool) -> bool:
        """Whether a preposition of place stands before a name, or a place that it is listed with; for a name that is
        also a word or a surname only prepositions that no person follows count."""
        index = one.first - 1
        if index >= 0 and words[index].lower == "the":
            index -= 1
        if index >= 0 and words[index].lower in (self._certain if doubtful else self._prepositions):
            return True
        while index > 0 and words[index].lower in ("and", ",", "or"):
            index -= 1
        return bool(before) and before[-1].sure and index >= 0 and before[-1].end == words[index].end

    def _names(self, sentence: Sentence, start: int) -> list[_Found]:
        """Longest names of the tables, and unknown ones that a noun or a preposition makes places."""
        words, found, index = sentence.words, [], start
        while index < len(words):
            one = self._longest(sentence, index) if words[index].text[:1].isupper() else None
            if one is None:
                index += 1
                continue
            self._add_noun(one, words)
            found.append(one)
            index = one.last
        return found

    def _longest(self, sentence: Sentence, index: int) -> _Found | None:
        """The longest name that begins at this word; names grow word by word as long as the tables know more."""
        words, base = sentence.words, sentence.start
        best: _Found | None = None
        for last in range(index + 1, min(len(words), index + LONGEST) + 1):
            written = sentence.text[words[index].start - base : words[last - 1].end - base]
            name = fold(written)
            if not name or not (self.table.begins(name) or (last < len(words) and words[last].text in _POSSESSIVE)):
                break  # "People" goes on as "People's"
            if words[last - 1].text[:1].isalnum():
                entries = self.table.lookup(name) if name not in self._never else ()
                if last == index + 1 and written.isupper() and len(written) < 5:  # "EU" is no town
                    entries = tuple(e for e in entries if e.kind not in ("town", "division"))
                best = _Found(index, last, entries) if entries else best
        return best or self._unknown(words, index)

    def _unknown(self, words: list[Word], index: int) -> _Found | None:
        """A capitalised name after a preposition of place; kept if a noun or a larger place beside it says what it
        is ("in the Sihan area", "the town of Minova in Kalehe")."""
        last = index
        while last < len(words) and words[last].text[:1].isupper() and words[last].lower not in self._nouns:
            last += 1
        before = index - 1
        if before >= 0 and words[before].lower == "the":
            before -= 1
        if before < 0 or not index < last <= index + 3:
            return None
        named = before > 0 and words[before].lower == "of" and words[before - 1].lower in self._nouns
        if words[before].lower not in self._certain and not named:
            return None
        if words[last - 1].pos != "PROPN":
            return None
        return _Found(index, last, (), supported=True)

    def _add_noun(self, one: _Found, words: list[Word]) -> None:
        """Take in "district" after the name and "eastern" before it."""
        last = one.last
        while (
            last < len(words)
            and last < one.last + 3
            and words[last].text[:1].isupper()
            and (words[last].lower not in self._nouns)
        ):
            last += 1
        if (
            last < len(words)
            and words[last].lower in self._nouns
            and (last == one.last or words[last].text[0].isupper())
        ):
            one.noun, one.last, one.supported = self._nouns[words[last].lower], last + 1, True
        if one.first and words[one.first - 1].lower in self._directions and words[one.first - 1].head is not None:
            one.first -= 1

    def _stands_alone(self, one: _Found, words: list[Word]) -> bool:
        """Whether the name is no part of a longer name ("Paris Hilton", "President Washington")."""
        after = words[one.last] if one.last < len(words) else None
        named = after is not None and after.text[:1].isupper() and after.pos == "PROPN" and _touch(words, one.last)
        if named and after is not None and after.text not in day_names():  # "in Karachi Tuesday"
            return False
        before = words[one.first - 1] if one.first else None
        if before is None or not before.text[:1].isupper() or before.pos != "PROPN" or one.noun:
            return True
        return before.head is not words[one.last - 1] or before.dep not in ("compound", "nmod")

    def _joined(self, found: list[_Found], words: list[Word]) -> list[_Found]:
        """Names that stand in one another made one: "Goma, North Kivu, Congo", "Tammun in the West Bank"."""
        kept: list[_Found] = []
        for one in reversed(found):
            outer = kept[-1] if kept else None
            link = _link(words[one.last : outer.first]) if outer is not None else ""
            if outer is not None and link in _POSSESSIVE:  # "Japan's northern Hokkaido island"
                self._put_inside(outer, self._choose(one, ()), link)
                if outer.container is not None:
                    continue
            elif outer is not None and link:
                holder = outer.container if not outer.entries else self._choose(outer, ())
                self._put_inside(one, holder, link)
                if one.container is not None:
                    kept.pop()
            kept.append(one)
        return kept[::-1]

    def _put_inside(self, one: _Found, holder: Entry | None, link: str) -> None:
        """Set what contains a name; a small town that does not lie in it must be another place of its name."""
        if holder is None or (link == "," and holder.kind not in _HOLDERS):
            return
        if one.entries and not any(_within(entry, holder) for entry in one.entries):
            large = max(entry.population for entry in one.entries) > _KNOWN_BY_ITSELF
            if link != "," or (large and one.noun != "division"):
                return
            if any(entry.kind in ("country", "capital") for entry in one.entries):
                return
            one.entries = ()
        one.container, one.supported = holder, True

    def _choose(self, one: _Found, countries: Collection[str]) -> Entry | None:
        """The likeliest place of a name."""
        if not one.entries:
            return None
        return max(one.entries, key=lambda entry: _likelihood(entry, one, countries))

    def _mention(self, one: _Found, entry: Entry | None, sentence: Sentence, sure: bool) -> PlaceMention:
        words = sentence.words[one.first : one.last]
        start, end = words[0].start, words[-1].end
        name = sentence.text[start - sentence.start : end - sentence.start]
        head = next((w for w in words if w.head is None or w.head not in words), words[-1])
        if entry is None:
            country = one.container.country if one.container else None
            return PlaceMention(start, end, name, country, None, None, None, "unknown", head)
        return PlaceMention(start, end, name, entry.country, entry.latitude, entry.longitude, entry.geonames_id,
                            entry.kind, head, sure)  # fmt: skip


def _likelihood(entry: Entry, one: _Found, countries: Collection[str]) -> float:
    size = math.log10(entry.population + 1)
    kinds = {"country": 9.0, "capital": 3.0, "division": 4.5, "town": 0.0}
    score = size + kinds.get(entry.kind, 8.0) - (0 if entry.main else 1.0)
    if one.container is not None and _within(entry, one.container):
        score += 20
    if entry.country is not None and entry.country in countries:
        score += 4 if entry.country == next(iter(countries)) else 2
    if one.noun and (one.noun == "division") == (entry.kind in ("division", "region")):
        score += 4
    return score


def _within(entry: Entry, holder: Entry) -> bool:
    """Whether a place can lie in another."""
    if holder.country is None or entry.country != holder.country or entry is holder:
        return False
    return holder.kind != "division" or not entry.division or fold(entry.division) == fold(holder.name)


def _link(between: list[Word]) -> str:
    """What joins a name to the larger place behind it: a comma (or commas around unknown names), or a word."""
    words = [w.lower for w in between if w.lower != "the"]
    if words == [","] or (len(words) > 2 and words[0] == words[-1] == "," and _names_only(between[1:-1])):
        return ","
    return words[0] if len(words) == 1 and words[0] in _JOINING else ""


def _names_only(words: list[Word]) -> bool:
    return all(w.text[:1].isupper() or w.text == "," for w in words)


def _touch(words: list[Word], index: int) -> bool:
    return words[index - 1].end + 1 >= words[index].start


def _after_dateline(sentence: Sentence) -> int:
    """The index of the first word behind a dateline ("CAIRO (Reuters) - "), 0 without one."""
    match = _DATELINE.match(sentence.text)
    if match is None:
        return 0
    end = sentence.start + match.end()
    return next((w.index for w in sentence.words if w.start >= end), 0)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The package's gazetteer, opened once."""
    return Gazetteer()
