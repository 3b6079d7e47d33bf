"""One record an act a report: joins what several sentences tell of the same act.

Two tellings are the same act when they have the same type, modes, modalities and dates that allow it, and parties of
which neither side contradicts the other. The telling that carries the most leads; the others are further evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from whowhom.data import rows, settings
from whowhom.events.acts import UNKNOWN, Act
from whowhom.events.ontology import BY_WORD, STATE_ORGANS
from whowhom.events.roles import distinct
from whowhom.events.uniting import two_blows
from whowhom.records import EventDate, Party, Place, Span

_AGAINST_STATE = frozenset({"REB", "UAF", "PRE", "PRM"})
_MOST_GROUPS = 300
"""Acts of one type among which a telling is looked for: a report that tells of more is a list."""
_PEOPLE = frozenset({"CVL", "UNK", "UAF"})
_TOGETHER = 1.0
"""Degrees between two towns up to which they may be one place, told more or less exactly."""
_ONE_MORE = frozenset(settings("events/words.toml")["one_more"])
_ARMS = {row["word"]: row["kind"] for row in rows("events/arms.csv")}


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An act as one sentence tells it, with who says so, when and where."""

    act: Act
    asserted_by: tuple[Party, ...] = ()
    denied_by: tuple[Party, ...] = ()
    cue: Span | None = None
    denial: Span | None = None
    date: EventDate | None = None
    place: Place | None = None
    age: Literal["news", "past"] | None = None
    """Whether it is what the report has to tell, as its first sentences say without a date; or dated well before."""

    def said_by(self, speakers: tuple[Party, ...], cue: Span | None) -> Told:
        """The same, vouched for by these too; the first cue stays."""
        if not speakers:
            return self
        return replace(self, asserted_by=distinct((*self.asserted_by, *speakers)), cue=self.cue or cue)


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """All tellings of one act; `lead` has the values of the record."""

    lead: Told
    others: tuple[Told, ...]


def join(told: list[Told]) -> list[Joined]:
    """Groups of tellings in the order of their first mention."""
    groups: list[_Group] = []
    of_type: dict[str, list[_Group]] = {}
    for one in told:
        near = of_type.setdefault(one.act.event_type, [])
        for group in near[-_MOST_GROUPS:]:
            if group.takes(one):
                break
        else:
            if not one.act.again:
                groups.append(_Group(one))
                near.append(groups[-1])
    return [_joined(group.members) for group in groups]


class _Group:
    """Tellings of one act, and of them those that differ in what decides: a report may tell it a thousand times."""

    def __init__(self, first: Told) -> None:
        self.members = [first]
        self._different = {_signature(first): first}
        self._past: set[int] = set()
        self._undated: set[int] = set()
        self._note(first)

    def takes(self, one: Told) -> bool:
        """Adds a telling if it may be of this act."""
        signature = _signature(one)
        known = self._different.get(signature)
        others = self._different.values() if known is None else (known,)
        if not self._is_of_the_time(one) or not all(_compatible(other, one) for other in others):
            return False
        self.members.append(one)
        self._different.setdefault(signature, one)
        self._note(one)
        return True

    def _note(self, one: Told) -> None:
        if one.age == "past":
            self._past.add(one.act.sentence.index)
        elif one.date is None and not one.act.again:
            self._undated.add(one.act.sentence.index)

    def _is_of_the_time(self, one: Told) -> bool:
        """What is told without a date is news, not what is dated long before, unless it is told beside it."""
        at = one.act.sentence.index
        if one.age == "past":
            return all(abs(at - other) <= 1 for other in self._undated)
        return one.date is not None or one.act.again or all(abs(at - other) <= 1 for other in self._past)


def _signature(told: Told) -> tuple[object, ...]:
    act = told.act
    lemma = act.word.lemma if act.event_type in BY_WORD else ""
    parties = tuple(frozenset((*p.key, p.sector) for p in side) for side in (act.actors, act.recipients))
    day = (told.date.start, told.date.end) if told.date else None
    where = told.place
    place = (where.country, where.precision == "city" and (where.latitude, where.longitude)) if where else None
    arms = frozenset(_arms(act))
    return (act.mode, act.modality, act.mutual, lemma, parties, day, place, arms, _is_new(act), told.age)


def _compatible(a: Told, b: Told) -> bool:
    x, y = a.act, b.act
    if x.event_type != y.event_type or x.modality != y.modality:
        return False
    if x.mode and y.mode and x.mode != y.mode:
        return False
    if two_blows(x, y):
        return False
    if y.sentence is not x.sentence and _is_new(y) and not (_is_new(x) or _in_headline(a)):
        return False
    if a.date and b.date and (a.date.end < b.date.start or b.date.end < a.date.start):
        return False
    if {a.age, b.age} == {"news", "past"}:
        return False
    if x.mode != "weapons" and a.place and b.place and _are_apart(a.place, b.place):
        return False  # what is launched in one country may fly over another
    if x.event_type in BY_WORD and x.word.lemma != y.word.lemma and x.sentence is not y.sentence:
        return False
    if x.event_type == "MOBILIZE" and (arms := _arms(x)) and (others := _arms(y)) and not arms & others:
        return False  # a nuclear test and a missile's launch
    return _same_parties(x, y)


