"""Which row of the lexicon fits. The rows below are laid over the package's, for a verb and nouns that it does not
have; each case is a sentence and the example of the row that must win."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from whowhom import data
from whowhom.events.lexicon import Lexicon
from whowhom.events.light_verbs import LightVerbs
from whowhom.events.match import Site, best
from whowhom.events.ontology import Ontology
from whowhom.language import Word

ROWS = """\
word,pos,modifier,particle,subject,object,prep,prep_object,complement,type,mode,actor,recipient,example
juggle,verb,,,,,,,,CONSULT,,,,bare
juggle,verb,,,,knife|@blade,,,,ASSAULT,,,,object
juggle,verb,,,,sword,,,,NONE,,,,none
juggle,verb,,,clown,,,,,SUPPORT,,,,subject
juggle,verb,,down,,,,,,RETREAT,,,,particle
juggle,verb,,away|off,,,,,,RETREAT,,,,particles
juggle,verb,,,,,with,,,COOPERATE,,,,preposition
juggle,verb,,,,,with,guard,,REQUEST,,,,its object
juggle,verb,,,,!plate|!@blade,over,,,REJECT,,,,excluded
juggle,verb,,,,,,,leave,AGREE,,,,complement
juggle,verb,,,,,,,*,THREATEN,,,,any complement
juggle,verb,,,,@party,,,,ACCUSE,,,,party
juggle,verb,,,,@place,,,,COERCE,,,,place
juggler,noun,,,,,,,,CONSULT,,,,noun
juggler,noun,fire,,,,,,,PROTEST,,,,modifier
"""
CLASSES = "class,lemmas\nblade,sword|@short\nshort,dagger|table knife\n"

CASES = [
    ("The men juggle.", "bare", "a row without conditions always fits"),
    ("The men juggle plates.", "bare", "a row whose object is absent does not"),
    ("The men juggle knives.", "object", "the row that asks for more wins"),
    ("The men juggle swords.", "none", "of rows that ask for the same, the one that says it is no act"),
    ("The men juggle daggers.", "object", "a class of lemmas, inside another"),
    ("The men juggle table knives.", "object", "a lemma of two words"),
    ("The men juggle tonnes of knives.", "object", "a quantity of them"),
    ("Knives were juggled.", "object", "the subject of a passive is the object"),
    ("The clown juggled.", "subject", "the logical subject"),
    ("Plates were juggled by a clown.", "subject", "also of a passive"),
    ("The clown juggled knives.", "object", "an object weighs more than a subject"),
    ("The men juggled down the plates.", "particle", "a particle"),
    ("The men juggled off.", "particles", "one of several particles"),
    ("The men juggled with plates.", "preposition", "a preposition"),
    ("The men juggled with guards.", "its object", "a preposition and what is behind it"),
    ("The men juggled over water.", "excluded", "what must not be there is absent"),
    ("The men juggled plates over water.", "bare", "what must not be there is there"),
    ("The men juggled daggers over water.", "object", "nor one of a class that must not"),
    ("The men juggled to leave.", "complement", "an infinitive"),
    ("The men juggled to win.", "any complement", "any infinitive"),
    ("The men juggled Okello.", "party", "an object that is a party"),
    ("The men juggled Lagos.", "place", "an object that is a place"),
    ("They met a juggler.", "noun", "a noun"),
    ("They met a fire juggler.", "modifier", "a noun with a compound before it"),
]


class Kinds:
    def is_party(self, word: Word) -> bool:
        return word.text == "Okello"

    def is_place(self, word: Word) -> bool:
        return word.text == "Lagos"

    def is_same(self, a: Word, b: Word) -> bool:
        return a.text == b.text


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    ontology, folder = Ontology(), tmp_path_factory.mktemp("mine")
    for name, table in (("triggers", ROWS), ("classes", CLASSES)):
        (folder / "events" / name).mkdir(parents=True)
        (folder / "events" / name / "mine.csv").write_text(table, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "FOLDER", folder / "no package")
        return Lexicon(ontology, folder)


@pytest.mark.parametrize(("sentence", "row", "why"), CASES)
def test_case(sentence: str, row: str, why: str, lexicon: Lexicon, word_in: Callable[[str, str], Word]) -> None:
    written = next(w for w in sentence.rstrip(".").split() if w.startswith("juggle"))
    match = best(lexicon, Site(word_in(sentence, written)), Kinds())
    assert match is not None
    assert match[0].example == row, why


def test_the_words_that_a_row_takes_up_are_told(lexicon: Lexicon, word_in: Callable[[str, str], Word]) -> None:
    def used(sentence: str, written: str) -> list[str]:
        match = best(lexicon, Site(word_in(sentence, written)), Kinds())
        return [w.text for w in match[1]] if match else []

    assert used("The men juggle knives.", "juggle") == ["knives"]
    assert used("The men juggled with guards.", "juggled") == ["guards"]
    assert used("The men juggled Okello.", "juggled") == [], "a party is not part of the trigger"


def test_a_phrase_at_the_light_verb_belongs_to_its_noun(word_in: Callable[[str, str], Word]) -> None:
    """ "launched strikes against": the parser hangs the phrase on either."""
    strikes = word_in("The army launched strikes on Monday against the port.", "strikes")
    carried = LightVerbs().carrier(strikes)
    assert carried is not None
    assert [w.text for w in Site(strikes, carried.verb).under("against")] == ["port"]
    assert [w.text for w in Site(strikes, carried.verb).doers] == ["army"]
