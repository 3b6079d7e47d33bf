"""Subjects and objects of a verb as sense wants them, and what else hangs on a word.

All functions take and give words of one parsed sentence; lists hold heads of noun phrases with their conjuncts.
"""

from whowhom.events.grammar.arguments import doers, indirect, is_judged, is_passive, objects, spread, subjects
from whowhom.events.grammar.dependents import (
    as_quantity,
    clause,
    complements,
    deep_prepositions,
    infinitives,
    modifiers,
    of_quantity,
    particles,
    prepositions,
)

__all__ = [
    "as_quantity",
    "clause",
    "complements",
    "deep_prepositions",
    "doers",
    "indirect",
    "infinitives",
    "is_judged",
    "is_passive",
    "modifiers",
    "objects",
    "of_quantity",
    "particles",
    "prepositions",
    "spread",
    "subjects",
]
