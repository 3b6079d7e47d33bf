"""Pages kept as WARC: what was fetched can be read again, whatever happened to the run that kept it."""

from __future__ import annotations

import gzip
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from loopback import Server, answer

from whowhom.errors import ReadError
from whowhom.reading import read
from whowhom.reading.fetch import Fetching
from whowhom.reading.fetch.client import shared_client
from whowhom.reading.keep import Exchange, Keeper

SENTENCE = "The president of Ruritania met the foreign minister of Syldavia on Monday."
PAGE = f"<html><body><article><p>{SENTENCE}</p></article></body></html>".encode()
SUFFIXES = pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])


def exchange(number: int, body: bytes = PAGE, headers: tuple[tuple[bytes, bytes], ...] = ()) -> Exchange:
    return Exchange(
        address=f"https://ledger.example/{number}?page=1",
        sent=[(b"Host", b"ledger.example"), (b"User-Agent", b"whowhom")],
        status=200,
        reason="OK",
        received=[(b"Content-Type", b"text/html"), (b"Transfer-Encoding", b"chunked"), *headers],
        body=body,
        moment=datetime(2025, 1, 7, 12, 30, tzinfo=UTC),
        ip="192.0.2.1",
    )


def kept(path: Path, *numbers: int) -> None:
    keeper = Keeper(path)
    for number in numbers:
        keeper.keep(exchange(number))
    keeper.close()


def urls(path: Path) -> list[str]:
    return [report.url or "" for report in read([path])]


@SUFFIXES
def test_the_archive_is_valid_and_reads_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pages{suffix}"
    kept(path, 1, 2)
    with path.open("rb") as file:
        records = [
            (str(record.record_type), record.headers.get("WARC-Target-URI"), record.verify_block_digest())
            for record in ArchiveIterator(file, parse_http=False)
        ]
    first, second = "https://ledger.example/1?page=1", "https://ledger.example/2?page=1"
    assert records == [
        ("warcinfo", None, True),
        ("response", first, True),
        ("request", first, True),
        ("response", second, True),
        ("request", second, True),
    ]
    assert [(report.text, report.url) for report in read([path])] == [(SENTENCE, first), (SENTENCE, second)]


def test_each_record_is_compressed_alone_and_the_two_name_each_other(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    kept(path, 1)
    whole = gzip.decompress(path.read_bytes())
    assert path.read_bytes().count(b"\x1f\x8b\x08\x00") == 3
    response = whole.split(b"WARC-Type: response\r\nWARC-Record-ID: ")[1].split(b"\r\n")[0]
    assert b"WARC-Concurrent-To: " + response in whole
    assert b"WARC-Date: 2025-01-07T12:30:00Z" in whole
    assert b"GET /1?page=1 HTTP/1.1" in whole
    assert b"chunked" not in whole


@SUFFIXES
def test_a_body_stays_as_it_was_sent(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pages{suffix}"
    keeper = Keeper(path)
    keeper.keep(exchange(1, gzip.compress(PAGE), ((b"Content-Encoding", b"gzip"),)))
    keeper.close()
    assert [report.text for report in read([path])] == [SENTENCE]


@SUFFIXES
def test_later_runs_add_to_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pages{suffix}"
    kept(path, 1)
    kept(path, 2, 3)
    assert [url[-8] for url in urls(path)] == ["1", "2", "3"]
    content = path.read_bytes()
    assert (gzip.decompress(content) if suffix == ".warc.gz" else content).count(b"WARC-Type: warcinfo") == 1


@SUFFIXES
def test_a_record_torn_by_a_crash_is_cut_off(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pages{suffix}"
    kept(path, 1, 2)
    whole = path.read_bytes()
    for torn in (30, 300, len(whole) // 3):
        path.write_bytes(whole[:-torn])
        kept(path, 3)
        addresses = urls(path)
        assert [url[-8] for url in addresses] in (["1", "2", "3"], ["1", "3"])
        with path.open("rb") as file:
            assert all(record.verify_block_digest() for record in ArchiveIterator(file, parse_http=False))


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """Within the block, no file of this process grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@SUFFIXES
def test_a_full_disk_is_told_and_leaves_a_whole_archive(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pages{suffix}"
    keeper = Keeper(path)
    keeper.keep(exchange(1))
    with (
        disk_of(path.stat().st_size + 100),
        pytest.raises(ReadError, match="cannot be kept here: File too large"),
    ):
        keeper.keep(exchange(2))
    keeper.keep(exchange(3))
    assert [url[-8] for url in urls(path)] == ["1", "3"]
    keeper.close()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("pages.html", None, "give a name that ends in .warc.gz or .warc"),
        ("none/pages.warc", None, "No such file or directory"),
        ("pages.warc", b"A text that nobody wants to lose.", "no record of a WARC archive"),
        ("pages.warc.gz", b"A text that nobody wants to lose.", "no record of a WARC archive"),
    ],
)
def test_what_cannot_be_an_archive_is_not_touched(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReadError, match=reason):
        Keeper(path).open()
    assert (path.read_bytes() if content is not None else None) == content


def test_two_runs_do_not_write_to_one_archive(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    first, second = Keeper(path), Keeper(path)
    first.keep(exchange(1))
    with pytest.raises(ReadError, match="another run is writing"):
        second.keep(exchange(2))
    first.close()
    second.keep(exchange(2))
    second.close()
    assert len(urls(path)) == 2


def test_fetched_pages_read_again_are_the_same_reports(tmp_path: Path) -> None:
    server = Server()
    packed = answer(gzip.compress(PAGE), "Content-Encoding: gzip")
    server.answers = {"/a": packed, "/b": answer(PAGE), "/c": answer(b"", "Location: /b", status="302 Found")}
    path = tmp_path / "pages.warc.gz"
    fetching = Fetching(keep=path, allow_private=True, cache=None, pause=0.0)
    try:
        fetched = list(read([server.url("/a"), server.url("/c")], fetching=fetching))
    finally:
        shared_client(fetching).close()
        server.close()
    again = list(read([path]))
    assert [(one.text, one.url, one.published) for one in again] == [
        (one.text, one.url, one.published) for one in fetched
    ]
    assert [(one.url or "")[-2:] for one in again] == ["/a", "/b"]


def test_a_page_that_cannot_be_kept_is_told_and_read(tmp_path: Path) -> None:
    server = Server()
    server.answers["/a"] = answer(PAGE)
    path = tmp_path / "pages.warc"
    fetching = Fetching(keep=path, allow_private=True, cache=None, pause=0.0)
    errors: list[ReadError] = []
    client = shared_client(fetching)
    try:
        client.keeper.open()  # type: ignore[union-attr]
        with disk_of(path.stat().st_size + 100):
            (report,) = read([server.url("/a")], fetching=fetching, on_error=errors.append)
        address = server.url("/a")
    finally:
        client.close()
        server.close()
    assert report.text == SENTENCE
    assert [(error.name, f"{address} is read, but not kept" in error.reason) for error in errors] == [(str(path), True)]


def test_an_archive_without_pages_is_a_valid_one(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc"
    Keeper(path).open()
    errors: list[ReadError] = []
    assert list(read([path], on_error=errors.append)) == []
    assert errors == []
    assert path.read_bytes().startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
