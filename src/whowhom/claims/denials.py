"""Who disputes it: denials meet the acts that they deny, in their own sentence or told before."""

from __future__ import annotations

from dataclasses import replace

from whowhom.events.acts import Act, Denial
from whowhom.events.merge import Told, keys
from whowhom.events.roles import distinct
from whowhom.records import Report


def deny(told: list[Told], denials: list[Denial], report: Report) -> list[Told]:
    """The acts with those who deny them. Who denies an act does not assert it."""
    told = list(told)
    for denial in denials:
        for index in _denied(denial, told):
            one = told[index]
            told[index] = replace(
                one,
                denied_by=distinct((*one.denied_by, *denial.deniers)),
                denial=one.denial or report.span(denial.word.start, denial.word.end),
                asserted_by=tuple(p for p in one.asserted_by if p.key not in keys(denial.deniers)),
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
    """Whether the act is among the words that are denied."""
    if act.word is denial.word:
        return False
    about = set(map(id, denial.about))
    return id(act.word) in about or any(id(w) in about for w in act.words if w.pos in ("VERB", "AUX"))
