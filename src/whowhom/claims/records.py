"""From found statements to the records that are written."""

from __future__ import annotations

import hashlib

from whowhom.claims.statements import FoundStatement
from whowhom.events.roles import Parties
from whowhom.records import Party, Report, Statement
from whowhom.version import CODER_VERSION


def statement_records(statements: list[FoundStatement], parties: Parties, report: Report) -> tuple[Statement, ...]:
    """The statements of one report in the order of their cues: those that are told, not what is nested in them or
    is merely spoken about."""
    told = [one for one in statements if one.kind == "told"]
    return tuple(_record(one, number, parties, report) for number, one in enumerate(told))


def _record(found: FoundStatement, number: int, parties: Parties, report: Report) -> Statement:
    start, end = found.content
    content = f"{report.id}\0{report.sha256}\0{CODER_VERSION}\0statement\0{number}"
    return Statement(
        statement_id=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        report_id=report.id,
        speaker=_speaker(found, parties, report),
        cue=report.span(*found.cue),
        content=report.span(start, end),
        stance=found.stance,
        quoted=found.quoted,
    )


def _speaker(found: FoundStatement, parties: Parties, report: Report) -> Party | None:
    """The speaker as the report writes it, with what the actors stage knows of it."""
    if found.speaker is None or found.speaker_span is None:
        return None
    start, end = found.speaker_span
    text = report.text[start:end]
    known = parties.of(found.speaker)
    if known:
        first = known[0]
        return Party(text, start, end, first.name, first.country, first.sector, first.wikidata)
    return Party(text, start, end, text, None, "UNK")
