"""Sentences and who their phrases denote, from `cases.csv`: text, phrase, `of` or `owner`, expected parties, why.

Several expected parties are separated by `|`; an empty country is "no country", a name `-` is "no party at all".
Where sector or name are empty they are not compared. A phrase that occurs more than once means the last time.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from whowhom.actors import ActorTables, PartyFinder
from whowhom.language import Language, Text, Word
from whowhom.records import Party, Report

CASES = list(csv.DictReader((Path(__file__).parent / "cases.csv").open(encoding="utf-8")))
PUBLISHED = "2024-09-10"


@pytest.fixture(scope="module")
def finder() -> PartyFinder:
    return PartyFinder(ActorTables())


@pytest.fixture(scope="module")
def texts() -> dict[str, Text]:
    reports = [Report(text, None, text, PUBLISHED) for text in dict.fromkeys(case["text"] for case in CASES)]
    return {text.report.id: text for text in Language().pipe(reports)}


def head_of(text: Text, phrase: str) -> Word:
    """The last word of the phrase, at its last occurrence."""
    end = list(re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text.report.text))[-1].end()
    return next(w for s in text.sentences for w in s.words if w.start < end <= w.end)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['phrase']} in {c['text'][:50]}" for c in CASES])
def test_case(case: dict[str, str], finder: PartyFinder, texts: dict[str, Text]) -> None:
    text = texts[case["text"]]
    parties = finder.open(text)
    word = head_of(text, case["phrase"])
    found: tuple[Party, ...] = parties.of(word) if case["ask"] == "of" else parties.owner(word)
    if case["name"] == "-":
        assert found == (), case["why"]
        return
    assert [p.country or "" for p in found] == case["country"].split("|"), case["why"]
    if case["sector"]:
        assert [p.sector for p in found] == case["sector"].split("|"), case["why"]
    if case["name"]:
        assert [p.name for p in found] == case["name"].split("|"), case["why"]
    for party in found:
        assert text.report.text[party.start : party.end] == party.text
