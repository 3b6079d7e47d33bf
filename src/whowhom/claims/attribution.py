"""According to whom: gives the acts of a report the speakers of the statements that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from whowhom.claims.statements import TOPIC_RULES, Contents, FoundStatement
from whowhom.claims.threats import aimed, as_committed
from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.acts import Act
from whowhom.events.merge import Told, keys
from whowhom.events.ontology import STATE_ORGANS, Ontology
from whowhom.events.roles import Parties, distinct
from whowhom.language import Word
from whowhom.records import Party, Report

_WORDS, _GRAMMAR = settings("claims/words.toml"), settings("language/words.toml")
_ASIDE = frozenset(_WORDS["aside"])
_CONTRAST = frozenset(_WORDS["contrast"])
_OF_CHARGES = frozenset(_WORDS["charge_prepositions"])
_BY_AUTHORS = tuple(_WORDS["author_prepositions"])
_CITING = frozenset(_WORDS["citing_verbs"])
_ALLEGED = frozenset(_WORDS["alleged"])
_SUPPOSED = frozenset(_WORDS["supposed"])
_ONE_OF = frozenset(_WORDS["predicate_words"])
_DEFINITE = frozenset(_GRAMMAR["definite"])
_OWN = tuple(f"{word} " for word in _GRAMMAR["possessive"])
# rules by which a whole sentence is attributed
_WHOLE = frozenset({"according", "trailing", "in words"})
_NEAR = 2  # sentences
_PEOPLE = frozenset({"CVL", "MED", "REF", "AGR", "LAB", "REL", "EDU"})


def attribute(
    acts: list[Act], statements: list[FoundStatement], parties: Parties, ontology: Ontology, report: Report
) -> list[Told]:
    """Each act with who says so, and with who denies it in so many words."""
    acts = aimed(acts, ontology)
    speakers = _Speakers(acts, statements, parties)
    charges = [a for a in acts if a.word.pos == "VERB" and a.event_type in ("ACCUSE", "SANCTION")]
    told = []
    for act in acts:
        if act.event_type == "THREATEN" and act.modality == "possible" and _is_supposed(act.word):
            continue
        is_speech = ontology.types[act.event_type].speech
        one = _as_stated(act, is_speech, speakers, report)
        for charge in charges:
            if charge is not act and _is_charge(act, charge):
                cue = report.span(charge.word.start, charge.word.end)
                one = one.said_by(_besides_own(act, charge.actors, is_speech), cue)
        told.append(as_committed(one, parties, ontology))
    return told


def _is_supposed(verb: Word) -> bool:
    """Whether a threat is only thought of: "if it threatens us", "could threaten the port"."""
    small = {c.lower for c in verb.children if c.dep in ("mark", "aux", "advmod")}
    return bool(small & _SUPPOSED)


class SpeakerOf:
    """Who says "I" and "we" at a word: the speaker of the quotation that it stands in."""

    def __init__(self, statements: list[FoundStatement], parties: Parties) -> None:
        self._contents = Contents(s for s in statements if s.speaker is not None)
        self._parties = parties

    def __call__(self, word: Word) -> tuple[Party, ...]:
        said = self._nearest(word)
        return speakers_of(said.speaker, self._parties) if said else ()

    def vouching(self, word: Word) -> tuple[Party, ...]:
        """The speaker, unless it is there to deny what is said."""
        said = self._nearest(word)
        return speakers_of(said.speaker, self._parties) if said and said.stance != "denies" else ()

    def _nearest(self, word: Word) -> FoundStatement | None:
        inside = [s for s in self._contents.holding(word) if s.speaker is not word]
        return min(inside, key=_length) if inside else None


def speakers_of(word: Word | None, parties: Parties) -> tuple[Party, ...]:
    """The parties that a speaker's noun phrase denotes, with those joined to it by "and"."""
    if word is None:
        return ()
    return distinct(p for one in word.conjuncts() for p in parties.of(one) or parties.in_own_words(one))


