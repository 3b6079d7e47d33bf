"""What the parser gets wrong and grammar shows. Each case: the parse, a word, what it is then, why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from whowhom.language import Word
from whowhom.language.lemmas import Lemmatizer
from whowhom.language.repairs import repair


def words(given: str, lemmatizer: Lemmatizer) -> list[Word]:
    """A sentence as a parser might give it: text/part of speech/tag/label/index of the head."""
    cells = [item.split("/") for item in given.split()]
    made = [
        Word(i, 0, 0, 0, text, text.lower(), lemmatizer(text.lower(), pos), pos, tag, dep)
        for i, (text, pos, tag, dep, _) in enumerate(cells)
    ]
    for word, (*_, head) in zip(made, cells, strict=True):
        if int(head) != word.index:
            word.head = made[int(head)]
            word.head.children.append(word)
    return made


CASES = [
    ("Premier/PROPN/NNP/nsubj/1 pardons/NOUN/NNS/ROOT/1 rebels/NOUN/NNS/dobj/1",
     "pardons", "VERB ROOT", "a noun has no subject: it is a verb"),
    ("voted/VERB/VBD/ROOT/0 to/PART/TO/aux/2 sanction/NOUN/NN/xcomp/0",
     "sanction", "VERB xcomp voted", "nor an infinitive mark"),
    ("sign/VERB/VB/ROOT/0 truce/NOUN/NN/compound/2 deal/VERB/VBP/ccomp/0",
     "deal", "NOUN dobj sign", "a verb has no compound before it: it is a noun"),
    ("The/DET/DT/det/1 shelling/VERB/VBG/nsubj/2 ended/VERB/VBD/ROOT/2",
     "shelling", "NOUN nsubj ended", "nor an article"),
    ("prosecutor/NOUN/NN/compound/1 requests/VERB/VBZ/ROOT/1 warrants/NOUN/NNS/dobj/1",
     "prosecutor", "NOUN nsubj requests", "what stands before a finite verb without a subject is it"),
    ("court/NOUN/NN/compound/1 sentences/NOUN/NNS/compound/3 a/DET/DT/det/3 singer/NOUN/NN/ROOT/3 ./PUNCT/./punct/3",
     "sentences", "VERB ROOT", "a sentence without a verb has it in the form of a known one"),
    ("court/NOUN/NN/compound/1 sentences/NOUN/NNS/compound/4 a/DET/DT/det/4 young/ADJ/JJ/amod/4 singer/NOUN/NN/ROOT/4",
     "sentences", "NOUN compound singer", "but a line without a stop is a caption, no sentence"),
    ("He/PRON/PRP/nsubj/1 urged/VERB/VBD/ROOT/1 us/PRON/PRP/dobj/1 to/PART/TO/aux/4 stop/VERB/VB/xcomp/1 "
     "and/CCONJ/CC/cc/1 comply/VERB/VB/conj/1",
     "comply", "VERB conj stop", "a bare verb is joined to the infinitive before it, not to a finite verb"),
    ("killed/VERB/VBN/ROOT/0 in/ADP/IN/prep/0 Kashmir/PROPN/NNP/compound/3 Monday/PROPN/NNP/pobj/1",
     "Kashmir", "PROPN pobj in", "a day behind a place is the verb's"),
    ("met/VERB/VBD/ROOT/0 on/ADP/IN/prep/0 Easter/PROPN/NNP/compound/3 Monday/PROPN/NNP/pobj/1",
     "Easter", "PROPN compound Monday", "but not behind a preposition of time"),
    ("They/PRON/PRP/nsubj/2 did/AUX/VBD/aux/2 offer/VERB/VBP/ROOT/2 to/PART/TO/aux/4 stop/VERB/VB/xcomp/2 "
     "and/CCONJ/CC/cc/2 comply/VERB/VB/conj/2",
     "comply", "VERB conj offer", "but to one with an auxiliary it may be"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    made = Lemmatizer()
    made.learn(["sentence", "resign", "request"])
    return made


@pytest.mark.parametrize(("given", "word", "wanted", "why"), CASES, ids=[why for *_, why in CASES])
def test_case(given: str, word: str, wanted: str, why: str, lemmatizer: Lemmatizer) -> None:
    sentence = words(given, lemmatizer)
    repair(sentence, lemmatizer)
    found = next(w for w in sentence if w.text == word)
    assert " ".join([found.pos, found.dep, *([found.head.text] if found.head else [])]) == wanted, why
    assert [w for w in sentence if w.head is None] == [w for w in sentence if w.dep == "ROOT"]
    assert all(child.head is one for one in sentence for child in one.children)


HEADLINE_VERBS = [
    ("A northern court sentences a young singer to death.", "sentences", "court", "singer", "a verb taken for a noun"),
    ("A long list of sentences a judge wrote.", None, None, None, "what has a verb of its own needs none"),
    ("The court upheld sentences of two singers.", None, None, None, "a sentence with a finite verb has its verb"),
]


@pytest.mark.parametrize(("sentence", "verb", "subject", "thing", "why"), HEADLINE_VERBS)
def test_headline_verb(
    sentence: str,
    verb: str | None,
    subject: str | None,
    thing: str | None,
    why: str,
    word_in: Callable[[str, str], Word],
) -> None:
    word = word_in(sentence, "sentences")
    if verb is None:
        assert word.pos == "NOUN", why
        return
    assert (word.pos, word.lemma, word.dep) == ("VERB", "sentence", "ROOT"), why
    assert [w.text for w in (word.child("nsubj"), word.child("dobj")) if w] == [subject, thing]
