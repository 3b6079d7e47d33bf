"""Reading one noun phrase: whose it is, what it is, what it is called.

"South Korea's Joint Chiefs of Staff", "two senior Hamas officials", "the former Ecuadorian vice president Jorge Glas":
a phrase has owners (before "'s", or as adjectives and names before the head), a head (the longest common noun or office
at the end of its core) or a name, and what follows prepositions ("residents of Serbia"). Words decide, not the parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from whowhom.actors.scan import NameMention
from whowhom.actors.tables import ActorTables, Entry, Head

_TOKEN = re.compile(r"['’]s(?!\w)|(?<=s)['’](?!\w)|\d+(?:[.,]\d+)*|\w+(?:[.&]\w+)*\.?|[^\w\s]")
_LONGEST_HEAD = 5  # words


@dataclass(slots=True)
class Item:
    """A word of a phrase, or a dictionary name that counts as one."""

    start: int
    end: int
    text: str
    lower: str
    name: NameMention | None = None
    leading: bool = True
    hyphened: bool = False
    """Joined to the word before it by a hyphen ("Yeung-tat")."""
    """False of a name that only qualifies ("US-backed", "anti-Israel")."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(slots=True)
class Reading:
    """What a phrase says of a party. `country` and `sector` are None where its words do not tell."""

    start: int
    end: int
    head: Head | None = None
    mention: NameMention | None = None
    name: str | None = None
    """The capitalised name of somebody the tables do not know."""
    country: str | None = None
    sector: str | None = None
    owner: Reading | None = None
    definite: bool = False
    indefinite: bool = False
    former: bool = False
    plural: bool = False
    gathered: bool = False
    """Several of it or a part: "members of X"."""
    of_state: bool = False
    """Its country is that of a state that the phrase names."""
    stateless: bool = False
    """Its words forbid a country: "its allies", an international organisation."""
    name_of_owner: str | None = None
    """What "its" means in "its allies"."""
    state: Entry | None = None
    """The state that "his country" means."""
    joined: list[str] = field(default_factory=list)
    """Countries joined before one head: "U.S. and South Korean forces"."""
    unknown_words: bool = False
    """Capitalised words that are in no table stand before the head: "Kyoto District Court"."""
    words: list[str] = field(default_factory=list)
    """Lower-case words of the core, names included."""


