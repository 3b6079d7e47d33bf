"""Relations of two parties and of all pairs: counts of incidents, over invented tellings."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from store.telling_rows import Told, store_of
from whowhom.errors import StoreError
from whowhom.store.dyads import Pair, Relation, dyad, held, matrix

RUS, PRK, USA, UN = "RUS GOV Russia", "PRK GOV North Korea", "USA GOV United States", "- IGO United Nations"


def told(incident: str, actors: str | tuple[str, ...], recipients: str | tuple[str, ...] = (), **more: object) -> Told:
    sides = [(side,) if isinstance(side, str) else side for side in (actors, recipients)]
    given = {"event_type": "CONSULT", "quad": 1, "date": "2024-06-19", "intensity": 4.0} | more
    return Told(incident, "They met.", "met", *sides, **given)  # type: ignore[arg-type]


def relations(folder: Path, *tellings: Told, **asked: str) -> list[Relation]:
    with store_of(folder, *tellings) as connection:
        return dyad(connection, "RUS", "PRK", **asked)  # type: ignore[arg-type]


def only(found: list[Relation]) -> Relation:
    (one,) = [relation for relation in found if relation.incidents]
    return one


def test_an_incident_counts_once_however_many_reports_tell_of_it(tmp_path: Path) -> None:
    tellings = [told("i1", RUS, PRK, voice="v1"), told("i1", RUS, PRK, voice="v1"), told("i1", RUS, PRK, voice="v2")]
    one = only(relations(tmp_path, *tellings, told("i2", RUS, PRK, voice="v2")))
    assert (one.period, one.quad, one.incidents, one.reports, one.voices) == ("2024-06-01", 1, 2, 4, 2)


def test_each_incident_has_one_direction(tmp_path: Path) -> None:
    one = only(
        relations(
            tmp_path,
            told("forth", RUS, PRK),
            told("back", PRK, RUS),
            told("back2", (PRK, USA), (UN, RUS)),
            told("together", (RUS, PRK)),
            told("either way", RUS, PRK),
            told("either way", PRK, RUS),
        )
    )
    assert (one.a_to_b, one.b_to_a, one.mutual, one.incidents) == (1, 2, 2, 5)


def test_acting_together_on_a_third_is_no_relation_of_the_two(tmp_path: Path) -> None:
    assert relations(tmp_path, told("i1", (RUS, PRK), USA), told("i2", RUS, USA), told("i3", (RUS, RUS))) == []


def test_means_and_shares_are_over_incidents(tmp_path: Path) -> None:
    one = only(
        relations(
            tmp_path,
            told("i1", RUS, PRK, intensity=2.0, modality="planned"),
            told("i1", RUS, PRK, intensity=4.0, modality="actual"),
            told("i2", RUS, PRK, intensity=-1.0, modality="planned", denied_by=(RUS,)),
            told("i3", RUS, PRK, intensity=1.0, modality="negated", denied_by=(PRK,)),
            told("i4", RUS, PRK, intensity=1.0),
        )
    )
    assert one.intensity == pytest.approx((3.0 - 1.0 + 1.0 + 1.0) / 4)
    assert one.not_actual == pytest.approx(2 / 4)
    assert one.disputed == pytest.approx(2 / 4)


def test_an_incident_counts_on_its_earliest_day_whichever_report_tells_it(tmp_path: Path) -> None:
    found = relations(tmp_path, told("i1", RUS, PRK, date="2024-06-02"), told("i1", (RUS,), USA, date="2024-05-30"))
    assert only(found).period == "2024-05-01"


def test_what_the_report_does_not_date_counts_on_the_day_of_publication(tmp_path: Path) -> None:
    assert only(relations(tmp_path, told("i1", RUS, PRK, date=None, published="2023-02-03"))).period == "2023-02-01"


def test_a_told_date_counts_more_than_a_day_of_publication(tmp_path: Path) -> None:
    undated = told("i1", RUS, PRK, date=None, published="2024-05-30")
    assert only(relations(tmp_path, undated, told("i1", RUS, PRK, date="2024-06-01"))).period == "2024-06-01"


YEAR = {"date": "2024-01-01", "date_end": "2024-12-31", "precision": "year"}
MONTH = {"date": "2024-05-01", "date_end": "2024-05-31", "precision": "month"}


@pytest.mark.parametrize(
    ("date", "by", "period"),
    [
        (YEAR, "year", "2024-01-01"),
        (YEAR, "quarter", None),
        (YEAR, "month", None),
        (MONTH, "year", "2024-01-01"),
        (MONTH, "quarter", "2024-04-01"),
        (MONTH, "month", "2024-05-01"),
        (MONTH, "week", None),
        (MONTH, "day", None),
    ],
)
def test_what_is_not_dated_exactly_enough_is_in_no_period(
    tmp_path: Path, date: dict[str, str], by: str, period: str | None
) -> None:
    assert only(relations(tmp_path, told("i1", RUS, PRK, **date), by=by)).period == period


def test_what_is_in_no_period_comes_last(tmp_path: Path) -> None:
    nobody_dates = told("i3", RUS, PRK, date=None, published=None, quad=4)
    found = relations(tmp_path, told("i1", RUS, PRK, **YEAR), told("i2", RUS, PRK), nobody_dates)
    assert [(r.period, r.quad) for r in found if r.incidents] == [("2024-06-01", 1), (None, 1), (None, 4)]
    assert [r.period for r in found[-2:]] == [None, None]


@pytest.mark.parametrize(("since", "count"), [("2024-06", 1), ("2025", 0)])
def test_what_may_have_been_in_the_time_asked_for_is_found(tmp_path: Path, since: str, count: int) -> None:
    tellings = [told("i1", RUS, PRK, **YEAR), told("i2", RUS, PRK, date=None, published=None)]
    with store_of(tmp_path, *tellings) as connection:
        assert sum(r.incidents for r in dyad(connection, "RUS", "PRK", since=since)) == count
        assert sum(pair.incidents for pair in matrix(connection, since=since)) == count


def test_periods_without_incidents_are_there_with_zeros(tmp_path: Path) -> None:
    found = relations(
        tmp_path, told("i1", RUS, PRK, date="2023-11-30"), told("i2", RUS, PRK, date="2024-02-01", quad=4)
    )
    assert [(r.period[:7], r.quad) for r in found] == [
        (month, quad) for month in ("2023-11", "2023-12", "2024-01", "2024-02") for quad in (1, 2, 3, 4)
    ]
    assert [r.incidents for r in found] == [1, *[0] * 14, 1]
    assert asdict(found[1]) == {
        "period": "2023-11-01", "quad": 2, "incidents": 0, "a_to_b": 0, "b_to_a": 0, "mutual": 0, "intensity": None,
        "disputed": None, "not_actual": None, "reports": 0, "voices": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by", "first"),
    [("day", "2024-06-19"), ("week", "2024-06-17"), ("month", "2024-06-01"), ("quarter", "2024-04-01"),
     ("year", "2024-01-01")],
)  # fmt: skip
def test_every_kind_of_period_begins_on_its_first_day(tmp_path: Path, by: str, first: str) -> None:
    assert only(relations(tmp_path, told("i1", RUS, PRK), by=by)).period == first


def test_since_and_until_bound_the_incidents_and_the_periods(tmp_path: Path) -> None:
    tellings = [told(f"i{day}", RUS, PRK, date=day) for day in ("2024-01-31", "2024-02-01", "2024-03-31", "2024-04-01")]
    found = relations(tmp_path, *tellings, since="2024-02", until="2024-03")
    assert sorted({r.period for r in found}) == ["2024-02-01", "2024-03-01"]
    assert sum(r.incidents for r in found) == 2


def test_a_window_without_incidents_is_all_zeros(tmp_path: Path) -> None:
    found = relations(tmp_path, told("i1", RUS, PRK), since="2020-01", until="2020-02")
    assert [r.incidents for r in found] == [0] * 8


def test_older_versions_of_reports_do_not_count(tmp_path: Path) -> None:
    assert relations(tmp_path, told("i1", RUS, PRK, current=False)) == []


def test_parties_go_by_any_name(tmp_path: Path) -> None:
    tellings = [told("i1", UN, PRK), told("i2", ("PRK LEA Kim Jong Un",), UN)]
    with store_of(tmp_path, *tellings) as connection:
        one = only(dyad(connection, "Security Council", "north korea"))
    assert (one.a_to_b, one.b_to_a) == (1, 1)


def test_one_party_that_goes_by_both_names_is_not_two(tmp_path: Path) -> None:
    hamas = "PSE REB Hamas"
    with store_of(tmp_path, told("i1", hamas), told("i2", (hamas, "PSE GOV Palestine"))) as connection:
        assert only(dyad(connection, "Hamas", "Palestine")).mutual == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "day", "until": "9999"},
        {"by": "decade"},
        {"since": "yesterday"},
        {"one": "North Korea", "other": "PRK"},
        {"until": "2024-13"},
    ],
)
def test_wrong_questions_are_told(tmp_path: Path, asked: dict[str, str]) -> None:
    with store_of(tmp_path, told("i1", RUS, PRK)) as connection, pytest.raises(StoreError):
        dyad(connection, **{"one": "RUS", "other": "PRK", **asked})  # type: ignore[arg-type]


def test_the_matrix_counts_incidents_in_both_directions(tmp_path: Path) -> None:
    tellings = [
        told("i1", RUS, PRK, intensity=2.0),
        told("i1", RUS, PRK, intensity=4.0),
        told("i2", RUS, PRK, intensity=-3.0),
        told("i3", (RUS, PRK), intensity=9.0),
        told("i4", (USA, UN), PRK, intensity=-5.0),
    ]
    with store_of(tmp_path, *tellings) as connection:
        assert matrix(connection) == [
            Pair("RUS", "PRK", 3, 3.0),
            Pair("PRK", "RUS", 1, 9.0),
            Pair("USA", "PRK", 1, -5.0),
            Pair("United Nations", "PRK", 1, -5.0),
        ]
        assert held(connection) == (5, 5)


def test_the_matrix_leaves_out_what_is_no_party_and_what_happens_within_one(tmp_path: Path) -> None:
    tellings = [
        told("i1", "- UNK unknown", RUS),
        told("i2", "- GOV its allies", RUS),
        told("i3", RUS, "RUS CVL protesters"),
        told("i4", RUS, PRK, current=False),
    ]
    with store_of(tmp_path, *tellings) as connection:
        assert matrix(connection) == []


def test_the_matrix_takes_the_parties_with_most_incidents_with_others_and_the_time_asked_for(tmp_path: Path) -> None:
    tellings = [
        *(told(f"home{n}", USA, "USA CVL protesters") for n in range(5)),
        *(told(f"i{n}", RUS, PRK) for n in range(3)),
        told("i4", RUS, USA, date="2025-01-01"),
    ]
    with store_of(tmp_path, *tellings) as connection:
        assert {(pair.actor, pair.recipient) for pair in matrix(connection, top=2)} == {("RUS", "PRK")}
        assert [(pair.actor, pair.recipient) for pair in matrix(connection, since="2025")] == [("RUS", "USA")]
        assert [(pair.recipient, pair.incidents) for pair in matrix(connection, until="2024")] == [("PRK", 3)]
