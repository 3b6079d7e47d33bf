"""Phrases of a parsed sentence as stretches of characters: noun phrases, clauses, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable

from whowhom.language.text import Sentence, Word

Stretch = tuple[int, int]

_SUBJECTS = ("nsubj", "csubj", "expl")
_LOOSE = frozenset({"relcl", "parataxis", "punct", "advcl", "ccomp"})
_OWN_CLAUSE = frozenset({"ccomp", "csubj", "relcl", "advcl", "acl", "pcomp"})
_RELATIVES = frozenset({"who", "which", "that"})


def hull(words: Iterable[Word]) -> Stretch:
    """From the first to the last of these words."""
    words = list(words)
    return min(w.start for w in words), max(w.end for w in words)


def noun_phrase(head: Word) -> Stretch:
    """A noun with its modifiers and appositions, without relative clauses or what follows a coordinated verb."""
    start, end = head.start, head.end
    for child in head.children:
        if child.dep in _LOOSE or (child.dep == "acl" and _set_off(head, child)):
            continue
        left, right = hull(child.subtree())
        if child.dep == "appos" or child.dep == "prep":
            left, right = noun_phrase(child)
        start, end = min(start, left), max(end, right)
    return start, end


def _set_off(head: Word, child: Word) -> bool:
    return any(w.dep == "punct" and w.text == "," and head.index < w.index < child.index for w in head.children)


def speaker_of(verb: Word) -> Word | None:
    """The head of the noun phrase that speaks: the subject, of a participle or an infinitive the subject of what
    governs it; of a passive the agent."""
    word: Word | None = verb
    for _ in range(6):
        if word is None:
            return None
        if subject := word.child(*_SUBJECTS):
            return _antecedent(subject, word)
        if subject := word.child("nsubjpass"):
            return _antecedent(subject, word) if word is not verb else _agent(word)
        if word.dep in ("acl", "relcl") and word.head is not None:
            return _agent(word) if word.tag == "VBN" and word is verb else word.head
        if word.dep not in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "prep", "dep", "aux"):
            return None
        if word.dep == "xcomp" and word.head is not None and (held := word.head.child("dobj", "dative")):
            return held
        word = word.head
        if word is not None and word.pos not in ("VERB", "AUX", "ADP", "SCONJ"):
            return None
    return None


def _agent(verb: Word) -> Word | None:
    by = verb.child("agent")
    return by.child("pobj") if by is not None else None


def _antecedent(subject: Word, verb: Word) -> Word | None:
    """What a relative pronoun stands for; the subject itself otherwise."""
    if subject.dep == "expl":
        return None
    if verb.dep == "relcl" and verb.head is not None and subject.lower in _RELATIVES and verb.head.pos != "VERB":
        return verb.head
    return subject


def before(sentence: Sentence, index: int) -> Word | None:
    """The last word before this index that is no quotation mark."""
    while index > 0:
        index -= 1
        if not is_quote_mark(sentence.words[index]):
            return sentence.words[index]
    return None


def is_quote_mark(word: Word) -> bool:
    return word.tag in ("``", "''") or word.text in ('"', "“", "”", "‘", "’", "«", "»", "''", "``", "„")
