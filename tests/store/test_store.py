"""Adding, versions, recoding: what a store holds after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from whowhom.batch import Setup
from whowhom.errors import StoreError
from whowhom.evaluation.synthetic import codings
from whowhom.records import Coding, Report
from whowhom.store import Store, adding, derived, recoding
from whowhom.store.recoding import recode


def with_a_negation(coding: Coding) -> Coding:
    """With the first event that somebody asserts told as not done."""
    said = next((event.event_id for event in coding.events if event.asserted_by), None)
    events = (replace(e, modality="negated") if e.event_id == said else e for e in coding.events)
    return replace(coding, events=tuple(events))


REPORTS = list(map(with_a_negation, codings(events=150, seed=4)))
DERIVED = derived.OF_EVENTS + derived.OF_REPORTS
TABLES = ("report", "event", "party", "statement", "voice_key", "story_key", "incident_key", *DERIVED)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "s.duckdb")


def everything(store: Store, tables: Iterable[str] = TABLES) -> list[list[dict[str, Any]]]:
    return [store.sql(f"FROM {table} ORDER BY ALL") for table in tables]


def told_anew(coding: Coding, words: str) -> Coding:
    """Another text of the same page, with the events of the old one."""
    report = replace(coding.report, text=f"{coding.report.text}\n\n{words}")
    events = tuple(replace(event, event_id=f"{event.event_id} {words}") for event in coding.events)
    said = tuple(replace(s, statement_id=f"{s.statement_id} {words}") for s in coding.statements)
    return Coding(report, events, said)


def consistent(store: Store) -> None:
    """Every row belongs to a row, every id is one event's, one version of a report is current; what is derived is what
    follows from all that is there."""
    nothing = [
        "SELECT report_id FROM report GROUP BY ALL HAVING count_if(current) <> 1",
        "SELECT report_id FROM report GROUP BY report_id, version HAVING count(*) > 1",
        "SELECT address FROM report WHERE current GROUP BY ALL HAVING count(*) > 1",
        "SELECT event_id FROM event WHERE current GROUP BY ALL HAVING count(*) > 1",
        "FROM event e ANTI JOIN report r ON r.report_no = e.report_no AND r.report_id = e.report_id",
        "FROM event e JOIN report r ON r.report_no = e.report_no WHERE e.current <> r.current",
        "FROM party p ANTI JOIN event e ON e.event_no = p.event_no",
        "FROM statement s ANTI JOIN report r ON r.report_no = s.report_no AND r.report_id = s.report_id",
        "FROM report WHERE current AND (voice IS NULL OR story IS NULL)",
        "FROM report WHERE NOT current AND (voice IS NOT NULL OR story IS NOT NULL)",
        "FROM event WHERE current <> (incident IS NOT NULL)",
    ]
    for query in nothing:
        assert store.sql(query) == [], query
    before = everything(store, DERIVED)
    with store.writing() as connection:
        for table in DERIVED:
            connection.execute(f"DELETE FROM {table}")
        derived.fill(connection)
    assert everything(store, DERIVED) == before


def test_what_is_read_back_is_what_was_added(store: Store) -> None:
    added = store.add(REPORTS)
    assert (added.new, added.events) == (len(REPORTS), sum(len(coding.events) for coding in REPORTS))
    for coding in REPORTS:
        assert store.report(coding.report.id) == coding.report
        found = store.coding(coding.report.id)
        assert found.events == coding.events
        assert sorted(found.statements, key=repr) == sorted(coding.statements, key=repr)
    consistent(store)


def test_any_text_is_read_back(store: Store) -> None:
    text = "Tab\there, \"quotes\", 'more', \\n, a lone \ud800 surrogate, emoji \U0001f600, NUL-free.\r\nEnd"
    report = Report("id with 'quotes' and \\", None, text, None, None, "Ünï", "https://a.example/?q=ü&b=%20")
    store.add([Coding(report, ())])
    found = store.report(report.id)
    assert (found.title, found.publisher, found.url) == (None, "Ünï", report.url)
    assert found.text.replace("\\ud800", "\ud800") == text


def test_adding_again_changes_nothing(store: Store) -> None:
    store.add(REPORTS)
    before = everything(store)
    again = store.add(REPORTS)
    assert (again.new, again.changed, again.unchanged, again.events) == (0, 0, len(REPORTS), 0)
    assert everything(store) == before
    assert list(store.new(coding.report for coding in REPORTS)) == []


def test_new_names_what_add_would_keep(store: Store) -> None:
    store.add(REPORTS[:5])
    known: list[Report] = []
    anew = told_anew(REPORTS[1], "More.").report
    asked = [REPORTS[0].report, anew, REPORTS[6].report]
    assert list(store.new(asked, on_known=known.append)) == [anew, REPORTS[6].report]
    assert known == [REPORTS[0].report]


def test_a_changed_text_is_a_new_version(store: Store) -> None:
    store.add(REPORTS)
    old, new = REPORTS[0], told_anew(REPORTS[0], "Corrected. The Lamu Treaty entered into force on Sunday.")
    added = store.add([new])
    assert (added.new, added.changed, added.events) == (0, 1, len(new.events))
    name = old.report.id
    assert store.report(name) == store.report(name, 2) == new.report
    assert store.report(name, 1) == old.report
    assert store.coding(name).events == new.events
    assert store.coding(name, 1).events == old.events
    with pytest.raises(StoreError, match="in version 3"):
        store.report(name, 3)
    sentence = "The Lamu Treaty entered into force on Sunday."
    assert [(row["act"], row["sentence"]) for row in store.sql("FROM in_force")] == [("in force", sentence)]
    assert {event.event_id for event in store.events(report=name)} == {event.event_id for event in new.events}
    linked = {row["event_id"] for row in store.sql("SELECT event_id FROM event WHERE incident IS NOT NULL")}
    assert linked.isdisjoint(event.event_id for event in old.events)
    consistent(store)


def test_the_same_page_under_another_id_is_the_same_report(store: Store) -> None:
    first = REPORTS[0]
    store.add([first])
    other = replace(first.report, id="another", url=f"{first.report.url}/?utm_source=feed#top")
    assert store.add([Coding(other, first.events)]).unchanged == 1
    changed = store.add([Coding(replace(other, text="Something else."), ())])
    assert changed.changed == 1
    assert store.report(first.report.id).text == "Something else."
    with pytest.raises(StoreError, match="no report 'another'"):
        store.report("another")
    consistent(store)


def test_another_page_under_the_same_id_gets_an_id_of_its_own(store: Store) -> None:
    """Also where it is the same text, whose events would else have the same ids."""
    first = REPORTS[0]
    name = first.report.id
    others = [
        Coding(replace(first.report, url=f"https://elsewhere.example/{number}"), first.events, first.statements)
        for number in range(3)
    ]
    assert store.add([first]).new == 1
    assert store.add(others[:1]).new == 1
    assert store.add(others).new == 2
    assert [row["id"] for row in store.sql("SELECT id FROM reports ORDER BY ALL")] == [
        name, f"{name}#2", f"{name}#3", f"{name}#4"
    ]  # fmt: skip
    assert store.report(f"{name}#2").url == "https://elsewhere.example/0"
    assert len(store.coding(f"{name}#4").statements) == len(first.statements)
    assert store.add([first, *others]).unchanged == 4
    consistent(store)


def test_twice_in_one_batch_counts_once(store: Store) -> None:
    first = REPORTS[0]
    same = store.add([first, first])
    assert (same.new, same.unchanged, same.events) == (1, 1, len(first.events))
    anew = [told_anew(REPORTS[1], words) for words in ("One.", "Two.")]
    added = store.add([REPORTS[1], *anew])
    assert (added.new, added.changed) == (1, 2)
    assert store.report(REPORTS[1].report.id) == anew[-1].report
    assert store.coding(REPORTS[1].report.id, 2).events == anew[0].events
    back = store.add([REPORTS[1]])
    assert back.changed == 1
    assert store.coding(REPORTS[1].report.id, 4).events == REPORTS[1].events
    consistent(store)


def test_without_an_address_the_id_tells(store: Store) -> None:
    bare = [Coding(replace(coding.report, url=None), coding.events) for coding in REPORTS[:2]]
    assert store.add(bare).new == 2
    assert store.add(bare).unchanged == 2
    assert store.add([told_anew(bare[0], "More.")]).changed == 1
    consistent(store)


def test_nothing_to_add(store: Store) -> None:
    assert store.add([]).total == 0
    assert store.add([Coding(Report("empty", None, ""), ())]).new == 1
    assert store.report("empty").text == ""
    consistent(store)


def coding_with(coded: dict[str, Coding], monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the coder finds what is given here, and has another version."""

    def code_reports(reports: Iterable[Report], *_: Any) -> Iterator[Coding]:
        return (coded[report.id] for report in reports if report.id in coded)

    monkeypatch.setattr("whowhom.batch.code_reports", code_reports)
    for module in (adding, recoding):
        monkeypatch.setattr(module, "CODER_VERSION", "9.9.9")


