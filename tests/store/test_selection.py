"""Conditions, each alone and many together, against a filter in Python over all events."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from whowhom.errors import StoreError
from whowhom.evaluation.synthetic import codings
from whowhom.records import Coding, Event, Party, Report
from whowhom.store import Store
from whowhom.store.naming import country_code
from whowhom.store.selection import Selection, day

REPORTS = list(codings(events=400, seed=6))
ALL = [(event, coding.report) for coding in REPORTS for event in coding.events]
Holds = Callable[[Event, Report], bool]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("selection") / "s.duckdb")
    made.add(REPORTS)
    gone = REPORTS[0].report  # an older version is never chosen
    made.add([Coding(Report("gone", None, "a", gone.published, None, gone.publisher), REPORTS[0].events[:0])])
    return made


def named(parties: Iterable[Party], name: str) -> bool:
    code = country_code(name)
    return any(p.country == code if code else name.lower() in p.name.lower() for p in parties)


def first_day(event: Event, report: Report) -> str:
    return event.date.start if event.date else str(report.published)


def last_day(event: Event, report: Report) -> str:
    return event.date.end if event.date else str(report.published)


def between(one: str, other: str) -> Holds:
    def holds(event: Event, _: Report) -> bool:
        forth = named(event.actors, one) and named(event.recipients, other)
        back = named(event.actors, other) and named(event.recipients, one)
        return forth or back or (named(event.actors, one) and named(event.actors, other))

    return holds


def everybody(event: Event) -> tuple[Party, ...]:
    return event.actors + event.recipients + event.asserted_by + event.denied_by


ONE, OTHER = (p.country or "" for p in (ALL[0][0].actors[0], next(e for e, _ in ALL if e.recipients).recipients[0]))
TOWN = next(event.place.name for event, _ in ALL if event.place)
MIDDLE = sorted(str(report.published) for _, report in ALL)[len(ALL) // 2]
WORD = ALL[5][0].evidence[0].text.split()[-3]
TREATY = next(event.instrument for event, _ in ALL if event.instrument)

CONDITIONS: dict[str, tuple[dict[str, Any], Holds]] = {
    "actor": ({"actor": ONE}, lambda e, r: named(e.actors, ONE)),
    "actor by name": ({"actor": "china"}, lambda e, r: named(e.actors, "CHN")),
    "actors": ({"actor": ["CHN", "Japan"]}, lambda e, r: named(e.actors, "CHN") or named(e.actors, "JPN")),
    "actor by part": ({"actor": "'s Army"}, lambda e, r: named(e.actors, "'s army")),
    "recipient": ({"recipient": ONE}, lambda e, r: named(e.recipients, ONE)),
    "party": ({"party": ONE}, lambda e, r: named(everybody(e), ONE)),
    "between": ({"between": (ONE, OTHER)}, between(ONE, OTHER)),
    "type": ({"event_type": "accuse"}, lambda e, r: e.event_type == "ACCUSE"),
    "types": ({"event_type": ["ACCUSE", "CONSULT"]}, lambda e, r: e.event_type in ("ACCUSE", "CONSULT")),
    "mode": ({"mode": "disapprove"}, lambda e, r: e.mode == "disapprove"),
    "quad": ({"quad": 3}, lambda e, r: e.quad == 3),
    "modality": ({"modality": ["planned", "negated"]}, lambda e, r: e.modality in ("planned", "negated")),
    "since": ({"since": MIDDLE}, lambda e, r: last_day(e, r) >= MIDDLE),
    "until": ({"until": MIDDLE}, lambda e, r: first_day(e, r) <= MIDDLE),
    "month": ({"since": MIDDLE[:7], "until": MIDDLE[:7]}, lambda e, r: first_day(e, r)[:7] == MIDDLE[:7]),
    "year": ({"until": "2024"}, lambda e, r: first_day(e, r) < "2025"),
    "country": ({"place": ONE}, lambda e, r: e.place is not None and e.place.country == ONE),
    "town": ({"place": TOWN.upper()}, lambda e, r: e.place is not None and TOWN in e.place.name),
    "publisher": ({"publisher": "LEDGER"}, lambda e, r: "ledger" in str(r.publisher).lower()),
    "asserted by": ({"asserted_by": "China"}, lambda e, r: named(e.asserted_by, "CHN")),
    "denied by": ({"denied_by": OTHER}, lambda e, r: named(e.denied_by, OTHER)),
    "disputed": ({"disputed": True}, lambda e, r: bool(e.denied_by)),
    "report": ({"report": REPORTS[3].report.id}, lambda e, r: r.id == REPORTS[3].report.id),
    "instrument": ({"instrument": TREATY}, lambda e, r: e.instrument == TREATY),
    "words": (
        {"text": f"OVER {WORD}"},
        lambda e, r: all(w in "\n".join(s.text for s in e.evidence).lower() for w in ("over", WORD.lower())),
    ),
    "everything": ({}, lambda e, r: True),
    "nothing": ({"disputed": False, "actor": None}, lambda e, r: True),
}


def chosen(store: Store, **conditions: Any) -> list[str]:
    return [event.event_id for event in store.events(**conditions)]


@pytest.mark.parametrize("name", CONDITIONS)
def test_each_condition_alone(store: Store, name: str) -> None:
    conditions, holds = CONDITIONS[name]
    wanted = {event.event_id for event, report in ALL if holds(event, report)}
    assert wanted, "no event of the test fulfils it: the test shows nothing"
    found = chosen(store, **conditions)
    assert set(found) == wanted
    assert len(found) == len(wanted) == store.events(**conditions).count()


def test_many_together(store: Store) -> None:
    rng, some = random.Random(0), 0
    for _ in range(25):
        names = rng.sample(
            [name for name in CONDITIONS if name not in ("everything", "nothing")], rng.choice((2, 2, 3))
        )
        conditions = {key: value for name in names for key, value in CONDITIONS[name][0].items()}
        if len(conditions) < sum(len(CONDITIONS[name][0]) for name in names):
            continue  # two values for one condition
        wanted = {e.event_id for e, r in ALL if all(CONDITIONS[name][1](e, r) for name in names)}
        assert set(chosen(store, **conditions)) == wanted, names
        some += bool(wanted)
    assert some > 5


def test_newest_first_and_no_more_than_asked(store: Store) -> None:
    days = {event.event_id: first_day(event, report) for event, report in ALL}
    found = [days[name] for name in chosen(store)]
    assert found == sorted(found, reverse=True)
    assert chosen(store, limit=7) == chosen(store)[:7]
    assert chosen(store, limit=3, disputed=True) == chosen(store, disputed=True)[:3]
    assert store.events(limit=3).count() == len(ALL)


def test_groups_are_conditions(store: Store) -> None:
    rows = list(store.events().rows())
    for level in ("incident", "story"):
        for name in sorted({row[level] for row in rows})[:5]:
            assert set(chosen(store, **{level: name})) == {row["event_id"] for row in rows if row[level] == name}


def test_what_is_no_condition(store: Store) -> None:
    with pytest.raises(TypeError, match="no condition who; there are actor"):
        Selection.of(who="me")
    for text in ("yesterday", "2024-13", "2024-02-30", "24", "2024-1-1", ""):
        with pytest.raises(StoreError, match="expected a date such as"):
            day(text)
    with pytest.raises(StoreError, match="expected a date"):
        chosen(store, since="soon")


def test_days_of_what_is_less_exact() -> None:
    assert (day("2024-02"), day("2024-02", last=True)) == ("2024-02-01", "2024-02-29")
    assert (day("2023"), day("2023", last=True)) == ("2023-01-01", "2023-12-31")
    assert day(" 2024-06-19 ", last=True) == date(2024, 6, 19).isoformat()
