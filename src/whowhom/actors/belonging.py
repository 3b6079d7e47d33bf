"""Whose a phrase is: the country and the sector that its words tell."""

from __future__ import annotations

from whowhom.actors.reading import Item, Reading, head_at_end, words_of
from whowhom.actors.scan import NameMention
from whowhom.actors.tables import ActorTables, Head

_STATES = frozenset(("state", "institution"))
_BODIES = frozenset(("group", "organisation"))


class Belonging:
    """Settles country and sector of readings of one text."""

    def __init__(self, text: str, tables: ActorTables) -> None:
        self._text = text
        self._tables = tables
        self._sets = tables.sets.__getitem__

    def settle(self, reading: Reading, tail: list[Item], bringing: Reading | None) -> None:
        """Country and sector, from the words before the head, its owner, and what a preposition brings."""
        if reading.name is not None and reading.head is not None:
            tail = [item for item in tail if item.start < reading.name_start]
        if reading.mention and reading.mention.entry.kind == "institution" and self._other_state(reading, tail):
            reading.mention, reading.head = None, head_at_end(tail, self._tables)[0] or self._own_head(tail[-1])
            tail = tail[:-1]
        self._by_title(reading)
        if reading.mention and not reading.mention.shape.startswith(("adjective", "demonym")):
            self._settle_name(reading, reading.mention, tail, bringing)
        else:
            self._settle_noun(reading, tail, bringing)

    def _settle_name(
        self, reading: Reading, mention: NameMention, tail: list[Item], bringing: Reading | None
    ) -> None:
        """Of a name: what its table tells."""
        entry = mention.entry
        reading.country, reading.sector = entry.country, mention.sector or entry.sector
        if entry.country is None and entry.sector in self._sets("branching_sectors"):
            reading.country = country_of(tail[:-1], None)  # "the British Red Cross"
        if entry.kind == "people" and bringing is not None:
            reading.country = reading.country or bringing.country  # "Muslims in Russia"
        reading.stateless = reading.country is None
        if entry.kind in _BODIES or (entry.kind == "institution" and reading.country):
            reading.joined = self._joined(reading, tail)  # "South Korean and U.S. forces" with the latter a name
        if reading.former and entry.kind == "person" and reading.sector == "GOV":
            reading.sector = "ELI"

    def _settle_noun(self, reading: Reading, tail: list[Item], bringing: Reading | None) -> None:
        """Of a noun, an adjective or a name that no table has: what stands around it tells."""
        if reading.mention:
            reading.country = reading.mention.entry.country
            reading.sector = "GOV" if reading.mention.shape == "adjective" else "CVL"
        country = country_of(tail, reading.owner, reading.name is not None and reading.head is None)
        of_no_state = any(
            i.name and i.leading and i.name.entry.country is None and i.name.entry.kind != "people" for i in tail
        )
        if country is None and bringing is not None and not of_no_state:
            country = bringing.country
        reading.country = reading.country or country
        reading.of_state = self._of_state(tail, reading.owner, bringing)
        if reading.head and reading.head.country:
            reading.country = reading.country or reading.head.country
        reading.joined = self._joined(reading, tail)
        if bringing is not None and reading.plural and country == bringing.country:
            reading.joined = reading.joined or bringing.joined  # "envoys from the British and French embassies"
        reading.unknown_words = reading.name is None and any(
            i.name is None and i.capital and not self._known(i, tail) for i in tail[:-1]
        )
        if reading.country and reading.head:
            self._localise(reading, tail)
        reading.sector = reading.sector or self._sector(reading, tail, bringing)
        if reading.sector == "IGO" and reading.country and reading.mention is None:
            reading.sector = "NGO"  # "the Peruvian Dental Alliance"
        self._settle_stateless(reading, bringing, of_no_state)

    def _settle_stateless(self, reading: Reading, bringing: Reading | None, of_no_state: bool) -> None:
        """Whether it has no country, and is not to get one from what the report is about. `of_no_state`: its own words
        name somebody who has none."""
        stateless = bool(reading.head and reading.head.noun in self._sets("stateless") and not reading.mention)
        abroad = not self._sets("from_abroad").isdisjoint(reading.words[:-1]) and not reading.of_state
        if stateless or (abroad and reading.sector in self._sets("people_sectors")):
            reading.country, reading.stateless = None, True
        if reading.country is None:
            owners = [r for r in (reading.owner, bringing) if r is not None]
            reading.stateless |= of_no_state or any(r.stateless and r.mention for r in owners)
            reading.stateless |= self._of_nobody(reading, bringing)

    def _of_nobody(self, reading: Reading, bringing: Reading | None) -> bool:
        """Of such as live anywhere: "families of terrorists", "aid agencies"."""
        if bringing is not None and bringing.head is not None and bringing.head.noun in self._sets("placeless"):
            return True
        return reading.sector == "NGO" and reading.plural and not reading.definite

    def _by_title(self, reading: Reading) -> None:
        """The term of a person that the title before the name tells of: "Deputy Prime Minister Jane Roe"."""
        mention, head = reading.mention, reading.head
        if (
            mention is None
            or head is None
            or not mention.is_person
            or reading.former
            or mention.entry.role in head.roles
        ):
            return
        terms = self._tables.persons[mention.entry.name, mention.entry.country]
        term = next((t for t in reversed(terms) if t.role in head.roles), None)
        titled = head.title or (head.kind == "person" and head.sector == "GOV" and not head.inherits)
        if term is None and titled and head.sector and mention.entry.sector in self._sets("titled_sectors"):
            term = mention.entry._replace(sector=head.sector)
        if term is not None:
            reading.mention = mention._replace(entry=term)

    def _known(self, item: Item, tail: list[Item]) -> bool:
        return item is tail[0] or item.lower in self._tables.heads or item.lower in self._tables.head_words

    def _other_state(self, reading: Reading, tail: list[Item]) -> bool:
        """Whether the words name another state than that of the institution ("Chile's Defense Department")."""
        assert reading.mention is not None
        if len(tail) > 1 and tail[-2].lower in ("and", "or", ","):
            return False
        state = country_of(tail[:-1], reading.owner)
        return state is not None and state != reading.mention.entry.country and not reading.joined

    def _own_head(self, item: Item) -> Head | None:
        """The head noun inside the words of a name."""
        return head_at_end(words_of(self._text, item.start, item.end), self._tables)[0]

    def _joined(self, reading: Reading, tail: list[Item]) -> list[NameMention]:
        """The names that "and" or a comma joins before the head, where they are those of several parties: of states,
        and before a plural also of groups and organisations."""
        found: list[NameMention] = []
        kinds = _STATES | _BODIES if reading.plural and reading.name is None else _STATES
        for at, item in enumerate(tail):
            name = item.name
            if name is None or not item.leading or name.entry.kind not in kinds:
                continue
            if name.entry.kind in _STATES and not name.entry.country:
                continue
            if not found or tail[at - 1].lower in ("and", "or", ",", "/", "&") or tail[at - 1].name:
                found.append(name)
        return found if len({_owner_key(name) for name in found}) > 1 else []

    def _localise(self, reading: Reading, tail: list[Item]) -> None:
        """The meaning that an office has in this country ("chancellor" is another one in Britain)."""
        if reading.name is None and reading.mention is None:
            own, _ = head_at_end(tail, self._tables, reading.country)
            if own:
                reading.head = own._replace(plural=reading.plural)

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
        if (
            head
            and head.kind == "body"
            and any(i.name and i.leading and i.name.entry.sector == "IGO" and i.name.shape == "name" for i in tail)
        ):
            return "IGO"
        if head and reading.former and head.kind == "person" and head.sector in self._sets("elite_sectors"):
            return "ELI"
        if head and head.sector in self._sets("overruled_sectors") and (own := self._body_named(reading, tail)):
            return own
        if head and head.kind == "person" and head.sector == "GOV" and bringing is not None and bringing.is_body:
            return bringing.sector  # "president of the Riigikogu"
        if head and head.sector and not head.inherits and (not head.weak or head.sector == "CVL"):
            return head.sector
        inherited = self._inherited(reading, tail, bringing)
        if head is None and reading.name:  # "NPR's Jane Roe", "Jane Roe of the Green Party"
            return next((r.sector for r in (reading.owner, bringing) if r is not None and r.is_body), None)
        if head is None:
            return inherited
        return "ELI" if reading.former and head.kind == "person" else inherited

    def _body_named(self, reading: Reading, tail: list[Item]) -> str | None:
        """The sector of the group or body whose forces or officials they are: "Boko Haram gunmen", "FBI agents"."""
        names = [i.name for i in tail[:-1] if i.name and i.leading]
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
        size = len(reading.head.noun.replace("-", " ").split()) if reading.head is not None else 1
        for at in range(len(tail) - size, -1, -1):  # the "secretary" of a secretary general is no other office
            name = tail[at].name
            if name and tail[at].leading and name.shape not in ("adjective", "demonym", "demonyms"):
                if name.entry.kind == "state" and reading.head and reading.head.weak and reading.head.sector:
                    return reading.head.sector  # "US, Kenyan and Ugandan forces"
                return name.sector or name.entry.sector
            if at and (found := head_at_end(tail[:at], self._tables)[0]) and found.sector:
                return found.sector
            if at < len(tail) - 1 and (sector := self._tables.words["modifiers"].get(tail[at].lower)):
                return str(sector)
        for other in (reading.owner, bringing):
            if other is not None and other.sector and not (other.mention and other.mention.shape == "demonym"):
                return other.sector
        return reading.head.sector or None if reading.head else None


def country_of(tail: list[Item], owner: Reading | None, bare: bool = False) -> str | None:
    """Of the last name before the head; before a bare unknown name not of a capital ("Paris Agreement")."""
    for item in reversed(tail):
        if bare and item.name and item.name.shape == "capital":
            continue
        if item.name and item.leading and item.name.entry.country:
            return item.name.entry.country
    return owner.country if owner else None


def _owner_key(name: NameMention) -> str:
    return name.entry.name if name.entry.kind in _BODIES else name.entry.country or ""
