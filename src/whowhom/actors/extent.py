"""Which characters a noun phrase covers, by the parse: without relative clauses, appositions and conjuncts."""

from __future__ import annotations

from whowhom.data import settings
from whowhom.language.text import Word

_LEFT = frozenset(
    ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "npadvmod", "advmod", "punct", "case")
)
_WORDS = settings("language/words.toml")
_RIGHT = frozenset(_WORDS["phrase_prepositions"])
_BRINGING = frozenset(_WORDS["belonging_prepositions"])
OF = frozenset(("of",))


def brought(word: Word) -> list[Word]:
    """The nouns that a preposition of belonging brings: "Greece" and "Turkey" of "the leaders of Greece and of Turkey";
    also where the parser hangs it higher though it follows directly ("imposed sanctions on *banks in Iran*")."""
    above = [c for a in word.ancestors() for c in a.children if c.index == word.index + 1]
    for child in (*word.children, *above):
        if child.dep == "prep" and child.index > word.index and child.lower in _BRINGING:
            preps = [child, *child.children_of("conj"), *(c for c in word.children_of("conj") if c.pos == "ADP")]
            return [noun for prep in preps for noun in prep.children_of("pobj")]
    return []


def first_word(word: Word, words: list[Word]) -> Word:
    """The leftmost word of the phrase that `word` heads."""
    below = {word.index}
    for child in word.children:
        if child.index < word.index and child.dep in _LEFT:
            below.update(w.index for w in child.subtree())
    at = word.index
    while at - 1 in below:
        at -= 1
    while at < word.index and words[at].pos == "PUNCT":
        at += 1
    return words[at]


def last_word(word: Word, words: list[Word], prepositions: frozenset[str] = _RIGHT) -> Word:
    """The rightmost word, with the prepositional phrases that follow directly ("residents of Serbia")."""
    at = word.index
    for child in sorted(word.children, key=lambda c: c.index):
        if child.dep == "prep" and child.index == at + 1 and child.lower in prepositions:
            noun = child.child("pobj")
            if noun is not None and noun.index > child.index:
                at = last_word(noun, words, prepositions).index
    return words[at]
