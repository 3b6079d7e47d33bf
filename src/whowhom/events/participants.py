"""Who takes part in an act: the parties at the positions that the lexicon names, and where they stand if not there."""

from __future__ import annotations

from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.hits import Hit
from whowhom.events.light_verbs import LightVerbs
from whowhom.events.ontology import STATE_ORGANS
from whowhom.events.roles import DoerOf, Parties, Roles, distinct, same
from whowhom.language import Sentence, Word
from whowhom.records import Party

_WORDS = settings("events/words.toml")
_PRESENCE = frozenset(_WORDS["presence_prepositions"])
_DYING, _MEANWHILE = frozenset(_WORDS["dying"]), frozenset(_WORDS["meanwhile"])
_OVER = tuple(_WORDS["flight_prepositions"])
_BY_AUTHORITIES = frozenset({"investigate", "convict"})
# acts of speech about an act whose object they are done to
_ABOUT_ACTS = frozenset({"AGREE", "THREATEN", "REJECT"})
_FLIGHT = (("over",), ("at",), ("toward",), ("towards",), ("against",))
# those who act for a state, and its firms
_MEANS = STATE_ORGANS | {"BUS"}
_FORCE = frozenset({"ASSAULT", "COERCE"})
_CLOSED = frozenset({"curfew", "martial-law"})
# acts of speech about what somebody has done
_ABOUT_DEEDS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_DEEDS = frozenset(_WORDS["deeds"])
# types for which the one other party that a sentence names is the recipient, though grammar does not say so
_DYADIC = frozenset({"ACCUSE", "THREATEN", "REJECT", "SANCTION", "AID", "REQUEST", "AGREE", "SUPPORT", "COERCE"})


