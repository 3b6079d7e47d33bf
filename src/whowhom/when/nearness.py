"""How near a word stands to an act in the grammar of a sentence: whether a date or a place belongs to the act.

The distance is the cost of the way over the tree, up from the act's trigger and down to the word, by
`data/when/edges.csv`. Leaving a clause is dear, moving within one cheap.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from whowhom import data
from whowhom.language.text import Sentence, Word

REACH = 5.0
"""What lies further away belongs to another act."""
_THROUGH_ANOTHER_ACT = 2.0
_WITHIN_ANOTHER_ACT = 0.3
_MODIFIERS = ("nummod", "compound", "nmod", "amod", "poss")
_NOUNS = ("NOUN", "PROPN", "PRON")
_VERBS = ("VERB", "AUX")


Costs = dict[tuple[str, str], float]
"""Direction and label to cost."""


@lru_cache(maxsize=2)
def _costs(of: Literal["date", "place"]) -> Costs:
    return {
        (row["direction"], row["dep"]): float((row["place"] if of == "place" else "") or row["cost"])
        for row in data.rows("when/edges.csv", required=("direction", "dep", "cost", "place"))
    }


def distance(act: Word, word: Word, others: Collection[Word] = (), of: Literal["date", "place"] = "date") -> float:
    """The cost of the way from the trigger of an act to a word; `others` are the triggers of other acts. Places have
    costs of their own (`of`): more than dates they stand behind the last of several clauses that they belong to."""
    costs = _costs(of)
    front = word.index <= 1
    above, way_up = {act: 0.0}, [act]
    cost = 0.0
    while (head := way_up[-1].head) is not None:
        cost += _up(way_up[-1], act, front, costs)
        above[head] = cost
        way_up.append(head)
    way_down = [word]
    while way_down[-1] not in above:
        head = way_down[-1].head
        if head is None:
            return float("inf")
        way_down.append(head)
    meeting = way_down[-1]
    between = way_down[1:-1] + way_up[1 : way_up.index(meeting) + 1]
    through = sum(_another_act(step, act) for step in between if step is not act and step in others)
    return above[meeting] + _down(way_down, act, costs) + through


def _another_act(other: Word, act: Word) -> float:
    """What passing another act costs: little where this one happened in it ("killed in an airstrike on")."""
    inside = other.dep == "pobj" and other.head is not None and other.head.head is act and act.pos in _VERBS
    return _WITHIN_ANOTHER_ACT if inside else _THROUGH_ANOTHER_ACT


def _up(child: Word, act: Word, front: bool, costs: Costs) -> float:
    kind = _kind(child)
    cost = costs.get(("front", kind)) if front else None
    if cost is None:
        cost = costs.get(("up", kind), costs["any", "*"])
    return cost + (costs["up", "out_of_relative"] if _leaves_relative(child, act) else 0.0)


def _down(way: list[Word], act: Word, costs: Costs) -> float:
    """The cost of the edges of a way, lowest word first, that ends at a word above or at the act."""
    total = 0.0
    for child, head in pairwise(way):
        kind = _kind(child)
        if kind in ("relcl", "acl") and (head is act or act in head.conjuncts() or head in act.conjuncts()):
            kind = "of_act"
        elif kind == "conj" and child.pos in _VERBS and child.index - head.index > 2:
            kind = "verb_conj"
        total += costs.get(("down", kind), costs["any", "*"])
        if child.dep in ("prep", "mark", "advmod") and way[0].head is not child:
            total += costs.get(("passing", child.lower), 0.0)
        if head.pos in _NOUNS and head is not act:
            total += _noun_cost(child, head, child is way[0] and kind in _MODIFIERS, costs)
    return total


def _noun_cost(child: Word, noun: Word, modifier: bool, costs: Costs) -> float:
    """What a noun on the way adds: little to "during Saturday's march", much to "the killers of the 2014 attack"."""
    if (
        modifier
        and child.dep != "compound"
        and noun.dep == "pobj"
        and noun.head is not None
        and ("setting", noun.head.lower) in costs
    ):
        return costs["setting", noun.head.lower]
    return costs["down", "modifier" if modifier else "through_noun"]


def _kind(child: Word) -> str:
    """The label of the edge above a word, told apart further by whether its clause stands alone."""
    if child.dep == "advcl":
        bare = child.tag in ("VBG", "VBN") and child.child("nsubj", "nsubjpass", "mark", "advmod") is None
        if any(c.lower == "when" for c in child.children_of("advmod", "mark")):
            return "when_clause"
        return "participle" if bare else "advcl"
    if child.dep == "conj" and child.pos in _VERBS and child.child("nsubj", "nsubjpass") is not None:
        return "suffered_too" if _suffers(child) and child.head is not None and _suffers(child.head) else "own_clause"
    return child.dep


def _suffers(verb: Word) -> bool:
    """ "*were killed*", and the short "515 *injured*"."""
    return verb.child("nsubjpass") is not None or (verb.tag in ("VBN", "VBD") and verb.child("dobj") is None)


def _leaves_relative(step: Word, act: Word) -> bool:
    """Whether an act in a relative clause of the noun `step` is left behind by going on to the verb above."""
    if step is act or step.pos in _VERBS or step.head is None or step.head.pos not in _VERBS:
        return False
    return any(c.dep in ("relcl", "acl") and act in c.subtree() for c in step.children)


def preposition_cost(word: Word, act: Word) -> float:
    """What the preposition before a date adds: "has not met since 1994" does not date what happened, though "attacks
    since Monday" does."""
    head = word.head
    if head is not None and act.pos == "NOUN" and act in head.ancestors():
        return 0.0
    lower = head.lower if head is not None and head.pos in ("ADP", "SCONJ", "ADV") else ""
    if lower == "of" and head is not None and head.head is not None:  # "ahead of Monday"
        lower = head.head.lower
    return _costs("date").get(("preposition", lower), 0.0)


def words_at(sentence: Sentence, start: int, end: int) -> list[Word]:
    """The words that overlap these offsets."""
    return [w for w in sentence.words if w.start < end and start < w.end]


def top_word(words: Iterable[Word]) -> Word | None:
    """The word on which the others of a phrase hang, the first of several."""
    phrase = list(words)
    return next((w for w in phrase if w.head is None or w.head not in phrase), None)


def is_watched(trigger: Word) -> bool:
    """Whether an act stands in the news that people of its sentence watch: their day and place are not its own, as in
    "a man in Seoul follows a programme about the *launch* on Friday"."""
    news = False
    for word in trigger.ancestors():
        role = _watching().get(word.lemma)
        news = news or (role == "news" and word.pos in ("NOUN", "PROPN"))
        if news and role == "watching" and word.pos == "VERB":
            return True
    return False


@lru_cache(maxsize=1)
def _watching() -> dict[str, str]:
    return {row["word"]: row["role"] for row in data.rows("when/watching.csv", required=("word", "role"))}
