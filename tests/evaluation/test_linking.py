"""The measures of linking, on cases small enough to count by hand."""

import json

import pytest

from whowhom.evaluation.linking import b_cubed, incidents, stories
from whowhom.records import Coding, Event, Party, Report, Span


def test_b_cubed_by_hand():
    gold = {"a": 1, "b": 1, "c": 2}
    assert b_cubed(gold, {"a": "x", "b": "x", "c": "y"}) == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert b_cubed(gold, {"a": "x", "b": "x", "c": "x"}) == {"p": 0.5556, "r": 1.0, "f1": 0.7143}
    assert b_cubed(gold, {"a": "x", "b": "y", "c": "z"}) == {"p": 1.0, "r": 0.6667, "f1": 0.8}


def test_stories_of_rows():
    text = "The harbour master of Altenburg closed the Kessel sluice after the Kestrel ran aground on the Holm reef."
    other = "Ruritania's finance minister Lind presented a budget with lower duties on barley, hops and malt."
    rows = [
        {"id": name, "story": story, "title": "", "text": words, "published": "2031-05-11"}
        for name, story, words in (("a", "reef", text), ("b", "reef", text), ("c", "budget", other))
    ]
    assert stories(rows)["f1"] == 1.0


@pytest.fixture
def told(tmp_path):
    """Three reports of one strike: the gold says that those of a and b are one act, and that of c another."""
    folder = tmp_path / "articles"
    folder.mkdir()
    sentence = "Ruritanian jets bombed the port of Altenburg on Sunday, killing twelve dockers, the office said."
    for name in "abc":
        record = {
            "event_type": "ASSAULT", "mode": "aerial", "modality": "actual", "trigger": "bombed",
            "actors": [{"text": "Ruritanian jets", "name": "Ruritania", "country": "RUR", "sector": "MIL"}],
            "recipients": [], "asserted_by": [], "denied_by": [], "date": None, "place": None, "sentence": sentence,
        }  # fmt: skip
        article = {"id": name, "title": "Port bombed", "text": sentence, "published": "2031-05-12", "events": [record]}
        (folder / f"{name}.json").write_text(json.dumps(article), encoding="utf-8")
    gold = {
        "articles": "articles",
        "incidents": [{"what": "the strike", "members": [["a", 0], ["b", 0]]}],
        "distinct": [[["a", 0], ["c", 0], "another strike"]],
    }
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    return path, sentence


def coding(name, sentence, published):
    report = Report(name, "Port bombed", sentence, published)
    actor = Party("Ruritanian jets", 0, 15, "Ruritania", "RUR", "MIL")
    trigger = Span(16, 22, "bombed")
    event = Event(
        name, name, "ASSAULT", "aerial", 4, -9.5, (), (actor,), (), "actual", (), (), None, None, None, trigger, None,
        None, (Span(0, len(sentence), sentence),),
    )  # fmt: skip
    return Coding(report, (event,))


def test_pairs_of_incidents(told):
    path, sentence = told
    near = [coding("a", sentence, "2031-05-12"), coding("b", sentence, "2031-05-12")]
    apart = coding("c", "Ruritanian jets bombed a bridge.", "2036-01-01")
    found = incidents(path, [*near, apart])
    assert found == {"p": 1.0, "r": 1.0, "f1": 1.0, "look_alikes": 1, "look_alikes_joined": 0}


def test_joining_a_look_alike_counts(told):
    path, sentence = told
    found = incidents(path, [coding(name, sentence, "2031-05-12") for name in "abc"])
    assert found["look_alikes_joined"] == 1
    assert found["r"] == 1.0
    assert found["p"] == pytest.approx(1 / 3, abs=1e-3)
