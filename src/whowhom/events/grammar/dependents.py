"""What hangs on a word: prepositional phrases, particles, complements, modifiers, the quantity it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from whowhom.data import column, settings
from whowhom.events.grammar.arguments import spread
from whowhom.language import Word

_QUANTITIES = frozenset(column("language/quantities.csv", "word"))
_TIMES = frozenset(column("language/time_words.csv", "word"))
_ASIDE = frozenset(settings("events/words.toml")["aside_prepositions"])
_DEEDS = frozenset(settings("events/words.toml")["deeds"])
_APART = frozenset(settings("events/words.toml")["apart_prepositions"])


def prepositions(word: Word) -> dict[str, list[Word]]:
    """Preposition to the heads of its objects, for all prepositional phrases that depend on the word. A compound
    preposition is also known by its last word ("out of" by "of")."""
    found: dict[str, list[Word]] = {}
    for prep in word.children:
        if prep.dep not in ("prep", "agent", "dative") or prep.pos not in ("ADP", "SCONJ", "PART", "VERB"):
            continue
        for one in (prep, *prep.children_of("conj")):
            for inner in (one, *one.children_of("prep")):
                if one.lower in _ASIDE and inner is not one:
                    continue  # "according to the agency"
                heads = [w for w in spread(inner.children_of("pobj", "pcomp")) if w.lower not in _TIMES]
                if heads:
                    found.setdefault(inner.lower, []).extend(heads)
    for clause in word.children_of("xcomp", "ccomp", "advcl"):
        if (mark := clause.child("mark")) is not None and mark.lower == "for":  # "called for them to leave"
            found.setdefault("for", []).extend(spread(clause.children_of("nsubj", "nsubjpass")))
    return found


def clause(word: Word) -> list[Word]:
    """All words below a verb, or below the verb over a noun, without what only tells who its subject is ("Egypt, *which
    borders Gaza*, called for calm") or who says what of the act, and without what is done besides."""
    verbs = (one for one in (word, *word.ancestors()) if one.pos in ("VERB", "AUX"))
    found = [next(verbs, word)]
    for one in found:
        is_told_of = one.dep in ("nsubj", "nsubjpass") or one.lemma in _DEEDS
        aside = ("conj",) if one is found[0] else ("relcl",) if is_told_of else ()
        found += [c for c in one.children if c.dep not in aside]
    return found


def of_quantity(word: Word) -> Word:
    """What there is a quantity of: "tonnes of grain" is about grain; else the word itself."""
    of = next((c for c in word.children_of("prep") if c.lower == "of"), None)
    if of is not None and (word.lemma in _QUANTITIES or word.pos in ("NUM", "SYM")) and (inner := of.child("pobj")):
        return inner
    return word


def as_quantity(word: Word) -> Word:
    """The head of the quantity that a word stands in ("a series of raids" from raids), else the word itself."""
    of = word.head
    if word.dep != "pobj" or of is None or of.lower != "of" or of.head is None:
        return word
    return of.head if of.head.lemma in _QUANTITIES and of.dep == "prep" else word


def deep_prepositions(word: Word, prep: str) -> list[Word]:
    """Heads of the objects of a preposition that hangs on a noun phrase inside the word's own."""
    stack = [c for c in word.children if c.dep in ("prep", "pobj", "dobj")]
    while stack:
        inner = stack.pop(0)
        if inner.dep == "prep" and inner.lower == prep and inner.head is not word:
            return spread(inner.children_of("pobj"))
        stack += [c for c in inner.children if c.dep in ("prep", "pobj", "conj") and c.pos != "VERB"]
    return []


def particles(word: Word) -> set[str]:
    """Small words that depend on a verb: "shot *down*", "struck *back*", "steps *aside*"; not the "on" of a day."""
    small = word.children_of("prt", "advmod", "prep", "acomp", "oprd", "advcl", "intj")
    return {c.lower for c in small if not _is_of_time(c) and not _stands_apart(c, word)}


def _is_of_time(prep: Word) -> bool:
    things = prep.children_of("pobj")
    return bool(things) and all(thing.lower in _TIMES for thing in things)


def _stands_apart(prep: Word, verb: Word) -> bool:
    """Whether a preposition with a phrase of its own stands behind the object: "gave them money *in* aid"."""
    thing = verb.child("dobj")
    return thing is not None and thing.index < prep.index and prep.dep == "prep" and prep.child("pobj") is not None


def complements(word: Word) -> list[Word]:
    """Heads of the clauses and infinitives below a word, and what those take as their object ("agreed to hold talks"
    has hold and talks)."""
    heads = [c for c in word.children if c.dep in ("xcomp", "ccomp") or (c.dep in ("acl", "advcl") and c.has_to)]
    if word.pos == "NOUN":  # "an understanding that the line will be kept open"
        heads += [c for c in word.children_of("acl", "relcl") if c.child("mark") and not c.has_to]
    heads += [v for prep in word.children_of("prep") if prep.lower not in _APART for v in prep.children_of("pcomp")]
    held = (thing for head in heads if head.lemma == "be" for thing in head.children_of("attr"))
    heads += infinitives(held)  # "warned that it was time to strike"
    heads = spread(heads)
    heads += spread(c for head in heads for c in head.children_of("advcl") if _is_listed(c, head))
    heads += word.children_of("oprd", "acomp")  # "called it baseless"
    # what a clause with a subject of its own is about says nothing of the word: "called for them to solve the crime"
    bare = [head for head in heads if head.child("mark") is None]
    return heads + [thing for head in bare for thing in spread(head.children_of("dobj"))]


def _is_listed(clause: Word, head: Word) -> bool:
    """Whether an infinitive goes on behind a comma: "threatened to bomb the port, *to sink ships* and to go on"."""
    first = min(w.index for w in clause.subtree())
    comma = any(c.text == "," and c.index == first - 1 for c in head.children)
    return comma and clause.has_to and head.has_to and clause.index > head.index


def infinitives(nouns: Iterable[Word]) -> list[Word]:
    """Heads of the infinitives below nouns: "the right *to respond*"."""
    return [c for noun in nouns for c in noun.children_of("acl", "relcl") if c.has_to]


def modifiers(word: Word) -> list[Word]:
    """What stands before a noun and narrows it, or an adverb or an auxiliary at a verb."""
    return [c for c in word.children if c.dep in ("compound", "amod", "nmod", "advmod", "poss", "det", "aux")]
