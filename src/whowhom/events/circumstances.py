"""When and where: the date and the place that each act's sentence gives it, and whose place it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from whowhom.actors import ReportParties
from whowhom.data import rows
from whowhom.events.acts import Act
from whowhom.events.merge import Told, keys
from whowhom.events.ontology import BLOWS, Ontology
from whowhom.language import Sentence, Text, Word
from whowhom.records import Party, Place
from whowhom.when import DateMention, date_of, find_dates, published_day, written_day
from whowhom.where import Gazetteer, PlaceMention, place_of

_MAIN = 5
"""Of the countries that a report names, so many decide between places of one name."""
_LEAD = 250
"""Characters at the head of a report that tell what is new in it."""
_NEWS = timedelta(days=7)
_ANY_DAY = date(2001, 7, 1)
"""A day of publication where only the form of a date counts."""
_NUMBER = re.compile(r"\d")
_BY_NAME = frozenset({"AID", "COERCE", "THREATEN", "ACCUSE", "REQUEST", "REJECT", "SANCTION", "SUPPORT", "CONCEDE"})
_WHERE = frozenset(row["preposition"] for row in rows("where/prepositions.csv") if row["certain"])
_LOCAL = frozenset({"CVL", "COP", "MIL", "REB", "OPP", "JUD", "MED", "EDU", "REL", "LAB", "AGR", "GOV", "LEG"})
_AT_WAR = frozenset({"GOV", "MIL", "REB", "PRE", "PRM"})
_PEOPLE = frozenset({"CVL", "UNK", "REF", "MED", "EDU"})
# sectors that fight their own state: a place in their country tells whom they struck
_AGAINST_OWN_STATE = frozenset({"REB", "UAF", "PRE", "CVL", "CRM", "PRM", "OPP", "UNK"})


class Circumstances:
    """The when and where stages; opens its tables once."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer, overlay: Path | None = None) -> None:
        self._ontology = ontology
        self._gazetteer = gazetteer
        self._overlay = overlay

    def add(self, told: list[Told], text: Text, parties: ReportParties) -> list[Told]:
        """The acts with date and place."""
        published, near = published_day(text.report), None
        if published is None:
            published, near = written_day(text.report.text, self._overlay)
        countries = [c for c, _ in parties.countries().most_common(_MAIN)]
        triggers: dict[int, list[Word]] = {}
        for one in told:
            triggers.setdefault(one.act.sentence.index, []).append(one.act.word)
        dates: dict[int, Sequence[DateMention]] = {}
        places: dict[int, Sequence[PlaceMention]] = {}
        for number in triggers:
            sentence = text.sentences[number]
            dates[number] = find_dates(
                sentence.text, published, offset=sentence.start, near=near, overlay=self._overlay
            )
            places[number] = self._gazetteer.find(sentence, countries)
        added = []
        for one in told:
            act, number = one.act, one.act.sentence.index
            others = [w for w in triggers[number] if w is not act.word and w not in act.words]
            speech = self._ontology.types[act.event_type].speech
            when = date_of(act.word, act.sentence, dates[number], others=others, speech=speech)
            if when is not None and act.modality == "actual" and _is_to_come(when, published):
                when = None  # "agreed to meet *next week*": what is done is done by now
            where = place_of(act.word, places[number], event_type=act.event_type, others=others)
            said_there = where is not None and parties.setting.tells_of_speaker(where.start, act.sentence, act.word)
            if where is not None and (said_there or _is_party(where, act)):
                where = None
            one = replace(
                one,
                date=when.event_date(text.report) if when else None,
                place=where.place(text.report) if where else None,
                age=self._age(act, when, published, near),
            )
            added.append(_at_home(_with_victim(_victims_there(_people_there(one, parties)), parties)))
        return added

    def _age(
        self, act: Act, when: DateMention | None, published: date | None, near: date | None
    ) -> Literal["news", "past"] | None:
        """What is dated more than a week before the report, or told by its first sentences as new. Where nobody knows
        when the report appeared, a day of a month is past: what is new is told by the day of the week."""
        about = published or near
        if when is not None and about is not None and about - date.fromisoformat(when.last) > _NEWS:
            return "past"
        sentence = act.sentence
        if published is None and date_of(act.word, sentence, self._days_of_a_month(sentence)):
            return "past"
        if when is not None:
            return None
        is_told = act.word.pos == "VERB" and act.modality == "actual" and not act.known
        return "news" if is_told and act.start < _LEAD else None

    def _days_of_a_month(self, sentence: Sentence) -> list[DateMention]:
        found = find_dates(sentence.text, _ANY_DAY, offset=sentence.start, overlay=self._overlay)
        told = (sentence.text[m.start - sentence.start : m.end - sentence.start] for m in found)
        return [m for m, words in zip(found, told, strict=True) if m.precision == "day" and _NUMBER.search(words)]


def _is_to_come(when: DateMention, published: date | None) -> bool:
    return published is not None and date.fromisoformat(when.first) > published + timedelta(days=1)


