"""Where a sentence ends. Each case: the text with `|` where it is cut, and why."""

from __future__ import annotations

import pytest

from whowhom.language.sentences import LONGEST, split
from whowhom.records import Report

CASES = [
    ("Rebels left.| Troops came.", "a stop before a capital"),
    ("Did rebels leave?| Yes!| Troops came.", "other marks"),
    ("Gen. Okello met Mr. Brown.", "titles end nothing"),
    ("She met Lt. Col. Okello in Jan. Rebels fled.", "nor do the names of months"),
    ("J. R. Okello left.", "initials"),
    ("Troops of the U.S. Army came.", "initials of a state"),
    ("Troops came from the U.S.| They left.", "but not before a word that opens sentences"),
    ("He runs Delta Inc. Berlin knows it.", "a company's name goes on before a name"),
    ("He runs Delta Inc.| The firm grew.", "and ends before an article"),
    ("Prices rose 3.5 percent.| Troops came.", "a point in a number"),
    ("Rebels left;| troops came.", "a semicolon ends one, whatever follows: the parser reads badly across it"),
    ("“We left.”| Troops came.", "a closing quotation mark belongs to its sentence"),
    ("Rebels left (and fast.)| Troops came.", "a closing bracket too"),
    ("Rebels left.[12]| Troops came.", "the number of a note too"),
    ("He left… and came back.", "dots before a small letter end nothing"),
    ("Rebels left\n| Troops came", "a line is a paragraph"),
    ("Rebels left.\n|\n|Troops came.", "empty lines are no sentences"),
    ("Troops of the EU (and N.A.T.O.) came.", "a bracket before initials is no part of them"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("marked", "why"), CASES)
def test_case(marked: str, why: str) -> None:
    wanted = [piece.strip() for piece in marked.split("|") if piece.strip()]
    report = Report("r", None, marked.replace("|", ""))
    sentences = split(report)
    assert [s.text for s in sentences] == wanted, why
    assert all(report.text[s.start : s.end] == s.text for s in sentences)
    assert [s.index for s in sentences] == list(range(len(wanted)))


def test_paragraphs_are_lines() -> None:
    sentences = split(Report("r", None, "Rebels left. Troops came.\n\r\nIt rained.\u2028It snowed."))
    assert [s.paragraph for s in sentences] == [0, 0, 1, 2]


def test_a_line_too_long_for_the_parser_is_cut_at_white_space() -> None:
    report = Report("r", None, "word " * LONGEST + "x" * (2 * LONGEST + 1))
    sentences = split(report)
    assert max(len(s.text) for s in sentences) == LONGEST
    assert all(s.text == s.text.strip() == report.text[s.start : s.end] for s in sentences)
    assert sum(s.text.count("word") for s in sentences) == LONGEST
    assert sum(s.text.count("x") for s in sentences) == 2 * LONGEST + 1
