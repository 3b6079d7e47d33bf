"""Verbs that report: their speakers and stance; clauses after them, infinitives, objects, prepositional phrases."""

from __future__ import annotations

from collections.abc import Iterable

from whowhom.claims.frames import Finding, is_report, is_verb_cue
from whowhom.claims.lexicon import ClaimsLexicon, Cue
from whowhom.claims.phrases import (
    DATELINE,
    FINITE,
    Stretch,
    after,
    agent_of,
    colon_after,
    hull,
    shared_governor,
    speaker_of,
)
from whowhom.claims.quotes import Quotations
from whowhom.claims.trailing import around, follows_quotation, has_hearer
from whowhom.data import settings
from whowhom.language.text import Sentence, Word
from whowhom.records import Stance

_WORDS = settings("claims/words.toml")
NOBODY = frozenset(_WORDS["nobody"])
_QUESTIONS = frozenset(_WORDS["question_words"])
_AFTERWARDS = frozenset(_WORDS["afterwards"])


def read_verb(
    word: Word, cue: Cue, sentence: Sentence, lexicon: ClaimsLexicon, quotations: Quotations
) -> Finding | None:
    """A verb of saying, thinking, finding with its content, by the first of its frames that fits."""
    stance = stance_of(word, cue, lexicon)
    if stance is None:
        return None
    passive = word.child("nsubjpass")
    if passive is not None and "raised" in cue.frames and (found := _raised(word, passive)):
        return Finding(word, agent_of(word), [found], stance, "raised")
    speaker = _past_dateline(speaker_of(word), word, sentence)
    if speaker is None and passive is not None and passive.lower == "it" and "raised" in cue.frames:
        stretches = _clause_after(word, sentence, lexicon)  # "It is believed that …"
        return Finding(word, None, stretches, stance, "raised") if stretches else None
    if (
        speaker is None
        and cue.stance == "asks"
        and word.tag == "VBN"
        and (asked := _clause_after(word, sentence, lexicon))
    ):
        return Finding(word, None, asked, stance, "clause")  # "Asked whether he would pay, …"
    if speaker is None or speaker.lower in NOBODY or any(c.lower == "no" for c in speaker.children_of("det")):
        return None  # "No group has claimed it"
    if passive is not None and "as" in cue.frames:
        return _passive_as(word, passive, speaker, stance)
    for rule, stretches in _contents(word, cue, speaker, sentence, lexicon, quotations):
        if stretches:
            return Finding(word, speaker, stretches, stance, rule)
    return None


def _past_dateline(speaker: Word | None, cue: Word, sentence: Sentence) -> Word | None:
    """The speaker, or, where the parser took a dateline for it, the noun that the dateline hides."""
    dateline = DATELINE.match(sentence.text)
    if speaker is None or dateline is None or speaker.start >= sentence.start + dateline.end():
        return speaker
    hidden = [w for w in sentence.words[: cue.index] if w.start >= sentence.start + dateline.end()]
    nouns = [w for w in hidden if w.pos in ("PROPN", "NOUN", "PRON") and w.head not in hidden]
    return nouns[0] if nouns else speaker


def stance_of(word: Word, cue: Cue, lexicon: ClaimsLexicon) -> Stance | None:
    """The stance of a cue that is really used: None for what is not said ("to say", "would say", "did not say")."""
    auxiliaries = [c for c in word.children if c.dep in ("aux", "neg")]
    if any(c.dep == "neg" for c in auxiliaries):
        return "denies" if "negated" in cue.frames else None
    if word.tag == "VB" and not any(c.lemma == "do" for c in auxiliaries) and not _carried(word, lexicon):
        return None
    return cue.stance


def _carried(word: Word, lexicon: ClaimsLexicon) -> bool:
    """Whether an infinitive tells what was done: "went on to say", "would later say"."""
    if any(c.lower == "would" for c in word.children) and any(c.lower in _AFTERWARDS for c in word.children):
        return True
    head = word.head
    return word.dep in ("xcomp", "advcl") and head is not None and head.lemma in lexicon.carriers and head.tag in FINITE


