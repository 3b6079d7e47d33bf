"""A party together with what pronouns and descriptions ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from whowhom.actors.reading import Reading
from whowhom.actors.tables import ActorTables, Entry
from whowhom.records import Party

Being = Literal["person", "people", "body", "state", "place"]
Gender = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True)
class Referent:
    """Who or what a phrase denotes."""

    party: Party
    being: Being
    plural: bool = False
    gender: Gender = ""
    noun: str = ""
    """The common noun that heads the phrase, singular."""
    entry: Entry | None = None

    def at(self, text: str, start: int, end: int) -> Referent:
        """The same party, spoken of at another place."""
        return replace(self, party=replace(self.party, text=text[start:end], start=start, end=end))


def being_of(reading: Reading) -> Being:
    """Person, crowd, body or state: what pronoun may stand for it; for a town none."""
    if reading.town:
        return "place"
    mention = reading.mention
    if mention is not None:
        if mention.shape in ("demonym", "demonyms"):
            return "people" if mention.shape == "demonyms" or reading.plural else "person"
        kind = mention.entry.kind
        if kind == "person":
            return "person"
        return "state" if kind in ("state", "region") or mention.shape in ("capital", "seat") else "body"
    if reading.name is not None:
        return "person" if reading.head is None or reading.head.kind in ("person", "people") else "body"
    if reading.head is None:
        return "body"
    if reading.plural or reading.head.kind == "people":
        return "people"
    return "person" if reading.head.kind == "person" else "body"


def gender_of(reading: Reading, tables: ActorTables) -> Gender:
    """As far as titles, nouns and given names tell."""
    name = reading.name or (reading.mention.entry.name if reading.mention and reading.mention.is_person else "")
    words = [*(w.rstrip(".") for w in reading.words), *name.lower().split()[:1]]
    if any(w in tables.sets["feminine_words"] for w in words):
        return "f"
    return "m" if any(w in tables.sets["masculine_words"] for w in words) else ""


def distinct(referents: Sequence[Referent]) -> list[Referent]:
    """The first of each party."""
    kept: dict[tuple[str, str], Referent] = {}
    for referent in referents:
        kept.setdefault(referent.party.key, referent)
    return list(kept.values())
