"""A local page stays local; what reports hold is shown, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from web.invented_store import codings, fill
from whowhom.store import Store
from whowhom.web.app import STATIC, make_app
from whowhom.web.links import outside
from whowhom.web.reader import Reader
from whowhom.web.refusal import Refusal
from whowhom.web.safety import allowed
from whowhom.web.words import visible

HOSTILE = "%3Cid%3E%26%3F%23%2F..%2Fx+y"
SHOWING = [
    "/", "/incidents", "/search?q=leader", "/search?q=%3Cscript%3E", f"/report?id={HOSTILE}", "/actor?name=leader",
    "/actor?name=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "/incidents?actor=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/dyad?one=Philippines&other=%3Cimg+src%3Dx+onerror%3Dalert(2)%3E+%E2%80%AEleader",
    "/dyad?one=China&other=%3Cscript%3Ealert(1)%3C/script%3E", "/nowhere/%3Cscript%3Ealert(1)%3C/script%3E",
    "/incidents?quad=%3Cscript%3Ealert(1)%3C/script%3E", "/instruments?name=%22%3E%3Cscript%3E",
]  # fmt: skip


class Elements(HTMLParser):
    """The elements of a page, as a browser would read them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    handle_startendtag = handle_starttag


@pytest.mark.parametrize("address", [*SHOWING, "/dyad?one=China&other=Philippines"])
def test_nothing_hostile_becomes_an_element(client: TestClient, address: str) -> None:
    page = client.get(address).text
    for tag, attributes in Elements(page).found:
        assert tag not in ("img", "b" if "onerror" in attributes else "iframe", "object", "embed", "style")
        if tag == "script":
            assert attributes == {"type": "module", "src": "/static/page.js"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "xlink:href"):
            if name in attributes:
                assert urlsplit(attributes[name]).scheme in ("", "http", "https"), attributes[name]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000\ud800-\udfff]", page)


def test_hostile_text_is_there_to_be_read(client: TestClient) -> None:
    page = client.get(f"/report?id={HOSTILE}").text
    assert "&lt;script&gt;document.title=&#39;run&#39;&lt;/script&gt;" in page
    assert "[U+202E]gnp.exe" in page
    assert "{{ 7 * 7 }}" in page
    assert "a[U+0000]b" in page
    assert "javascript:" not in page


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for address in ("/", "/incidents.json", "/incidents.csv", "/static/style.css", "/nowhere", "/incidents?quad=9",
                    "/download/csv"):  # fmt: skip
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "set-cookie" not in headers
        assert "access-control-allow-origin" not in headers


def test_what_fails_is_told_without_particulars(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whowhom.web.app.as_json", lambda page: 1 / 0)
    with TestClient(make_app(path), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.get("/incidents.json")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("host", [
    "127.0.0.1", "127.0.0.1:8321", "localhost", "LOCALHOST:80", "[::1]", "[::1]:8321",
])  # fmt: skip
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/search", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", [
    "evil.example", "evil.example:8321", "127.0.0.1.evil.example", "localhost.evil.example:8321", "", "127.0.0.1:80:80",
    "127.0.0.1@evil.example", "[::1].evil.example", "[::1", "0.0.0.0", "192.168.0.2", "127.0.0.1:evil", "[::2]",
])  # fmt: skip
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    for address in ("/", "/static/page.js", "/incidents.json"):
        answer = client.get(address, headers={"host": host})
        assert answer.status_code == 400
        assert "incident" not in answer.text


def test_hosts_of_a_server_started_elsewhere() -> None:
    assert allowed("192.168.0.2:8321", "192.168.0.2")
    assert not allowed("192.168.0.3:8321", "192.168.0.2")
    assert allowed("10.0.0.1:80", "0.0.0.0")
    assert not allowed("evil.example", "0.0.0.0")


@pytest.mark.parametrize(("address", "safe"), [
    ("https://a.example/x?y=1", True), ("HTTP://a.example", True), ("javascript:alert(1)", False),
    (" javascript:alert(1)", False), ("java\nscript:alert(1)", False), ("data:text/html,x", False),
    ("//a.example", False), ("/report?id=x", False), ("vbscript:x", False),
    ("https:alert(1)", False), ("http://[", False),
    (None, False), ("", False),
])  # fmt: skip
def test_only_addresses_of_the_web_become_links(address: str | None, safe: bool) -> None:
    assert (outside(address) is not None) is safe


def test_unseen_characters_are_written_out() -> None:
    assert visible("a\u202eb\u2066c\u0000d\ud800") == "a[U+202E]b[U+2066]c[U+0000]d\ufffd"
    assert visible("a\tb\nc é – 中 👩\u200d👧") == "a\tb\nc é – 中 👩\u200d👧"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Path, TestClient]]:
    path = tmp_path / "own.duckdb"
    fill(path)
    with TestClient(make_app(path), base_url="http://127.0.0.1") as client:
        yield path, client


def test_a_store_that_is_gone_is_told(own: tuple[Path, TestClient]) -> None:
    path, client = own
    assert client.get("/").status_code == 200
    path.unlink()
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert "Not now" in answer.text
    assert client.get("/incidents.json").json()["status"] == 503


def test_a_store_that_changes_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "changing.duckdb"
    Store(path).add(codings()[:1])
    app = make_app(path)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.get("/overview.json").json()["totals"]["incidents"] == 1
    Store(path).add(codings()[2:3])
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.get("/overview.json").json()["totals"]["incidents"] == 3


def test_a_long_question_is_ended(own: tuple[Path, TestClient]) -> None:
    path, _ = own
    reader = Reader(path)
    with pytest.raises(Refusal, match="takes longer") as refusal, reader.connection(seconds=0.2) as connection:
        connection.execute("SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range % 7 = b.range % 3")
    assert refusal.value.status == 503
    with reader.connection() as connection:
        assert connection.execute("SELECT 1").fetchall() == [(1,)]
    reader.close()


def test_the_store_is_read_only(own: tuple[Path, TestClient]) -> None:
    import duckdb

    path, _ = own
    reader = Reader(path)
    with reader.connection() as connection, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("DELETE FROM report")
    reader.close()


def test_scripts_are_few_and_make_no_markup_of_text() -> None:
    scripts = [one.read_text(encoding="utf-8") for one in STATIC.glob("*.js")]
    assert len(scripts) == 4
    assert sum(len(script.splitlines()) for script in scripts) < 600
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://"
    assert not [script for script in scripts if re.search(risky, script)]
