"""What is said of a subject, and what is commanded: the verb over a predicate, the clauses beside it."""

from __future__ import annotations

from whowhom.language import Word


def predicate(word: Word) -> Word | None:
    """The verb by which a word is said of a subject: itself, or the copula of "is *shameful*"; None of "the *shameful*
    raid"."""
    while word.dep == "conj" and word.head is not None and word.pos not in ("VERB", "AUX"):
        word = word.head
    if word.pos in ("VERB", "AUX"):
        return word
    return word.head if word.dep in ("acomp", "attr") else None


def clauses_beside(word: Word) -> list[Word]:
    """The clauses that stand beside a predicate: "it is shameful *that they left*"."""
    verb = predicate(word)
    return verb.children_of("ccomp", "advcl", "xcomp") if verb is not None and verb is not word else []


def is_command(verb: Word) -> bool:
    """ "*Release* them now," of somebody who is told so."""
    if verb.tag != "VB" or verb.dep not in ("ccomp", "ROOT") or verb.child("nsubj", "nsubjpass", "aux", "neg", "mark"):
        return False
    return verb.child("dobj") is not None
