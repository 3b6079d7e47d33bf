"""Has it happened? Each case: the sentence, the word that tells of the act, the effect, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import whowhom
from whowhom.events.modality import is_future
from whowhom.language import Word

WordIn = Callable[[str, str], Word]

CASES = [
    ("The army attacked the port.", "attacked", "actual", "a past tense"),
    ("The army will attack the port.", "attack", "planned", "an auxiliary"),
    ("The army may attack the port.", "attack", "possible", "a weaker one"),
    ("The army did not attack the port.", "attack", "negated", "a negation"),
    ("The army may not attack the port.", "attack", "possible", "a doubtful negation leaves it possible"),
    ("The army would have attacked the port.", "attacked", "negated", "several words: it did not"),
    ("The rebels must leave the port.", "leave", "suppress", "what should be done is no act"),
    ("The army is due to attack the port.", "attack", "planned", "a phrasal auxiliary governs an infinitive"),
    ("The army never attacked the port.", "attacked", "negated", "an adverb"),
    ("The army allegedly attacked the port.", "attacked", "actual", "a claim is a matter of speakers"),
    ("If the army attacks the port, we leave.", "attacks", "possible", "a condition"),
    ("Should the army attack the port, we leave.", "attack", "possible", "a condition by word order"),
    ("They left instead of signing the treaty.", "signing", "negated", "what was left undone"),
    ("The army was ready to attack the port.", "attack", "possible", "a governing adjective"),
    ("The army plans to attack the port.", "attack", "planned", "a governing verb"),
    ("The army does not plan to attack the port.", "attack", "negated", "a plan that there is not"),
    ("The army may attack and burn the port.", "burn", "possible", "reaches over a joined verb"),
    ("Fears of an attack grew.", "attack", "possible", "a noun with its preposition"),
    ("An imminent attack was reported.", "attack", "planned", "an adjective"),
    ("No talks were held.", "talks", "negated", "a determiner"),
    ("Talks will take place in Lima.", "Talks", "planned", "what is said of a noun as subject"),
    ("The army is planning an attack.", "attack", "planned", "a light verb"),
    ("The army launched an attack.", "attack", "actual", "one that says nothing of it"),
    ("The army said it had attacked the port.", "attacked", "actual", "saying governs nothing"),
    ("He praised a man who attacked the port.", "attacked", "actual", "a relative clause is a world of its own"),
]


@pytest.mark.parametrize(("sentence", "word", "effect", "why"), CASES)
def test_case(sentence: str, word: str, effect: str, why: str, coder: whowhom.Coder, word_in: WordIn) -> None:
    act, finder = word_in(sentence, word), coder.act_finder
    carried = finder.light_verbs.carrier(act) if act.pos == "NOUN" else None
    assert finder.modality.of(act, carried, settled=False) == effect, why


def test_an_act_told_of_as_known_has_happened_whatever_governs_it(coder: whowhom.Coder, word_in: WordIn) -> None:
    act = word_in("The council failed to end its invasion of the island.", "invasion")
    assert coder.act_finder.modality.of(act, None, settled=True) == "actual"


@pytest.mark.parametrize(
    ("sentence", "auxiliary", "asks"),
    [
        ("The rebels must leave.", "must", True),
        ("The rebels should leave.", "should", True),
        ("The rebels may leave.", "may", False),
        ("The rebels had left.", "had", False),
    ],
)
def test_auxiliaries_that_ask(sentence: str, auxiliary: str, asks: bool, coder: whowhom.Coder, word_in: WordIn) -> None:
    assert coder.act_finder.modality.asks(word_in(sentence, auxiliary)) is asks


@pytest.mark.parametrize(
    ("sentence", "future"), [("He will not leave.", True), ("He would not leave.", True), ("He did not leave.", False)]
)
def test_the_time_to_come(sentence: str, future: bool, word_in: WordIn) -> None:
    assert is_future(word_in(sentence, "leave")) is future
