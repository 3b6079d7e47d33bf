"""From a report to sentences, words and grammar."""

from whowhom.language.pipeline import DEFAULT_MODEL, Language
from whowhom.language.text import Sentence, Text, Word

__all__ = ["DEFAULT_MODEL", "Language", "Sentence", "Text", "Word"]
