"""Who "he", "its", "they", "who", "each other" are: rules over what was said before.

Candidates are what the nouns before a word denote. The nearest sentence that has one that agrees (person, crowd, body,
state; gender as far as told) decides, subjects before others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whowhom.actors.referents import Referent, distinct
from whowhom.language.text import Word

if TYPE_CHECKING:
    from whowhom.actors.report import ReportParties

_BACK = 5  # sentences
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_NOMINAL = SUBJECTS | {"dobj", "pobj", "attr", "dative", "agent", "conj", "appos", "poss", "ROOT", "oprd"}
Candidate = tuple[Word, tuple[Referent, ...]]
_CLAUSE = frozenset(("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp"))


class Coreference:
    """Resolves the pronouns of one report."""

    def __init__(self, report: ReportParties) -> None:
        self._report = report
        self._sets = report.tables.sets
        self._candidates: dict[int, list[Candidate]] = {}

    # pronouns

    def pronoun(self, word: Word) -> tuple[Referent, ...]:
        """The parties that a pronoun stands for, with the pronoun's own characters."""
        lower = word.lower
        if lower in self._sets["relative"]:
            found = self._relative(word)
        elif lower in self._sets["speaking"]:
            found = self._speaker(word)
        elif lower in self._sets["neuter"]:
            found = () if self._expletive(word) else self._search(word, self._is_thing)
        elif lower in self._sets["plural"]:
            found = self._search(word, self._is_plural)
        elif lower in self._sets["masculine"]:
            found = self._search(word, lambda r: r.being == "person" and not r.plural and r.gender != "f")
        elif lower in self._sets["feminine"]:
            found = self._search(word, lambda r: r.being == "person" and not r.plural and r.gender != "m")
            strong = [r for r in found if r.gender == "f"]
            found = tuple(strong) or found
        else:
            found = ()
        text = self._report.text.report.text
        return tuple(r.at(text, word.start, word.end) for r in found)

    def reciprocal(self, word: Word) -> tuple[Referent, ...]:
        """ "each other", "one another": the subjects of the verb."""
        text = self._report.text.report.text
        for above in word.ancestors():
            subject = above.child(*SUBJECTS)
            if subject is not None:
                joined = [r for noun in subject.conjuncts() for r in self._report.referents(noun)]
                return tuple(r.at(text, word.start, word.end) for r in distinct(joined))
        return ()

    @staticmethod
    def _is_thing(referent: Referent) -> bool:
        return referent.being in ("state", "body") and not referent.plural

    @staticmethod
    def _is_plural(referent: Referent) -> bool:
        return referent.plural or referent.being in ("people", "body")

    def _relative(self, word: Word) -> tuple[Referent, ...]:
        for above in word.ancestors():
            if above.dep == "relcl" and above.head is not None:
                return tuple(r for noun in self._joined(above.head, above) for r in self._report.referents(noun))
        return ()

    def _joined(self, noun: Word, verb: Word) -> list[Word]:
        """The noun; with those it is joined to where a plural verb follows a singular: "Roe and Poe, who were ..."."""
        finite = next((w for w in (*verb.children, verb) if w.tag in ("VBP", "VBD") and w.dep != "conj"), verb)
        plural = finite.tag == "VBP" or finite.lower == "were"
        first = noun
        while first.dep == "conj" and first.head is not None:
            first = first.head
        return first.conjuncts() if plural and not noun.tag.endswith("S") and finite.lower != "am" else [noun]

    def _expletive(self, word: Word) -> bool:
        """The "it" of "it is clear that ..."."""
        verb = word.head
        if word.dep not in SUBJECTS or verb is None:
            return False
        told = verb.child("ccomp", "xcomp", "advcl") is not None
        return (verb.lemma == "be" and told) or verb.lemma in self._sets["expletive"]

    def _speaker(self, word: Word) -> tuple[Referent, ...]:
        report = self._report
        if report.speaker_of is not None and (parties := report.speaker_of(word)):
            return tuple(Referent(p, "person") for p in parties)
        for above in word.ancestors():
            if above.lemma in self._sets["saying"]:
                subject = above.child(*SUBJECTS)
                if subject is not None and subject.lower not in self._sets["speaking"]:
                    return report.referents(subject)
        return ()

    # the search

    def _search(self, word: Word, agrees) -> tuple[Referent, ...]:  # type: ignore[no-untyped-def]
        if word.dep == "poss" and word.head is not None and word.head.dep == "conj" and word.head.head is not None:
            joined = tuple(r for r in self._report.referents(word.head.head) if agrees(r))
            if joined:  # "Putin and his country", "Spain and its allies"
                return joined
        for back in range(_BACK + 1):
            index = word.sentence - back
            if index < 0:
                break
            best: tuple[float, tuple[Referent, ...]] | None = None
            for noun, referents in self.candidates(index, word.start if back == 0 else None):
                if back == 0 and self._bound(noun, word):
                    continue
                fitting = self._group(noun, referents, word, agrees)
                if not fitting:
                    continue
                score = self._salience(noun, word, back, fitting)
                if best is None or score > best[0]:
                    best = (score, fitting)
            if best is not None:
                return best[1]
        return self._ahead(word, agrees)

    def _group(self, noun: Word, referents: tuple[Referent, ...], word: Word, agrees) -> tuple[Referent, ...]:  # type: ignore[no-untyped-def]
        """The candidate, or with its conjuncts where "they" asks for several."""
        if word.lower in self._sets["plural"] and noun.dep != "conj":
            joined = [r for other in noun.conjuncts() for r in self._report.referents(other)]
            if len(distinct(joined)) > 1:
                return tuple(distinct(joined))
        return tuple(r for r in referents if agrees(r))

    def _salience(self, noun: Word, word: Word, back: int, referents: tuple[Referent, ...]) -> float:
        score = 3.0 if noun.dep in SUBJECTS else 0.0
        if noun.dep in ("poss", "compound", "appos"):
            score -= 0.5
        if word.lower in self._sets["plural"]:
            score += 2.0 if referents[0].plural or len(referents) > 1 else 0.0
        if noun.dep not in SUBJECTS and _in_subject(noun):
            score -= 1.0  # "the visit of the envoys alarmed the rebels. They ..."
        if back == 0 and (_called_to_account(noun, word) or _tells(noun, word)):
            score += 4.0
        nearness = 0.02 * noun.index
        return score + (nearness if back == 0 else -nearness)

    def _bound(self, noun: Word, word: Word) -> bool:
        """An object is never its own clause's subject ("Putin met him"); a reflexive always is."""
        if word.tag == "PRP$" or word.lower.endswith(("self", "selves")):
            # "its allies" inside the phrase of the candidate itself
            return word in noun.subtree() if noun.dep not in SUBJECTS else False
        return word.dep not in SUBJECTS and noun.dep in SUBJECTS and _clause(word) is noun.head

    def _ahead(self, word: Word, agrees) -> tuple[Referent, ...]:  # type: ignore[no-untyped-def]
        """ "After he arrived, Putin ...": only where nothing stood before."""
        for noun, referents in self.candidates(word.sentence):
            if noun.start > word.start and noun.dep in SUBJECTS and (fit := tuple(r for r in referents if agrees(r))):
                return fit
        return ()

    def candidates(self, index: int, end: int | None = None) -> list[Candidate]:
        """Nouns (and subject pronouns) of a sentence that denote parties, in order; with `end` only those before it."""
        if end is not None:  # what stands after a word may itself look for the word
            return self._candidates_before(index, end)
        found = self._candidates.get(index)
        if found is None:
            found = self._candidates[index] = []
            found += self._candidates_before(index, self._report.text.sentences[index].end)
        return found

    def _candidates_before(self, index: int, end: int) -> list[Candidate]:
        words = [w for w in self._report.text.sentences[index].words if w.start < end]
        nouns = [w for w in words if w.pos in ("NOUN", "PROPN") and w.dep in _NOMINAL]
        pronouns = [w for w in words if w.tag == "PRP" and w.dep in SUBJECTS]
        found = [(w, r) for w in (*nouns, *pronouns) if (r := self._report.referents(w))]  # pronouns look for nouns
        return sorted(found, key=lambda candidate: candidate[0].index)

    def before(self, word: Word, back: int = _BACK) -> Iterator[tuple[Word, Referent]]:
        """Candidates before a word, the nearest sentence first, subjects first within it."""
        for index in range(word.sentence, max(-1, word.sentence - back - 1), -1):
            found = self.candidates(index, word.start if index == word.sentence else None)
            for noun, referents in sorted(found, key=lambda c: (c[0].dep not in SUBJECTS, -c[0].index)):
                for referent in referents:
                    yield noun, referent


