"""Second thoughts: what the parties of an act and the sentence around it say of its type, or of its being an act.

`data/events/relevance.toml` has the words and the sectors of each rule.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from whowhom.data import settings
from whowhom.events.acts import UNKNOWN, Act
from whowhom.events.roles import Parties
from whowhom.language import Word
from whowhom.records import Party

_OPENS_CLAUSE = frozenset({"relcl", "acl", "advcl"})


class Sense:
    """Corrects acts by who takes part in them; holds no state of any report."""

    def __init__(self, overlay: Path | None = None) -> None:
        rule = settings("events/relevance.toml", overlay)["sense"]
        self._blows = frozenset(rule["blows_in_words"])
        self._talkers = frozenset(rule["talkers"])
        self._fighters = frozenset(rule["fighters"])
        self._feelings = frozenset(rule["feelings"])
        self._voices = frozenset(rule["voices"])
        self._indefinite = frozenset(rule["indefinite"])
        self._vehicles = frozenset(rule["vehicles"])
        self._things = frozenset(rule["thing_pronouns"])
        self._waged = frozenset(rule["waged"])
        self._naming = frozenset(rule["naming"])
        self._terror = frozenset(rule["terror"])
        self._in_arms = frozenset(rule["in_arms"])
        self._private = frozenset(rule["private"])
        self._moves = frozenset(rule["moves"])
        self._domestic = frozenset(rule["domestic"])
        self._asking = frozenset(rule["asking"])
        self._telling = frozenset(rule["telling"])
        self._in_the_streets = frozenset(rule["in_the_streets"])
        self._presuming = frozenset(rule["presuming_questions"])
        self._questions = frozenset(rule["question_words"])
        self._of_anybody = frozenset(rule["of_anybody"])

    def __call__(self, acts: list[Act], parties: Parties) -> list[Act]:
        """The acts that stand, as they are meant."""
        return [meant for act in acts if not self._is_question(act) if (meant := self._meant(act, parties))]

    def _meant(self, act: Act, parties: Parties) -> Act | None:
        if act.event_type != "PROTEST" and act.mode not in self._of_anybody:  # "the Iranians arrested him"
            act = replace(act, actors=tuple(map(parties.as_state, act.actors)))
        if any(p.text.lower() in self._indefinite for p in act.recipients):
            recipients = tuple(p for p in act.recipients if p.text.lower() not in self._indefinite)
            act = replace(act, recipients=recipients)
        if any(p.text.lower() in self._indefinite for p in act.actors):
            return None
        if act.event_type == "ASSAULT" and act.actors and all(map(self._is_driven, act.actors)):
            act = replace(act, actors=(UNKNOWN,))
        if act.actors == (UNKNOWN,) and act.recipients and all(p.text.lower() in self._things for p in act.recipients):
            return None  # "*it* was executed", by nobody: a thing that the pronoun stands for
        if act.actors == (UNKNOWN,) and act.word.lemma in self._waged:
            return None  # "at war with the rebels"
        if act.event_type == "CONSULT" and act.word.lemma in self._moves and _all_of(act.actors, self._private):
            return None  # "tourists left for the coast"
        if act.event_type == "RETREAT" and act.mode == "withdraw" and _all_of(act.actors, self._private):
            return None  # "her brother left the ministry"
        if act.event_type == "COOPERATE" and act.word.lemma in self._domestic and _is_domestic(act):
            return None  # "police work with the fire service"
        if act.event_type == "REQUEST" and act.word.lemma in self._asking and _all_of(act.actors, frozenset({"JRN"})):
            return None  # "the reporter asked for an interview"
        if act.event_type == "CONSULT" and act.word.lemma in self._telling and _any_of(act, frozenset({"JRN"})):
            return None  # "spoke to the newspaper"
        if act.event_type == "RETREAT" and act.mode == "withdraw" and _is_of_a_body(act):
            return replace(act, event_type="SANCTION")  # "left the union"
        if act.event_type == "ASSAULT" and act.mutual and act.known and act.actors and _is_where(act):
            return None
        if act.event_type == "ASSAULT" and self._is_in_words(act):
            return replace(act, event_type="ACCUSE", mode="disapprove")
        if act.event_type == "ACCUSE" and (self._is_felt(act) or self._is_named_terror(act)):
            return None
        if act.event_type == "PROTEST" and act.actors and act.mode != "strike":
            return self._protest(act, parties)
        return act

    def _is_driven(self, party: Party) -> bool:
        """ "A lorry that *ploughed* into the crowd": nobody has named its driver."""
        return party.sector == "CVL" and party.name.lower().rpartition(" ")[2] in self._vehicles

    def _is_in_words(self, act: Act) -> bool:
        """ "The senator *attacked* her rival": those who fight with words only."""
        if act.word.lemma not in self._blows or not act.recipients:
            return False
        return _all_of(act.actors, self._talkers) and not any(p.sector in self._fighters for p in act.recipients)

    def _is_felt(self, act: Act) -> bool:
        """What somebody feels is no act; that a government "is alarmed" is said to be heard."""
        if act.word.lower not in self._feelings and act.word.lemma not in self._feelings:
            return False
        return not any(p.sector in self._voices for p in act.actors)

    def _is_named_terror(self, act: Act) -> bool:
        """ "He *called* it a terrorist attack", of which nobody is told to have done it."""
        if act.recipients or act.word.lemma not in self._naming:
            return False
        below = {w.lower for w in act.word.subtree()}
        return "by" not in below and not self._terror.isdisjoint(below)

    def _protest(self, act: Act, parties: Parties) -> Act | None:
        """ "The Lima *protests*" are not the government's; soldiers in the streets, gunmen and cars do not protest."""
        if _all_of(act.actors, self._in_arms) or all(map(self._is_driven, act.actors)):
            return None
        if act.word.lemma in self._in_the_streets and act.word.child("dobj"):
            return None  # "demonstrated its resolve"
        if act.word.pos in ("NOUN", "PROPN") and _all_of(act.actors, frozenset({"GOV"})):
            crowd = parties.crowd(act.word)
            return replace(act, actors=(crowd,)) if crowd.country else act
        return act

    def _is_question(self, act: Act) -> bool:
        """Whether somebody only asks about it: "did they leave?", "asked whether they left"."""
        if act.event_type == "REQUEST" and act.word.lemma == "ask" and any(map(self._is_asked, act.word.children)):
            return True
        if act.known or not act.sentence.text.rstrip(" \"'”’)").endswith("?"):
            return False
        node: Word | None = act.word
        while node is not None:
            if node.dep in _OPENS_CLAUSE or any(c.lower in self._presuming for c in node.children):
                return False
            node = node.head
        return True

    def _is_asked(self, clause: Word) -> bool:
        return clause.dep == "ccomp" and any(c.lower in self._questions for c in clause.children)


def _all_of(parties: tuple[Party, ...], sectors: frozenset[str]) -> bool:
    return all(p.sector in sectors for p in parties)


def _any_of(act: Act, sectors: frozenset[str]) -> bool:
    return any(p.sector in sectors for p in (*act.actors, *act.recipients))


def _is_of_a_body(act: Act) -> bool:
    bodies = bool(act.recipients) and _all_of(act.recipients, frozenset({"IGO"}))
    return bodies and not _any_of(act, frozenset({"MIL"}))


def _is_domestic(act: Act) -> bool:
    countries = {p.country for p in (*act.actors, *act.recipients) if p.country}
    return len(countries) < 2 and not _any_of(act, frozenset({"IGO", "REB", "PRE", "UAF"}))


def _is_where(act: Act) -> bool:
    """Whether the states of a war are only where it is: "the wars *in* Chad and Mali"."""
    first = min(p.start for p in act.actors)
    word = next((w for w in act.sentence.words if w.start >= first), None)
    return word is not None and word.dep == "pobj" and word.head is not None and word.head.lower == "in"