class PhraseReader:
    """Reads the characters `start:end` of one text whose dictionary names are known."""

    def __init__(self, text: str, mentions: Sequence[NameMention], tables: ActorTables) -> None:
        self.text = text
        self.mentions = mentions
        self.tables = tables
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
            items += self._words(position, name.start)
            leading = not (
                items and items[-1].text in "-–" and len(items) > 1 and items[-2].lower in self._set("opposing")
            )
            items.append(Item(name.start, name.end, name.text, name.text.lower(), name, leading))
            position = name.end
        items += self._words(position, end)
        return self._joined(items)

    def _words(self, start: int, end: int) -> list[Item]:
        if start >= end:
            return []
        return [Item(m.start(), m.end(), m.group(), m.group().lower()) for m in _TOKEN.finditer(self.text, start, end)]

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
        items = _until_comma(items)
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
            self._belong(reading, tail, post)
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
                inner.country = self._country_of(tail, owner)
        return inner

    def _cut(self, items: list[Item]) -> tuple[list[Item], list[Item]]:
        """Core and what follows from its first preposition on; "chief of staff" stays whole."""
        prepositions = self._set("belonging") | self._set("other_prepositions")
        for at, item in enumerate(items):
            if at == 0 or item.name or item.lower not in prepositions:
                continue
            if item.lower == "than" or items[at + 1 : at + 2] and items[at + 1].text[0].isdigit():
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
        head, size = self._head_at(tail)
        if head and size == 1 and head.noun in self._set("bodies") and len(tail) > 1:
            before = tail[-2]  # "the Islamic State group"
            if before.name and before.leading and before.name.entry.kind in ("group", "organisation"):
                tail, last = tail[:-1], before
        if last.name and last.leading and last.name.shape != "adjective" and size < 2:
            reading.mention = last.name
            reading.head = self._head_before(tail, len(tail) - 1, last.name.is_person)
            return reading
        if head:
            reading.head, reading.plural = head, head.plural
            reading.words = [i.lower for i in tail]
            return reading
        if last.name and last.leading:
            reading.mention = last.name
            return reading
        return self._unknown_name(reading, tail)

    def _head_at(self, tail: list[Item], country: str | None = None) -> tuple[Head | None, int]:
        """The longest head noun at the end of these words, and its length."""
        for size in range(min(_LONGEST_HEAD, len(tail)), 0, -1):
            phrase = " ".join(i.lower for i in tail[-size:])
            if head := self.tables.head(phrase, country):
                return head, size
        return None, 0

    def _head_before(self, tail: list[Item], at: int, person: bool) -> Head | None:
        """Title, office or noun right before a name ("Prime Minister X", "spokesman X", "Sen. X")."""
        before = tail[:at]
        for size in range(min(_LONGEST_HEAD, len(before)), 0, -1):
            phrase = " ".join(i.lower for i in before[-size:])
            if title := self.tables.titles.get(phrase.rstrip(".")):
                return title
            if head := self.tables.head(phrase):
                return head
        return None

    def _unknown_name(self, reading: Reading, tail: list[Item]) -> Reading | None:
        at = len(tail)
        small = self._set("name_particles") | self._set("name_suffixes")
        while at and not (tail[at - 1].name and tail[at - 1].name.shape == "adjective"):
            item = tail[at - 1]
            if not (item.capital or item.hyphened or item.lower.rstrip(".") in small) or (
                at == len(tail) and item.lower in self._set("not_names")
            ):
                break
            if self._is_head(tail, at) and at < len(tail):
                break
            at -= 1
        while at < len(tail) and not tail[at].capital and tail[at].lower not in ("al", "el", "bin", "abu", "de", "van"):
            at += 1
        if at < len(tail) and tail[at].lower in self._set("articles"):
            at += 1
        if at >= len(tail) or not any(c.isalpha() for c in tail[at].text) or tail[-1].lower in self._set("things"):
            return None
        reading.name = self.text[tail[at].start : tail[-1].end]
        reading.head = self._head_before(tail, at, True)
        return reading

    def _is_head(self, tail: list[Item], at: int) -> bool:
        """Whether a title or an office ends before position `at`."""
        for size in range(min(_LONGEST_HEAD, at), 0, -1):
            phrase = " ".join(i.lower for i in tail[at - size : at])
            if phrase.rstrip(".") in self.tables.titles or phrase in self.tables.heads:
                return True
        return False

    def _belong(self, reading: Reading, tail: list[Item], post: list[Item]) -> None:
        """Country and sector, from the words before the head, its owner, and what prepositions bring."""
        if reading.mention and reading.mention.entry.kind == "institution" and self._other_state(reading, tail):
            reading.mention, reading.head = None, self._head_at(tail)[0] or self._own_head(tail[-1])
        if reading.mention and not reading.mention.shape.startswith(("adjective", "demonym")):
            entry = reading.mention.entry
            reading.country, reading.sector = entry.country, reading.mention.sector or entry.sector
            if entry.country is None and entry.sector in ("NGO", "JRN", "BUS", "REL", "LAB"):
                reading.country = self._country_of(tail[:-1], None)  # "the British Red Cross"
            reading.stateless = reading.country is None
            if entry.kind == "institution" and reading.country:  # "South Korean and U.S. forces" with the latter a name
                reading.joined = self._joined_countries(tail)
            if reading.former and entry.kind == "person" and reading.sector == "GOV":
                reading.sector = "ELI"
            return
        if reading.mention:
            reading.country = reading.mention.entry.country
            reading.sector = "GOV" if reading.mention.shape == "adjective" else "CVL"
        bringing = self._brought(post)
        country = self._country_of(tail, reading.owner, reading.name is not None and reading.head is None)
        if country is None and bringing is not None:
            country = bringing.country
        reading.country = reading.country or country
        reading.of_state = self._of_state(tail, reading.owner, bringing)
        if reading.head and reading.head.country:
            reading.country = reading.country or reading.head.country
        reading.joined = self._joined_countries(tail)
        reading.unknown_words = any(i.name is None and i.capital and not self._known(i, tail) for i in tail[:-1])
        if reading.country and reading.head:
            self._localise(reading, tail)
        reading.sector = reading.sector or self._sector(reading, tail, bringing)
        if reading.head and reading.head.noun in self._set("stateless") and not reading.mention:
            reading.country, reading.stateless = None, True
        if "foreign" in reading.words[:-1] and not reading.of_state and reading.sector in ("CVL", "REF", "UNK"):
            reading.country, reading.stateless = None, True
        if reading.country is None and any(
            r is not None and r.stateless and r.mention for r in (reading.owner, bringing)
        ):
            reading.stateless = True
        if reading.country is None and any(i.name and i.leading and i.name.entry.country is None for i in tail):
            reading.stateless = True

    def _known(self, item: Item, tail: list[Item]) -> bool:
        return item is tail[0] or item.lower in self.tables.heads or item.lower in self.tables.head_words

    def _other_state(self, reading: Reading, tail: list[Item]) -> bool:
        """Whether the words name another state than that of the institution ("Chile's Defense Department")."""
        assert reading.mention is not None
        state = self._country_of(tail[:-1], reading.owner)
        return state is not None and state != reading.mention.entry.country and not reading.joined

    def _own_head(self, item: Item) -> Head | None:
        """The head noun inside the words of a name."""
        return self._head_at(self._words(item.start, item.end))[0]

    def _joined_countries(self, tail: list[Item]) -> list[str]:
        """The countries of names that "and" or a comma joins before the head."""
        found: list[str] = []
        for at, item in enumerate(tail):
            if (
                item.name
                and item.leading
                and item.name.entry.country
                and item.name.entry.kind in ("state", "institution")
            ):
                if not found or tail[at - 1].lower in ("and", "or", ",", "/") or tail[at - 1].name:
                    found.append(item.name.entry.country)
        return found if len(set(found)) > 1 else []

    def _localise(self, reading: Reading, tail: list[Item]) -> None:
        """The meaning that an office has in this country ("chancellor" is another one in Britain)."""
        if reading.name is None and reading.mention is None:
            own, _ = self._head_at(tail, reading.country)
            if own:
                reading.head = replace_plural(own, reading.plural)

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

    def _country_of(self, tail: list[Item], owner: Reading | None, bare: bool = False) -> str | None:
        """Of the last name before the head; before a bare unknown name only of an adjective ("Paris Agreement")."""
        for item in reversed(tail):
            if bare and item.name and not item.name.shape.startswith(("adjective", "demonym")):
                continue
            if item.name and item.leading and item.name.entry.country:
                return item.name.entry.country
        return owner.country if owner else None

    def _of_state(self, tail: list[Item], owner: Reading | None, bringing: Reading | None) -> bool:
        """Whether it is a state that owns the phrase, not a group or person of one."""
        for item in reversed(tail):
            if item.name and item.leading:
                return item.name.entry.kind == "state"
        return any(
            r.mention is not None and r.mention.entry.kind == "state" for r in (owner, bringing) if r is not None
        )

    def _sector(self, reading: Reading, tail: list[Item], bringing: Reading | None) -> str | None:
        head = reading.head
        if head and reading.former and head.kind == "person" and head.sector in self._set("elite_sectors"):
            return "ELI"
        if head and head.sector in self._set("overruled_sectors") and (own := self._body_named(reading, tail)):
            return own
        if head and head.kind == "person" and head.sector == "GOV" and _is_body(bringing):
            return bringing.sector if bringing else None  # "president of the Riigikogu"
        if head and head.sector and not head.inherits and not head.weak:
            return head.sector
        inherited = self._inherited(reading, tail, bringing)
        if head is None and reading.name:  # "NPR's Jane Roe", "Jane Roe of the Green Party"
            return next((r.sector for r in (reading.owner, bringing) if _is_body(r) and r is not None), None)
        if head is None:
            return inherited
        return "ELI" if reading.former and head.kind == "person" else inherited

    def _body_named(self, reading: Reading, tail: list[Item]) -> str | None:
        """The sector of the group or body whose forces or officials they are: "Boko Haram gunmen", "FBI agents"."""
        names = [i.name for i in tail if i.name and i.leading]
        if reading.owner is not None and reading.owner.mention is not None:
            names.append(reading.owner.mention)
        for name in reversed(names):
            if name.entry.kind == "organisation" and reading.head is not None and reading.head.sector != "GOV":
                continue  # "NATO troops" are troops
            if name.entry.kind in ("group", "organisation", "institution"):
                return name.sector or name.entry.sector
        return None

    def _inherited(self, reading: Reading, tail: list[Item], bringing: Reading | None) -> str | None:
        """Of "spokesman", "official", "leader": the sector of the body or force named with it."""
        for at in range(len(tail) - 1, -1, -1):
            name = tail[at].name
            if name and tail[at].leading and name.shape not in ("adjective", "demonym", "demonyms"):
                return name.sector or name.entry.sector
            if at and (found := self._head_at(tail[:at])[0]) and found.sector:
                return found.sector
            if at < len(tail) - 1 and (sector := self.tables.words["modifiers"].get(tail[at].lower)):
                return str(sector)
        for other in (reading.owner, bringing):
            if other is not None and other.sector and not (other.mention and other.mention.shape == "demonym"):
                return other.sector
        return reading.head.sector or None if reading.head else None


def _is_body(reading: Reading | None) -> bool:
    if reading is None or not reading.sector or reading.plural:
        return False
    if reading.mention is not None:
        return reading.mention.entry.kind in ("group", "organisation", "institution")
    return (
        reading.head is not None and reading.head.kind == "body" and reading.head.noun not in ("government", "country")
    )


def replace_plural(head: Head, plural: bool) -> Head:
    return head._replace(plural=plural)


def _until_comma(items: list[Item]) -> list[Item]:
    for at, item in enumerate(items):
        if item.text in ',;:()[]—"“”':
            if at == 0:
                return _until_comma(items[1:])
            return items[:at]
    return items


__all__ = ["Item", "PhraseReader", "Reading", "replace"]
