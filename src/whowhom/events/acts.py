"""The events stage: from a parsed sentence to the acts that it tells of.

For each word that the lexicon knows as a trigger: the row that fits best, the parties at the positions which the row
names, and whether the act has happened. What is asked for, promised or threatened is taken up by the act of asking,
promising or threatening.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from whowhom.events import grammar
from whowhom.events.lexicon import Lexicon, Trigger
from whowhom.events.light_verbs import Carried, LightVerbs
from whowhom.events.match import Site, best
from whowhom.events.modality import Modality
from whowhom.events.ontology import Ontology
from whowhom.events.roles import Parties, Roles, distinct, same
from whowhom.language import Sentence, Word
from whowhom.records import Party

# acts of speech that take up what they are about: it is no second record
_TAKES_UP = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "CONCEDE"})
_UNKNOWN_ACTOR = frozenset({"ASSAULT", "COERCE"})
UNKNOWN = Party("", 0, 0, "unknown", None, "UNK")
_ONE_BLOW = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_CIRCUMSTANCE = frozenset({"in", "by", "during", "with", "from", "for", "at", "through", "under", "amid"})
_DURING = frozenset({"during", "on", "at", "in", "after", "before", "for", "following", "amid"})
_BY_AUTHORITIES = frozenset({"investigate", "convict"})
_REFUSED = {"AID": "assist", "COOPERATE": "assist", "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet"}
# acts of speech about an act whose object they are done to
_ABOUT_ACTS = frozenset({"AGREE", "THREATEN", "REJECT"})
_FLIGHT = (("over",), ("at",), ("toward",), ("towards",), ("against",))
# types for which the one other party that a sentence names is the recipient, though grammar does not say so
_DYADIC = frozenset({"ACCUSE", "THREATEN", "REJECT", "SANCTION", "AID", "REQUEST", "AGREE", "SUPPORT", "COERCE"})
_LONGEST_TRIGGER = 9  # words


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """An act that one sentence tells of, before those of a whole report are joined."""

    word: Word
    sentence: Sentence
    event_type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: str
    start: int
    end: int
    words: tuple[Word, ...]
    """The trigger's head first, then what belongs to it."""
    mutual: bool = False
    """Whether all who take part are actors."""
    again: bool = False
    """Whether it only points to an act told before: "the raid"."""
    known: bool = False
    """Whether only a noun names the act, as one known of ("after its invasion"): who speaks does not vouch for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """Somebody denies something: `about` heads what is denied ("the accusations", "supplying weapons")."""

    word: Word
    sentence: Sentence
    deniers: tuple[Party, ...]
    about: tuple[Word, ...]


@dataclass(slots=True)
class Found:
    """What the events stage finds in one report, in order."""

    acts: list[Act] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Hit:
    site: Site
    trigger: Trigger
    carried: Carried | None
    used: tuple[Word, ...]


class ActFinder:
    """The engine with its tables; holds no state of any report."""

    def __init__(self, lexicon: Lexicon, light_verbs: LightVerbs, modality: Modality, ontology: Ontology) -> None:
        self.lexicon = lexicon
        self.light_verbs = light_verbs
        self.modality = modality
        self.ontology = ontology
        self.exercises = lexicon.classes.get("exercise", frozenset())

    def find(self, sentences: list[Sentence], parties: Parties) -> Found:
        found = Found()
        for sentence in sentences:
            _SentenceReader(self, sentence, parties, found).read()
        return found


class _SentenceReader:
    def __init__(self, finder: ActFinder, sentence: Sentence, parties: Parties, found: Found) -> None:
        self.found = found
        self.finder = finder
        self.sentence = sentence
        self.parties = parties
        self.roles = Roles(parties, self.doer_of)
        self.hits: dict[int, _Hit | None] = {}
        self._asking: set[int] = set()

    def read(self) -> None:
        hits = [hit for word in self.sentence.words if (hit := self.hit_at(word))]
        used = {w.index for hit in hits for w in hit.used}
        taken_up = {w.index for hit in hits if hit.trigger.event_type in _TAKES_UP for w in _taken_up(hit)}
        taken_up |= {w.index for hit in hits if hit.trigger.event_type == "SUPPORT" for w in _praised_for(hit)}
        taken_up |= {w.index for hit in hits if hit.trigger.event_type == "PROTEST" for w in _protested_for(hit)}
        telling: dict[int, _Hit] = {}
        for hit in hits:
            index = hit.site.word.index
            if _only_describes(hit):
                continue
            if hit.trigger.event_type == "DENY":
                self.found.denials.append(self._denial(hit))
            elif hit.trigger.event_type == "NONE" or index in taken_up:
                continue
            elif index not in used or self._stands_alone(hit):
                telling[index] = hit
        acts = {index: act for index, hit in telling.items() if (act := self._act(hit))}
        for index, hit in telling.items():
            for other in _same_telling(hit, telling):
                if index in acts and other in acts and _fit(acts[index], acts[other]):
                    one = _united(acts[index], acts[other], telling[other].trigger.is_mutual)
                    acts = {i: one if act in (acts[index], acts[other]) else act for i, act in acts.items()}
        self.found.acts += [act for act in dict.fromkeys(acts.values()) if act.actors and self._may_stand(act)]

    def is_party(self, word: Word) -> bool:
        return bool(self.parties.of(word))

    def is_place(self, word: Word) -> bool:
        return self.parties.is_place(word)

    def hit_at(self, word: Word) -> _Hit | None:
        if word.index not in self.hits:
            self.hits[word.index] = None
            if word.dep not in ("aux", "auxpass") and self.finder.lexicon.at(word):
                carried = self.finder.light_verbs.carrier(word) if word.pos in ("NOUN", "PROPN") else None
                site = Site(word, carried.verb if carried else None)
                if match := best(self.finder.lexicon, site, self):
                    self.hits[word.index] = _Hit(site, match[0], carried, tuple(match[1]))
        return self.hits[word.index]

    def doer_of(self, noun: Word) -> tuple[Party, ...]:
        """Who does the act that a noun names; nobody where it names none."""
        if noun.index in self._asking or noun.pos in ("VERB", "AUX"):
            return ()
        self._asking.add(noun.index)
        try:
            hit = self.hit_at(noun)
            if hit is None or hit.trigger.event_type in ("NONE", "DENY"):
                return ()
            doers = self.roles.fill(hit.trigger.actor, hit.site, hit.carried)
            told = None if doers else self._told_before(hit)
            return told.actors if told else doers
        finally:
            self._asking.discard(noun.index)

    def _told_before(self, hit: _Hit) -> Act | None:
        """The act that "the raid" points back to: the last one told of this type whose mode allows it."""
        if not _is_settled(hit.site.word) or hit.carried is not None:
            return None
        for act in reversed(self.found.acts):
            if act.event_type == hit.trigger.event_type and hit.trigger.mode in (None, act.mode):
                return act
        return None

    def _stands_alone(self, hit: _Hit) -> bool:
        """Whether a noun that belongs to another trigger tells of an act of its own: it has a doer of its own."""
        return hit.site.word.pos in ("NOUN", "PROPN") and bool(self.parties.owner(hit.site.word))

    def _act(self, hit: _Hit) -> Act | None:
        word, trigger = hit.site.word, hit.trigger
        effect = self.finder.modality.of(word, hit.carried, _is_settled(word))
        if effect == "suppress":
            return None
        actors, recipients = self._parties_of(hit)
        told = self._told_before(hit) if not actors and not recipients else None
        if told is not None:
            actors, recipients = told.actors, told.recipients
        event_type, mode = trigger.event_type, trigger.mode
        info = self.finder.ontology.types[event_type]
        if event_type == "MOBILIZE" and self._is_exercise(hit) and len({p.country for p in actors}) > 1:
            event_type, mode = "COOPERATE", None  # an exercise alone is MOBILIZE, a joint one is not
        if effect == "planned" and event_type in ("AID", "COOPERATE", "RETREAT") and info.committed:
            event_type, mode, effect = info.committed, None, "actual"
        elif effect == "planned" and event_type == "SUPPORT" and self.finder.modality.is_future(word):
            event_type, mode, effect = "AGREE", None, "actual"  # "will recognise"
        elif effect == "negated" and info.committed and self.finder.modality.is_future(word):
            event_type, mode, effect = "REJECT", _REFUSED.get(event_type, "change"), "actual"
        clash = not actors and len(recipients) > 1 and self._is_clash(hit)
        if clash:  # "soldiers and rebels died in a shootout"
            actors, recipients = recipients, ()
        elif not actors and event_type in _UNKNOWN_ACTOR:
            actors = (UNKNOWN,)
        elif not actors and event_type == "PROTEST":
            crowd = self.parties.crowd(word)
            actors = (crowd,) if crowd.country else ()
        words = (word, *hit.used, *_small_words(hit))
        start, end = _extent(words)
        known = word.pos not in ("VERB", "AUX") and hit.carried is None
        return Act(
            word, self.sentence, event_type, mode, actors, recipients, effect, start, end, words,
            mutual=trigger.is_mutual or clash, again=told is not None, known=known,
        )  # fmt: skip

    def _may_stand(self, act: Act) -> bool:
        """Whether an act is told of well enough to be one."""
        if act.actors == (UNKNOWN,) and act.modality != "actual":
            return False
        hit = self.hits.get(act.word.index)
        alone = len(act.actors) + len(act.recipients) == 1
        # "the Gaza war": a fight with one side named is a state of things
        return not (alone and act.event_type == "ASSAULT" and hit and hit.trigger.is_mutual and hit.carried is None)

    def _parties_of(self, hit: _Hit) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
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
            if carried.light.subject_is == "actor":
                actors = distinct((*subject, *actors)) if trigger.is_mutual else actors or subject
            elif carried.voice == "active":
                recipients = subject or recipients
        if not actors or (trigger.is_mutual and len(actors) == 1 and carried is None):
            actors = distinct((*actors, *self._fallback_actors(hit)))
        recipients = tuple(r for r in recipients if not any(same(r, a) for a in actors))
        if not recipients and actors and not trigger.is_mutual:
            recipients = self._fallback_recipients(hit, actors)
        return distinct(actors), recipients

    def _fallback_recipients(self, hit: _Hit, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """To whom it was done where the usual positions are empty."""
        event_type = hit.trigger.event_type
        found: tuple[Party, ...] = ()
        if event_type in _ABOUT_ACTS:  # "vowed to shoot down the planes"
            found = self.roles.at("complement.object", hit.site, None)
        elif hit.trigger.mode == "weapons":  # "fired a missile over the island"
            found = self.roles.fill(_FLIGHT, hit.site, None)
        found = tuple(p for p in found if not any(same(p, a) for a in actors))
        return found or (self._other_side(hit, actors) if event_type in _DYADIC else ())

    def _other_side(self, hit: _Hit, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The one other party that the sentence names, where it stands in the act's own clause: "promised the visitor"
        is left unsaid where it names one."""
        named = distinct(self.parties.named_in(self.sentence))
        own = {p.key for p in actors}
        # a paper's name in brackets or a broadcaster cited is no side of the act
        others = {p.key: p for p in named if p.key not in own and p.country and p.sector != "JRN"}
        if len(others) != 1:
            return ()
        clause = grammar.clause(hit.carried.verb if hit.carried else hit.site.word)
        return tuple(p for p in others.values() if any(p.start <= w.start < p.end for w in clause))

    def _is_clash(self, hit: _Hit) -> bool:
        """Whether a verb's row took up a noun whose act is mutual."""
        inner = [self.hit_at(w) for w in hit.used if w.pos == "NOUN"]
        return any(i is not None and i.trigger.is_mutual for i in inner)

    def _is_exercise(self, hit: _Hit) -> bool:
        return any(w.lemma in self.finder.exercises for w in (hit.site.word, *hit.used))

    def _fallback_actors(self, hit: _Hit) -> tuple[Party, ...]:
        """Who did it where the usual positions are empty."""
        site, event_type = hit.site, hit.trigger.event_type
        if site.word.pos != "VERB" and (doers := self.roles.these(self.finder.light_verbs.ascribed_to(site.word))):
            return doers
        for noun in hit.used:  # "killed in the army's raid"
            if noun.pos == "NOUN" and (doers := self.doer_of(noun)):
                return doers
        if event_type == "MOBILIZE":  # "a North Korean missile was launched from Sunan"
            return self.roles.at("object.owner", site, None) or self.roles.at("from", site, None)
        if event_type == "ASSAULT" and site.word.pos == "VERB":  # "rockets fired from Lebanon"
            return self.roles.at("from", site, None) if grammar.is_passive(site.word) else ()
        if event_type == "CONSULT" and site.word.pos != "VERB":  # "speaking during a visit to Osaka, he said"
            return self.roles.these(_who_is_there(site.word))
        if hit.trigger.mode in _BY_AUTHORITIES:  # "subject to investigations in Germany"
            return self.roles.at("in", site, None)
        return ()

    def _denial(self, hit: _Hit) -> Denial:
        site = hit.site
        deniers = self.roles.fill(hit.trigger.actor, site, hit.carried)
        about = [*site.objects, *site.complements, *hit.used]
        about += [w for heads in site.prepositions.values() for w in heads]
        return Denial(site.word, self.sentence, deniers, tuple(dict.fromkeys(about)))


