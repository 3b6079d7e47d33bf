"""The words that report speech, and how each takes what is said: read from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from whowhom.data import column, rows
from whowhom.errors import DataError
from whowhom.records import Stance

FRAMES = frozenset(
    {"clause", "that", "quote", "as_clause", "as", "infinitive", "person_infinitive", "raised"}
    | {"object", "evidence", "negated", "sentence", "tells", "insists"}
)
# frames by which a word may tell a statement on its own, without marks of quotation
_TELLING = FRAMES - {"quote", "object", "negated", "tells", "insists"}
_WORD = re.compile(r"[a-z]+")
# a mark that may open or close a quotation, or a colon after what may be a name
_MARK = re.compile(r"[\"“”„«»‘]|``|''|(?<!\w)'|^[^:]{2,80}:\s")


@dataclass(frozen=True, slots=True)
class Cue:
    """One word that reports: `frames` are the ways in which it takes its content, `preps` the prepositions that
    bring in what is said ("warned of war"), `topics` those that bring in what it is about ("spoke about war"). With the
    frame `tells` its object is said to be so ("confirmed the raid"), not only spoken of ("condemned the raid"); with
    `insists` others are known to say otherwise."""

    lemma: str
    pos: str
    frames: frozenset[str]
    preps: frozenset[str]
    topics: frozenset[str]
    stance: Stance


@dataclass(frozen=True)
class ClaimsLexicon:
    """Cues by lemma and part of speech, prepositions by themselves, the verbs that utter or deny a noun ("made the
    claim that") with their stance, the nouns for documents, which show and find, and the verbs that carry on to a cue
    ("went on to say")."""

    cues: dict[tuple[str, str], Cue]
    prepositions: dict[str, Cue]
    light_verbs: dict[str, str]
    documents: frozenset[str]
    carriers: frozenset[str]
    forms: frozenset[str]
    """Forms of the words that tell."""
    nouns: frozenset[str]
    """Forms of the nouns that tell where "that" or "to" follows."""

    @classmethod
    def load(cls, overlay: Path | None = None) -> ClaimsLexicon:
        """Reads the tables of `claims/`, then the user's files of the same names. Raises DataError."""
        cues: dict[tuple[str, str], Cue] = {}
        forms: set[str] = set()
        nouns: set[str] = set()
        for row in rows("claims/cues.csv", overlay, ("lemma", "pos", "frame", "stance")):
            for lemma in row["lemma"].split("|"):
                cue = cues[lemma, row["pos"]] = _cue(lemma, row)
                if row["pos"] == "NOUN":
                    nouns |= {lemma, *_inflected(lemma)}
                elif cue.frames & _TELLING or cue.preps:
                    forms |= {lemma, *_inflected(lemma), *row.get("forms", "").split("|")} - {""}
        light = {row["lemma"]: row["stance"] for row in rows("claims/light_verbs.csv", overlay, ("lemma", "stance"))}
        documents = frozenset(column("claims/documents.csv", "lemma", overlay))
        carriers = frozenset(column("claims/carriers.csv", "lemma", overlay))
        prepositions = {lemma: cue for (lemma, pos), cue in cues.items() if pos == "ADP"}
        return cls(cues, prepositions, light, documents, carriers, frozenset(forms), frozenset(nouns))

    def may_hold_statement(self, sentence_text: str) -> bool:
        """Whether a sentence holds a word or a mark that may tell a statement: a cheap test without grammar."""
        words = _WORD.findall(sentence_text.lower())
        if not self.forms.isdisjoint(words):
            return True
        if not self.nouns.isdisjoint(words) and ("that" in words or "to" in words or "in" in words):
            return True
        return _MARK.search(sentence_text) is not None


def _inflected(lemma: str) -> Iterator[str]:
    """Forms of a regular word: what is irregular stands in the table."""
    if lemma.endswith("e"):
        stem = lemma[:-1]
        yield from (lemma + "s", lemma + "d", stem + "ing")
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeou":
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    else:
        plural = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
        yield from (lemma + plural, lemma + "ed", lemma + "ing")


def _cue(lemma: str, row: dict[str, str]) -> Cue:
    parts = row["frame"].split("|")
    preps = frozenset(p.removeprefix("prep:") for p in parts if p.startswith("prep:"))
    topics = frozenset(p.removeprefix("topic:") for p in parts if p.startswith("topic:"))
    frames = frozenset(p for p in parts if ":" not in p)
    if unknown := frames - FRAMES:
        raise DataError(
            f"claims/cues.csv: {lemma}: frame {', '.join(sorted(unknown))}; expected {', '.join(sorted(FRAMES))}, "
            "prep:… or topic:…"
        )
    if row["stance"] not in get_args(Stance):
        raise DataError(f"claims/cues.csv: {lemma}: stance {row['stance']!r}; expected {', '.join(get_args(Stance))}")
    return Cue(lemma, row["pos"], frames, preps, topics, cast(Stance, row["stance"]))
