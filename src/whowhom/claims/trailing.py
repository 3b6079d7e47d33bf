"""What stands before or around a cue: "The war is over, she said.", "The war, she said, is over."."""

from __future__ import annotations

from collections.abc import Iterable

from whowhom.claims.phrases import DATELINE, FINITE, Stretch, before, colon_after, hull, is_quote_mark, noun_phrase
from whowhom.claims.quotes import Quotations
from whowhom.data import settings
from whowhom.language.text import Sentence, Word

_WITH_HEARERS = frozenset(settings("claims/words.toml")["hearer_verbs"])
_STOPS = frozenset({",", "?", "!", "-", "--", "—", "–", "…", "..."})


def around(
    word: Word, speaker: Word, sentence: Sentence, quotations: Quotations, needs_as: bool = False
) -> list[Stretch]:
    """ "The war is over, she said." and "The war, she said, is over.": what stands before, or around, the cue.

    The parser takes now the one verb, now the other for the head, so the commas decide.
    """
    as_mark = next((c for c in word.children if c.dep in ("mark", "prep", "advmod") and c.lower == "as"), None)
    if needs_as and as_mark is None:
        return []
    if colon_after(word, sentence) is not None:
        return []
    takes_other = any(c.index > word.index and c.dep in ("dobj", "xcomp") for c in word.children)
    if takes_other and word.child("ccomp") is None and not needs_as and not has_hearer(word):
        return []
    words = sentence.words
    own = [word, as_mark, *word.children_of("aux", "auxpass", "advmod", "neg")]
    begin = noun_phrase(speaker)[0] if speaker.head is word or speaker.index > word.index else word.start
    first = min(w.index for w in words if w in own or w.start == begin)
    clause = word.child("ccomp", "parataxis")
    mark = before(sentence, first)
    lead = [w for w in words[:first] if w.pos != "PUNCT" or is_quote_mark(w)]
    if first == 0 or not lead:
        return _rest(word, sentence) if as_mark is not None else []
    if mark is None or mark.text not in _STOPS:
        return []
    if not _tells(lead, word, clause, quotations):
        return []
    stretches = [(_lead_start(sentence, mark, quotations), mark.end)]
    rest = _continued(word, clause, words)
    if rest:
        stretches.append(hull(rest))
    return stretches


def follows_quotation(word: Word, speaker: Word, sentence: Sentence, quotations: Quotations) -> bool:
    """Whether a quotation stands right before the cue and its speaker."""
    first = min(word.start, noun_phrase(speaker)[0]) if speaker.head is word else word.start
    left = next((w for w in reversed(sentence.words) if w.end <= first), None)
    return left is not None and left.pos == "PUNCT" and quotations.in_speech(left.end - 1)


def has_hearer(word: Word) -> bool:
    return word.lemma in _WITH_HEARERS


def _lead_start(sentence: Sentence, mark: Word, quotations: Quotations) -> int:
    """Where what stands before a cue begins: after a dateline; with the quotation, where that is set off before it."""
    quotation = quotations.at(mark.start) or quotations.at(mark.end)
    if quotation is not None and quotation.start > sentence.start:
        left = quotations.text[sentence.start : quotation.start].rstrip()
        if left[-1:] in '.:!?”"':
            return quotation.start
    dateline = DATELINE.match(sentence.text)
    return sentence.start + (dateline.end() if dateline else 0)


def _tells(lead: list[Word], word: Word, clause: Word | None, quotations: Quotations) -> bool:
    """Whether the words before a cue make a statement: a clause of its own, or words in quotation marks."""
    if quotations.in_speech(lead[-1].start) or quotations.in_speech(lead[-1].end - 1):
        return True
    if clause is not None and clause.index < word.index:
        return True
    if clause is not None or word.dep in ("relcl", "acl", "pcomp", "xcomp"):
        return clause is not None and any(w.head is clause for w in lead)
    under = {id(w) for c in word.children if c.dep in ("advcl", "prep", "nsubj") for w in c.subtree()}
    if any(w.tag in FINITE and id(w) not in under and w.pos in ("VERB", "AUX") for w in lead):
        return word.dep != "conj" or word.child("nsubj") is not None
    # "The war, she said, is over", "In Rome, she said, the war is over"
    head = word.head
    if head is None or head.index < word.index:
        return False
    return word.dep in ("ccomp", "parataxis") or any(w.head is head and w.dep.startswith("nsubj") for w in lead)


def _continued(word: Word, clause: Word | None, words: list[Word]) -> list[Word]:
    """What of the content stands after a cue that interrupts it."""
    head = clause if clause is not None else word.head
    if head is None or (clause is None and word.dep not in ("ccomp", "parataxis", "dep", "advcl")):
        return []
    own = {id(w) for w in word.subtree()} if clause is None else {id(w) for w in _not(clause, word)}
    last = max((w.index for w in words if id(w) in own and w.index < word.index + 12), default=word.index)
    rest = [w for w in head.subtree() if w.index > max(last, word.index) and id(w) not in own and w.pos != "PUNCT"]
    if head.index < word.index and all(w.pos == "NOUN" for w in rest if w.head not in rest):
        return []  # "The law is void, she said, a blow to the king": the reporter's words
    return rest if len(rest) > 2 or any(w.tag in FINITE for w in rest) else []


def _not(clause: Word, word: Word) -> Iterable[Word]:
    """The words below a cue that are not its clause."""
    inside = {id(w) for w in clause.subtree()}
    return [w for w in word.subtree() if id(w) not in inside and w.dep != "punct"]


def _rest(word: Word, sentence: Sentence) -> list[Stretch]:
    """ "As she put it, the war is over": what follows the comma after the cue."""
    own = {id(w) for w in word.subtree()}
    last = max(w.index for w in sentence.words if id(w) in own)
    rest = [w for w in sentence.words[last + 1 :] if w.pos != "PUNCT"]
    return [hull(rest)] if len(rest) > 2 else []
