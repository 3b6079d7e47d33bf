"""Where an act took place: the place that the grammar of its sentence gives to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from whowhom import data
from whowhom.language.text import Word
from whowhom.when.nearness import distance, is_watched
from whowhom.where.mention import PlaceMention

REACH = 6.0
"""What lies further from the act by `nearness.distance` is not its place."""
REACH_OF_SPEECH = 3.0
"""The same for acts of speech, whose sentences name the places of what is talked about."""
_SPEECH = ("ACCUSE", "REQUEST", "REJECT", "THREATEN")
_EXACTNESS = {"country": 1.5, "region": 0.7, "water": 1.0, "division": 0.7}
"""Added for choosing, so that of two places of one act the more exact wins."""
_WIDE = 3.0
"""The same for continents and the like."""
_INNER = 0.3
"""The cost of a place that is told by its streets, for acts that are done in streets."""
_IN_STREETS = ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST")


@dataclass(frozen=True, slots=True)
class _Rule:
    """When a preposition or a role makes a place that of an act: for these types and kinds, all where empty."""

    cost: float
    types: frozenset[str]
    kinds: frozenset[str]
    certain: bool
    """Whether the preposition can only tell where."""

    def fits(self, event_type: str | None, kind: str) -> bool:
        return (not self.types or event_type in self.types) and (not self.kinds or kind in self.kinds)


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
    if is_watched(trigger):
        return None
    found: list[tuple[float, int, PlaceMention]] = []
    mentions = list(mentions)
    reach = REACH_OF_SPEECH if event_type in _SPEECH else REACH
    for mention in mentions:
        cost = _role_cost(mention, trigger, event_type)
        away = reach + 1 if cost is None else distance(trigger, mention.head, others, "place") + cost
        if away <= reach:
            found.append((away + _vagueness(mention), abs(mention.head.index - trigger.index), mention))
    if not found:
        return _only_place(mentions, event_type) or _home(trigger, mentions, event_type)
    return min(found, key=lambda f: f[:2])[2]


def _vagueness(mention: PlaceMention) -> float:
    return _WIDE if mention.kind == "region" and mention.country is None else _EXACTNESS.get(mention.kind, 0.0)


def _only_place(mentions: list[PlaceMention], event_type: str | None) -> PlaceMention | None:
    """The one place told with a preposition that says where, for acts that are hardly told without a place."""
    told = [m for m in mentions if m.sure and m.head.dep != "conj" and _says_where(_anchor(m.head))]
    fits = len(told) == 1 and _cheapest(_rules("roles", "role")["only"], event_type, told[0].kind) is not None
    return told[0] if fits else None


def _home(trigger: Word, mentions: list[PlaceMention], event_type: str | None) -> PlaceMention | None:
    """The state that acts by its own name, for acts that a state does at home: "Moldova detains a former adviser"."""
    doer = trigger.child("nsubj") or (
        trigger.head.child("nsubj") if trigger.dep in ("dobj", "xcomp", "conj") and trigger.head else None
    )
    phrase = set(doer.subtree()) if doer is not None else set()
    states = [m for m in mentions if m.head in phrase and m.head.dep in ("nsubj", "poss", "compound", "pobj")]
    fits = len(states) == 1 and _cheapest(_rules("roles", "role")["home"], event_type, states[0].kind) is not None
    return states[0] if fits else None


def _says_where(word: Word) -> bool:
    rules = _rules("prepositions", "preposition").get(word.head.lower, ()) if word.head is not None else ()
    return word.dep == "pobj" and any(rule.certain for rule in rules)


def _role_cost(mention: PlaceMention, trigger: Word, event_type: str | None) -> float | None:
    """What the way a place is named adds to its distance; None where it is no place of an act."""
    if event_type in _IN_STREETS and _is_inside(mention.head):
        return _INNER
    word = _anchor(mention.head)
    above = word.head
    if above is None:
        return None
    if word.dep == "pobj" or (above.pos == "ADP" and word.dep not in ("compound", "poss")):
        if not mention.sure or (above.lower == "of" and above.head is not trigger):
            return None
        return _cheapest(_rules("prepositions", "preposition").get(above.lower, ()), event_type, mention.kind)
    roles = _rules("roles", "role")
    if word.dep in ("dobj", "nsubjpass"):
        person = not mention.sure and above.lemma in _person_verbs()
        near = above is trigger or trigger in above.subtree()
        return _cheapest(roles["object"], event_type, mention.kind) if near and not person else None
    if word.dep in ("compound", "nmod", "amod") and above is trigger and mention.sure:
        return _cheapest(roles["modifier"], event_type, mention.kind)
    return None


def _is_inside(word: Word) -> bool:
    """Whether a place is told by its streets or outskirts, which whatever happens there is in: "took to the streets of
    *Minsk*"."""
    prep = word.head if word.dep == "pobj" else None
    return prep is not None and prep.lower == "of" and prep.head is not None and prep.head.lemma in _inner_nouns()


def _anchor(word: Word) -> Word:
    """The word whose grammar tells the role of a place: the first of a list, or the noun of place that the name
    belongs to ("the city of Goma", "Goma's airport", "the Jenin refugee camp")."""
    while (head := word.head) is not None:
        listed = word.dep in ("conj", "appos") and head.pos in ("PROPN", "NOUN")
        if listed or (word.dep in ("poss", "compound", "nmod", "amod") and head.lemma in _place_nouns()):
            word = head
        elif word.dep == "pobj" and head.lower == "of" and head.head is not None and head.head.lemma in _place_nouns():
            word = head.head
        else:
            break
    return word


def _cheapest(rules: Iterable[_Rule], event_type: str | None, kind: str) -> float | None:
    return min((rule.cost for rule in rules if rule.fits(event_type, kind)), default=None)


@lru_cache(maxsize=2)
def _rules(name: str, key: str) -> dict[str, tuple[_Rule, ...]]:
    """Word or role to its rules."""
    rules: dict[str, tuple[_Rule, ...]] = {}
    for row in data.rows(f"where/{name}.csv", required=(key, "cost", "types", "kinds")):
        types, kinds = frozenset(row["types"].split()), frozenset(row["kinds"].split())
        rule = _Rule(float(row["cost"]), types, kinds, bool(row.get("certain")))
        rules[row[key]] = (*rules.get(row[key], ()), rule)
    return rules


@lru_cache(maxsize=1)
def _place_nouns() -> frozenset[str]:
    return frozenset(data.column("where/nouns.csv", "noun"))


@lru_cache(maxsize=1)
def _inner_nouns() -> frozenset[str]:
    return frozenset(data.column("where/inner.csv", "noun"))


@lru_cache(maxsize=1)
def _person_verbs() -> frozenset[str]:
    return frozenset(data.column("where/person_verbs.csv", "lemma"))
