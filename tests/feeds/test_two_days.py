"""Two days of a newspaper's feeds: what the store holds at the end is what was published, each text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from newsroom import BEGIN, FEEDS, HOUR, Article, Clock, Newsroom, Told, live, versions, watcher, without_model

from whowhom.records import Report
from whowhom.store import Store, feed_status, feeds

NAMES = [
    one + other
    for one in ("Alba", "Bora", "Cima", "Dora", "Elba", "Fara", "Gola", "Hora")
    for other in ("burg", "stad", "port", "vik", "mere", "dorf", "ville")
]


def usual() -> list[Article]:
    """An article every hour; every third changes after four hours, every second page tells its date."""
    return [
        Article(name, out=n - 8.5, changed=n - 4.5 if n % 3 == 0 else None, dated=n % 2 == 0)
        for n, name in enumerate(NAMES)
    ]


def test_all_is_kept_once_through_malformed_feeds_a_dead_server_and_restarts(tmp_path: Path) -> None:
    clock, told, store = Clock(), Told(), tmp_path / "s.duckdb"
    articles = usual()
    newsroom = Newsroom(clock, articles, window=20, dead=(20, 26), broken=(10, 11.5))
    all_feeds = ("/rss", "/atom", "/news.xml")
    kills = iter((4, 9, 15, 16, 30, 40))
    next_kill = next(kills)

    class KilledError(BaseException):
        pass

    def code(reports: Sequence[Report]) -> list[tuple[object, object]]:
        nonlocal next_kill
        if clock.hour >= next_kill:
            next_kill = next(kills, 1000)
            raise KilledError
        return list(without_model(reports))

    restarts = 0
    while clock.hour < 48:
        try:
            live(watcher(newsroom, store, told, all_feeds, code=code), clock, 48)
        except KilledError:
            restarts += 1
            clock.sleep(20)
    assert restarts == 6
    held = versions(store)
    assert held == newsroom.given  # nothing lost, nothing twice
    assert set(held) == {a.name for a in articles if a.out < 47}
    assert all(held[a.name][-1] == a.text(48) for a in articles if newsroom.change_was_told(a))
    assert sum(len(texts) == 2 for texts in held.values()) >= 12
    reports = Store(store).sql("SELECT published, published_basis, url FROM reports")
    assert len(reports) == len(held)
    by_name = {article.name: article for article in articles}
    for report in reports:
        article = by_name[report["url"].split("/")[-1].split("?")[0]]
        assert datetime.fromisoformat(report["published"]).replace(tzinfo=None) == article.published
        assert report["published_basis"] == ("json-ld" if article.dated else "given")
    for path in all_feeds:  # told once when it fails, and once when it can be read again
        about = [words for words in told.troubles if words.startswith(f"{path[1:]}: ")]
        assert len(about) == 4
        assert "holds no" in about[0] or "is a sitemap without" in about[0]
        assert "does not answer" in about[2]
        assert about[1] == about[3] == f"{path[1:]}: can be read again"
    asked = Counter(path.split("?")[0] for path in newsroom.server.paths())
    for name, texts in held.items():  # once for each text, and again by other feeds' words or after a kill
        assert asked[f"/{name}"] <= 3 * len(texts) + 1
    newsroom.server.close()


def test_dates_that_lie(tmp_path: Path) -> None:
    clock, store = Clock(), tmp_path / "s.duckdb"
    future = Article("Albaburg", 1, told=lambda _: datetime(2091, 1, 1))
    zero = Article("Boraburg", 2, told=lambda _: datetime(1970, 1, 1))
    moving = Article("Cimaburg", 3, told=lambda clock: clock.now())
    contradicted = Article("Doraburg", 4, dated=True, told=lambda _: BEGIN - 700 * HOUR)
    others = [Article(name, 5.0 + n) for n, name in enumerate(NAMES[22:41])]
    newsroom = Newsroom(clock, [future, zero, moving, contradicted, *others], window=30)
    live(watcher(newsroom, store, Told()), clock, 24)
    found = {
        row["url"].split("/")[-1]: (row["published"], row["published_basis"])
        for row in Store(store).sql("SELECT url, published, published_basis FROM reports")
    }
    assert found["Albaburg"] == found["Boraburg"] == (None, None)
    moment, basis = found["Cimaburg"]
    assert basis == "given"
    assert timedelta() <= datetime.fromisoformat(moment).replace(tzinfo=None) - moving.published <= 3 * HOUR
    assert found["Doraburg"] == (f"{contradicted.published.isoformat()}+00:00", "json-ld")
    asked = Counter(newsroom.server.paths())
    assert 2 <= asked["/Cimaburg"] <= 8  # its feed calls it changed at every look: believed ever less
    assert asked["/rss"] > 14
    newsroom.server.close()


def test_a_sitemap_of_a_whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stood in it at the first look is old, unless it is dated as new; an old page that changes is news."""

    def sitemap(room: Newsroom) -> tuple[str, str]:
        hour = room.clock.hour
        dates = {
            "Albaburg": "2001-01-01" if hour < 20 else clock.now().isoformat(),
            "Albastad": clock.now().date().isoformat(),
            "Albaport": None,
        } | ({"Albavik": None} if hour > 10 else {})
        urls = "".join(
            f"<url><loc>/{name}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>"
            for name, date in dates.items()
        )
        return f"<urlset>{urls}</urlset>", "application/xml"

    monkeypatch.setitem(FEEDS, "/site.xml", sitemap)
    clock, store = Clock(), tmp_path / "s.duckdb"
    newsroom = Newsroom(clock, [Article(name, -1) for name in NAMES[:4]])

    def held(until: float, *feeds: str) -> set[str]:
        live(watcher(newsroom, store, Told(), feeds), clock, until)
        return set(versions(store))

    assert held(9, "/site.xml") == {"Albastad"}
    assert held(19, "/site.xml") == {"Albastad", "Albavik"}
    assert held(30, "/site.xml") == {"Albastad", "Albavik", "Albaburg"}
    assert held(31, "/site.xml", "/rss") == set(NAMES[:4])  # a feed calls what it lists new
    newsroom.server.close()


