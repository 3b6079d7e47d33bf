"""Phrases of a parsed sentence as stretches of characters: noun phrases, clauses, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whowhom.data import settings
from whowhom.language.text import Sentence, Word

Stretch = tuple[int, int]

# "ROME, June 3 (Agency) — "
DATELINE = re.compile(r"[A-Z][A-Z .,'’-]+(?:, [A-Z][\w., ]{0,24})? ?\([\w ./]+\) ?(?:--|[—–-]) *")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = ("nsubj", "csubj", "expl")
_LOOSE = frozenset({"relcl", "parataxis", "punct", "advcl", "ccomp", "dep"})
_RELATIVES = frozenset(settings("language/words.toml")["relative_pronouns"])
_MARKS = frozenset({'"', "“", "”", "‘", "’", "«", "»", "''", "``", "„", "'"})
_THROUGH = frozenset({"xcomp", "conj", "advcl", "ccomp", "pcomp", "prep", "dep", "aux", "parataxis"})


def hull(words: Iterable[Word]) -> Stretch:
    """From the first to the last of these words."""
    words = list(words)
    return min(w.start for w in words), max(w.end for w in words)


def after(word: Word, clause: Word) -> list[Word]:
    """The words of a clause that stand after a word."""
    return [w for w in clause.subtree() if w.index > word.index]


def noun_phrase(head: Word) -> Stretch:
    """A noun with its modifiers and appositions, without relative clauses."""
    words = list(_phrase_words(head))
    return hull(words)


def _phrase_words(head: Word) -> Iterable[Word]:
    yield head
    for child in head.children:
        if child.dep in _LOOSE or child.dep == "case" or (child.dep == "prep" and child.lower == "as"):
            continue
        if child.dep == "acl" and _set_off(head, child):
            continue
        if child.dep in ("appos", "prep", "conj", "pobj"):
            yield from _phrase_words(child)
        else:
            yield from child.subtree()


def _set_off(head: Word, child: Word) -> bool:
    return any(w.dep == "punct" and w.text == "," and head.index < w.index < child.index for w in head.children)


def speaker_span(speaker: Word, cue: Word) -> Stretch:
    """The noun phrase of a speaker; in "the envoy, who said" up to the pronoun that stands for it."""
    start, end = noun_phrase(speaker)
    if cue.dep == "relcl" and cue.head is speaker:
        pronoun = next((c for c in cue.children if c.lower in _RELATIVES and c.dep in ("nsubj", "nsubjpass")), None)
        end = pronoun.end if pronoun is not None else end
    # a phrase that the parser ran on over the cue ends before it
    if start < cue.start < end and speaker.end <= cue.start:
        end = speaker.end
    return start, end


def speaker_of(cue: Word) -> Word | None:
    """The head of the noun phrase that speaks: the subject, of a participle or an infinitive the subject of what
    governs it; of a passive the agent; None where nobody is named."""
    if cue.dep == "pcomp" and cue.head is not None and cue.head.lower == "as" and cue.head.head is not None:
        quoted = cue.head.head  # "quoted her as saying"
        return quoted if quoted.pos in ("NOUN", "PROPN", "PRON") else quoted.child("dobj", "nsubjpass")
    if cue.tag == "VBN" and not cue.children_of("aux", "nsubj") and cue.dep != "conj":
        return agent_of(cue)
    word: Word | None = shared_governor(cue) or cue
    for _ in range(6):
        if word is None:
            return None
        if subjects := word.children_of(*_SUBJECTS):
            near = [s for s in subjects if s.index < word.index]  # of two, the one next to the verb
            return _antecedent(near[-1] if near else subjects[0], word)
        if subject := word.child("nsubjpass"):
            return agent_of(word) if word is cue else _antecedent(subject, word)
        if word.dep in ("acl", "relcl"):
            return word.head
        if word.dep not in _THROUGH:
            return None
        if word.dep == "xcomp" and word.head is not None and (held := word.head.child("dobj", "dative")):
            return held
        word = word.head
        if word is not None and word.pos not in ("VERB", "AUX", "ADP", "SCONJ"):
            return None
    return None


def shared_governor(cue: Word) -> Word | None:
    """The verb above, where the parser hung a second report of the same speaker inside the first: "He says the deal
    is dead and blames Paris", "She said the vote was fair, adding that …"."""
    clause = cue.head
    while clause is not None and clause.dep == "conj":
        clause = clause.head
    if clause is None or cue.child("nsubj", "nsubjpass") or clause.dep != "ccomp" or clause.head is None:
        return None
    governor = clause.head
    if governor.pos != "VERB" or governor.index > clause.index:
        return None
    if cue.dep == "conj" and cue.tag in FINITE and cue.tag == governor.tag:
        return governor
    if cue.dep == "advcl" and cue.tag == "VBG" and not cue.children_of("mark") and cue.index > clause.index:
        return governor
    return None


def is_restrictive(verb: Word, words: list[Word]) -> bool:
    """Whether a verb stands in a clause that tells which ones are meant: "voters who say", without a comma."""
    if verb.dep not in ("relcl", "acl"):
        return False
    first = min(w.index for w in verb.subtree())
    return first > 0 and words[first - 1].text not in (",", "—", "–", "-", "--", "(")


def agent_of(verb: Word) -> Word | None:
    """Who does what a passive tells."""
    by = next((c for c in verb.children if c.dep in ("agent", "prep") and c.lower == "by"), None)
    return by.child("pobj") if by is not None else None


def _antecedent(subject: Word, verb: Word) -> Word | None:
    """What a relative pronoun stands for; the subject itself otherwise, or who stands before a bracket or dateline."""
    if subject.dep == "expl":
        return None
    if verb.dep == "relcl" and verb.head is not None and subject.lower in _RELATIVES and verb.head.pos != "VERB":
        return verb.head
    return subject


def before(sentence: Sentence, index: int) -> Word | None:
    """The last word before this index that is no quotation mark and no white space."""
    while index > 0:
        index -= 1
        if not is_quote_mark(sentence.words[index]) and not sentence.words[index].text.isspace():
            return sentence.words[index]
    return None


def colon_after(word: Word, sentence: Sentence, within: int = 12) -> Word | None:
    """The colon that follows a cue before any other finite verb: "wrote to the mayor: …"."""
    for other in sentence.words[word.index + 1 : word.index + 1 + within]:
        if other.text == ":":
            return other
        if other.tag in FINITE or is_quote_mark(other):
            return None
    return None


def is_quote_mark(word: Word) -> bool:
    return word.text in _MARKS
