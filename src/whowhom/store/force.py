"""Sentences that say of an instrument that it is in force: nobody does it, so no event tells of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from whowhom.data import column, rows
from whowhom.records import Report
from whowhom.store.file import Connection, fetch
from whowhom.store.tellings import moment


@dataclass(frozen=True, slots=True)
class Force:
    """`act` of instrument_force.csv ("in force", "planned", ...), as a sentence of a report says."""

    act: str
    sentence: str
    report_id: str
    published: str | None
    publisher: str | None
    address: str | None
    voice: str


def in_force(connection: Connection, written: Mapping[str, str]) -> dict[str, list[Force]]:
    """By the key of an instrument (`written` tells it of each name), the earliest published first."""
    if not written:
        return {}
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _longest(written)))})(?!\w)", re.IGNORECASE)
    keys = {name.casefold(): key for name, key in written.items()}
    found: dict[str, list[Force]] = defaultdict(list)
    for row in sorted(fetch(connection, _SAID), key=lambda row: (moment(row["published"]), row["report_id"])):
        for key in dict.fromkeys(keys[n.casefold()] for n in names.findall(row["sentence"]) if n.casefold() in keys):
            found[key].append(Force(**row))
    return dict(found)


def said(text: str) -> Iterator[tuple[str, str]]:
    """Acts of instrument_force.csv with the sentences of a text that say them, of whatever they do."""
    from whowhom.language.sentences import split

    if not any(mark in text for mark in marks()):
        return
    for line in text.splitlines():
        if any(words in line for words in _acts()):
            for sentence in split(Report("", None, line)):
                words = next((words for words in _acts() if words in sentence.text), None)
                if words is not None:
                    yield _acts()[words], sentence.text


@cache
def marks() -> list[str]:
    """Few words of which a text has one that says anything of the kind: texts are long, and most do not."""
    return sorted(set(column("linking/instrument_force.csv", "mark")))


@cache
def _acts() -> dict[str, str]:
    """Words to the act that they tell, the longest first: "will take effect" before "take effect"."""
    table = {
        words: row["act"]
        for row in rows("linking/instrument_force.csv", None, ("act", "mark", "words"))
        for words in row["words"].split("|")
    }
    return {words: table[words] for words in _longest(table)}


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda one: (-len(one), one))


_SAID = """
SELECT f.act, f.sentence, r.report_id, r.published, r.publisher, r.url AS address,
       coalesce(r.voice, r.report_id) AS voice
FROM in_force f JOIN report r ON r.report_no = f.report_no WHERE r.current
"""
