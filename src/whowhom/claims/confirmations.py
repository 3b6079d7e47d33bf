"""Who vouches for what was told before: "Berlin confirmed the move", "The incident was reported by the coast guard"."""

from __future__ import annotations

from collections.abc import Iterator

from whowhom.claims.attribution import speakers_of
from whowhom.claims.statements import FoundStatement
from whowhom.data import settings
from whowhom.events.hits import is_settled
from whowhom.events.lexicon import Lexicon
from whowhom.events.merge import Told
from whowhom.events.ontology import Ontology
from whowhom.events.roles import Parties
from whowhom.language import Word
from whowhom.records import Report

_POINTING = frozenset(settings("claims/words.toml")["pointing"])
_NEAR = 2  # sentences


def confirm(
    told: list[Told],
    statements: list[FoundStatement],
    parties: Parties,
    lexicon: Lexicon,
    ontology: Ontology,
    report: Report,
) -> list[Told]:
    """The acts with those who confirm them in a later sentence: there they are only pointed to, or named as known."""
    told = list(told)
    for index, one in enumerate(told):
        at = _meant(told[:index], one) if _is_object(one) else None
        if at is not None and not ontology.types[one.act.event_type].speech:
            told[at] = told[at].said_by(one.asserted_by, one.cue)
    pointing = lexicon.classes.get("pointing", frozenset()) | lexicon.classes.get("happening", frozenset())
    for statement in statements:
        if statement.rule != "object" or not statement.tells or statement.stance != "asserts":
            continue
        if any(_points_back(w, pointing) for w in statement.cue_word.children_of("dobj", "nsubjpass")):
            cue = report.span(*statement.cue)
            for at in _last(told, statement.sentence.index, ontology):
                told[at] = told[at].said_by(speakers_of(statement.speaker, parties), cue)
    return told


def _points_back(thing: Word, pointing: frozenset[str]) -> bool:
    bare = all(c.dep in ("det", "punct") for c in thing.children)
    return thing.lower in _POINTING or (bare and thing.lemma in pointing and is_settled(thing))


def _is_object(one: Told) -> bool:
    """Whether an act that only points back is what a cue takes: "confirmed the *raid*"."""
    word = one.act.word
    if not one.act.again or one.cue is None or word.head is None:
        return False
    return word.dep in ("dobj", "nsubjpass") and word.head.start == one.cue.start


def _meant(before: list[Told], again: Told) -> int | None:
    """The last telling of the act that "the raid" points back to."""
    for at in range(len(before) - 1, -1, -1):
        act = before[at].act
        if act.event_type == again.act.event_type and not act.again and again.act.mode in (None, act.mode):
            return at if act.sentence is not again.act.sentence else None
    return None


def _last(told: list[Told], sentence: int, ontology: Ontology) -> Iterator[int]:
    """The first act, other than one of speech, of the nearest sentence before that tells of any."""
    near = [at for at, one in enumerate(told) if 0 < sentence - one.act.sentence.index <= _NEAR]
    near = [at for at in near if not ontology.types[told[at].act.event_type].speech]
    last = max((told[at].act.sentence.index for at in near), default=-1)
    yield from sorted((at for at in near if told[at].act.sentence.index == last), key=lambda at: told[at].act.start)[:1]
