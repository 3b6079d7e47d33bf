"""Second thoughts on acts, as sentences with their answer and the reason."""

from __future__ import annotations

import pytest

from whowhom.coder import Coder
from whowhom.records import Report

CASES = [
    ("Senator Ted Cruz attacked Donald Trump in the debate.", ["ACCUSE"], "politicians fight with words"),
    ("Rebels attacked the army in Mali.", ["ASSAULT"], "those who bear arms do not"),
    ("Did Russia attack Kyiv?", [], "a question tells nothing"),
    ("Why did Russia attack Kyiv?", ["ASSAULT"], "a question for the reason takes it to be so"),
    ("An Iranian minister asked whether Russia would attack Kyiv.", [], "somebody only asks about it"),
    ("Wars in Afghanistan and Iraq go on.", [], "a war in two countries is not between them"),
    ("The war between Chad and Mali went on.", ["ASSAULT"], "one between them is"),
    ("The boat sank off Tunisia, killing ten Egyptian soldiers.", [], "an accident is nobody's act"),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(statements=False)


@pytest.mark.parametrize(("sentence", "types", "why"), CASES)
def test_case(coder: Coder, sentence: str, types: list[str], why: str) -> None:
    events = coder.code(Report("one", None, sentence, "2025-01-15")).events
    assert [event.event_type for event in events] == types, why