def _same_telling(hit: _Hit, telling: dict[int, _Hit]) -> Iterator[int]:
    """Other triggers of the sentence that tell of the same act: "the *airstrikes* *killed*", "*killed* in a *raid*",
    "*struck* a convoy, *killing* two"."""
    word, near = hit.site.word, []
    if word.pos == "VERB":
        near += grammar.subjects(word)
        if hit.trigger.event_type in _ONE_BLOW:
            near += grammar.spread(word.children_of("advcl", "conj"))
    # "two were killed and six wounded in an attack": the phrase hangs on the last of the joined verbs
    for verb in word.conjuncts() if word.pos == "VERB" else [word]:
        there = hit.site.prepositions if verb is word else grammar.prepositions(verb)
        for prep in _CIRCUMSTANCE & there.keys():
            near += there[prep]
    for other in near:
        if other.index in telling and other is not word and other.sentence == word.sentence:
            yield other.index


def _fit(a: Act, b: Act) -> bool:
    if a is b or a.event_type != b.event_type or a.modality != b.modality:
        return False
    return a.actors == b.actors or UNKNOWN in a.actors or UNKNOWN in b.actors or not a.actors or not b.actors


def _united(a: Act, b: Act, b_is_mutual: bool) -> Act:
    actors = a.actors if a.actors and a.actors != (UNKNOWN,) else b.actors
    lead = a if a.start <= b.start or not b.recipients else b
    recipients = a.recipients
    if b.word.pos == "VERB" or not recipients:  # "raids on the coast killed ten": the noun's are where, not whom
        recipients = distinct(a.recipients + b.recipients)
    recipients = tuple(r for r in recipients if r not in actors)
    if b_is_mutual and actors == (UNKNOWN,) and len(recipients) > 1:  # "A and B died in a clash": each did it
        actors, recipients = recipients, ()
    known = a.known and b.known
    return replace(
        lead, actors=actors, recipients=recipients, mode=a.mode or b.mode, words=a.words + b.words, known=known
    )


