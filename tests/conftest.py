"""What many tests share: the package's coder, loaded once, and sentences parsed by its language stage."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

import whowhom
from whowhom.language import Language, Text, Word
from whowhom.records import Report


@pytest.fixture(scope="session")
def coder() -> whowhom.Coder:
    return whowhom.Coder()


@pytest.fixture(scope="session")
def language(coder: whowhom.Coder) -> Language:
    """The language stage as the coder sets it up: it has learnt the verbs of the trigger tables."""
    return coder.language


@pytest.fixture(scope="session")
def parse(language: Language) -> Callable[[str], Text]:
    """A text, all of it parsed; remembered, so do not change what it gives."""

    @cache
    def parsed(text: str) -> Text:
        return next(language.pipe([Report("r", None, text, "2024-09-10")]))

    return parsed


@pytest.fixture(scope="session")
def word_in(parse: Callable[[str], Text]) -> Callable[[str, str], Word]:
    """The first word of a text that is written so."""

    def found(text: str, written: str) -> Word:
        return next(w for sentence in parse(text).sentences for w in sentence.words if w.text == written)

    return found
