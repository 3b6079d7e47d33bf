"""Which events of several reports become one incident. Every case is invented."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import KALDONIA, RURITANIA, UNKNOWN, VESPERIA, party, told

from whowhom.linking.event_evidence import evidence
from whowhom.linking.event_profile import EventProfile, event_profile
from whowhom.linking.groups import group
from whowhom.linking.incidents import IncidentLinker
from whowhom.records import Event, Report

LINKER = IncidentLinker()
Told = tuple[Event, Report]

STRIKE = "Ruritanian missiles struck the granary of Altenburg, killing 12 villagers at dawn."
AGAIN = "A Ruritanian strike on a granary in Altenburg killed 12 villagers, the governor said."


def incidents(*events: Told) -> list[set[str]]:
    """The reports of each incident."""
    profiles = [event_profile(event, report) for event, report in events]
    return [{member.report_id for member in part} for part in group(LINKER, profiles)]


def other_actors(a: Told, b: Told) -> float:
    found = evidence(event_profile(*a), event_profile(*b))
    assert found is not None
    return found["other_actors"]


def one(*events: Told) -> bool:
    return len(incidents(*events)) == 1


def test_two_outlets_tell_of_one_dated_act() -> None:
    a = told("a", STRIKE, "struck", day="2031-05-11", town="Altenburg", mode="aerial")
    b = told("b", AGAIN, "strike", day="2031-05-11", town="Altenburg", mode="aerial")
    assert one(a, b)


def test_news_without_a_date_of_one_day_is_one_act() -> None:
    assert one(told("a", STRIKE, "struck", mode="aerial"), told("b", AGAIN, "strike", mode="aerial"))


def test_dates_that_exclude_each_other_part_the_same_words() -> None:
    a = told("a", STRIKE, "struck", day="2031-05-11", town="Altenburg")
    b = told("b", STRIKE, "struck", day="2031-05-02", town="Altenburg")
    assert not one(a, b)


def test_an_act_that_came_after_a_report_is_not_what_it_reports() -> None:
    a = told("a", STRIKE, "struck", published="2031-05-02")
    b = told("b", STRIKE, "struck", published="2031-05-12", day="2031-05-11")
    assert not one(a, b)


def test_the_same_news_a_month_later_is_another_act() -> None:
    a = told("a", STRIKE, "struck", published="2031-05-12")
    b = told("b", AGAIN, "strike", published="2031-06-12")
    assert not one(a, b)


def test_a_day_stays_within_its_month() -> None:
    a = told("a", STRIKE, "struck", day="2031-05-11", town="Altenburg", mode="aerial")
    b = told("b", AGAIN, "strike", day=("2031-05-01", "2031-05-31"), town="Altenburg", mode="aerial")
    c = told("c", AGAIN, "strike", day=("2031-04-01", "2031-04-30"), town="Altenburg", mode="aerial")
    assert incidents(a, b, c) == [{"a", "b"}, {"c"}]


@pytest.mark.parametrize(
    "other",
    [
        told("b", STRIKE, "struck", day="2031-05-11", recipients=(KALDONIA,)),
        told("b", STRIKE, "struck", day="2031-05-11", actors=(VESPERIA,), recipients=(RURITANIA,)),
        told("b", STRIKE, "struck", "MOBILIZE", day="2031-05-11"),
    ],
    ids=["another recipient", "the other way round", "another type"],
)
def test_what_is_done_to_others_or_is_something_else_is_another_act(other: Told) -> None:
    assert not one(told("a", STRIKE, "struck", day="2031-05-11"), other)


def test_strikes_of_one_day_on_two_towns_are_two() -> None:
    a = told("a", "Missiles hit Altenburg's harbour, killing two.", "hit", day="2031-05-11", town="Altenburg")
    b = told("b", "Shells fell on a market in Neudorf; nine people died.", "fell", day="2031-05-11", town="Neudorf")
    assert not one(a, b)


def test_who_struck_may_be_unknown_or_in_dispute() -> None:
    a = told("a", STRIKE, "struck", day="2031-05-11", town="Altenburg", mode="aerial")
    b = told("b", AGAIN, "strike", day="2031-05-11", town="Altenburg", mode="aerial", actors=(UNKNOWN,))
    c = told("c", AGAIN, "strike", day="2031-05-11", town="Altenburg", mode="aerial", actors=(KALDONIA,))
    assert one(a, b)
    assert one(a, c)


def test_a_man_is_not_of_the_country_where_he_struck() -> None:
    ram = "A man drove a lorry into the market of Altenburg at noon, killing 12 villagers."
    told_more = "Otto Kramm, a Kaldonian, drove the lorry into the market of Altenburg and killed 12 villagers."
    here = {"day": "2031-05-11", "town": "Altenburg", "mode": "primitive"}
    a = told("a", ram, "drove", actors=(party("man", "VES", "CVL"),), **here)
    b = told("b", told_more, "drove", actors=(party("Otto Kramm", "KAL", "CVL"),), **here)
    soldier = told("c", told_more, "drove", actors=(party("Kaldonian army", "KAL", "MIL"),), **here)
    army = told("d", ram, "drove", actors=(party("Vesperian army", "VES", "MIL"),), **here)
    assert one(a, b)
    assert other_actors(a, b) == 0
    assert other_actors(army, soldier) == 1


def test_who_spoke_is_not() -> None:
    sentence = "{} condemned the raid on the granary of Altenburg as barbaric."
    common = {"event_type": "ACCUSE", "day": "2031-05-12", "mode": "disapprove", "recipients": (RURITANIA,)}
    minister, envoy = party("Ada Lind", "VES"), party("Bo Kerr", "VES")
    a = told("a", sentence.format("Lind"), "condemned", actors=(minister,), **common)  # type: ignore[arg-type]
    b = told("b", sentence.format("Lind"), "condemned", actors=(minister,), **common)  # type: ignore[arg-type]
    c = told("c", sentence.format("Kerr"), "condemned", actors=(envoy,), **common)  # type: ignore[arg-type]
    assert incidents(a, b, c) == [{"a", "b"}, {"c"}]


def test_one_report_tells_of_two_acts() -> None:
    a = told("a", STRIKE, "struck", day="2031-05-11", town="Altenburg", mode="aerial")
    later = told("a", STRIKE, "killing", day="2031-05-11", town="Altenburg", mode="aerial")
    b = told("b", AGAIN, "strike", day="2031-05-11", town="Altenburg", mode="aerial")
    assert sorted(map(len, incidents(a, later, b))) == [1, 2]
    assert len(group(LINKER, [event_profile(*each) for each in (a, later, b)])) == 2


def test_a_series_is_not_one_of_it() -> None:
    sentence = "Ruritania {} over the strait, and Vesperia called it a grave threat."
    a = told("a", "Ruritania launched a missile over the strait on Sunday.", "launched", "MOBILIZE", mode="weapons")
    b = told("b", sentence.format("launched a missile"), "launched", "MOBILIZE", mode="weapons")
    c = told("c", sentence.format("repeatedly launched missiles"), "launched", "MOBILIZE", mode="weapons")
    assert one(a, b)
    assert not one(a, c)


def test_which_one_of_several_it_is_joins_and_parts() -> None:
    sentence = "Ruritania carried out its {} nuclear test, and markets fell."
    other = "The talks came after Ruritania's {} nuclear test, which Vesperia had foreseen."

    def nuclear(report: str, text: str) -> Told:
        return told(report, text, "nuclear test", "MOBILIZE", published="2031-05-30", recipients=())

    assert one(nuclear("a", sentence.format("sixth")), nuclear("b", other.format("6th")))
    assert not one(nuclear("a", sentence.format("sixth")), nuclear("b", sentence.format("fifth")))
    dated = event_profile(*nuclear("c", "On the 11th of May nuclear test sites were sealed."))
    assert dated.ordinals == frozenset()


def test_a_test_of_a_missile_is_no_nuclear_test() -> None:
    a = told("a", "Ruritania carried out a missile test in Altenburg.", "missile test", "MOBILIZE", day="2031-05-11")
    b = told("b", "Ruritania carried out a nuclear test in Altenburg.", "nuclear test", "MOBILIZE", day="2031-05-11")
    assert not one(a, b)


def test_a_visitor_told_of_from_either_side() -> None:
    sentence = "The chancellor met the Vesperian queen at Altenburg to discuss fishing quotas."
    common = {"event_type": "CONSULT", "day": "2031-05-11"}
    a = told("a", sentence, "met", actors=(RURITANIA, VESPERIA), recipients=(), **common)  # type: ignore[arg-type]
    b = told("b", sentence, "met", actors=(VESPERIA,), recipients=(RURITANIA,), **common)  # type: ignore[arg-type]
    assert one(a, b)


def test_a_meeting_planned_is_the_meeting_held_if_the_day_is_the_same() -> None:
    sentence = "The foreign ministers {} in Altenburg for talks on fishing quotas."
    common = {"event_type": "CONSULT", "actors": (RURITANIA, VESPERIA), "recipients": ()}

    def meeting(report: str, verb: str, day: str | None, modality: str) -> Told:
        text = sentence.format(verb)
        return told(report, text, verb, day=day, modality=modality, **common)  # type: ignore[arg-type]

    held = meeting("a", "met", "2031-05-11", "actual")
    assert one(held, meeting("b", "meet", "2031-05-11", "planned"))
    assert not one(held, meeting("b", "meet", "2031-05-19", "planned"))
    assert not one(meeting("a", "met", None, "actual"), meeting("b", "meet", None, "planned"))


def test_a_profile_survives_the_store() -> None:
    profile = event_profile(*told("a", STRIKE, "struck", day="2031-05-11", town="Altenburg", mode="aerial"))
    assert EventProfile.from_json(profile.to_json()) == profile
    assert dict(profile.counts) == {"killed": 12}


def test_a_text_that_many_outlets_print_tells_of_one_act() -> None:
    linker = IncidentLinker()
    twice = [told(f"r{number}", STRIKE, "struck", day="2031-05-11", town="Altenburg") for number in range(12)]
    profiles = [event_profile(event, report) for event, report in twice]
    linker.most = 5
    assert len(group(linker, profiles)) == 1
    again = [replace(member, id=f"{member.id}-2") for member in profiles]
    assert sorted(map(len, group(linker, [*profiles, *again]))) == [12, 12], "what a report tells twice stays two"


def test_what_chains_is_parted_where_it_is_tied_most_loosely() -> None:
    linker = IncidentLinker()
    days = [f"2031-05-{day:02}" for day in range(1, 21)]
    acts = [told(f"r{day}{n}", STRIKE, "struck", day=day, mode="aerial") for day in days for n in (1, 2)]
    profiles = [event_profile(event, report) for event, report in acts]
    linker.most = 4
    parts = group(linker, profiles)
    assert all(len({member.date for member in part}) == 1 for part in parts)
    assert len(parts) == len(days)


TOWNS = ("Altenburg", "Neudorf", "Kronau", None)
EVENTS = st.lists(
    st.builds(
        lambda number, sentence, day, town, published: (sentence, day, town, published, number),
        st.integers(0, 5),
        st.sampled_from((STRIKE, AGAIN, "Shells fell on a market in Neudorf; nine people died in the strike.")),
        st.sampled_from(("2031-05-10", "2031-05-11", "2031-05-12", ("2031-05-01", "2031-05-31"), None)),
        st.sampled_from(TOWNS),
        st.sampled_from(("2031-05-11", "2031-05-12", "2031-05-13", "2031-06-20", None)),
    ),
    min_size=2,
    max_size=12,
)


def _trigger(sentence: str) -> str:
    return "struck" if "struck" in sentence else "strike"


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_coming_does_not_matter(drawn: list[tuple[object, ...]], order: random.Random) -> None:
    profiles = []
    for position, (sentence, day, town, published, number) in enumerate(drawn):
        event, report = told(
            f"r{number}",
            str(sentence),
            _trigger(str(sentence)),
            day=day,
            town=town,
            published=published,  # type: ignore[arg-type]
        )
        profiles.append(event_profile(replace(event, event_id=f"e{position}"), report))
    groups = group(LINKER, profiles)
    for a in profiles:
        for b in profiles:
            assert LINKER.score(a, b) == LINKER.score(b, a)
    for part in groups:
        assert len({member.report_id for member in part}) == len(part)
        assert all(LINKER.score(a, b) is not None for a in part for b in part if a is not b)
    order.shuffle(profiles)
    assert group(LINKER, profiles) == groups
