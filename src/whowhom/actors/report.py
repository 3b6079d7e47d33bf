"""The parties of one report: what each name, noun phrase and pronoun of it denotes, resolved when asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from whowhom.actors.coreference import Coreference
from whowhom.actors.extent import OF, first_word, last_word
from whowhom.actors.names import NameBook
from whowhom.actors.phrases import PhraseReader
from whowhom.actors.reading import Reading
from whowhom.actors.referents import Being, Referent, being_of, distinct, gender_of
from whowhom.actors.scan import NameMention
from whowhom.actors.setting import CountryOfPlace, Setting
from whowhom.actors.tables import ActorTables, Entry
from whowhom.language.text import Sentence, Text, Word
from whowhom.records import Party

SpeakerOf = Callable[[Word], tuple[Party, ...]]
_PRONOUNS = frozenset(("PRP", "PRP$", "WP", "WP$", "WDT"))


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
        self.coreference = Coreference(self)
        self.setting = Setting(self, country_of_place)
        self._starts = [m.start for m in mentions]
        self._known: dict[tuple[int, int], tuple[Referent, ...]] = {}
        self._busy: set[tuple[int, int]] = set()
        self._country_counts: Counter[str] | None = None

    def names_in(self, sentence: Sentence) -> Sequence[NameMention]:
        """Dictionary names in a sentence, parsed or not, in order."""
        return self.mentions[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]

    def of(self, word: Word) -> tuple[Party, ...]:
        """The parties that the noun phrase headed by `word` denotes, after coreference; () where it is none.

        Conjuncts are not included: ask for them one by one.
        """
        return tuple(r.party for r in self.referents(word))

    def owner(self, word: Word) -> tuple[Party, ...]:
        """The parties that own or modify the noun `word`: "Russia's invasion", "its troops", "Israeli strikes",
        "US-led strikes", "the Russia-Ukraine war" (both), "Hamas attack"."""
        found: list[Referent] = []
        covered: list[tuple[int, int]] = []
        words = self._words(word)
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
                found.append(self._of_mention(item.name))
        return tuple(r.party for r in distinct(found))

    def crowd(self, word: Word, noun: str = "protesters") -> Party:
        """People without any words of their own who act at `word`: the protesters of "protests in Serbia"."""
        reading = Reading(word.start, word.end, self.tables.head(noun), sector="CVL", plural=True)
        country = next((p.country for p in self.owner(word) if p.country), None)
        country = country or self.setting.country_for(word, reading)
        return Party(word.text, word.start, word.end, noun, country, "CVL")

    def mention_at(self, word: Word) -> NameMention | None:
        """The dictionary name that this word lies in."""
        at = bisect_right(self._starts, word.start) - 1
        if at >= 0 and self.mentions[at].end > word.start:
            return self.mentions[at]
        return None

    def referents(self, word: Word) -> tuple[Referent, ...]:
        """As `of`, with what coreference needs to know."""
        key = (word.sentence, word.index)
        found = self._known.get(key)
        if found is None:
            if key in self._busy:  # a description that leads back to itself
                return ()
            self._busy.add(key)
            try:
                found = self._known[key] = self._resolve(word)
            finally:
                self._busy.discard(key)
        return found

    def _before(self, word: Word) -> str:
        return self._words(word)[word.index - 1].lower if word.index else ""

    def _words(self, word: Word) -> list[Word]:
        return self.text.sentences[word.sentence].words

    def _resolve(self, word: Word) -> tuple[Referent, ...]:
        mention = self.mention_at(word)
        if mention is None and word.tag in _PRONOUNS:
            return self.coreference.pronoun(word)
        if word.lower in self.tables.sets["reciprocal"] and self._before(word) in ("each", "one"):
            return self.coreference.reciprocal(word)
        if mention is None and word.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"):
            return ()
        if (
            mention is None
            and word.pos == "NOUN"
            and not word.text[0].isupper()
            and not self.tables.may_head(word.lower)
        ):
            return ()  # most nouns are acts and things
        if mention is not None and word.dep in ("compound", "amod", "nmod"):
            return (self._of_mention(mention),)
        start, end, close = self.extent(word, mention)
        if described := self.coreference.described(word, start):
            return described
        start = self._after_conjunction(start, end)
        reading = self.reader.read(start, end)
        if reading is None:
            return self._counted(word, start, close)
        if reading.name is not None and not reading.gathered and not self.names.is_name(word, reading.name):
            return ()
        return self._of_reading(word, reading, start, close)

    def _after_conjunction(self, start: int, end: int) -> int:
        """Where the head's own phrase begins: "the ministry and army officials", but not "US and Russian officials"."""
        items = self.reader.items(start, end)
        for at in range(len(items) - 2, 0, -1):
            if items[at].lower in ("and", "or") and not self.reader.is_head_over(items, at):
                before, after = items[at - 1], items[at + 1]
                both = before.name is not None and after.name is not None
                if before.name is None and before.capital and after.capital:
                    continue  # "Support and Stabilisation Mission"
                return start if both and after.name is not None and after.name.entry.country else after.start
        return start

    def extent(self, word: Word, mention: NameMention | None) -> tuple[int, int, int]:
        """Offsets of the phrase: its start, the end of all that tells of it, the end of its own words (with "of").

        A dictionary name is never cut.
        """
        words = self._words(word)
        head = word
        if mention is not None:  # the name's own head is the word in it that hangs outside
            inside = [w for w in words if mention.start <= w.start < mention.end]
            head = next((w for w in reversed(inside) if w.head is None or w.head not in inside), word)
        start, end, close = first_word(head, words).start, last_word(head, words).end, last_word(head, words, OF).end
        if mention is not None:
            start, end, close = min(start, mention.start), max(end, mention.end), max(close, mention.end)
        return start, end, close

    def _of_reading(self, word: Word, reading: Reading, start: int, end: int) -> tuple[Referent, ...]:
        if reading.name is not None:
            if (span := self.names.long_form(reading.name)) and span[1] < start and (known := self.reader.read(*span)):
                return (self.referent(known, *span).at(self.text.report.text, start, end),)
            reading = self.names.introduced(word, reading)
            if self._is_town(word, reading) and (country := self.setting.of_place(reading.name or "", word)):
                reading.country, reading.sector = country, "CVL"
            if reading.head is None and reading.country is None and " " in self.names.fullest(reading.name or ""):
                reading.country = self.setting.only_country()
        if reading.mention is None:
            self._owned(word, reading)
            if bracketed := self._in_brackets(end):
                return (bracketed.at(self.text.report.text, start, end),)
            if found := self.coreference.definite(word, reading, start, end):
                return found
            if reading.head is not None and reading.head.weak and not self._supported(reading):
                return ()
            self._place(word, reading)
        referent = self.referent(reading, start, end)
        if len(reading.joined) > 1:
            parties = [replace(referent.party, country=c) for c in dict.fromkeys(reading.joined)]
            return tuple(replace(referent, party=p) for p in parties)
        return (referent,)

    def _supported(self, reading: Reading) -> bool:
        """Whether more than a weak head ("force", "head", "missile") makes it a party."""
        if reading.country is not None or reading.owner is not None or reading.stateless:
            return True
        head = reading.head
        people = head is not None and (head.kind in ("person", "people") or head.sector == "CVL")
        if head is None or (people and (reading.definite or reading.plural)):
            return True  # "the source said", "the city was shelled"
        told = [w for w in reading.words if w not in self.tables.sets["articles"]]
        return head.kind != "asset" and len(told) > len(head.noun.split())

    def _counted(self, word: Word, start: int, end: int) -> tuple[Referent, ...]:
        """People who are only counted or pointed at: "thousands", "others", "those", "killed 14"."""
        counted = word.pos == "NUM" and word.dep in ("dobj", "nsubjpass") and word.text.replace(",", "").isdigit()
        if word.lower not in self.tables.sets["counted_people"] and not counted:
            return ()
        if word.pos == "DET" and word.dep not in ("nsubj", "nsubjpass", "dobj", "pobj"):
            return ()
        if word.lower == "others":  # "14 people and injured 35 others": others of the same kind
            for _, before in self.coreference.before(word, 0):
                if before.being in ("people", "person"):
                    return (before.at(self.text.report.text, start, end),)
        people = self.tables.head("people")
        reading = Reading(start, end, people, sector="CVL", plural=True)
        self._place(word, reading)
        return (self.referent(reading, start, end),)

    def _in_brackets(self, end: int) -> Referent | None:
        """What a known short name in brackets says of the long name before it: "National Liberation Army (ELN)"."""
        text = self.text.report.text
        if text[end : end + 2] != " (":
            return None
        at = bisect_left(self._starts, end + 2)
        if at < len(self.mentions) and self.mentions[at].start == end + 2 and text[self.mentions[at].end :][:1] == ")":
            mention = self.mentions[at]
            if mention.text.isupper() and mention.entry.kind in ("group", "organisation", "institution"):
                return self._of_mention(mention)
        return None

    def _is_town(self, word: Word, reading: Reading) -> bool:
        """Whether an unknown name may be a town's: towns do not act and have no longer names."""
        name = reading.name or ""
        return reading.head is None and word.dep not in ("nsubj", "poss") and self.names.fullest(name) == name

    def _owned(self, word: Word, reading: Reading) -> None:
        """The country and sector of an owner that is a pronoun: "its troops", "his siblings"."""
        possessor = word.child("poss")
        if reading.country is not None or possessor is None:
            return
        if reading.stateless and not (reading.head and reading.head.noun in self.tables.sets["stateless"]):
            return
        owners = self.referents(possessor)
        if not owners:
            return
        owner = owners[0]
        head = reading.head
        reading.owner = Reading(possessor.start, possessor.end, country=owner.party.country, sector=owner.party.sector)
        if head is not None and head.noun in self.tables.sets["stateless"]:
            reading.country, reading.stateless = None, True
            reading.name_of_owner = owner.party.name
            return
        reading.country = owner.party.country
        if head is not None and head.noun in self.tables.sets["lands"]:
            state = self.tables.states.get(owner.party.country or "")
            reading.name_of_owner = None
            reading.state = state
        reading.stateless = owner.party.country is None
        reading.of_state = owner.being == "state" or (owner.entry is not None and owner.entry.role == "president")
        if head is not None and head.inherits and owner.being != "state":
            reading.sector = owner.party.sector

    def _place(self, word: Word, reading: Reading) -> None:
        """Gives a head without a country that of its surroundings."""
        if reading.country is None and not reading.stateless and reading.head is not None:
            reading.country = self.setting.country_for(word, reading)
            if reading.sector is None and reading.country:
                reading.sector = "GOV" if reading.head.kind == "person" else None

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
        words = self.text.report.text[start:end]
        if reading.name_of_owner:
            return f"{reading.name_of_owner}'s {words.partition(' ')[2]}"
        first, _, rest = words.partition(" ")
        return rest if rest and first.lower() in self.tables.sets["articles"] else words

    def _of_mention(self, mention: NameMention) -> Referent:
        reading = self.reader.read(mention.start, mention.end) or Reading(mention.start, mention.end)
        if reading.mention is None or mention.shape in ("adjective", "demonym"):
            entry = mention.entry
            reading = replace(reading, mention=mention._replace(shape="adjective"), country=entry.country)
            reading.sector = entry.sector
        return self.referent(reading, mention.start, mention.end)

    def of_mention(self, mention: NameMention) -> Referent:
        """What a dictionary name denotes by itself; an adjective its state."""
        return self._of_mention(mention)

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
        for at in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self.mentions[at]

    def mentions_between(self, start: int, end: int) -> Sequence[NameMention]:
        return self.reader.within(start, end)

    def is_place(self, word: Word) -> bool:
        """Whether a word names a state, a region or a known town."""
        mention = self.mention_at(word)
        if mention is not None:
            return mention.entry.kind in ("state", "region")
        return word.pos == "PROPN" and self.setting.of_place(word.text) is not None

    def country_at(self, word: Word) -> str | None:
        """The country where a sentence plays: that of a place it names, else the one the report is about."""
        return self.setting.country_around(self.text.sentences[word.sentence], word)

    def countries(self) -> Counter[str]:
        """How often each country is named in the report."""
        if self._country_counts is None:
            self._country_counts = Counter(m.entry.country for m in self.mentions if m.entry.country)
        return self._country_counts
