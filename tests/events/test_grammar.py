"""Who did it, and to what, by grammar alone. Each case: what is asked, the sentence, the word, the answer, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from whowhom.events import grammar
from whowhom.language import Word

WordIn = Callable[[str, str], Word]
ASK: dict[str, Callable[[Word], list[Word]]] = {
    "subjects": grammar.subjects,
    "objects": grammar.objects,
    "doers": grammar.doers,
    "indirect": grammar.indirect,
    "complements": grammar.complements,
    "modifiers": grammar.modifiers,
    "of what": lambda word: [grammar.of_quantity(word)],
    "in what": lambda word: [grammar.as_quantity(word)],
}

CASES = [
    # voice
    ("doers", "Rebels attacked the convoy.", "attacked", "Rebels", "an active verb is done by its subject"),
    ("objects", "Rebels attacked the convoy.", "attacked", "convoy", "and to its object"),
    ("doers", "The convoy was attacked by rebels.", "attacked", "rebels", "a passive is done by the by-phrase"),
    ("objects", "The convoy was attacked by rebels.", "attacked", "convoy", "and to its subject"),
    ("doers", "The convoy was attacked on Monday.", "attacked", "", "a passive need not tell who did it"),
    ("doers", "Missiles fired by the army hit the port.", "fired", "army", "a participle after its noun is passive"),
    ("objects", "Missiles fired by the army hit the port.", "fired", "Missiles", "and done to that noun"),
    ("doers", "Having seized the town, rebels moved on.", "seized", "rebels", "with an auxiliary it is active"),
    ("doers", "The town was shelled by the army and the militia.", "shelled", "army militia", "both who did it"),
    ("doers", "Troops entered by night.", "entered", "Troops", "a by-phrase of an active verb is nobody"),
    # conjunction
    ("subjects", "The army shelled the port and seized the bridge.", "seized", "army", "joined verbs share a subject"),
    ("objects", "France and Italy met envoys and ministers.", "met", "envoys ministers", "joined objects"),
    ("subjects", "France, Italy and Spain signed the pact.", "signed", "France Italy Spain", "a list of subjects"),
    ("objects", "The council condemned and rejected the plan.", "condemned", "plan", "joined verbs share an object"),
    ("doers", "Two men were arrested and beaten by police.", "beaten", "police", "a joined passive stays passive"),
    ("objects", "Two men were arrested and beaten by police.", "beaten", "men", "and has the subject for its object"),
    # control
    ("subjects", "Kenya urged Iran to leave the town.", "leave", "Iran", "whoever is urged should leave"),
    ("subjects", "Iran agreed to leave the town.", "leave", "Iran", "who agrees will leave"),
    ("subjects", "Kenya promised Iran to leave the town.", "leave", "Kenya", "who promises will leave"),
    ("subjects", "Iran was ordered to leave the town.", "leave", "Iran", "the subject of a passive is who is ordered"),
    ("subjects", "The council called on Iran to leave the town.", "leave", "Iran", "whoever is called on"),
    ("subjects", "Kenya accused Iran of arming the rebels.", "arming", "Iran", "the accused is said to have done it"),
    (
        "subjects",
        "The envoy left after meeting the king.",
        "meeting",
        "envoy",
        "a time clause has the verb's own subject",
    ),
    ("subjects", "Kenya used troops to clear the square.", "clear", "Kenya", "who uses a thing acts"),
    # relative clauses
    ("subjects", "Rebels who seized the town fled.", "seized", "Rebels", "who: the noun before it"),
    ("objects", "The town that rebels seized burned.", "seized", "town", "that: the noun before it"),
    ("objects", "The weapons Iran supplied were old.", "supplied", "weapons", "no pronoun at all"),
    ("subjects", "Rebels who seized the town and burned it fled.", "burned", "Rebels", "a joined verb in the clause"),
    ("doers", "The bridge, which was bombed by the army, fell.", "bombed", "army", "a passive in the clause"),
    ("objects", "The bridge, which was bombed by the army, fell.", "bombed", "bridge", "what which stands for"),
    # particles, datives, participles before a noun
    ("objects", "The minister called off the visit.", "called", "visit", "an object behind its particle"),
    ("indirect", "Berlin sent the rebels two tanks.", "sent", "rebels", "the person given to"),
    ("indirect", "Berlin gave tanks to Kyiv.", "gave", "Kyiv", "the same behind its preposition"),
    ("objects", "Berlin sent the rebels two tanks.", "sent", "tanks", "and what is given"),
    ("complements", "The sides agreed to hold talks.", "agreed", "hold talks", "an infinitive and its object"),
    ("complements", "The sides agreed on Monday.", "agreed", "", "no clause"),
    ("modifiers", "Deadly drone strikes went on.", "strikes", "Deadly drone", "what narrows a noun"),
    # quantities
    ("of what", "They sent tonnes of grain.", "tonnes", "grain", "an amount is of its thing"),
    ("of what", "They met ministers of defence.", "ministers", "ministers", "ministers are no amount"),
    ("in what", "They suffered a series of raids.", "raids", "series", "a thing stands in its amount"),
    ("in what", "They feared the cost of raids.", "raids", "raids", "a cost is no amount"),
]


@pytest.mark.parametrize(("ask", "sentence", "word", "answer", "why"), CASES)
def test_case(ask: str, sentence: str, word: str, answer: str, why: str, word_in: WordIn) -> None:
    assert " ".join(w.text for w in ASK[ask](word_in(sentence, word))) == answer, why


PREPOSITIONS = [
    ("Kenya talked with Iran and Oman about gas.", "talked", {"with": "Iran Oman", "about": "gas"}, "joined objects"),
    ("Troops drove out of the port.", "drove", {"out": "", "of": "port"}, "known by its last word"),
    ("They met on Monday.", "met", {"on": ""}, "days are no objects"),
    ("The town was taken by rebels.", "taken", {"by": "rebels"}, "the by-phrase is one too"),
    ("The raid on the port by rebels failed.", "raid", {"on": "port", "by": "rebels"}, "those of a noun"),
]


@pytest.mark.parametrize(("sentence", "word", "answer", "why"), PREPOSITIONS)
def test_prepositions(sentence: str, word: str, answer: dict[str, str], why: str, word_in: WordIn) -> None:
    found = grammar.prepositions(word_in(sentence, word))
    assert {prep: " ".join(w.text for w in found.get(prep, [])) for prep in answer} == answer, why


def test_a_phrase_that_hangs_on_a_noun_in_between_is_reached(word_in: WordIn) -> None:
    talks = word_in("They held talks on the supply of gas between Kenya and Iran.", "talks")
    assert "between" not in grammar.prepositions(talks)
    assert [w.text for w in grammar.deep_prepositions(talks, "between")] == ["Kenya", "Iran"]


@pytest.mark.parametrize(
    ("sentence", "word", "answer"),
    [("The army shot down a drone.", "shot", {"down"}), ("The army shot a drone.", "shot", set())],
)
def test_particles(sentence: str, word: str, answer: set[str], word_in: WordIn) -> None:
    assert grammar.particles(word_in(sentence, word)) == answer
