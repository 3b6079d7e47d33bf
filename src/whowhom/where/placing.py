"""Where an act took place: the place that the grammar of its sentence gives to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from whowhom import data
from whowhom.language.text import Word
from whowhom.when.nearness import REACH, distance
from whowhom.where.gazetteer import PlaceMention

_EXACTNESS = {"country": 0.6, "region": 0.3, "water": 0.3, "division": 0.3}
"""Added to the distance, so that of two places of one act the more exact wins."""


def place_of(
    trigger: Word,
    mentions: Iterable[PlaceMention],
    *,
    event_type: str | None = None,
    others: Collection[Word] = (),
) -> PlaceMention | None:
    """The place of the act that `trigger` tells of, None where its sentence tells none.

    `mentions` are the places of the sentence. `event_type` opens the roles in which a place is that of the act only
    for some acts: the object of an attack, the goal of a visit. `others` are the triggers of the sentence's other acts.
    """
    found: list[tuple[float, int, PlaceMention]] = []
    for mention in mentions:
        cost = _role_cost(mention, trigger, event_type)
        if cost is None:
            continue
        away = distance(trigger, mention.head, others) + cost + _EXACTNESS.get(mention.kind, 0.0)
        if away <= REACH:
            found.append((away, abs(mention.head.index - trigger.index), mention))
    return min(found, key=lambda f: f[:2])[2] if found else None


def _role_cost(mention: PlaceMention, trigger: Word, event_type: str | None) -> float | None:
    """What the way a place is named adds to its distance; None where it is no place of an act."""
    word = _first_of_list(mention.head)
    above = word.head
    if above is None:
        return None
    if word.dep == "pobj" or (above.pos == "ADP" and word.dep not in ("compound", "poss")):
        return _preposition_cost(above, event_type) if mention.sure else None
    if word.dep in ("dobj", "nsubjpass"):
        if not mention.sure and above.lemma in _person_verbs():
            return None
        return _role("object", event_type) if above is trigger or trigger in above.subtree() else None
    if word.dep in ("compound", "nmod", "amod") and above is trigger and mention.sure:
        return _role("modifier", event_type)
    return None


def _first_of_list(word: Word) -> Word:
    """The first of the words joined with this one, or set beside it: it has the preposition before the list."""
    while word.dep in ("conj", "appos") and word.head is not None and word.head.pos in ("PROPN", "NOUN"):
        word = word.head
    return word


def _preposition_cost(preposition: Word, event_type: str | None) -> float | None:
    costs = _prepositions()
    general = costs.get((preposition.lower, ""))
    special = costs.get((preposition.lower, event_type or "-"))
    return special if special is not None else general


def _role(role: str, event_type: str | None) -> float | None:
    return _roles().get((role, event_type or "-"))


@lru_cache(maxsize=1)
def _prepositions() -> dict[tuple[str, str], float]:
    return _by_type("where/prepositions.csv", "preposition")


@lru_cache(maxsize=1)
def _roles() -> dict[tuple[str, str], float]:
    return _by_type("where/roles.csv", "role")


def _by_type(name: str, key: str) -> dict[tuple[str, str], float]:
    """Cost by word and event type; the type is empty where the row holds for all."""
    return {
        (row[key], event_type): float(row["cost"])
        for row in data.rows(name, required=(key, "cost", "types"))
        for event_type in row["types"].split() or [""]
    }


@lru_cache(maxsize=1)
def _person_verbs() -> frozenset[str]:
    return frozenset(data.column("where/person_verbs.csv", "lemma"))
