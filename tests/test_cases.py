"""Sentences and the records that the codebook says they hold; cases/README.md tells how to add one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import whowhom
from cases.notation import Case, read_cases, read_event
from whowhom.records import Coding, Span

CASES = read_cases()
MOST_GAPS = 0.2
"""The share of cases that may be marked `known_gap`. It is lowered when gaps are closed and never raised for them."""


@pytest.fixture(scope="session")
def codings() -> dict[str, Coding]:
    """The coding of each case, by its name."""
    coder = whowhom.Coder()
    return {coding.report.id: coding for coding in coder.code_all([case.report for case in CASES])}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case, codings: dict[str, Coding]) -> None:
    events = codings[case.name].events
    if case.known_gap:
        assert not case.is_met(events), f"{case.name} is met now: remove its mark (python tests/cases/refresh.py)"
    else:
        assert case.is_met(events), "\n" + case.difference(events)


def test_few_gaps() -> None:
    share = sum(case.known_gap for case in CASES) / len(CASES)
    assert share <= MOST_GAPS, f"{share:.1%} of the cases are marked known_gap, {MOST_GAPS:.1%} may be"


def test_every_span_holds(codings: dict[str, Coding]) -> None:
    for coding in codings.values():
        for span in _spans(coding):
            assert coding.report.text[span.start : span.end] == span.text, (coding.report.id, span)


def test_texts_differ() -> None:
    assert len({case.text for case in CASES}) == len(CASES)


def _spans(coding: Coding) -> Iterator[Span]:
    """Every span of every record and statement; parties are spans of the same fields."""
    for event in coding.events:
        yield from (event.trigger, *event.evidence)
        yield from (span for span in (event.cue, event.denial) if span)
        yield from (value.text for value in (event.date, event.place) if value)
        for party in (*event.actors, *event.recipients, *event.asserted_by, *event.denied_by):
            yield Span(party.start, party.end, party.text)
    for statement in coding.statements:
        yield from (statement.cue, statement.content)
        if statement.speaker:
            yield Span(statement.speaker.start, statement.speaker.end, statement.speaker.text)


@pytest.mark.parametrize(
    "wrong",
    [
        "ATTACK: RUS -> UKR",
        "CONSULT dinner: FRA -> CHN",
        "AID [hoped]: FRA -> UKR",
        "AID: France -> UKR",
        "AID FRA -> UKR",
        "AID: FRA to UKR",
    ],
)
def test_notation_tells_what_is_wrong(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"AID|ATTACK|dinner"):
        read_event(wrong)
