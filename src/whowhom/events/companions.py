"""Who else does it or has it done to them: "Kenya, *along with Uganda*", "fought *alongside the rebels*"."""

from __future__ import annotations

from collections.abc import Iterable

from whowhom.data import settings
from whowhom.events import grammar
from whowhom.language import Word

_BESIDE = frozenset(settings("events/words.toml")["companion_words"])


def companions(verb: Word, subjects: Iterable[Word]) -> list[Word]:
    """Heads of those whom "along with" and the like join to the subjects of an active verb."""
    if grammar.is_passive(verb):
        return []
    thing = verb.child("dobj")
    return [w for one in (verb, *subjects) for w in _beside(one) if thing is None or w.index < thing.index]


def things_along(verb: Word) -> list[Word]:
    """Heads of those whom such words join to the object before them: "freed Poles *along with a Lithuanian*"."""
    thing = verb.child("dobj")
    if thing is None:
        return []
    return [w for one in (verb, thing) for w in _beside(one) if w.index > thing.index]


def _beside(word: Word) -> list[Word]:
    found: list[Word] = []
    for child in word.children:
        if child.lower in _BESIDE:  # "along with" hangs together, or each on the word by itself
            found += _brought(child)
        elif child.lower == "with" and (before := _before(child, word)) is not None and before.lower in _BESIDE:
            found += child.children_of("pobj")
    return [w for w in grammar.spread(dict.fromkeys(found)) if w.index != word.index]


def _brought(word: Word) -> list[Word]:
    """What "alongside" takes, and what "with" below "along" does."""
    below = [prep for prep in word.children_of("prep", "pcomp") if prep.lower == "with"]
    return [noun for one in (word, *below) for noun in one.children_of("pobj")]


def _before(prep: Word, word: Word) -> Word | None:
    """The word right before a preposition, among those that hang beside it or on it."""
    near = [c for c in (*word.children, *prep.children) if c.index == prep.index - 1]
    return near[0] if near else None
