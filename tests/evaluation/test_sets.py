"""The measures on sentences and statements."""

from whowhom.evaluation.sets import inline, rate, statements, triples, types


def party(text, country=None):
    return {"text": text, "name": text, "country": country, "sector": "GOV"}


def test_types_between_two_parties():
    gold = [
        {"id": "1", "actor": "the French minister", "recipient": "Moscow", "event_types": ["ACCUSE"]},
        {"id": "2", "actor": "rebels", "recipient": "the army", "event_types": ["CONCEDE", "RETREAT"]},
        {"id": "3", "actor": "Egypt", "recipient": "Libya", "event_types": ["AID"]},
        {"id": "4", "actor": "Peru", "recipient": "Chile", "event_types": ["AID"]},
    ]
    predicted = {
        "1": [{"event_type": "ACCUSE", "actors": [party("French minister")], "recipients": [party("Moscow")]}],
        "2": [{"event_type": "RETREAT", "actors": [party("rebels"), party("army")], "recipients": []}],
        "3": [{"event_type": "ASSAULT", "actors": [party("Egypt")], "recipients": [party("Libya")]}],
    }
    figures = types(gold, predicted)
    assert figures["found"] == 0.5
    assert figures["per_type"] == {"ACCUSE": 1.0, "CONCEDE+RETREAT": 1.0, "AID": 0.0}
    assert figures["macro_f1"] == 0.6667


def test_triples_need_type_and_both_countries():
    side = {"text": "Romanian", "code": "ROM", "sector": "GOV"}
    gold = [
        {"id": "1", "event_type_2016": "FIGHT", "actors": [side], "recipients": [{"text": "rebels", "code": "REB"}]},
        {"id": "2", "event_type_2016": "AGREE", "actors": [side, {"text": "Hungary", "code": "HUN"}], "recipients": []},
        {"id": "3", "event_type_2016": "AID", "actors": [side], "recipients": []},
    ]
    romania = party("Romania", "ROU")
    predicted = {
        "1": [{"event_type": "ASSAULT", "actors": [romania], "recipients": [party("Kurdish rebels")]}],
        "2": [{"event_type": "AGREE", "actors": [romania], "recipients": [party("Hungary", "HUN")]}],
        "3": [{"event_type": "AID", "actors": [party("Romania")], "recipients": []}],
    }
    assert triples(gold, predicted) == {"n": 3, "type_found": 1.0, "triple_found": 0.6667}


def said(start, end, speaker=None):
    return {"content": {"start": start, "end": end}, "speaker": speaker and {"start": speaker[0], "end": speaker[1]}}


def test_statements_need_half_of_the_content_and_the_speaker():
    text = "Officials said the talks had failed. It rained."
    gold = [{"id": "r", "text": text, "statements": [{"content": [[15, 35]], "speaker": [[0, 9]]}]}]

    def joint(*found):
        figures = statements(gold, {"r": list(found)})
        return figures["content"]["f1"], figures["joint"]["f1"]

    assert joint(said(15, 35, (0, 9))) == (1.0, 1.0)
    assert joint(said(19, 35, (0, 4))) == (1.0, 1.0)
    assert joint(said(15, 35)) == (1.0, 0.0)
    assert joint(said(29, 35, (0, 9))) == (0.0, 0.0)
    assert joint(said(15, 35, (0, 9)), said(37, 46)) == (0.6667, 0.6667)
    assert joint() == (0.0, 0.0)


def test_inline_marks():
    text, spans = inline("<Source>Aid workers</Source> say <Fact_Appeal:X>it <b>is</b> bad</Fact_Appeal>.")
    assert text == "Aid workers say it is bad."
    assert spans["Source"] == [(0, 11)]
    assert [text[start:end] for start, end in spans["Fact_Appeal"]] == ["it is bad"]


def test_marked_sentences():
    row = {"id": "m", "markup": "<Source>Aid workers</Source> say <Fact_Appeal>it is bad</Fact_Appeal>."}
    assert statements([row], {"m": [said(16, 25, (0, 11))]})["joint"]["f1"] == 1.0


def test_rate():
    assert rate([{"id": "a"}, {"id": "b"}], {"a": [{}, {}, {}]}) == {
        "reports": 2,
        "records": 3,
        "a_report": 1.5,
        "most": 3,
    }
