"""Incidents whole: the union of what their reports tell, counted in voices."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.telling_rows import Told, store_of
from whowhom.errors import StoreError
from whowhom.store.incidents import Incident, Order, count, incident_of_each_event, incidents
from whowhom.store.selection import Selection

RUS = "RUS MIL Russian army"
EVERYTHING = Selection()


def shelled(number: int, **more: object) -> Told:
    given = {"actors": (RUS,), "published": f"2024-06-1{number}", "publisher": f"Paper {number}"} | more
    return Told("i1", f"Guns shelled Lozova, paper {number} wrote.", "shelled", **given)  # type: ignore[arg-type]


@pytest.fixture
def one(tmp_path: Path) -> Incident:
    told = (
        shelled(
            3, mode="heavy-weapons", recipients=("UKR CVL villagers",), date="2024-06-09", denied_by=("RUS GOV Moscow",)
        ),
        shelled(0, actors=("RUS GOV Russia",), place="Lozova", modality="possible"),
        shelled(2, actors=(RUS, "- REB rebels"), mode="aerial", date="2024-06-10", place="Izium"),
        shelled(4, mode="aerial", date="2024-06-09", place="Lozova", voice="v"),
        shelled(5, mode="firearms", date="2024-06-10", place="Izium", voice="v"),
        shelled(6, mode="firearms", date="2024-06-10", place="Izium", voice="v"),
    )
    with store_of(tmp_path, *told) as connection:
        (found,) = incidents(connection, EVERYTHING)
    return found


def test_parties_are_united_and_counted_in_voices(one: Incident) -> None:
    assert [(named.party.name, named.voices) for named in one.actors] == [("Russian army", 4), ("rebels", 1)]
    assert [(named.party.name, named.voices) for named in one.recipients] == [("villagers", 1)]
    assert [named.party.name for named in one.denied_by] == ["Moscow"]
    assert one.disputed


def test_the_value_that_most_voices_give_stands_and_copies_are_one_voice(one: Incident) -> None:
    assert one.mode == "aerial"
    assert one.date is not None
    assert one.date.start == "2024-06-10"  # as many voices as for the 9th, and told first
    assert one.place is not None
    assert one.place.name == "Lozova"
    assert one.modality == "actual"


def test_reports_in_order_of_time(one: Incident) -> None:
    assert [mention.report_id for mention in one.reports] == ["r1", "r2", "r0", "r3", "r4", "r5"]
    assert (one.first_report, one.last_report, one.voices) == ("2024-06-10", "2024-06-16", 4)
    assert one.publishers == tuple(f"Paper {number}" for number in (0, 2, 3, 4, 5, 6))
    assert one.evidence[0] == "Guns shelled Lozova, paper 0 wrote."
    assert len(one.evidence) == 6


def names(found: list[Incident]) -> list[str]:
    return [one.incident for one in found]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("newest", ["i3", "i2", "i1"]), ("voices", ["i2", "i1", "i3"]), ("reports", ["i1", "i2", "i3"])],
)
def test_order(order: Order, expected: list[str], tmp_path: Path) -> None:
    def told(incident: str, published: str, voice: str | None = None) -> Told:
        return Told(incident, "Guns shelled Lozova.", "shelled", (RUS,), published=published, voice=voice)

    reports = [told("i1", "2024-06-10", "v") for _ in range(3)]
    reports += [told("i2", "2024-06-11"), told("i2", "2024-06-11"), told("i3", "2024-06-12")]
    with store_of(tmp_path, *reports) as connection:
        assert names(incidents(connection, EVERYTHING, order)) == expected
        assert names(incidents(connection, EVERYTHING, order, 1)) == expected[:1]
        assert count(connection, EVERYTHING) == 3


def test_an_incident_comes_whole_by_whichever_report_it_is_chosen(tmp_path: Path) -> None:
    with store_of(tmp_path, shelled(0), shelled(1), shelled(2, current=False)) as connection:
        (found,) = incidents(connection, Selection.of(publisher="Paper 1"))
        assert [mention.publisher for mention in found.reports] == ["Paper 0", "Paper 1"]
        assert incidents(connection, Selection.of(publisher="Paper 9")) == []


def test_who_says_that_it_was_not_denies_what_others_tell_as_done(tmp_path: Path) -> None:
    said_not = shelled(1, modality="negated", asserted_by=("RUS GOV Moscow",))
    with store_of(tmp_path, shelled(0, asserted_by=("UKR GOV Kyiv",)), said_not) as connection:
        (found,) = incidents(connection, EVERYTHING)
    assert [named.party.name for named in found.denied_by] == ["Moscow"]
    assert [named.party.name for named in found.asserted_by] == ["Kyiv"]
    assert (found.disputed, found.modality) == (True, "actual")


def test_values_are_counted_in_voices(tmp_path: Path) -> None:
    told = [
        Told("i1", text, "shelled", (RUS,), published=f"2024-06-1{day}", voice=voice)
        for day, (text, voice) in enumerate(
            [
                ("Guns shelled Lozova, killing 12 people.", "v"),
                ("Guns shelled Lozova, killing 12 people.", "v"),
                ("Guns shelled Lozova, killing at least 14 people.", "w"),
            ]
        )
    ]
    with store_of(tmp_path, *told) as connection:
        (found,) = incidents(connection, EVERYTHING)
    given = {value.value: value.voices for value in found.values if value.field == "killed"}
    assert given == {"12": ("v",), "at least 14": ("w",)}


def test_the_incident_of_each_event(tmp_path: Path) -> None:
    told = (shelled(0), Told("i0", "Guns fired.", "fired", (RUS,)), shelled(1), shelled(2, current=False))
    with store_of(tmp_path, *told) as connection:
        assert list(incident_of_each_event(connection, EVERYTHING)) == [
            {"event_id": "e1", "report_id": "r1", "incident": "i0"},
            {"event_id": "e0", "report_id": "r0", "incident": "i1"},
            {"event_id": "e2", "report_id": "r2", "incident": "i1"},
        ]


def test_an_unknown_order_is_named(tmp_path: Path) -> None:
    with (
        store_of(tmp_path, shelled(0)) as connection,
        pytest.raises(StoreError, match="'oldest': expected one of newest"),
    ):
        incidents(connection, EVERYTHING, "oldest")  # type: ignore[arg-type]
