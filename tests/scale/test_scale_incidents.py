"""Incidents over the parts of an archive: those of a store that holds the same reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars
import pytest

from whowhom import batch
from whowhom.evaluation.synthetic import codings
from whowhom.export import parts
from whowhom.export.parts import Parts
from whowhom.linking.event_profile import event_profile
from whowhom.linking.groups import touch
from whowhom.reading import read
from whowhom.records import Coding, EventDate, Span
from whowhom.scale import Job
from whowhom.scale.incidents import SPAN, Spans, link
from whowhom.store import Store

EXAMPLES = Path(__file__).parents[2] / "examples"


def linked(folder: Path, coded: list[Coding], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Incident by event, after a job over parts of a few reports each."""
    monkeypatch.setattr(parts, "PART", 20)
    list(Parts(folder, "event", resume=False).write((one.report, one) for one in coded))
    count = link(Job((), folder, workers=1))
    rows = polars.read_parquet(folder / "incidents" / "*.parquet")
    assert rows["incident"].n_unique() == count
    assert rows["event_id"].n_unique() == len(rows)
    return dict(rows.select("event_id", "incident").iter_rows())


def kept(path: Path, coded: list[Coding]) -> dict[str, str]:
    store = Store(path)
    store.add(coded)
    return {row["event_id"]: row["incident"] for row in store.sql("SELECT event_id, incident FROM events")}


def undated(coded: list[Coding]) -> list[Coding]:
    """Of some reports the day of publication is taken away, of some events their day, of some it is a whole year or
    lies in another time."""
    found = []
    for number, one in enumerate(coded):
        report = replace(one.report, published=None, published_basis=None) if number % 4 == 0 else one.report
        events = [_moved(event, number + place) for place, event in enumerate(one.events)]
        found.append(Coding(report, tuple(events)))
    return found


def _moved(event, number):
    if number % 3 == 0:
        return replace(event, date=None)
    if number % 7 == 0:
        return replace(event, date=EventDate("1988-01-01", "1997-12-31", "year", "explicit", Span(0, 4, "1988")))
    return event


def test_synthetic_reports_have_the_incidents_of_a_store(tmp_path, monkeypatch):
    coded = undated(list(codings(events=400, seed=5)))
    found = linked(tmp_path / "out", coded, monkeypatch)
    assert found == kept(tmp_path / "store.duckdb", coded)
    assert len(set(found.values())) < len(found)


def test_the_examples_have_the_incidents_of_a_store(tmp_path, monkeypatch):
    reports = list(read([EXAMPLES / "shoal.jsonl", EXAMPLES / "pages"]))
    coded = list(batch.Setup(statements=False).coder().code_all(reports))
    found = linked(tmp_path / "out", coded, monkeypatch)
    assert found == kept(tmp_path / "store.duckdb", coded)
    again = link(Job((), tmp_path / "out", workers=1))
    assert again == len(set(found.values()))


def test_an_archive_without_events_has_no_incidents(tmp_path, monkeypatch):
    coded = [Coding(next(codings(events=10)).report, ())]
    assert linked(tmp_path / "out", coded, monkeypatch) == {}


def test_events_that_touch_share_a_span_where_the_later_begins():
    coded = undated(list(codings(events=120, seed=2)))
    events = [event_profile(event, one.report) for one in coded for event in one.events]
    middle = date(2020, 6, 1).toordinal()
    for spans in (Spans(0, 0), Spans.of((middle, middle + 20)), Spans.of((1, middle * 2))):
        for one in events:
            for other in events:
                mine, theirs = spans.of_event(one), spans.of_event(other)
                if touch(one.days, other.days):
                    assert max(mine.start, theirs.start) in mine
                    assert max(mine.start, theirs.start) in theirs


def test_spans_hold_what_is_reported_on_and_all_the_rest_at_their_ends():
    first = date(2025, 1, 1)
    spans = Spans.of((first.toordinal(), (first + timedelta(days=30)).toordinal()))
    assert 5 <= spans.last - spans.first <= 7
    assert spans.at(1) == spans.first
    assert spans.at(first.toordinal() + 10_000) == spans.last
    assert spans.at(first.toordinal()) == first.toordinal() // SPAN
