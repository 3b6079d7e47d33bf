"""Who stands where: from the positions that the lexicon names ("subject", "against", "owner") to parties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from whowhom.actors import SpeakerOf
from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.companions import companions, things_along
from whowhom.events.lexicon import Role
from whowhom.events.light_verbs import Carried
from whowhom.events.match import Site
from whowhom.events.predicates import clauses_beside, predicate
from whowhom.language import Sentence, Word
from whowhom.records import Party

_WORDS = settings("events/words.toml")
_TOWARDS = tuple(_WORDS["toward_prepositions"])
_SOFT = frozenset(_WORDS["softening"])
_HOLDING = frozenset(_WORDS["holding"])
# those whose words are acts
_VOICES = frozenset({
    "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "PRE", "REB", "UAF", "PRM", "IGO", "NGO", "ELI", "REL",
    "LAB",
})  # fmt: skip
_MAIN = frozenset({"ROOT", "ccomp", "parataxis"})
DoerOf = Callable[[Word], tuple[Party, ...]]


class Parties(Protocol):
    """What the actors stage knows of a report (see `whowhom.actors.ReportParties`)."""

    def of(self, word: Word) -> tuple[Party, ...]: ...

    def owner(self, word: Word) -> tuple[Party, ...]: ...

    def in_own_words(self, word: Word) -> tuple[Party, ...]: ...

    def named_in(self, sentence: Sentence) -> tuple[Party, ...]: ...

    def crowd(self, word: Word) -> Party: ...

    def opposed(self, words: Sequence[Word], actors: Sequence[Party]) -> tuple[Party, ...]: ...

    def is_place(self, word: Word) -> bool: ...

    def as_state(self, party: Party) -> Party: ...

    def is_state(self, party: Party) -> bool: ...

    @property
    def speaker_of(self) -> SpeakerOf | None: ...


class Roles:
    """Resolves positions in one report. `doer_of` gives who does the act that a noun names ("condemned the raid by
    rebels" is aimed at the rebels)."""

    def __init__(self, parties: Parties, doer_of: DoerOf) -> None:
        self._parties = parties
        self._doer_of = doer_of

    def fill(self, role: Role, site: Site, carried: Carried | None, taken: tuple[Party, ...] = ()) -> tuple[Party, ...]:
        """The parties of the first alternative that has any. `taken` are those of the other role already."""
        for option in role:
            found = distinct(p for position in option for p in self.at(position, site, carried))
            found = tuple(p for p in found if not any(same(p, t) for t in taken)) or (found if not taken else ())
            if found:
                return found
        return ()

    def at(self, position: str, site: Site, carried: Carried | None) -> tuple[Party, ...]:
        """The parties at one position of a trigger."""
        word = site.word
        verbal = word.pos in ("VERB", "AUX") and word.dep != "acomp"
        match position:
            case "none":
                return ()
            case "subject":
                if verbal:
                    doers = grammar.doers(word)
                    return self.these([*doers, *companions(word, doers)]) or self._governing_subject(word)
                if word.pos == "ADJ" or word.dep == "acomp":
                    return self._subject_of_adjective(word)
                doers = grammar.doers(carried.verb) if carried else []
                return self.these([*doers, *companions(carried.verb, doers)]) if carried else ()
            case "object":
                return self.these([*site.objects, *things_along(word)])
            case "indirect":
                return self.these(grammar.indirect(word))
            case "owner":
                return self._owners(word)
            case "holder":
                return self._holders(site)
            case "speaker":
                return self._speakers(word)
            case "object.owner":
                return distinct(p for thing in site.objects for p in self._owners(thing) or self._of_clause(thing))
            case "complement":
                clauses = site.complements if verbal else [*site.complements, *clauses_beside(word)]
                return self.these(w for c in clauses for w in grammar.subjects(c) if c.pos in ("VERB", "AUX"))
            case "complement.object":
                return self._of_complements(site)
        return self.these(site.under(position))

    def _holders(self, site: Site) -> tuple[Party, ...]:
        """By whom those were held to whom it happens: "two sailors *held by the junta* were freed"."""
        clauses = (c for thing in site.objects for c in thing.children_of("acl", "relcl") if c.lemma in _HOLDING)
        return self.these(w for c in clauses if grammar.is_passive(c) for w in grammar.doers(c))

    def _speakers(self, word: Word) -> tuple[Party, ...]:
        """Who says so, of a clause that says flatly what somebody is or will meet with: "their conduct is shameful"."""
        verb, ask = predicate(word), self._parties.speaker_of
        soft = _SOFT if verb is word else _SOFT | {"would"}
        if verb is None or ask is None or any(c.dep == "neg" or c.lower in soft for c in verb.children):
            return ()
        while verb.dep == "conj" and verb.head is not None:
            verb = verb.head
        return tuple(p for p in ask.vouching(word) if p.sector in _VOICES) if verb.dep in _MAIN else ()

    def _of_complements(self, site: Site) -> tuple[Party, ...]:
        """To whom promised or threatened acts would be done: "offered to help *Riga*, to arm *Vilnius*"."""
        found: list[Party] = []
        for verb in site.complements:
            if verb.pos in ("VERB", "AUX"):
                below = grammar.prepositions(verb)
                heads = [*grammar.objects(verb), *grammar.indirect(verb)]
                heads += [w for prep in _TOWARDS for w in below.get(prep, ())]
                inner = [grammar.prepositions(thing) for thing in grammar.objects(verb)]  # "cut ties *with* them"
                heads += [w for found in inner for prep in _TOWARDS for w in found.get(prep, ())]
                found += self.these(heads)
        return distinct(found)

    def these(self, heads: Iterable[Word]) -> tuple[Party, ...]:
        """The parties of noun phrases with these heads; where a phrase is none, the party within it."""
        return distinct(p for head in heads for p in self._parties.of(head) or self.within(head))

    def within(self, head: Word) -> tuple[Party, ...]:
        """The party inside a phrase that is none itself: the doer of an act, the owner of a thing."""
        if head.pos in ("VERB", "AUX"):
            return ()
        if (poss := head.child("poss")) is not None and poss.pos == "PROPN" and (owner := self._owners(head)):
            return owner  # "Minsk's closing of the border, denounced by Riga"
        if done := self._of_clause(head):
            return done
        if done := self._doer_of(head):
            return done
        if owner := self._owners(head):
            return owner
        below = grammar.prepositions(head)
        for prep in ("of", "by", "from"):
            for inner in below.get(prep, ()):
                if found := self._parties.of(inner) or self._parties.owner(inner):
                    return found
        return ()

    def _of_clause(self, head: Word) -> tuple[Party, ...]:
        """Whose work it is: "missiles *fired by the rebels*"."""
        passives = (clause for clause in head.children_of("acl", "relcl") if grammar.is_passive(clause))
        return next((done for clause in passives if (done := self.these(grammar.doers(clause)))), ())

    def _owners(self, noun: Word) -> tuple[Party, ...]:
        if owner := self._parties.owner(noun):
            return owner
        own = next((p for p in noun.children_of("prep") if p.lower == "of" and _is_own(p)), None)
        if own is not None:
            return self._parties.owner(own.children_of("pobj")[0])
        again = next((c for c in noun.children_of("appos") if c.child("poss")), None)
        return self._parties.owner(again) if again is not None else ()  # "the test, Pyongyang's sixth"

    def _governing_subject(self, verb: Word) -> tuple[Party, ...]:
        """Of a clause that hangs on a noun which is no party, whoever has that noun: "voted for a resolution
        *toughening* the sanctions", "signs an order to *expel* them"."""
        noun = verb.head
        if verb.dep not in ("acl", "pcomp") or grammar.is_passive(verb) or noun is None:
            return ()
        governor = next((a for a in noun.ancestors() if a.pos in ("VERB", "AUX")), None)
        if governor is None or any(grammar.is_judged(w) for w in (noun, *noun.ancestors())):
            return ()
        return self.these(grammar.subjects(governor))

    def _subject_of_adjective(self, word: Word) -> tuple[Party, ...]:
        verb = word.head
        if word.dep == "amod" and verb is not None:
            return self._parties.of(verb)
        while verb is not None and verb.pos not in ("VERB", "AUX"):
            verb = verb.head
        return self.these(grammar.subjects(verb)) if verb is not None else ()


def _is_own(prep: Word) -> bool:
    """ "exercises of its own" """
    return any(w.lower == "own" for w in prep.children_of("pobj"))


def same(a: Party, b: Party) -> bool:
    return a is b or (a.country, a.name) == (b.country, b.name)


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Without repeats, in order."""
    kept: list[Party] = []
    for party in parties:
        if not any(same(party, k) for k in kept):
            kept.append(party)
    return tuple(kept)
