"""`whowhom disputes`, `incidents` and `instruments` on the eight reports of examples/shoal.jsonl."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars
import pytest

import whowhom
from whowhom.commands import disputes, dyads, incidents, instruments, sql, stories
from whowhom.reading import read
from whowhom.store import Store

SHOAL = Path(__file__).parents[2] / "examples" / "shoal.jsonl"
Ask = Callable[..., str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, coder: whowhom.Coder) -> Path:
    path = tmp_path_factory.mktemp("store") / "shoal.duckdb"
    Store(path).add(coder.code_all(read([SHOAL])))
    return path


@pytest.fixture
def ask(store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs a command on the store; gives its standard output."""
    monkeypatch.setenv("COLUMNS", "120")
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for module in (disputes, dyads, incidents, instruments, sql):
        module.add_parser(commands)
    stories.add_parsers(commands)

    def asked(*words: str) -> str:
        args = parser.parse_args([*words, "--store", str(store)])
        assert args.run(args) == 0
        return capsys.readouterr().out

    return asked


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_event_has_its_incident(ask: Ask, store: Path, tmp_path: Path) -> None:
    rows = lines(ask("incidents", "-o", "-"))
    assert [set(row) for row in rows] == [{"event_id", "report_id", "incident"}] * len(rows)
    assert {row["event_id"] for row in rows} == {event.event_id for event in Store(store).events()}
    for suffix in ("csv", "parquet"):
        ask("incidents", "-o", str(tmp_path / f"incidents.{suffix}"))
    with (tmp_path / "incidents.csv").open(encoding="utf-8") as file:
        assert list(csv.DictReader(file)) == rows
    assert polars.read_parquet(tmp_path / "incidents.parquet").to_dicts() == rows


def test_conditions_choose_the_events(ask: Ask) -> None:
    everything, some = lines(ask("incidents", "-o", "-")), lines(ask("incidents", "--actor", "Japan", "-o", "-"))
    assert some
    assert len(some) < len(everything)
    assert all(row in everything for row in some)


def test_incidents_on_a_terminal(ask: Ask) -> None:
    shown = ask("incidents", "--order", "voices", "--limit", "1")
    assert shown.startswith("who ")
    assert "ASSAULT" in shown
    assert "voices" in shown
    assert shown.splitlines()[-1].startswith("1 of ")


def test_a_ledger_has_who_asserts_who_denies_and_every_copy(ask: Ask) -> None:
    rows = lines(ask("disputes", "--type", "ASSAULT", "--recipient", "Philippines", "-o", "-"))
    stances = {(row["stance"], row["who"]) for row in rows}
    assert ("denies again", "CHN GOV China") in stances
    assert any(stance == "asserts" and who.startswith("PHL") for stance, who in stances if who)
    assert all(row["sentence"] and row["address"].startswith("https://") for row in rows)
    copies = [row for row in rows if row["copy_of"]]
    assert {(row["report_id"], row["copy_of"]) for row in copies} == {("harbour-post", "wire-times")}


def test_ledgers_on_a_terminal(ask: Ask) -> None:
    shown = ask("disputes", "--type", "ASSAULT")
    assert "  same text: 2024-11-19 · Harbour Post · https://www.harbourpost.example" in shown
    assert "China [denies] it." in shown
    assert shown.splitlines()[-1].endswith("incidents")


def test_an_incident_that_nobody_denies_has_a_ledger_when_asked_for(ask: Ask) -> None:
    denied = {row["incident"] for row in lines(ask("disputes", "-o", "-"))}
    others = {row["incident"] for row in lines(ask("incidents", "-o", "-"))} - denied
    one = min(others)
    rows = lines(ask("disputes", "--incident", one, "-o", "-"))
    assert {row["incident"] for row in rows} == {one}
    assert not any(row["stance"].startswith("denies") for row in rows)


def test_instruments(ask: Ask, tmp_path: Path) -> None:
    rows = lines(ask("instruments", "-o", "-"))
    assert {row["instrument"] for row in rows} == {"Mutual Defense Treaty"}
    assert ("signed", "1951") in {(row["act"], row["day"]) for row in rows}
    assert lines(ask("instruments", "--name", "mutual defense", "--party", "USA", "-o", "-")) == rows
    assert lines(ask("instruments", "--party", "Peru", "-o", "-")) == []
    ask("instruments", "-o", str(tmp_path / "acts.csv"))
    with (tmp_path / "acts.csv").open(encoding="utf-8") as file:
        assert [row["act"] for row in csv.DictReader(file)] == [row["act"] for row in rows]


def test_instruments_on_a_terminal(ask: Ask) -> None:
    shown = ask("instruments")
    assert shown.startswith("Mutual Defense Treaty  treaty · ")
    assert shown.splitlines()[-1] == "1 instrument"


@pytest.mark.parametrize(
    ("full", "empty"),
    [
        (("disputes",), ("disputes", "--party", "Peru")),
        (("incidents",), ("incidents", "--party", "Peru")),
        (("instruments",), ("instruments", "--party", "Peru")),
        (("dyads",), ("dyads", "--until", "1700")),
        (("dyads", "CHN", "PHL"), ("dyads", "CHN", "PER")),
        (("sql", "SELECT id, url FROM reports"), ("sql", "SELECT id, url FROM reports WHERE false")),
    ],
    ids=lambda words: " ".join(words),
)
def test_a_table_without_rows_has_its_head(ask: Ask, tmp_path: Path, full: tuple[str], empty: tuple[str]) -> None:
    heads = []
    for name, words in (("full", full), ("empty", empty)):
        for suffix in ("csv", "parquet"):
            ask(*words, "-o", str(tmp_path / f"{name}.{suffix}"))
        frames = [polars.read_csv(tmp_path / f"{name}.csv"), polars.read_parquet(tmp_path / f"{name}.parquet")]
        assert [frame.is_empty() for frame in frames] == [name == "empty"] * 2
        heads += [frame.columns for frame in frames]
    assert heads[0] == heads[1] == heads[2] == heads[3]
    (row, *_) = lines(ask(*full, "-o", "-"))
    assert list(row) == heads[0]


def test_tables_of_reports_name_their_columns(ask: Ask, store: Path, tmp_path: Path) -> None:
    report = Store(store).sql("SELECT id FROM reports ORDER BY id")[0]["id"]
    for words in (("stories",), ("related", report)):
        ask(*words, "-o", str(tmp_path / "found.csv"))
        (row, *_) = lines(ask(*words, "-o", "-"))
        assert polars.read_csv(tmp_path / "found.csv").columns == list(row)
