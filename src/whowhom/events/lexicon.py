"""The lexicon of triggers: a row of `data/events/triggers/*.csv` is a `Trigger` for each of its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from whowhom.data import Row, rows
from whowhom.events.ontology import Ontology
from whowhom.language import Word
from whowhom.language.lemmas import Lemmatizer

PARTS = ("verb", "noun", "adj")
PART_OF = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_DEFAULT_ROLES = {
    "verb": ("subject", "object"),
    "noun": ("owner|by|from|between", "against|on|of|to|with|at"),
    "adj": ("subject", "of|about|to|with|for|on"),
}
_NO_TYPES = ("NONE", "DENY")
_WITH_CLASSES = ("word", "modifier", "subject", "object", "prep_object", "complement")
_OPEN_CLASSES = ("@party", "@place", "@infinitive")  # what belongs to them is known of words in a report only
Role = tuple[tuple[str, ...], ...]
"""Alternatives in order of preference, each a union of positions: "with|of+to" is (("with",), ("of", "to"))."""
NOBODY: Role = (("none",),)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Lemmas of which one must be there, and those that must not; @party, @place and @infinitive stand for a kind."""

    lemmas: frozenset[str]
    excluded: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.lemmas or self.excluded)


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a word tells of an act, of which type, and where its parties stand."""

    lemma: str
    part: str
    modifier: Wanted
    particles: tuple[frozenset[str], ...]
    subject: Wanted
    object: Wanted
    preps: frozenset[str]
    prep_object: Wanted
    complement: Wanted
    event_type: str
    mode: str | None
    actor: Role
    recipient: Role
    example: str

    @property
    def is_mutual(self) -> bool:
        """Whether all who take part are actors: talks, clashes."""
        return self.recipient == NOBODY and any(len(option) > 1 for option in self.actor)

    @property
    def by_speaker(self) -> bool:
        """Whether the act is done by saying so: "their conduct is shameful" is the criticism of whoever says it."""
        return any("speaker" in option for option in self.actor)

    @property
    def specificity(self) -> int:
        """How much a row asks for; of the rows that match, the one that asks for most wins."""
        wanted = [(self.modifier, 2), (self.subject, 3), (self.object, 4), (self.prep_object, 4), (self.complement, 4)]
        score = sum((weight if w.lemmas - {"*"} else 1) for w, weight in wanted if w)
        return score + 3 * len(self.particles) + 2 * bool(self.preps)


_MOST_WORDS = 200_000  # remembered at once


class Lexicon:
    """All triggers by lemma and part of speech, with the classes of lemmas that they name."""

    def __init__(self, ontology: Ontology, overlay: Path | None = None) -> None:
        self._ontology = ontology
        self.classes = _classes(overlay)
        self._triggers: dict[tuple[str, str], list[Trigger]] = {}
        self._lemmas: set[str] = set()
        self._hot: dict[str, bool] = {}
        self._of_both: dict[tuple[str, str, str], list[Trigger]] = {}
        for row in rows("events/triggers/*.csv", overlay, ("word", "pos", "type", "actor", "recipient")):
            for trigger in self._read(row):
                self._triggers.setdefault((trigger.lemma, trigger.part), []).append(trigger)
                self._lemmas.add(trigger.lemma)
        for found in self._triggers.values():
            found.sort(key=_most_asking)

    def __len__(self) -> int:
        return sum(map(len, self._triggers.values()))

    def of(self, lemma: str, part: str) -> list[Trigger]:
        """The triggers of a lemma, those that ask for most first."""
        return self._triggers.get((lemma, part), [])

    @property
    def hyphenated(self) -> list[str]:
        """All words of the tables with a hyphen inside, which a tokenizer would cut."""
        wanted = [w for found in self._triggers.values() for t in found for w in _wanted(t)]
        return sorted({lemma for lemma in (*self._lemmas, *wanted) if "-" in lemma.strip("-") and " " not in lemma})

    @property
    def verbs(self) -> list[str]:
        return [lemma for lemma, part in self._triggers if part == "verb"]

    def at(self, word: Word) -> list[Trigger]:
        """The triggers of a word by its lemma and by its form ("talks"), those that ask for most first."""
        part = "adj" if word.dep == "acomp" else PART_OF.get(word.pos)  # "is concerned about"
        if part is None:
            return []
        found = self._triggers.get((word.lemma, part), [])
        if word.lower != word.lemma and (more := self._triggers.get((word.lower, part))):
            key = (word.lemma, word.lower, part)
            if key not in self._of_both:
                self._of_both[key] = sorted([*found, *more], key=_most_asking)
            return self._of_both[key]
        return found

    def is_hot(self, lower: str, lemmatizer: Lemmatizer) -> bool:
        """Whether a word form may be a trigger: a test without grammar, to choose what to parse."""
        hot = self._hot.get(lower)
        if hot is None:
            if len(self._hot) > _MOST_WORDS:
                self._hot.clear()
            forms = {lower, lemmatizer(lower, "VERB"), lemmatizer(lower, "NOUN")}
            hot = self._hot[lower] = not self._lemmas.isdisjoint(forms)
        return hot

    def expand(self, cell: str) -> Wanted:
        """A cell such as "talk|@meeting|!coach" with its classes filled in."""
        lemmas: set[str] = set()
        excluded: set[str] = set()
        for item in filter(None, cell.split("|")):
            into = excluded if item.startswith("!") else lemmas
            into |= self._members(item.lstrip("!"))
        return Wanted(frozenset(lemmas), frozenset(excluded))

    def _members(self, item: str) -> frozenset[str]:
        if not item.startswith("@") or item in _OPEN_CLASSES:
            return frozenset({item})
        return self.classes[item[1:]]

    def _read(self, row: Row) -> Iterator[Trigger]:
        self._check(row)
        part = row["pos"]
        actor, recipient = _DEFAULT_ROLES[part]
        trigger = Trigger(
            lemma="",
            part=part,
            modifier=self.expand(row.get("modifier", "")),
            particles=tuple(frozenset(p.split("|")) for p in row.get("particle", "").split()),
            subject=self.expand(row.get("subject", "")),
            object=self.expand(row.get("object", "")),
            preps=frozenset(filter(None, row.get("prep", "").split("|"))),
            prep_object=self.expand(row.get("prep_object", "")),
            complement=self.expand(row.get("complement", "")),
            event_type=row["type"],
            mode=row.get("mode") or None,
            actor=_role(row["actor"] or actor),
            recipient=_role(row["recipient"] or recipient),
            example=row.get("example", ""),
        )
        for lemma in sorted(self.expand(row["word"]).lemmas):
            yield replace(trigger, lemma=lemma)

    def _check(self, row: Row) -> None:
        """Raises DataError where a cell holds what no table knows."""
        if not row["word"]:
            raise row.error("no word; expected the lemma of a trigger")
        row.one_of("pos", PARTS)
        event_type = row.one_of("type", (*self._ontology.types, *_NO_TYPES))
        if row.get("mode"):
            row.one_of("mode", self._ontology.types[event_type].modes if event_type not in _NO_TYPES else ("",))
        for column in _WITH_CLASSES:
            for item in row.get(column, "").split("|"):
                name = item.lstrip("!")
                if name.startswith("@") and name not in _OPEN_CLASSES and name[1:] not in self.classes:
                    raise row.error(f"{column} names {name}; expected a class of events/classes/*.csv")


def _wanted(trigger: Trigger) -> frozenset[str]:
    return trigger.modifier.lemmas | trigger.object.lemmas | trigger.prep_object.lemmas | trigger.complement.lemmas


def _most_asking(trigger: Trigger) -> tuple[int, bool]:
    return -trigger.specificity, trigger.event_type != "NONE"


def _classes(overlay: Path | None) -> dict[str, frozenset[str]]:
    """Class to lemmas; a class may name others."""
    written: dict[str, set[str]] = {}
    named: list[tuple[Row, str]] = []
    for row in rows("events/classes/*.csv", overlay, ("class", "lemmas")):
        items = set(filter(None, row["lemmas"].split("|")))
        written.setdefault(row["class"].lstrip("@"), set()).update(items)
        named += [(row, item) for item in items if item.startswith("@") and item not in _OPEN_CLASSES]
    for row, item in named:
        if item[1:] not in written:
            raise row.error(f"lemmas names {item}; expected a class of events/classes/*.csv")
    return {name: frozenset(_inside(name, written, set())) for name in written}


def _inside(name: str, written: dict[str, set[str]], seen: set[str]) -> Iterator[str]:
    seen.add(name)
    for item in written[name]:
        if not item.startswith("@") or item in _OPEN_CLASSES:
            yield item
        elif item[1:] not in seen:
            yield from _inside(item[1:], written, seen)


@cache
def _role(cell: str) -> Role:
    return tuple(tuple(part.strip() for part in option.split("+")) for option in cell.split("|") if option)
