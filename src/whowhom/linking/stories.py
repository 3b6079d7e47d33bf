"""Reports about the same happening: stories; and reports to read on with.

Two reports are alike as far as their words are (`likeness`) and less the further apart they came out (`nearness`). A
story is a cluster of such reports by average link: a report joins when it is alike to all of it on average, so that
neither one long overview nor a year of weekly tests chains two happenings into one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, count

import numpy as np

from whowhom.linking.groups import Tie, key, pieces, twins
from whowhom.linking.profiles import WINDOW, ReportProfile
from whowhom.linking.words import weight

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]

THRESHOLD = 0.13
"""Likeness times nearness of the reports of one story, on average."""
EDGE = 1.15
"""So many times the threshold must the two most alike reports have: a component, which chains, is then far smaller, and
its clusters are the same."""
TIGHT = 2.5
"""And so many times, where a topic that never ends, such as a war, chains into a component of more than `LARGEST`."""
STEP = 1.25
"""By so much the bar is raised until a core of too many reports falls apart."""
FADE = 3
"""Days after which nearness has come down to .8."""
UNDATED = 0.8
"""Nearness where a date is unknown: what two reports of one story have on average."""
PAIRED = 10
"""Two reports are compared when they share two of so many of their weightiest terms,"""
RARE_AMONG, RARE = 20, 9.0
"""or one that weighs so much by itself among so many: a word that is found less than once in 1.6 million."""
LARGEST = 500
"""Reports that are clustered at once."""


def likeness(one: ReportProfile, other: ReportProfile) -> float:
    """How alike the words of two reports are, from 0 to 1.

    The cosine of their weights, times the root of the ratio of their lengths: half-way between the cosine, which a
    short report can never have with a long one, and how much of the shorter one the longer one holds.
    """
    mine, theirs = one.weights, other.weights
    shared = sum(mine[word] * theirs[word] for word in mine.keys() & theirs.keys())
    return _scaled(shared, one.norm, other.norm) if shared else 0.0


def _scaled(shared: int, one: float, other: float) -> float:
    return min(1.0, shared / (one * other) * math.sqrt(max(one, other) / min(one, other)))


def nearness(one: int | None, other: int | None) -> float:
    """How near two days are: 1 for the same, .67 after a week, .45 after a month, .32 after three, 0 then.

    It falls fast at first, which parts the tests and talks of one week from those of the next, and slowly later: what
    is still as like as that after a month looks back on the same happening.
    """
    if one is None or other is None:
        return UNDATED
    apart = abs(one - other)
    return 0.0 if apart > WINDOW else float((1 + apart / FADE) ** (-1 / 3))


class StoryLinker:
    """Stories as a `Linker` of report profiles."""

    def __init__(self, threshold: float = THRESHOLD, most: int = LARGEST) -> None:
        self.threshold, self.most = threshold, most

    def keys(self, member: ReportProfile) -> frozenset[int]:
        paired = combinations(sorted(word for word, _ in member.terms[:PAIRED]), 2)
        rare = [(word,) for word, _ in member.terms[:RARE_AMONG] if weight(word) >= RARE]
        return frozenset(key("story", *terms) for terms in (*paired, *rare))

    def tie(self, one: ReportProfile, other: ReportProfile) -> Tie:
        near = nearness(one.day, other.day)
        if near < self.threshold * EDGE:
            return Tie.NONE
        alike = likeness(one, other) * near
        return Tie((alike >= self.threshold * EDGE) + (alike >= self.threshold * TIGHT))

    def split(self, members: Sequence[ReportProfile]) -> list[list[ReportProfile]]:
        if len(members) <= self.most:
            return average_link(members, self.threshold)
        alike = {same[0].id: same for same in twins(members, lambda member: (member.day, member.terms))}
        first = [same[0] for same in alike.values()]
        near = similarities(first)
        rows, columns = np.nonzero(np.triu(near >= self.threshold * TIGHT))
        tied = [(first[i].id, first[j].id, float(near[i, j])) for i, j in zip(rows, columns, strict=True)]
        bars = (self.threshold * TIGHT * STEP**number for number in count())
        cut = pieces(first, tied, bars, self.most)
        stories = (story for piece in cut for story in average_link(piece, self.threshold))
        return [[copy for one in story for copy in alike[one.id]] for story in stories]


def similarities(members: Sequence[ReportProfile]) -> Matrix:
    """Likeness times nearness of every pair; minus infinity where a pair is of no one story: a report and itself, and
    two that came out more than `WINDOW` days apart."""
    told = Counter(word for member in members for word, _ in member.terms)
    column: dict[str, int] = {}
    cells = [
        (row, column.setdefault(word, len(column)), value)
        for row, member in enumerate(members)
        for word, value in member.terms
        if told[word] > 1
    ]
    weights = np.zeros((len(members), len(column)))
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    weights[list(rows), list(columns)] = values
    shared = weights @ weights.T  # of whole numbers: exact, in whatever order a processor adds them
    norms = np.array([member.norm for member in members])
    longer, shorter = np.maximum.outer(norms, norms), np.minimum.outer(norms, norms)
    alike: Matrix = np.minimum(1.0, shared / (longer * shorter) * np.sqrt(longer / shorter))
    days = np.array([np.nan if member.day is None else member.day for member in members])
    apart = np.abs(np.subtract.outer(days, days))
    alike *= np.where(np.isnan(apart), UNDATED, (1 + apart / FADE) ** (-1 / 3))
    alike[apart > WINDOW] = -np.inf
    np.fill_diagonal(alike, -np.inf)
    return alike


def average_link(members: Sequence[ReportProfile], threshold: float) -> list[list[ReportProfile]]:
    """Clusters whose reports are at least `threshold` alike on average, the most alike joined first; of ties, the
    first in the order of members. No cluster spans more than `WINDOW` days."""
    count = len(members)
    mean = similarities(members)  # of two clusters, kept in the row of each cluster's first member
    clusters = {index: [index] for index in range(count)}
    while len(clusters) > 1:
        one, other = sorted(divmod(int(mean.argmax()), count))
        if mean[one, other] < threshold:
            break
        share = len(clusters[one]) / (len(clusters[one]) + len(clusters[other]))
        mean[one] = mean[:, one] = share * mean[one] + (1 - share) * mean[other]
        mean[other] = mean[:, other] = -np.inf
        clusters[one] += clusters.pop(other)
    return [[members[index] for index in sorted(cluster)] for cluster in clusters.values()]


@dataclass(frozen=True)
class Related:
    """A report to read on with, and why."""

    id: str
    score: float
    """From 0 to 1."""
    likeness: float
    parties: tuple[str, ...]
    """Parties that act in both."""
    incidents: int
    """Incidents that both tell of."""


def related(
    report: ReportProfile, others: Iterable[ReportProfile], incidents: Mapping[str, int] | None = None
) -> list[Related]:
    """Other reports by how much they have in common with this one, the most first. `incidents` are how many incidents
    each of them (by id) shares with it. Copies of the report are left to the caller."""
    found = []
    for other in others:
        alike = likeness(report, other)
        both = sorted(set(report.parties) & set(other.parties))
        count = (incidents or {}).get(other.id, 0)
        # Each of the three fills its share of what the ones before have left open: more of any never lowers the score.
        missing = (1 - alike) * 0.5**count * (1 - 0.3 * len(both) / max(1, len({*report.parties, *other.parties})))
        if other.id != report.id and missing < 1:
            found.append(Related(other.id, 1 - missing, alike, tuple(both), count))
    return sorted(found, key=lambda one: (-one.score, one.id))
