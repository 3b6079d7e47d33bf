"""What speaks for and against two events of different reports being the same act, each as a number from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whowhom.events.ontology import BY_WORD
from whowhom.linking.event_profile import EventProfile
from whowhom.linking.sides import Side, likeness

_MUCH = 40.0
"""The weight of the shared words from which on more of them say no more."""
_MANY = 50
"""A count from which on it is hardly the same by chance."""
_ALIKE = 0.15
"""The likeness of the heads of reports on one happening: half of such pairs have more."""
_STALE, _LATE = 7, 90
"""Days after which what was news is told no more as news, without a date; and after which the head of a report is about
something newer than what is dated so long before."""
_LONG = 1000.0
"""Days: what is further apart than this is not further apart for the linking."""


def evidence(one: EventProfile, other: EventProfile) -> dict[str, float] | None:
    """Name of a weight in `data/linking/incidents.toml` to how much it holds; None where they cannot be the same act.
    Symmetric."""
    if one.event_type != other.event_type or one.report_id == other.report_id:
        return None
    if one.arms and other.arms and not one.arms & other.arms and one.event_type == "MOBILIZE":
        return None
    if one.modality != other.modality and "planned" in (one.modality, other.modality) and not (one.date and other.date):
        return None  # what was planned is what was done only if the day says so
    when, who = _when(one, other), _who(one, other)
    if when is None or who is None:
        return None
    return {
        "force": float(one.event_type == "ASSAULT"),
        "told": overlap(one.weights, other.weights),
        "shared": shared(one.weights, other.weights),
        "no_word": float(not one.trigger & other.trigger and not one.weights.keys() & other.weights.keys()),
        "about": _about(one, other),
        "trigger": float(bool(one.trigger & other.trigger)),
        "other_speech": float(one.event_type in BY_WORD and not one.trigger & other.trigger),
        "same_mode": float(bool(one.mode) and one.mode == other.mode),
        "other_mode": float(bool(one.mode and other.mode) and one.mode != other.mode),
        "other_modality": float(one.modality != other.modality),
        "same_ordinal": float(bool(one.ordinals & other.ordinals)),
        "other_ordinal": float(bool(one.ordinals and other.ordinals) and not one.ordinals & other.ordinals),
        "several": float(one.several != other.several),
        "both_several": float(one.several and other.several),
        **_where(one, other),
        **_how_many(one, other),
        **when,
        **who,
    }


def overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two lists of words by the roots of their weights, 0 to 1."""
    common = _common(one, other)
    return common / math.sqrt(math.fsum(one.values()) * math.fsum(other.values())) if common else 0.0


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much the words tell that both have: 1 for what half a dozen of telling words say."""
    return min(1.0, _common(one, other) / _MUCH)


def _common(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Summed exactly, so that the order of the words does not matter."""
    return math.fsum(min(one[root], other[root]) for root in one.keys() & other.keys())


def _about(one: EventProfile, other: EventProfile) -> float:
    """Whether the reports have more in common than the sentences compared: 1 where they are about one happening."""
    told = one.weights.keys() | other.weights.keys()
    if (one.head.keys() & other.head.keys()) <= told:
        return 0.0  # most pairs: not worth two lists of words
    ours, theirs = ({r: w for r, w in event.head.items() if r not in told} for event in (one, other))
    return min(1.0, overlap(ours, theirs) / _ALIKE)


def _when(one: EventProfile, other: EventProfile) -> dict[str, float] | None:
    if one.date and other.date:
        apart = max(one.date[0] - other.date[1], other.date[0] - one.date[1], 0)
        wide = max(one.date[1] - one.date[0], other.date[1] - other.date[0])
        if apart > 1 or (apart and wide):
            return None
        return {"same_day": float(not apart and not wide), "next_day": float(apart), "same_month": float(wide > 0)}
    if one.published is None or other.published is None:
        return {"no_day": 1.0}
    if _foretold(one, other.date) or _foretold(other, one.date):
        return None
    if one.news and other.news:
        apart = max(one.news[0] - other.news[1], other.news[0] - one.news[1], 0)
        if not (one.date or other.date):
            apart = abs(one.published - other.published)
        stale = _LATE if one.date or other.date else _STALE
        return {"news": 1.0, "news_apart": min(1.0, math.log1p(apart) / math.log1p(stale))}
    a, b = one.news or (one.published, one.published), other.news or (other.published, other.published)
    apart = max(a[0] - b[1], b[0] - a[1], 0)
    return {"background": 1.0, "apart": _apart(apart)}