def _only_describes(hit: _Hit) -> bool:
    """Whether a trigger only describes another thing: "the *ceasefire* deal", "the *besieged* city", "in *protest*"."""
    word = hit.site.word
    if word.dep in ("compound", "nmod") and word.pos in ("NOUN", "PROPN"):
        return True
    if word.dep == "acl" and word.tag == "VBG" and hit.trigger.event_type in ("SUPPORT", "AID"):
        return True  # "militias backing him"
    if word.dep == "amod" and word.tag in ("VBN", "VBD"):
        return True
    bare = not any(c.dep in ("det", "poss", "amod", "compound", "nmod") for c in word.children)
    return word.dep == "pobj" and bare and word.head is not None and word.head.lower == "in" and word.lemma == "protest"


def _who_is_there(noun: Word) -> list[Word]:
    """The subject of the verb during, at or after whose time a noun's act takes place."""
    prep = noun.head
    if noun.dep != "pobj" or prep is None or prep.lower not in _DURING or prep.head is None:
        return []
    return grammar.subjects(prep.head) if prep.head.pos in ("VERB", "AUX") else []


def _taken_up(hit: _Hit) -> Iterator[Word]:
    """What an act of speech is about: its infinitives and clauses, its object, what it calls for."""
    site = hit.site
    for word in site.complements:
        if word.pos in ("VERB", "AUX") or not _is_settled(word):
            yield word
    for word in (*site.objects, *hit.used):
        if word.pos in ("NOUN", "PROPN"):
            yield word
    for prep in ("for", "to", "of", "on", "with"):
        for word in site.prepositions.get(prep, ()):
            if word.pos == "NOUN" and not word.child("poss"):
                yield word


