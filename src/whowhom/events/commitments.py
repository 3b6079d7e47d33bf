"""What an act counts as that is not done yet: "will send aid" is AGREE, "will not leave" REJECT, "voted to ratify" is
done."""

from __future__ import annotations

from whowhom.events.hits import Hit
from whowhom.events.modality import Effect, Modality, is_future
from whowhom.events.ontology import Ontology

_BY_VOTE = frozenset({"SUPPORT", "REJECT", "ACCUSE", "SANCTION", "CONCEDE"})
"""Types of what a body does by a vote itself, and not by others that it sends."""
_TO_BE_AGREED = frozenset({"AID", "COOPERATE", "RETREAT"})
_REFUSED = {"AID": "assist", "COOPERATE": "assist", "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet"}

Recast = tuple[str, str | None, Effect]
"""Type, mode and modality."""


def recast(hit: Hit, event_type: str, mode: str | None, effect: Effect, modality: Modality, types: Ontology) -> Recast:
    """An act as it is told: the same, or what it commits its actor to."""
    word = hit.site.word
    verb = hit.carried.verb if hit.carried else word
    committed = types.types[event_type].committed
    if effect == "planned" and event_type in _BY_VOTE and modality.is_voted(verb):
        return event_type, mode, "actual"
    if effect == "planned" and modality.is_wished(word):
        effect = "possible"  # "wants the island to leave": the island has promised nothing
    if effect == "planned" and event_type in _TO_BE_AGREED and committed:
        return committed, None, "actual"
    if effect == "planned" and event_type == "SUPPORT" and is_future(verb):
        return "AGREE", None, "actual"  # "will recognise"
    if effect == "negated" and committed and is_future(verb):
        return "REJECT", _REFUSED.get(event_type, "change"), "actual"
    return event_type, mode, effect
