"""Where each thing that a page names has its own page: addresses of the server, or places in the one file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote, urlencode, urlsplit

from whowhom.records import Party
from whowhom.web.query import Query


class Links(Protocol):
    """The address of each thing; None where there is no page of it, so that it is no link."""

    def incidents(self, query: Query, **changes: str | Iterable[str] | None) -> str | None: ...
    def overview(self, query: Query, **changes: str | Iterable[str] | None) -> str | None: ...
    def incident(self, incident: str) -> str | None: ...
    def report(self, report_id: str, event_id: str | None = None) -> str | None: ...
    def actor(self, party: str) -> str | None: ...
    def dyad(self, one: str, other: str) -> str | None: ...
    def instrument(self, name: str) -> str | None: ...

    def words(self, record: str) -> str:
        """The name of the place in a report's text where the words of an event or statement stand."""
        ...

    def record(self, record: str) -> str | None:
        """The name of the place where that record is told."""
        ...

    def row(self, incident: str) -> str | None:
        """The name of an incident's place in a table."""
        ...


class Addresses:
    """On the server."""

    def incidents(self, query: Query, **changes: str | Iterable[str] | None) -> str:
        return f"/incidents{query.but(**changes).string()}"

    def overview(self, query: Query, **changes: str | Iterable[str] | None) -> str:
        return f"/{query.but(**changes).string()}"

    def incident(self, incident: str) -> str:
        return f"/incident?{urlencode({'id': incident})}"

    def report(self, report_id: str, event_id: str | None = None) -> str:
        if event_id is None:
            return f"/report?{urlencode({'id': report_id})}"
        return f"/report?{urlencode({'id': report_id, 'event': event_id})}#{quote(self.words(event_id))}"

    def actor(self, party: str) -> str:
        return f"/actor?{urlencode({'name': party})}"

    def dyad(self, one: str, other: str) -> str:
        return f"/dyad?{urlencode({'one': one, 'other': other})}"

    def instrument(self, name: str) -> str:
        return f"/instruments?{urlencode({'name': name})}"

    def words(self, record: str) -> str:
        return f"words-{record}"

    def record(self, record: str) -> str:
        return f"record-{record}"

    def row(self, incident: str) -> None:
        return None


def outside(address: str | None) -> str | None:
    """An address of the web as it may be linked; None for what would run or open something else ("javascript:")."""
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return address.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def key(party: Party) -> str:
    """What a party is asked for by: the state, else the name."""
    return party.country or party.name
