"""Speakers set before a colon: headlines ("Minister: talks are dead") and transcripts ("SMITH: We will see.")."""

from __future__ import annotations

from whowhom.claims.frames import Finding
from whowhom.claims.lexicon import ClaimsLexicon
from whowhom.claims.phrases import FINITE
from whowhom.language.text import Sentence, Word

_LONGEST = 10  # words before the colon
_SHORTEST = 3  # words after it


def read_colon(sentence: Sentence, lexicon: ClaimsLexicon) -> Finding | None:
    """A sentence that opens with a name and a colon, without a verb before it and with one after it."""
    words = sentence.words
    colon = next((w for w in words[1 : _LONGEST + 2] if w.text == ":"), None)
    if colon is None:
        return None
    lead, rest = words[: colon.index], [w for w in words[colon.index + 1 :] if w.pos != "PUNCT"]
    if len(rest) < _SHORTEST or any(w.tag in FINITE or w.text.isdigit() or w.text == "(" for w in lead):
        return None
    if not any(w.tag in FINITE or w.tag == "VB" for w in rest):
        return None
    speaker = _speaker(lead, lexicon)
    if speaker is None:
        return None
    return Finding(colon, speaker, [(rest[0].start, sentence.end)], "asserts", "colon")


def _speaker(lead: list[Word], lexicon: ClaimsLexicon) -> Word | None:
    """The last word of the name, up to a preposition ("Minister on talks: …")."""
    cut = next((w.index for w in lead if w.pos == "ADP" and w.lower != "of" and w.index > 0), len(lead))
    names = [w for w in lead[:cut] if w.pos in ("PROPN", "NOUN")]
    if not names:
        return None
    last = names[-1]
    is_name = last.pos == "PROPN" or last.lemma in lexicon.documents
    return (
        last
        if is_name
        and all(w.pos in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PUNCT", "CCONJ", "PART", "X") for w in lead[:cut])
        else None
    )
