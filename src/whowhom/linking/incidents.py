"""The same event told by several reports: an incident.

Two events may be one act if type, parties and dates allow it; whether they are is a sum of what speaks for and against
it (`event_evidence`), each with a fixed weight (`data/linking/incidents.toml`): a logistic model whose every term can
be read. Words alone never suffice, and dates that exclude each other always part. Within a component, groups are joined
by average link, in which the best pair counts more, as long as no two events of one report and no pair that cannot be
one act would meet.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count
from pathlib import Path

from whowhom.data import settings
from whowhom.linking.event_evidence import evidence
from whowhom.linking.event_profile import EventProfile, event_profile, root
from whowhom.linking.groups import Tie, key, pieces, ties, twins

__all__ = ["EventProfile", "IncidentLinker", "event_profile"]

KEY_WORDS, HEAD_WORDS = 8, 4
"""The weightiest words of an event, and of the head of its report, under which a partner is looked for."""


class IncidentLinker:
    """A `groups.Linker` of events."""

    def __init__(self, overlay: Path | None = None) -> None:
        table = settings("linking/incidents.toml", overlay)
        self._weights = {name: float(value) for name, value in table["weights"].items()}
        bars = {name: float(value) for name, value in table["thresholds"].items()}
        self._loose, self._tight, self._step = bars["loose"], bars["tight"], bars["step"]
        self._join, self._best, self._least = bars["join"], bars["best"], bars["least"]
        self.most = int(bars["most"])

    def keys(self, member: EventProfile) -> frozenset[int]:
        """By telling words; and what is dated by whose act of that day, or of that longer time, it is. A dozen keys."""
        words = {*member.told[:KEY_WORDS], *member.about[:HEAD_WORDS]}
        found = {key(member.event_type, root(word)) for word in words}
        if member.date:
            known = member.actors.known | member.recipients.known
            found |= {key(member.event_type, party, *member.date) for party in known}
        return frozenset(found)

    def tie(self, one: EventProfile, other: EventProfile) -> Tie:
        score = self.score(one, other)
        return Tie.NONE if score is None else Tie((score >= self._loose) + (score >= self._tight))

    def score(self, one: EventProfile, other: EventProfile) -> float | None:
        """Logarithm of the odds that both tell of the same act; None where they cannot."""
        found = evidence(one, other)
        if found is None:
            return None
        return self._weights["any"] + sum(self._weights[name] * held for name, held in found.items() if held)

    def split(self, members: Sequence[EventProfile]) -> list[list[EventProfile]]:
        if len(members) <= self.most:
            return self._average_link(members)
        alike = {same[0].id: same for same in twins(members, _Likeness())}
        first = [same[0] for same in alike.values()]
        tied = [(one.id, other.id, self.score(one, other) or 0.0) for one, other, _ in ties(self, first)]
        bars = (self._tight + self._step * number for number in count())
        incidents = (part for piece in pieces(first, tied, bars, self.most) for part in self._average_link(piece))
        return [[copy for one in incident for copy in alike[one.id]] for incident in incidents]

    def _average_link(self, members: Sequence[EventProfile]) -> list[list[EventProfile]]:
        """Groups, joined from the best pair on; ties go to the lower numbers, which are those of the lower ids."""
        between: dict[tuple[int, int], _Pairs | None] = {}
        for i, j in combinations(range(len(members)), 2):
            score = self.score(members[i], members[j])
            between[i, j] = None if score is None or score < self._least else _Pairs(score, score, 1)
        groups = {i: [i] for i in range(len(members))}
        queue: list[tuple[float, tuple[int, int]]] = []

        def offer(pair: tuple[int, int], pairs: _Pairs | None) -> None:
            if pairs is not None and (worth := pairs.worth(self._best)) >= self._join:
                heapq.heappush(queue, (-worth, pair))

        for pair, pairs in between.items():
            offer(pair, pairs)
        while queue:
            worth, (i, j) = heapq.heappop(queue)
            joined = between[i, j]
            if i not in groups or j not in groups or joined is None or joined.worth(self._best) != -worth:
                continue  # an offer of before one of the two grew
            for other in groups.keys() - {i, j}:
                pair = _ordered(i, other)
                one, two = between[pair], between[_ordered(j, other)]
                between[pair] = one + two if one and two else None
                offer(pair, between[pair])
            groups[i] = sorted(groups[i] + groups.pop(j))
        return [[members[i] for i in group] for group in groups.values()]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The scores of the pairs between two groups."""

    best: float
    total: float
    count: int

    def __add__(self, other: _Pairs) -> _Pairs:
        return _Pairs(max(self.best, other.best), self.total + other.total, self.count + other.count)

    def worth(self, best: float) -> float:
        """Their mean, and for a share of `best` the best of them: a telling that says little is kept by one that it is
        like, and not driven out by the many of the same act that it is not like."""
        return best * self.best + (1 - best) * self.total / self.count


class _Likeness:
    """All that is compared of an event except the report around it: the same for copies of one text. What one report
    tells twice stays two."""

    def __init__(self) -> None:
        self.times: Counter[Hashable] = Counter()

    def __call__(self, member: EventProfile) -> Hashable:
        same = replace(member, id="", report_id="", published=None, about=(), lead=False)
        self.times[member.report_id, same] += 1
        return same, self.times[member.report_id, same]


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
