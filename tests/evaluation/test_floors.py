"""Floors: no figure falls silently, and none is lowered by the command."""

import json
import tomllib
from pathlib import Path

import pytest

from whowhom.batch import Setup
from whowhom.evaluation import benchmark, figures
from whowhom.evaluation.figures import Measured, digest, flat, measure
from whowhom.evaluation.floors import Bound, check, read_bounds, write_bounds

PINNED = Path(__file__).parents[2] / "benchmarks" / "floors.toml"


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        (Bound("dev.event", "abc", least=0.4), None),
        (Bound("dev.event", "abc", least=0.5), "dev.event: 0.4 is below its floor 0.5"),
        (Bound("dev.event", "abc", most=0.3), "dev.event: 0.4 is above its ceiling 0.3"),
        (Bound("dev.event", "abc", least=0.3, most=0.5), None),
        (Bound("dev.event", "other", least=0.1), "its files have changed"),
        (Bound("dev.missing", "abc", least=0.1), "no such figure"),
        (Bound("pages.f1", "abc", least=0.1), "its gold set is not there"),
    ],
)
def test_faults(bound, told):
    faults = check([bound], {"dev.event": 0.4}, {"dev": "abc"})
    assert len(faults) == (told is not None)
    assert told is None or told in faults[0]


def test_bounds_move_only_for_the_better():
    assert Bound("a.b", "x", least=0.4).bettered({"a.b": 0.5}).least == 0.5
    assert Bound("a.b", "x", least=0.4).bettered({"a.b": 0.3}).least == 0.4
    assert Bound("a.b", "x", most=0.4).bettered({"a.b": 0.3}).most == 0.3
    assert Bound("a.b", "x", most=0.4).bettered({"a.b": 0.5}).most == 0.4
    both = Bound("a.b", "x", least=0.7, most=1.2)
    assert both.bettered({"a.b": 0.9}) == both
    assert both.bettered({}) == both


def test_bounds_are_written_as_they_are_read(tmp_path):
    bounds = [Bound("dev.event", "a" * 64, least=0.42), Bound("dev.per_gold_event", "b" * 64, least=0.7, most=1.2)]
    write_bounds(bounds, tmp_path / "floors.toml")
    assert read_bounds(tmp_path / "floors.toml") == bounds


def test_the_pinned_floors_are_well_formed():
    bounds = read_bounds(PINNED)
    assert bounds
    names = {gold_set.name for gold_set in figures.SETS}
    for bound in bounds:
        assert bound.figure.partition(".")[0] in names
        assert len(bound.sha256) == 64
        assert bound.least is not None or bound.most is not None
    assert list(tomllib.loads(PINNED.read_text(encoding="utf-8"))) == [bound.figure for bound in bounds]


def test_figures_are_flat():
    nested = {"event": {"p": 0.5, "r": 0.25, "f1": 0.3}, "not actual": {"f1": 1.0}, "none": None, "wrong": ["x"]}
    assert dict(flat("dev", nested)) == {
        "dev.event.p": 0.5,
        "dev.event.r": 0.25,
        "dev.event": 0.3,
        "dev.not_actual": 1.0,
    }


def test_a_digest_tells_names_and_contents(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "a").write_text("1")
    first = digest(folder)
    (folder / "a").write_text("2")
    second = digest(folder)
    (folder / "a").rename(folder / "b")
    third = digest(folder)
    assert len({first, second, third}) == 3
    (folder / "b").write_text("2")
    assert digest(folder) == third


def test_measuring_takes_the_sets_that_are_there(tmp_path):
    (tmp_path / "dev").mkdir()
    article = {"id": "a", "text": "Nothing of note was said by anybody.", "events": []}
    (tmp_path / "dev" / "a.json").write_text(json.dumps(article), encoding="utf-8")
    measured = measure(tmp_path, Setup(statements=False))
    assert list(measured.digests) == ["dev"]
    assert measured.figures["dev.articles"] == 1
    assert measured.failures == []


def test_a_benchmark_is_kept_with_versions_and_digests(tmp_path):
    path = benchmark.keep(Measured({"dev.event": 0.5}, {"dev": "abc"}), tmp_path)
    record = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == f"{record['date']}-{record['versions']['whowhom']}.json"
    assert record["figures"] == {"dev.event": 0.5}
    assert record["sha256"] == {"dev": "abc"}
    assert {"spacy", "trafilatura"} <= record["versions"].keys()
