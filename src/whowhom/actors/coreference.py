"""Who "he", "its", "the president", "the group", "both sides" are: rules over what was said before.

Candidates are what the nouns before a word denote. The nearest sentence that has one that agrees (person, crowd, body,
state; gender as far as told) decides, subjects before others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whowhom.actors.reading import Reading
from whowhom.actors.referents import Referent, distinct
from whowhom.actors.scan import NameMention
from whowhom.language.text import Word

if TYPE_CHECKING:
    from whowhom.actors.report import ReportParties

_BACK = 5  # sentences
_PAIR_REACH = 400  # characters
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_NOMINAL = frozenset(
    (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "attr",
        "dative",
        "agent",
        "conj",
        "appos",
        "poss",
        "ROOT",
        "oprd",
    )
)
_CLAUSE = frozenset(("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp"))


class Coreference:
    """Resolves pronouns and descriptions of one report."""

    def __init__(self, report: ReportParties) -> None:
        self._report = report
        self._sets = report.tables.sets
        self._candidates: dict[int, list[tuple[Word, tuple[Referent, ...]]]] = {}

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
            subject = above.child(*_SUBJECTS)
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
                return tuple(r for noun in self._joined(above.head) for r in self._report.referents(noun))
        return ()

    def _joined(self, noun: Word) -> list[Word]:
        """The noun; with those it is joined to where a plural verb follows is left to the caller."""
        return [noun]

    def _expletive(self, word: Word) -> bool:
        """The "it" of "it is clear that ..."."""
        verb = word.head
        if word.dep not in _SUBJECTS or verb is None:
            return False
        told = verb.child("ccomp", "xcomp", "advcl") is not None
        return (verb.lemma == "be" and told) or verb.lemma in ("rain", "snow", "seem", "appear", "take")

    def _speaker(self, word: Word) -> tuple[Referent, ...]:
        report = self._report
        if report.speaker_of is not None and (parties := report.speaker_of(word)):
            return tuple(Referent(p, "person") for p in parties)
        for above in word.ancestors():
            if above.lemma in self._sets["saying"]:
                subject = above.child(*_SUBJECTS)
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
            for noun, referents in self.candidates(index):
                if back == 0 and (noun.start >= word.start or self._bound(noun, word)):
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
        score = 3.0 if noun.dep in _SUBJECTS else 0.0
        if noun.dep in ("poss", "compound", "appos"):
            score -= 0.5
        if word.lower in self._sets["plural"]:
            score += 2.0 if referents[0].plural or len(referents) > 1 else 0.0
        nearness = 0.02 * noun.index
        return score + (nearness if back == 0 else -nearness)

    def _bound(self, noun: Word, word: Word) -> bool:
        """An object is never its own clause's subject ("Putin met him"); a reflexive always is."""
        if word.tag == "PRP$" or word.lower.endswith(("self", "selves")):
            # "its allies" inside the phrase of the candidate itself
            return word in noun.subtree() if noun.dep not in _SUBJECTS else False
        return word.dep not in _SUBJECTS and noun.dep in _SUBJECTS and _clause(word) is noun.head

    def _ahead(self, word: Word, agrees) -> tuple[Referent, ...]:  # type: ignore[no-untyped-def]
        """ "After he arrived, Putin ...": only where nothing stood before."""
        for noun, referents in self.candidates(word.sentence):
            if noun.start > word.start and noun.dep in _SUBJECTS and (fit := tuple(r for r in referents if agrees(r))):
                return fit
        return ()

    def candidates(self, index: int) -> list[tuple[Word, tuple[Referent, ...]]]:
        """Nouns (and subject pronouns) of a sentence that denote parties, in order."""
        found = self._candidates.get(index)
        if found is None:
            found = self._candidates[index] = []
            words = self._report.text.sentences[index].words
            nouns = [w for w in words if w.pos in ("NOUN", "PROPN") and w.dep in _NOMINAL]
            pronouns = [w for w in words if w.tag == "PRP" and w.dep in _SUBJECTS]
            for word in (*nouns, *pronouns):  # pronouns last: they look for the nouns
                if referents := self._report.referents(word):
                    found.append((word, referents))
            found.sort(key=lambda candidate: candidate[0].index)
        return found

    def before(self, word: Word, back: int = _BACK) -> Iterator[tuple[Word, Referent]]:
        """Candidates before a word, the nearest sentence first, subjects first within it."""
        for index in range(word.sentence, max(-1, word.sentence - back - 1), -1):
            found = [c for c in self.candidates(index) if index < word.sentence or c[0].end <= word.start]
            for noun, referents in sorted(found, key=lambda c: (c[0].dep not in _SUBJECTS, -c[0].index)):
                for referent in referents:
                    yield noun, referent

    # descriptions

    def described(self, word: Word, start: int) -> tuple[Referent, ...]:
        """ "the country", "both sides", "the two leaders", "the North"; () for all else."""
        report, text = self._report, self._report.text.report.text
        before = [w.lower for w in self._words_from(word, start)]
        definite = (
            bool(before) and before[0] in self._sets["definite"] and not any(report.mentions_between(start, word.start))
        )
        if word.lower in self._sets["sides"] and (
            (word.lower in self._sets["pairing"] and definite)
            or any(b in self._sets["pairing"] for b in before[:2])
            or (definite and word.lower in ("sides", "parties"))
        ):
            found = self._pair(word)
        elif definite and len(before) <= 2 and word.lower in self._sets["lands"]:
            found = self._land(word)
        elif word.lower in ("north", "south") and definite and word.text[0].isupper():
            found = self._korea(word)
        else:
            return ()
        return tuple(r.at(text, start, word.end) for r in found)

    def _words_from(self, word: Word, start: int) -> list[Word]:
        return [w for w in self._report.text.sentences[word.sentence].words if start <= w.start < word.start]

    def _pair(self, word: Word) -> tuple[Referent, ...]:
        """The two parties last named together, persons where the noun asks for persons."""
        persons = word.lower in self._sets["personal_sides"]
        for wanted in (True, False) if persons else (False,):
            seen: dict[tuple[str, str], Referent] = {}
            later: NameMention | None = None
            for mention in self._report.mentions_before(word.start):
                if not (mention.is_person if wanted else self._is_side(word, mention)):
                    continue
                referent = self._report.of_mention(mention)
                if later is not None and self._joined_by_and(mention, later):
                    pair = (referent, self._report.of_mention(later))
                    if pair[0].party.key != pair[1].party.key:
                        return pair  # "China and Russia" before others that were only named
                later = mention
                if len(seen) < 2:
                    seen.setdefault(referent.party.key, referent)
                if word.start - mention.start > _PAIR_REACH and len(seen) == 2:
                    break
            if len(seen) == 2:
                return tuple(reversed(seen.values()))
        return ()

    def _joined_by_and(self, first: NameMention, second: NameMention) -> bool:
        return self._report.text.report.text[first.end : second.start].strip() in (
            "and",
            "'s and",
            "’s and",
            "-",
            "–",
            "&",
        )

    def _is_side(self, word: Word, mention: NameMention) -> bool:
        """Whether a name may be one of "both sides"; of "both countries" only a state is."""
        if word.lower in self._sets["lands"] or word.lower in self._sets["state_sides"]:
            return mention.entry.kind == "state"
        return not mention.is_person and mention.entry.kind not in ("people", "region")

    def _land(self, word: Word) -> tuple[Referent, ...]:
        """The state last spoken of: a subject first, else the nearest name."""
        for noun, referent in self.before(word, 1):
            if referent.being == "state" and noun.dep in _SUBJECTS:
                return (referent,)
        found: list[tuple[int, int, NameMention]] = []
        for mention in self._report.mentions_before(word.start):
            if mention.entry.kind == "state":
                found.append((self._report.prominence(mention), mention.start, mention))
                if len(found) == 4:
                    break
        if not found:
            return ()
        same = [f for f in found if self._report.text.sentences[word.sentence].start <= f[1]] or found[:1]
        return (self._report.of_mention(max(same)[2]._replace(shape="adjective")),)

    def _korea(self, word: Word) -> tuple[Referent, ...]:
        country = "PRK" if word.lower == "north" else "KOR"
        state = self._report.tables.states.get(country)
        counts = self._report.countries()
        if state is None or not (counts["PRK"] or counts["KOR"]):
            return ()
        return (self._report.of_state(state, word),)

    def definite(self, word: Word, reading: Reading, start: int, end: int) -> tuple[Referent, ...]:
        """ "the president", "the ministry", "the group": the one spoken of before, or the holder of the office."""
        report, head = self._report, reading.head
        if head is None or reading.name is not None or reading.former:
            return ()
        text = report.text.report.text
        told = reading.definite if reading.country is None else reading.of_state and not reading.indefinite
        if head.roles and not reading.plural and told and (person := self._holder(word, reading)):
            return (person.at(text, start, end),)
        if reading.definite and reading.country is None and not reading.stateless:
            for _, referent in self.before(word):
                if referent.party.country is None and referent.being == "people":
                    continue
                if self._same(reading, referent):
                    return (referent.at(text, start, end),)
        return ()

    def _same(self, reading: Reading, referent: Referent) -> bool:
        """Whether a definite description may take up this party."""
        head = reading.head
        assert head is not None
        if head.noun in self._sets["bodies"] and not reading.plural and referent.being == "body":
            role = referent.entry.role if referent.entry else ""
            return (
                head.noun in role
                or head.noun == referent.noun
                or head.noun in ("group", "movement", "organisation", "organization")
            )
        return referent.noun == head.noun and referent.plural == reading.plural

    def _holder(self, word: Word, reading: Reading) -> Referent | None:
        report, head = self._report, reading.head
        assert head is not None
        country = reading.country
        if country is None:
            for _, referent in self.before(word, 8):
                if referent.being == "person" and referent.entry and referent.entry.role in head.roles:
                    return referent
                if referent.being == "person" and referent.noun == head.noun:
                    return referent
            country = report.setting.country_for(word, reading)
        if country is None:
            return None
        entry = report.tables.in_office(country, head.roles, report.day)
        return report.of_entry(entry, word) if entry else None


def _clause(word: Word) -> Word | None:
    for above in word.ancestors():
        if above.dep in _CLAUSE or above.pos in ("VERB", "AUX"):
            return above
    return None
