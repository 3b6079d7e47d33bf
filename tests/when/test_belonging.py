"""Which date belongs to which act. Each case: the sentence, the trigger, the date, and why."""

from __future__ import annotations

from datetime import date

import pytest

from whowhom.language import Language
from whowhom.records import Report
from whowhom.when import date_of, find_dates

PUBLISHED = date(2019, 9, 4)


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


CASES = [
    ("Rebels attacked the town on Monday.", "attacked", "Monday", "in the clause"),
    ("The army launched an attack on Monday.", "attack", "Monday", "on the light verb"),
    ("The minister condemned the 2014 invasion on Monday.", "invasion", "2014", "a year before the noun"),
    ("The minister condemned the 2014 invasion on Monday.", "condemned", "Monday", "not the year of the invasion"),
    ("Police broke up Saturday's protest.", "protest", "Saturday", "a possessive"),
    ("The minister said on Monday that rebels had attacked the town.", "attacked", None, "the day of saying"),
    ("Rebels attacked the town on Monday, killing six people.", "killing", "Monday", "a participle shares it"),
    ("The attack on Monday that killed six people shocked them.", "killed", "Monday", "a relative clause shares it"),
    ("The talks, which began on Monday, failed.", "talks", "Monday", "told by a relative clause of its noun"),
    ("Troops arrested a man who had attacked a bank in 2015.", "arrested", None, "another clause"),
    ("Troops arrested a man who had attacked a bank in 2015.", "attacked", "2015", "its own clause"),
    ("The sides have not met since 2014.", "met", None, "since tells when it stopped"),
    ("On Friday, fishermen rescued 70 people and the navy saved 20.", "saved", "Friday", "what opens covers all"),
    ("Two men were beaten during Saturday's march.", "beaten", "Saturday", "the march is the setting"),
    ("Police arrested two men after a march on Monday.", "arrested", None, "the day of the march"),
    ("Police arrested two men after a march on Monday.", "march", "Monday", "its own"),
    ("The court convicted the planners of the 2014 attack.", "convicted", None, "the year of another act"),
    ("Attacks on police since Monday have killed two.", "Attacks", "Monday", "since begins what goes on"),
    ("The president visited Rome in May and signed the treaty in June.", "signed", "June", "each verb its own"),
    ("The president visited Rome in May and signed the treaty in June.", "visited", "May", "each verb its own"),
]


@pytest.mark.parametrize(("sentence", "trigger", "expected", "why"), CASES)
def test_date_of(language: Language, sentence: str, trigger: str, expected: str | None, why: str) -> None:
    (text,) = language.pipe([Report("r", None, sentence)])
    parsed = text.sentences[0]
    word = next(w for w in parsed.words if w.text == trigger)
    mention = date_of(word, parsed, find_dates(sentence, PUBLISHED))
    assert (sentence[mention.start : mention.end] if mention else None) == expected, why


def test_an_act_of_speech_has_the_day_of_saying(language: Language) -> None:
    sentence = "China said on Monday it opposes the sanctions."
    (text,) = language.pipe([Report("r", None, sentence)])
    parsed = text.sentences[0]
    opposes = next(w for w in parsed.words if w.text == "opposes")
    mentions = find_dates(sentence, PUBLISHED)
    assert date_of(opposes, parsed, mentions) is None
    assert date_of(opposes, parsed, mentions, speech=True) == mentions[0]
