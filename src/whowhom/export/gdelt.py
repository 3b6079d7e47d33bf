"""GDELT 2.0: a folder with a file of events and one of mentions, tab-separated and without a head line, as GDELT has
them. An event is an incident, a mention is a record.

GDELT has no modality, no speaker and no denier: only acts that took place are written. Tone and confidence are not
measured and stay empty.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from whowhom.export.cells import line
from whowhom.export.collection import Collection
from whowhom.export.folder import whole_folder
from whowhom.export.gdelt_rows import EVENT_COLUMNS, Article, event_cells, mention_cells
from whowhom.linking.groups import key
from whowhom.records import Event

POSITIVE = 2**63 - 1
UNDATED = "00000000000000"
AT = {name: place for place, name in enumerate(EVENT_COLUMNS)}


@dataclass(slots=True)
class Tally:
    """What is counted of one incident while its mentions pass."""

    offset: int
    """Where the fullest of its rows begins in the file of drafts."""
    fullness: int
    mentions: int = 0
    articles: int = 0
    last: str = ""
    publishers: frozenset[str] = frozenset()
    time: str = ""
    address: str = ""
    root: bool = False

    def count(self, event: Event, article: Article) -> None:
        self.mentions += 1
        if article.identifier != self.last:  # the events of one report come together
            self.articles, self.last = self.articles + 1, article.identifier
        publisher = (article.publisher or article.identifier).casefold()
        if publisher not in self.publishers:
            self.publishers |= {publisher}
        if not self.address or (article.time and (not self.time or article.time < self.time)):
            self.time, self.address = article.time, article.identifier
        self.root = self.root or article.in_lead(event.trigger.start)


def write(collection: Collection, path: Path) -> int:
    """Write the acts that took place into the folder `path`: `<time>.export.CSV` and `<time>.mentions.CSV`, named by
    the time of the newest mention. Returns how many events were left out because they did not take place, or not yet.

    Mentions pass once. What GDELT wants to know of an event only after its last mention is kept in memory, some 500
    bytes an incident; rows wait on disk.
    """
    left_out, tallies, newest = 0, dict[int, Tally](), ""
    with whole_folder(path) as folder, tempfile.TemporaryFile() as drafts, tempfile.TemporaryFile() as mentions:
        for coding in collection.codings:
            actual = [event for event in coding.events if event.modality == "actual"]
            left_out += len(coding.events) - len(actual)
            if actual:
                article = Article(coding.report)
                newest = max(newest, article.time)
                _draft(collection, article, actual, tallies, drafts, mentions)
        _events(tallies, drafts, folder / f"{newest or UNDATED}.export.CSV")
        _mentions(tallies, mentions, folder / f"{newest or UNDATED}.mentions.CSV")
    return left_out


def _draft(
    collection: Collection,
    article: Article,
    events: list[Event],
    tallies: dict[int, Tally],
    drafts: IO[bytes],
    mentions: IO[bytes],
) -> None:
    """Write the mentions of one report, and of each incident the event as the fullest mention so far tells it."""
    for event in events:
        number = key(collection.incident(event)) & POSITIVE
        tally, fullness = tallies.get(number), _fullness(event)
        if tally is None or fullness > tally.fullness:
            offset = drafts.tell()
            drafts.write(line(event_cells(number, event, article)))
            if tally is None:
                tally = tallies[number] = Tally(offset, fullness)
            tally.offset, tally.fullness = offset, fullness
        tally.count(event, article)
        mentions.write(line(mention_cells(number, event, article)))


def _fullness(event: Event) -> int:
    """How much of an act a record tells: the fullest record stands for the incident."""
    return sum(map(bool, (event.date, event.place, event.recipients, event.mode)))


def _events(tallies: dict[int, Tally], drafts: IO[bytes], path: Path) -> None:
    with path.open("wb") as file:
        for tally in tallies.values():
            drafts.seek(tally.offset)
            cells = drafts.readline().decode("utf-8").removesuffix("\n").split("\t")
            cells[AT["IsRootEvent"]] = str(int(tally.root))
            cells[AT["NumMentions"]] = str(tally.mentions)
            cells[AT["NumSources"]] = str(len(tally.publishers))
            cells[AT["NumArticles"]] = str(tally.articles)
            cells[AT["DATEADDED"]], cells[AT["SOURCEURL"]] = tally.time, tally.address
            file.write(line(cells))


def _mentions(tallies: dict[int, Tally], mentions: IO[bytes], path: Path) -> None:
    mentions.seek(0)
    with path.open("wb") as file:
        for draft in mentions:
            number, _, rest = draft.split(b"\t", 2)
            file.write(b"\t".join((number, tallies[int(number)].time.encode(), rest)))
