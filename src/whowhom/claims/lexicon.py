"""The words that report speech, and how each takes what is said: read from tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from whowhom.data import column, rows
from whowhom.errors import DataError
from whowhom.records import Stance

FRAMES = (
    "clause",
    "that",
    "quote",
    "infinitive",
    "object",
    "as",
    "person_infinitive",
    "sentence",
    "raised",
    "negated",
    "as_clause",
    "evidence",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One word that reports: `frames` are the ways in which it takes its content, `preps` the prepositions that
    bring in what is said ("warned of war"), `topics` those that bring in what it is about ("spoke about war")."""

    lemma: str
    pos: str
    frames: frozenset[str]
    preps: frozenset[str]
    topics: frozenset[str]
    stance: Stance


@dataclass(frozen=True)
class ClaimsLexicon:
    """Cues by lemma and part of speech, the verbs that lend a noun its speaker, and a quick test on raw text."""

    cues: dict[tuple[str, str], Cue]
    prepositions: dict[str, Cue]
    light_verbs: dict[str, str]
    documents: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def load(cls, overlay: Path | None = None) -> ClaimsLexicon:
        """Reads `claims/cues.csv` and `claims/light_verbs.csv`, then the user's files of the same names."""
        cues: dict[tuple[str, str], Cue] = {}
        for row in rows("claims/cues.csv", overlay, ("lemma", "pos", "frame", "stance")):
            for lemma in row["lemma"].split("|"):
                cues[lemma, row["pos"]] = _cue(lemma, row)
        light = {row["lemma"]: row["stance"] for row in rows("claims/light_verbs.csv", overlay, ("lemma", "stance"))}
        documents = frozenset(column("claims/documents.csv", "lemma", overlay))
        prepositions = {lemma: cue for (lemma, pos), cue in cues.items() if pos == "ADP"}
        stems = sorted({_stem(lemma) for lemma, _ in cues} | {"said", "told", "thought", "found", "wrote", "spoke"})
        pattern = re.compile(
            r"[\"“”„«»‘]|``|''|(?<!\w)'|:|\b(?:" + "|".join(map(re.escape, stems)) + ")", re.IGNORECASE
        )
        return cls(cues, prepositions, light, documents, pattern)

    def may_hold_statement(self, sentence_text: str) -> bool:
        """Whether a sentence holds a quotation mark or the beginning of a cue: a cheap test without grammar."""
        return self.pattern.search(sentence_text) is not None


def _stem(lemma: str) -> str:
    """What all forms of a regular word begin with."""
    return lemma[:-1] if lemma[-1:] in ("e", "y") and len(lemma) > 3 else lemma


def _cue(lemma: str, row: dict[str, str]) -> Cue:
    parts = row["frame"].split("|")
    preps = frozenset(p.removeprefix("prep:") for p in parts if p.startswith("prep:"))
    topics = frozenset(p.removeprefix("topic:") for p in parts if p.startswith("topic:"))
    frames = frozenset(p for p in parts if ":" not in p)
    if unknown := frames - set(FRAMES):
        raise DataError(
            f"claims/cues.csv: {lemma}: frame {', '.join(unknown)}; expected {', '.join(FRAMES)}, prep:…, topic:…"
        )
    if row["stance"] not in get_args(Stance):
        raise DataError(f"claims/cues.csv: {lemma}: stance {row['stance']!r}; expected {', '.join(get_args(Stance))}")
    return Cue(lemma, row["pos"], frames, preps, topics, row["stance"])  # type: ignore[arg-type]