def _contents(
    word: Word, cue: Cue, speaker: Word, sentence: Sentence, lexicon: ClaimsLexicon, quotations: Quotations
) -> Iterable[tuple[str, list[Stretch]]]:
    frames = cue.frames
    said = any(c.dep == "ccomp" and c.index > word.index and has_that(c) for c in word.children)
    if "clause" in frames and not said and follows_quotation(word, speaker, sentence, quotations):
        yield "trailing", around(word, speaker, sentence, quotations)
    if frames & {"clause", "that"}:
        yield "clause", _clause_after(word, sentence, lexicon)
    if "clause" in frames and (colon := colon_after(word, sentence)) is not None:
        rest = [w for w in sentence.words[colon.index + 1 :] if w.pos != "PUNCT"]
        yield "colon", [(rest[0].start, rest[-1].end)] if any(w.tag in FINITE for w in rest) else []
    if (
        "evidence" in frames
        and word.tag in FINITE
        and speaker.lemma in lexicon.documents
        and (thing := word.child("dobj"))
    ):
        yield "evidence", [hull(thing.subtree())]
    if "as" in frames:
        yield "as", _as(word)
    if frames & {"clause", "as_clause"}:
        yield "trailing", around(word, speaker, sentence, quotations, needs_as="clause" not in frames)
    if "person_infinitive" in frames:
        yield "person", _person_infinitive(word)
    if "infinitive" in frames and (goal := word.child("xcomp")) and goal.index > word.index:
        yield "infinitive" if goal.has_to else "gerund", [hull(after(word, goal))]
    if cue.preps:
        yield "prep", _prepositional(word, cue.preps)
    if "object" in frames and (thing := word.child("dobj")) and thing.index > word.index:
        yield "object", [hull(thing.subtree())]
    if {"object", "tells"} <= frames and (thing := word.child("nsubjpass")):
        yield "object", [hull(thing.subtree())]  # "The raid was confirmed by the army"
    if cue.topics:
        yield "topic", _prepositional(word, cue.topics)


def _clause_after(word: Word, sentence: Sentence, lexicon: ClaimsLexicon) -> list[Stretch]:
    for child in word.children:
        if child.index > word.index and (
            child.dep == "ccomp" or (child.dep == "advcl" and any(c.lower in _QUESTIONS for c in child.children))
        ):
            words = [w for w in _own_words(child, lexicon) if w.index > word.index]
            for other in word.children:
                if other.dep == "conj" and has_that(other):  # "said that A and that B"
                    words += other.subtree()
                if other.dep == "ccomp" and other.index > child.index:  # a clause that the parser cut in two
                    words += other.subtree()
                if other.dep in ("advcl", "ccomp") and word.index < other.index < child.index and not has_that(child):
                    words += other.subtree()  # "says, win or lose, he stays"
            return _trimmed([*words, *_left_over(words, sentence, lexicon)])
    # "said in a statement that …": the parser hangs the clause on the last noun before it
    for child in word.children:
        if child.index > word.index and child.dep in ("prep", "dobj", "npadvmod", "dative"):
            for below in sorted(child.subtree(), key=lambda w: w.index):
                if below.dep in ("acl", "relcl", "ccomp", "advcl") and has_that(below):
                    return _trimmed(below.subtree())
                if below.dep == "relcl" and has_hearer(word) and below.head is child and _that_object(below):
                    return _trimmed(below.subtree())
    return []


def _left_over(words: list[Word], sentence: Sentence, lexicon: ClaimsLexicon) -> list[Word]:
    """The end of a sentence that belongs to a clause although the parser hung it elsewhere: what "and" or a comma
    joins to it, if no further cue stands there."""
    if not words:
        return []
    last = max(w.index for w in words)
    rest = [w for w in sentence.words[last + 1 :] if w.pos != "PUNCT"]
    if not rest or any(w.lower in lexicon.prepositions or is_verb_cue(w, lexicon) for w in rest):
        return []
    joined = any(w.dep == "conj" and w.head is not None and w.head.index <= last for w in rest)
    set_off = sentence.words[last + 1].text == "," and not any(w.tag in FINITE for w in rest)
    return rest if joined or set_off else []


