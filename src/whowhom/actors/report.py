"""The parties of one report: what each name, noun phrase and pronoun of it denotes, resolved when asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from whowhom.actors.coreference import Coreference
from whowhom.actors.descriptions import Descriptions
from whowhom.actors.extent import first_word
from whowhom.actors.names import NameBook
from whowhom.actors.nouns import NounPhrases
from whowhom.actors.phrases import PhraseReader
from whowhom.actors.reading import Reading
from whowhom.actors.referents import Being, Referent, being_of, distinct, gender_of
from whowhom.actors.scan import NameMention
from whowhom.actors.setting import CountryOfPlace, Setting
from whowhom.actors.tables import ActorTables, Entry
from whowhom.language.text import Sentence, Text, Word
from whowhom.records import Party

_OF_PEOPLES = frozenset(("demonyms", "demonym", "adjective"))
_AGAINST = frozenset(("anti-", "anti–"))
_PRONOUNS = frozenset(("PRP", "PRP$", "WP", "WP$", "WDT"))


class SpeakerOf(Protocol):
    """Who speaks at a word."""

    def __call__(self, word: Word) -> tuple[Party, ...]:
        """The speaker of the quotation, whom "I" and "we" mean."""
        ...

    def vouching(self, word: Word) -> tuple[Party, ...]:
        """The speaker, unless it is there to deny what is said."""
        ...


class ReportParties:
    """Parties of one text. `speaker_of`, where set, tells who says "I" and "we" at a word."""

    def __init__(
        self,
        text: Text,
        tables: ActorTables,
        mentions: Sequence[NameMention],
        day: str,
        country_of_place: CountryOfPlace | None = None,
    ) -> None:
        self.text = text
        self.tables = tables
        self.mentions = mentions
        self.day = day
        self.speaker_of: SpeakerOf | None = None
        self.reader = PhraseReader(text.report.text, mentions, tables)
        self.names = NameBook(text, self.reader)
        self.nouns = NounPhrases(self)
        self.coreference = Coreference(self)
        self.descriptions = Descriptions(self, self.coreference)
        self.setting = Setting(self, country_of_place)
        self.starts = [m.start for m in mentions]
        self._known: dict[tuple[int, int], tuple[Referent, ...]] = {}
        self._busy: set[tuple[int, int]] = set()
        self._in_circle = False
        self._for_now: dict[tuple[int, int], tuple[Referent, ...]] = {}
        """What was found nobody while somebody else was being sought: asked anew once he is found."""
        self._country_counts: Counter[str] | None = None

    def names_in(self, sentence: Sentence) -> Sequence[NameMention]:
        """Dictionary names in a sentence, parsed or not, in order."""
        return self.mentions[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]

    def of(self, word: Word) -> tuple[Party, ...]:
        """The parties that the noun phrase headed by `word` denotes, after coreference; () where it is none.

        Conjuncts are not included: ask for them one by one.
        """
        return tuple(r.party for r in self.referents(word))

    def owner(self, word: Word) -> tuple[Party, ...]:
        """The parties that own or modify the noun `word`: "Russia's invasion", "its troops", "Israeli strikes",
        "US-led strikes", "the Russia-Ukraine war" (both), "Hamas attack". Nobody owns "the French language"."""
        if word.lemma in self.tables.sets["unowned"]:
            return ()
        found: list[Referent] = []
        covered: list[tuple[int, int]] = []
        words = self.words(word)
        for child in word.children:
            if child.dep == "poss" and child.index < word.index:
                for owner in child.conjuncts():
                    found += self.referents(owner)
                covered.append((first_word(child, words).start, max(w.end for w in child.subtree())))
        start = first_word(word, words).start
        items = self.reader.items(start, word.start)
        for item in items:
            if item.name is None or not item.leading or any(s <= item.start < e for s, e in covered):
                continue
            # "the Minsk talks" are held there; "Minsk-led" and "Minsk's" are its own
            if item.name.shape != "capital" or self.text.report.text[item.end : item.end + 1] in ("-", "–", "'", "’"):
                found.append(self.of_mention(item.name))
        return tuple(r.party for r in distinct(found))

    def crowd(self, word: Word, noun: str = "protesters") -> Party:
        """People without any words of their own who act at `word`: the protesters of "protests in Serbia"."""
        reading = Reading(word.start, word.end, self.tables.head(noun), sector="CVL", plural=True)
        country = next((p.country for p in self.owner(word) if p.country), None)
        country = country or self.setting.country_for(word, reading)
        return Party(word.text, word.start, word.end, noun, country, "CVL")

    def opposed(self, words: Sequence[Word], actors: Sequence[Party]) -> tuple[Party, ...]:
        """Whom the words of those who act or of their act are against: "anti-Maduro protests", "anti-government
        marchers", whose government it is."""
        text = self.text.report.text
        phrases = [(first_word(word, self.words(word)).start, word.end) for word in words]
        for start, end in (*phrases, *((p.start, p.end) for p in actors)):
            for item in self.reader.items(start, end):
                if text[max(0, item.start - 5) : item.start].lower() not in _AGAINST:
                    continue
                if item.name is not None:
                    return (self.of_mention(item.name).party,)
                head, country = self.tables.head(item.lower), next((p.country for p in actors if p.country), None)
                if head is not None and head.kind == "body" and head.sector == "GOV" and country is not None:
                    return (Party(item.text, item.start, item.end, item.text, country, "GOV"),)
        return ()

    def mention_at(self, word: Word) -> NameMention | None:
        """The dictionary name that this word lies in."""
        at = bisect_right(self.starts, word.start) - 1
        if at >= 0 and self.mentions[at].end > word.start:
            return self.mentions[at]
        return None

    def referents(self, word: Word) -> tuple[Referent, ...]:
        """As `of`, with what coreference needs to know."""
        key = (word.sentence, word.index)
        found = self._known.get(key, self._for_now.get(key))
        if found is None:
            if key in self._busy:  # a description that leads back to itself
                self._in_circle = True
                return ()
            self._busy.add(key)
            try:
                found = self._resolve(word)
            finally:
                self._busy.discard(key)
            if not self._busy:
                self._in_circle = False
                self._for_now.clear()
            if found or not self._in_circle:  # "we" of who is sought himself is known once he is found
                self._known[key] = found
            else:
                self._for_now[key] = found
        return found

    def _before(self, word: Word) -> str:
        return self.words(word)[word.index - 1].lower if word.index else ""

    def words(self, word: Word) -> list[Word]:
        """The words of its sentence."""
        return self.text.sentences[word.sentence].words

    def _resolve(self, word: Word) -> tuple[Referent, ...]:
        mention = self.mention_at(word)
        if mention is None and word.tag in _PRONOUNS:
            return self.coreference.pronoun(word)
        if word.lower in self.tables.sets["reciprocal"] and self._before(word) in ("each", "one"):
            return self.coreference.reciprocal(word)
        return self.nouns.resolve(word, mention)

    def referent(self, reading: Reading, start: int, end: int) -> Referent:
        """The party of a reading whose characters are `start:end`."""
        text = self.text.report.text
        entry = reading.mention.entry if reading.mention is not None else None
        being: Being = being_of(reading)
        party = Party(
            text[start:end], start, end, self._name(reading, start, end), reading.country, reading.sector or "UNK"
        )
        noun = reading.head.noun if reading.head else ""
        return Referent(party, being, being == "people", gender_of(reading, self.tables), noun, entry)

    def _name(self, reading: Reading, start: int, end: int) -> str:
        mention = reading.mention
        if reading.state is not None:
            return reading.state.name
        if mention is not None:
            return mention.text if mention.shape in ("demonym", "demonyms") else mention.entry.name
        if reading.name is not None:
            return self.names.fullest(reading.name)
        if reading.country is None and not reading.former and (body := self._body_of(start, end)):
            return body
        words = self.text.report.text[start:end]
        if reading.name_of_owner:
            mark = "'" if reading.name_of_owner.endswith("s") else "'s"
            return f"{reading.name_of_owner}{mark} {words.partition(' ')[2]}"
        first, _, rest = words.partition(" ")
        return rest if rest and first.lower() in self.tables.sets["articles"] else words

    def _body_of(self, start: int, end: int) -> str | None:
        """The organisation or group of no one state for which they stand: "two NATO officials", "Islamic State
        fighters". Not what is "UN-backed" or "anti-NATO"."""
        text = self.text.report.text
        for mention in self.mentions_between(start, end):
            entry, around = mention.entry, text[mention.start - 1 : mention.start] + text[mention.end : mention.end + 1]
            if entry.kind in ("organisation", "group") and mention.end < end and "-" not in around:
                return None if entry.country else entry.name
        return None

    def of_mention(self, mention: NameMention) -> Referent:
        """What a dictionary name denotes by itself; an adjective its state."""
        reading = self.reader.read(mention.start, mention.end) or Reading(mention.start, mention.end)
        if reading.mention is None or mention.shape in ("adjective", "demonym"):
            entry = mention.entry
            reading = replace(reading, mention=mention._replace(shape="adjective"), country=entry.country)
            reading.sector = entry.sector
        return self.referent(reading, mention.start, mention.end)

    def as_state(self, party: Party) -> Party:
        """The state where a party is a people as a whole ("the North Koreans"), else the party itself."""
        at = bisect_left(self.starts, party.end) - 1
        mention = self.mentions[at] if at >= 0 else None
        if mention is None or mention.end != party.end or mention.shape not in _OF_PEOPLES or party.sector != "CVL":
            return party
        if self.text.report.text[party.start : mention.start].lower() != "the ":
            return party
        entry = mention.entry  # "the Dutch", "the North Koreans"
        return replace(party, name=entry.name, sector=entry.sector) if entry.kind == "state" else party

    def is_state(self, party: Party) -> bool:
        """Whether a party is a state as such, not one of its organs or people."""
        state = self.tables.states.get(party.country or "")
        return state is not None and party.name == state.name

    def of_state(self, state: Entry, word: Word) -> Referent:
        party = Party(word.text, word.start, word.end, state.name, state.country, state.sector)
        return Referent(party, "state", entry=state)

    def of_entry(self, entry: Entry, word: Word) -> Referent:
        """A person of the tables whom a description means."""
        party = Party(word.text, word.start, word.end, entry.name, entry.country, entry.sector)
        return Referent(party, "person", entry=entry)

    def prominence(self, mention: NameMention) -> int:
        """How much its place in the grammar puts a name in focus: a subject 4, an owner 3, an object 2, a place 0."""
        sentence = self.text.sentence_at(mention.start)
        words = [w for w in sentence.words if mention.start <= w.start < mention.end] if sentence else []
        head = next((w for w in reversed(words) if w.head is None or w.head not in words), None)
        if head is None:
            return 1
        return {"nsubj": 4, "nsubjpass": 4, "poss": 3, "dobj": 2, "amod": 1, "compound": 1, "pobj": 0}.get(head.dep, 1)

    def mentions_before(self, offset: int) -> Iterator[NameMention]:
        """Dictionary names that end before an offset, the nearest first."""
        for at in range(bisect_left(self.starts, offset) - 1, -1, -1):
            yield self.mentions[at]

    def mentions_between(self, start: int, end: int) -> Sequence[NameMention]:
        return self.reader.within(start, end)

    def named_in(self, sentence: Sentence) -> tuple[Party, ...]:
        """The parties that a sentence calls by names of the tables, in order."""
        return tuple(self.of_mention(mention).party for mention in self.names_in(sentence))

    def in_own_words(self, word: Word) -> tuple[Party, ...]:
        """A speaker of whom the tables know nothing ("reports", "three sources"), by its words; of a pronoun nobody."""
        if word.pos not in ("NOUN", "PROPN"):
            return ()
        start, _, end = self.nouns.extent(word, self.mention_at(word))
        text = self.text.report.text[start:end]
        return (Party(text, start, end, text, None, "UNK"),)

    def is_place(self, word: Word) -> bool:
        """Whether a word names a state, a region or a known town."""
        mention = self.mention_at(word)
        if mention is not None:
            return mention.entry.kind in ("state", "region")
        return word.pos == "PROPN" and self.setting.of_place(word.text) is not None

    def countries(self) -> Counter[str]:
        """How often each country is named in the report."""
        if self._country_counts is None:
            named = (m for m in self.mentions if m.entry.country and not self.reader.qualifies(m))
            self._country_counts = Counter(m.entry.country for m in named if m.entry.country)
        return self._country_counts
