"""Which tellings are one act. Each case: two tellings, whether they are the same act, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from whowhom.events.acts import UNKNOWN, Act
from whowhom.events.merge import Told, join
from whowhom.language import Sentence, Word
from whowhom.records import EventDate, Party, Place, Span

NOWHERE = Span(0, 0, "")


def party(name: str) -> Party:
    country, _, name = name.rpartition(":")
    return UNKNOWN if name == "?" else Party(name, 0, 1, name, country or name, "GOV")


def told(line: str, number: int = 1, **more: Any) -> Told:
    """A telling as "TYPE mode actors -> recipients"; `number` is that of its sentence."""
    kind, _, parties = line.partition(": ")
    event_type, _, mode = kind.partition(" ")
    actors, _, recipients = (side.strip() for side in parties.partition("->"))
    lemma = more.pop("lemma", "act")
    word = Word(0, number, number, number + 1, lemma, lemma, lemma, "VERB", "VBD", "ROOT")
    if before := more.pop("before", None):
        word.children.append(Word(0, number, 0, 0, before, before, before, "ADJ", "JJ", "amod", word))
    act = Act(
        word, SENTENCES[number], event_type, mode or None,
        tuple(map(party, actors.split())), tuple(map(party, recipients.split())),
        more.pop("modality", "actual"), number, number + 1, (word,),
        **{key: more.pop(key) for key in ("again", "known") if key in more},
    )  # fmt: skip
    speakers, deniers = (tuple(map(party, more.pop(key, "").split())) for key in ("said", "denied"))
    when, where = more.pop("date", None), more.pop("place", None)
    at = more.pop("at", (None, None))
    return Told(
        act, speakers, deniers,
        date=EventDate(when, when, "day", "stated", NOWHERE) if when else None,
        place=Place(where, where, *at, None, "city" if at[0] else "country", NOWHERE) if where else None,
        **more,
    )  # fmt: skip


SENTENCES = [
    Sentence(0, 0, 0, 4, "Army shells port"),
    Sentence(1, 1, 5, 9, "The army shelled it."),
    Sentence(2, 2, 10, 14, "It fell."),
]

CASES = [
    (told("ASSAULT: RUS -> UKR"), told("ASSAULT: RUS -> UKR", 2), True, "the same type and parties"),
    (told("ASSAULT: RUS -> UKR"), told("COERCE: RUS -> UKR", 2), False, "another type"),
    (told("ASSAULT: RUS -> UKR"), told("ASSAULT aerial: RUS -> UKR", 2), True, "one tells no mode"),
    (told("ASSAULT drone: RUS -> UKR"), told("ASSAULT aerial: RUS -> UKR", 2), False, "two modes"),
    (told("ASSAULT: RUS -> UKR"), told("ASSAULT: RUS -> UKR", 2, modality="planned"), False, "one is still to come"),
    (told("ASSAULT: RUS -> UKR"), told("ASSAULT: UKR -> RUS", 2), False, "the other way round"),
    (told("ASSAULT: RUS -> UKR"), told("ASSAULT: RUS -> GEO", 2), False, "another victim"),
    (told("ASSAULT: RUS -> UKR"), told("ASSAULT: RUS", 2), True, "one tells no victim"),
    (told("ASSAULT: ? -> UKR"), told("ASSAULT: RUS -> UKR", 2), True, "one does not know who"),
    (told("AID: FRA DEU -> UKR"), told("AID: FRA -> UKR", 2), True, "one of those who did it"),
    (told("AID: FRA -> UKR"), told("AID: DEU -> UKR", 2), False, "different doers"),
    (told("CONSULT: FRA -> CHN"), told("CONSULT: FRA CHN", 2), True, "a meeting told of both sides, and of one"),
    (told("CONSULT: FRA CHN"), told("CONSULT: FRA", 2), True, "or of one side alone"),
    (told("CONSULT: FRA CHN"), told("CONSULT: FRA ITA", 2), False, "but not of another guest"),
    (told("COOPERATE: FRA CHN"), told("COOPERATE: FRA -> CHN", 2), True, "a mutual act told of one side"),
    (told("AID: FRA -> UKR", date="2024-05-01"), told("AID: FRA -> UKR", 2, date="2024-05-01"), True, "on one day"),
    (told("AID: FRA -> UKR", date="2024-05-01"), told("AID: FRA -> UKR", 2, date="2024-05-02"), False, "on two days"),
    (told("AID: FRA -> UKR", date="2024-05-01"), told("AID: FRA -> UKR", 2), True, "one tells no day"),
    (told("AID: FRA -> UKR", place="UKR"), told("AID: FRA -> UKR", 2, place="POL"), False, "in two countries"),
    (told("AID: FRA -> UKR"), told("AID: FRA -> UKR", 2, before="another"), False, "it is said to be another"),
    (told("ACCUSE: FRA -> RUS", lemma="blame"), told("ACCUSE: FRA -> RUS", 2, lemma="sue"), False, "another word"),
    (told("ACCUSE: FRA -> RUS", lemma="blame"), told("ACCUSE: FRA -> RUS", 2, lemma="blame"), True, "the same word"),
    (told("ACCUSE: FRA -> RUS", lemma="blame"), told("ACCUSE: FRA -> RUS", lemma="sue"), True, "within one sentence"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same", "why"), CASES, ids=[why for *_, why in CASES])
def test_case(one: Told, other: Told, same: bool, why: str) -> None:
    assert len(join([one, other])) == (1 if same else 2), why


def test_every_telling_of_a_group_must_agree_with_every_other() -> None:
    days = [
        told("AID: FRA -> UKR", date="2024-05-01"),
        told("AID: FRA -> UKR"),
        told("AID: FRA -> UKR", date="2024-06-01"),
    ]
    assert [len(one.others) for one in join(days)] == [1, 0]


def test_what_only_points_back_is_no_act_of_its_own() -> None:
    again = told("ASSAULT: RUS -> UKR", 2, again=True)
    assert join([again]) == []
    (joined,) = join([told("ASSAULT: RUS -> UKR"), again])
    assert joined.others == (again,)


def test_the_telling_that_carries_most_leads_and_the_others_fill_in() -> None:
    poor = told("ASSAULT: ? -> UKR", 1, place="UKR", denied="RUS")
    rich = told("ASSAULT aerial: RUS -> UKR", 2, date="2024-05-01", denied="RUS")
    (joined,) = join([poor, rich])
    lead = joined.lead
    assert (lead.act.sentence.index, lead.act.mode, joined.others) == (2, "aerial", (poor,))
    assert (lead.act.actors, lead.act.recipients) == ((party("RUS"),), (party("UKR"),))
    assert (lead.place, lead.date) == (poor.place, rich.date)
    assert lead.denied_by == (party("RUS"),), "who denies twice denies once"


def test_what_is_told_without_a_date_is_not_what_was_long_before() -> None:
    news, before = told("ASSAULT: RUS -> UKR", 0), told("ASSAULT: RUS -> UKR", 2, date="2014-08-01", age="past")
    assert len(join([news, before])) == len(join([before, news])) == 2
    beside = told("ASSAULT: RUS -> UKR", 1)
    assert len(join([before, beside])) == 1, "the sentence beside it goes on about it"


def test_what_only_points_back_does_not_lead() -> None:
    plain, back = told("ASSAULT: ? -> UKR", 1), told("ASSAULT aerial: RUS -> UKR", 2, again=True)
    (joined,) = join([plain, back])
    assert (joined.lead.act.actors, joined.lead.act.sentence.index) == ((UNKNOWN,), 1)


def test_a_headline_does_not_lead() -> None:
    (joined,) = join([told("ASSAULT aerial: RUS -> UKR", 0), told("ASSAULT: RUS -> UKR", 1)])
    assert (joined.lead.act.sentence.index, joined.lead.act.mode) == (1, "aerial")


@pytest.mark.parametrize(("north", "east", "acts"), [(49.4, 32.1, 2), (50.6, 30.2, 1)])
def test_two_towns_far_apart_are_two_acts(north: float, east: float, acts: int) -> None:
    kyiv = told("ASSAULT: RUS -> UKR", place="UKR", at=(50.45, 30.5))
    assert len(join([kyiv, told("ASSAULT: RUS -> UKR", 2, place="UKR", at=(north, east))])) == acts


def test_people_of_whom_nothing_is_told_may_be_those_that_another_sentence_names() -> None:
    crowd = replace(party("crowd"), country=None, sector="CVL")
    act = told("ASSAULT: ? -> UKR")
    anybody = replace(act, act=replace(act.act, recipients=(crowd,)))
    victims = replace(party("84 people"), country="FRA", sector="CVL")
    named = replace(act, act=replace(act.act, sentence=SENTENCES[2], recipients=(victims,)))
    assert len(join([anybody, named])) == 1
    assert len(join([anybody, told("ASSAULT: ? -> UKR", 2)])) == 2, "a state is no crowd"


def test_who_vouches_is_told_by_the_leading_sentence() -> None:
    """What the report tells in its own voice stays so, though another sentence quotes somebody on it."""
    first, second = told("ASSAULT aerial: RUS -> UKR"), told("ASSAULT: RUS -> UKR", 2, said="UKR")
    assert join([first, second])[0].lead.asserted_by == ()
    known = told("ASSAULT aerial: RUS -> UKR", known=True)
    assert join([known, second])[0].lead.asserted_by == (party("UKR"),), "a bare noun tells nothing of its own"