class _Speakers:
    """The statements of a report, by the sentences that they reach, with the parties that speak in each."""

    def __init__(self, acts: list[Act], statements: list[FoundStatement], parties: Parties) -> None:
        self._parties = parties
        self._acts = {id(w) for act in acts for w in act.words}
        self.cues = {id(s.cue_word) for s in statements} | {id(a.word) for a in acts if a.event_type == "ACCUSE"}
        self.statements = statements
        self.contents = Contents(statements)
        self._known: dict[int, tuple[Party, ...]] = {}

    def of(self, statement: FoundStatement) -> tuple[Party, ...]:
        """Who speaks: also whom the speaker quotes; of a paper whoever wrote or saw it."""
        if id(statement) not in self._known:
            self._known[id(statement)] = distinct(self._find(statement))
        return self._known[id(statement)]

    def owning(self, noun: Word) -> tuple[Party, ...]:
        """Whose claims they are."""
        return self._parties.owner(noun)

    def _find(self, statement: FoundStatement) -> Iterator[Party]:
        speaker = statement.speaker
        for one in speaker.conjuncts() if speaker is not None else ():
            if found := self._parties.of(one):
                yield from found
            elif statement.by_paper and (behind := self._behind(one) or self._before(statement, one)):
                yield from behind
            elif id(one) not in self._acts and (not statement.by_paper or statement.rule == "according"):
                yield from self._parties.in_own_words(one)
        if speaker is None and grammar.is_passive(statement.cue_word):  # "in a report in the paper he is said to …"
            for paper in grammar.prepositions(statement.cue_word).get("in", ()):
                yield from () if self._parties.of(paper) else self._behind(paper)
        cue = statement.cue_word
        for near in (cue, *cue.children_of("prep"), speaker, cue.head if statement.rule == "according" else None):
            for verb in near.children_of("advcl", "acl", "prep", "pcomp") if near is not None else ():
                if verb.lemma in _CITING and verb.tag == "VBG" and (verb.index > cue.index or near is not cue.head):
                    yield from (p for thing in grammar.objects(verb) for p in self._parties.of(thing))

    def _behind(self, paper: Word) -> list[Party]:
        """Who stands behind a paper: "the ministry's statement", "papers seen by the agency"."""
        by = [w for clause in paper.children_of("acl") if grammar.is_passive(clause) for w in grammar.doers(clause)]
        of = [w for prep in _BY_AUTHORS for w in grammar.prepositions(paper).get(prep, ())]
        return [*self._parties.owner(paper), *(p for w in by + of for p in self._parties.of(w))]

    def _before(self, statement: FoundStatement, paper: Word) -> tuple[Party, ...]:
        """Whose paper it is that a sentence only points to: "The statement said …" after "the ministry said"."""
        if not any(c.lower in _DEFINITE for c in paper.children):
            return ()
        last: FoundStatement | None = None
        for other in self.statements:
            if other is statement:
                break
            if other.speaker is not None and 0 < statement.sentence.index - other.sentence.index <= _NEAR:
                last = other
        return self.of(last) if last is not None else ()


def _as_stated(act: Act, is_speech: bool, speakers: _Speakers, report: Report) -> Told:
    """The act with the speakers of the statements whose content it stands in."""
    told = Told(act)
    for statement in speakers.contents.holding(act.word):
        if not (who := speakers.of(statement)):
            continue
        cue = report.span(*statement.cue)
        if statement.disputes:
            if statement.cue_word.pos == "NOUN":  # "denies Saudi claims that …"
                told = told.said_by(speakers.owning(statement.cue_word), cue)
            told = replace(told, denied_by=distinct((*told.denied_by, *who)), denial=cue)
        elif statement.insists and act.modality == "negated" and keys(act.actors + act.recipients) & keys(who):
            # "insists that it never fired": who insists is told otherwise
            told = replace(told, act=replace(act, modality="actual"), denied_by=who, denial=cue)
        elif statement.quoted or (statement.stance == "asserts" and _is_told(act, statement, speakers.cues)):
            placed = who if is_speech else tuple(_placed(p, act) for p in who)
            told = told.said_by(_besides_own(act, placed, is_speech), cue)
    return told


def _placed(speaker: Party, act: Act) -> Party:
    """A speaker of whom neither the words nor the report tell where it belongs, as one of those to whom it was done:
    "villagers said", and officials where the blow was not another state's."""
    told_of = {p.country for p in act.recipients if p.country}
    if speaker.country or not told_of or any(word[0].isupper() for word in speaker.name.split()[1:]):
        return speaker
    if speaker.sector in STATE_ORGANS:
        told_of |= {p.country for p in act.actors if p.country and p.sector in STATE_ORGANS}
    elif speaker.sector not in _PEOPLE:
        return speaker
    return replace(speaker, country=told_of.pop()) if len(told_of) == 1 else speaker


