"""The events stage: from parsed sentences to the acts that they tell of.

For each word that the lexicon knows as a trigger: the row that fits best, the parties at the positions which the row
names, and whether the act has happened. What is asked for, promised or threatened is taken up by the act of asking,
promising or threatening.
"""

from __future__ import annotations

from dataclasses import replace

from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.acts import UNKNOWN, Act, Denial, Found
from whowhom.events.commitments import recast
from whowhom.events.crowds import Crowds
from whowhom.events.hits import (
    Hit,
    extent,
    is_settled,
    only_describes,
    points_back,
    renews,
    same_telling,
    stands_alone,
    taken_up,
    words_of,
)
from whowhom.events.lexicon import Lexicon
from whowhom.events.light_verbs import LightVerbs
from whowhom.events.match import Site, best
from whowhom.events.merge import keys
from whowhom.events.modality import Modality
from whowhom.events.ontology import Ontology
from whowhom.events.participants import Participants
from whowhom.events.roles import Parties
from whowhom.events.uniting import fit, united
from whowhom.language import Sentence, Word
from whowhom.records import Party

_JOINT = frozenset(settings("events/words.toml")["joint"])
_NEAR = 2  # sentences
_LAUNCHED = frozenset({"weapons", "heavy-weapons", "drone"})
_UNKNOWN_ACTOR = frozenset({"ASSAULT", "COERCE"})


class ActFinder:
    """The engine with its tables; holds no state of any report."""

    def __init__(self, lexicon: Lexicon, light_verbs: LightVerbs, modality: Modality, ontology: Ontology) -> None:
        self.lexicon = lexicon
        self.light_verbs = light_verbs
        self.modality = modality
        self.ontology = ontology
        self.anger = lexicon.classes.get("anger", frozenset())
        self.missiles = lexicon.classes.get("missile", frozenset()) | lexicon.classes.get("drone", frozenset())
        self.pointing = lexicon.classes.get("pointing", frozenset())
        self.fulfilling = lexicon.classes.get("fulfilling", frozenset())
        self.exercises = lexicon.classes.get("exercise", frozenset())
        self.forces = lexicon.classes.get("troops", frozenset()) | lexicon.classes.get("police", frozenset())

    def find(self, sentences: list[Sentence], parties: Parties) -> Found:
        found = Found()
        for sentence in sentences:
            SentenceReader(self, sentence, parties, found).read()
        return found