def _called_to_account(noun: Word, word: Word) -> bool:
    """ "blamed the rebels for *their* raid", "sanctions on the north following *its* test": whose act is answered."""
    thing, before = word.head, noun.head
    prep = thing.head if thing is not None else None
    if word.dep != "poss" or prep is None or before is None or prep.dep != "prep":
        return False
    last = max(w.index for w in noun.subtree() if w.index < prep.index) if noun.index < prep.index else -1
    if last != prep.index - 1:
        return False
    against = noun.dep == "pobj" and before.lower in ("on", "against") and prep.lower in ("following", "after")
    return against or (prep.lower in ("over", "for") and (noun.dep == "dobj" or before.lower in ("on", "against")))


def _tells(noun: Word, word: Word) -> bool:
    """ "the president, who said *he* hoped": whoever says it."""
    clause = _clause(word) if word.dep in SUBJECTS else None
    while clause is not None and clause.dep == "ccomp" and clause.head is not None:
        clause = clause.head
        if clause.dep == "relcl" and clause.head is noun:
            return any(c.lower == "who" for c in clause.children_of("nsubj"))
    return False


def _in_subject(noun: Word) -> bool:
    """Whether a noun only tells more of what the subject is."""
    for above in noun.ancestors():
        if above.dep in SUBJECTS:
            return True
        if above.pos in ("VERB", "AUX"):
            return False
    return False


def _clause(word: Word) -> Word | None:
    for above in word.ancestors():
        if above.dep in _CLAUSE or above.pos in ("VERB", "AUX"):
            return above
    return None
