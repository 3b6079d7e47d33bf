"""Verbs that only carry a noun's act. Each case: sentence, noun, the verb, what its subject is, its voice, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from whowhom.events.light_verbs import LightVerbs
from whowhom.language import Word

WordIn = Callable[[str, str], Word]


@pytest.fixture(scope="module")
def light_verbs() -> LightVerbs:
    return LightVerbs()


CASES = [
    ("The sides held talks.", "talks", "held", "actor", "active", "an object"),
    ("Talks were held in Lima.", "Talks", "held", "actor", "passive", "the subject of a passive"),
    ("The town came under attack.", "attack", "came", "recipient", "active", "a preposition turns the roles round"),
    ("The militia was behind the bombing.", "bombing", "was", "actor", "active", "behind it"),
    (
        "The militia was responsible for the bombing.",
        "bombing",
        "responsible",
        "actor",
        "active",
        "an adjective that must be there",
    ),
    ("The raid carried out by rebels failed.", "raid", "carried", "actor", "passive", "a participle behind the noun"),
    ("The sides held a series of talks.", "talks", "held", "actor", "active", "a quantity of the noun"),
    ("The sides held a dinner and talks.", "talks", "held", "actor", "active", "joined to another object"),
]


@pytest.mark.parametrize(("sentence", "noun", "verb", "role", "voice", "why"), CASES)
def test_case(
    sentence: str, noun: str, verb: str, role: str, voice: str, why: str, light_verbs: LightVerbs, word_in: WordIn
) -> None:
    carried = light_verbs.carrier(word_in(sentence, noun))
    assert carried is not None, why
    assert (carried.verb.text, carried.light.subject_is, carried.voice) == (verb, role, voice), why


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("The envoy praised the talks.", "talks"),
        ("The town was near the attack.", "attack"),
        ("The militia was ready for the bombing.", "bombing"),
    ],
)
def test_other_verbs_carry_nothing(sentence: str, noun: str, light_verbs: LightVerbs, word_in: WordIn) -> None:
    assert light_verbs.carrier(word_in(sentence, noun)) is None


def test_a_light_verb_may_make_its_act_undone(light_verbs: LightVerbs, word_in: WordIn) -> None:
    carried = light_verbs.carrier(word_in("The army is planning an offensive.", "offensive"))
    assert carried is not None
    assert carried.light.modality == "planned"


@pytest.mark.parametrize(
    ("sentence", "noun", "doers"),
    [
        ("The blast was attributed to the rebels.", "blast", ["rebels"]),
        ("They blamed the bombing on the army.", "bombing", ["army"]),
        ("They blamed the bombing of the port on the army and police.", "bombing", ["army", "police"]),
        ("They condemned the bombing on the island.", "bombing", []),
        ("A blast ascribed to the rebels hit it.", "blast", ["rebels"]),
        ("The blast was close to the rebels.", "blast", []),
    ],
)
def test_verbs_that_ascribe_an_act(
    sentence: str, noun: str, doers: list[str], light_verbs: LightVerbs, word_in: WordIn
) -> None:
    assert [w.text for w in light_verbs.ascribed_to(word_in(sentence, noun))] == doers
