"""According to whom, and who disputes it: gives the acts their speakers and deniers."""

from __future__ import annotations

from dataclasses import replace

from whowhom.claims.statements import FoundStatement
from whowhom.events.acts import Act, Denial, Found
from whowhom.events.merge import Told, keys
from whowhom.events.ontology import Ontology
from whowhom.events.roles import Parties, distinct
from whowhom.language import Word
from whowhom.records import Party, Report


def attribute(
    found: Found, statements: list[FoundStatement], parties: Parties, ontology: Ontology, report: Report
) -> list[Told]:
    """Each act with the speakers of the statements it stands in, then with those who deny it."""
    told = [_with_speakers(act, statements, parties, ontology, report) for act in found.acts]
    for denial in found.denials:
        for index in _denied(denial, told):
            one = told[index]
            span = report.span(denial.word.start, denial.word.end)
            told[index] = replace(
                one,
                denied_by=distinct((*one.denied_by, *denial.deniers)),
                denial=one.denial or span,
                asserted_by=tuple(p for p in one.asserted_by if p.key not in keys(denial.deniers)),
            )
    return told


class SpeakerOf:
    """Who says "I" and "we" at a word: the speaker of the quotation that it stands in."""

    def __init__(self, statements: list[FoundStatement], parties: Parties) -> None:
        self._statements = [s for s in statements if s.speaker is not None]
        self._parties = parties

    def __call__(self, word: Word) -> tuple[Party, ...]:
        inside = [s for s in self._statements if word in s and s.speaker is not word]
        return speakers_of(min(inside, key=_length).speaker, self._parties) if inside else ()


def _length(statement: FoundStatement) -> int:
    return sum(end - start for start, end in statement.contents)


def speakers_of(word: Word | None, parties: Parties) -> tuple[Party, ...]:
    """The parties that a speaker's noun phrase denotes, with those joined to it by "and"."""
    if word is None:
        return ()
    return distinct(p for one in word.conjuncts() for p in parties.of(one))


def _with_speakers(
    act: Act, statements: list[FoundStatement], parties: Parties, ontology: Ontology, report: Report
) -> Told:
    told = Told(act)
    is_speech = ontology.types[act.event_type].speech
    for statement in statements:
        if not any(start <= act.word.start < end for start, end in statement.contents):
            continue
        speakers = speakers_of(statement.speaker, parties)
        if not speakers:
            continue
        cue = report.span(*statement.cue)
        if statement.stance == "denies":
            told = replace(told, denied_by=distinct((*told.denied_by, *speakers)), denial=cue)
        elif not act.known and (statement.stance == "asserts" or statement.quoted):
            own = keys(act.actors) if is_speech else set()
            new = tuple(p for p in speakers if p.key not in own)
            told = replace(
                told, asserted_by=distinct((*told.asserted_by, *new)), cue=told.cue or (cue if new else None)
            )
    return told


def _denied(denial: Denial, told: list[Told]) -> list[int]:
    """Which acts a denial is about: those named in it, else what was last said against who denies."""
    named = [i for i, one in enumerate(told) if one.act.sentence is denial.sentence and _names(denial, one.act)]
    if named or not denial.deniers:
        return named
    deniers = keys(denial.deniers)
    before = [i for i, one in enumerate(told) if one.act.start < denial.word.start]
    accusations = [i for i in before if told[i].act.event_type == "ACCUSE" and keys(told[i].act.recipients) & deniers]
    accusers = {k for i in accusations for k in keys(told[i].act.actors)}
    claimed = [
        i for i in before
        if keys(told[i].act.actors) & deniers and keys(told[i].asserted_by) - deniers
        and (not accusers or keys(told[i].asserted_by) & accusers)
    ]  # fmt: skip
    return claimed[-1:] or accusations[-1:]


def _names(denial: Denial, act: Act) -> bool:
    """Whether the act is among the words that are denied, or hangs directly below them."""
    if act.word is denial.word:
        return False
    about = set(map(id, denial.about))
    return id(act.word) in about or any(id(w) in about for w in act.words if w.pos in ("VERB", "AUX"))
