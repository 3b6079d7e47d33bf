"""Verbs that only carry a noun's act: "held talks", "came under attack", "is planning an offensive"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from whowhom.data import rows
from whowhom.events.grammar import as_quantity, deep_prepositions, is_passive, objects, particles, prepositions, spread
from whowhom.language import Word

_ROLES = ("actor", "recipient")
_MODALITIES = ("", "planned", "possible", "negated")


@dataclass(frozen=True, slots=True)
class LightVerb:
    """`subject_is` tells what the verb's subject is to the noun's act."""

    words: frozenset[str]
    passive: bool
    subject_is: Literal["actor", "recipient"]
    modality: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A noun's act carried by a verb. `voice` is "active", or "passive" where the noun is the verb's subject."""

    verb: Word
    light: LightVerb
    voice: Literal["active", "passive"]


class LightVerbs:
    def __init__(self, overlay: Path | None = None) -> None:
        self._verbs: dict[tuple[str, str], list[LightVerb]] = {}
        for row in rows("events/light_verbs.csv", overlay, ("verb", "prep", "noun_role")):
            words = row["verb"].split()
            if not words:
                raise row.error("no verb; expected the lemma of a verb that carries a noun's act")
            passive = words[0] == "be" and len(words) > 1
            first, *rest = words[1:] if passive else words
            prep, *more = row["prep"].split() or [""]
            if more:  # "come in for": the last word governs
                rest, prep = [*rest, prep], more[-1]
            role: Literal["actor", "recipient"] = row.one_of("noun_role", _ROLES)  # type: ignore[assignment]
            modality = row.one_of("modality", _MODALITIES) or None
            verb = LightVerb(frozenset(rest), passive, role, modality)
            self._verbs.setdefault((first, prep), []).append(verb)
        self._ascribing: dict[str, list[str]] = {}
        for row in rows("events/ascribing.csv", overlay, ("verb", "prep")):
            self._ascribing.setdefault(row["verb"], []).append(row["prep"])
        for found in self._verbs.values():
            found.sort(key=lambda v: -len(v.words))

    def ascribed_to(self, noun: Word) -> list[Word]:
        """Heads of those whom a verb makes the doers of a noun's act: "a blast attributed to the rebels"."""
        verbs = [c for c in noun.children_of("acl", "relcl") if c.pos == "VERB"]
        if noun.dep in ("dobj", "nsubjpass") and noun.head is not None:
            verbs.append(noun.head)
        for verb in verbs:
            for prep in self._ascribing.get(verb.lemma, ()):
                if found := prepositions(verb).get(prep) or (_behind(noun, prep) if verb is noun.head else []):
                    return found
        return []

    def carrier(self, noun: Word) -> Carried | None:
        """The light verb that carries this noun, if there is one."""
        joined = as_quantity(noun)
        while joined.dep == "conj" and joined.head is not None and joined.head.pos in ("NOUN", "PROPN"):
            joined = joined.head
        head = joined.head
        if joined.dep in ("dobj", "nsubjpass", "attr", "oprd") and head is not None:
            return self._at(head, "", "passive" if joined.dep == "nsubjpass" else "active")
        if joined.dep == "pobj" and head is not None and head.head is not None and head.dep in ("prep", "agent"):
            return self._at(head.head, head.lower, "active")
        # "an attack carried out by rebels"
        # or "the drills that both navies began"
        for clause in noun.children_of("acl", "relcl"):
            voice: Literal["active", "passive"] = "passive" if is_passive(clause) else "active"
            if noun in objects(clause) and (carried := self._at(clause, "", voice)):
                return carried
        return None

    def _at(self, verb: Word, prep: str, voice: Literal["active", "passive"]) -> Carried | None:
        key = verb.lemma
        for light in self._verbs.get((key, prep), ()):
            if light.passive and verb.pos != "ADJ" and not is_passive(verb):
                continue
            if light.words and not light.words <= _dependents(verb):
                continue
            return Carried(verb, light, voice)
        return None


def _behind(noun: Word, prep: str) -> list[Word]:
    """ "blamed the bombing of the port *on rebels*": the parser hangs the phrase on either noun."""
    own = [c for c in noun.children_of("prep") if c.lower == prep]
    return spread(own[-1].children_of("pobj")) if own else deep_prepositions(noun, prep)


def _dependents(verb: Word) -> set[str]:
    return particles(verb) | {c.lemma for c in verb.children if c.dep in ("dobj", "attr", "acomp")}