def _is_party(place: PlaceMention, act: Act) -> bool:
    """Whether a state is named as whom it is done to, not where: "sent tanks to Jordan", "pressed Athens"."""
    if act.event_type not in _BY_NAME or act.mode == "seize":
        return False
    above = place.head.head
    if act.event_type != "AID" and above is not None and above.lower in _WHERE:
        return False
    if place.precision != "country" and (act.event_type == "AID" or not place.is_capital):
        return False
    return any(p.start < place.end and place.start < p.end for p in act.recipients)


def _people_there(told: Told, parties: ReportParties) -> Told:
    """Villagers, police or rebels of whom nothing else tells the country, as of the place of the blow: "killed nine
    guards in *Goma*"."""
    act, place = told.act, told.place
    if act.event_type not in BLOWS or place is None or place.country is None:
        return told
    actors, recipients = (
        tuple(replace(p, country=place.country) if _is_local(p, place, parties) else p for p in side)
        for side in (act.actors, act.recipients)
    )
    return replace(told, act=replace(act, actors=actors, recipients=recipients))


def _is_local(party: Party, place: Place, parties: ReportParties) -> bool:
    """Whether a party may be called by where it is: no name, no nobody, none that lives anywhere."""
    if party.country or party.sector not in _LOCAL:
        return False
    if party.start < place.text.start and place.text.end <= party.end:  # "the market of Goma"
        return True
    if party.name[1:] != party.name[1:].lower():
        return False
    sets, words = parties.tables.sets, party.name.lower().split()
    head = parties.tables.head(words[-1]) if sets["from_abroad"].isdisjoint(words) else None
    return head is not None and head.noun not in sets["placeless"] | sets["stateless"]


def _victims_there(told: Told) -> Told:
    """People hurt abroad are of the place, not of the state of those who hurt them: "the army shelled the town over the
    border, *wounding ten people*"."""
    act, place = told.act, told.place
    own = {p.country for p in act.actors if p.country}
    if act.event_type != "ASSAULT" or act.mutual or not own:
        return told
    others = [p.country for p in act.recipients if p.country and p.country not in own]
    there = others[0] if others else place.country if place is not None else None
    if there is None or there in own:
        return told
    moved = tuple(replace(p, country=there) if p.country in own and _is_anybody(p) else p for p in act.recipients)
    return replace(told, act=replace(act, recipients=moved))


def _is_anybody(party: Party) -> bool:
    """Whether its words name no state or people."""
    return party.sector in _PEOPLE and not any(word[0].isupper() for word in party.name.split()[1:])


def _with_victim(told: Told, parties: ReportParties) -> Told:
    """An attack on a place is one on the state it lies in: "shelled the port of Odesa"."""
    act, place = told.act, told.place
    if act.event_type != "ASSAULT" or act.mutual or place is None or place.country is None:
        return told
    if act.mode == "aerial" and any(_is_downed(word, parties) for word in act.words):
        return told  # "shot down a drone over Marib"
    if act.recipients:  # "bombed Tripoli in northern Lebanon" struck no capital
        there = [_struck(p, place, parties) for p in act.recipients]
        return replace(told, act=replace(act, recipients=tuple(there)))
    own = ("", place.country) in {("", c) for c, _ in keys(act.actors)}
    if own and not any(p.sector in _AGAINST_OWN_STATE for p in act.actors):
        return told
    span = place.text
    name, sector = _state(place.country, parties), "GOV"
    if not any(p.sector in _AT_WAR for p in act.actors):  # "a shooting in Oslo": people, not the state
        name, sector = f"people in {place.name}", "CVL"
    victim = Party(span.text, span.start, span.end, name, place.country, sector)
    return replace(told, act=replace(act, recipients=(victim,)))


def _is_downed(word: Word, parties: ReportParties) -> bool:
    head = parties.tables.head(word.lower) if word.dep in ("dobj", "nsubjpass") else None
    return head is not None and head.kind == "asset"


def _struck(party: Party, place: Place, parties: ReportParties) -> Party:
    """A recipient that is the place itself, as the place's."""
    if party.country == place.country or not (place.text.start <= party.start and party.end <= place.text.end):
        return party
    return replace(party, country=place.country, name=_state(place.country or "", parties))


def _at_home(told: Told) -> Told:
    """Who meets on the ground of one side is that side's guest: "met the emir in Doha"."""
    act, place = told.act, told.place
    if act.event_type != "CONSULT" or act.recipients or place is None or act.mode not in (None, "visit"):
        return told
    hosts = tuple(p for p in act.actors if p.country and p.country == place.country)
    guests = tuple(p for p in act.actors if p not in hosts)
    if not hosts or not guests or any(p.country is None for p in guests):
        return told
    return replace(told, act=replace(act, actors=guests, recipients=hosts, mode="visit"))


def _state(country: str, parties: ReportParties) -> str:
    entry = parties.tables.states.get(country)
    return entry.name if entry is not None else country
