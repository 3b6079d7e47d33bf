"""What tables and pictures say of relations: names of periods and of quad classes, and counts taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from whowhom.data import settings
from whowhom.store.dyads import Pair, Relation
from whowhom.store.periods import Period


@dataclass(frozen=True)
class Summary:
    """Several relations as one: counts added up, means over all their incidents (None where there are none)."""

    incidents: int
    a_to_b: int
    b_to_a: int
    mutual: int
    intensity: float | None
    disputed: float | None
    not_actual: float | None

    @classmethod
    def of(cls, relations: Iterable[Relation]) -> Summary:
        told = [relation for relation in relations if relation.incidents]
        count = sum(relation.incidents for relation in told)

        def mean(field: str) -> float | None:
            return sum(getattr(one, field) * one.incidents for one in told) / count if count else None

        return cls(
            count,
            sum(relation.a_to_b for relation in told),
            sum(relation.b_to_a for relation in told),
            sum(relation.mutual for relation in told),
            mean("intensity"),
            mean("disputed"),
            mean("not_actual"),
        )


@cache
def quad_names() -> dict[int, str]:
    """Quad class to its name ("verbal cooperation"), in order."""
    return {int(number): str(name) for number, name in settings("events/ontology.toml")["quads"].items()}


def by_quad(relations: Iterable[Relation]) -> dict[int, int]:
    """Incidents of each quad class, in order."""
    counts = dict.fromkeys(quad_names(), 0)
    for relation in relations:
        counts[relation.quad] += relation.incidents
    return counts


def placed(relations: Iterable[Relation]) -> list[tuple[str, Relation]]:
    """The relations that are in a period, each with its first day."""
    return [(relation.period, relation) for relation in relations if relation.period]


def period_name(first_day: str, by: Period) -> str:
    """As short as it is clear: "2024-06-19" (a day, or the Monday of a week), "2024-06", "2024 Q2", "2024"."""
    if by == "quarter":
        return f"{first_day[:4]} Q{(int(first_day[5:7]) + 2) // 3}"
    return first_day[: {"year": 4, "month": 7}.get(by, 10)]


def time_told(relations: Iterable[Relation], by: Period) -> str:
    """The first and the last period: "2023-06 to 2024-05"; a single one alone, "" for none."""
    days = [day for day, _ in placed(relations)]
    names = [period_name(day, by) for day in (days[:1] + days[-1:])]
    return " to ".join(dict.fromkeys(names))


def signed(intensity: float | None) -> str:
    """A mean intensity: "+2.5", "-8.0"; "0.0" for what rounds to it from either side, empty where there is none."""
    if intensity is None:
        return ""
    return f"{intensity:+.1f}" if round(intensity, 1) else "0.0"


def percent(share: float | None) -> str:
    """A share as a whole per cent, empty for None; what is above 0 is never told as 0."""
    if share is None:
        return ""
    return "<1 %" if 0 < share < 0.01 else f"{share:.0%}".replace("%", " %")


def order(pairs: Sequence[Pair]) -> list[str]:
    """The parties, those with most incidents first."""
    count: Counter[str] = Counter()
    for pair in pairs:
        count[pair.actor] += pair.incidents
        count[pair.recipient] += pair.incidents
    return sorted(count, key=lambda party: (-count[party], party))