def _besides_own(act: Act, speakers: tuple[Party, ...], is_speech: bool) -> tuple[Party, ...]:
    """The speakers of an act; of an act of speech its own doer is none, unless others did it too."""
    if not is_speech or not keys(act.actors) <= keys(speakers):
        return speakers
    return tuple(s for s in speakers if not any(_speaks_for(s, a) for a in act.actors))


def _speaks_for(speaker: Party, actor: Party) -> bool:
    """Whether who speaks is who acts, or an organ of the same state: not its press, nor its opposition."""
    sectors = {speaker.sector, actor.sector}
    if actor.text.lower().startswith(_OWN) and speaker.country == actor.country:
        return True  # "said her party backed it"
    return speaker.key == actor.key and (len(sectors) == 1 or "UNK" in sectors or sectors <= STATE_ORGANS)


def _is_told(act: Act, statement: FoundStatement, cues: set[int]) -> bool:
    """Whether the statement says that the act took place, rather than speak of it as known."""
    head = grammar.as_quantity(act.word)
    if statement.rule in TOPIC_RULES and not statement.tells:
        return False
    if statement.rule == "object":
        return (head.dep in ("dobj", "nsubjpass") and head.head is statement.cue_word) or not act.known
    rule = statement.rule
    told = rule == "noun" or _is_predicate(head) or _is_predicate(act.word) or (rule in _WHOLE and _is_main(head, rule))
    if act.known and act.modality == "actual" and not told:
        return False
    return not _is_aside(act, statement, cues)


def _is_main(noun: Word, rule: str) -> bool:
    """Whether a noun is what a sentence is about, or, of one that is "according to" somebody, brings it about."""
    while noun.head is not None and noun.dep in (("conj",) if rule == "trailing" else ("conj", "pobj", "prep")):
        noun = noun.head
    return noun.dep in ("nsubj", "nsubjpass", "attr", "ROOT") or noun.pos == "VERB"


def _is_predicate(noun: Word) -> bool:
    """Whether a noun is what something is said to be: "was an act of sabotage", "are part of a campaign"."""
    of = noun.head
    if noun.dep == "pobj" and of is not None and of.lower == "of" and of.head is not None and of.head.lower in _ONE_OF:
        return of.head.dep == "attr"
    return noun.dep == "attr" and any(c.lower in _ONE_OF for c in noun.children)


def _is_aside(act: Act, statement: FoundStatement, cues: set[int]) -> bool:
    """Whether the act stands in a clause of the content that only refers to it, or that another speaker says."""
    word: Word | None = act.word
    while word is not None and word in statement and word is not statement.cue_word:
        opening = (c for c in word.children if c.index < word.index)
        marks = {c.lower for c in opening if c.dep in ("mark", "advmod", "prep")}
        if word.dep == "relcl" or (word.dep == "advcl" and marks & _ASIDE) or _above(word) & _ASIDE:
            return True
        if word.dep == "advcl" and marks & _CONTRAST and id(word) in cues and word is not act.word:
            return True  # "says X, while Kyiv says Y"
        word = word.head
    return False


def _above(word: Word) -> set[str]:
    return {word.head.lower} if word.head is not None and word.dep in ("pcomp", "pobj") else set()


def _is_charge(act: Act, charge: Act) -> bool:
    """Whether an act is what an accusation or a verdict says of somebody: "accuses Minsk of *arming* them", "sentenced
    for *spying*", "fined for its alleged part in the *raid*"."""
    if act.sentence is not charge.sentence or (act.word.pos != "VERB" and act.known):
        return False
    brought_in = alleged = False
    for word in (act.word, *act.word.ancestors()):
        if word is charge.word:
            return brought_in and (alleged or charge.event_type == "ACCUSE" or charge.mode == "convict")
        if word.dep not in ("pcomp", "pobj", "conj", "ccomp", "xcomp", "prep", "dobj", "nmod"):
            return False
        brought_in |= word.dep == "ccomp" or (word.dep == "prep" and word.lower in _OF_CHARGES)
        alleged |= any(c.lower in _ALLEGED for c in word.children)
    return False


def _length(statement: FoundStatement) -> int:
    return sum(end - start for start, end in statement.contents)
