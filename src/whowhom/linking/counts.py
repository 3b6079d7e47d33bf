"""How many were killed, injured, arrested: counts read from a sentence by a small grammar.

    bound? number word{0,6} be* participle        "at least 14 people were killed", "30 others injured", "12 dead"
    verb bound? number                            "killing two", "raised the death toll to 84"

The words are those of `data/linking/counts.csv` and `bounds.csv`; nothing is parsed. A number that is part of another
("84, including 10 children"), an age or a measure is no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from whowhom.data import rows, settings


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """A count of a kind (`field` of counts.csv): `value` as told ("at least 14", "dozens"), with `number` None where no
    figure is given; it stands at `start:end` of the text."""

    start: int
    end: int
    field: str
    value: str
    number: int | None


class Counts:
    """Reads counts from texts."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._numbers = {
            _plain(word): row["value"]
            for name in ("when/numbers.csv", "linking/vague_numbers.csv")
            for row in rows(name, overlay, ("value", "words"))
            for word in row["words"].split("|")
        }
        self._numbers |= _composed(self._numbers)
        self._bounds = {
            _plain(words): row["bound"]
            for row in rows("linking/bounds.csv", overlay, ("bound", "words"))
            for words in row["words"].split("|")
        }
        self._fields = list(rows("linking/counts.csv", overlay, ("field", "before", "after", "after_noun")))
        grammar = settings("linking/counts.toml", overlay)
        self._times = {str(word): int(times) for word, times in grammar["times"].items()}
        self._small, self._not_counted = list(grammar["small_words"]), list(grammar["not_counted"])
        self._links, self._goes_on = list(grammar["links"]), list(grammar["goes_on"])

    def __call__(self, text: str) -> list[Count]:
        """The counts of a text, in order, each once."""
        hinted = {field for word in self._hint.findall(text) for field in self._hints[_plain(word)]}
        found: dict[tuple[int, int], Count] = {}
        for field, pattern in self._patterns if hinted else ():
            if field in hinted:
                for match in _compiled(pattern).finditer(text):
                    found.setdefault(match.span("number"), self._count(field, match))
        return sorted(found.values())

    def _count(self, field: str, match: re.Match[str]) -> Count:
        said = _plain(match["number"])
        value = self._numbers.get(said, said.replace(",", ""))
        if match["times"]:
            value = str(round(float(value) * self._times[match["times"].lower()]))
        bounds = (self._bounds[_plain(words)] for words in self._bound.findall(match["bound"] or ""))
        bound = next((told for told in bounds if told), "")
        return Count(
            start=match.start("bound") if bound else match.start("number"),
            end=match.end("times") if match["times"] else match.end("number"),
            field=field,
            value=f"{bound} {value}".strip(),
            number=int(value) if value.isdigit() else None,
        )

    @cached_property
    def _hints(self) -> dict[str, set[str]]:
        """Word to fields: most sentences have no word of any."""
        fields: dict[str, set[str]] = {}
        for row in self._fields:
            for word in "|".join(row[column] for column in ("before", "after", "after_noun")).split("|"):
                if word:
                    fields.setdefault(_plain(word), set()).add(row["field"])
        return fields

    @cached_property
    def _hint(self) -> re.Pattern[str]:
        return _words(self._hints)

    @cached_property
    def _bound(self) -> re.Pattern[str]:
        return _words(self._bounds)

    @cached_property
    def _patterns(self) -> list[tuple[str, str]]:
        """The patterns of each field, those in which a verb stands right before the number first. All would take a
        quarter of a second to compile, and most texts need few."""
        words = _any(word for word in self._numbers if word not in self._small)
        number = rf"(?P<number>\d+\.\d+(?=\s+(?:{_any(self._times)})\b)|\d{{1,3}}(?:,\d{{3}})+|\d+|{words})\b"
        number += rf"(?:\s+(?P<times>{_any(self._times)})\b)?"
        quantity = (
            rf"(?P<bound>\b(?:(?:{_any(self._bounds)})\s+)*)(?<![\w.,$€£-]){number}"
            rf"(?![.,]\d|-|\s?%|(?:\s+\w+)?\s+(?:{_any(self._not_counted)})\b)"
        )
        between = rf"(?:\s+(?!\d|(?:{_any([*self._links, *self._small, *self._numbers])})\b)[^\W\d][\w'’-]*){{0,6}}?"
        links = rf"(?:\s+(?:{_any(self._links)})\b)"
        ends = rf"(?=\s*(?:[.,;:!?)\]\"”–—-]|$)|\s+(?:{_any(self._goes_on)})\b)"
        shapes = (
            ("before", r"\b", rf"\s+{quantity}"),
            ("after_noun", rf"{quantity}{between}\s+", r"\b"),
            ("after", rf"{quantity}{between}{links}+\s+", r"\b"),
            ("after", rf"{quantity}{between}\s+", rf"\b{ends}"),
        )
        return [
            (row["field"], f"{head}(?:{_any(row[column].split('|'))}){tail}")
            for column, head, tail in shapes
            for row in self._fields
            if row[column]
        ]


def _composed(numbers: dict[str, str]) -> dict[str, str]:
    """ "Forty-two" and so on, of the words for tens and for ones."""
    value = {word: int(number) for word, number in numbers.items() if number.isdigit() and " " not in word}
    tens = [word for word, number in value.items() if 20 <= number < 100 and number % 10 == 0]
    ones = [word for word, number in value.items() if number < 10 and word not in ("a", "an")]
    return {f"{ten} {one}": str(value[ten] + value[one]) for ten in tens for one in ones}


def _plain(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words.strip().lower())


def _any(words: Iterable[str]) -> str:
    """Alternatives, the longest first, with any white space between words."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]") for word in ordered)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(words)})\b", re.IGNORECASE)
