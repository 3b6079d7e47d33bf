"""What is kept of a report for linking, so that its text need not be read again."""

from __future__ import annotations

import base64
import json
import math
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from whowhom.linking.agencies import agency
from whowhom.linking.copies import body, sketch
from whowhom.linking.words import names, weight, words
from whowhom.records import Event, Report

WINDOW = 90
"""Days: reports further apart are neither copies nor of one story."""
TERMS = 60
"""How many of the words that tell most are kept."""
TITLE = 4
"""A word in the title counts as often as so many in the text."""
NAME = 2
"""A name tells so many times as much as another word that is as rare."""
UNSAID = 100
"""What every report leaves out, as a weight that no other shares. A whole report weighs about 500 and hardly feels it;
in one sentence, the names of a country and its capital are no longer most of what is said."""
SCALE = 4
"""Steps of a term's weight. Weights are whole numbers: their sums are the same in whatever order they are made."""


@dataclass(frozen=True)
class ReportProfile:
    """A report as the linkers of stories and of copies see it."""

    id: str
    day: int | None
    """Proleptic ordinal of the day of publication, None where unknown."""
    terms: tuple[tuple[str, int], ...]
    """The words that tell most with their weights, the weightiest first."""
    sketch: tuple[int, ...]
    """What `copies.sketch` makes of the text."""
    agency: str | None
    """The agency that the report credits its text to."""
    parties: tuple[str, ...]
    """Countries, or names of those that belong to none, of who acts or is acted upon in its events, sorted."""

    @property
    def days(self) -> tuple[int, int] | None:
        """Two ranges touch when their reports are at most `WINDOW` days apart."""
        return None if self.day is None else (self.day - WINDOW // 2, self.day + WINDOW // 2)

    @cached_property
    def weights(self) -> dict[str, int]:
        return dict(self.terms)

    @cached_property
    def norm(self) -> float:
        """Euclidean length of the weights and of `UNSAID`."""
        return math.sqrt(sum(value * value for _, value in self.terms) + UNSAID * UNSAID)

    def to_json(self) -> str:
        """One line of compact JSON in ASCII, about 2 kB."""
        sketch = base64.b64encode(array("I", self.sketch).tobytes()).decode("ascii")
        terms = " ".join(f"{word} {value}" for word, value in self.terms)
        row = [self.id, self.day, terms, sketch, self.agency, list(self.parties)]
        return json.dumps(row, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> ReportProfile:
        """What `to_json` wrote. Raises ValueError for anything else."""
        name, day, terms, sketch, agency, parties = json.loads(line)
        cells = terms.split()
        numbers = array("I", base64.b64decode(sketch))
        pairs = tuple(zip(cells[::2], map(int, cells[1::2]), strict=True))
        return cls(name, day, pairs, tuple(numbers), agency, tuple(parties))


def profile(report: Report, events: Iterable[Event] = ()) -> ReportProfile:
    """What is kept of a report and of the events that were found in it."""
    keys = {party.key for event in events for party in (*event.actors, *event.recipients)}
    return ReportProfile(
        report.id,
        day_of(report.published),
        terms(report.title or "", body(report.text)),
        sketch(report.text),
        agency(report),
        tuple(sorted(country or name for country, name in keys)),
    )


def day_of(published: str | None) -> int | None:
    """Proleptic ordinal of an ISO date or time; None for what is none, or no whole day."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def terms(title: str, text: str) -> tuple[tuple[str, int], ...]:
    """The words that tell most: how often they stand there (its logarithm), how rare they are, whether they are
    names."""
    counts = Counter(words(text))
    for word in words(title):
        counts[word] += TITLE
    named = names(text)
    weighed = []
    for word, count in counts.items():
        value = (1 + math.log(count)) * weight(word) * (NAME if word in named else 1)
        if steps := round(SCALE * value):
            weighed.append((word, steps))
    weighed.sort(key=lambda item: (-item[1], item[0]))
    return tuple(weighed[:TERMS])
