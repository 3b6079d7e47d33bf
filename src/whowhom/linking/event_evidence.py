"""What speaks for and against two events of different reports being the same act, each as a number from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence

from whowhom.linking.event_profile import EventProfile
from whowhom.linking.sides import likeness
from whowhom.linking.words import weight

_MUCH = 80.0
_LONG = 1000.0
"""Days: what is further apart than this is not further apart for the linking."""
_BY_WORD = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "CONCEDE", "THREATEN"})


def evidence(one: EventProfile, other: EventProfile) -> dict[str, float] | None:
    """Name of a weight in `data/linking/incidents.toml` to how much it holds; None where they cannot be the same act.
    Symmetric."""
    if one.event_type != other.event_type or one.report_id == other.report_id:
        return None
    if one.arms and other.arms and not one.arms & other.arms and one.event_type == "MOBILIZE":
        return None
    when, who = _when(one, other), _who(one, other)
    if when is None or who is None:
        return None
    return {
        "told": overlap(one.told, other.told),
        "shared": shared(one.told, other.told),
        "about": overlap(one.about, other.about),
        "trigger": float(bool(one.trigger & other.trigger)),
        "same_mode": float(bool(one.mode) and one.mode == other.mode),
        "other_mode": float(bool(one.mode and other.mode) and one.mode != other.mode),
        "other_modality": float(one.modality != other.modality),
        "several": float(one.several != other.several),
        **_where(one, other),
        **_how_many(one, other),
        **when,
        **who,
    }


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Cosine of two lists of words, by the roots of their weights."""
    common = sum(map(weight, set(one).intersection(other)))
    return common / math.sqrt(sum(map(weight, one)) * sum(map(weight, other))) if common else 0.0


def shared(one: Sequence[str], other: Sequence[str]) -> float:
    """How much the words tell that both have, on a logarithmic scale: 1 for a dozen rare words."""
    return min(1.0, math.log1p(sum(map(weight, set(one).intersection(other)))) / math.log1p(_MUCH))


def _when(one: EventProfile, other: EventProfile) -> dict[str, float] | None:
    if one.date and other.date:
        apart = max(one.date[0] - other.date[1], other.date[0] - one.date[1], 0)
        wide = max(one.date[1] - one.date[0], other.date[1] - other.date[0])
        if apart > 1 or (apart and wide):
            return None
        return {"same_day": float(not apart and not wide), "next_day": float(apart), "same_month": float(wide > 0)}
    if not (one.date or other.date):
        if one.published is None or other.published is None:
            return {"no_day": 1.0}
        return {"undated": 1.0, "apart": _apart(abs(one.published - other.published))}
    dated, undated = (one, other) if one.date else (other, one)
    if undated.published is None or dated.date is None:
        return {"no_day": 1.0}
    if dated.date[0] > undated.published + 1 and undated.modality == "actual":
        return None
    return {"half_dated": 1.0, "apart": _apart(max(0, undated.published - dated.date[1]))}


def _apart(days: int) -> float:
    return math.log1p(days) / math.log1p(_LONG)


def _who(one: EventProfile, other: EventProfile) -> dict[str, float] | None:
    sides = [(one.actors, other.actors), (one.recipients, other.recipients)]
    if _mutual(one) or _mutual(other):
        ours, theirs = one.actors | one.recipients, other.actors | other.recipients
        if ours.known and theirs.known and (ours.known <= theirs.known or theirs.known <= ours.known):
            sides = [(ours, theirs), (ours, theirs)]
    actors, recipients = sides
    if likeness(actors[0].known, actors[1].known) == 0 or likeness(recipients[0].known, recipients[1].known) == 0:
        return None
    if one.event_type in _BY_WORD and likeness(actors[0].names, actors[1].names) == 0:
        return None
    return {
        "actors": likeness(actors[0].known, actors[1].known) or 0.0,
        "recipients": likeness(recipients[0].known, recipients[1].known) or 0.0,
        "same_names": float(any((likeness(a.names, b.names) or 0) > 0 for a, b in sides)),
        "other_names": float(any(likeness(a.names, b.names) == 0 for a, b in sides)),
        "other_kinds": float(any(likeness(a.kinds, b.kinds) == 0 for a, b in sides)),
    }


def _mutual(event: EventProfile) -> bool:
    return event.event_type == "CONSULT" or not event.recipients.known


def _where(one: EventProfile, other: EventProfile) -> dict[str, float]:
    same = one.place is not None and one.place == other.place
    return {
        "same_place": float(same),
        "other_place": float(one.place is not None and other.place is not None and not same),
        "other_country": float(bool(one.country and other.country) and one.country != other.country),
    }


def _how_many(one: EventProfile, other: EventProfile) -> dict[str, float]:
    """Counts of the same kind: the same, or far from it. Tolls grow from report to report, so near ones say little."""
    pairs = [(a, b) for field, a in one.counts for name, b in other.counts if field == name]
    near = any(a == b for a, b in pairs)
    return {
        "same_count": float(near),
        "other_count": float(bool(pairs) and not near and all(max(a, b) > 1.5 * min(a, b) for a, b in pairs)),
    }
