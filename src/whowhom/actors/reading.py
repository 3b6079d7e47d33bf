"""The parts of a noun phrase, and what it says of a party."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from whowhom.actors.scan import NameMention
from whowhom.actors.tables import ActorTables, Entry, Head

_TOKEN = re.compile(r"['’]s(?!\w)|(?<=s)['’](?!\w)|\d+(?:[.,]\d+)*|\w+(?:[.&]\w+)*\.?|[^\w\s]")
_AND = frozenset(("and", "or", "&"))
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
    """False of a name that only qualifies ("US-backed", "anti-Israel")."""
    hyphened: bool = False
    """Joined to the word before it by a hyphen ("Yeung-tat")."""

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
    name_start: int = 0
    """Where that name begins; dictionary names in it tell nothing of its owner ("Aidar Roe", "Paris Roe")."""
    country: str | None = None
    sector: str | None = None
    town: bool = False
    """Its name is that of a town."""
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
    joined: list[NameMention] = field(default_factory=list)
    """Names joined before one head, where they are several parties': "U.S., Japanese and South Korean forces"."""
    unknown_words: bool = False
    """Capitalised words that are in no table stand before the head: "Kyoto District Court"."""
    words: list[str] = field(default_factory=list)
    """Lower-case words of the core, names included."""

    @property
    def is_body(self) -> bool:
        """Whether it is an organ, a group or an organisation rather than a state or people."""
        if not self.sector or self.plural:
            return False
        if self.mention is not None:
            return self.mention.entry.kind in ("group", "organisation", "institution")
        return self.head is not None and self.head.kind == "body" and self.head.noun not in ("government", "country")


def words_of(text: str, start: int, end: int) -> list[Item]:
    """The words and marks of these characters."""
    if start >= end:
        return []
    return [Item(m.start(), m.end(), m.group(), m.group().lower()) for m in _TOKEN.finditer(text, start, end)]


def until_comma(items: list[Item]) -> list[Item]:
    """The items before the first mark that ends a phrase; marks at its beginning are left out. A comma between names
    that one head follows ends none: "U.S., Japanese and South Korean forces"."""
    listed = _end_of_list(items)
    for at, item in enumerate(items):
        if item.text in ',;:()[]—"“”' and at >= listed:
            return items[:at] if at else until_comma(items[1:])
    return items


def _end_of_list(items: list[Item]) -> int:
    """Where names joined by commas and a last "and" end before a head; 0 where there are none."""
    at = next((n for n, item in enumerate(items) if item.text == ","), 0)
    if at == 0:
        return 0
    while at + 1 < len(items) and items[at].text == "," and items[at - 1].name and items[at + 1].name:
        at += 2
    if at + 1 < len(items) and items[at].text == ",":
        at += 1  # "American, British, and Dutch ships"
    head = items[at + 2] if at + 2 < len(items) else None
    if head is None or items[at].lower not in _AND or items[at + 1].name is None or not head.text[0].isalpha():
        return 0
    return at + 2


def _phrase(items: list[Item]) -> str:
    return " ".join(item.lower for item in items).replace(" - ", "-")


def head_at_end(items: list[Item], tables: ActorTables, country: str | None = None) -> tuple[Head | None, int]:
    """The longest head noun at the end of these words, as it is meant in that country, and its length."""
    for size in range(min(_LONGEST_HEAD, len(items)), 0, -1):
        if head := tables.head(_phrase(items[-size:]), country):
            return head, size
    return None, 0


def title_at_end(items: list[Item], tables: ActorTables) -> Head | None:
    """Title, office or noun at the end of words that stand before a name ("Prime Minister", "spokesman", "Sen.")."""
    for size in range(min(_LONGEST_HEAD, len(items)), 0, -1):
        phrase = _phrase(items[-size:])
        if head := tables.titles.get(phrase.rstrip(".")) or tables.head(phrase):
            if head.title and not head.roles:  # "Deputy Defence Minister General Jane Roe": the office goes before
                office = title_at_end(items[:-size], tables)
                return office if office is not None and office.roles else head
            return head
    return None
