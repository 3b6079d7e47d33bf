"""What a threat is, and at whom it is aimed, where only what stands around it tells."""

from __future__ import annotations

from dataclasses import replace

from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.acts import UNKNOWN, Act
from whowhom.events.merge import Told, keys
from whowhom.events.modality import is_future
from whowhom.events.ontology import Ontology
from whowhom.events.roles import Parties, distinct
from whowhom.records import Party

_CONDITIONS = frozenset(settings("claims/words.toml")["conditions"])
_MODES = {"expel": "expel", "deport": "expel", "arrest": "arrest", "withdraw": "relations", "discontinue": "relations"}
_MODE_OF_TYPE = {"ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict", "SANCTION": "restrict"}
_AIMED = frozenset({("ACCUSE", "disapprove"), *(("THREATEN", m) for m in (None, "relations", "restrict", "violence"))})
_NEAR = 2  # sentences


def as_committed(told: Told, parties: Parties, ontology: Ontology) -> Told:
    """Force that its own doer says is to come is a threat ("said it would shell the port again"), and so is any other
    blow under a condition that others are to meet ("would expel them if Riga hosted the rebels"); what somebody gives
    way to is given way to by saying so ("announced that it will lift the ban"); a threat with a condition is one."""
    act = told.act
    if act.event_type == "THREATEN" and act.modality in ("possible", "planned"):
        return replace(told, act=replace(act, modality="actual"))
    own = bool(keys(act.actors) & keys(told.asserted_by))
    if act.modality == "planned" and act.event_type == "ASSAULT" and own:
        return _threat(told, act.recipients)
    if act.modality == "planned" and act.event_type == "CONCEDE" and is_future(act.word):
        return replace(told, act=replace(act, modality="actual"))
    if act.modality == "possible" and own and ontology.types[act.event_type].committed == "THREATEN":
        warned = _under_condition(act, parties)
        if warned and is_future(act.word):
            return _threat(told, act.recipients or warned)
    return told


def _threat(told: Told, recipients: tuple[Party, ...]) -> Told:
    act = told.act
    mode = _MODES.get(act.mode or "", _MODE_OF_TYPE.get(act.event_type))
    act = replace(act, event_type="THREATEN", mode=mode, modality="actual", recipients=recipients)
    return replace(told, act=act, asserted_by=())


def _under_condition(act: Act, parties: Parties) -> tuple[Party, ...]:
    """The others who are to meet the condition of an act: "unless *Riga* pays"."""
    clauses = [c for c in act.word.children_of("advcl") if {m.lower for m in c.children} & _CONDITIONS]
    met_by = distinct(p for clause in clauses for w in grammar.subjects(clause) for p in parties.of(w))
    return tuple(p for p in met_by if not keys((p,)) & keys(act.actors))


def aimed(acts: list[Act], ontology: Ontology) -> list[Act]:
    """The acts, charges and threats that name nobody aimed at whoever the same speaker has charged or threatened just
    before, or else at whoever has just done something to the speaker."""
    order = sorted(acts, key=lambda act: (act.sentence.index, act.start))
    aims: dict[int, tuple[Party, ...]] = {}
    for index, act in enumerate(order):
        if act.recipients or act.modality != "actual" or (act.event_type, act.mode) not in _AIMED:
            continue
        for other in reversed(order[:index]):
            if act.sentence.index - other.sentence.index > _NEAR:
                break
            if other.sentence is not act.sentence and (found := _aim(act, other, aims, ontology)):
                aims[id(act)] = found
                break
    return [replace(act, recipients=aims[id(act)]) if id(act) in aims else act for act in acts]


def _aim(act: Act, other: Act, aims: dict[int, tuple[Party, ...]], ontology: Ontology) -> tuple[Party, ...]:
    quad, told_to = ontology.types[other.event_type].quad, other.recipients or aims.get(id(other), ())
    if keys(act.actors) & keys(other.actors):
        return told_to if other.event_type in ("ACCUSE", "THREATEN", "SANCTION") else ()
    struck = quad == 4 and UNKNOWN not in other.actors and bool(keys(told_to) & keys(act.actors))
    return other.actors if struck else ()
