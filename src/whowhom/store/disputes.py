"""Who asserts an act, who denies it, who repeats either: the ledger of an incident, in order of time, with no verdict.

What each stance means stands in docs/design/disputes.md.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from whowhom.errors import StoreError
from whowhom.records import Event, Party, Report, Span
from whowhom.store.file import Connection, values
from whowhom.store.incidents import Incident, incident, named
from whowhom.store.selection import DISPUTED, Selection
from whowhom.store.tellings import Telling, contrary, moment, read, source, tellings

Stance = Literal[
    "asserts", "repeats", "reports", "reports otherwise", "denies", "denies again",
    "accuses", "accuses again", "denies the charge", "denies the charge again",
]  # fmt: skip
_AGAIN: dict[Stance, Stance] = {
    "asserts": "repeats",
    "denies": "denies again",
    "accuses": "accuses again",
    "denies the charge": "denies the charge again",
}
DENIALS: frozenset[Stance] = frozenset({"denies", "denies again", "denies the charge", "denies the charge again"})
_STEM = 5
"""Letters by which two forms of a word are taken for the same: "shelled" and "shelling"."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Another outlet's copy of the same agency text."""

    report_id: str
    event_id: str
    publisher: str | None
    published: str | None
    address: str | None


@dataclass(frozen=True)
class Entry:
    """One voice on an incident: `party` takes the stance, as a report tells in `sentence` by the words of `cue`.

    `party` is None where the report speaks in its own voice. `published` and `address` are the report's, `agency` the
    one whose text it is; `copies` are the further reports with the same text.
    """

    stance: Stance
    party: Party | None
    sentence: str
    cue: str | None
    published: str | None
    publisher: str | None
    address: str | None
    title: str | None
    report_id: str
    event_id: str
    agency: str | None
    voice: str
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """An incident and all that is said of whether it took place, in order of time."""

    incident: Incident
    entries: tuple[Entry, ...]

    @property
    def disputed(self) -> bool:
        return any(entry.stance in DENIALS for entry in self.entries)


def disputes(connection: Connection, selection: Selection, limit: int | None = None) -> list[Ledger]:
    """The ledgers of incidents that anybody denies, in any report, and of which any event fulfils the selection; that
    with the newest denial first."""
    return ledgers(connection, disputed(connection, selection)[:limit])


def disputed(connection: Connection, selection: Selection) -> list[str]:
    """The incidents that `disputes` tells of."""
    where, parameters = selection.where()
    query = _DISPUTED.format(chosen=f"SELECT e.incident {source(where)} WHERE {where}")
    return values(connection, query, parameters)


def ledger(connection: Connection, incident: str) -> Ledger:
    """The ledger of any incident, disputed or not. Raises `StoreError` for one that the store does not know."""
    found = ledgers(connection, [incident])
    if not found:
        raise StoreError(f"no incident {incident!r}; `whowhom incidents` lists them")
    return found[0]


def ledgers(connection: Connection, incidents: Sequence[str]) -> list[Ledger]:
    """The ledgers of these incidents, in their order; of those that the store does not know none."""
    told = tellings(connection, incidents)
    charges = _charges(connection, told)
    sentences = _Sentences(connection, [one for many in (*told.values(), *charges.values()) for one in many])
    found = []
    for name in (name for name in incidents if name in told):
        entries = [*_entries(told[name], sentences), *_entries(charges.get(name, ()), sentences, charge=True)]
        entries.sort(key=lambda entry: moment(entry.published))
        found.append(Ledger(incident(name, told[name]), tuple(_ordered(entries))))
    return found


def _entries(told: Sequence[Telling], sentences: _Sentences, charge: bool = False) -> Iterator[Entry]:
    """What each telling says of the act; of the charge of it where the tellings are of an ACCUSE."""
    contraries = contrary(told)
    for one in told:
        event = one.event
        against = event.event_id in contraries
        if charge:
            speakers: Iterable[Party] = event.asserted_by or event.actors
            yield from (_entry("accuses", p, event.cue or event.trigger, one, sentences) for p in speakers)
        elif event.asserted_by:
            stance: Stance = "denies" if against else "asserts"
            yield from (_entry(stance, p, event.cue, one, sentences) for p in event.asserted_by)
        elif against:
            yield _entry("reports otherwise", None, None, one, sentences)
        elif not _only_denied(event):
            yield _entry("reports", None, None, one, sentences)
        denies: Stance = "denies the charge" if charge else "denies"
        yield from (_entry(denies, p, event.denial, one, sentences) for p in event.denied_by)


def _only_denied(event: Event) -> bool:
    """Whether the report tells of the act in the words of the denial alone: "Moscow denied shelling the town"."""
    sentence = event.evidence[0] if event.evidence else event.trigger
    denial = event.denial
    return denial is not None and sentence.start <= denial.start < event.trigger.start


