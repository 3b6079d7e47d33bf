"""The page of a feed's item to a Report, dated by the best that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whowhom.errors import NotEnglishError, ReadError
from whowhom.feeds.look import Getter, one_line
from whowhom.reading.dates import days_between
from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.fetch.pages import report_in
from whowhom.reading.given import Given
from whowhom.reading.keep import Exchange
from whowhom.records import Report

_OF_THE_PAGE = ("json-ld", "meta")
"""What a page says itself of its publication goes before what a feed says of it."""


@dataclass(frozen=True, slots=True)
class Task:
    """An item whose page is to be read: its canonical address, the link, the feed's date, which try this is, and
    whether it was read before."""

    address: str
    link: str
    published: str | None
    tries: int
    again: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why there is no report. `lasting`: it will hardly become one; `never`: it is none for us; `wait` as in
    FetchError."""

    reason: str
    lasting: bool = False
    never: bool = False
    wait: float | None = None


def fetch(task: Task, client: Getter) -> Exchange | Unreadable:
    """The page; one that was read before as the server gives it out now, whatever a cache holds."""
    try:
        return client.get(task.link, task.again)
    except FetchError as error:
        return Unreadable(one_line(error), error.lasting, wait=error.wait)
    except Exception as error:  # what one server does must not end a watch of weeks
        return Unreadable(f"cannot be fetched ({type(error).__name__}: {one_line(error)})")


def report_of(task: Task, exchange: Exchange, largest: int) -> Report | Unreadable:
    try:
        return dated(report_in(exchange, Given(task.link, task.link), largest), task.published)
    except NotEnglishError as error:
        return Unreadable(one_line(error.reason), never=True)
    except ReadError as error:
        return Unreadable(one_line(error.reason), lasting=True)
    except Exception as error:
        return Unreadable(f"cannot be read ({type(error).__name__}: {one_line(error)})", lasting=True)


def dated(report: Report, by_feed: str | None) -> Report:
    """The report with the feed's date where the page marks none: rather than one found in its text, and than the day
    in its address unless the feed contradicts that."""
    if by_feed is None or report.published_basis in _OF_THE_PAGE:
        return report
    in_url = report.published if report.published_basis == "url" else None
    if in_url is not None and abs(days_between(in_url, by_feed)) > 1:
        return report
    return replace(report, published=by_feed, published_basis="given")
