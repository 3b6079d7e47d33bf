"""Finds the verb of a brief in the present tense that the tagger took for a noun.

"A northern court sentences a singer to death": the parser sees one long noun phrase. Where a sentence has no finite
verb and holds a word that a known verb has as its form, that word is the verb: what stands before it is the subject,
what follows its object.
"""

from __future__ import annotations

from whowhom.language.lemmas import Lemmatizer
from whowhom.language.text import Word

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_ENDS = frozenset({".", "!", "?", "”", '"'})
_SHORTEST = 5  # words
_OPENS_OBJECT = frozenset({"DT", "PRP$", "CD", "JJ", "NNP", "NNPS", "NN", "NNS", "IN", "TO", "PRP", "RB", "RP"})


def find_headline_verb(words: list[Word], lemmatizer: Lemmatizer) -> None:
    """Mends one sentence in place where it has no verb but a word that must be it."""
    root = next((w for w in words if w.head is None), None)
    if root is None or root.pos not in _NOUNS or len(words) < _SHORTEST or words[-1].text not in _ENDS:
        return  # a caption or a heading is no sentence
    if any(w.tag in _FINITE and w.dep in _MAIN for w in words):
        return
    for word in words[1:-2]:
        if _may_be_verb(word, words, root, lemmatizer):
            _become_verb(word, words, root, lemmatizer)
            return


def _may_be_verb(word: Word, words: list[Word], root: Word, lemmatizer: Lemmatizer) -> bool:
    before, after = words[word.index - 1], words[word.index + 1]
    if not word.text.islower() or after.tag not in _OPENS_OBJECT or after.lower == "of":
        return False
    if not (before.pos in _NOUNS or before.text in (",", ")")):
        return False
    if word.tag == "NNS":
        return word is not root and lemmatizer.is_verb(word.lower)
    plural = root.index < word.index and (root.tag in ("NNS", "NNPS") or root.child("conj") is not None)
    is_base = word.tag in ("VB", "VBP") or (word.tag == "NN" and not lemmatizer.is_noun(word.lower))
    return plural and is_base and word.dep != "xcomp" and lemmatizer.is_verb(word.lower) and not _is_infinitive(word)


def _is_infinitive(word: Word) -> bool:
    return any(c.tag in ("TO", "MD") for c in word.children)


def _become_verb(verb: Word, words: list[Word], root: Word, lemmatizer: Lemmatizer) -> None:
    verb.lemma = lemmatizer(verb.lower, "VERB")
    verb.pos, verb.tag = "VERB", "VBZ" if verb.tag == "NNS" else "VBP"
    former, label = verb.head, verb.dep
    left = [c for c in verb.children if c.index < verb.index]
    verb.move(None, "ROOT")
    if root.index < verb.index:
        # "ministers of the party resign": what the parser hung on the verb belongs to the noun before it
        if left and former is not None:
            *rest, last = left
            last.move(former, label)
            for word in rest:
                word.move(last, word.dep)
        for child in [c for c in root.children if c.index > verb.index]:
            child.move(verb, "dobj" if child.pos in _NOUNS else child.dep)
        root.move(verb, "nsubj")
        return
    # "a northern court sentences a singer": all that stands before is the subject
    subject = words[verb.index - 1]
    for word in [*left, *(c for c in root.children if c.index < verb.index)]:
        if word is not subject and word.pos != "PUNCT":
            word.move(subject, word.dep)
    subject.move(verb, "nsubj")
    root.move(verb, "dobj")
