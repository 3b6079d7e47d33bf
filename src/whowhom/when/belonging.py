"""Which of a sentence's dates is that of an act."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from whowhom.language.text import Sentence, Word
from whowhom.when.dates import DateMention
from whowhom.when.nearness import REACH, distance, is_watched, preposition_cost, top_word, words_at


def date_of(
    trigger: Word,
    sentence: Sentence,
    mentions: Iterable[DateMention],
    *,
    others: Collection[Word] = (),
    speech: bool = False,
) -> DateMention | None:
    """The date that the report gives to the act `trigger` tells of, None where it gives none.

    `mentions` hold offsets of the report. `others` are the triggers of the other acts of the sentence. `speech` tells
    that the act is one of speech, done by saying so: "China said on Friday it opposes" has its date beside "said".
    """
    if is_watched(trigger):
        return None
    found: list[tuple[float, int, DateMention]] = []
    for mention in mentions:
        words = words_at(sentence, mention.start, mention.end)
        head = top_word(words)
        if head is None or not mention.exact:
            continue
        away = _away(trigger, sentence, words, head, others, speech) + preposition_cost(head, trigger)
        if away <= REACH:
            found.append((away, abs(head.index - trigger.index), mention))
    if not found:
        return None
    nearest = min(found, key=lambda f: f[:2])[2]
    finer = [m for _, _, m in found if nearest.first <= m.first and m.last <= nearest.last]
    return min(finer, key=_length)  # "four months ago, on March 22"


def _length(mention: DateMention) -> int:
    return date.fromisoformat(mention.last).toordinal() - date.fromisoformat(mention.first).toordinal()


def _away(
    trigger: Word, sentence: Sentence, words: list[Word], head: Word, others: Collection[Word], speech: bool
) -> float:
    following = sentence.words[words[-1].index + 1 : words[-1].index + 2]
    if following and following[0].lower == "when" and following[0].head is trigger:  # "in 2011, when they met"
        return 0.0
    place = _verb_before(sentence, words[0]) or head
    away = distance(trigger, place, others)
    if speech and trigger.dep == "ccomp" and trigger.head is not None:
        away = min(away, distance(trigger.head, place, others) + 1)
    return away


def _verb_before(sentence: Sentence, first: Word) -> Word | None:
    """The verb that a date directly follows, whatever the parser made of it: "said on Friday it had fired"."""
    index = first.index - 1
    if index > 0 and sentence.words[index].lower == "on":
        index -= 1
    word = sentence.words[index] if index >= 0 else None
    return word if word is not None and word.pos == "VERB" and word.tag in ("VBD", "VBZ", "VBP") else None