class Participants:
    """Actors and recipients of the acts of one sentence."""

    def __init__(self, sentence: Sentence, parties: Parties, doer_of: DoerOf, light_verbs: LightVerbs) -> None:
        self.roles = Roles(parties, doer_of)
        self._sentence = sentence
        self.parties = parties
        self._doer_of = doer_of
        self._light_verbs = light_verbs

    def of(self, hit: Hit) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """The actors, then the recipients."""
        trigger, site, carried = hit.trigger, hit.site, hit.carried
        if any("owner" in option for option in trigger.recipient):  # "the editor's arrest by the police"
            recipients = self.roles.fill(trigger.recipient, site, carried)
            actors = self.roles.fill(trigger.actor, site, carried, recipients)
        else:
            actors = self.roles.fill(trigger.actor, site, carried)
            recipients = self.roles.fill(trigger.recipient, site, carried, actors)
        if carried is not None:
            # the subject of a passive light verb is the noun itself; its by-phrase has the doer
            subject = self.roles.these(grammar.doers(carried.verb))
            if carried.light.subject_is == "actor" or trigger.is_mutual:  # "died in an exchange of fire with them"
                actors = distinct((*subject, *actors)) if trigger.is_mutual else actors or subject
            elif carried.voice == "active":
                recipients = subject or recipients
        if not actors or (trigger.is_mutual and len(actors) == 1 and carried is None):
            actors = distinct((*actors, *self._fallback_actors(hit)))
        others = tuple(r for r in recipients if not any(same(r, a) for a in actors))
        if trigger.by_speaker and not others and self.roles.fill(trigger.recipient, site, carried):
            return (), ()  # "our conduct was shameful": who speaks of itself charges nobody
        recipients = others if trigger.event_type in _FORCE else self._not_itself(actors, others)
        if not recipients and actors and not trigger.is_mutual:
            recipients = self._fallback_recipients(hit, actors)
            recipients = recipients if trigger.event_type in _FORCE else self._not_itself(actors, recipients)
        return distinct(actors), _abroad(distinct(actors), recipients)

    def _not_itself(self, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> tuple[Party, ...]:
        """Without the state whose organs and firms do it: "the president promised to rebuild *Serbia*"."""
        if any(p.sector not in _MEANS for p in actors):
            return recipients
        own = {p.country for p in actors}
        return tuple(p for p in recipients if p.country not in own or not self.parties.is_state(p))

    def fallen(self, verb: Word) -> tuple[Party, ...]:
        """Who died while it was done: "ten marchers *died as* police broke up the rally"."""
        while verb.dep in ("xcomp", "conj") and verb.head is not None:
            verb = verb.head
        above = verb.head
        if verb.dep != "advcl" or above is None or above.lemma not in _DYING or above.child("dobj"):
            return ()
        meanwhile = any(c.dep in ("mark", "advmod") and c.lower in _MEANWHILE for c in verb.children)
        return self.roles.these(above.children_of("nsubj", "nsubjpass")) if meanwhile else ()

    def one_sided(
        self, verb: Word, actors: tuple[Party, ...], recipients: tuple[Party, ...]
    ) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Actors and recipients of what one side alone says of a mutual act: "will not *talk to* them"."""
        own = self.roles.these(grammar.doers(verb))
        others = tuple(a for a in actors if not any(same(a, o) for o in own))
        return (own, others) if own and others and not recipients else (actors, recipients)

    def _fallback_recipients(self, hit: Hit, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """To whom it was done where the usual positions are empty."""
        event_type = hit.trigger.event_type
        found: tuple[Party, ...] = ()
        if event_type in _ABOUT_ACTS:  # "vowed to shoot down the planes"
            found = self.roles.at("complement.object", hit.site, None)
        elif hit.trigger.mode == "weapons":  # "fired a missile over the island"
            found = self.roles.fill(_FLIGHT, hit.site, None)
            if not found:  # "fired another missile over the island": the parser hangs the flight on the missile
                words = (hit.site.word, *hit.used)
                found = self.roles.these(w for word in words for w in _flown_over(word))
        elif event_type in _ABOUT_DEEDS and (deed := self._deed_beside(hit.site.word)):
            found = deed
        found = tuple(p for p in found if not any(same(p, a) for a in actors))
        dyadic = event_type in _DYADIC and hit.trigger.mode not in _CLOSED
        return found or (self._other_side(hit, actors) if dyadic else ())

    def _deed_beside(self, verb: Word) -> tuple[Party, ...]:
        """Who did what is spoken of as a move: "Peru expelled the envoy, *a move that* Chile condemned"."""
        noun = verb.head
        if verb.dep != "relcl" or noun is None or noun.lemma not in _DEEDS:
            return ()
        done = next((above for above in noun.ancestors() if above.pos == "VERB"), None)
        return self.roles.these(grammar.doers(done)) if done is not None else ()

    def _other_side(self, hit: Hit, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The one other party that the sentence names, where it stands in the act's own clause: "promised the visitor"
        is left unsaid where it names one."""
        named = distinct(self.parties.named_in(self._sentence))
        own = {p.key for p in actors}
        # a paper's name in brackets or a broadcaster cited is no side of the act
        others = {p.key: p for p in named if p.key not in own and p.country and not self._is_medium(p)}
        if len(others) != 1:
            return ()
        clause = grammar.clause(hit.carried.verb if hit.carried else hit.site.word)
        return tuple(p for p in others.values() if any(p.start <= w.start < p.end for w in clause))

    def _is_medium(self, party: Party) -> bool:
        """A paper, or where something is posted: "expressed his condolences *on Twitter*"."""
        before = next((w for w in reversed(self._sentence.words) if w.end <= party.start), None)
        return party.sector == "JRN" or (party.sector == "BUS" and before is not None and before.lower == "on")

    def _fallback_actors(self, hit: Hit) -> tuple[Party, ...]:
        """Who did it where the usual positions are empty."""
        site, event_type = hit.site, hit.trigger.event_type
        if site.word.pos != "VERB" and (doers := self.roles.these(self._light_verbs.ascribed_to(site.word))):
            return doers
        for noun in hit.used:  # "killed in the army's raid"
            if noun.pos == "NOUN" and (doers := self._doer_of(noun)):
                return doers
        if event_type == "MOBILIZE" and site.word.pos == "VERB":  # "a North Korean missile was launched from Sunan"
            return self.roles.at("object.owner", site, None) or self.roles.at("from", site, None)
        if event_type == "SANCTION" and site.word.pos == "VERB" and grammar.is_passive(site.word):
            bodies = self.roles.fill((("from",), ("of",)), site, None)  # "was expelled from", "kicked out of the union"
            return tuple(p for p in bodies if p.sector == "IGO")
        if event_type == "ASSAULT" and site.word.pos == "VERB":  # "rockets fired from Lebanon"
            return self.roles.at("from", site, None) if grammar.is_passive(site.word) else ()
        if event_type == "CONSULT" and site.word.pos != "VERB":  # "speaking during a visit to Osaka, he said"
            return self.roles.these(_who_is_there(site.word))
        if event_type == "MOBILIZE" and site.word.head is not None and site.word.head.lower == "in":
            return self.roles.these(_who_is_there(site.word))  # "bombers flew there in a show of force"
        if hit.trigger.mode in _BY_AUTHORITIES:  # "subject to investigations in Germany"
            return self.roles.at("in", site, None)
        if event_type == "ACCUSE" and site.word.pos == "VERB" and grammar.is_passive(site.word):  # "charged in Oslo"
            return self.roles.these(w for w in site.directly_under("in") if self.parties.is_place(w))
        return ()


def _abroad(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom a state does it to, without its own means: "will withdraw *its troops* from Iraq" is done to Iraq."""
    own = {p.country for p in actors}
    if len(own) != 1 or None in own or any(p.sector not in STATE_ORGANS for p in actors):
        return recipients
    if not any(p.country not in own and (p.country or p.sector == "IGO") for p in recipients):
        return recipients
    return tuple(p for p in recipients if p.country not in own or p.sector not in _MEANS)


def _flown_over(word: Word) -> list[Word]:
    verb = word.head if word.dep == "nsubj" else None  # "the missile that it launched flew over the island"
    over = [word, *word.children_of("relcl")] + ([verb] if verb is not None else [])
    for first in verb.children_of("attr") if verb is not None else ():  # "the launch was the first to fly over it"
        over += first.children_of("acl", "relcl")
    for prep in _OVER:  # "a missile which passed *through* its airspace"
        if below := [w for one in over for w in grammar.prepositions(one).get(prep, ())]:
            return below
    return grammar.deep_prepositions(word, "over")


def _who_is_there(noun: Word) -> list[Word]:
    """The subject of the verb during, at or after whose time a noun's act takes place."""
    prep = noun.head
    if noun.dep != "pobj" or prep is None or prep.lower not in _PRESENCE or prep.head is None:
        return []
    return grammar.subjects(prep.head) if prep.head.pos in ("VERB", "AUX") else []