def _that_object(clause: Word) -> bool:
    """Whether what the parser took for "the crowd that he won" is "[told] the crowd that he won"."""
    that = clause.child("dobj", "mark", "attr")
    return that is not None and that.lower == "that" and clause.child("nsubj", "nsubjpass") is not None


def _trimmed(words: Iterable[Word]) -> list[Stretch]:
    words = sorted(words, key=lambda w: w.index)
    while words and words[0].text in (",", ":", "-", "—", "–", "--"):
        del words[0]
    while words and words[-1].dep in ("cc", "punct") and words[-1].text not in (".", "?", "!", "”", '"', "''"):
        del words[-1]
    return [hull(words)] if words else []


def _own_words(clause: Word, lexicon: ClaimsLexicon) -> Iterable[Word]:
    """The words of a clause without a further report of the same speaker that the parser hung into it."""
    cuts = [
        c.index
        for verb in clause.conjuncts()
        for c in verb.children
        if shared_governor(c) and (cue := is_report(c, lexicon)) and "clause" in cue.frames
    ]
    last = min(cuts, default=None)
    for word in clause.subtree():
        if last is None or word.index < last:
            yield word


def has_that(clause: Word) -> bool:
    return any(c.dep == "mark" and c.lower == "that" for c in clause.children)


def _raised(word: Word, passive: Word) -> Stretch | None:
    """ "She is said to have left": the subject belongs to the content."""
    goal = word.child("xcomp", "oprd")
    return hull([*passive.subtree(), *after(word, goal)]) if goal is not None and goal.index > word.index else None


def _passive_as(word: Word, passive: Word, speaker: Word, stance: Stance) -> Finding | None:
    """ "The plan was described by aides as a fraud"."""
    naming = next((c for head in (word, speaker) for c in head.children if c.dep == "prep" and c.lower == "as"), None)
    if naming is None:
        return None
    return Finding(word, speaker, [hull([*passive.subtree(), *naming.subtree()])], stance, "as")


def _as(word: Word) -> list[Stretch]:
    """ "called the plan a fraud", "described the plan as a fraud": the thing and what it is called."""
    thing = word.child("dobj", "ccomp", "oprd")
    if thing is None or thing.index < word.index:
        return []
    parts = [c for c in word.children if c.index > word.index and c.dep in ("dobj", "ccomp", "oprd", "xcomp")]
    naming = [c for head in (word, thing) for c in head.children if c.dep == "prep" and c.lower == "as"]
    if not naming and thing.dep == "dobj" and len(parts) < 2:
        return []
    return [hull(w for part in (*parts, *naming) for w in after(word, part))]


def _person_infinitive(word: Word) -> list[Stretch]:
    """ "urged the rebels to stop": the rebels to stop."""
    goal = next((c for c in word.children if c.dep in ("xcomp", "ccomp") and c.has_to), None)
    if goal is None or goal.index < word.index:
        return []
    person = word.child("dobj")
    return [hull([*after(word, goal), *(person.subtree() if person is not None else ())])]


def _prepositional(word: Word, prepositions: frozenset[str]) -> list[Stretch]:
    thing = word.child("dobj")
    for child in (*word.children, *(thing.children if thing is not None else ())):
        if child.index < word.index:
            continue
        if child.dep in ("prep", "prt") and child.lower in prepositions:
            target = child.child("pobj", "pcomp", "prep")
            if target is not None:
                return [hull(target.subtree())]
        # "called for the army to leave"
        if child.dep in ("advcl", "ccomp", "xcomp") and any(
            c.dep in ("mark", "prep") and c.lower in prepositions for c in child.children
        ):
            return [hull(after(word, child))]
    return []
