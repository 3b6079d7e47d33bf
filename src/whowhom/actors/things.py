"""Whose things are that do something or are hit: drones and missiles of those who fired them, towns of their state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whowhom.actors.extent import first_word
from whowhom.actors.referents import Referent
from whowhom.language.text import Word

if TYPE_CHECKING:
    from whowhom.actors.report import ReportParties

_HIT = frozenset(("dobj", "nsubjpass"))


class Things:
    """Asks the words behind a noun of one report."""

    def __init__(self, report: ReportParties) -> None:
        self._report = report

    def user(self, word: Word) -> Referent | None:
        """Who has fired or flown what `word` names, whoever built it: "American missiles *fired by Ukraine*"."""
        for clause in word.children_of("acl", "relcl"):
            if clause.lower not in self._report.tables.sets["using"]:
                continue
            subject = clause.child("nsubj")
            if subject is not None and subject.pos in ("NOUN", "PROPN"):
                return self._first(subject)  # "the missiles Iran launched"
            by = next((c for c in clause.children_of("agent", "prep") if c.lower == "by" and c.child("pobj")), None)
            if by is not None:
                return self._first(by.children_of("pobj")[0])
            for prep in clause.children_of("prep"):
                place = prep.child("pobj") if prep.lower == "from" else None
                if place is not None and (state := self._state_at(place)):
                    return state
        return None

    def town_of(self, word: Word) -> str | None:
        """The country of the town that a noun of place brings: "the city *of Bukavu*"."""
        of = next((c for c in word.children_of("prep") if c.lower == "of" and c.index == word.index + 1), None)
        town = of.child("pobj") if of is not None else None
        if town is None or town.pos != "PROPN" or self._report.mention_at(town) is not None:
            return None
        name = self._report.text.report.text[first_word(town, self._report.words(town)).start : town.end]
        return self._report.setting.of_place(name, town)

    def is_hit(self, word: Word) -> bool:
        """Whether something is done to it, and it is nobody's: not "hit one of *its* ships", nor "accused China of
        ramming *a boat*", which may be that of who accuses."""
        while word.dep == "conj" and word.head is not None:
            word = word.head
        wholes = (w for prep in word.children_of("prep") if prep.lower == "of" for w in prep.children_of("pobj"))
        verb = word.head
        of = verb.head if verb is not None and verb.dep == "pcomp" else None
        if of is not None and of.head is not None and of.head.child("dobj") is not None:
            return False
        return word.dep in _HIT and not any(whole.child("poss") for whole in wholes)

    def _first(self, noun: Word) -> Referent | None:
        return next(iter(self._report.referents(noun)), None)

    def _state_at(self, place: Word) -> Referent | None:
        if self._report.mention_at(place) is not None:
            return self._first(place)
        country = self._report.setting.of_place(place.text, place) if place.pos == "PROPN" else None
        state = self._report.tables.states.get(country or "")
        return self._report.of_state(state, place) if state is not None else None
