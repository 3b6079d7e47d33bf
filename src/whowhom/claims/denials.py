"""Who disputes it: denials meet the acts that they deny, in their own sentence or told before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from whowhom.claims.attribution import speakers_of
from whowhom.claims.statements import FoundStatement
from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.acts import UNKNOWN, Act, Denial
from whowhom.events.lexicon import Lexicon
from whowhom.events.merge import Told, keys
from whowhom.events.ontology import Ontology
from whowhom.events.roles import Parties, distinct
from whowhom.language import Word
from whowhom.records import Party, Report, Span

_WORDS = settings("claims/words.toml")
_POINTING = frozenset(_WORDS["pointing"])
_TRUTH = frozenset(_WORDS["truth"])
_FARTHEST = 200
"""Sentences back to which a denial points at most."""
_NEAR = 2  # sentences between an act and a denial that says "this" or "the charges"


def retorts(statements: list[FoundStatement], parties: Parties, lexicon: Lexicon) -> Iterator[Denial]:
    """Denials without a verb of denying: "says that is untrue", "called on the air: 'This is a lie.'" """
    false = lexicon.classes.get("falsehood", frozenset())
    said = lexicon.classes.get("accusation", frozenset()) | _POINTING
    for statement in statements:
        if statement.stance != "asserts" or statement.speaker is None:
            continue
        for verb in (statement.cue_word.child("ccomp"), statement.cue_word.head):
            subject = verb.child("nsubj") if verb is not None and verb.lemma == "be" and verb in statement else None
            if verb is None or subject is None or not {subject.lemma, subject.lower} & said:
                continue
            held = verb.children_of("acomp", "attr")
            denied = verb.child("neg") is not None
            if any(w.lemma in (_TRUTH if denied else false) for w in held):
                deniers = speakers_of(statement.speaker, parties)
                yield Denial(held[0], statement.sentence, deniers, (subject,))


def deny(
    told: list[Told], denials: list[Denial], ontology: Ontology, lexicon: Lexicon, report: Report
) -> list[Told]:
    """The acts with those who deny them. Who denies an act does not assert it."""
    charges = _POINTING | lexicon.classes.get("accusation", frozenset())
    told = _with_own_denials(told, ontology)
    in_sentence: dict[int, list[int]] = {}
    for index, one in enumerate(told):
        in_sentence.setdefault(one.act.sentence.index, []).append(index)
    for denial in denials:
        cue = report.span(denial.word.start, denial.word.end)
        number = denial.sentence.index
        here = in_sentence.get(number, [])
        before = [i for n in range(max(0, number - _FARTHEST), number + 1) for i in in_sentence.get(n, ())]
        for index in _named(denial, told, here, charges) or _charged(denial, told, before, charges, ontology):
            told[index] = _denied(told[index], denial.deniers, cue)
    return told


def _denied(one: Told, deniers: tuple[Party, ...], cue: Span | None) -> Told:
    """The act denied by these; who denies responsibility for what nobody named did is said to have done it."""
    act = one.act
    if act.actors == (UNKNOWN,) and deniers and not keys(act.recipients) & keys(deniers):
        act = replace(act, actors=deniers)
    return replace(
        one,
        act=act,
        denied_by=distinct((*one.denied_by, *deniers)),
        denial=one.denial or cue,
        asserted_by=_others(one.asserted_by, deniers),
    )


def _with_own_denials(told: list[Told], ontology: Ontology) -> list[Told]:
    """What somebody says it did not do, and others say it did, it denies: "said its army had not shelled the town"."""
    kept = list(told)
    for one in told:
        act, deniers = one.act, one.asserted_by
        if act.modality != "negated" or ontology.types[act.event_type].speech or not deniers:
            continue
        if not keys(deniers) <= keys(act.actors):
            continue
        for index, other in enumerate(kept):
            charged = other.act.event_type == act.event_type and other.act.modality == "actual"
            if charged and keys(other.act.actors) & keys(act.actors) and _others(other.asserted_by, deniers):
                kept[index] = _denied(other, deniers, one.cue)
                kept = [k for k in kept if k is not one]
                break
    return kept


def _named(denial: Denial, told: list[Told], here: list[int], charges: frozenset[str]) -> list[int]:
    """The acts that a denial names, also behind the noun of a charge: "responsibility for the *raid*"."""
    behind = [
        w for noun in denial.about if noun.lemma in charges
        for heads in grammar.prepositions(noun).values() for w in heads
    ]  # fmt: skip
    about = {id(w) for w in (*denial.about, *behind)}
    return [i for i in here if told[i].act.word is not denial.word and _is_among(told[i].act, about)]


def _is_among(act: Act, about: set[int]) -> bool:
    return id(act.word) in about or any(id(w) in about for w in act.words if w.pos in ("VERB", "AUX"))


def _charged(
    denial: Denial, told: list[Told], near: list[int], charges: frozenset[str], ontology: Ontology
) -> list[int]:
    """What was last said against who denies, where the denial only points to it: "denied this", "the charges"."""
    pointing = any(_points_back(w, charges) for w in (*denial.about, *denial.word.children_of("dobj", "nsubjpass")))
    if not denial.deniers or (denial.about and not pointing):
        return []
    deniers = keys(denial.deniers)
    before = [i for i in near if told[i].act.start < denial.word.start]
    accusations = [i for i in before if told[i].act.event_type == "ACCUSE" and keys(told[i].act.recipients) & deniers]
    accusers = distinct(p for i in accusations for p in told[i].act.actors)
    done = [i for i in before if keys(told[i].act.actors) & deniers and told[i].act.event_type != "ACCUSE"]
    claimed = [i for i in done if _others(told[i].asserted_by, denial.deniers)]
    claimed = [i for i in claimed if not accusers or keys(told[i].asserted_by) & keys(accusers)]
    recent = [
        i for i in done
        if denial.sentence.index - told[i].act.sentence.index <= _NEAR
        and ontology.types[told[i].act.event_type].quad == 4 and not told[i].asserted_by
    ]  # fmt: skip
    return claimed[-1:] or accusations[-1:] or recent[-1:]


def _others(speakers: tuple[Party, ...], deniers: tuple[Party, ...]) -> tuple[Party, ...]:
    """The speakers who are not among the deniers: an opposition is not the government of its country."""
    return tuple(s for s in speakers if not any(s.key == d.key and s.sector == d.sector for d in deniers))


def _points_back(word: Word, charges: frozenset[str]) -> bool:
    near = [c for c in word.children if c.dep in ("compound", "nmod") and c.lemma in charges]
    return word.lemma in charges or word.lower in charges or bool(near) or any(_is_pointer(c) for c in word.children)


def _is_pointer(word: Word) -> bool:
    return word.lower in _POINTING or word.lower == "such"
