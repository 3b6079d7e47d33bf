"""The commands on a store, as a user meets them: eight reports of one story, added once."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from whowhom.cli import main

SHOAL = Path(__file__).parents[2] / "examples" / "shoal.jsonl"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("store") / "shoal.duckdb"
    assert main(["add", str(SHOAL), "--store", str(path)]) == 0
    return path


@pytest.fixture
def ask(store, capsys):
    """Runs a command on the store; gives its standard output."""

    def asked(*args: str, status: int = 0) -> str:
        assert main([*args, "--store", str(store)]) == status
        return capsys.readouterr().out

    return asked


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_adding_again_changes_nothing(ask, store):
    before = lines(ask("sql", "SELECT * FROM events ORDER BY event_id", "-o", "-"))
    told = ask("add", str(SHOAL))
    assert "0 new, 0 changed, 8 unchanged reports; 0 events added" in told
    assert lines(ask("sql", "SELECT * FROM events ORDER BY event_id", "-o", "-")) == before


def test_events_by_any_name_of_a_party(ask):
    by_name = lines(ask("events", "--actor", "Philippines", "-o", "-"))
    assert by_name
    assert by_name == lines(ask("events", "--actor", "PHL", "-o", "-"))
    assert all(any(party["country"] == "PHL" for party in event["actors"]) for event in by_name)


def test_conditions_hold_together(ask):
    found = lines(ask("events", "--between", "China", "PHL", "--type", "assault", "--denied-by", "CHN", "-o", "-"))
    assert found
    for event in found:
        assert event["event_type"] == "ASSAULT"
        assert "CHN" in {party["country"] for party in event["denied_by"]}


def test_words_and_days(ask):
    found = lines(ask("events", "warship", "--until", "2024-11", "-o", "-"))
    assert found
    assert all("warship" in " ".join(span["text"] for span in event["evidence"]) for event in found)
    assert lines(ask("events", "--since", "2030", "-o", "-")) == []


def test_a_table_shows_the_report_behind_each_event(ask):
    table = ask("events", "--publisher", "nordic", "--limit", "1")
    assert "Nordic Daily · 2024-11-20 · U.S. condemns China after clash at sea" in table
    assert "1 of " in table


def test_formats_of_the_suffix(ask, tmp_path):
    ask("events", "-o", str(tmp_path / "e.csv"))
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["event_id"] for row in rows] == [event["event_id"] for event in lines(ask("events", "-o", "-"))]


def test_one_story_one_line_a_report(ask):
    found = lines(ask("stories", "-o", "-"))
    assert len(found) == 8
    assert len({row["story"] for row in found}) == 1


def test_a_copied_text_is_one_voice(ask):
    voice = {row["report_id"]: row["voice"] for row in lines(ask("stories", "-o", "-"))}
    assert voice["wire-times"] == voice["harbour-post"]
    assert len(set(voice.values())) == 7


def test_related_reports(ask):
    found = lines(ask("related", "nordic-daily", "-o", "-"))
    ids = [row["report_id"] for row in found]
    assert "nordic-daily" not in ids
    assert len(ids) == 6  # of the two copies one
    assert [row["likeness"] for row in found] == sorted((row["likeness"] for row in found), reverse=True)


def test_the_store_is_read_only_to_sql(ask, capsys, store):
    assert main(["sql", "DELETE FROM event", "--store", str(store)]) == 1
    assert "read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["events", "--since", "last week"], "expected a date such as 2024-06-19"),
        (["related", "no-such-report"], "no report 'no-such-report'"),
        (["sql", "SELECT nothing FROM nowhere"], "cannot be answered"),
        (["export", "-o", "out.xyz"], "no suffix that tells a format"),
    ],
)
def test_what_cannot_be_done_is_told(args, words, store, capsys):
    assert main([*args, "--store", str(store)]) == 1
    assert words in capsys.readouterr().err


def test_a_missing_store_is_told(tmp_path, capsys):
    assert main(["events", "--store", str(tmp_path / "none.duckdb")]) == 1
    assert "make one with" in capsys.readouterr().err
    assert not (tmp_path / "none.duckdb").exists()


def test_recoding_with_the_same_version_does_nothing(ask, capsys, store):
    assert main(["recode", "--store", str(store)]) == 0
    assert "already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "form"), [("a.geojson", None), ("a.graphml", None), ("a.jsonld", None), ("folder", "package")]
)
def test_exports(name, form, ask, tmp_path):
    ask("export", "-o", str(tmp_path / name), *(["--as", form] if form else []))
    assert (tmp_path / name).exists()


def test_export_of_coded_files(tmp_path, store, capsys):
    events, reports = tmp_path / "events.jsonl", tmp_path / "reports.jsonl"
    assert main(["code", str(SHOAL), "-o", str(events)]) == 0
    assert main(["read", str(SHOAL), "-o", str(reports)]) == 0
    out = tmp_path / "out.geojson"
    assert main(["export", "--coded", str(events), "--reports", str(reports), "-o", str(out)]) == 0
    written = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert len(written) == len(events.read_text(encoding="utf-8").splitlines())
    assert {feature["properties"]["publisher"] for feature in written} >= {"Nordic Daily"}
