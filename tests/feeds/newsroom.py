"""An invented newspaper on loopback whose pages and feeds are what its clock makes them, and a watch of it that a test
drives through days in seconds."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from loopback import Server, answer

from whowhom.feeds.watcher import Watcher
from whowhom.reading.fetch import Fetching
from whowhom.reading.fetch.client import Client
from whowhom.records import Coding, Report
from whowhom.store import Store
from whowhom.store.adding import Added

HOUR = timedelta(hours=1)
BEGIN = datetime.now(UTC).replace(tzinfo=None, microsecond=0) - timedelta(days=3)
"""Simulated days lie before the day on which the test runs: no page is dated later than it was fetched."""


class Clock:
    """Simulated time; it passes when the test says so and when the client sleeps."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return (self.moment - BEGIN).total_seconds()

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    @property
    def hour(self) -> float:
        return self.seconds() / 3600


@dataclass
class Article:
    """A page from the hour `out` on; with another text from the hour `changed` on. `dated`: whether the page tells its
    date; `told`: what feeds say of it instead of the truth. `fails`: hours in which the page is not given out."""

    name: str
    out: float
    changed: float | None = None
    dated: bool = False
    told: Callable[[Clock], datetime] | None = None
    fails: tuple[float, float] = (0, 0)
    language: str = "en"

    def text(self, hour: float) -> str:
        if self.language == "de":
            return (
                f"Der Minister hat am Montag in {self.name} mit der Delegation über die Grenze gesprochen, "
                "und die Gespräche sollen nach seinen Worten in der nächsten Woche fortgesetzt werden. "
                "Die Regierung wollte sich dazu nicht äußern."
            )
        lines = [f"The minister of {self.name} met a delegation from the border villages of {self.name} on Monday."]
        if self.changed is not None and hour >= self.changed:
            lines.append(
                f"On the evening of the same day the delegation denied that it had met anybody of {self.name}."
            )
        return "\n".join(lines)

    @property
    def published(self) -> datetime:
        return BEGIN + self.out * HOUR

    def page(self, hour: float) -> bytes:
        head = f"<title>Talks in {self.name}</title>"
        if self.dated:
            data = {"@type": "NewsArticle", "datePublished": f"{self.published.isoformat()}+00:00"}
            head += f'<script type="application/ld+json">{json.dumps(data)}</script>'
        body = "".join(f"<p>{line}</p>" for line in self.text(hour).split("\n"))
        body = f"<article><h1>Talks in {self.name}</h1>{body}</article>"
        return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def hang_up(connection: socket.socket) -> None:
    connection.close()


@dataclass
class Newsroom:
    """What the server answers at each moment. `dead`: hours in which it answers nothing at all; `broken`: hours in
    which feeds are cut off in the middle of their first item. Feeds show the newest `window` articles."""

    clock: Clock
    articles: list[Article]
    window: int = 5
    dead: tuple[float, float] = (0, 0)
    broken: tuple[float, float] = (0, 0)
    given: dict[str, list[str]] = field(default_factory=dict)
    """The texts that were given out, by article, in their order."""
    words: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """What each feed has said of each article."""
    server: Server = field(init=False)

    def __post_init__(self) -> None:
        self.server = Server()
        self.server.answers = self  # type: ignore[assignment]

    def get(self, path: str, default: Any) -> Any:
        """The answer to a request, as the server asks for it."""
        hour = self.clock.hour
        if self.dead[0] <= hour < self.dead[1]:
            return hang_up
        path = path.split("?")[0]
        if path in FEEDS:
            content, kind = FEEDS[path](self)
            if self.broken[0] <= hour < self.broken[1]:
                content = content[: content.index("Talks in") + 5]
            return answer(content.encode(), f"Content-Type: {kind}")
        for article in self.articles:
            if path == f"/{article.name}" and hour >= article.out:
                if article.fails[0] <= hour < article.fails[1]:
                    return answer(b"", status="503 Service Unavailable")
                given = self.given.setdefault(article.name, [])
                if (text := article.text(hour)) not in given:
                    given.append(text)
                return answer(article.page(hour))
        return default

    def shown(self) -> list[Article]:
        out = [article for article in self.articles if article.out <= self.clock.hour]
        return sorted(out, key=lambda article: article.out, reverse=True)[: self.window]

    def told(self, article: Article) -> datetime:
        return article.told(self.clock) if article.told else article.published

    def said(self, article: Article, feed: str) -> str:
        """The summary in feeds, which tells of a change."""
        hour = self.clock.hour
        word = "more" if article.changed is not None and hour >= article.changed else "first"
        if not self.broken[0] <= hour < self.broken[1]:
            self.words.setdefault((feed, article.name), set()).add(word)
        return word

    def change_was_told(self, article: Article) -> bool:
        """Whether any feed has said first the one and then the other of an article."""
        return any(name == article.name and len(words) == 2 for (_, name), words in self.words.items())

    def rss(self) -> tuple[str, str]:
        items = "".join(
            f"<item><title>Talks in {a.name}</title><link>/{a.name}</link>"
            f"<description>{self.said(a, 'rss')}</description>"
            f"<pubDate>{format_datetime(self.told(a).replace(tzinfo=UTC))}</pubDate></item>"
            for a in self.shown()
        )
        return f'<rss version="2.0"><channel><title>The Daily</title>{items}</channel></rss>', "application/rss+xml"

    def atom(self) -> tuple[str, str]:
        entries = "".join(
            f'<entry><title>Talks in {a.name}</title><link href="/{a.name}?utm_source=feed"/>'
            f"<published>{self.told(a).isoformat()}Z</published><summary>{self.said(a, 'atom')}</summary></entry>"
            for a in self.shown()[::2]
        )
        title = "<title>The Daily, half</title>"
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{title}{entries}</feed>', "application/atom+xml"

    def sitemap(self) -> tuple[str, str]:
        urls = "".join(
            f"<url><loc>{self.server.url(f'/{a.name}')}</loc><n:news><n:publication_date>{self.told(a).isoformat()}Z"
            f"</n:publication_date><n:title>Talks in {a.name}</n:title></n:news></url>"
            for a in self.shown()
        )
        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
        return f"<urlset {names}>{urls}</urlset>", "application/xml"


