"""Invented reports and the large stores made of them."""

from __future__ import annotations

from pathlib import Path

from whowhom.evaluation.store_speed import new_reports
from whowhom.evaluation.synthetic import codings, fill
from whowhom.store import Store


def test_the_same_seed_makes_the_same_reports() -> None:
    first, again, other = (list(codings(events=200, seed=seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_every_value_stands_where_it_says() -> None:
    for coding in codings(events=200, seed=1):
        for event in coding.events:
            parties = event.actors + event.recipients + event.asserted_by + event.denied_by
            spans = [*parties, *event.evidence, event.trigger, event.cue, event.denial]
            spans += [event.date.text if event.date else None, event.place.text if event.place else None]
            assert all(coding.report.text[s.start : s.end] == s.text for s in spans if s)


def test_seasons_are_alike_and_apart(tmp_path: Path) -> None:
    store, seasons = Store(tmp_path / "s.duckdb"), 3
    *_, (reports, events) = fill(store.path, events=450, seasons=seasons)
    count = "SELECT count(*) AS n, count(DISTINCT {id}) AS ids, count(DISTINCT {group}) AS groups FROM {view}"
    for names, view, total in ((("id", "story"), "reports", reports), (("event_id", "incident"), "events", events)):
        (found,) = store.sql(count.format(id=names[0], group=names[1], view=view))
        assert found["n"] == found["ids"] == total
        assert found["groups"] % seasons == 0
    for level, number, table in (("story", "report_no", "report"), ("incident", "event_no", "event")):
        near = f"""
            SELECT 1 FROM {level}_key a JOIN {level}_key b ON a.key = b.key AND a.first <= b.last AND b.first <= a.last
            JOIN {table} x ON x.{number} = a.no JOIN {table} y ON y.{number} = b.no
            WHERE (a.no - 1) // {{size}} <> (b.no - 1) // {{size}} LIMIT 1
        """
        assert store.sql(near.format(size=(reports if table == "report" else events) // seasons)) == []
    assert store.add(new_reports(2)).new == 2
