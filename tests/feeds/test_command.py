"""`whowhom watch` as it is run: once, for long, stopped, killed, with a full disk, and asked how it stands."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from loopback import Server, answer
from newsroom import HOUR, Article, Clock, Newsroom, Told, versions, watcher, without_model

from whowhom.cli import build_parser
from whowhom.commands import watch
from whowhom.errors import ReadError, StoreError, WhowhomError
from whowhom.feeds import watcher as watching
from whowhom.store import Store
from whowhom.store.adding import Added

NAMES = [one + other for one in ("Alba", "Bora", "Cima", "Dora", "Elba") for other in ("burg", "stad", "port", "vik")]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """Twenty articles, all of them out."""
    made = Newsroom(Clock(), [Article(name, -1.0 - n) for n, name in enumerate(NAMES)], window=50)
    yield made
    made.server.close()


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model, and without pauses between requests."""
    true = watch.fetching_of
    monkeypatch.setattr(watch, "_coding", lambda _: without_model)
    monkeypatch.setattr(watch, "fetching_of", lambda args: replace(true(args), pause=0.0))


def run(*words: str) -> int:
    args = build_parser().parse_args(["watch", *words, "--store", "s.duckdb", "--allow-private"])
    status: int = args.run(args)
    return status


def in_a_process(work: Callable[[], int]) -> int:
    """The number of a process that does the work and ends with its status."""
    pid = os.fork()
    if not pid:
        status = 70
        try:
            status = work()
        finally:
            os._exit(status)
    return pid


def ended(pid: int, within: float) -> int:
    """The status with which the process ends."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    pytest.fail(f"it has not ended within {within} s")


@pytest.mark.usefixtures("cheap")
def test_once_and_again_and_how_it_stands(newsroom: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    feed, none = newsroom.server.url("/rss"), newsroom.server.url("/none")
    Path("feeds.opml").write_text(f'<opml><body><outline xmlUrl="{feed}"/></body></opml>')
    assert run("feeds.opml", "--once", "--keep", "pages.warc.gz") == 0
    out, err = capsys.readouterr()
    assert sum(int(line.split()[2]) for line in out.splitlines()) == 20
    assert err == ""
    asked = len(newsroom.server.asked)
    assert run("--once") == 0  # the feeds that the store knows, of which none is due
    assert len(newsroom.server.asked) == asked
    assert run(feed, none, "--once") == 1
    assert "/none: the server answered 404" in capsys.readouterr().err
    assert run("--status") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{feed}  The Daily"
    assert lines[1] == "  items: 20 seen, 20 new in a day, 20 kept, 0 waiting, 0 failed"
    assert lines[3] == none
    assert "succeeded never" in lines[5]
    assert lines[6] == "  failed: the server answered 404 Not Found: there is no such page"
    assert set(versions(Path("s.duckdb"))) == set(NAMES)
    assert Path("pages.warc.gz").stat().st_size > 5000


def test_what_is_wrong_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WhowhomError, match="no feeds: name some"):
        run("--once")
    with pytest.raises(ReadError, match="No such file"):
        run("feeds.opml")
    with pytest.raises(StoreError, match="no such store"):
        run("--status")
    Store("s.duckdb").add([])
    with Store("s.duckdb").writing():
        pass
    assert run("--status") == 0
    assert "no feeds are watched" in capsys.readouterr().err


def test_with_the_coder(tmp_path: Path) -> None:
    text = "Russia shelled the city of Kharkiv on Tuesday, the president of Ukraine said in a statement."
    page = (
        f"<html><head><title>Shells</title></head><body><article><h1>Shells</h1><p>{text}</p></article></body></html>"
    )
    server = Server()
    server.answers["/a"] = answer(page.encode())
    item = "<item><link>/a</link><pubDate>Wed, 19 Jun 2024 10:00:00 +0200</pubDate></item>"
    server.answers["/rss"] = answer(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode())
    assert run(server.url("/rss"), "--once") == 0
    (event,) = Store("s.duckdb").events(event_type="ASSAULT")
    assert event.date is not None
    assert event.date.start == "2024-06-18"  # by the feed's date: the page tells none
    assert [party.country for party in event.asserted_by] == ["UKR"]
    server.close()


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_it_well_even_where_a_server_stalls(newsroom: Newsroom, number: int) -> None:
    stalling = Server({"/rss": lambda connection: time.sleep(60)})
    stalling.answers["/robots.txt"] = answer(b"", status="404 Not Found")
    feeds = [newsroom.server.url("/rss"), newsroom.server.url("/news.xml")]
    pid = in_a_process(lambda: run(*feeds))
    end = time.monotonic() + 60
    while time.monotonic() < end and not Path("s.duckdb").exists():
        time.sleep(0.1)
    while time.monotonic() < end and not (newsroom.given.keys() >= set(NAMES[:5])):
        time.sleep(0.05)
    os.kill(pid, number)
    assert ended(pid, within=20) == 0
    held = versions(Path("s.duckdb"))
    assert set(held) <= set(newsroom.given)
    assert held
    pid = in_a_process(lambda: run(stalling.url("/rss")))
    while time.monotonic() < end and "/rss" not in stalling.paths():
        time.sleep(0.05)
    time.sleep(0.2)
    os.kill(pid, number)
    assert ended(pid, within=10) == 0
    stalling.close()


def test_killed_at_any_moment_it_goes_on_where_it_was(newsroom: Newsroom) -> None:
    store = Path("s.duckdb")
    chance = Random(4)

    def work() -> int:
        told = Told()
        one = watcher(newsroom, store, told, ("/rss", "/atom"), store=Store(store), patient=True)
        one.begin()
        one.work()
        return len(told.troubles)

    kills = 0
    for _ in range(8):
        pid = in_a_process(work)
        time.sleep(chance.uniform(0.2, 2.5))
        os.kill(pid, signal.SIGKILL)
        kills += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        newsroom.clock.sleep(3000)
        if store.exists():
            assert all(len(texts) == 1 for texts in versions(store).values())
    assert kills >= 2
    for _ in range(3):
        assert ended(in_a_process(work), within=120) == 0
        newsroom.clock.moment += 12 * HOUR
    assert versions(store) == newsroom.given
    assert set(newsroom.given) == set(NAMES)


def test_a_full_disk_is_told_waited_for_and_loses_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No file of the process may grow, until it has said so twice; then the disk has room again."""
    monkeypatch.setattr(watching, "DISK_RETRY", (0.05, 0.1))
    store = Path("s.duckdb")
    words = Random(1)
    long = " ".join(f"The delegation of {words.getrandbits(80)} left on Monday." for _ in range(12_000))
    monkeypatch.setattr(Article, "text", lambda self, _: f"The talks of {self.name} ended on Monday. {long}")
    monkeypatch.setattr(newsroom, "articles", newsroom.articles[:4])

    class Telling(Told):
        def trouble(self, name: str, words: str) -> None:
            super().trouble(name, words)
            print(words)
            if len(self.troubles) == 2:
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def work() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        told = Telling()
        one = watcher(newsroom, store, told, store=Store(store), patient=True)
        one.begin()
        resource.setrlimit(resource.RLIMIT_FSIZE, (store.stat().st_size + 300_000, resource.RLIM_INFINITY))
        one.work()
        print(flush=True)
        return len(told.troubles)

    assert ended(in_a_process(work), within=200) == 2
    assert "cannot be written" in (out := capfd.readouterr().out)
    assert "nothing is lost, tried again in" in out
    assert versions(store) == newsroom.given
    assert len(newsroom.given) == 4
    assert all(newsroom.server.paths().count(f"/{name}") == 1 for name in newsroom.given)


