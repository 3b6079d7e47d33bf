"""According to whom: gives the acts of a report the speakers of the statements that they stand in."""

from __future__ import annotations

from dataclasses import replace

from whowhom.claims.statements import FoundStatement
from whowhom.events.acts import Act
from whowhom.events.grammar import as_quantity
from whowhom.events.merge import Told, keys
from whowhom.events.ontology import Ontology
from whowhom.events.roles import Parties, distinct
from whowhom.language import Word
from whowhom.records import Party, Report, Span

# clauses that a speaker takes as known: "after the army shelled the town", "who bombed it"
_ASIDE = frozenset({"after", "since", "before", "when", "until", "following"})
_CONTENT_PREPS = frozenset({"of", "for", "over"})


def attribute(
    acts: list[Act], statements: list[FoundStatement], parties: Parties, ontology: Ontology, report: Report
) -> list[Told]:
    """Each act with who says so, and with who denies it in so many words."""
    accusations = [a for a in acts if a.event_type == "ACCUSE" and a.word.pos == "VERB"]
    told = []
    for act in acts:
        own = keys(act.actors) if ontology.types[act.event_type].speech else set()
        one = _as_stated(act, own, statements, parties, report)
        for accusation in accusations:
            if accusation is not act and _is_charge(act, accusation):
                cue = report.span(accusation.word.start, accusation.word.end)
                one = _said_by(one, tuple(p for p in accusation.actors if p.key not in own), cue)
        told.append(_as_threat(one))
    return told


def _as_threat(told: Told) -> Told:
    """Force that its own doer says is to come is a threat: "said it would shell the port again"."""
    act = told.act
    if act.event_type != "ASSAULT" or act.modality != "planned" or not keys(act.actors) & keys(told.asserted_by):
        return told
    return replace(told, act=replace(act, event_type="THREATEN", mode="violence", modality="actual"), asserted_by=())


class SpeakerOf:
    """Who says "I" and "we" at a word: the speaker of the quotation that it stands in."""

    def __init__(self, statements: list[FoundStatement], parties: Parties) -> None:
        self._statements = [s for s in statements if s.speaker is not None]
        self._parties = parties

    def __call__(self, word: Word) -> tuple[Party, ...]:
        inside = [s for s in self._statements if word in s and s.speaker is not word]
        return speakers_of(min(inside, key=_length).speaker, self._parties) if inside else ()


def speakers_of(word: Word | None, parties: Parties) -> tuple[Party, ...]:
    """The parties that a speaker's noun phrase denotes, with those joined to it by "and"."""
    if word is None:
        return ()
    return distinct(p for one in word.conjuncts() for p in parties.of(one) or parties.in_own_words(one))


def _as_stated(
    act: Act, own: set[tuple[str, str]], statements: list[FoundStatement], parties: Parties, report: Report
) -> Told:
    """The act with the speakers of the statements whose content it stands in; of its own act of speech (`own`)
    nobody is a further speaker."""
    told = Told(act)
    for statement in statements:
        if act.word not in statement or not (speakers := speakers_of(statement.speaker, parties)):
            continue
        cue = report.span(*statement.cue)
        if statement.disputes:
            told = replace(told, denied_by=distinct((*told.denied_by, *speakers)), denial=cue)
        elif statement.quoted or (statement.stance == "asserts" and _is_told(act, statement)):
            told = _said_by(told, tuple(p for p in speakers if p.key not in own), cue)
    return told


def _said_by(told: Told, speakers: tuple[Party, ...], cue: Span) -> Told:
    if not speakers:
        return told
    return replace(told, asserted_by=distinct((*told.asserted_by, *speakers)), cue=told.cue or cue)


def _is_told(act: Act, statement: FoundStatement) -> bool:
    """Whether the statement says that the act took place, rather than speak of it as known."""
    if act.known and act.modality == "actual":
        head = as_quantity(act.word)
        return head.dep == "dobj" and head.head is statement.cue_word  # "confirmed another missile test"
    return not _is_aside(act, statement) and not (statement.cue_word.pos == "NOUN" and act.word.pos == "VERB")


def _is_aside(act: Act, statement: FoundStatement) -> bool:
    """Whether the act stands in a clause of the content that only refers to it."""
    word: Word | None = act.word
    while word is not None and word in statement and word is not statement.cue_word:
        marks = {c.lower for c in word.children if c.dep in ("mark", "advmod", "prep")}
        if word.dep == "relcl" or (word.dep in ("advcl", "pcomp") and (marks | _above(word)) & _ASIDE):
            return True
        word = word.head
    return False


def _above(word: Word) -> set[str]:
    return {word.head.lower} if word.head is not None and word.dep == "pcomp" else set()


def _is_charge(act: Act, accusation: Act) -> bool:
    """Whether an act is what an accusation says of the accused: "accuses Minsk of *arming* them"."""
    if act.sentence is not accusation.sentence or act.word.pos != "VERB":
        return False
    for word in (act.word, *act.word.ancestors()):
        head = word.head
        if head is None or word.dep not in ("pcomp", "conj", "ccomp", "xcomp", "prep"):
            return False
        if head is accusation.word:
            return word.dep == "ccomp" or (word.dep == "prep" and word.lower in _CONTENT_PREPS)
    return False


def _length(statement: FoundStatement) -> int:
    return sum(end - start for start, end in statement.contents)
