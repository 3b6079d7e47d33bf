"""The measure of event records: what counts as the same, and the figures that follow."""

import pytest

from whowhom.errors import ReadError
from whowhom.evaluation.gold import read_articles, read_rows
from whowhom.evaluation.parties import distinct, equal, same, shared
from whowhom.evaluation.score import FITS, pair, per_type, score


def party(name, country=None, text=None):
    return {"name": name, "text": text or name, "country": country, "sector": "GOV"}


FRA, RUS, USA = party("France", "FRA"), party("Russia", "RUS"), party("United States", "USA")


def event(kind="ACCUSE", actors=(FRA,), recipients=(RUS,), **more):
    fields = {"modality": "actual", "asserted_by": [], "denied_by": [], "date": None, "place": None, "trigger": "x"}
    return {"event_type": kind, "actors": list(actors), "recipients": list(recipients)} | fields | more


def scored(gold, predicted):
    return score({"r": gold}, {"r": predicted})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (party("Vladimir Putin", "RUS"), party("Russia", "RUS"), True),
        (party("Russia", "RUS"), party("Russia"), False),
        (party("the United Nations"), party("United Nations"), True),
        (party("UN"), party("United Nations", text="the U.N."), True),
        (party("Islamic State group"), party("the Islamic State"), True),
        (party("the West"), party("its allies"), False),
        (party("the group"), party("the group"), False),
        (party("Médecins"), party("Medecins"), True),
    ],
)
def test_the_same_party(one, other, expected):
    assert same(one, other) is expected
    assert same(other, one) is expected


def test_parties_count_once():
    twice = [party("Putin", "RUS"), RUS, FRA]
    assert distinct(twice) == [twice[0], FRA]
    assert shared(twice, [RUS]) == 1
    assert equal(twice, [FRA, RUS])
    assert not equal([FRA], [FRA, RUS])
    assert equal(None, [])


@pytest.mark.parametrize(
    ("gold", "predicted", "fits"),
    [
        (event(), event(), {"record", "event", "lenient", "dyad"}),
        (event(), event(modality="planned"), {"event", "lenient", "dyad"}),
        (event(), event(asserted_by=[USA]), {"event", "lenient", "dyad"}),
        (event(denied_by=[RUS]), event(), {"event", "lenient", "dyad"}),
        (event(), event(actors=[RUS], recipients=[FRA]), {"lenient"}),
        (event(), event(actors=[FRA, USA]), {"lenient"}),
        (event(), event("REJECT"), {"dyad"}),
        (event(), event("AID"), set()),
        (event(), event(actors=[USA], recipients=[]), set()),
        (event("CONSULT", [FRA, RUS], []), event("CONSULT", [RUS], [FRA]), {"record", "event", "lenient", "dyad"}),
        (event("CONSULT", [FRA], [RUS]), event("CONSULT", [RUS, FRA], []), {"record", "event", "lenient", "dyad"}),
        (event("CONSULT", [FRA], [RUS]), event("CONSULT", [RUS], []), {"lenient"}),
    ],
)
def test_what_fits(gold, predicted, fits):
    assert {name for name, fit in FITS.items() if fit(gold, predicted)} == fits


def test_pairs_are_as_many_as_possible():
    """The prediction that fits both goes to the record that no other prediction fits."""
    wide, narrow = event(recipients=[RUS]), event(actors=[USA], recipients=[])
    both, one = event(actors=[USA, FRA], recipients=[RUS]), event(actors=[FRA], recipients=[])
    assert len(pair([wide, narrow], [both, one], FITS["lenient"])) == 2


def test_a_record_is_paired_once():
    assert scored([event()], [event(), event()])["event"] == {"p": 0.5, "r": 1.0, "f1": 0.6667}


def test_the_likelier_of_two_is_the_pair():
    gold = event(trigger="condemned", denied_by=[RUS])
    figures = scored([gold], [event(trigger="criticised"), event(trigger="condemned", denied_by=[RUS])])
    assert figures["denied_by"]["r"] == 1.0


def test_details_of_paired_records():
    gold = [
        event(modality="possible", asserted_by=[USA], date="2024-06", place={"country": "FRA"}),
        event("AID", modality="actual", denied_by=[RUS], date="2024-06-19"),
    ]
    predicted = [
        event(modality="possible", asserted_by=[USA, FRA], date={"start": "2024-06-18"}, place={"country": "FRA"}),
        event("AID", modality="planned", date={"start": "2024-06-18"}),
    ]
    figures = scored(gold, predicted)
    assert figures["modality accuracy"] == 0.5
    assert figures["not actual"] == {"p": 0.5, "r": 1.0, "f1": 0.6667}
    assert figures["asserted_by"] == {"p": 0.5, "r": 1.0, "f1": 0.6667}
    assert figures["denied_by"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert figures["date accuracy"] == 0.5
    assert figures["place accuracy"] == 1.0


def test_no_predictions():
    figures = scored([event()], [])
    assert figures["event"]["f1"] == 0.0
    assert figures["modality accuracy"] is None
    assert figures["per gold event"] == 0.0


def test_records_of_other_reports_do_not_count():
    figures = score({"a": [event()]}, {"a": [event()], "b": [event(), event()]})
    assert figures["predicted_events"] == 1


def test_per_type():
    figures = per_type({"r": [event(), event("AID")]}, {"r": [event(), event("REJECT")]})
    assert (figures["ACCUSE"]["f1"], figures["AID"]["f1"], figures["REJECT"]["p"]) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no gold articles"),
        ("{", "not JSON"),
        ("[1]", "expected a JSON object"),
        ('{"id": "a"}', "no text, events"),
    ],
)
def test_what_is_no_gold_is_told(tmp_path, content, told):
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=told):
        read_articles(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ReadError, match=r"missing\.jsonl"):
        read_rows(tmp_path / "missing.jsonl")