def _entry(stance: Stance, party: Party | None, cue: Span | None, told: Telling, sentences: _Sentences) -> Entry:
    return Entry(
        stance, party, sentences.of(told, cue), cue.text if cue else None, told.published, told.publisher,
        told.address, told.title, told.event.report_id, told.event.event_id, told.agency, told.voice,
    )  # fmt: skip


def _ordered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Copies put under the first of their text; what a party says again in another voice marked so."""
    kept: dict[Hashable, Entry] = {}
    copies: dict[Hashable, list[Copy]] = {}
    said: set[Hashable] = set()
    for entry in entries:
        who = _who(entry.party)
        key: Hashable = (entry.stance, who, entry.voice)
        if key in kept:
            if entry.report_id not in (kept[key].report_id, *(copy.report_id for copy in copies[key])):
                place = (entry.publisher, entry.published, entry.address)
                copies[key].append(Copy(entry.report_id, entry.event_id, *place))
            continue
        again = _AGAIN.get(entry.stance, entry.stance) if (entry.stance, who) in said else entry.stance
        said.add((entry.stance, who))
        kept[key], copies[key] = replace(entry, stance=again), []
    for key, entry in kept.items():
        yield replace(entry, copies=tuple(copies[key]))


def _who(party: Party | None) -> Hashable:
    """What makes two speakers the same: a state's ministry and its officials are, its army is another."""
    if party is None:
        return None
    return (party.country, party.sector) if party.country else party.name.casefold()


def _charges(connection: Connection, told: dict[str, list[Telling]]) -> dict[str, list[Telling]]:
    """Accusations that somebody denies, by the incident that they are of: told in a report of the same story that does
    not itself tell of the act, against one who most say did it, in a sentence that names the act."""
    acts = {name: many for name, many in told.items() if many[0].event.event_type != "ACCUSE"}
    stories = sorted({one.story for many in acts.values() for one in many if one.story})
    if not stories:
        return {}
    where = "e.event_type = 'ACCUSE' AND e.disputed AND r.story IN (SELECT unnest(?))"
    accusations = sorted(read(connection, where, [stories]), key=lambda one: one.order)
    return {name: found for name, many in acts.items() if (found := _of_act(accusations, many))}


def _of_act(accusations: Iterable[Telling], told: Sequence[Telling]) -> list[Telling]:
    reports, stories = ({getattr(one, name) for one in told} for name in ("report_id", "story"))
    doers = {one.party.key for one in named(told, lambda one: one.event.actors) if 2 * one.voices > len(_voices(told))}
    words = {word for one in told for word in _stems(one.event.trigger.text)}
    return [
        one
        for one in accusations
        if one.story in stories
        and one.report_id not in reports
        and any(party.key in doers for party in one.event.recipients)
        and any(word in words for span in one.event.evidence for word in _stems(span.text))
    ]


def _voices(told: Iterable[Telling]) -> set[str]:
    return {one.voice for one in told}


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in re.findall(r"[^\W\d_]{4,}", text.lower())]


class _Sentences:
    """The sentence of a cue: one of the evidence, else cut from the report, which is read only then."""

    def __init__(self, connection: Connection, told: Iterable[Telling]) -> None:
        wanted = sorted({
            one.event.report_id for one in told for cue in (one.event.cue, one.event.denial)
            if cue and _evidence(one.event, cue) is None
        })  # fmt: skip
        query = 'SELECT report_id, "text" FROM report WHERE current AND report_id IN (SELECT unnest(?))'
        self._texts = dict(connection.execute(query, [wanted]).fetchall()) if wanted else {}

    def of(self, told: Telling, cue: Span | None) -> str:
        event = told.event
        if cue is None:
            return event.evidence[0].text if event.evidence else event.trigger.text
        return _evidence(event, cue) or self._cut(event.report_id, cue)

    def _cut(self, report_id: str, cue: Span) -> str:
        from whowhom.language.sentences import split

        sentences = split(Report(report_id, None, self._texts[report_id]))
        return next((one.text for one in sentences if one.start <= cue.start < one.end), cue.text)


def _evidence(event: Event, cue: Span) -> str | None:
    return next((one.text for one in event.evidence if one.start <= cue.start and cue.end <= one.end), None)


_DISPUTED = f"""
WITH denied AS (
  SELECT e.incident, max(r.published) AS last
  FROM event e JOIN report r ON r.report_no = e.report_no
  WHERE e.current AND {DISPUTED}
  GROUP BY e.incident
)
SELECT incident FROM denied
WHERE incident IN ({{chosen}} AND e.incident IN (SELECT incident FROM denied))
ORDER BY last DESC NULLS LAST, incident
"""
