"""`whowhom dyads`: tables, data and pictures from a store."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import polars
import pytest

from store.telling_rows import Told, store_of
from whowhom.commands import dyads
from whowhom.errors import WhowhomError
from whowhom.store.dyads import TOP
from whowhom.store.periods import PERIODS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dyads")
    russia, korea = ("RUS GOV Russia",), ("PRK GOV North Korea",)
    with store_of(
        folder,
        Told("i1", "Russia armed them.", "armed", russia, korea, "AID", quad=2, date="2024-06-19", intensity=10.0),
        Told("i2", "Korea blamed it.", "blamed", korea, russia, "ACCUSE", quad=3, date="2024-08-01", intensity=-2.0),
    ):
        return folder


def run(folder: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    dyads.add_parser(parser.add_subparsers())
    args = parser.parse_args(["dyads", *words, "--store", str(folder / "told.duckdb")])
    status: int = args.run(args)
    return status


def test_choices_are_those_of_the_question() -> None:
    assert (dyads.PERIODS, dyads.TOP) == (PERIODS, TOP)


def test_tables(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "RUS", "north korea", "--by", "quarter") == 0
    told = capsys.readouterr().out
    assert "Russia (A) and North Korea (B)" in told
    assert "2024 Q2" in told
    assert run(folder) == 0
    assert "PRK North Korea" in capsys.readouterr().out


def test_data(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run(folder, "RUS", "PRK", "-o", "-")
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert len(lines) == 3 * 4
    assert [line["quad"] for line in lines if line["incidents"]] == [2, 3]
    run(folder, "RUS", "PRK", "--since", "2024-08", "-o", str(folder / "r.csv"))
    with (folder / "r.csv").open(encoding="utf-8") as file:
        assert [row["incidents"] for row in csv.DictReader(file)] == ["0", "0", "1", "0"]
    run(folder, "--top", "2", "-o", str(folder / "m.parquet"))
    assert polars.read_parquet(folder / "m.parquet").columns == ["actor", "recipient", "incidents", "intensity"]


def test_pictures(folder: Path) -> None:
    run(folder, "RUS", "PRK", "-o", str(folder / "r.SVG"))
    run(folder, "-o", str(folder / "m.png"))
    assert "Russia and North Korea" in (folder / "r.SVG").read_text(encoding="utf-8")
    assert (folder / "m.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("words", [("RUS",), ("RUS", "PRK", "USA"), ("RUS", "Russia"), ("A", "B", "--since", "June")])
def test_wrong_usage_is_told(folder: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(WhowhomError):
        run(folder, *words)


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(WhowhomError, match="no such store"):
        run(tmp_path, "RUS", "PRK")
