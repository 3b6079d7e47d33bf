"""Reading one noun phrase: whose it is, what it is, what it is called.

"South Korea's Joint Chiefs of Staff", "two senior Hamas officials", "the former Ecuadorian vice president Jorge Glas":
a phrase has owners (before "'s", or as adjectives and names before the head), a head (the longest common noun or office
at the end of its core) or a name, and what follows prepositions ("residents of Serbia"). Words decide, not the parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from whowhom.actors.belonging import Belonging, country_of
from whowhom.actors.reading import Item, Reading, head_at_end, title_at_end, until_comma, words_of
from whowhom.actors.scan import NameMention
from whowhom.actors.tables import ActorTables, Head

_LAST_WORD = re.compile(r"(\w+)\s?[-–]$")

_HYPHENED = re.compile(r"\s?[-–]\s?(\w+)")


class PhraseReader:
    """Reads the characters `start:end` of one text whose dictionary names are known."""

    def __init__(self, text: str, mentions: Sequence[NameMention], tables: ActorTables) -> None:
        self.text = text
        self.mentions = mentions
        self.tables = tables
        self._belonging = Belonging(text, tables)
        self._starts = [m.start for m in mentions]

    def within(self, start: int, end: int) -> list[NameMention]:
        """Names that lie in these characters."""
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < end:
            if self.mentions[at].end <= end:
                found.append(self.mentions[at])
            at += 1
        return found

    def items(self, start: int, end: int) -> list[Item]:
        """Words and names in order."""
        items: list[Item] = []
        position = start
        for name in self.within(start, end):
            items += words_of(self.text, position, name.start)
            leading = self._opposed(name) is None
            items.append(Item(name.start, name.end, name.text, name.text.lower(), name, leading))
            position = name.end
        items += words_of(self.text, position, end)
        return self._uncounted(self._joined(items))

    def _uncounted(self, items: list[Item]) -> list[Item]:
        """Without the number of each of several: "three Turkish and *two* German journalists"."""
        counted = self._set("counts")
        kept: list[Item] = []
        for at, item in enumerate(items):
            listed = at > 1 and items[at - 1].lower in ("and", "or", ",") and at + 1 < len(items)
            names = listed and items[at + 1].name is not None and any(before.name for before in items[: at - 1])
            if not (names and (item.lower in counted or item.text[0].isdigit())):
                kept.append(item)
        return kept

    def _opposed(self, name: NameMention) -> str | None:
        """The "pro" or "anti" that a hyphen joins to a name."""
        before = self.text[max(0, name.start - 12) : name.start].rstrip().lower()
        if not before.endswith(("-", "–")):
            return None
        word = _LAST_WORD.search(before)
        return word.group(1) if word and word.group(1) in self._set("opposing") else None

    def qualifies(self, name: NameMention) -> bool:
        """Whether a name only qualifies another: "Rwandan-backed", "pro-Russian"."""
        after = _HYPHENED.match(self.text, name.end)
        return (after is not None and after.group(1).lower() in self._set("backing")) or self._opposed(name) is not None

    def qualifiers(self, start: int, end: int) -> set[str | None]:
        """The countries that a phrase only qualifies by: the backer of "Eritrean-backed rebels"."""
        return {m.entry.country for m in self.within(start, end) if self.qualifies(m)}

    def _joined(self, items: list[Item]) -> list[Item]:
        """Hyphens taken out: "US-led" keeps US as a leading name, "US-backed" as a qualifying one."""
        kept: list[Item] = []
        backing = self._set("backing")
        for at, item in enumerate(items):
            after = items[at + 2].lower if at + 2 < len(items) and items[at + 1].text in "-–" else ""
            if item.name and after and after in backing:
                item.leading = False
            if item.text not in "-–":
                item.hyphened = at > 0 and items[at - 1].text in "-–" and items[at - 1].end == item.start
                kept.append(item)
        return kept

    def _set(self, name: str) -> frozenset[str]:
        return self.tables.sets[name]

    def read(self, start: int, end: int) -> Reading | None:
        """What the phrase says, or None where it names no party."""
        return self.read_items(self.items(start, end))

    def read_items(self, items: list[Item]) -> Reading | None:
        items = until_comma(items)
        if not items:
            return None
        core, post = self._cut(items)
        if not core:
            return None
        owner, tail = self._possessor(core)
        if not tail:
            return owner
        if owner is not None and len(tail) == 1 and tail[0].lower in self._set("offices"):
            owner.start = items[0].start  # "the president's office" is the president's
            return owner
        if (gathered := self._gathered(items, core, post)) is not None:
            return gathered
        reading = self._core(tail, core[0])
        if reading is not None:
            reading.owner = owner
            bringing = self._brought(post)
            whose = core[0].lower in self._set("masculine") | self._set("feminine")
            officials = reading.head is None or reading.head.sector in self._set("state_sectors")
            of_some = bringing is None and reading.plural and len(post) > 1 and post[0].lower == "of"
            if of_some and officials and not whose:
                reading.stateless = True  # "the governments of the region"
            self._belonging.settle(reading, tail, bringing)
        return reading

    def _gathered(self, items: list[Item], core: list[Item], post: list[Item]) -> Reading | None:
        """ "members of X", "hundreds of protesters": what "of" brings is the party."""
        if len(post) < 2 or post[0].lower != "of" or core[-1].lower not in self._set("gathering"):
            return None
        inner = self.read_items(post[1:])
        if inner:
            owner, tail = self._possessor(core)
            inner.owner = inner.owner or owner
            inner.start, inner.plural, inner.gathered = items[0].start, True, True
            if not inner.country and not inner.stateless:
                inner.country = country_of(tail, owner)
        return inner

    def _cut(self, items: list[Item]) -> tuple[list[Item], list[Item]]:
        """Core and what follows from its first preposition on; "chief of staff" stays whole."""
        prepositions = self._set("belonging") | self._set("other_prepositions")
        for at, item in enumerate(items):
            if at == 0 or item.name or item.lower not in prepositions:
                continue
            if item.lower == "than" or (items[at + 1 : at + 2] and items[at + 1].text[0].isdigit()):
                continue  # "more than 70 people", "around 1,500 defendants"
            if self.is_head_over(items, at):
                continue
            return items[:at], items[at:]
        return items, []

    def is_head_over(self, items: list[Item], at: int) -> bool:
        """Whether some head noun reaches over this preposition ("chief of staff", "member of parliament")."""
        for first in range(max(0, at - 3), at):
            for last in range(min(len(items), at + 4), at + 1, -1):
                if " ".join(i.lower for i in items[first:last]) in self.tables.heads:
                    return True
        return False

    def _possessor(self, core: list[Item]) -> tuple[Reading | None, list[Item]]:
        for at in range(len(core) - 1, 0, -1):
            if core[at].text in ("'s", "’s", "'", "’"):
                return self.read_items(core[:at]), core[at + 1 :]
        return None, core

    def _core(self, tail: list[Item], first: Item) -> Reading | None:
        reading = Reading(tail[0].start, tail[-1].end, words=[i.lower for i in tail])
        reading.definite = first.lower in self._set("definite")
        reading.indefinite = first.lower in ("a", "an", "another")
        reading.former = any(i.lower in self._set("former") for i in tail)
        last = tail[-1]
        if last.lower in self._set("state_itself") and len(tail) > 1:
            before = tail[-2]  # "the U.S. homeland", "the Chinese side"
            if before.name and before.leading and before.name.entry.kind == "state":
                reading.mention = before.name._replace(shape="name")
                return reading
        head, size = head_at_end(tail, self.tables)
        if head and size == 1 and head.noun in self._set("bodies") and len(tail) > 1:
            before = tail[-2]  # "the Islamic State group"
            if before.name and before.leading and before.name.entry.kind in ("group", "organisation"):
                tail, last, reading.plural = tail[:-1], before, head.plural
        if last.name and last.leading and last.name.shape != "adjective" and size < 2:
            reading.mention = last.name
            reading.head = title_at_end(tail[:-1], self.tables)
            return reading
        if head:
            reading.head, reading.plural = head, head.plural
            reading.words = [i.lower for i in tail]
            return reading
        if last.name and last.leading:
            reading.mention = last.name
            return reading
        return self._unknown_name(reading, tail)

    def _unknown_name(self, reading: Reading, tail: list[Item]) -> Reading | None:
        at = len(tail)
        small = self._set("name_particles") | self._set("name_suffixes")
        while at:
            item = tail[at - 1]
            if item.name is not None and item.name.shape == "adjective":
                break
            if not (item.capital or item.hyphened or item.lower.rstrip(".") in small) or (
                at == len(tail) and item.lower in self._set("not_names")
            ):
                break
            if at < len(tail) and title_at_end(tail[:at], self.tables):
                break
            at -= 1
        while at < len(tail) and not tail[at].capital and tail[at].lower not in self._set("name_beginnings"):
            at += 1
        if at < len(tail) and tail[at].lower in self._set("articles"):
            at += 1
        if at >= len(tail) or not any(c.isalpha() for c in tail[at].text) or tail[-1].lower in self._set("things"):
            return None
        reading.name, reading.name_start = self.text[tail[at].start : tail[-1].end], tail[at].start
        reading.head = title_at_end(tail[:at], self.tables) or self._by_ending(tail[at:])
        return reading

    def _by_ending(self, name: list[Item]) -> Head | None:
        """What the last word of a name tells: "Roe Inc." is a company, "the Daily Roe" a newspaper."""
        ending = name[-1].lower.rstrip(".")
        sector = self.tables.words["name_endings"].get(ending) if len(name) > 1 else None
        if sector is None and len(name) > 1 and (opening := self.tables.words["name_openings"].get(name[0].lower)):
            ending, sector = name[0].lower, opening
        return Head(ending, sector, "body", False) if sector else None

    def _brought(self, post: list[Item]) -> Reading | None:
        """What the prepositions bring: the first that reads as a party or a place of a state."""
        if len(post) < 2:
            return None
        if post[0].lower in self._set("belonging"):
            return self.read_items(post[1:])
        if post[0].lower == "to":  # "aides to the president", but not "ambassador to Poland"
            whom = self.read_items(post[1:])
            return whom if whom is not None and whom.mention is not None and whom.mention.is_person else None
        return None