def _foretold(told: EventProfile, day: tuple[int, int] | None) -> bool:
    """Whether a report would tell as done what was done on a later day only."""
    if told.date or day is None or told.published is None:
        return False
    return told.modality == "actual" and day[0] > told.published + 1


def _apart(days: int) -> float:
    return math.log1p(days) / math.log1p(_LONG)


def _who(one: EventProfile, other: EventProfile) -> dict[str, float] | None:
    actors, recipients = (one.actors, other.actors), (one.recipients, other.recipients)
    if _mutual(one) or _mutual(other):
        ours, theirs = one.actors | one.recipients, other.actors | other.recipients
        if ours.known and theirs.known and not (ours.known <= theirs.known or theirs.known <= ours.known):
            return None  # with another partner
        if _apart_from(*actors) or _apart_from(*recipients):
            actors = recipients = (ours, theirs)  # told from the other side
    if _apart_from(*recipients) or (_apart_from(*actors) and one.event_type != "ASSAULT"):
        return None
    if one.event_type in BY_WORD and likeness(actors[0].names, actors[1].names) == 0:
        return None
    sides, home = (actors, recipients), _at_home(one) or _at_home(other)
    return {
        "actors": _alike(*actors) / (2 if home else 1),
        "recipients": 0.0 if home else _alike(*recipients),
        "other_actors": float(_apart_from(*actors)),
        "same_names": float(any((likeness(a.names, b.names) or 0) > 0 for a, b in sides)),
        "other_names": float(any(likeness(a.names, b.names) == 0 for a, b in sides)),
        "other_kinds": float(any(likeness(a.kinds, b.kinds) == 0 for a, b in sides)),
    }


def _apart_from(one: Side, other: Side) -> bool:
    return bool(one.known and other.known) and not one.known & other.known


def _alike(one: Side, other: Side) -> float:
    """The share of the shorter list that is in the longer: outlets name more or fewer of those hit."""
    if not one.known or not other.known:
        return 0.0
    return len(one.known & other.known) / min(len(one.known), len(other.known))


def _at_home(event: EventProfile) -> bool:
    """Both sides are of one state: army and rebels, a court and who is before it. That it is the same state in two
    reports then says less of who acts, and nothing of on whom."""
    return len(event.actors.known) == 1 and event.actors.known == event.recipients.known


def _mutual(event: EventProfile) -> bool:
    """Whether who is told first may be a matter of chance."""
    return event.event_type == "CONSULT" or (len(event.actors.known) > 1 and not event.recipients.known)


def _where(one: EventProfile, other: EventProfile) -> dict[str, float]:
    same = one.place is not None and one.place == other.place
    return {
        "same_place": float(same),
        "other_place": float(one.place is not None and other.place is not None and not same),
        "other_country": float(bool(one.country and other.country) and one.country != other.country),
    }


def _how_many(one: EventProfile, other: EventProfile) -> dict[str, float]:
    """Counts of the same kind: the same, which says the more the larger it is, or far from it. Tolls grow from report
    to report, so near ones say little."""
    pairs = [(a, b) for field, a in one.counts for name, b in other.counts if field == name]
    same = max((a for a, b in pairs if a == b), default=0)
    return {
        "same_count": min(1.0, math.log1p(same) / math.log1p(_MANY)),
        "other_count": float(bool(pairs) and not same and all(max(a, b) > 1.5 * min(a, b) for a, b in pairs)),
    }
