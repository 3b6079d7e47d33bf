"""Voices, stories and incidents: the same in whatever order and in whatever parts reports come."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whowhom.evaluation.synthetic import codings
from whowhom.linking.event_profile import event_profile
from whowhom.linking.groups import group
from whowhom.linking.profiles import profile
from whowhom.records import Coding, Report
from whowhom.store import Store
from whowhom.store.links import LEVELS, group_id

Groups = set[frozenset[str]]
REPORTS = list(codings(events=260, seed=3))
QUERIES = {
    "voice": "SELECT id, voice AS name FROM reports",
    "story": "SELECT id, story AS name FROM reports",
    "incident": "SELECT event_id AS id, incident AS name FROM events",
}


def groups_of(store: Store, level: str) -> Groups:
    found: dict[str, set[str]] = {}
    for row in store.sql(QUERIES[level]):
        found.setdefault(row["name"], set()).add(row["id"])
    return set(map(frozenset, found.values()))


def expected(reports: Iterable[Coding]) -> dict[str, Groups]:
    """What `groups.group` makes of everything at once."""
    reports = list(reports)
    members: dict[str, list[Any]] = {
        "report": [profile(c.report, c.events) for c in reports],
        "event": [event_profile(e, c.report) for c in reports for e in c.events],
    }
    return {
        level.name: {frozenset(m.id for m in part) for part in group(level.linker, members[level.table])}
        for level in LEVELS
    }


ALL_AT_ONCE = expected(REPORTS)


def check(store: Store, wanted: dict[str, Groups]) -> None:
    for level in LEVELS:
        found = groups_of(store, level.name)
        assert found == wanted[level.name]
        names = {row["id"]: row["name"] for row in store.sql(QUERIES[level.name])}
        assert all(names[min(part)] == group_id(level.name, part) for part in found)
        check_keys(store, level.name, level.table)


def check_in_parts(order: Sequence[int], cuts: set[int], wanted: dict[str, Groups]) -> None:
    """The reports in this order, added in parts that end at the cuts."""
    bounds = [0, *sorted(cuts), len(REPORTS)]
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "s.duckdb")
        for start, end in pairwise(bounds):
            store.add([REPORTS[i] for i in order[start:end]])
        check(store, wanted)


def check_keys(store: Store, level: str, table: str) -> None:
    """Keys and components are those of the current members and of no others."""
    wanted = store.sql(f"SELECT {table}_no AS no FROM {table} WHERE current ORDER BY no")
    assert store.sql(f"SELECT {table}_no AS no FROM {table} WHERE {level}_component IS NOT NULL ORDER BY no") == wanted
    strangers = f"SELECT count(*) AS n FROM {level}_key WHERE no NOT IN (SELECT {table}_no FROM {table} WHERE current)"
    assert store.sql(strangers) == [{"n": 0}]
    split = f"SELECT {level} FROM {table} WHERE current GROUP BY ALL HAVING count(DISTINCT {level}_component) > 1"
    assert store.sql(split) == [], "a group over two components"


def test_the_reports_of_this_test_are_linked_at_all() -> None:
    assert any(len(part) > 1 for part in ALL_AT_ONCE["voice"])
    assert any(len(part) > 2 for part in ALL_AT_ONCE["story"])
    assert any(len(part) > 2 for part in ALL_AT_ONCE["incident"])


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(len(REPORTS))), cuts=st.sets(st.integers(1, len(REPORTS) - 1), max_size=4))
def test_order_and_parts_change_nothing(order: Sequence[int], cuts: set[int]) -> None:
    check_in_parts(order, cuts, ALL_AT_ONCE)


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(len(REPORTS))), cuts=st.sets(st.integers(1, len(REPORTS) - 1), max_size=6))
def test_nor_where_components_are_too_large(order: Sequence[int], cuts: set[int]) -> None:
    """Components grow out of what is split at once, and into each other."""
    with pytest.MonkeyPatch.context() as patch:
        for level in LEVELS:
            patch.setattr(level.linker, "most", 3)
        wanted = expected(REPORTS)
        assert wanted["incident"] != ALL_AT_ONCE["incident"]
        check_in_parts(order, cuts, wanted)


def changed(coding: Coding, words: str) -> Coding:
    """The same page with other words: nothing that is told is left."""
    old = coding.report
    report = Report(old.id, words, words, old.published, old.published_basis, old.publisher, old.url)
    return Coding(report, (), ())


def test_what_a_new_version_no_longer_tells_parts_what_it_joined(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    store.add(REPORTS)
    rest = list(REPORTS)
    for number in random.Random(1).sample(range(len(rest)), 5):
        rest[number] = changed(rest[number], f"Nothing is left of what stood here, number {number}")
        assert store.add([rest[number]]).changed == 1
        check(store, expected(rest))


def test_versions_that_come_and_go_leave_the_groups_of_the_last(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    store.add(REPORTS)
    gone = [changed(coding, f"Gone, {number}") for number, coding in enumerate(REPORTS[:10])]
    assert store.add([*gone, *REPORTS[5:10]]).changed == 15
    check(store, expected([*gone[:5], *REPORTS[5:]]))
    store.add(REPORTS)
    check(store, ALL_AT_ONCE)


def test_an_addition_reads_only_what_it_touches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that shares nothing with any other leaves every other profile unread."""
    store = Store(tmp_path / "s.duckdb")
    store.add(REPORTS)
    alone = replace(REPORTS[0].report, id="alone", url=None, title="Qwzx", text="Qwzx vlorp. Znarf!")
    read: list[str] = []

    def told(load: Callable[[str], Any]) -> Callable[[str], Any]:
        def loading(text: str) -> Any:
            member = load(text)
            read.append(member.id)
            return member

        return loading

    monkeypatch.setattr("whowhom.store.links.LEVELS", [replace(one, load=told(one.load)) for one in LEVELS])
    store.add([Coding(alone, ())])
    assert set(read) == {"alone"}
