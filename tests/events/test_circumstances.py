"""When, where, and what a place tells of the parties. Each case: the text, its one record, and why."""

from __future__ import annotations

import pytest

import whowhom
from whowhom.records import Report

CASES = [
    (
        "Russian troops shelled the port of Odesa.",
        "ASSAULT RUS -> UKR in Odesa",
        "a blow at a place is one at its state",
    ),
    ("Congolese rebels shelled Goma.", "ASSAULT COD -> COD in Goma", "rebels fight the state that they live in"),
    ("The Malian army opened fire in Gao.", "ASSAULT MLI -> in Gao", "an army does not fight its own"),
    ("France and Qatar met in Doha.", "CONSULT visit FRA -> QAT in Doha", "the other side's ground: a visit"),
    ("France and Qatar met in Geneva.", "CONSULT FRA + QAT -> in Geneva", "on neutral ground nobody is the host"),
    ("Berlin sent tanks to Jordan.", "AID DEU -> JOR in -", "a state that gets aid is a party, no place"),
]


@pytest.mark.parametrize(("text", "record", "why"), CASES)
def test_case(text: str, record: str, why: str, coder: whowhom.Coder) -> None:
    (event,) = coder.code(Report("r", None, text, "2024-09-10")).events
    actors, recipients = (" + ".join(p.country or "-" for p in side) for side in (event.actors, event.recipients))
    mode = event.mode if event.event_type == "CONSULT" else None
    place = event.place.name if event.place else "-"
    words = (event.event_type, mode, actors, "->", recipients, "in", place)
    assert " ".join(word for word in words if word) == record, why


def test_each_act_of_a_sentence_has_a_date_of_its_own(coder: whowhom.Coder) -> None:
    text = "Iran freed a hostage on Monday and arrested a French envoy in May 2023."
    events = coder.code(Report("r", None, text, "2024-09-10")).events
    assert {e.event_type: e.date and e.date.start for e in events} == {"RETREAT": "2024-09-09", "COERCE": "2023-05-01"}


def test_the_day_of_the_report_is_no_date_of_an_act(coder: whowhom.Coder) -> None:
    (event,) = coder.code(Report("r", None, "Rebels attacked the Malian army.", "2024-09-10")).events
    assert (event.date, event.place) == (None, None)
