"""An address to a Report."""

from __future__ import annotations

from whowhom.errors import ReadError
from whowhom.reading.answers import Answer, NoPageError, read_answer
from whowhom.reading.fetch.client import Client, shared_client
from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.fetch.settings import Fetching
from whowhom.reading.given import Found, Given
from whowhom.reading.keep import Exchange
from whowhom.records import Report


def read_address(address: str, given: Given, fetching: Fetching, client: Client | None = None) -> Found:
    """The report at an address; a page that cannot be kept is told, and read all the same.

    Raises ReadError: what was asked, what happened, what to do.
    """
    client = client or shared_client(fetching)
    if client.keeper is not None:
        client.keeper.open()
    try:
        exchange = client.get(address)
    except FetchError as error:
        raise ReadError(given.name, str(error)) from error
    if client.keeper is not None:
        try:
            client.keeper.keep(exchange)
        except ReadError as error:
            yield ReadError(error.name, f"{error.reason}; {exchange.address} is read, but not kept")
    yield report_in(exchange, given, fetching.largest)


def report_in(exchange: Exchange, given: Given, largest: int) -> Report:
    """The report in an answer, of at most `largest` bytes as it unpacks. Raises ReadError."""
    http: dict[str, str] = {}
    for key, value in exchange.received:
        http.setdefault(key.decode("latin-1").lower(), value.decode("latin-1"))
    answer = Answer(exchange.address, http, exchange.body, exchange.moment.isoformat())
    try:
        return read_answer(answer, given.name, given.id, given.published, largest, plain_text=True)
    except NoPageError as error:
        raise ReadError(given.name, str(error)) from error