def _are_apart(a: Place, b: Place) -> bool:
    """Whether two places are of two countries, or two towns that do not lie together."""
    if a.country != b.country or not a.precision == b.precision == "city":
        return a.country != b.country
    if None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return False
    north, east = (a.latitude or 0) - (b.latitude or 0), (a.longitude or 0) - (b.longitude or 0)
    return abs(north) + abs(east) > _TOGETHER


def _arms(act: Act) -> set[str]:
    """The kinds of arms that an act names."""
    near = [word for word in act.words for word in (word, *word.children)]
    return {_ARMS[w.lemma] for w in near if w.lemma in _ARMS}


def _is_new(act: Act) -> bool:
    """Whether an act is told of as one more: "another missile test", "fired a second missile"."""
    return any(c.lower in _ONE_MORE for word in act.words for c in word.children)


def _same_parties(x: Act, y: Act) -> bool:
    if x.event_type == "ASSAULT":  # "the gunman" and "a man", "84 people" and "the crowd"
        x, y = _without_nobodies(x, y), _without_nobodies(y, x)
    fits = _agree(x.actors, y.actors) and not _at_war(x.actors, y.actors)
    fits = fits and _agree(x.recipients, y.recipients, empty_fits=True)
    if fits and not (x.mutual != y.mutual and x.recipients != y.recipients):
        return True
    # a mutual act told from the other side: "Kim met Putin", "the talks between Putin and Kim", "Kim's guest left"
    if not x.recipients or not y.recipients or x.event_type == "CONSULT":
        a, b = keys(x.actors + x.recipients), keys(y.actors + y.recipients)
        return a == b or (x.event_type == "CONSULT" and (a <= b or b <= a))
    return False


def _without_nobodies(act: Act, other: Act) -> Act:
    """The act without people of whom nothing is told, who may be any people that the other telling names."""
    actors, recipients = act.actors, act.recipients
    if all(map(_is_people, other.actors)) and all(map(_is_nobody, actors)):
        actors = (UNKNOWN,)
    if all(map(_is_people, other.recipients)) and all(map(_is_nobody, recipients)):
        recipients = ()
    return replace(act, actors=actors, recipients=recipients)


def _is_nobody(party: Party) -> bool:
    return _is_people(party) and not party.country and party.name == party.name.lower()


def _is_people(party: Party) -> bool:
    return party.sector in _PEOPLE


def _agree(x: tuple[Party, ...], y: tuple[Party, ...], empty_fits: bool = False) -> bool:
    a, b = keys(x), keys(y)
    if not a or not b:
        return empty_fits or a == b
    unknown = {UNKNOWN.key}
    return a == unknown or b == unknown or a <= b or b <= a


def _at_war(x: tuple[Party, ...], y: tuple[Party, ...]) -> bool:
    """Whether one are forces of a state and the others those that fight them, though both have its country."""
    here, there = {p.sector for p in x}, {p.sector for p in y}
    return (here <= STATE_ORGANS and there <= _AGAINST_STATE) or (here <= _AGAINST_STATE and there <= STATE_ORGANS)


def keys(parties: tuple[Party, ...]) -> set[tuple[str, str]]:
    return {p.key for p in parties}


def _joined(group: list[Told]) -> Joined:
    telling = [t for t in group if not t.act.again]  # what only points back has its parties from elsewhere
    lead = max(telling, key=lambda t: (not _in_headline(t), _weight(t), -t.act.start))
    vouching = _vouching(group, lead)
    actors = max((t.act.actors for t in telling), key=lambda ps: (ps != (UNKNOWN,), ps is lead.act.actors, len(ps)))
    recipients = lead.act.recipients or next((t.act.recipients for t in group if t.act.recipients), ())
    mode = lead.act.mode or next((t.act.mode for t in group if t.act.mode), None)
    merged = replace(
        lead,
        act=replace(lead.act, actors=actors, recipients=_without(recipients, actors), mode=mode),
        asserted_by=vouching.asserted_by,
        cue=vouching.cue,
        denied_by=distinct(p for t in group for p in t.denied_by),
        denial=next((t.denial for t in group if t.denial), None),
        date=lead.date or next((t.date for t in group if t.date), None),
        place=lead.place or next((t.place for t in group if t.place), None),
    )
    return Joined(merged, tuple(t for t in group if t is not lead))


def _vouching(group: list[Told], lead: Told) -> Told:
    """The telling whose speakers are those of the record: the leading one, unless it only names the act as known, or
    its own sentence tells elsewhere who says so."""
    if lead.asserted_by:
        return lead
    told = [t for t in group if t.asserted_by]
    if not (lead.act.known or _in_headline(lead)):
        told = [t for t in told if t.act.sentence is lead.act.sentence]
    return told[0] if told else lead


def _in_headline(told: Told) -> bool:
    """Whether a telling stands in a headline at the head of the text: a first line that ends without a stop."""
    sentence = told.act.sentence
    return sentence.index == 0 and sentence.text.rstrip()[-1:].isalnum()


def _weight(told: Told) -> int:
    """How much a telling carries: two parties, a doer that is known, a mode."""
    act = told.act
    return 2 * (len(act.actors + act.recipients) > 1) + 2 * (act.actors != (UNKNOWN,)) + bool(act.mode)


def _without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if p not in others)
