"""Which country a party belongs to when its own words do not tell: the place of the sentence, the state in focus."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from whowhom.actors.characters import fold
from whowhom.actors.extent import first_word
from whowhom.actors.reading import Reading
from whowhom.language.text import Sentence, Word

if TYPE_CHECKING:
    from whowhom.actors.report import ReportParties

CountryOfPlace = Callable[[str], str | None]
"""From the folded name of a town or region to the ISO alpha-3 code of its state."""

_PRIVATE = frozenset(("CVL", "UNK"))
_PLACING = frozenset(("name", "capital", "seat"))
_ADJECTIVES = frozenset(("adjective", "demonym"))
# with the locative prepositions and the words that stand before the name of a place
_PLACE = r"\b(?:%s)\s(?:(?:the|of|%s)\s)*((?:[A-Z][\w'’-]+)(?:[ -](?:[A-Z][\w'’-]+|de|la|al|el|of))*)"
_POSSESSIVE = re.compile(r"['’]s?$")
_DOMINANT = 0.5  # share of all country names from which on a report is about one country
_ALMOST_ALL = 0.75  # from which on people whom it only names belong there, too
_BACK = 2  # sentences


class Setting:
    """Countries by context, for one report. `country_of_place` knows towns, where given."""

    def __init__(self, report: ReportParties, country_of_place: CountryOfPlace | None = None) -> None:
        self._report = report
        self._country_of_place = None if country_of_place is None else lambda name: country_of_place(fold(name))
        sets = report.tables.sets
        before, between = ("|".join(sorted(sets[name])) for name in ("locative", "place_words"))
        self._place_pattern = re.compile(_PLACE % (before, between))
        self._places: dict[int, list[tuple[int, str]]] = {}

    def country_for(self, word: Word, reading: Reading) -> str | None:
        """The country of a party that is told of at `word` without one."""
        civil = reading.sector in self._report.tables.sets["civil_sectors"] or reading.sector is None
        named = reading.unknown_words or self._is_named(reading)
        if not named and reading.head is not None and reading.head.noun in self._report.tables.sets["placeless"]:
            return None
        if named:  # a name of its own: nothing but its place or the one country named tells
            here = self._report.text.sentences[word.sentence]
            told = self._told_after(word, 200) or self._known_place(reading)
            own = self._only_state(here) if reading.sector in self._report.tables.sets["state_sectors"] else None
            return told or own or self.dominant()
        if unnamed := self._report.reader.qualifiers(reading.start, reading.end):
            found = self._around(word, civil)
            return found if found not in unnamed else self.dominant() if self.dominant() not in unnamed else None
        return self._around(word, civil)

    def _is_named(self, reading: Reading) -> bool:
        """Whether the head is the end of a proper name: "the Roe Party"."""
        told = [w for w in reading.words if w not in self._report.tables.sets["articles"]]
        return len(told) > 1 and all(w[0].isupper() for w in self._words(reading)[-2:])

    def _words(self, reading: Reading) -> list[str]:
        return self._report.text.report.text[reading.start : reading.end].split()

    def _around(self, word: Word, civil: bool) -> str | None:
        """From the sentence, those before it, the whole report. The place goes before for `civil` parties."""
        sentences = self._report.text.sentences
        here = sentences[word.sentence]
        order = (self._place, self._spoken_of) if civil else (self._follows, self._spoken_of, self._place)
        for find in order:
            if country := find(here, word):
                return country
        for back in range(1, _BACK + 1):
            if word.sentence < back or sentences[word.sentence - back].paragraph < here.paragraph - 2:
                break
            before = sentences[word.sentence - back]
            country = self._place(before, word) if civil else self._subject(before) or self._place(before, word)
            if country:
                return country
        return self.dominant()

    def of_place(self, name: str, word: Word | None = None) -> str | None:
        """The state of a town of this name, where towns are known: the one named after it, if any."""
        if self._country_of_place is None or (country := self._country_of_place(name)) is None:
            return None
        return (self._told_after(word, 60) if word is not None else None) or country

    def _told_after(self, word: Word, reach: int) -> str | None:
        """The state that the sentence names within so many characters after the word."""
        sentence = self._report.text.sentences[word.sentence]
        for at, told in self.places(sentence):
            if 0 <= at - word.end <= reach and not self.tells_of_speaker(at, sentence, word):
                return told
        return None

    def _known_place(self, reading: Reading) -> str | None:
        words = self._words(reading)
        tables = self._report.tables
        for size in (3, 2, 1):
            for at in range(len(words) - size):
                run = words[at : at + size]
                if run[0] in tables.given_names or (size == 1 and run[0].lower() in tables.head_words):
                    continue  # "National", "Centre" are parts of names
                if run[0][0].isupper() and (country := self.of_place(" ".join(run))):
                    return country
        return None

    def _only_state(self, sentence: Sentence) -> str | None:
        """The one state that a sentence names as such: "the Roe Party left the Norwegian government"."""
        named = {m.entry.country for m in self._report.names_in(sentence) if m.entry.kind == "state"}
        return named.pop() if len(named) == 1 else None

    def only_country(self) -> str | None:
        """The country of a report that names hardly another: that of the people whom it only names, too."""
        counts = self._report.countries()
        country, count = counts.most_common(1)[0] if counts else ("", 0)
        return country if country and count >= _ALMOST_ALL * counts.total() else None

    def dominant(self) -> str | None:
        """The country that the report is about, if it is about one."""
        counts = self._report.countries()
        if not counts:
            return None
        (country, count), (_, second) = [*counts.most_common(2), ("", 0)][:2]
        return country if count >= _DOMINANT * counts.total() and count > second else None

    def _follows(self, sentence: Sentence, word: Word) -> str | None:
        """The state of a place told right after ("a court in Kolkata, India")."""
        for at, country in self.places(sentence):
            if 0 <= at - word.end <= 40:
                between = self._report.text.report.text[word.end : at]
                if re.fullmatch(r"(?:\s(?:in|at|near|of)\s[^.;:()]*)", between):
                    return country
        return None

    def _place(self, sentence: Sentence, word: Word) -> str | None:
        places = [(at, c) for at, c in self.places(sentence) if not self.tells_of_speaker(at, sentence, word)]
        after = [c for at, c in places if at >= word.end and sentence.index == word.sentence]
        return after[0] if after else places[-1][1] if places else None

    def tells_of_speaker(self, at: int, sentence: Sentence, word: Word) -> bool:
        """Whether a place is where something is said, not where that is which is said: "they killed ten, officials
        *in Nairobi* said", "said in Geneva that"; but "In Ituri, the governor said that ten were killed"."""
        place = next((w for w in sentence.words if w.start <= at < w.end), None)
        if place is None:
            return False
        verb = next((w for w in place.ancestors() if w.pos in ("VERB", "AUX")), None)
        if verb is None or verb.lemma not in self._report.tables.sets["saying"]:
            return False
        if verb.child("ccomp", "parataxis") is None:
            return False
        below = list(place.ancestors())
        in_subject = any(w.dep in ("nsubj", "nsubjpass") for w in below[: below.index(verb)])
        if place.start < verb.start and not in_subject:
            return False
        return next((w for w in (word, *word.ancestors()) if w.pos in ("VERB", "AUX")), None) is not verb

    def _spoken_of(self, sentence: Sentence, word: Word) -> str | None:
        """The state last named before the word, its subject first."""
        if sentence.words and (country := self._subject(sentence, word.start)):
            return country
        names = [m for m in self._report.names_in(sentence) if m.entry.country and m.end <= word.start]
        names = [m for m in names if not self._is_of_somebody(m.end)]
        return names[-1].entry.country if names else None

    def _is_of_somebody(self, end: int) -> bool:
        """Whether a private person follows an adjective: "a *Turkish* tourist"."""
        following = re.match(r" ([a-z-]+)", self._report.text.report.text[end : end + 30])
        head = self._report.tables.head(following.group(1)) if following else None
        return head is not None and head.kind == "person" and head.sector in _PRIVATE

    def _subject(self, sentence: Sentence, before: int | None = None) -> str | None:
        report = self._report
        for noun in sentence.words:
            if noun.dep not in ("nsubj", "nsubjpass") or (before is not None and noun.end > before):
                continue
            if noun.pos != "PROPN" and not report.tables.may_head(noun.lower):
                continue  # "Russian strikes" are no party
            if (head := report.tables.head(noun.lower)) and head.kind == "person" and head.sector in _PRIVATE:
                continue  # "a Turkish man": of a state, but not spoken of for it
            for item in report.reader.items(first_word(noun, sentence.words).start, noun.end):
                if item.name and item.leading and item.name.entry.country and not item.name.is_person:
                    return item.name.entry.country
        return None if before is not None else self._first_state(sentence)

    def _first_state(self, sentence: Sentence) -> str | None:
        return next((m.entry.country for m in self._report.names_in(sentence) if m.entry.country), None)

    def places(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Offsets and countries of the places that a sentence tells of: "in Serbia", "in Siversk, Ukraine"."""
        found = self._places.get(sentence.index)
        if found is None:
            found = self._places[sentence.index] = sorted(self._named_places(sentence))
        return found

    def _named_places(self, sentence: Sentence) -> list[tuple[int, str]]:
        text, found = self._report.text.report.text, []
        for mention in self._report.names_in(sentence):
            entry = mention.entry
            if not entry.country or entry.kind not in ("state", "region"):
                continue
            if mention.shape not in _PLACING and not (mention.shape in _ADJECTIVES and self._of_a_place(mention.end)):
                continue
            before = text[max(sentence.start, mention.start - 60) : mention.start]
            words = before.lower().split()
            near = {*words[-3:], " ".join(words[-2:])}
            if not near.isdisjoint(self._report.tables.sets["locative"]) or _after_town(before):
                found.append((mention.start, entry.country))
        if not found and self._country_of_place is not None:  # towns share names: a state named with one goes before
            for match in self._place_pattern.finditer(text, sentence.start, sentence.end):
                named = self._report.mentions_between(match.start(1), match.end(1))  # "the White House" is no town
                if not named and (country := self._country_of_place(_POSSESSIVE.sub("", match.group(1)))):
                    found.append((match.start(1), country))
        return found


    def _of_a_place(self, end: int) -> bool:
        """Whether a noun of place follows an adjective: "in the *Austrian* resort of", "in the Syrian port city of"."""
        following = re.match(r"(?: [a-z-]+){1,3}", self._report.text.report.text[end : end + 40])
        words = following.group().split() if following else []
        return any(w in self._report.tables.sets["place_words"] for w in words)


def _after_town(before: str) -> bool:
    """ "in Siversk, Donetsk Oblast, " before the name of a state."""
    return (
        re.search(r"(?:[A-Z][\w'’-]+)(?: [\w'’-]+)?, $", before) is not None
        and re.search(r"\b(?:in|at|near|of|on)\b[^.;:]*, $", before) is not None
    )
