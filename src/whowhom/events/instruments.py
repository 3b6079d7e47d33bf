"""The treaty, agreement, resolution or law that an act is about: a name that stands in the act's own sentence.

A name is the act's where the grammar leads from it up to the trigger: an object, a prepositional object, or what those
hold.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from whowhom.events.acts import Act
from whowhom.events.grammar import objects
from whowhom.events.instrument_finder import InstrumentFinder
from whowhom.language import Word

_FARTHEST = 7
"""Steps from the name up to the trigger; a verb between counts as three."""
_STEPS = frozenset({
    "dobj", "pobj", "nsubjpass", "conj", "appos", "compound", "nmod", "poss", "amod", "dative", "attr", "oprd", "prep",
    "agent", "pcomp", "xcomp", "ccomp", "acl", "nummod", "npadvmod", "dep", "advcl",
})  # fmt: skip
_VERBS = frozenset({"VERB", "AUX"})


class Instruments:
    """Which instrument each act is about; holds the finder of their names, and no state of any report."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._finder = InstrumentFinder(overlay)

    def of(self, act: Act) -> str | None:
        """The name of what the act is about, as its sentence writes it; None where the act has none."""
        names = self._finder.names(act.sentence)
        if not names:
            return None
        near = [(steps, name[0].start, name) for name in names if (steps := _steps(name, act)) is not None]
        if not near:
            return None
        found = min(near)[2]
        start = act.sentence.start
        return " ".join(act.sentence.text[found[0].start - start : found[-1].end - start].split())


def _steps(name: list[Word], act: Act) -> int | None:
    """How far the grammar leads from a name up to the trigger; None where it does not."""
    inside = {w.index for w in name}
    triggers = {w.index for w in act.words}
    if inside & triggers:
        return 0
    done_to = {w.index for w in objects(act.word)} if act.word.pos in _VERBS else set()
    if inside & done_to:
        return 1
    if act.word.tag == "VBG" and act.word.index == name[-1].index + 1:
        return 2  # "signed Executive Order 99 withdrawing ..."
    found = [steps for word in name if word.head is None or word.head.index not in inside
             if (steps := _climb(word, triggers, done_to)) is not None]  # fmt: skip
    return min(found, default=None)


def _climb(word: Word, triggers: Collection[int], done_to: Collection[int]) -> int | None:
    steps, verbs = 0, 0
    while word.head is not None and word.dep in _STEPS:
        if word.dep in ("advcl", "conj") and word.pos in _VERBS and word.child("nsubj", "nsubjpass"):
            return None  # "condemned it after Iran left the treaty"
        if word.dep == "conj" and word.pos in _VERBS and word.head.index in triggers:
            return None  # "condemned it and left the treaty"
        word = word.head
        steps += 1
        if word.index in triggers or word.index in done_to:
            return steps
        if word.pos in _VERBS:
            verbs += 1
            steps += 2
        if steps > _FARTHEST or verbs > 1:
            return None
    return None