def _praised_for(hit: _Hit) -> list[Word]:
    """What somebody is praised for is no second record: "thanked them for *helping*"."""
    return [w for w in hit.site.prepositions.get("for", ()) if w.pos == "VERB"]


def _protested_for(hit: _Hit) -> list[Word]:
    """What a protest asks for is no request beside it: "marched, *demanding* his resignation"."""
    return [w for w in hit.site.word.children_of("advcl", "acl") if w.tag == "VBG"]


def _is_settled(word: Word) -> bool:
    """A noun told of as known: "the war", "its invasion", "Israel's strikes"."""
    if word.pos in ("VERB", "AUX", "ADJ"):
        return False
    return any(
        c.dep == "poss" or (c.dep == "det" and c.lower in ("the", "this", "that", "these", "those"))
        for c in word.children
    )


def _small_words(hit: _Hit) -> list[Word]:
    particles = frozenset().union(*hit.trigger.particles) if hit.trigger.particles else frozenset()
    small = [c for c in hit.site.word.children if c.lower in particles]
    return small + ([hit.carried.verb] if hit.carried and hit.carried.voice == "active" else [])


def _extent(words: tuple[Word, ...]) -> tuple[int, int]:
    """From the first to the last of a trigger's words, or the head alone where they stand far apart."""
    first, last = min(words, key=lambda w: w.index), max(words, key=lambda w: w.index)
    if last.index - first.index >= _LONGEST_TRIGGER:
        return words[0].start, words[0].end
    return first.start, last.end
