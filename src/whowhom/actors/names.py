"""Names that the tables do not know: their fullest form in the report, and who they are said to be."""

from __future__ import annotations

import re

from whowhom.actors.extent import first_word, last_word
from whowhom.actors.phrases import PhraseReader
from whowhom.actors.reading import Reading
from whowhom.language.text import Text, Word

_DEFINED = re.compile(
    r"((?:[A-Z][\w'’-]+)(?: (?:[A-Z][\w'’-]+|of|for|the|and|in|on|to)){1,8}) \(([A-Z][A-Za-z.&-]{1,9})\)"
)
_NAMES_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w'’-]*|[A-Z][a-z]{0,2}\.|(?:[A-Z]\.)+) (?:(?:al|el|bin|bint|de|da|dos|van|von|der|la)[ -])*){0,4}$"
)
_REACH = 90  # characters before or after a name in which it is introduced


class NameBook:
    """The unknown names of one report."""

    def __init__(self, text: Text, reader: PhraseReader) -> None:
        self._text = text
        self._reader = reader
        self._acronyms: dict[str, tuple[int, int]] | None = None
        self._full: dict[str, tuple[str, int]] = {}
        self._introduced: dict[str, Reading | None] = {}

    def fullest(self, name: str) -> str:
        """The longest form of a name that ends alike, without titles before it."""
        return self._find(name)[0]

    def is_name(self, word: Word, name: str) -> bool:
        """Whether a capitalised word is a name: so tagged, or part of a longer name elsewhere in the report."""
        return word.pos == "PROPN" or " " in self.fullest(name)

    def long_form(self, acronym: str) -> tuple[int, int] | None:
        """Offsets of the name that brackets define an acronym for: "Rapid Support Forces (RSF)"."""
        if self._acronyms is None:
            self._acronyms = {}
            for match in _DEFINED.finditer(self._text.report.text):
                self._acronyms.setdefault(match.group(2), match.span(1))
        return self._acronyms.get(acronym)

    def introduced(self, word: Word, reading: Reading) -> Reading:
        """The reading with head, country and sector of the phrase that introduces the name, here or elsewhere."""
        name = reading.name or ""
        if reading.head is None and (appositive := self._apposition(word)):
            reading = _described(reading, appositive)
        if reading.head is not None and reading.country:
            self._introduced.setdefault(self.fullest(name), reading)
            return reading
        full, at = self._find(name)
        if full not in self._introduced:
            self._introduced[full] = self._introduction(full, at)
        known = self._introduced[full]
        return _described(reading, known) if known is not None and reading.head is None else reading

    def _apposition(self, word: Word) -> Reading | None:
        words = self._text.sentences[word.sentence].words
        for other in [*word.children_of("appos"), *([word.head] if word.dep == "appos" and word.head else [])]:
            reading = self._reader.read(first_word(other, words).start, last_word(other, words).end)
            if reading is not None and (reading.head is not None or reading.mention is not None):
                return reading
        return None

    def _find(self, name: str) -> tuple[str, int]:
        """Fullest form and the offset of its first occurrence."""
        last = name.rpartition(" ")[2]
        if last not in self._full:
            text = self._text.report.text
            best, at = last, -1
            for match in re.finditer(rf"\b{re.escape(last)}\b", text):
                start = _NAMES_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
                if start is None:
                    continue
                found = self._reader.read(start.start(), match.end())
                full = self._inside(start.start(), found.name) if found is not None and found.name else last
                if (len(full) > len(best) or at < 0) and full.endswith(last):
                    best, at = full, match.end() - len(full)
            self._full[last] = (best, at)
        best, at = self._full[last]
        return (best, at) if best.endswith(name) else (name, at if at >= 0 else self._text.report.text.find(name))

    def _inside(self, start: int, name: str) -> str:
        """The name without an ordinary word that is only capitalised as the first of its sentence."""
        first, _, rest = name.partition(" ")
        opens = start == 0 or self._text.report.text[max(0, start - 2) : start].rstrip()[-1:] in (
            "",
            ".",
            "!",
            "?",
            "“",
            '"',
        )
        if not rest or not opens or first in self._reader.tables.given_names:
            return name
        return name if self._text.report.text.count(name) > 1 else rest

    def _introduction(self, full: str, at: int) -> Reading | None:
        """From the words right before the full name, or between commas after it."""
        if at < 0:
            return None
        text, end = self._text.report.text, at + len(full)
        sentence = self._text.sentence_at(at)
        start = max(sentence.start if sentence else 0, at - _REACH)
        before = re.split(r"[,;:()\"“”\n]", text[start:at])[-1]
        words = [at - len(before) + m.start() for m in re.finditer(r"\S+", before)]
        for first in words[-7:]:  # the longest stretch that reads as one phrase with the name at its end
            reading = self._reader.read(first, end)
            if reading is not None and reading.head is not None and reading.name == full:
                return reading
        after = re.match(
            r", ((?:the|a|an|[A-Z])[^,;.\n]{3,90})[,.;]|, ((?:former|head|chief|leader)[^,;.\n]{3,90})[,.;]",
            text[end : end + 2 * _REACH],
        )
        if after:
            group = 1 if after.group(1) else 2
            reading = self._reader.read(end + after.start(group), end + after.end(group))
            if reading is not None and reading.head is not None and reading.head.kind in ("person", "people"):
                return reading
        return None


def _described(reading: Reading, other: Reading) -> Reading:
    reading.head = reading.head or other.head
    reading.country = reading.country or other.country
    reading.sector = reading.sector or other.sector
    reading.stateless = reading.stateless or other.stateless
    if other.former and reading.sector == "GOV":
        reading.sector = "ELI"
    return reading
