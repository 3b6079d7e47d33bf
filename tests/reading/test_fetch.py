"""The client against servers on loopback: polite, bounded, never where it must not go, and clear about what failed."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from loopback import Server, answer

from whowhom.errors import ReadError
from whowhom.reading import read
from whowhom.reading.fetch import Fetching
from whowhom.reading.fetch.client import Client
from whowhom.reading.fetch.errors import FetchError
from whowhom.reading.fetch.guard import checked_ip, checked_url
from whowhom.reading.fetch.pages import read_address
from whowhom.reading.fetch.settings import cache_folder
from whowhom.reading.given import Given
from whowhom.records import Report

SENTENCE = "The president of Ruritania met the foreign minister of Syldavia on Monday."
PAGE = (
    f"<html><head><title>Ministers meet</title></head><body><article><p>{SENTENCE}</p></article></body></html>"
).encode()

Make = Callable[..., Client]


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(clock: Clock) -> Iterator[Make]:
    """Makes clients that read loopback, in a hurry, without a cache."""
    made: list[Client] = []

    def client(resolver: Callable[[str, int], list[str]] | None = None, **settings: Any) -> Client:
        usual = {"allow_private": True, "cache": None, "patience": 0.3, "deadline": 2.0, "tries": 1}
        world = {"resolver": resolver} if resolver is not None else {}
        made.append(Client(Fetching(**{**usual, **settings}), clock=clock, sleep=clock.sleep, **world))
        return made[-1]

    yield client
    for one in made:
        one.close()


def report_at(client: Client, address: str, published: str | None = None) -> Report:
    (report,) = read_address(address, Given(address, address, published), client.fetching, client)
    assert isinstance(report, Report)
    return report


def failure(client: Client, address: str) -> str:
    with pytest.raises(ReadError) as caught:
        report_at(client, address)
    assert caught.value.name == address
    return caught.value.reason


def test_a_page_becomes_a_report_with_its_address(server: Server, make: Make) -> None:
    server.answers = {"/old": answer(b"", "Location: /page#part", status="301 Moved"), "/page": answer(PAGE)}
    report = report_at(make(), server.url("/old"))
    assert (report.id, report.url, report.text) == (server.url("/old"), server.url("/page"), SENTENCE)
    assert report.published is None
    assert server.paths() == ["/robots.txt", "/old", "/page"]
    assert all(headers["user-agent"].startswith("whowhom/") for _, headers in server.asked)


def test_addresses_are_read_like_files_and_failures_do_not_end_the_run(server: Server, tmp_path: Path) -> None:
    server.answers = {"/page": answer(PAGE)}
    errors: list[ReadError] = []
    fetching = Fetching(allow_private=True, cache=tmp_path, pause=0.0, tries=1)
    inputs = [server.url("/none"), server.url("/page"), server.url("/page"), "ftp://ledger.example/page"]
    reports = list(read(inputs, on_error=errors.append, fetching=fetching))
    assert [report.id for report in reports] == [server.url("/page"), f"{server.url('/page')}#2"]
    assert ["404" in errors[0].reason, "ftp" in errors[1].reason] == [True, True]


def test_a_list_of_addresses_is_read_one_by_one(server: Server, tmp_path: Path) -> None:
    server.answers = {"/a": answer(PAGE), "/b": answer(PAGE)}
    path = tmp_path / "reports.urls"
    path.write_text(f"# of today\n{server.url('/a')}\n\nledger.example/c\n  {server.url('/b')}\n")
    errors: list[ReadError] = []
    fetching = Fetching(allow_private=True, cache=None, pause=0.0, tries=1)
    reports = list(read([path], published="2024-06-19", on_error=errors.append, fetching=fetching))
    assert [(report.id, report.published) for report in reports] == [
        (server.url("/a"), "2024-06-19"),
        (server.url("/b"), "2024-06-19"),
    ]
    assert [error.name for error in errors] == [f"{path}:4"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "http and https"),
        ("gopher://ledger.example/", "http and https"),
        ("http://", "names no host"),
        ("http://user:secret@ledger.example/", "user name"),
        ("http://ledger.example:22/", "port 22"),
        ("http://ledger.example:6379/", "port 6379"),
        ("http://[::1/", "no address"),
        ("http://0177.0.0.1/", "no address"),
    ],
)
def test_addresses_that_are_not_fetched(address: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        checked_url(address, allow_private=False)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::", "::7f00:1",
    ],
)  # fmt: skip
def test_machines_that_are_not_asked(ip: str) -> None:
    with pytest.raises(FetchError, match="--allow-private"):
        checked_ip(ip, "ledger.example", allow_private=False)
    assert checked_ip(ip, "ledger.example", allow_private=True) == ip


@pytest.mark.parametrize("ip", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_machines_that_are_asked(ip: str) -> None:
    assert checked_ip(ip, "ledger.example", allow_private=False) == ip


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1", "[::1]"])
def test_odd_spellings_of_loopback_are_not_asked(server: Server, make: Make, host: str) -> None:
    client = make(allow_private=False)
    assert "a loopback address" in failure(client, f"http://{host}/")
    assert server.asked == []


@pytest.mark.parametrize("target", ["http://127.0.0.1/x", "http://inside.example/x", "//inside.example/x", "file:///x"])
def test_redirects_are_checked_as_addresses_are(server: Server, make: Make, monkeypatch: Any, target: str) -> None:
    """The first server passes for one of the public net; what it redirects to does not."""
    monkeypatch.setattr(
        "whowhom.reading.fetch.network.checked_ip",
        lambda ip, host, allow: ip if host == "ledger.example" else checked_ip(ip, host, allow),
    )
    monkeypatch.setattr("whowhom.reading.fetch.guard.WEB_PORTS", {80, server.port})
    names = {"ledger.example": ["127.0.0.1"], "inside.example": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    client = make(allow_private=False, resolver=lambda host, port: names[host])
    server.answers["/"] = answer(b"", f"Location: {target}", status="302 Found")
    reason = failure(client, server.url("/", host="ledger.example"))
    assert "loopback" in reason or "http and https" in reason
    assert server.paths() == ["/robots.txt", "/"]


def test_one_private_address_among_public_ones_is_enough(make: Make) -> None:
    client = make(allow_private=False, resolver=lambda host, port: ["1.1.1.1", "10.0.0.1"])
    assert "leads to 10.0.0.1, a private address" in failure(client, "http://ledger.example/")


def test_the_connection_goes_to_the_address_that_was_checked(server: Server, make: Make) -> None:
    """A name that resolves elsewhere at the second question is asked for only once a connection."""
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.answers["/page"] = answer(PAGE)
    report = report_at(make(resolver=resolver), server.url("/page", host="nowhere.invalid"))
    assert (report.text, asked) == (SENTENCE, ["nowhere.invalid"])
    assert server.asked[-1][1]["host"] == f"nowhere.invalid:{server.port}"


def test_an_unknown_host_is_named(make: Make) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise FetchError(f"the host {host} cannot be found")

    assert failure(make(resolver=resolver), "http://nowhere.invalid/") == "the host nowhere.invalid cannot be found"


def test_robots_txt_is_obeyed_and_asked_for_once(server: Server, make: Make) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: whowhom\nDisallow: /private\nAllow: /\n"
    server.answers = {"/robots.txt": answer(rules, "Content-Type: text/plain"), "/page": answer(PAGE)}
    client = make()
    assert "robots.txt does not allow" in failure(client, server.url("/private/page"))
    assert report_at(client, server.url("/page")).text == SENTENCE
    assert server.paths() == ["/robots.txt", "/page"]


@pytest.mark.parametrize("status", ["500 Error", "503 Busy", "429 Slow"])
def test_without_robots_txt_from_a_broken_server_nothing_is_fetched(server: Server, make: Make, status: str) -> None:
    server.answers = {"/robots.txt": answer(status=status), "/page": answer(PAGE)}
    assert "does not say what it allows" in failure(make(), server.url("/page"))
    assert server.paths() == ["/robots.txt"]


def test_a_pause_between_requests_and_the_longer_one_that_a_host_asks_for(
    server: Server, make: Make, clock: Clock
) -> None:
    server.answers = {"/a": answer(PAGE), "/robots.txt": answer(b"User-agent: *\nCrawl-delay: 7\n")}
    client = make(pause=2.0)
    for _ in range(3):
        report_at(client, server.url("/a"))
    assert clock.slept == [2.0, 7.0, 7.0]
    assert server.most_at_once == 1


@pytest.mark.parametrize("form", ["5", "date"])
def test_retry_after_is_waited_for(server: Server, make: Make, clock: Clock, form: str) -> None:
    value = formatdate(time.time() + 5.9, usegmt=True) if form == "date" else form
    busy = answer(b"", f"Retry-After: {value}", status="503 Busy")
    server.answers["/page"] = [busy, answer(PAGE)]
    assert report_at(make(tries=2, pause=0.0), server.url("/page")).text == SENTENCE
    assert max(clock.slept) == pytest.approx(5, abs=1)


def test_a_host_that_asks_for_an_hour_is_left_alone(server: Server, make: Make) -> None:
    server.answers["/page"] = answer(b"", "Retry-After: 3600", status="429 Too Many Requests")
    client = make(tries=3)
    assert "429 Too Many Requests; it is not asked again before" in failure(client, server.url("/page"))
    assert "not asked again" in failure(client, server.url("/other"))
    assert server.paths() == ["/robots.txt", "/page"]


def test_failures_that_may_pass_are_tried_again_ever_later(server: Server, make: Make, clock: Clock) -> None:
    server.answers["/page"] = [answer(status="502 Bad Gateway"), reset, answer(PAGE)]
    assert report_at(make(tries=3, pause=1.0), server.url("/page")).text == SENTENCE
    assert clock.slept == [1.0, 2.0, 4.0]


def test_what_will_not_pass_is_not_tried_again(server: Server, make: Make) -> None:
    assert "404 Not Found: there is no such page" in failure(make(tries=3), server.url("/page"))
    assert server.paths() == ["/robots.txt", "/page"]


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def stall(connection: socket.socket) -> None:
    time.sleep(1.5)


def half(connection: socket.socket) -> None:
    connection.sendall(answer(PAGE, length=len(PAGE) + 500))


def drip_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        connection.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.1)


def drip_body(connection: socket.socket) -> None:
    connection.sendall(answer(b"", length=100_000))
    for _ in range(60):
        connection.sendall(b"x")
        time.sleep(0.1)


def huge_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(300):
        connection.sendall(b"X-Long: " + b"y" * 1000 + b"\r\n")


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"220 mail.ledger.example ESMTP\r\n")


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (reset, "broke"),
        (stall, "nothing came from 127.0.0.1 for 0.3 s"),
        (half, "without sending complete message body"),
        (drip_head, "took longer than allowed"),
        (drip_body, "took longer than allowed"),
        (huge_head, "does not answer as a web server does"),
        (endless, "larger than 0.1 MB"),
        (no_http, "does not answer as a web server does"),
        (answer(b"", length=10_000_000), "larger than 0.1 MB"),
        (answer(gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip"), "unpacks to more than 0.1 MB"),
        (answer(b"\x1f\x8b\x08 no", "Content-Encoding: gzip"), "cannot be unpacked"),
        (answer(PAGE, "Content-Encoding: rot13"), "'rot13', which is not read"),
        (answer(b"%PDF-1.7", "Content-Type: application/pdf"), "is application/pdf, not a web page"),
        (answer(b""), "empty"),
        (answer(b"<html><body>Menu</body></html>"), "no article found"),
        (answer(b"", "Location: /page", status="302 Found"), "redirects more than 5 times"),
        (answer(b"", "Location: http://x:y/", status="302 Found"), "redirects to 'http://x:y/'"),
        (answer(status="403 Forbidden"), "403 Forbidden: it does not serve robots"),
        (answer(status="500 Error"), "500 Error"),
    ],
)  # fmt: skip
def test_servers_that_misbehave(server: Server, make: Make, behaviour: Any, reason: str) -> None:
    server.answers["/page"] = behaviour
    begun = time.monotonic()
    assert reason in failure(make(largest=100_000, deadline=0.8), server.url("/page"))
    assert time.monotonic() - begun < 2.5
    server.answers["/page"] = answer(PAGE)
    assert report_at(make(), server.url("/page")).text == SENTENCE


def test_a_dead_host_is_not_asked_again_for_a_while(make: Make) -> None:
    dead = Server()
    addresses = [dead.url("/a"), dead.url("/b")]
    dead.close()
    client = make(tries=2)
    assert "no connection to 127.0.0.1" in failure(client, addresses[0])
    assert "not asked again before" in failure(client, addresses[1])


@pytest.mark.parametrize(
    ("headers", "charset"),
    [("Content-Type: text/html; charset=iso-8859-2", "iso8859-2"), ("Content-Type: text/html", "cp1252")],
)
def test_characters_of_other_charsets(server: Server, make: Make, headers: str, charset: str) -> None:
    name = {"iso8859-2": "Pożarewac", "cp1252": "“Café”"}[charset]
    server.answers["/page"] = answer(PAGE.replace(b"Ruritania", name.encode(charset)), headers)
    assert name in report_at(make(), server.url("/page")).text


def test_plain_text_is_read(server: Server, make: Make) -> None:
    server.answers["/page"] = answer(f"Ministers meet\n\n{SENTENCE}\n".encode(), "Content-Type: text/plain")
    report = report_at(make(), server.url("/page"), "2024-06-19")
    assert (report.title, report.text, report.url) == ("Ministers meet", SENTENCE, server.url("/page"))


def test_what_is_fresh_is_not_fetched_again_and_what_is_stale_is_asked_about(
    server: Server, make: Make, tmp_path: Path
) -> None:
    fresh = answer(PAGE, "Cache-Control: max-age=600", f"Date: {formatdate(usegmt=True)}")
    stale = answer(PAGE, 'ETag: "1"', "Cache-Control: no-cache", f"Date: {formatdate(usegmt=True)}")
    unchanged = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    server.answers = {"/fresh": fresh, "/stale": [stale, unchanged]}
    for _ in range(2):  # the cache outlives its client
        client = make(cache=tmp_path)
        for path in ("/fresh", "/stale"):
            assert report_at(client, server.url(path)).text == SENTENCE
        client.close()
    assert [path for path in server.paths() if path != "/robots.txt"] == ["/fresh", "/stale", "/stale"]
    assert server.asked[-1][1]["if-none-match"] == '"1"'


def test_what_was_cached_with_leave_is_not_read_without(server: Server, make: Make, tmp_path: Path) -> None:
    server.answers["/page"] = answer(PAGE, "Cache-Control: max-age=600", f"Date: {formatdate(usegmt=True)}")
    names = {"resolver": lambda host, port: ["127.0.0.1"]}
    address = server.url("/page", host="ledger.example")
    assert report_at(make(cache=tmp_path, **names), address).text == SENTENCE
    client = make(cache=tmp_path, allow_private=False, **names)
    assert "--allow-private" in failure(client, address)


def test_a_cache_that_cannot_be_written_costs_nothing(server: Server, make: Make, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    server.answers["/page"] = answer(PAGE, "Cache-Control: max-age=600")
    assert report_at(make(cache=blocked), server.url("/page")).text == SENTENCE


def test_the_cache_stands_where_the_system_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "whowhom"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder() == tmp_path / "home" / ".cache" / "whowhom"
