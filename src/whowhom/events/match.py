"""Does a row of the lexicon fit a word of a sentence?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.lexicon import Lexicon, Trigger, Wanted
from whowhom.language import Word

_WORDS = settings("events/words.toml")
_FAR = frozenset(_WORDS["far_prepositions"])
_OF_SIDES = frozenset(_WORDS["side_prepositions"])
_TO_AND_FRO = frozenset(_WORDS["journey_prepositions"])


class Kinds(Protocol):
    """What kind of thing a word names, for the classes @party and @place."""

    def is_party(self, word: Word) -> bool: ...

    def is_place(self, word: Word) -> bool: ...

    def is_same(self, a: Word, b: Word) -> bool: ...


class Site:
    """A word that may be a trigger, with what hangs on it, worked out once for all rows that are tried."""

    def __init__(self, word: Word, carrier: Word | None = None) -> None:
        self.word = word
        self.carrier = carrier
        """The light verb that carries a noun; its prepositional phrases are the noun's too."""

    @cached_property
    def objects(self) -> list[Word]:
        return grammar.objects(self.word) if self.word.pos in ("VERB", "AUX") else []

    @cached_property
    def doers(self) -> list[Word]:
        """Heads of the logical subject, of a noun that of the light verb which carries it."""
        if self.word.pos in ("VERB", "AUX"):
            return grammar.doers(self.word)
        return grammar.doers(self.carrier) if self.carrier is not None else []

    @cached_property
    def prepositions(self) -> dict[str, list[Word]]:
        found = grammar.prepositions(self.word)
        word = self.word
        # "launched attacks on Gaza": the parser hangs the phrase on the verb as often as on the noun
        first = grammar.as_quantity(word)
        while first.dep == "conj" and first.head is not None and first.head.pos in ("NOUN", "PROPN"):
            first = first.head
        if first is not word:  # "a flurry of launches by Iran"
            for prep, heads in grammar.prepositions(first).items():
                found.setdefault(prep, []).extend(h for h in heads if h.index > word.index)
        if word.dep == "nsubj" and word.head is not None and not word.head.child("dobj"):
            for prep in _OF_SIDES & grammar.prepositions(word.head).keys():  # "clashes broke out between them"
                found.setdefault(prep, []).extend(grammar.prepositions(word.head)[prep])
        governor = self.carrier or (first.head if first.dep in ("dobj", "nsubjpass", "attr") else None)
        if word.pos not in ("VERB", "AUX") and governor is not None:
            by_others = self.carrier is None and first.dep == "nsubjpass"  # "the raid was confirmed *by* the army"
            for prep, heads in grammar.prepositions(governor).items():
                if prep != "by" or not by_others:
                    found.setdefault(prep, []).extend(h for h in heads if h.index > word.index)
        return found

    @cached_property
    def object_prepositions(self) -> dict[str, list[Word]]:
        found: dict[str, list[Word]] = {}
        things = dict.fromkeys((*self.objects, *map(grammar.of_quantity, self.objects)))
        for thing in things:  # "barred a third of the inspectors *from the country*"
            for prep, heads in grammar.prepositions(thing).items():
                found.setdefault(prep, []).extend(heads)
        if self.word.pos == "NOUN":  # "the extradition of the hacker *to Oslo*"
            for thing in self.prepositions.get("of", ()):
                for prep in _TO_AND_FRO & grammar.prepositions(thing).keys():
                    found.setdefault(prep, []).extend(grammar.prepositions(thing)[prep])
        return found

    @cached_property
    def particles(self) -> set[str]:
        return grammar.particles(self.word)

    @cached_property
    def complements(self) -> list[Word]:
        if self.carrier is None or self.word.dep not in ("dobj", "pobj"):
            return grammar.complements(self.word)
        # "ended with a vow to help": the parser hangs the infinitive on either
        far = [c for c in grammar.complements(self.carrier) if c.dep == "xcomp" and c.index > self.word.index]
        return grammar.complements(self.word) or far

    @cached_property
    def modifiers(self) -> list[Word]:
        return grammar.modifiers(self.word)

    def directly_under(self, prep: str) -> list[Word]:
        """Heads of the objects of a preposition at the word itself."""
        return self.prepositions.get(prep, [])

    def under(self, prep: str) -> list[Word]:
        """Heads of the objects of a preposition, at the word or at its object."""
        near = self.prepositions.get(prep, []) + self.object_prepositions.get(prep, [])
        if not near and prep == "of":  # "called for the resignation *of the minister*", "treated as an act *of war*"
            things = [w for over in ("for", "as") for w in self.prepositions.get(over, ())]
            things += self.word.children_of("oprd")
            near = [w for thing in things for w in grammar.prepositions(thing).get(prep, ())]
        return near or (grammar.deep_prepositions(self.word, prep) if prep in _FAR else [])