def test_a_line_on_a_terminal_alone(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for is_terminal in (False, True):
        monkeypatch.setattr("sys.stderr.isatty", lambda is_terminal=is_terminal: is_terminal)
        telling = watch.Telling()
        telling.doing("reading 3 pages")
        telling.kept(Added(new=2, changed=1, events=4))
        telling.doing("next at 10:00 UTC")
        telling.trouble("https://daily.example/rss", "the server answered 404")
        telling.clear()
        out, err = capsys.readouterr()
        assert out.endswith(" 2 new, 1 changed reports; 4 events\n")
        assert "whowhom: https://daily.example/rss: the server answered 404\n" in err
        assert ("3 reports kept; next at 10:00 UTC" in err) == is_terminal
        assert ("\x1b" in err) == is_terminal


def test_the_server_is_asked_whether_a_feed_has_changed(tmp_path: Path) -> None:
    """Whatever is said of its freshness: looks are spaced already. What has not changed comes from the cache."""
    from whowhom.feeds.look import Look, look
    from whowhom.reading.fetch import Fetching
    from whowhom.reading.fetch.client import Client

    feed = b'<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>'
    server = Server()
    server.answers["/rss"] = [
        answer(feed, 'ETag: "1"', "Cache-Control: max-age=86400"),
        b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n',
    ]
    client = Client(Fetching(allow_private=True, cache=tmp_path, pause=0.0))
    for _ in range(2):
        found = look(server.url("/rss"), client, 1_000_000, watching.utc_now())
        assert isinstance(found, Look)
        assert len(found.feed.items) == 1
        assert found.asked == pytest.approx(86400, abs=5)
    assert [headers.get("if-none-match") for path, headers in server.asked if path == "/rss"] == [None, '"1"']
    client.close()
    server.close()
