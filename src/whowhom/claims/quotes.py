"""Quotation marks over a whole text: which stretches stand between them, over sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# opening mark to the marks that may close it; `''` is two apostrophes
_CLOSERS = {"“": "”", "«": "»", "„": "“”", "‘": "’", "``": "''", "''": "''", '"': '"', "'": "'"}
_MARK = re.compile(r"``|''|[“”„«»\"‘’']")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` of a report's text, the marks included. `open` where the mark was never closed
    before the text or the quotation's paragraph ended."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    open: bool = False

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text` in order; one that runs on over paragraphs, each of which opens again with
    a mark, is one quotation a paragraph (the marks at the start of the next tell that it goes on)."""
    found: list[Quotation] = []
    for line in _LINE.finditer(text):
        found += _in_line(text, line.start(), line.end())
    return found


def _in_line(text: str, begin: int, stop: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    closer = ""
    for mark in _MARK.finditer(text, begin, stop):
        sign = mark.group()
        if opened is None:
            if sign in _CLOSERS and _opens(text, mark, begin, stop):
                opened, closer = mark, _CLOSERS[sign]
            elif sign in ("”", '"', "''") and not found and begin == 0 and _closes(text, mark, begin, stop):
                # a text that was cut out of the middle of a quotation
                found.append(Quotation(begin, mark.end(), begin, mark.start()))
        elif (sign in closer or {sign, closer} == {'"', "”"}) and _closes(text, mark, begin, stop):
            found.append(Quotation(opened.start(), mark.end(), opened.end(), mark.start()))
            opened = None
    if opened is not None and opened.group() not in "'‘":
        end = _lost_close(text, opened.end(), stop)
        found.append(Quotation(opened.start(), end, opened.end(), end, open=True))
    return found


def _lost_close(text: str, begin: int, stop: int) -> int:
    """Where a quotation without a closing mark ends: with its paragraph if the next one opens again, else with its
    first sentence or at a mark of the wrong kind."""
    following = _LINE.search(text, stop)
    if following is not None and text[following.start()] in '"“«„':
        return stop
    mark = re.compile(r"[.!?,][’'\"](?=\s)|[.!?](?=\s+[A-Z])").search(text, begin, stop)
    return mark.end() if mark else stop


def _opens(text: str, mark: re.Match[str], begin: int, stop: int) -> bool:
    """Whether a mark can open: nothing or white space or a bracket before it, no white space after it."""
    before = text[mark.start() - 1] if mark.start() > begin else " "
    after = text[mark.end()] if mark.end() < stop else " "
    if mark.group() in ("“", "„", "«", "``"):
        return not after.isspace() or mark.group() == "«"
    if mark.group() in ("'", "‘") and (after.isdigit() or not _single_closes_later(text, mark.end(), stop)):
        return False
    return (before.isspace() or before in "([—–-:/") and not after.isspace()


def _single_closes_later(text: str, begin: int, stop: int) -> bool:
    """Whether a single mark that ends a phrase follows ("the '90s" has none): a mark before white space or a stop."""
    return re.compile(r"(?<=[\w.,!?…])['’](?!\w)").search(text, begin, stop) is not None


def _closes(text: str, mark: re.Match[str], begin: int, stop: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > begin else " "
    after = text[mark.end()] if mark.end() < stop else " "
    if mark.group() in ("'", "’"):
        # an apostrophe stands inside a word; a closing mark follows punctuation or ends the phrase
        return not after.isalnum() and (before in ".,!?…" or not before.isspace())
    return mark.group() != '"' or not after.isalnum() or not before.isspace()


class Quotations:
    """The quotations of one text, with quick answers about offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = find_quotations(text)
        self.speech = [q for q in self.all if self._is_speech(q)]
        self._starts = [q.start for q in self.all]

    def _is_speech(self, quotation: Quotation) -> bool:
        """Whether it is long enough to be what somebody says, not a term or a title set in marks."""
        inner = self.text[quotation.inner_start : quotation.inner_end]
        return inner.count(" ") >= 3 or (inner.count(" ") >= 1 and inner.rstrip()[-1:] in ",.!?")

    def at(self, offset: int) -> Quotation | None:
        """The quotation that holds this offset."""
        index = bisect_right(self._starts, offset) - 1
        return self.all[index] if index >= 0 and offset < self.all[index].end else None

    def in_speech(self, offset: int) -> bool:
        quotation = self.at(offset)
        return quotation is not None and self._is_speech(quotation)

    def widened(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """The stretch with the whole of the quotations that begin or end in it."""
        first, last = self.at(stretch[0]), self.at(stretch[1] - 1)
        return (
            min(stretch[0], first.start) if first else stretch[0],
            max(stretch[1], last.end) if last else stretch[1],
        )

    def narrowed(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """The quotation alone where a stretch begins with one that ends a sentence or clause and runs on ("“…,” when
        asked …")."""
        first = self.at(stretch[0])
        if first is None or first.start < stretch[0] - 1 or first.end >= stretch[1] or not self._is_speech(first):
            return stretch
        closed = self.text[first.inner_start : first.inner_end].rstrip()[-1:] in ",.!?…"
        return (stretch[0], first.end) if closed and not self.at(stretch[1] - 1) else stretch

    def covers(self, start: int, end: int) -> bool:
        """Whether all of the stretch, its outer marks and stops aside, stands in quotation marks."""
        quotation = self.at(start) or self.at(start + 1)
        return quotation is not None and quotation.end >= end - 1
