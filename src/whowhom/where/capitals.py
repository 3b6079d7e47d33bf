"""Capitals that are called by the people of their state: "arrested in the Kenyan capital"."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from whowhom import data
from whowhom.language.text import Sentence, Word
from whowhom.where.mention import PlaceMention
from whowhom.where.names import day_names, fold
from whowhom.where.table import Entry, Table

_NOUN = "capital"


class Capitals:
    """Adjectives of states, and their capitals as the gazetteer knows them."""

    def __init__(self, table: Table, overlay: Path | None = None) -> None:
        self._entries: dict[str, Entry] = {}
        for row in data.rows("actors/states.csv", overlay, ("country", "adjectives", "capital", "to")):
            names = [fold(name.lstrip("~")) for name in row["capital"].split("|")]
            found = [e for name in names for e in table.lookup(name) if e.country == row["country"]]
            if not row["to"] and found:
                largest = max(found, key=lambda entry: (entry.kind == "capital", entry.population))
                self._entries |= {adjective: largest for adjective in row["adjectives"].split("|") if adjective}
        self._pattern = _pattern(tuple(sorted(self._entries, key=len, reverse=True)))

    def find(self, sentence: Sentence) -> list[PlaceMention]:
        """The capitals so called, but for those whose name follows: "the Syrian capital, Damascus"."""
        if _NOUN not in sentence.text:
            return []
        mentions = []
        for match in self._pattern.finditer(sentence.text):
            entry, start, end = self._entries[match["state"]], *(sentence.start + at for at in match.span())
            head = next((w for w in sentence.words if w.end == end), None)
            if head is not None and not _is_named(head, sentence):
                mentions.append(PlaceMention(start, end, match.group(), entry.country, entry.latitude, entry.longitude,
                                             entry.geonames_id, "capital", head))  # fmt: skip
        return mentions


def _is_named(noun: Word, sentence: Sentence) -> bool:
    """Whether its name follows: "the Syrian capital, *Damascus*"."""
    behind = [w for w in sentence.words[noun.index + 1 : noun.index + 3] if w.text != ","]
    return bool(behind) and behind[0].text[:1].isupper() and behind[0].text not in day_names()


@lru_cache(maxsize=4)
def _pattern(adjectives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<state>{'|'.join(map(re.escape, adjectives))}) {_NOUN}\b")