FEEDS = {"/rss": Newsroom.rss, "/atom": Newsroom.atom, "/news.xml": Newsroom.sitemap}


@dataclass
class Told:
    """What a watch told."""

    troubles: list[str] = field(default_factory=list)
    added: Added = field(default_factory=Added)

    def trouble(self, name: str, words: str) -> None:
        self.troubles.append(f"{name.split('/')[-1]}: {words}")

    def recovered(self, name: str) -> None:
        self.troubles.append(f"{name.split('/')[-1]}: can be read again")

    def kept(self, added: Added) -> None:
        self.added += added

    def doing(self, words: str) -> None:
        pass


def without_model(reports: Sequence[Report]) -> Iterable[tuple[Report, Coding]]:
    """Codings without events: where the model is not the point."""
    return [(report, Coding(report, (), ())) for report in reports]


class OpenStore(Store):
    """A store whose file stays open until it is closed: opening it hundreds of times takes minutes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._stack = ExitStack()
        self._connection = self._stack.enter_context(super().writing())

    def writing(self) -> Any:
        return nullcontext(self._connection)

    def reading(self) -> Any:
        return nullcontext(self._connection)

    def close(self) -> None:
        self._stack.close()


def watcher(newsroom: Newsroom, path: Path, told: Told, feeds: Iterable[str] = ("/rss",), **settings: Any) -> Watcher:
    """A watch of the newsroom, in its time."""
    clock = newsroom.clock
    fetching = Fetching(allow_private=True, cache=None, patience=2.0, deadline=4.0, tries=1)
    client = Client(fetching, clock=clock.seconds, sleep=clock.sleep)
    addresses = [newsroom.server.url(path) for path in feeds]
    settings = {"code": without_model, "patient": False, "now": clock.now} | settings
    opened = settings.pop("store", None) or OpenStore(path)
    return Watcher(opened, addresses, client, listener=told, **settings)


def live(watch: Watcher, clock: Clock, until: float) -> None:
    """The watch goes on until the hour `until`, from one thing that is due to the next; then its process ends."""
    try:
        watch.begin()
        while clock.hour < until:
            due = watch.work()
            clock.moment = min(max(due or clock.moment, clock.moment), BEGIN + until * HOUR)
    finally:
        if isinstance(watch.store, OpenStore):
            watch.store.close()


def versions(store: Path) -> dict[str, list[str]]:
    """The texts that the store holds, by the last part of the address, oldest first."""
    found: dict[str, list[str]] = {}
    for row in Store(store).sql('SELECT url, "text" FROM report ORDER BY address, version'):
        found.setdefault(row["url"].split("/")[-1].split("?")[0], []).append(row["text"])
    return found
