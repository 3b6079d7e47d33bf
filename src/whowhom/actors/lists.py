"""Who a plural stands for where a list behind it names them: "three countries, *Kenya, Uganda and Rwanda*"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from whowhom.actors.extent import brought, first_word
from whowhom.actors.referents import Referent
from whowhom.data import rows
from whowhom.language.text import Word

if TYPE_CHECKING:
    from whowhom.actors.report import ReportParties


class Lists:
    """Reads the lists of one report by the parse."""

    def __init__(self, report: ReportParties) -> None:
        self._report = report
        self._sets = report.tables.sets

    def members(self, word: Word) -> tuple[Referent, ...]:
        """The parties that are listed behind the plural `word`; () where none are, or where they are only some of the
        people that it means ("twenty people, including two Swedes")."""
        if not word.tag.endswith("S") or word.pos != "NOUN":
            return ()
        listed = self._apposed(word) or self._included(word)
        found = [r for noun in listed for r in self._of(noun)]
        if any(r.party.country is None for r in found) and self._owned(word):
            return ()  # "two Polish groups, Roe and Doe": the plural tells more than the names
        several = {r.party.key for r in found}
        return tuple(found) if len(several) > 1 or (len(found) > 1 and len(found) == len(listed)) else ()

    def is_same_person(self, word: Word, first: Word) -> bool:
        """The second noun of "a native of Lagos and resident of London": one article, one person."""
        if word.dep != "conj" or word.tag != "NN" or first.tag != "NN":
            return False
        if any(c.dep in ("det", "poss", "nummod") for c in word.children):
            return False
        heads = [self._report.tables.head(noun.lower) for noun in (first, word)]
        one = any(c.dep == "det" and c.lower in ("a", "an") for c in first.children)
        return one and all(head is not None and head.kind == "person" for head in heads)

    def _of(self, noun: Word) -> tuple[Referent, ...]:
        if noun.lower in ("those", "ones") and (owners := brought(noun)):
            return tuple(r for owner in owners for one in owner.conjuncts() for r in self._report.referents(one))
        return self._report.referents(noun)

    def _apposed(self, word: Word) -> list[Word]:
        """ "the neighbours, Greece and Turkey"; also what the parser takes for more of the kind though its numbers add
        up to the noun's: "eight hostages, three Israelis and five Thais"."""
        if any(c.lower in self._sets["including"] for c in word.children):
            return []
        first = next((c for c in word.children_of("appos") if c.index > word.index), None)
        listed = first.conjuncts() if first is not None else []
        total = _count(word)
        if first is None and total is not None and word.dep != "conj" and word.child("cc") is None:
            listed = [w for w in word.conjuncts() if w is not word]
        fits = total in (None, sum(_count(noun) or 1 for noun in listed))
        # not "two soldiers, a policeman and a child"
        return listed if len(listed) > 1 and fits and all(map(self._is_named, listed)) else []

    def _is_named(self, noun: Word) -> bool:
        start = first_word(noun, self._report.words(noun)).start
        return noun.pos == "PROPN" or bool(self._report.mentions_between(start, noun.end))

    def _included(self, word: Word) -> list[Word]:
        """ "four states, including Egypt and Jordan", "powers such as France and Britain", of states and bodies."""
        head = self._report.tables.head(word.lower)
        if head is None or head.kind != "body" or self._owned(word):
            return []
        over = word.head if word.dep in ("dobj", "pobj") else None
        behind = [c for c in (over.children if over is not None and over.pos == "VERB" else []) if c.index > word.index]
        for prep in (*word.children, *behind):
            such = prep.lower == "as" and any(c.lower == "such" for c in (*word.children, *prep.children))
            if such or prep.lower in self._sets["including"]:
                among = (
                    prep.child("pobj") if prep.lower != "among" else word.child("appos")
                )  # "among them Chad and Mali"
                return among.conjuncts() if among is not None else []
        return []

    def _owned(self, word: Word) -> bool:
        """Whether it has a country of its own: "American groups, including ..."."""
        start, _, _ = self._report.nouns.extent(word, None)
        reading = self._report.reader.read(start, word.end)
        return reading is not None and reading.country is not None


def _count(noun: Word) -> int | None:
    """How many there are of it: "three men" 3, "both men" 2."""
    for child in noun.children:
        if child.dep == "nummod" or child.lower == "both":
            text = child.lower.replace(",", "")
            return int(text) if text.isdigit() else _numbers().get(text)
    return None


@cache
def _numbers() -> dict[str, int]:
    spelled = {w: int(row["value"]) for row in rows("when/numbers.csv") for w in row["words"].split("|")}
    return {**spelled, "both": 2}
