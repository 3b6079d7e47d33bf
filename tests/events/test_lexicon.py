"""From rows to triggers: columns, defaults, classes, and how much a row asks for."""

from __future__ import annotations

import pytest

from whowhom import data
from whowhom.events.lexicon import Lexicon, Trigger, Wanted
from whowhom.events.ontology import Ontology
from whowhom.language import Language

ROWS = """\
word,pos,modifier,particle,subject,object,prep,prep_object,complement,type,mode,actor,recipient,example
zap|zorch|@zips,verb,,,,,,,,AID,,,,defaults
zapper,noun,,,,,,,,CONSULT,visit,subject+with|owner,none,mutual
zappy,adj,,,,@zips|!zoo|!@zips,at|on,*,@party,ACCUSE,,none,object.owner,all
zoom,verb,,up|down off,,,,,,DENY,,,,particles
zig-zag,verb,,,,zag-zig|a b-c|-ish,,,,NONE,,,,hyphens
"""
CLASSES = "class,lemmas\nzips,zip|@zops\n@zops,zop|@zips\nzips,@place\n"


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    ontology, folder = Ontology(), tmp_path_factory.mktemp("mine")
    for name, table in (("triggers", ROWS), ("classes", CLASSES)):
        (folder / "events" / name).mkdir(parents=True)
        (folder / "events" / name / "mine.csv").write_text(table, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "FOLDER", folder / "no package")
        return Lexicon(ontology, folder)


def only(lexicon: Lexicon, lemma: str, part: str) -> Trigger:
    (trigger,) = lexicon.of(lemma, part)
    return trigger


def test_classes_may_name_others_and_themselves(lexicon: Lexicon) -> None:
    assert lexicon.classes["zips"] == lexicon.classes["zops"] == {"zip", "zop", "@place"}


def test_a_row_is_a_trigger_for_each_word_and_each_of_its_classes(lexicon: Lexicon) -> None:
    for lemma in ("zap", "zorch", "zip", "zop"):
        assert only(lexicon, lemma, "verb").example == "defaults"
    assert lexicon.of("zap", "noun") == []


@pytest.mark.parametrize(
    ("lemma", "part", "actor", "recipient", "mutual"),
    [
        ("zap", "verb", (("subject",),), (("object",),), False),
        ("zapper", "noun", (("subject", "with"), ("owner",)), (("none",),), True),
        ("zappy", "adj", (("none",),), (("object.owner",),), False),
    ],
)
def test_positions(lexicon: Lexicon, lemma: str, part: str, actor: object, recipient: object, mutual: bool) -> None:
    """Alternatives and unions as written, defaults by part of speech where empty."""
    trigger = only(lexicon, lemma, part)
    assert (trigger.actor, trigger.recipient, trigger.is_mutual) == (actor, recipient, mutual)


def test_columns(lexicon: Lexicon) -> None:
    trigger = only(lexicon, "zappy", "adj")
    assert trigger.object == Wanted(frozenset({"zip", "zop", "@place"}), frozenset({"zoo", "zip", "zop", "@place"}))
    assert (trigger.preps, trigger.prep_object.lemmas, trigger.complement.lemmas) == ({"at", "on"}, {"*"}, {"@party"})
    assert (trigger.event_type, trigger.mode) == ("ACCUSE", None)
    assert only(lexicon, "zoom", "verb").particles == (frozenset({"up", "down"}), frozenset({"off"}))


def test_the_more_a_row_asks_for_the_more_specific_it_is(lexicon: Lexicon) -> None:
    words = (("zap", "verb"), ("zoom", "verb"), ("zappy", "adj"))
    ranked = [only(lexicon, lemma, part).specificity for lemma, part in words]
    assert ranked == sorted(set(ranked))


def test_words_with_hyphens_are_told_to_the_tokenizer(lexicon: Lexicon) -> None:
    assert {"zig-zag", "zag-zig"} <= set(lexicon.hyphenated)
    assert not {"a b-c", "-ish", "zap"} & set(lexicon.hyphenated)


def test_a_word_form_is_hot_if_it_may_be_a_trigger(lexicon: Lexicon, language: Language) -> None:
    assert all(lexicon.is_hot(form, language.lemmatizer) for form in ("zaps", "zappers", "zap"))
    assert not lexicon.is_hot("banana", language.lemmatizer)
