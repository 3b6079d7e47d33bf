"""From a report to words: offsets hold, only what is asked for is parsed, and a model that cannot serve is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from whowhom.errors import ModelError
from whowhom.language import Language, Text
from whowhom.records import Report

TEXTS = [
    "Rebels left. Troops came.\n\n  “It’s over,” the envoy said…  ",
    "Ťažké 🚀 rockets hit Łódź – 3 died; São Tomé’s envoy wasn’t there.",
    "A\u00a0B  C\tD.",
    "",
    "\n\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_hold(text: str, parse: Callable[[str], Text]) -> None:
    parsed = parse(text)
    assert "".join("".join(w.text for s in parsed.sentences for w in s.words).split()) == "".join(text.split())
    for sentence in parsed.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert parsed.sentence_at(sentence.start) is parsed.sentence_at(sentence.end - 1) is sentence
        for word in sentence.words:
            assert text[word.start : word.end] == word.text
            assert sentence.words[word.index] is word
            assert word.sentence == sentence.index
            assert word.head is None or word in word.head.children


def test_only_what_is_chosen_is_parsed_and_reports_keep_their_order(language: Language) -> None:
    reports = [Report(str(i), None, f"Rebels left. Troops came {'x ' * (40 - i)}.") for i in range(40)]
    texts = list(language.pipe(iter(reports), lambda text: text.sentences[1:]))
    assert [text.report.id for text in texts] == [report.id for report in reports]
    assert all([s.index for s in text.parsed] == [1] for text in texts)
    assert all(text.sentences[1].words[0].text == "Troops" for text in texts)


def test_what_is_parsed_is_not_parsed_again(language: Language) -> None:
    (text,) = language.pipe([Report("r", None, "Rebels left.")])
    before = text.sentences[0].words
    language.parse(text.sentences)
    assert text.sentences[0].words is before


@pytest.mark.parametrize("form", ["un-guarded", "Un-guarding", "un-raids", "un-raiding", "un-voting", "un-pitied"])
def test_hyphenated_words_are_kept_whole_in_all_their_forms(form: str, language: Language) -> None:
    def tokens(word: str) -> list[str]:
        (text,) = language.pipe([Report("r", None, f"{word} it was.")])
        return [w.text for w in text.sentences[0].words][:-3]

    language.keep_whole(["un-guard", "un-raid", "un-vote", "un-pity"])
    assert tokens(form) == [form]
    assert len(tokens(form.replace("n-", "n-x"))) > 1


def test_words_of_the_tables_are_kept_whole(parse: Callable[[str], Text]) -> None:
    assert "cease-fire" in [w.text for w in parse("The cease-fire held.").sentences[0].words]


def _saved(folder: Path, language: str, *components: str) -> str:
    nlp = spacy.blank(language)
    for component in components:
        nlp.add_pipe(component)
    nlp.to_disk(folder)
    return str(folder)


def test_any_english_pipeline_with_a_tagger_and_a_parser_serves(language: Language, tmp_path: Path) -> None:
    """A pipeline saved in a folder of its own, without a lemmatizer."""
    spacy.load(language.model).to_disk(tmp_path / "own", exclude=["lemmatizer"])
    config = spacy.util.load_config(tmp_path / "own" / "config.cfg")
    config["nlp"]["pipeline"].remove("lemmatizer")
    del config["components"]["lemmatizer"]
    config.to_disk(tmp_path / "own" / "config.cfg")
    (text,) = Language(str(tmp_path / "own")).pipe([Report("r", None, "Rebels attacked the port.")])
    assert [(w.text, w.pos, w.dep) for w in text.sentences[0].words][:2] == [
        ("Rebels", "NOUN", "nsubj"),
        ("attacked", "VERB", "ROOT"),
    ]


def test_a_model_that_cannot_serve_is_told_with_what_would(tmp_path: Path) -> None:
    wrong = {
        "no_such_pipeline": "no spaCy pipeline 'no_such_pipeline' is installed",
        "numpy": "'numpy' does not load as a spaCy pipeline",
        _saved(tmp_path / "german", "de", "tagger", "parser"): "is a pipeline for language 'de' with tagger, parser",
        _saved(tmp_path / "blank", "en", "tagger"): "is a pipeline for language 'en' with tagger",
    }
    for model, message in wrong.items():
        with pytest.raises(ModelError, match="expected the name of an installed English pipeline") as caught:
            Language(model)
        assert message in str(caught.value)
