"""Triggers that were met in a sentence, and how they stand to one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.lexicon import Trigger
from whowhom.events.light_verbs import Carried
from whowhom.events.match import Site
from whowhom.events.ontology import BLOWS
from whowhom.events.roles import Parties
from whowhom.language import Word

# acts of speech that take up what they are about: it is no second record
_TAKES_UP = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "CONCEDE"})
_WORDS = settings("events/words.toml")
_BLAMED = frozenset({"ASSAULT", "COERCE", "RETREAT"})
_SIDES = frozenset(_WORDS["blamed_prepositions"])
_CIRCUMSTANCE = frozenset(_WORDS["circumstance_prepositions"])
_TOPIC = tuple(_WORDS["topic_prepositions"])
_DEFINITE = frozenset(settings("language/words.toml")["definite"])
_THESE = frozenset(_WORDS["pointing"])
_LONGEST_TRIGGER = 9  # words


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A word that a row of the lexicon fits; `used` are the other words that the row's conditions took."""

    site: Site
    trigger: Trigger
    carried: Carried | None
    used: tuple[Word, ...]


def taken_up(hit: Hit) -> Iterator[Word]:
    """Words whose acts are no records of their own, because this act is about them."""
    match hit.trigger.event_type:
        case "SUPPORT":  # "thanked them for *helping*"
            yield from (w for w in hit.site.prepositions.get("for", ()) if w.pos == "VERB")
        case "PROTEST":
            yield from protested_for(hit)
        case event_type if event_type in _TAKES_UP:
            yield from _spoken_of(hit)
            if event_type == "REJECT" and hit.trigger.by_speaker:  # "*talks* with them are out of the question"
                yield from grammar.subjects(hit.site.word)


def protested_for(hit: Hit) -> Iterator[Word]:
    """What a protest is for: "marched, *demanding* his resignation", "blocked the road to *demand* it"."""
    for word in (hit.site.word, *hit.used, *([hit.carried.verb] if hit.carried else [])):
        clauses = word.children_of("advcl", "acl", "xcomp")
        yield from (w for w in clauses if w.tag == "VBG" or w.has_to)


def _spoken_of(hit: Hit) -> Iterator[Word]:
    """What an act of speech is about: its infinitives and clauses, its object, what it calls for."""
    site = hit.site
    for word in site.complements:
        if word.pos in ("VERB", "AUX") or not is_settled(word):
            yield word
        if word.pos == "VERB":  # "would respond to any attack"
            answered = grammar.prepositions(word).get("to", ()) if hit.trigger.event_type == "THREATEN" else ()
            yield from (noun for noun in answered if noun.pos == "NOUN" and not is_settled(noun))
    for word in (*site.objects, *hit.used):
        if word.pos in ("NOUN", "PROPN"):
            yield word
            yield from _what_for(word)
    for prep in _TOPIC:
        for word in site.prepositions.get(prep, ()):
            if word.pos == "NOUN":
                yield from _what_for(word)
                if not word.child("poss"):
                    yield word


def _what_for(noun: Word) -> Iterator[Word]:
    """The verbs below a noun that is spoken of: "its duty *to arrest* him", "a deal on *reopening* it"."""
    yield from (c for c in noun.children_of("acl", "relcl") if c.has_to)
    yield from (v for prep in noun.children_of("prep") for v in prep.children_of("pcomp") if v.pos == "VERB")


def only_describes(hit: Hit) -> bool:
    """Whether a trigger only describes another thing: "the *ceasefire* deal", "the *besieged* city", "in *protest*"."""
    word = hit.site.word
    if word.dep in ("compound", "nmod") and word.pos in ("NOUN", "PROPN"):
        return True
    if word.dep == "acl" and word.tag == "VBG" and hit.trigger.event_type in ("SUPPORT", "AID"):
        return True  # "militias backing him"
    if word.dep == "amod" and word.tag in ("VBN", "VBD"):
        return True
    bare = not any(c.dep in ("det", "poss", "amod", "compound", "nmod") for c in word.children)
    if hit.carried is not None:
        return False
    return word.dep == "pobj" and bare and word.head is not None and word.head.lower == "in" and word.lemma == "protest"