def best(lexicon: Lexicon, site: Site, kinds: Kinds) -> tuple[Trigger, list[Word]] | None:
    """The row that asks for most among those that fit, with the words that it takes up besides the trigger's head."""
    for trigger in lexicon.at(site.word):
        used = fits(trigger, site, kinds)
        if used is not None:
            return trigger, used
    return None


def fits(trigger: Trigger, site: Site, kinds: Kinds) -> list[Word] | None:
    """The words taken up by the row's conditions, or None where one is not met."""
    used: list[Word] = []
    if trigger.particles and not all(p & site.particles for p in trigger.particles):
        return None
    if trigger.modifier and not _meets(trigger.modifier, site.modifiers, kinds, used):
        return None
    if trigger.subject and not _meets(trigger.subject, site.doers, kinds, []):
        return None
    if trigger.object and not _meets(trigger.object, site.objects, kinds, used):
        return None
    under = site.under if trigger.object else site.directly_under
    if trigger.preps and not any(p in site.particles or under(p) for p in trigger.preps):
        return None
    if trigger.prep_object:
        preps = trigger.preps or {*site.prepositions, *site.object_prepositions}
        if not _meets(trigger.prep_object, [w for p in preps for w in under(p)], kinds, used):
            return None
    if trigger.complement and not _meets(trigger.complement, _complements(trigger, site, kinds), kinds, used):
        return None
    return used


def _complements(trigger: Trigger, site: Site, kinds: Kinds) -> list[Word]:
    """Heads of the clauses that a row may ask for: of a threat only those about what who threatens is yet to do, so not
    of "warned that *rebels* would attack"."""
    found = site.complements
    if trigger.object:  # "reserved the right to respond"
        found = found + grammar.infinitives(site.objects)
    if trigger.event_type != "THREATEN" or any("complement" in option for option in trigger.recipient):
        return found
    return [c for c in found if not _is_done(c) and not _is_of_others(c, site, kinds)]


def _is_done(verb: Word) -> bool:
    return verb.tag in ("VBD", "VBZ", "VBP") or any(c.dep == "aux" and c.lemma == "have" for c in verb.children)


def _is_of_others(clause: Word, site: Site, kinds: Kinds) -> bool:
    subject = clause.child("nsubj")
    if subject is None or subject.pos == "PRON" or not kinds.is_party(subject):
        return False
    return not any(kinds.is_same(subject, doer) for doer in site.doers)


def _meets(wanted: Wanted, words: Iterable[Word], kinds: Kinds, used: list[Word]) -> bool:
    words = list(words)
    if wanted.excluded and any(_among(w, wanted.excluded, kinds) for w in words):
        return False
    if not wanted.lemmas:
        return True
    hits = words if "*" in wanted.lemmas else [w for w in words if _among(w, wanted.lemmas, kinds)]
    used += [w for w in hits if not ({"@party", "@place", "*"} & wanted.lemmas)]
    return bool(hits)


def _make(word: Word) -> str:
    """The name of what is told by make and number: "a *Hwasong* 12", "an *Agni*-V"."""
    named = word if word.pos != "NUM" else word.child("compound") or word
    return named.lower.partition("-")[0] if named.pos == "PROPN" else ""


def _among(word: Word, lemmas: frozenset[str], kinds: Kinds) -> bool:
    if word.lemma in lemmas or word.lower in lemmas or _make(word) in lemmas:
        return True
    if "@party" in lemmas and kinds.is_party(word):
        return True
    if "@place" in lemmas and kinds.is_place(word):
        return True
    if "@infinitive" in lemmas and word.has_to:
        return True
    inner = grammar.of_quantity(word)
    if inner is not word and (inner.lemma in lemmas or inner.lower in lemmas):
        return True
    if word.dep in ("oprd", "attr") and any(c.dep == "amod" and c.lower in lemmas for c in word.children):
        return True  # "called it a *barbarous* act"
    # "a news conference", "travel ban", "false reports": the words before the head count with it; "$2bn": so do signs
    return any(
        (c.dep in ("compound", "amod") and f"{c.lower} {word.lemma}" in lemmas)
        or (c.pos == "SYM" and c.lower in lemmas)
        for c in word.children
    )
