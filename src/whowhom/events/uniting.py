"""One act told by a verb and its noun, or by two verbs of one sentence: "*struck* a convoy, *killing* two"."""

from __future__ import annotations

from dataclasses import replace

from whowhom.events.acts import UNKNOWN, Act
from whowhom.events.roles import distinct


def fit(a: Act, b: Act) -> bool:
    """Whether two acts that a sentence tells together may be one: of one type, and done by the same, as far as told."""
    if a is b or a.event_type != b.event_type or a.modality != b.modality or two_blows(a, b):
        return False
    return a.actors == b.actors or UNKNOWN in a.actors or UNKNOWN in b.actors or not a.actors or not b.actors


def two_blows(a: Act, b: Act) -> bool:
    """Whether joined verbs tell of who was taken away and of others who were not: "two policemen were killed and four
    officials *abducted*"."""
    joined = b.word in a.word.conjuncts() or a.word in b.word.conjuncts()
    if a.mode == b.mode or "abduct" not in (a.mode, b.mode) or not joined or not (a.recipients and b.recipients):
        return False
    apart = {p.start for p in a.recipients}.isdisjoint(p.start for p in b.recipients)
    return apart and {p.name for p in a.recipients}.isdisjoint(p.name for p in b.recipients)


def united(a: Act, b: Act, b_is_mutual: bool) -> Act:
    """The one act: what either tells of it."""
    actors = a.actors if a.actors and a.actors != (UNKNOWN,) else b.actors
    lead = a if a.start <= b.start or not b.recipients else b
    recipients = a.recipients
    if b.word.pos == "VERB" or not recipients:  # "raids on the coast killed ten": the noun's are where, not whom
        recipients = distinct(a.recipients + b.recipients)
    recipients = tuple(r for r in recipients if r not in actors)
    if abroad := [r for r in a.recipients if r.country not in {p.country for p in actors}]:
        near = [r for r in recipients if r in abroad or r.country not in {p.country for p in actors}]
        recipients = tuple(near)  # "struck Sanaa, killing nine children": those of the town
    if b_is_mutual and len(actors) > 1:  # "a clash between A and B left ten dead": theirs
        recipients = ()
    if b_is_mutual and actors == (UNKNOWN,) and len(recipients) > 1:  # "A and B died in a clash": each did it
        actors, recipients = recipients, ()
    known = a.known and b.known
    return replace(
        lead, actors=actors, recipients=recipients, mode=a.mode or b.mode, words=a.words + b.words, known=known
    )