def stands_alone(hit: Hit, other: Hit, parties: Parties) -> bool:
    """Whether a noun that belongs to another trigger tells of an act of its own: it has a doer of its own, and the
    other does not end it ("cut its aid"); or it is a blow that is blamed ("condemned the shelling of the town")."""
    word, told = hit.site.word, hit.trigger.event_type
    if word.pos not in ("NOUN", "PROPN") or (other.trigger.event_type == "SANCTION" and told in ("AID", "COOPERATE")):
        return False
    if other.trigger.event_type in ("ACCUSE", "SUPPORT") and told in _BLAMED:
        return any(c.lower in _SIDES for c in word.children_of("prep")) or bool(parties.owner(word))
    return bool(parties.owner(word))


def is_settled(word: Word) -> bool:
    """A noun told of as known: "the war", "its invasion", "Israel's strikes"."""
    if word.pos in ("VERB", "AUX", "ADJ"):
        return False
    return any(c.dep == "poss" or (c.dep == "det" and c.lower in _DEFINITE) for c in word.children)


def points_back(noun: Word) -> bool:
    """Whether a noun only points to what was told: "the launch", "such reckless launches"."""
    near = any(c.lower in _THESE for c in noun.children_of("det", "amod", "predet"))
    bare = all(c.dep in ("det", "predet", "punct") or (near and c.dep == "amod") for c in noun.children)
    return bare and (near or is_settled(noun))


def renews(hit: Hit, fulfilling: frozenset[str]) -> bool:
    """Whether a noun tells of what its owner said before, and keeps, renews or breaks now: "has not carried out its
    *threat*", "acted on its *threat*"."""
    word = hit.site.word
    if hit.trigger.event_type not in _TAKES_UP or word.pos != "NOUN" or word.child("poss") is None:
        return False
    head = word.head.head if word.dep == "pobj" and word.head is not None else word.head
    return head is not None and head.lemma in fulfilling


def same_telling(hit: Hit, telling: dict[int, Hit]) -> Iterator[int]:
    """Other triggers of the sentence that tell of the same act: "the *airstrikes* *killed*", "*killed* in a *raid*",
    "*struck* a convoy, *killing* two", "a *barrage* of *gunfire*"."""
    word, near = hit.site.word, []
    if hit.carried and word.head and word.head.lower == "of" and word.head.head:
        near.append(word.head.head)
    if word.pos == "VERB":
        near += grammar.subjects(word)
        if hit.trigger.event_type in BLOWS:
            near += grammar.spread(word.children_of("advcl", "conj"))
    # "two were killed and six wounded in an attack": the phrase hangs on the last of the joined verbs
    for verb in word.conjuncts() if word.pos == "VERB" else [word]:
        there = hit.site.prepositions if verb is word else grammar.prepositions(verb)
        for prep in _CIRCUMSTANCE & there.keys():
            near += there[prep]
    for other in near:
        if other.index in telling and other is not word and other.sentence == word.sentence:
            yield other.index


def words_of(hit: Hit) -> tuple[Word, ...]:
    """The trigger's head, then the words that belong to it: what its row took, particles, the light verb."""
    particles = frozenset().union(*hit.trigger.particles) if hit.trigger.particles else frozenset()
    small = [c for c in hit.site.word.children if c.lower in particles]
    light = [hit.carried.verb] if hit.carried and hit.carried.voice == "active" else []
    return (hit.site.word, *hit.used, *small, *light)


def extent(words: tuple[Word, ...]) -> tuple[int, int]:
    """From the first to the last of a trigger's words, or the head alone where they stand far apart."""
    first, last = min(words, key=lambda w: w.index), max(words, key=lambda w: w.index)
    if last.index - first.index >= _LONGEST_TRIGGER:
        return words[0].start, words[0].end
    return first.start, last.end
