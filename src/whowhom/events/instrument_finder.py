"""Names of treaties, agreements, resolutions and laws in a sentence.

A name is one that everybody knows ("New START", `instrument_names.csv`), or a head ("treaty", `instruments.csv`) with
capitalised words before it, such words after it ("Treaty on Open Skies") or a number ("Resolution 2397").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whowhom.data import column, rows, settings
from whowhom.language import Sentence, Word

_VERBS = frozenset({"VERB", "AUX"})
_ENDS_LEFT = frozenset({"VERB", "AUX", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "ADV", "PUNCT", "PART"})
_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9][\w./()–-]*|[IVX]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_WORDS, _GRAMMAR = settings("events/words.toml"), settings("language/words.toml")
_AFTER = frozenset(_WORDS["name_prepositions"])
_WITHIN = frozenset(_WORDS["name_words"])
_LINKS = frozenset(_WORDS["name_links"])
_DETERMINERS = frozenset([*_GRAMMAR["indefinite"], *_GRAMMAR["definite"]])
_INDEFINITE = frozenset([*_GRAMMAR["indefinite"], *_WORDS["unnamed"]])
_JOINERS = frozenset("-–/")


@dataclass(frozen=True, slots=True)
class _Head:
    """What `instruments.csv` says of a head."""

    lower: bool
    number: str
    states: bool
    not_after: frozenset[str]


class InstrumentFinder:
    """The finder with its tables; holds no state of any report."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._heads = dict(_heads(overlay))
        self._longest = max(len(words) for words in self._heads)
        self._first = {words[0] for words in self._heads}
        self._topics = {w for cell in column("events/instrument_topics.csv", "words", overlay) for w in cell.split("|")}
        self._states = _state_words(overlay)
        self._days = _days(overlay)
        known = _known(overlay)
        self._known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
        words = sorted({words[-1] for words in self._heads} | {name.split()[0].lower() for name in known})
        self._hint = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)

    def names(self, sentence: Sentence) -> list[list[Word]]:
        """The words of each name in a parsed sentence, in order; of names that overlap the longer."""
        if not self._hint.search(sentence.text):
            return []
        found = [*self._headed(sentence), *self._well_known(sentence)]
        found.sort(key=lambda name: (-len(name), name[0].index))
        chosen: list[list[Word]] = []
        for name in found:
            if all(name[-1].index < other[0].index or other[-1].index < name[0].index for other in chosen):
                chosen.append(name)
        return sorted(chosen, key=lambda name: name[0].index)

    def _well_known(self, sentence: Sentence) -> Iterator[list[Word]]:
        for match in self._known.finditer(sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            name = [w for w in sentence.words if w.start < end and start < w.end]
            if name and (name[0].start, name[-1].end) == (start, end) and not _goes_on(name):
                yield name

    def _headed(self, sentence: Sentence) -> Iterator[list[Word]]:
        words = sentence.words
        for word in words:
            if word.lower not in self._first:
                continue
            for length in range(min(self._longest, len(words) - word.index), 0, -1):
                core = words[word.index : word.index + length]
                if head := self._heads.get(tuple(w.lower for w in core)):
                    if name := self._name(core, head, words):
                        yield name
                    break

    def _name(self, core: list[Word], head: _Head, words: list[Word]) -> list[Word] | None:
        """The whole name around its head, or nothing where the head is only a noun."""
        capital = core[0].text[0].isupper()
        if _goes_on(core):
            return None
        before = self._before(core, words)
        number = self._number(core, head, words)
        if not (capital or head.lower) or (before and not number and before[-1].lower in head.not_after):
            before = []
        after = [] if number or not capital else self._after([*before, *core], words, bool(before))
        if head.number == "must" and before and not number and not after and self._only_states(before, head):
            return None
        if not number and not after and (not before or not self._names(before, capital, head)):
            return None
        if not capital and not number and _is_indefinite(before[0] if before else core[0], words):
            return None
        return [*before, *core, *number, *after]

    def _before(self, core: list[Word], words: list[Word]) -> list[Word]:
        """Capitalised words, with what may stand between them, up to the head."""
        below = {w.index for w in core[0].subtree()} | {w.index for w in core[-1].subtree()}
        first, index = core[0].index, core[0].index - 1
        while index >= 0:
            word = words[index]
            if word.lower == "and" and index and words[index - 1].index not in below:
                break  # "Trump and the Paris Agreement"
            if _ORDINAL.fullmatch(word.text) or (word.text[0].isupper() and _may_begin(word, words)):
                first = index
            elif word.lower not in self._topics and word.lower not in _LINKS and not _is_joined(word, words):
                break
            index -= 1
        return words[first : core[0].index]

    def _names(self, before: list[Word], capital: bool, head: _Head) -> bool:
        """Whether what stands before a head makes it a name: "US deal" is none, "US–China trade deal" is."""
        if head.number == "ordinal":
            return any(_ORDINAL.fullmatch(w.text) for w in before) or not self._only_states(before, head)
        if any(w.lower in self._topics or w.text in _JOINERS for w in before):
            return True
        return capital or head.states or not self._only_states(before, head)

    def _only_states(self, before: list[Word], head: _Head) -> bool:
        return all(w.lower in self._states or w.text in _JOINERS or w.lower in _LINKS for w in before)

    def _number(self, core: list[Word], head: _Head, words: list[Word]) -> list[Word]:
        """The number that follows a head: "Resolution 2397", "Decree No. 7", "Protocol II"."""
        rest = words[core[-1].index + 1 : core[-1].index + 3]
        if rest and rest[0].lower in ("no.", "no", "number") and len(rest) > 1 and rest[1].text[0].isdigit():
            return rest
        if rest and _NUMBER.fullmatch(rest[0].text) and (head.number == "must" or rest[0].text.isalpha()):
            return rest[:1]
        return []

    def _after(self, name: list[Word], words: list[Word], has_before: bool) -> list[Word]:
        """ "of Lisbon", "on the Law of the Sea": what follows the head, as far as it is capitalised."""
        index = name[-1].index + 1
        if index >= len(words) or words[index].lower not in _AFTER:
            return []
        preposition = words[index]
        if has_before and preposition.lower == "on" and preposition.head not in name:
            return []  # "signed the Antarctic Treaty on Ukrainian soil"
        last = None
        for word in words[index + 1 :]:
            year = word.text.isdigit() and words[word.index - 1] is preposition
            if word.lower in self._days or (word.pos in _VERBS and word.text.islower()):
                break
            if word.text[0].isupper() or year or _continues(word, words):
                last = word.index
            elif word.lower not in _WITHIN and word.text not in _JOINERS:
                break
        return words[index : last + 1] if last is not None else []


def _may_begin(word: Word, words: list[Word]) -> bool:
    """Whether a capitalised word can be the first of a name: a sentence's first word may be any."""
    return (word.pos not in _ENDS_LEFT or _is_joined(word, words)) and word.lower not in _DETERMINERS


def _is_joined(word: Word, words: list[Word]) -> bool:
    """Whether a hyphen or dash is, or follows without a space, this word."""
    after = words[word.index + 1]
    if word.text in _JOINERS:
        return word.index > 0 and words[word.index - 1].end == word.start
    return after.text in _JOINERS and after.start == word.end


def _continues(word: Word, words: list[Word]) -> bool:
    """The rest of a compound after its hyphen: "Non-proliferation"."""
    return word.index > 0 and words[word.index - 1].text in _JOINERS and words[word.index - 1].end == word.start


def _goes_on(name: list[Word]) -> bool:
    """Whether the words only begin a longer name: "Resolution Foundation", "Bill Clinton"."""
    last = name[-1]
    head = last.head
    return (
        last.dep == "compound" and head is not None and head.index == last.index + 1 and head.text[0].isupper()
        and last.text[0].isupper() and not head.text.isupper() and not _NUMBER.fullmatch(head.text)
    )  # fmt: skip


def _is_indefinite(first: Word, words: list[Word]) -> bool:
    return first.index > 0 and words[first.index - 1].lower in _INDEFINITE


def _heads(overlay: Path | None) -> Iterator[tuple[tuple[str, ...], _Head]]:
    columns = ("head", "kind", "lower", "number", "states", "not_after")
    for row in rows("events/instruments.csv", overlay, columns):
        number = row.one_of("number", ("", "must", "ordinal"))
        lower, states = (row.one_of(name, ("", "yes")) == "yes" for name in ("lower", "states"))
        for words in row["head"].lower().split("|"):
            not_after = frozenset(row["not_after"].split("|"))
            yield tuple(words.split()), _Head(lower, number, states, not_after)


def _known(overlay: Path | None) -> list[str]:
    """Names that need no head to be one, the longest first."""
    found = {
        name
        for row in rows("events/instrument_names.csv", overlay, ("name", "aliases", "kind", "parties"))
        for name in (row["name"], *row["aliases"].split("|"))
        if name
    }
    return sorted(found, key=lambda name: (-len(name), name))


def _state_words(overlay: Path | None) -> frozenset[str]:
    """The words by which states, their people and organisations are called."""
    cells = [
        row[name]
        for file, names in (
            ("actors/states.csv", ("name", "aliases", "adjectives", "combining", "demonyms", "country")),
            ("actors/organisations.csv", ("name", "aliases")),
        )
        for row in rows(file, overlay, names)
        for name in names
    ]
    return frozenset(word.lower() for cell in cells for name in cell.split("|") for word in name.split())


def _days(overlay: Path | None) -> frozenset[str]:
    cells = column("when/weekdays.csv", "names", overlay) + column("when/months.csv", "names", overlay)
    return frozenset(name.lower() for cell in cells for name in cell.split("|"))
