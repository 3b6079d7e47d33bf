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
_PRESS = frozenset({"JRN"})


class Sense:
    """Corrects acts by who takes part in them; holds no state of any report."""

    def __init__(self, overlay: Path | None = None) -> None:
        rule = settings("events/relevance.toml", overlay)["sense"]
        self._sets = {name: frozenset(words) for name, words in rule.items()}

    def __call__(self, acts: list[Act], parties: Parties) -> list[Act]:
        """The acts that stand, as they are meant."""
        return [meant for act in acts if not self._is_question(act) if (meant := self._meant(act, parties))]

    def _meant(self, act: Act, parties: Parties) -> Act | None:
        act = self._by_whom(act, parties)
        if self._is_of_nobody(act):
            return None
        match act.event_type:
            case "CONSULT" if self._tells(act, "moves") and self._are(act.actors, "private"):
                return None  # "tourists left for the coast"
            case "CONSULT" if self._tells(act, "telling") and _any_of(act, _PRESS):
                return None  # "spoke to the newspaper"
            case "RETREAT" if act.mode == "withdraw" and self._are(act.actors, "private"):
                return None  # "her brother left the ministry"
            case "RETREAT" if act.mode == "withdraw" and _is_of_a_body(act):
                return replace(act, event_type="SANCTION")  # "left the union"
            case "COOPERATE" if self._tells(act, "domestic") and _is_domestic(act):
                return None  # "police work with the fire service"
            case "REQUEST" if self._tells(act, "asking") and _all_of(act.actors, _PRESS):
                return None  # "the reporter asked for an interview"
            case "ASSAULT" if act.mutual and act.known and act.actors and _is_where(act):
                return None
            case "ASSAULT" if self._is_in_words(act):
                return replace(act, event_type="ACCUSE", mode="disapprove")
            case "ACCUSE" if self._is_felt(act) or self._is_named_terror(act):
                return None
            case "PROTEST" if act.actors and act.mode != "strike":
                return self._protest(act, parties)
        return act

    def _by_whom(self, act: Act, parties: Parties) -> Act:
        """The act with what a people does as done by its state, what a vehicle does by whoever drives it, and nothing
        as done to anybody at large."""
        if act.event_type != "PROTEST" and act.mode not in self._sets["of_anybody"]:  # "the Iranians arrested him"
            act = replace(act, actors=tuple(map(parties.as_state, act.actors)))
        if any(map(self._is_anybody, act.recipients)):
            act = replace(act, recipients=tuple(p for p in act.recipients if not self._is_anybody(p)))
        if act.event_type == "ASSAULT" and act.actors and all(map(self._is_driven, act.actors)):
            act = replace(act, actors=(UNKNOWN,))
        return act

    def _is_of_nobody(self, act: Act) -> bool:
        """Whether nobody in particular does it: "*anyone* would leave", "*it* was executed", "at *war* with them"."""
        if act.actors != (UNKNOWN,):
            return any(map(self._is_anybody, act.actors))
        things = bool(act.recipients) and all(p.text.lower() in self._sets["thing_pronouns"] for p in act.recipients)
        return things or self._tells(act, "waged")

    def _tells(self, act: Act, words: str) -> bool:
        """Whether the act is told by one of a list of words."""
        return act.word.lemma in self._sets[words]

    def _are(self, parties: tuple[Party, ...], sectors: str) -> bool:
        """Whether all are of a list of sectors."""
        return _all_of(parties, self._sets[sectors])

    def _is_anybody(self, party: Party) -> bool:
        return party.text.lower() in self._sets["indefinite"]

    def _is_driven(self, party: Party) -> bool:
        """ "A lorry that *ploughed* into the crowd": nobody has named its driver."""
        return party.sector == "CVL" and party.name.lower().rpartition(" ")[2] in self._sets["vehicles"]

    def _is_in_words(self, act: Act) -> bool:
        """ "The senator *attacked* her rival": those who fight with words only."""
        if not self._tells(act, "blows_in_words") or not act.recipients:
            return False
        return self._are(act.actors, "talkers") and not any(p.sector in self._sets["fighters"] for p in act.recipients)

    def _is_felt(self, act: Act) -> bool:
        """What somebody feels is no act; that a government "is alarmed" is said to be heard."""
        if act.word.lower not in self._sets["feelings"] and act.word.lemma not in self._sets["feelings"]:
            return False
        return not any(p.sector in self._sets["voices"] for p in act.actors)

    def _is_named_terror(self, act: Act) -> bool:
        """ "He *called* it a terrorist attack", of which nobody is told to have done it."""
        if act.recipients or not self._tells(act, "naming"):
            return False
        below = {w.lower for w in act.word.subtree()}
        return "by" not in below and not self._sets["terror"].isdisjoint(below)

    def _protest(self, act: Act, parties: Parties) -> Act | None:
        """ "The Lima *protests*" are not the government's; soldiers in the streets, gunmen and cars do not protest."""
        if self._are(act.actors, "in_arms") or all(map(self._is_driven, act.actors)):
            return None
        if self._tells(act, "in_the_streets") and act.word.child("dobj"):
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
            if node.dep in _OPENS_CLAUSE or any(c.lower in self._sets["presuming_questions"] for c in node.children):
                return False
            node = node.head
        return True

    def _is_asked(self, clause: Word) -> bool:
        return clause.dep == "ccomp" and any(c.lower in self._sets["question_words"] for c in clause.children)


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
