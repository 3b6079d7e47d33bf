"""Reports about the same happening: stories; and reports to read on with.

Two reports are alike as far as their words are (`likeness`) and less the further apart they came out (`nearness`). A
story is a cluster of such reports by average link: a report joins when it is alike to all of it on average, so that
neither one long overview nor a year of weekly tests chains two happenings into one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from whowhom.linking.groups import components, key
from whowhom.linking.profiles import WINDOW, ReportProfile
from whowhom.linking.words import weight

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]

THRESHOLD = 0.15
"""Likeness times nearness of two reports of one story; of two clusters on average."""
FADE = 14
"""Days after which nearness begins to fall as the square root of the time."""
UNDATED = 0.85
"""Nearness where a date is unknown: what two reports of one story have on average."""
PAIRED = 10
"""Two reports are compared when they share two of so many of their weightiest terms,"""
RARE_AMONG, RARE = 20, 9.0
"""or one that weighs so much by itself among so many: a word that is found less than once in 1.6 million."""
LARGEST = 1000
"""Reports of a component that are clustered at once; a larger one is first cut at its weaker edges."""


def likeness(one: ReportProfile, other: ReportProfile) -> float:
    """How alike the words of two reports are, from 0 to 1.

    The cosine of their weights, times the root of the ratio of their lengths: half-way between the cosine, which a
    short report can never have with a long one, and how much of the shorter one the longer one holds.
    """
    if len(one.terms) > len(other.terms):
        one, other = other, one
    theirs = other.weights
    shared = sum(value * theirs.get(word, 0) for word, value in one.terms)
    return _scaled(shared, one.norm, other.norm) if shared else 0.0


def _scaled(shared: int, one: float, other: float) -> float:
    return min(1.0, shared / (one * other) * math.sqrt(max(one, other) / min(one, other)))


def nearness(one: int | None, other: int | None) -> float:
    """How near two days of publication are: 1 for the same, about .8 after a week, .4 after three months, then 0."""
    if one is None or other is None:
        return UNDATED
    apart = abs(one - other)
    return 0.0 if apart > WINDOW else 1 / math.sqrt(1 + apart / FADE)


class StoryLinker:
    """Stories as a `Linker` of report profiles."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold

    def keys(self, member: ReportProfile) -> frozenset[int]:
        paired = combinations(sorted(word for word, _ in member.terms[:PAIRED]), 2)
        rare = [(word,) for word, _ in member.terms[:RARE_AMONG] if weight(word) >= RARE]
        return frozenset(key("story", *terms) for terms in (*paired, *rare))

    def linked(self, one: ReportProfile, other: ReportProfile) -> bool:
        near = nearness(one.day, other.day)
        return near >= self.threshold and likeness(one, other) * near >= self.threshold

    def split(self, members: Sequence[ReportProfile]) -> list[list[ReportProfile]]:
        return [part for piece in self._pieces(members, self.threshold) for part in average_link(piece, self.threshold)]

    def _pieces(self, members: Sequence[ReportProfile], threshold: float) -> list[Sequence[ReportProfile]]:
        """A component in pieces of at most `LARGEST`: as many as hang together by edges that are just strong enough."""
        if len(members) <= LARGEST:
            return [members]
        threshold = threshold * 1.25
        alike = similarities(members)
        joined = [(members[i].id, members[j].id) for i, j in np.argwhere(np.triu(alike >= threshold, 1))]
        by_id = {member.id: member for member in members}
        parts = components(by_id, joined)
        return [piece for part in parts for piece in self._pieces([by_id[name] for name in part], threshold)]


def similarities(members: Sequence[ReportProfile]) -> Matrix:
    """Likeness times nearness of every pair; 0 of a report with itself."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, member in enumerate(members):
        for word, _ in member.terms:
            holders[word].append(index)
    shared = np.zeros((len(members), len(members)))
    for word, at in holders.items():
        if len(at) > 1:
            values = np.array([members[index].weights[word] for index in at], dtype=np.float64)
            shared[np.ix_(at, at)] += np.outer(values, values)
    norms = np.array([member.norm or 1.0 for member in members])
    longer, shorter = np.maximum.outer(norms, norms), np.minimum.outer(norms, norms)
    alike: Matrix = np.minimum(1.0, shared / (longer * shorter) * np.sqrt(longer / shorter))
    near = [[nearness(one.day, other.day) for other in members] for one in members]
    alike *= np.array(near)
    np.fill_diagonal(alike, 0.0)
    return alike


def average_link(members: Sequence[ReportProfile], threshold: float) -> list[list[ReportProfile]]:
    """Clusters whose reports are at least `threshold` alike on average, the most alike joined first; of ties, the
    first in the order of members."""
    count = len(members)
    total = similarities(members)  # sums over pairs of two clusters, kept in the row of each cluster's first member
    size = np.ones(count)
    clusters = {index: [index] for index in range(count)}
    while len(clusters) > 1:
        mean = total / np.outer(size, size)
        one, other = sorted(divmod(int(mean.argmax()), count))
        if mean[one, other] < threshold:
            break
        total[one] += total[other]
        total[:, one] = total[one]
        total[one, one] = 0.0
        total[other] = total[:, other] = 0.0
        size[one] += size[other]
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
