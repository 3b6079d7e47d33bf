"""Where an act took place. Each case: the sentence, the trigger, its type, the place, and why."""

from __future__ import annotations

import pytest

from whowhom.language import Language
from whowhom.records import Report
from whowhom.where import Gazetteer, place_of


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


CASES = [
    ("Police arrested two men in Ankara.", "arrested", "COERCE", "Ankara", "a preposition of place"),
    ("In Goma, rebels attacked a convoy.", "attacked", "ASSAULT", "Goma", "at the head of the sentence"),
    ("Troops shelled Avdiivka.", "shelled", "ASSAULT", "Avdiivka", "the object of an attack"),
    ("Israel condemned the invasion of Ukraine.", "invasion", "ASSAULT", "Ukraine", "what a noun of attack is of"),
    ("The president ended his visit to Beijing.", "visit", "CONSULT", "Beijing", "the goal of a visit"),
    ("The army withdrew from Kherson.", "withdrew", "RETREAT", "Kherson", "what is left"),
    ("A bomb exploded outside Cologne's cathedral.", "exploded", "ASSAULT", "Cologne", "the owner of a place"),
    ("They fought near the town of Bakhmut.", "fought", "ASSAULT", "Bakhmut", "the town of"),
    ("The Paris attacks killed many.", "attacks", "ASSAULT", "Paris", "a name before the noun"),
    ("Moscow said troops had left.", "left", "RETREAT", None, "a capital that speaks"),
    ("Syrian rebels attacked the convoy.", "attacked", "ASSAULT", None, "an adjective"),
    ("France imposed sanctions on Belarus.", "imposed", "SANCTION", None, "whom it hits is not where"),
    ("France held talks with Turkey.", "talks", "CONSULT", None, "with whom is not where"),
    ("The minister warned that rebels in Yemen would strike.", "warned", "THREATEN", None, "of what is talked about"),
    ("Soldiers killed Hamada.", "killed", "ASSAULT", None, "a person with the name of a town"),
    ("Moldova detained a former adviser.", "detained", "COERCE", "Moldova", "a state coerces at home"),
    ("The army captured all of Bakhmut.", "captured", "ASSAULT", "Bakhmut", "all of it"),
    ("The sides met in Geneva, Switzerland, and France.", "met", "CONSULT", "Geneva", "the most exact"),
]


@pytest.mark.parametrize(("sentence", "trigger", "event_type", "expected", "why"), CASES)
def test_place_of(
    language: Language,
    gazetteer: Gazetteer,
    sentence: str,
    trigger: str,
    event_type: str,
    expected: str | None,
    why: str,
) -> None:
    (text,) = language.pipe([Report("r", None, sentence)])
    parsed = text.sentences[0]
    word = next(w for w in parsed.words if w.text == trigger)
    mention = place_of(word, gazetteer.find(parsed), event_type=event_type)
    assert (mention.name if mention else None) == expected, why


def test_a_place_in_another_act_is_not_this_ones(language: Language, gazetteer: Gazetteer) -> None:
    sentence = "The court convicted a man who had bombed a train in Madrid."
    (text,) = language.pipe([Report("r", None, sentence)])
    parsed = text.sentences[0]
    convicted, bombed = (next(w for w in parsed.words if w.text == t) for t in ("convicted", "bombed"))
    mentions = gazetteer.find(parsed)
    found = place_of(bombed, mentions, event_type="ASSAULT", others=[convicted])
    assert found is not None
    assert found.name == "Madrid"
    assert place_of(convicted, mentions, event_type="SANCTION", others=[bombed]) is None


def test_one_is_killed_where_the_attack_is(language: Language, gazetteer: Gazetteer) -> None:
    sentence = "Four people were killed in a missile strike on Kryvyi Rih, Ukraine."
    (text,) = language.pipe([Report("r", None, sentence)])
    parsed = text.sentences[0]
    killed, strike = (next(w for w in parsed.words if w.text == t) for t in ("killed", "strike"))
    mentions = gazetteer.find(parsed)
    for trigger, other in ((killed, strike), (strike, killed)):
        found = place_of(trigger, mentions, event_type="ASSAULT", others=[other])
        assert found is not None
        assert (found.name, found.country) == ("Kryvyi Rih", "UKR")
