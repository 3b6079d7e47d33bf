"""What a noun phrase denotes: its characters by the parse, its reading by its words, the rest by its surroundings."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from whowhom.actors.extent import OF, brought, first_word, last_word
from whowhom.actors.lists import Lists
from whowhom.actors.reading import Reading
from whowhom.actors.referents import Referent
from whowhom.actors.scan import NameMention
from whowhom.actors.things import Things
from whowhom.language.text import Word
from whowhom.records import Party

if TYPE_CHECKING:
    from whowhom.actors.report import ReportParties

_NAMING = frozenset(("name", "capital", "seat"))
_SEAT = re.compile(r" \((\w+)[-–. ]+([^()]{2,30})\)")


class NounPhrases:
    """Resolves the nouns of one report."""

    def __init__(self, report: ReportParties) -> None:
        self._report = report
        self._things = Things(report)
        self._lists = Lists(report)

    def resolve(self, word: Word, mention: NameMention | None) -> tuple[Referent, ...]:
        """The parties of the phrase that `word` heads; `mention` is the dictionary name it lies in."""
        if mention is None and word.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"):
            return ()
        if (
            mention is None
            and word.pos == "NOUN"
            and not word.text[0].isupper()
            and not self._report.tables.may_head(word.lower)
        ):
            return ()  # most nouns are acts and things
        if word.lower == "others" and word.dep == "conj" and word.head is not None and word.head.pos == "PROPN":
            return ()  # "Hungary, Slovakia and others"
        if mention is not None and word.dep in ("compound", "amod", "nmod"):
            return (self._report.of_mention(mention),)
        if mention is None and word.head is not None and self._lists.is_same_person(word, word.head):
            return self._report.referents(word.head)
        region = mention is not None and mention.entry.kind == "region" and mention.entry.country is None
        if (mention is None or region) and (members := self._lists.members(word)):
            return members
        start, end, close = self.extent(word, mention)
        if mention is None and (described := self._report.descriptions.described(word, start)):
            return described
        if word.lower == "others":  # "14 people and injured 35 others": others of the same kind
            for _, before in self._report.coreference.before(word, 0):
                if before.being in ("people", "person"):
                    return (before.at(self._report.text.report.text, start, close),)
        start = self._after_conjunction(start, end)
        reading = self._report.reader.read(start, end)
        if reading is None:
            return self._counted(word, start, close)
        if reading.name is not None and not reading.gathered and not self._report.names.is_name(word, reading.name):
            return self._counted(word, start, close)  # "*Thousands* were jailed": a capital makes no name
        return self._of_reading(word, reading, start, close)

    def _after_conjunction(self, start: int, end: int) -> int:
        """Where the head's own phrase begins: "the ministry and army officials", but not "US and Russian officials"."""
        items = self._report.reader.items(start, end)
        for at in range(len(items) - 2, 0, -1):
            if items[at].lower in ("and", "or") and not self._report.reader.is_head_over(items, at):
                before, after = items[at - 2 if at > 1 and items[at - 1].text == "," else at - 1], items[at + 1]
                both = before.name is not None and after.name is not None
                if before.name is None and before.capital and after.capital:
                    continue  # "Support and Stabilisation Mission"
                return start if both and after.name is not None and after.name.entry.country else after.start
        return start

    def extent(self, word: Word, mention: NameMention | None) -> tuple[int, int, int]:
        """Offsets of the phrase: its start, the end of all that tells of it, the end of its own words (with "of").

        A dictionary name is never cut.
        """
        words = self._report.words(word)
        head = word
        if mention is not None:  # the name's own head is the word in it that hangs outside
            inside = [w for w in words if mention.start <= w.start < mention.end]
            head = next((w for w in reversed(inside) if w.head is None or w.head not in inside), word)
        start, end, close = first_word(head, words).start, last_word(head, words).end, last_word(head, words, OF).end
        if mention is not None:
            start, end, close = min(start, mention.start), max(end, mention.end), max(close, mention.end)
        return start, self._whole(end), self._whole(close)

    def _whole(self, end: int) -> int:
        """The end of the dictionary name that this offset lies in: "residents of Bosnia | and Herzegovina"."""
        at = bisect_left(self._report.starts, end) - 1
        return max(end, self._report.mentions[at].end) if at >= 0 else end

    def _of_reading(self, word: Word, reading: Reading, start: int, end: int) -> tuple[Referent, ...]:
        if reading.name is not None:
            if (
                (span := self._report.names.long_form(reading.name))
                and span[1] < start
                and (known := self._report.reader.read(*span))
            ):
                return (self._report.referent(known, *span).at(self._report.text.report.text, start, end),)
            reading = self._report.names.introduced(word, reading)
            reading.country = reading.country or self._seat_in_brackets(end)
            if self._is_town(word, reading) and (country := self._report.setting.of_place(reading.name or "", word)):
                reading.country, reading.sector, reading.town = country, "CVL", True
            if (
                reading.head is None
                and reading.country is None
                and " " in self._report.names.fullest(reading.name or "")
            ):
                reading.country = self._report.setting.only_country()
        if reading.mention is None:
            self._owned(word, reading)
            if bracketed := self._in_brackets(end):
                return (bracketed.at(self._report.text.report.text, start, end),)
            if found := self._report.descriptions.definite(word, reading, start, end):
                return found
            if reading.head is not None and reading.head.kind == "asset" and (user := self._things.user(word)):
                return (user.at(self._report.text.report.text, start, end),)
            if reading.head is not None and reading.head.weak and not self._supported(reading):
                return ()
            self._place(word, reading)
        referent = self._report.referent(reading, start, end)
        if len(reading.joined) > 1:
            parties = [self._of_joined(referent.party, reading, name) for name in reading.joined]
            return tuple(replace(referent, party=p) for p in {(p.country, p.name): p for p in parties}.values())
        if reading.mention is None and reading.owner is None and (joined := self._brought_together(word, start)):
            parties = [self._of_member(referent.party, reading, member) for member in joined]
            return tuple(replace(referent, party=p, plural=True) for p in parties)
        return (referent,)

    def _brought_together(self, word: Word, start: int) -> list[Party]:
        """The states and bodies that a preposition brings to a plural: "the leaders of Greece and Turkey"."""
        chain, inner = [word], brought(word)
        while inner and self._only_leads(inner[0]):
            chain.append(inner[0])
            inner = brought(inner[0])
        collective = self._report.tables.sets["collective"]
        if not any(noun.tag.endswith("S") or noun.lower in collective for noun in chain):
            return []
        if any(True for _ in self._report.mentions_between(start, word.start)):
            return []  # "Russian troops in Syria and Iraq"
        members = {p.key: p for one in inner for noun in one.conjuncts() for p in self._members(noun)}
        several = len(members) > 1 or any(p.country is None for p in members.values())  # one body gives its name
        return list(members.values()) if several else []

    def _only_leads(self, noun: Word) -> bool:
        """Whether more names stand behind a noun than it tells itself: "the leaders *of groups* in Syria and Iraq"."""
        points_back = noun.lower in self._report.tables.sets["state_sides"]
        return noun.pos == "NOUN" and not points_back and self._report.mention_at(noun) is None

    def _members(self, noun: Word) -> list[Party]:
        """The state or body that a noun names, or those it points back to: "the leaders of *the two countries*"."""
        mention = self._report.mention_at(noun)
        if mention is not None:
            known = mention.entry.kind in ("state", "region", "organisation") and mention.shape in _NAMING
            return [self._report.of_mention(mention).party] if known else []
        if noun.lower in self._report.tables.sets["state_sides"]:
            return [r.party for r in self._report.referents(noun) if r.party.country]
        country = self._report.setting.of_place(noun.text, noun) if noun.pos == "PROPN" else None
        return [Party(noun.text, noun.start, noun.end, noun.text, country, "CVL")] if country else []

    def _of_joined(self, party: Party, reading: Reading, name: NameMention) -> Party:
        """One of several whose names stand before one head: "Israeli and Hezbollah forces"."""
        entry, head = name.entry, reading.head
        if entry.kind in ("group", "organisation"):
            return replace(party, country=entry.country, name=entry.name, sector=entry.sector)
        mixed = any(other.entry.kind in ("group", "organisation") for other in reading.joined)
        sector = ((head.sector if head is not None else None) or entry.sector) if mixed else party.sector
        one = replace(party, country=entry.country, sector=sector, name=party.text if mixed else party.name)
        return self._of_member(one, reading, one) if reading.mention is None else one

    def _of_member(self, party: Party, reading: Reading, member: Party) -> Party:
        """One of several: the minister of this state, the officials of that body."""
        if member.country is None:
            return replace(party, country=None, name=member.name, sector=member.sector)
        roles = reading.head.roles if reading.head is not None and not reading.former else ()
        holder = self._report.tables.in_office(member.country, roles, self._report.day)
        return replace(party, country=member.country, name=holder.name if holder else party.name)

    def _supported(self, reading: Reading) -> bool:
        """Whether more than a weak head ("force", "head", "missile") makes it a party."""
        if reading.country is not None or reading.owner is not None or reading.stateless:
            return True
        head = reading.head
        people = head is not None and (head.kind in ("person", "people") or head.sector == "CVL")
        if head is None or (people and (reading.definite or reading.plural)):
            return True  # "the source said", "the city was shelled"
        told = [w for w in reading.words if w not in self._report.tables.sets["articles"]]
        return head.kind != "asset" and len(told) > len(head.noun.split())

    def _counted(self, word: Word, start: int, end: int) -> tuple[Referent, ...]:
        """People who are only counted or pointed at: "thousands", "others", "those", "killed 14"."""
        counted = word.pos == "NUM" and word.dep in ("dobj", "nsubjpass") and word.text.replace(",", "").isdigit()
        if word.lower not in self._report.tables.sets["counted_people"] and not counted:
            return ()
        if word.pos == "DET" and word.dep not in ("nsubj", "nsubjpass", "dobj", "pobj"):
            return ()
        whole = next((c.child("pobj") for c in word.children if c.dep == "prep" and c.lower == "of"), None)
        if whole is not None:  # "12 of them"
            text = self._report.text.report.text
            return tuple(r.at(text, start, max(end, whole.end)) for r in self._report.referents(whole))
        people = self._report.tables.head("people")
        reading = Reading(start, end, people, sector="CVL", plural=True)
        self._place(word, reading)
        return (self._report.referent(reading, start, end),)

    def _seat_in_brackets(self, end: int) -> str | None:
        """The country of a lawmaker whose party and state stand in brackets: "John Roe (R-Texas)"."""
        match = _SEAT.match(self._report.text.report.text, end)
        if match is None or match.group(1).lower() not in self._report.tables.sets["partisan"]:
            return None
        inside = self._report.mentions_between(match.start(2), match.end(2))
        return next((m.entry.country for m in inside if m.entry.country), None)

    def _in_brackets(self, end: int) -> Referent | None:
        """What a known short name in brackets says of the long name before it: "National Liberation Army (ELN)"."""
        text = self._report.text.report.text
        if text[end : end + 2] != " (":
            return None
        at = bisect_left(self._report.starts, end + 2)
        if (
            at < len(self._report.mentions)
            and self._report.mentions[at].start == end + 2
            and text[self._report.mentions[at].end :][:1] == ")"
        ):
            mention = self._report.mentions[at]
            if mention.text.isupper() and mention.entry.kind in ("group", "organisation", "institution"):
                return self._report.of_mention(mention)
        return None

    def _is_town(self, word: Word, reading: Reading) -> bool:
        """Whether an unknown name may be a town's: towns do not act, stand in no apposition, have no longer names."""
        name, first = reading.name or "", word
        while first.dep == "conj" and first.head is not None:
            first = first.head
        placed = first.dep not in ("nsubj", "poss", "appos")
        return reading.head is None and placed and self._report.names.fullest(name) == name

    def _owned(self, word: Word, reading: Reading) -> None:
        """The country and sector of an owner that is a pronoun: "its troops", "his siblings"."""
        possessor = word.child("poss")
        if reading.country is not None or possessor is None:
            return
        if reading.stateless and not (reading.head and reading.head.noun in self._report.tables.sets["stateless"]):
            return
        owners = self._report.referents(possessor)
        if not owners:
            return
        owner, head = owners[0], reading.head
        if owner.party.country is None and owner.party.sector == "UNK" and (seat := self._seat(reading)):
            reading.country = seat
            return
        reading.owner = Reading(possessor.start, possessor.end, country=owner.party.country, sector=owner.party.sector)
        if head is not None and head.noun in self._report.tables.sets["stateless"]:
            reading.country, reading.stateless = None, True
            reading.name_of_owner = owner.party.name
            return
        reading.country = owner.party.country
        if head is not None and head.noun in self._report.tables.sets["lands"]:
            state = self._report.tables.states.get(owner.party.country or "")
            reading.name_of_owner = None
            reading.state = state
        reading.stateless = owner.party.country is None
        reading.of_state = owner.being == "state" or (owner.entry is not None and owner.entry.role == "president")
        if head is not None and head.inherits and owner.being != "state":
            reading.sector = owner.party.sector

    def _seat(self, reading: Reading) -> str | None:
        """The state of a town that owns an office or a body: "Izmir's mayor"."""
        owner, head = reading.owner, reading.head
        if owner is None or owner.name is None or head is None:
            return None
        local = head.kind == "body" or head.noun in self._report.tables.sets["local_offices"]
        return self._report.setting.of_place(owner.name) if local else None

    def _place(self, word: Word, reading: Reading) -> None:
        """Gives a head without a country that of its surroundings."""
        unnamed = reading.head is not None and reading.head.noun in self._report.tables.sets["unidentified"]
        if unnamed and not reading.definite:
            return  # "masked gunmen": nobody knows whose
        if reading.country is None and not reading.stateless and reading.head is not None:
            if reading.head.kind == "asset" and not reading.definite and self._things.is_hit(word):
                return  # "sank two ships": nobody knows whose, but hardly those of who sank them
            reading.country = self._things.town_of(word) or self._report.setting.country_for(word, reading)
            if reading.sector is None and reading.country:
                reading.sector = "GOV" if reading.head.kind == "person" and not reading.head.title else None
