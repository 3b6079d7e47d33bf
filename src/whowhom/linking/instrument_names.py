"""When two names are of the same treaty, agreement, resolution or law: "New START" and "the New START Treaty"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from whowhom.data import column, rows, settings

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_SMALL = frozenset(settings("events/words.toml")["name_words"])
_NUMBERED = frozenset({"resolution", "order"})


@dataclass(frozen=True, slots=True)
class Known:
    """An instrument that everybody knows: its name, its kind and the states that are its parties, where these tell."""

    name: str
    kind: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says: `key` is the same for names of the same instrument, `kind` a kind of `instruments.csv`.

    A `generic` name ("Free Trade Agreement", "National Security Law") is several instruments' where parties differ.
    """

    key: str
    kind: str
    generic: bool
    known: Known | None = None


class InstrumentNames:
    """Reads names as reports write them; holds the tables."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._kinds = {
            word: row["kind"]
            for row in rows("events/instruments.csv", overlay, ("head", "kind"))
            for head in row["head"].split("|")
            if (word := _words(head)[-1])
        }
        kind_of = {row["word"]: row["kind"] for row in rows("linking/instrument_words.csv", overlay, ("word", "kind"))}
        self._bodies = {word for word, kind in kind_of.items() if kind == "body"}
        self._ceasefires = {word for word, kind in kind_of.items() if kind == "ceasefire"}
        topics = {word for cell in column("events/instrument_topics.csv", "words", overlay) for word in cell.split("|")}
        self._general = topics | set(kind_of)
        self._known: dict[tuple[str, ...], Known] = {}
        for row in rows("events/instrument_names.csv", overlay, ("name", "aliases", "kind", "parties")):
            one = Known(row["name"], row["kind"], tuple(filter(None, row["parties"].split("|"))))
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                self._known.setdefault(self._tokens(_words(name)), one)

    def read(self, name: str) -> Named:
        words = _words(name)
        tokens = self._tokens(words)
        known = self._known.get(tokens) or self._known.get(self._bare(tokens))
        if known is not None:
            return Named(known.name.casefold(), known.kind, generic=False, known=known)
        kind = self._kind(words)
        own = [word for word in self._bare(tokens) if word not in self._general]
        return Named(" ".join(tokens), kind, generic=kind == "law" or not own)

    def _kind(self, words: list[str]) -> str:
        """The kind of the last head before "of", "on" or "for", else of the last at all."""
        heads = [self._kinds[word] for word in words if word in self._kinds]
        first = next((n for n, word in enumerate(words) if word in _SMALL), len(words))
        before = [self._kinds[word] for word in words[:first] if word in self._kinds]
        return before[-1] if before else heads[0] if heads else "agreement"

    def _tokens(self, words: list[str]) -> tuple[str, ...]:
        """The words that tell names apart, in one order: "Treaty of Lisbon" is the "Lisbon Treaty"."""
        words = [word for word in words if word not in _SMALL]
        kinds = [self._kinds.get(word) for word in words]
        if any(kind in _NUMBERED for kind in kinds):
            words = [word for word in words if word not in self._bodies]
        is_ceasefire = not self._ceasefires.isdisjoint(words)
        found = set()
        for word in words:
            kind = self._kinds.get(word)
            if word in self._ceasefires:
                found.add("ceasefire")
            elif kind is None or kind in _NUMBERED:
                found.add(kind or word)
            elif not (is_ceasefire and kind == "agreement"):
                found.add(f"*{kind}")
        return tuple(sorted(found))

    def _bare(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Without the words for its kind: what a name of fame is known by."""
        return tuple(token for token in tokens if token[0] != "*")


def _words(name: str) -> list[str]:
    """Lower-case words without dots, hyphens and possessives."""
    plain = re.sub("['’]s\\b", "", name.casefold()).replace("cease-fire", "ceasefire")
    return [word.replace(".", "") for word in _WORD.findall(plain)]
