"""Whatever text comes in is coded or refused with the package's own error, and all spans hold."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import whowhom
from whowhom import Coder, Coding, Report, WhowhomError

LARGE = 30  # seconds of processor time that a long text may take
FRAGMENTS = (
    "Russia attacked Ukraine",
    "the minister said",
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "«",
    "„",
    "(",
    ")",
    "[1]",
    ", ",
    "; ",
    ": ",
    ". ",
    "? ",
    "…",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    "\t",
    " ",
    "  ",
    "\xa0",
    "\u200b",
    "\u200f",
    "\u202e",
    "\ufeff",
    "\x00",
    "\ud800",
    "\udfff",
    "e\u0301",
    "İ",
    "ß",
    "ﬁ",
    "🇫🇷",
    "👩‍👩‍👧",
    "he denied it",
    "according to Reuters",
    "who",
    "that",
    "and",
    "Iran",
    "U.S.",
    "Mr. Roe",
    "its allies",
    "both sides",
    "they",
    "each other",
    "on Monday",
    "in Cairo",
    "2024-02-30",
    "killed 14",
    "talks between",
    "of",
    "by",
    "said it would",
    "must leave",
    "the two countries",
    "'s",
    "’s",
    "-",
    "–",
    "—",
    "“We condemn the raid,” she said",
    "Kim met",
    "accused Israel of",
    "bombing the port",
    "DAMASCUS (AP) —",
    "0",
    "1,000",
)
news = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=40).map(" ".join)
glued = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
texts = st.one_of(news, glued, st.text(st.characters(), max_size=200))
some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def coder() -> Coder:
    return Coder()


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """All that has a start and an end in characters, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from spans(inner)


def check(coding: Coding) -> None:
    for record in (*coding.events, *coding.statements):
        for start, end, text in spans(asdict(record)):
            assert 0 <= start <= end <= len(coding.report.text)
            assert coding.report.text[start:end] == text


@some
@given(texts, st.one_of(st.none(), st.sampled_from(("2024-02-29", "2024-06-19T10:00:00Z"))))
@example("", None)
@example("\ud800 Russia attacked Ukraine.", "2024-02-29")
@example("“" * 50 + "Russia attacked Ukraine, he said" + "”" * 50, None)
def test_any_text_is_coded_with_spans_that_hold(text: str, published: str | None) -> None:
    check(coder().code(Report("any", None, text, published)))


@some
@given(texts, st.sampled_from(("html", "txt", "md")))
@example("<p>Russia attacked Ukraine", "html")
@example("<" * 200, "html")
def test_any_file_is_coded_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"report.{suffix}"
    body = f"<html><body><article><p>{text}</p></article></body></html>" if suffix == "html" else text
    path.write_bytes(body.encode("utf-8", "surrogatepass"))
    try:
        coding = whowhom.code(path)
    except WhowhomError:
        return
    check(coding)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"' * 30_000, id="quotes"),
        pytest.param("“‘«" * 10_000, id="quotes of several kinds"),
        pytest.param("(" * 30_000, id="brackets"),
        pytest.param("," * 30_000, id="commas"),
        pytest.param("a" * 1_000_000, id="one word"),
        pytest.param("war and peace " * 2_000, id="no full stop"),
        pytest.param("Russia and Iran and " * 1_500, id="names joined"),
        pytest.param("the man who said that " * 1_000, id="clause in clause"),
        pytest.param("Russia\n" * 20_000, id="lines of one word"),
        pytest.param('He said "' * 1_000 + "war" + '"' * 1_000, id="quotes in quotes"),
        pytest.param("Minsk attacked Riga, the minister said. He denied it.\n" * 500, id="the same again"),
    ],
)
def test_degenerate_texts_take_no_more_than_their_length(text: str) -> None:
    begin = time.process_time()
    check(coder().code(Report("large", None, text, "2024-06-19")))
    assert time.process_time() - begin < LARGE


def test_time_grows_with_the_length_of_a_report_alone() -> None:
    def seconds(lines: int) -> float:
        told = (f'"Minsk attacked town {n}," said General Roe{n} of Latvia. Belarus denied it.\n' for n in range(lines))
        report = Report("long", None, "".join(told), "2024-06-19")
        begin = time.process_time()
        coder().code(report)
        return time.process_time() - begin

    seconds(20)
    assert seconds(400) < 3 * 4 * seconds(100)


def test_records_are_valid_json_whatever_the_characters() -> None:
    coding = coder().code(
        Report("odd", None, "Russia\u200b attacked \u202eUkraine, the “minister” said. \ud83d", "2024-06-19")
    )
    assert json.loads(json.dumps([asdict(event) for event in coding.events])) is not None


def test_a_vocabulary_that_grew_large_forgets_new_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from whowhom.language import Language, pipeline

    monkeypatch.setattr(pipeline, "_MOST_STRINGS", 0)
    language = Language()
    strings = len(language._strings)
    for number in range(3):
        report = Report("new", None, f"Zorblax{number} met Quuxley{number} in Fooville{number}.", None)
        words = [w.text for text in language.pipe([report]) for s in text.parsed for w in s.words]
        assert words[0] == f"Zorblax{number}"
    assert len(language._strings) == strings
