"""What an event is about (military, legal, migration, ...): contexts whose words stand in its sentence."""

from __future__ import annotations

import re
from pathlib import Path

from whowhom.data import rows


class Contexts:
    def __init__(self, overlay: Path | None = None) -> None:
        of_word: dict[str, list[str]] = {}
        for row in rows("events/contexts.csv", overlay, ("context", "lemmas")):
            for word in filter(None, row["lemmas"].split("|")):
                of_word.setdefault(word.lower(), []).append(row["context"])
        self._of_word = of_word
        self._phrases = sorted((w for w in of_word if " " in w or "-" in w), key=len, reverse=True)
        self._several = re.compile(rf"\b(?:{'|'.join(map(re.escape, self._phrases))})", re.IGNORECASE)

    def of(self, lemmas: list[str], text: str) -> tuple[str, ...]:
        """Contexts in the order in which their words stand; `lemmas` are the sentence's, `text` its characters."""
        found: dict[str, None] = {}
        for lemma in lemmas:
            found.update(dict.fromkeys(self._of_word.get(lemma, ())))
        lower = text.lower()
        if any(phrase in lower for phrase in self._phrases):  # far cheaper than the expression, and seldom so
            for match in self._several.finditer(text):
                found.update(dict.fromkeys(self._of_word[match.group().lower()]))
        return tuple(found)
