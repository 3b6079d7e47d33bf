"""Lemmas by table. Each case: the form, its part of speech, the lemma, and why."""

from __future__ import annotations

import pytest

from whowhom.language import Language
from whowhom.language.lemmas import Lemmatizer

CASES = [
    ("attacked", "VERB", "attack", "a regular past"),
    ("attacking", "VERB", "attack", "a participle"),
    ("left", "VERB", "leave", "an exception"),
    ("met", "VERB", "meet", "an exception that is no other word"),
    ("denies", "VERB", "deny", "ies"),
    ("stopped", "VERB", "stop", "a doubled consonant"),
    ("talks", "NOUN", "talk", "a plural that the index lists as a word of its own"),
    ("talks", "VERB", "talk", "the same form as a verb"),
    ("policemen", "NOUN", "policeman", "men"),
    ("Officials".lower(), "PROPN", "official", "headlines capitalise common nouns"),
    ("crisis", "NOUN", "crisis", "is ends a singular"),
    ("is", "AUX", "be", "a contraction's table has the auxiliaries"),
    ("n't", "PART", "not", "and the negation, whatever its part of speech"),
    ("quickly", "ADV", "quickly", "an adverb is its own lemma"),
    ("x", "X", "x", "what has no table stays"),
]


@pytest.mark.parametrize(("form", "pos", "lemma", "why"), CASES)
def test_case(form: str, pos: str, lemma: str, why: str, language: Language) -> None:
    assert language.lemmatizer(form, pos) == lemma, why


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("attacked", "VERB", "attacke"),
        ("denies", "VERB", "deny"),
        ("talks", "NOUN", "talk"),
        ("glass", "NOUN", "glass"),
    ],
)
def test_a_pipeline_without_tables_gets_suffix_rules(form: str, pos: str, lemma: str) -> None:
    assert Lemmatizer()(form, pos) == lemma


def test_verbs_that_are_learnt_find_their_rare_forms() -> None:
    lemmatizer = Lemmatizer()
    assert not lemmatizer.is_verb("attacked")
    lemmatizer.learn(["attack", "zap"])
    assert lemmatizer("attacked", "VERB") == "attack"
    assert lemmatizer("zapping", "VERB") == "zap", "a doubled consonant"
    assert lemmatizer.is_verb("attacked")
    assert not lemmatizer.is_verb("walked")
