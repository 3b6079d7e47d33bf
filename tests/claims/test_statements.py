"""Statements, sentence by sentence: each case of statements.toml reads like a rule with its reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from whowhom.claims.lexicon import ClaimsLexicon
from whowhom.claims.statements import FoundStatement, find_statements
from whowhom.language import Language, Text
from whowhom.records import Report

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "statements.toml").read_text("utf-8"))["case"]
_MARKS = " .,:;\"“”‘’«»`'"


@pytest.fixture(scope="module")
def lexicon() -> ClaimsLexicon:
    return ClaimsLexicon.load()


@pytest.fixture(scope="module")
def texts() -> dict[str, Text]:
    reports = [Report(str(number), None, case["text"]) for number, case in enumerate(CASES)]
    return {text.report.text: text for text in Language().pipe(reports)}


def _shown(found: FoundStatement, text: str) -> dict[str, Any]:
    return {
        "speaker": text[slice(*found.speaker_span)] if found.speaker_span else "",
        "cue": text[slice(*found.cue)],
        "content": text[slice(*found.content)].strip(_MARKS),
        "stance": found.stance,
        "kind": found.kind,
        "quoted": found.quoted,
    }


@pytest.mark.parametrize("case", CASES, ids=[f"{case['why']}: {case['text'][:40]}" for case in CASES])
def test_case(case: dict[str, Any], texts: dict[str, Text], lexicon: ClaimsLexicon) -> None:
    shown = [_shown(found, case["text"]) for found in find_statements(texts[case["text"]], lexicon)]
    if "cue" not in case:
        assert [s for s in shown if s["kind"] == "told"] == []
        return
    expected = {
        "speaker": case["speaker"],
        "cue": case["cue"],
        "content": case["content"].strip(_MARKS),
        "stance": case.get("stance", "asserts"),
        "kind": case.get("kind", "told"),
        "quoted": case.get("quoted", False),
    }
    assert expected in shown


@pytest.mark.parametrize("case", [c for c in CASES if c.get("kind", "told") == "told" and "cue" in c])
def test_quick_test_lets_pass_whatever_is_told(case: dict[str, Any], texts: dict[str, Text]) -> None:
    lexicon = ClaimsLexicon.load()
    sentences = texts[case["text"]].sentences
    assert any(lexicon.may_hold_statement(s.text) for s in sentences)


def test_content_offsets_and_membership(texts: dict[str, Text], lexicon: ClaimsLexicon) -> None:
    for text in texts.values():
        for found in find_statements(text, lexicon):
            assert found.contents
            assert all(0 <= start < end <= len(text.report.text) for start, end in found.contents)
            inside = [w for s in text.sentences for w in s.words if w in found]
            assert inside
            assert all(any(a <= w.start and w.end <= b for a, b in found.contents) for w in inside)


def test_unparsed_sentences_hold_nothing(lexicon: ClaimsLexicon) -> None:
    text = next(iter(Language().pipe([Report("x", None, "The mayor said it rained.")], choose=lambda _: [])))
    assert find_statements(text, lexicon) == []


def test_every_cue_has_an_example_of_its_own() -> None:
    from whowhom.data import rows

    examples = [row["example"] for row in rows("claims/cues.csv")]
    assert len(examples) >= 350
    assert all(examples)
    assert len(set(examples)) == len(examples)


@pytest.mark.parametrize(
    ("text", "disputes"),
    [
        ("The general denied that his men had crossed the river.", True),
        ("Moscow denied arming the rebels.", True),
        ("The ministry rejected claims that the well was poisoned.", True),
        ("The embassy refused to confirm the arrest.", False),
        ("The general said that his men had crossed the river.", False),
    ],
)
def test_refusing_to_act_disputes_nothing(text: str, disputes: bool, lexicon: ClaimsLexicon) -> None:
    parsed = next(iter(Language().pipe([Report("x", None, text)])))
    assert any(found.disputes for found in find_statements(parsed, lexicon)) is disputes
