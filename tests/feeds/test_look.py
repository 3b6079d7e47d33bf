"""One look: sitemaps followed, freshness told, and how looks space themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from whowhom.feeds import intervals
from whowhom.feeds.intervals import LONGEST, SHORTEST, next_pause, wait_after_failure, wait_until_next
from whowhom.feeds.look import MOST_PARTS, Failure, Look, freshness, look
from whowhom.feeds.reading import dated
from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.keep import Exchange
from whowhom.records import Report

NOW = datetime(2024, 6, 19, 12)
SITE = "https://daily.example"


class Site:
    """Answers by path: a body, or an error."""

    def __init__(self, **answers: str | bytes | FetchError) -> None:
        self.answers = {f"{SITE}/{name}.xml": answer for name, answer in answers.items()}
        self.asked: list[str] = []

    def get(self, address: str, anew: bool = False) -> Exchange:
        assert anew, "feeds are asked for as they are now"
        self.asked.append(address.removeprefix(f"{SITE}/").removesuffix(".xml"))
        answer = self.answers.get(address, FetchError("the server answered 404 Not Found", lasting=True))
        if isinstance(answer, FetchError):
            raise answer
        body = answer.encode() if isinstance(answer, str) else answer
        return Exchange(address, (), 200, "OK", ((b"Cache-Control", b"max-age=60"),), body, datetime.now(UTC))


def looked(site: Site, name: str = "index") -> Look:
    found = look(f"{SITE}/{name}.xml", site, 1_000_000, NOW)
    assert isinstance(found, Look), found
    return found


def index(*parts: tuple[str, str | None]) -> str:
    named = "".join(
        f"<sitemap><loc>/{name}.xml</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>"
        for name, date in parts
    )
    return f"<sitemapindex>{named}</sitemapindex>"


def pages(*urls: tuple[str, str | None]) -> str:
    named = "".join(
        f"<url><loc>/{name}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>" for name, date in urls
    )
    return f"<urlset>{named}</urlset>"


def test_an_index_is_followed_where_something_may_be_new() -> None:
    site = Site(
        index=index(("old", "2024-06-01"), ("plain", None), ("today", "2024-06-19"), ("gone", "2024-06-18")),
        plain=pages(("a", "2024-06-19")),
        today=pages(("b", "2024-06-18"), ("c", "2024-05-01"), ("d", None), ("2024/06/19/e", None)),
    )
    found = looked(site)
    assert site.asked == ["index", "today", "gone", "plain"]
    links = [item.link.removeprefix(f"{SITE}/") for item in found.feed.items]
    assert links == ["b", "c", "d", "2024/06/19/e", "a"]
    assert {link.removeprefix(f"{SITE}/") for link in found.old} == {"c", "d"}
    assert found.undated == {f"{SITE}/d"}


def test_an_index_of_which_nothing_can_be_read_has_failed() -> None:
    found = look(f"{SITE}/index.xml", Site(index=index(("a", None)), a=FetchError("busy", wait=60.0)), 1000, NOW)
    assert found == Failure(f"{SITE}/index.xml", "busy", 60.0)


def test_an_index_of_thousands_costs_no_thousand_requests() -> None:
    site = Site(index=index(*((f"m{n}", None) for n in range(3000))), **{f"m{n}": pages() for n in range(3000)})
    looked(site)
    assert len(site.asked) == 1 + MOST_PARTS


def test_a_sitemap_in_gzip_and_a_bomb() -> None:
    import gzip

    assert len(looked(Site(index=gzip.compress(pages(("a", None)).encode()))).feed.items) == 1
    bomb = look(f"{SITE}/index.xml", Site(index=gzip.compress(b" " * 2_000_000)), 1_000_000, NOW)
    assert isinstance(bomb, Failure)
    assert "unpacks to more than" in bomb.reason


def test_what_servers_say_has_no_control_characters() -> None:
    found = look(f"{SITE}/index.xml", Site(index=FetchError("the server answered 500 \x1b[2J\n\x07no")), 1000, NOW)
    assert found == Failure(f"{SITE}/index.xml", "the server answered 500 [2J no")


def test_impossible_dates_are_left_out() -> None:
    item = "<item><link>/{}</link><pubDate>{}</pubDate></item>"
    dates = ["Wed, 19 Jun 2024 11:00:00 GMT", "Sat, 22 Jun 2024 11:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"]
    items = "".join(item.format(n, date) for n, date in enumerate(dates))
    found = looked(Site(index=f'<rss version="2.0"><channel>{items}</channel></rss>'))
    assert [item.published for item in found.feed.items] == ["2024-06-19T11:00:00+00:00", None, None]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600.0),
        ({"cache-control": "max-age=600", "age": "100"}, 500.0),
        ({"cache-control": "no-cache"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"expires": "Wed, 19 Jun 2024 13:00:00 GMT", "date": "Wed, 19 Jun 2024 12:00:00 GMT"}, 3600.0),
        ({"expires": "0", "date": "Wed, 19 Jun 2024 12:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_freshness(headers: dict[str, str], seconds: float | None) -> None:
    assert freshness(headers) == seconds


def looks(arrivals: Callable[[float], int], window: int, hours: float = 96) -> list[tuple[float, int]]:
    """Hours of the looks at a feed that has had so many items by each hour, and how many each look missed."""
    pause, now, seen, found = intervals.FIRST, 0.0, arrivals(0), []
    while now < hours:
        total = arrivals(now)
        new = min(total - seen, window)
        found.append((now, total - seen - new))
        seen = total
        pause = next_pause(pause, new, min(total, window)) if len(found) > 1 else pause
        now += wait_until_next("feed", len(found), pause, None, False) / 3600
    return found


def test_looks_follow_what_comes() -> None:
    def a_day(arrivals: Callable[[float], int]) -> float:
        return sum(hour >= 48 for hour, _ in looks(arrivals, 30)) / 2

    assert a_day(lambda hour: 30) <= 3  # nothing comes
    assert 2 <= a_day(lambda hour: int(hour / 8)) <= 8  # three a day
    assert 20 <= a_day(lambda hour: int(hour)) <= 40  # one an hour
    assert 100 <= a_day(lambda hour: int(hour * 20)) <= 145  # one in three minutes


def test_nothing_is_missed_where_news_comes_by_day_only() -> None:
    day = [sum(10 for hour in range(int(now)) if 8 <= hour % 24 < 20) for now in range(200)]
    assert sum(missed for _, missed in looks(lambda hour: day[int(hour)], 60)) == 0


def test_pauses_keep_to_their_bounds_and_to_what_is_asked() -> None:
    pauses = [next_pause(pause, new, total) for pause in (600, 5000, 86400) for new in range(5) for total in (new, 50)]
    assert all(SHORTEST <= pause <= LONGEST for pause in pauses)
    assert 7200 <= wait_until_next("f", 1, 600, 7200, overflows=False) <= 7920
    assert wait_until_next("f", 1, 600, 7200, overflows=True) <= 660
    assert wait_until_next("f", 1, 600, 1e9, overflows=False) <= 1.1 * LONGEST
    assert wait_until_next("f", 1, 600, None, False) == wait_until_next("f", 1, 600, None, False)
    assert len({wait_until_next(f"f{n}", 1, 600, None, False) for n in range(50)}) > 45
    waits = [wait_after_failure("f", 1, 600, failures, None) for failures in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[0] <= 660
    assert LONGEST <= waits[-1] <= 1.1 * LONGEST
    assert wait_after_failure("f", 1, 600, 1, 2 * LONGEST) >= 2 * LONGEST


@pytest.mark.parametrize(
    ("page", "by_feed", "expected"),
    [
        (("2024-06-19", "json-ld"), "2024-06-18T10:00:00Z", ("2024-06-19", "json-ld")),
        (("2024-06-19", "meta"), "2024-06-18T10:00:00Z", ("2024-06-19", "meta")),
        ((None, None), "2024-06-18T10:00:00Z", ("2024-06-18T10:00:00Z", "given")),
        (("2022-01-01", "text"), "2024-06-18T10:00:00Z", ("2024-06-18T10:00:00Z", "given")),
        (("2024-06-19", "url"), "2024-06-18T23:00:00Z", ("2024-06-18T23:00:00Z", "given")),
        (("2024-06-01", "url"), "2024-06-18T10:00:00Z", ("2024-06-01", "url")),
        (("2022-01-01", "text"), None, ("2022-01-01", "text")),
    ],
)
def test_the_best_date(page: tuple[str, str], by_feed: str | None, expected: tuple[str, str]) -> None:
    found = dated(Report("r", None, "text", *page), by_feed)
    assert (found.published, found.published_basis) == expected
