"""Cuts a report into sentences before anything is parsed, so that most of them never have to be.

A parser that finds sentence ends itself would have to read everything; the rules here need only the characters:
paragraphs are lines, a sentence ends at `.`, `!`, `?` or `;` (the parser reads across semicolons badly, so they count
as ends), unless the dot belongs to an abbreviation or an initial.
"""

from __future__ import annotations

import re

from whowhom.data import column, rows
from whowhom.language.credits import read_part
from whowhom.language.text import Sentence
from whowhom.records import Report

_ABBREVIATIONS = {row["word"]: row["kind"] for row in rows("language/abbreviations.csv")}
_STARTERS = frozenset(column("language/sentence_starters.csv", "word"))
# a possible end: the mark, closing quotes or brackets, white space, then what may open a sentence
_END = re.compile(
    r"""[.!?…]+(?:["”’»)\]]|'')*(?:\[\d+\])*(?=\s+(?:["“‘«(\[]|``|'')*[A-Z0-9ÀÖØÞ]|\s*$)|[;](?=\s)""", re.MULTILINE
)
_LAST_WORD = re.compile(r"[^\s\"“”‘’(\[«»]+$")
_INITIAL = re.compile(r"(?:[A-Z]\.)+$")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
LONGEST = 2_000
"""Characters of the longest sentence that is parsed whole; a longer one (a table, a list) is cut at white space."""


def split(report: Report) -> list[Sentence]:
    """The sentences of a report in order, with paragraph numbers; white space at their ends is left out."""
    sentences: list[Sentence] = []
    for paragraph, line in enumerate(_LINE.finditer(report.text)):
        begin, stop = read_part(line.group())
        for start, end in _spans(line.group()[begin:stop], line.start() + begin):
            text = report.text[start:end]
            sentences.append(Sentence(len(sentences), paragraph, start, end, text))
    return sentences


def _spans(line: str, offset: int) -> list[tuple[int, int]]:
    spans, begin = [], 0
    for match in _END.finditer(line):
        if _is_end(line, begin, match):
            spans += _trimmed(line, begin, match.end(), offset)
            begin = match.end()
    return spans + _trimmed(line, begin, len(line), offset)


def _is_end(line: str, begin: int, match: re.Match[str]) -> bool:
    if match.group()[0] != "." or match.end() == len(line):
        return True
    last = _LAST_WORD.search(line, max(begin, match.start() - 24), match.start() + 1)
    word = last.group() if last else ""
    kind = _ABBREVIATIONS.get(word)
    if kind == "title":
        return False
    if kind == "maybe" or _INITIAL.fullmatch(word):
        following = re.match(r"\W*(\w+)", line[match.end() : match.end() + 40])
        return bool(following and following.group(1) in _STARTERS)
    return True


def _trimmed(line: str, begin: int, end: int, offset: int) -> list[tuple[int, int]]:
    while begin < end and line[begin].isspace():
        begin += 1
    while end > begin and line[end - 1].isspace():
        end -= 1
    pieces = []
    while end - begin > LONGEST:
        cut = line.rfind(" ", begin, begin + LONGEST)
        cut = cut if cut > begin else begin + LONGEST
        pieces.append((offset + begin, offset + cut))
        begin = cut + (line[cut] == " ")
    return [*pieces, (offset + begin, offset + end)] if end > begin else pieces