def recoded(coding: Coding, keep: int) -> Coding:
    """As a newer coder has it: fewer events, and one of another type."""
    events = [replace(e, event_id=f"{e.event_id}*", coder_version="9.9.9") for e in coding.events[:keep]]
    events[0] = replace(events[0], event_type="AID", quad=2)
    return Coding(coding.report, tuple(events), coding.statements)


def test_recoding_tells_what_changed_and_keeps_the_links_right(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(REPORTS)
    assert all(everything(store, derived.OF_EVENTS)), "nothing to derive: the test shows little"
    newer = {coding.report.id: recoded(coding, keep=4) for coding in REPORTS}
    coding_with(newer, monkeypatch)
    changes = recode(store, Setup(), lambda error: None, 1)
    assert changes.reports == len(REPORTS)
    turned = sum(coding.events[0].event_type != "AID" for coding in REPORTS)
    assert changes.added == {"AID": turned}
    assert changes.same.total() == 4 * len(REPORTS) - turned
    assert changes.removed.total() == sum(len(coding.events) - 4 for coding in REPORTS) + turned
    assert next(iter(changes.lines())) == f"{len(REPORTS)} reports coded again by version {recoding.CODER_VERSION}"
    fresh = Store(tmp_path / "fresh.duckdb")
    fresh.add(newer.values())
    for query in ("SELECT event_id, incident, voice, story FROM events ORDER BY ALL", "FROM parties ORDER BY ALL",
                  "FROM statements ORDER BY ALL", "SELECT id, coder_version, agency FROM reports ORDER BY ALL",
                  "SELECT report_id, profile FROM report ORDER BY ALL"):  # fmt: skip
        assert store.sql(query) == fresh.sql(query), query
    consistent(store)
    assert recode(store, Setup(), lambda error: None, 1).reports == 0


def test_what_cannot_be_coded_again_stays_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(REPORTS)
    coding_with({coding.report.id: recoded(coding, keep=2) for coding in REPORTS[1:]}, monkeypatch)
    assert recode(store, Setup(), lambda error: None, 1).reports == len(REPORTS) - 1
    assert store.coding(REPORTS[0].report.id).events == REPORTS[0].events
    consistent(store)
