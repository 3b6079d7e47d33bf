"""A parsed text, free of any library's types: sentences of words with their grammar.

Labels are those of spaCy's English pipelines: universal parts of speech in `pos`, Penn tags in `tag`,
ClearNLP dependency labels in `dep` (nsubj, nsubjpass, dobj, pobj, dative, agent, prep, poss, conj, ...).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from whowhom.records import Report


@dataclass(slots=True, eq=False)
class Word:
    """One token. `start` and `end` are offsets in the report's text; `head` is None for the root of a sentence."""

    index: int
    """Position in its sentence."""
    sentence: int
    """Index of its sentence in the text."""
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    """Lower-case lemma; of proper names the lower-case form itself."""
    pos: str
    tag: str
    dep: str
    head: Word | None = None
    children: list[Word] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.text} {self.pos} {self.dep}>"

    @property
    def has_to(self) -> bool:
        """Whether it is an infinitive with "to"."""
        return any(c.tag == "TO" for c in self.children)

    def child(self, *deps: str) -> Word | None:
        """The first child with one of these labels."""
        return next((c for c in self.children if c.dep in deps), None)

    def children_of(self, *deps: str) -> list[Word]:
        return [c for c in self.children if c.dep in deps]

    def subtree(self) -> Iterator[Word]:
        """This word and all below it, in no order."""
        stack = [self]
        while stack:
            word = stack.pop()
            yield word
            stack.extend(word.children)

    def ancestors(self) -> Iterator[Word]:
        word = self.head
        while word is not None:
            yield word
            word = word.head

    def move(self, head: Word | None, dep: str) -> None:
        """Hangs this word, with all below it, on another head; None makes it the root."""
        if self.head is not None:
            self.head.children.remove(self)
        self.head, self.dep = head, dep
        if head is not None:
            head.children.append(self)
            head.children.sort(key=lambda w: w.index)

    def conjuncts(self) -> list[Word]:
        """This word and those joined to it below ("A, B and C" from A)."""
        joined, stack = [self], self.children_of("conj")
        while stack:
            word = stack.pop(0)
            joined.append(word)
            stack[:0] = word.children_of("conj")
        return joined


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence and its offsets in the report's text. `words` is empty where the sentence was not parsed."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    words: list[Word] = field(default_factory=list)

    @property
    def roots(self) -> list[Word]:
        return [w for w in self.words if w.head is None]


@dataclass(slots=True, eq=False)
class Text:
    """A report cut into sentences, some or all of them parsed."""

    report: Report
    sentences: list[Sentence]

    @property
    def parsed(self) -> list[Sentence]:
        return [s for s in self.sentences if s.words]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds this offset, by bisection."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            sentence = self.sentences[middle]
            if offset < sentence.start:
                high = middle
            elif offset >= sentence.end:
                low = middle + 1
            else:
                return sentence
        return None