class SentenceReader:
    """Reads the acts and denials off one sentence, into what was found before in the report."""

    def __init__(self, finder: ActFinder, sentence: Sentence, parties: Parties, found: Found) -> None:
        self.found = found
        self.finder = finder
        self.sentence = sentence
        self.parties = parties
        self.participants = Participants(sentence, parties, self.doer_of, finder.light_verbs)
        self.crowds = Crowds(self.participants, self.hit_at, finder.anger)
        self.hits: dict[int, Hit | None] = {}
        self._asking: set[int] = set()

    def read(self) -> None:
        hits = [hit for word in self.sentence.words if (hit := self.hit_at(word))]
        used = {w.index: hit for hit in hits for w in hit.used}
        own = [hit for hit in hits if self._is_own_order(hit)]
        spoken_of = {w.index for hit in hits if hit not in own for w in taken_up(hit)}
        telling: dict[int, Hit] = {}
        for hit in hits:
            index = hit.site.word.index
            if only_describes(hit):
                continue
            if hit.trigger.event_type == "DENY":
                self.found.denials.append(self._denial(hit))
            elif hit.trigger.event_type == "NONE" or index in spoken_of:
                continue
            elif index not in used or stands_alone(hit, used[index], self.parties):
                telling[index] = hit
        acts = {index: act for index, hit in telling.items() if (act := self._act(hit))}
        for hit in own:  # "ordered the army to shell the town": what is ordered is planned, the order no request
            if any(w.index in acts for w in taken_up(hit)):
                acts.pop(hit.site.word.index, None)
        for index, hit in telling.items():
            for other in same_telling(hit, telling):
                if index in acts and other in acts and fit(acts[index], acts[other]):
                    one = united(acts[index], acts[other], telling[other].trigger.is_mutual)
                    acts = {i: one if act in (acts[index], acts[other]) else act for i, act in acts.items()}
        self.found.acts += [act for act in dict.fromkeys(acts.values()) if act.actors and self._may_stand(act)]
        if not acts and (echo := self._echo()):
            self.found.acts.append(echo)

    def _echo(self) -> Act | None:
        """ "So did Spain.": what the sentence before told last, done by others too."""
        last = self.found.acts[-1] if self.found.acts else None
        verb = next((w for w in self.sentence.words if w.dep == "ROOT" and w.lemma == "do"), None)
        if last is None or verb is None or last.sentence.index != self.sentence.index - 1:
            return None
        if not any(c.lower == "so" for c in verb.children):
            return None
        actors = self.participants.roles.these(grammar.subjects(verb))
        start, end = self.sentence.words[0].start, verb.end
        return replace(last, word=verb, sentence=self.sentence, actors=actors, start=start, end=end, words=(verb,))

    def is_party(self, word: Word) -> bool:
        return bool(self.parties.of(word))

    def is_place(self, word: Word) -> bool:
        return self.parties.is_place(word)

    def is_same(self, a: Word, b: Word) -> bool:
        return bool(keys(self.parties.of(a)) & keys(self.parties.of(b)))

    def hit_at(self, word: Word) -> Hit | None:
        if word.index not in self.hits:
            self.hits[word.index] = None
            if word.dep not in ("aux", "auxpass") and self.finder.lexicon.at(word):
                carried = self.finder.light_verbs.carrier(word) if word.pos in ("NOUN", "PROPN") else None
                site = Site(word, carried.verb if carried else None)
                if match := best(self.finder.lexicon, site, self):
                    self.hits[word.index] = Hit(site, match[0], carried, tuple(match[1]))
        return self.hits[word.index]

    def doer_of(self, noun: Word) -> tuple[Party, ...]:
        """Who does the act that a noun names; nobody where it names none."""
        if noun.index in self._asking or noun.pos in ("VERB", "AUX"):
            return ()
        self._asking.add(noun.index)
        try:
            hit = self.hit_at(noun)
            if hit is None or hit.trigger.event_type in ("NONE", "DENY"):
                return self._pointed_at(noun)
            doers = self.participants.roles.fill(hit.trigger.actor, hit.site, hit.carried)
            told = None if doers else self._told_before(hit)
            return told.actors if told else doers
        finally:
            self._asking.discard(noun.index)

    def _told_before(self, hit: Hit) -> Act | None:
        """The act that "the raid" points back to: the last one told of this type, of its mode where there is one."""
        if not is_settled(hit.site.word) or hit.carried is not None:
            return None
        same = [act for act in self.found.acts if act.event_type == hit.trigger.event_type]
        fitting = [act for act in same if hit.trigger.mode in (None, act.mode)]
        return next(reversed(fitting or same), None)

    def _pointed_at(self, noun: Word) -> tuple[Party, ...]:
        """Who did what "the launch", "the decision", "such moves" or "this" points back to: the act of such a type, or
        of any, that was told last in an earlier sentence."""
        of_any = noun.lower in ("this", "that") and noun.dep in ("nsubj", "nsubjpass", "dobj")
        if not of_any and not points_back(noun):
            return ()
        types = {t.event_type for t in self.finder.lexicon.of(noun.lemma, "noun") if not t.by_speaker}
        for word in reversed(self.sentence.words[: noun.index]):  # "missiles were fired, and all condemned the launch"
            hit = self.hits.get(word.index) if word.pos == "VERB" else None
            if hit is not None and hit.trigger.event_type in types:
                return self.participants.of(hit)[0]
        for act in reversed(self.found.acts):
            near = self.sentence.index - act.sentence.index <= _NEAR
            launched = act.mode in _LAUNCHED and noun.lemma in self.finder.missiles  # "shot down *the missile*"
            if launched or act.event_type in types or (near and (of_any or noun.lemma in self.finder.pointing)):
                return tuple(p for p in act.actors if p != UNKNOWN)
        return ()

    def _act(self, hit: Hit) -> Act | None:
        word, trigger, verb = hit.site.word, hit.trigger, hit.carried.verb if hit.carried else hit.site.word
        effect = self.finder.modality.of(word, hit.carried, is_settled(word))
        named = (*hit.used, *hit.site.objects, *hit.site.doers)
        if effect == "actual" and any(map(self.finder.modality.is_none, named)):
            effect = "negated"  # "made no concessions", "no soldiers were killed"
        if effect in ("negated", "possible") and renews(hit, self.finder.fulfilling):
            effect = "actual"  # "has not carried out its threat"
        if effect == "suppress" or (trigger.by_speaker and effect != "actual" and trigger.event_type != "THREATEN"):
            return None
        actors, recipients = self.participants.of(hit)
        told = self._told_before(hit) if not actors and not recipients else None
        if told is not None:
            actors, recipients = told.actors, told.recipients
        event_type, mode = trigger.event_type, trigger.mode or self._mode_of_noun(hit)
        if event_type in ("MOBILIZE", "COOPERATE") and self._is_exercise(hit):
            event_type, mode = self._exercise(hit, event_type, mode, {p.country for p in actors})
        if event_type == "AID" and self._is_of_own_troops(hit, actors, recipients):
            event_type, mode, recipients = "MOBILIZE", "troops", ()  # "sent reinforcements to the province"
        event_type, mode, effect = recast(hit, event_type, mode, effect, self.finder.modality, self.finder.ontology)
        if event_type == "REJECT" and trigger.event_type != "REJECT":
            actors, recipients = self.participants.one_sided(verb, actors, recipients)
        clash = not actors and len(recipients) > 1 and self._is_clash(hit)
        if clash:  # "soldiers and rebels died in a shootout"
            actors, recipients = recipients, ()
        elif not actors and event_type in _UNKNOWN_ACTOR:
            actors = (UNKNOWN,)
        elif not actors and mode == "weapons" and word.pos == "VERB":
            actors = self._only_shooter()
        elif not actors and event_type == "PROTEST":
            crowd = self.parties.crowd(word)
            actors = (crowd,) if crowd.country else ()
        recipients = recipients or (self.crowds.aimed_at(hit, actors) if event_type == "PROTEST" else ())
        if event_type in _UNKNOWN_ACTOR and not recipients and (fallen := self.participants.fallen(word)):
            event_type, mode, recipients = "ASSAULT", mode if event_type == "ASSAULT" else None, fallen
        words = words_of(hit)
        start, end = extent(words)
        known = word.pos not in ("VERB", "AUX", "ADJ") and hit.carried is None
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
        war = hit is not None and hit.trigger.is_mutual and hit.carried is None and act.word.pos not in ("VERB", "AUX")
        return not (alone and act.event_type == "ASSAULT" and war)

    def _is_own_order(self, hit: Hit) -> bool:
        """Whether a state gives an order to its own people in office or in arms."""
        if hit.trigger.event_type != "REQUEST" or not self.finder.modality.is_order(hit.site.word):
            return False
        actors, recipients = self.participants.of(hit)
        both = (*actors, *recipients)
        return bool(actors and recipients) and len({p.country for p in both}) == 1 and all(map(_is_of_state, both))

    def _is_clash(self, hit: Hit) -> bool:
        """Whether a verb's row took up a noun whose act is mutual."""
        inner = [self.hit_at(w) for w in hit.used if w.pos == "NOUN"]
        return any(i is not None and i.trigger.is_mutual for i in inner)

    def _mode_of_noun(self, hit: Hit) -> str | None:
        """ "killed in a *drone attack*": how it was done is told by the noun that the verb's row took up."""
        inner = [self.hit_at(w) for w in hit.used if w.pos == "NOUN" and w is not hit.site.word]
        return next((i.trigger.mode for i in inner if i and i.trigger.event_type == hit.trigger.event_type), None)

    def _is_exercise(self, hit: Hit) -> bool:
        return any(w.lemma in self.finder.exercises for w in (hit.site.word, *hit.used))

    def _exercise(
        self, hit: Hit, event_type: str, mode: str | None, countries: set[str | None]
    ) -> tuple[str, str | None]:
        """An exercise alone is MOBILIZE, a joint one COOPERATE: "soldiers *took part in a drill*" is of one state."""
        if event_type == "MOBILIZE":
            return ("COOPERATE", None) if len(countries) > 1 else (event_type, mode)
        joint = any(c.lower in _JOINT for w in (hit.site.word, *hit.used) for c in w.children)
        alone = len(countries) == 1 and None not in countries and not joint
        return ("MOBILIZE", "troops") if alone else (event_type, mode)

    def _is_of_own_troops(self, hit: Hit, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> bool:
        """Whether a state sends forces to its own people."""
        forces = any(w.lemma in self.finder.forces for w in hit.used)
        both = (*actors, *recipients)
        return forces and bool(actors and recipients) and len({p.country for p in both}) == 1

    def _only_shooter(self) -> tuple[Party, ...]:
        """Whose arms a report speaks of all along: "three *were launched* on Saturday"."""
        told = [act.actors for act in self.found.acts if act.mode == "weapons"]
        return told[-1] if len({p.country for actors in told for p in actors}) == 1 else ()

    def _denial(self, hit: Hit) -> Denial:
        site = hit.site
        deniers = self.participants.roles.fill(hit.trigger.actor, site, hit.carried)
        about = [*site.objects, *site.complements, *hit.used]
        about += [w for heads in site.prepositions.values() for w in heads]
        return Denial(site.word, self.sentence, deniers, tuple(dict.fromkeys(about)))


def _is_of_state(party: Party) -> bool:
    return party.country is not None and party.sector in ("GOV", "MIL", "COP", "SPY")
