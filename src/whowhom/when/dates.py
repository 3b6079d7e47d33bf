"""Find dates in text and say which days they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from whowhom.records import EventDate, Report
from whowhom.when.days import Precision
from whowhom.when.grammar import Form, Grammar, grammar
from whowhom.when.resolve import RULES, Context, Parts

STATED = {"ymd", "month_range", "season", "decade", "year"}
"""Rules whose expressions name their year."""
_PLURAL = re.compile(r"\s(?:[a-z]+\s)?[a-z]{2,}s\b")
_HEAD = 400
"""Characters of a report in which its own day is looked for."""
_DATELINE = re.compile(r"[^\W\d_a-z][^\d()a-z]{2,40}(?: \([^()]{2,20}\))?,")
_AFTER_DATELINE = re.compile(r"(?: \([^()\n]{2,30}\))? ?(?:-|–|—)|(?: \([^()\n]{2,30}\))")
_PAST_VERB = re.compile(r"\b[a-z]+ed\s+(?:on\s+|late\s+|early\s+)?$")


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression at `start:end` of the text and the days it means, `first` to `last` inclusive, as ISO days.

    `precision` is that of both ends: "last week" runs from a day to a day, "1990-1994" from a year to a year.
    `basis` is "stated" where the words name the year, "relative" where the days were counted from another date.
    """

    start: int
    end: int
    first: str
    last: str
    precision: Precision
    basis: Literal["stated", "relative"]

    @property
    def exact(self) -> bool:
        """Whether it is less than a decade: "the 1990s" dates no act."""
        return int(self.last[:4]) - int(self.first[:4]) < 9

    def event_date(self, report: Report) -> EventDate:
        """As a record holds it; offsets must be those of the report's text."""
        span = report.span(self.start, self.end)
        return EventDate(self.first, self.last, self.precision, self.basis, span)


def find_dates(
    text: str,
    published: date | None,
    *,
    offset: int = 0,
    anchor: DateMention | None = None,
    near: date | None = None,
    overlay: Path | None = None,
) -> list[DateMention]:
    """All dates in `text` (a sentence, or more) whose days can be told, in order.

    `published` is when the report appeared: without it only dates that name their year are found, and those counted
    from another date. `offset` is where the text stands in the report. `anchor` is the last date told before the
    text, from which "the next day" is counted. `near` is a day not far from a report without one. `overlay` is a
    folder of the user's tables.
    """
    rules = grammar(overlay)
    found: list[DateMention] = []
    last_end = 0
    for match, form in rules.scan(text):
        anchor = found[-1] if found else anchor
        mention = _mention(text, match, form, rules, (published, near), anchor, last_end)
        if mention is not None:
            found.append(mention)
            last_end = mention.end
    return [_moved(m, offset) for m in found] if offset else found


def published_day(report: Report) -> date | None:
    """The day on which a report appeared, None where that is unknown or no date."""
    try:
        return date.fromisoformat((report.published or "")[:10])
    except ValueError:
        return None


def written_day(text: str, overlay: Path | None = None) -> tuple[date | None, date | None]:
    """The day on which a report without one says that it appeared ("Updated: 3 May 2019", "LIMA, May 3, 2019 (AP) -"),
    and the latest day that it names with its year: days named without one are of about that time."""
    rules = grammar(overlay)
    told = [m for m in find_dates(text, None, overlay=overlay) if m.precision == "day" and m.first == m.last]
    if not told:
        return None, None
    stamped = (m for m in told if m.start < _HEAD and _is_stamp(text, m, rules))
    stamp = next(stamped, None)
    return date.fromisoformat(stamp.first) if stamp else None, date.fromisoformat(max(m.last for m in told))


def _is_stamp(text: str, mention: DateMention, rules: Grammar) -> bool:
    before = text[:mention.start].rstrip(" :|")
    line = before.rpartition("\n")[2]
    opens = _DATELINE.fullmatch(line) is not None and _AFTER_DATELINE.match(text, mention.end) is not None
    return opens or _ends_with(rules.cues["stamp"], before)


def _mention(
    text: str,
    match: re.Match[str],
    form: Form,
    rules: Grammar,
    days: tuple[date | None, date | None],
    anchor: DateMention | None,
    last_end: int,
) -> DateMention | None:
    if form.rule == "none":
        return None
    read = form.parts.match(text, match.start())
    if read is None:  # the scan saw it with other words around
        return None
    parts: Parts = {k: " ".join(v.lower().split()) if v else None for k, v in read.groupdict().items()}
    if not _is_date(text, match, form, parts, rules):
        return None
    context = Context(
        grammar=rules,
        published=days[0],
        near=days[1],
        anchor=date.fromisoformat(anchor.first) if anchor else None,
        future=_speaks_of_future(text, match.start(), match.end(), last_end, rules),
        after=text[match.end() : match.end() + 40],
    )
    meant = RULES[form.rule](parts, context)
    if meant is None:
        return None
    first, last, precision = meant
    stated = form.rule in STATED or parts.get("year") is not None
    basis: Literal["stated", "relative"] = "stated" if stated else "relative"
    end = match.end() - (match[0].endswith(".") and text[match.end() :].strip() == "")
    return DateMention(match.start(), end, first.isoformat(), last.isoformat(), precision, basis)


def _is_date(text: str, match: re.Match[str], form: Form, parts: Parts, rules: Grammar) -> bool:
    """A bare number, or a month's name that is also a word, needs a word before it that makes it a date."""
    before = text[max(0, match.start() - 12) : match.start()].rstrip()
    if form.rule == "month":
        name = (parts["month"] or "").rstrip(".")
        bare = match[0].lower() == name and name in rules.cued_months
        named = re.match(r"\s[A-Z]", text[match.end() :]) is not None
        return not bare or (_ends_with(rules.cues["month"], before) and not named)
    if form.rule != "year" or not match[0][0].isdigit() or _ends_with(rules.cues["year"], before):
        return True
    after = text[match.end() : match.end() + 24]
    counts_things = int(parts["year"] or 0) % 100 == 0 and _PLURAL.match(after) is not None
    beside = after[:1] in (",", ")", "’", "'") or before[-1:] in ("(", ",")
    return not counts_things and (beside or _ends_with(rules.cues["year_weak"], before))


def _ends_with(cues: re.Pattern[str], before: str) -> bool:
    return any(match.end() == len(before) for match in cues.finditer(before))


def _speaks_of_future(text: str, start: int, end: int, last_end: int, rules: Grammar) -> bool:
    """Whether the last cue of time before the expression in its sentence is one of the future; for an expression
    that opens its sentence, the first cue after it."""
    opening = max(last_end, *(text.rfind(stop, 0, start) + 1 for stop in (". ", "! ", "? ", "\n", ";")))
    future, past = rules.cues["future"], rules.cues["past"]
    before = text[opening:start]
    if text[end : end + 2] in ("'s", "’s"):
        return _ends_with(rules.cues["possessive_future"], before.rstrip())
    last_future = max((m.end() for m in future.finditer(before)), default=-1)
    last_past = max((m.end() for m in past.finditer(before)), default=-1)
    verb = _PAST_VERB.search(before)
    if verb is not None and not future.search(verb[0]):
        return False
    if last_future != last_past:
        return last_future > last_past
    if len(before.split()) > 3:
        return False
    after = text[end : end + 90]
    first_future, first_past = future.search(after), past.search(after)
    return first_future is not None and (first_past is None or first_future.start() < first_past.start())


def _moved(mention: DateMention, offset: int) -> DateMention:
    return DateMention(
        mention.start + offset, mention.end + offset, mention.first, mention.last, mention.precision, mention.basis
    )