def test_pages_that_fail(tmp_path: Path) -> None:
    clock, told, store = Clock(), Told(), tmp_path / "s.duckdb"
    late = Article("Albaburg", 1, fails=(1, 30))
    gone = Article("Boraburg", 2)
    german = Article("Cimaburg", 3, language="de")
    newsroom = Newsroom(clock, [late, gone, german, *(Article(name, 4.0 + n) for n, name in enumerate(NAMES[22:31]))])
    answers = newsroom.get
    newsroom.get = lambda path, default: default if path == "/Boraburg" else answers(path, default)  # type: ignore[method-assign]
    watch = watcher(newsroom, store, told)
    live(watch, clock, 29)
    assert "Albaburg" not in versions(store)
    with Store(store).reading() as connection:
        (status,) = feed_status.feeds(connection, clock.now())
        failures = feed_status.failures(connection, 10)
    assert (status.seen, status.kept, status.waiting, status.failed, status.reason) == (12, 9, 0, 2, None)
    assert [(item.link.split("/")[-1], item.next_try is None) for item in failures] == [
        ("Albaburg", False), ("Boraburg", True),
    ]  # fmt: skip
    assert "503" in failures[0].reason
    assert "404" in failures[1].reason
    assert [words for words in told.troubles if "given up after 3 tries" in words] == [
        "Boraburg: the server answered 404 Not Found: there is no such page; given up after 3 tries"
    ]
    live(watcher(newsroom, store, told), clock, 60)  # it has long left the feed
    assert "Albaburg" in versions(store)
    asked = Counter(newsroom.server.paths())
    assert asked["/Boraburg"] == 3
    assert asked["/Cimaburg"] == 1
    newsroom.server.close()


def test_another_feed_means_the_text_of_its_time(tmp_path: Path) -> None:
    """Within an hour of the reading the same, later perhaps another."""
    clock, store = Clock(), tmp_path / "s.duckdb"
    newsroom = Newsroom(clock, [Article("Albaburg", -1, changed=2)])
    live(watcher(newsroom, store, Told()), clock, 0.4)
    live(watcher(newsroom, store, Told(), ["/news.xml"]), clock, 0.6)
    assert newsroom.server.paths().count("/Albaburg") == 1
    live(watcher(newsroom, store, Told(), ["/news.xml"]), clock, 3)
    live(watcher(newsroom, store, Told(), ["/atom"]), clock, 4)
    assert versions(store) == newsroom.given
    assert len(newsroom.given["Albaburg"]) == 2
    newsroom.server.close()


def test_a_server_that_wants_to_be_left_alone_is(tmp_path: Path) -> None:
    from loopback import answer

    clock, store = Clock(), tmp_path / "s.duckdb"
    newsroom = Newsroom(clock, [Article("Albaburg", 0)])
    answers = newsroom.get
    busy = answer(b"", "Retry-After: 36000", status="429 Too Many Requests")
    newsroom.get = lambda path, default: busy if path == "/rss" and clock.hour < 1 else answers(path, default)  # type: ignore[method-assign]
    live(watcher(newsroom, store, Told()), clock, 0.5)
    live(watcher(newsroom, store, Told()), clock, 9)  # another process, which knows only what the store does
    assert newsroom.server.paths().count("/rss") == 1
    live(watcher(newsroom, store, Told()), clock, 12)
    assert list(versions(store)) == ["Albaburg"]
    newsroom.server.close()


def test_a_page_that_ends_every_process_is_given_up_and_holds_up_no_other(tmp_path: Path) -> None:
    class CrashError(BaseException):
        pass

    def code(reports: Sequence[Report]) -> list[tuple[object, object]]:
        if any("Cimaburg" in report.id for report in reports):
            raise CrashError
        return list(without_model(reports))

    clock, told, store = Clock(), Told(), tmp_path / "s.duckdb"
    newsroom = Newsroom(clock, [Article(name, -1) for name in NAMES[:20]], window=20)
    crashes = 0
    while clock.hour < 60:
        try:
            live(watcher(newsroom, store, told, code=code), clock, 60)
        except CrashError:
            crashes += 1
            clock.sleep(60)
            if crashes == 4:
                assert sorted(versions(store)) == sorted(set(NAMES[:20]) - {"Cimaburg"})
    assert crashes == 5
    with Store(store).reading() as connection:
        (failure,) = feed_status.failures(connection, 10)
    assert failure.link.endswith("/Cimaburg")
    assert failure.reason == "each try to read it has ended the process"
    assert failure.next_try is None
    newsroom.server.close()


@pytest.mark.parametrize("moment", ["take", "done", "record"])
def test_a_step_that_is_broken_off_is_done_again_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """In the middle of a transaction: nothing of it is kept."""
    clock, told, store = Clock(), Told(), tmp_path / "s.duckdb"
    newsroom = Newsroom(clock, [Article(name, -1) for name in NAMES[:4]])
    true = getattr(feeds, moment)
    count = 0

    def broken(*args: object) -> object:
        nonlocal count
        count += 1
        result = true(*args)
        if count == (2 if moment == "done" else 1):
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(feeds, moment, broken)
    with pytest.raises(KeyboardInterrupt):
        live(watcher(newsroom, store, told), clock, 1)
    assert versions(store) == {}
    live(watcher(newsroom, store, told), clock, 2)
    assert sorted(versions(store)) == sorted(NAMES[:4])
    newsroom.server.close()
