"""WARC archives: pages become reports, everything else is counted, what is broken is named and the rest goes on."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whowhom.errors import ReadError
from whowhom.reading import read
from whowhom.reading.given import Note
from whowhom.records import Report

SENTENCE = "The president of Ruritania met the foreign minister of Syldavia on Monday on grain prices."
PAGE = (
    f"<html><head><title>Ministers meet</title></head><body><article><p>{SENTENCE}</p></article></body></html>".encode()
)
GERMAN = (
    "<html><body><article><p>Der Präsident traf am Montag den Minister, und sie haben über den Preis des Getreides "
    "gesprochen, der in diesem Jahr nicht mehr so hoch ist wie in dem davor.</p></article></body></html>"
).encode()

Packing = Callable[[bytes], bytes]
PACKINGS = pytest.mark.parametrize(
    ("suffix", "pack"), [(".warc", bytes), (".warc.gz", gzip.compress)], ids=["plain", "gzip"]
)


def record(
    number: int,
    body: bytes = PAGE,
    *,
    kind: str = "response",
    http: str | None = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
    headers: str = "",
    length: int | str | None = None,
) -> bytes:
    block = (http.encode("latin-1") + b"\r\n\r\n" if http is not None else b"") + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2025-01-07T12:00:00Z\r\n"
        f"WARC-Target-URI: https://ledger.example/{number}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"{headers}Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def both(path: Path, published: str | None = None) -> tuple[list[Report], list[str], list[str]]:
    errors: list[ReadError] = []
    notes: list[Note] = []
    reports = list(read([path], published=published, on_error=errors.append, on_note=notes.append))
    return reports, [error.reason for error in errors], [note.words for note in notes]


def archive(folder: Path, *parts: bytes, suffix: str = ".warc.gz") -> Path:
    path = folder / f"crawl{suffix}"
    path.write_bytes(b"".join(parts))
    return path


def numbers(reports: list[Report]) -> list[str]:
    return [report.id for report in reports]


@PACKINGS
def test_pages_become_reports_with_the_addresses_of_their_records(tmp_path: Path, suffix: str, pack: Packing) -> None:
    info = record(0, b"software: x\r\n", kind="warcinfo", http=None)
    reports, errors, notes = both(archive(tmp_path, *map(pack, (info, record(1), record(2))), suffix=suffix))
    assert reports[0] == Report(
        "1", "Ministers meet", SENTENCE, None, None, "ledger.example", "https://ledger.example/1"
    )
    assert (numbers(reports), errors, notes) == (["1", "2"], [], ["2 of 2 captures are reports"])


def test_a_record_without_an_id_is_named_by_address_and_date(tmp_path: Path) -> None:
    path = archive(tmp_path, record(1).replace(b"WARC-Record-ID: <urn:uuid:1>\r\n", b""), suffix=".warc")
    assert numbers(both(path)[0]) == ["https://ledger.example/1 2025-01-07T12:00:00Z"]


@PACKINGS
def test_what_is_no_report_is_counted(tmp_path: Path, suffix: str, pack: Packing) -> None:
    ok = "HTTP/1.1 200 OK\r\nContent-Type: "
    parts = [
        record(1),
        record(2, kind="revisit"),
        record(3, b"\x89PNG", http=f"{ok}image/png"),
        record(4, b"GIF89a", http=f"{ok}application/octet-stream"),
        record(5, http="HTTP/1.1 404 Not Found\r\nContent-Type: text/html"),
        record(6, headers="WARC-Truncated: length\r\n"),
        record(7, GERMAN),
        record(8, b"<html><body><p>Menu</p></body></html>"),
        record(9, b"no answer at all", http=None),
        record(10, b"\x1f\x8b broken", http=f"{ok}text/html\r\nContent-Encoding: gzip"),
        record(11, b"{}", kind="metadata"),
        record(12, kind="request"),
        record(13, http="HTTP/1.1 200 OK"),
        record(14, b"x" * 33_000_000),
    ]
    reports, errors, notes = both(archive(tmp_path, *map(pack, parts), suffix=suffix))
    assert (numbers(reports), errors) == (["1", "13"], [])
    first, _, rest = notes[0].partition("; passed over: ")
    assert first == "2 of 12 captures are reports"
    assert set(rest.split(", ")) == {
        "2 not HTML",
        "1 revisits",
        "1 with another status than 200",
        "1 truncated",
        "1 not in English",
        "1 no article found on the page",
        "1 without HTTP in it",
        "1 that cannot be unpacked",
        "1 larger than 32 MB",
    }


def chunked(body: bytes) -> bytes:
    parts = [body[:50], body[50:60], body[60:]]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def zstd(body: bytes) -> bytes:
    """One frame with one block, stored as it is."""
    size = len(body)
    return b"\x28\xb5\x2f\xfd\xa0" + size.to_bytes(4, "little") + (size << 3 | 1).to_bytes(3, "little") + body


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked", chunked(PAGE)),
        ("Transfer-Encoding: chunked", PAGE),
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("Content-Encoding: x-gzip", gzip.compress(PAGE[:90]) + gzip.compress(PAGE[90:])),
        ("Content-Encoding: gzip", PAGE),
        ("Content-Encoding: deflate", zlib.compress(PAGE)),
        ("Content-Encoding: deflate", raw_deflate(PAGE)),
        ("Content-Encoding: br", brotli.compress(PAGE)),
        ("Content-Encoding: zstd", zstd(PAGE)),
        ("Content-Encoding: br, gzip", gzip.compress(brotli.compress(PAGE))),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(PAGE))),
    ],
)
def test_encodings_are_undone_even_where_the_header_lies(tmp_path: Path, headers: str, body: bytes) -> None:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}"
    reports, errors, notes = both(archive(tmp_path, record(1, body, http=http), suffix=".warc"))
    assert ([report.text for report in reports], errors) == ([SENTENCE], []), notes


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html>" + bytes(60_000_000))
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip"
    reports, errors, notes = both(archive(tmp_path, record(1, bomb, http=http), record(2), suffix=".warc"))
    assert (numbers(reports), errors) == (["2"], [])
    assert "1 that cannot be unpacked" in notes[0]


def test_the_charset_of_the_header_counts_where_the_page_tells_none(tmp_path: Path) -> None:
    page = PAGE.replace(b"Ruritania", "Pożarewac".encode("iso8859-2"))
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-2"
    assert "Pożarewac" in both(archive(tmp_path, record(1, page, http=http), suffix=".warc"))[0][0].text


@pytest.mark.parametrize(
    ("told", "published", "basis"),
    [
        ("2025-01-06", "2025-01-06", "meta"),
        ("2025-01-08", "2025-01-08", "meta"),
        ("2025-03-01", None, None),
        (None, None, None),
    ],
)
def test_the_date_of_the_capture_bounds_that_of_the_report(
    tmp_path: Path, told: str | None, published: str | None, basis: str | None
) -> None:
    tag = f'<meta property="article:published_time" content="{told}">' if told else ""
    page = PAGE.replace(b"<title>", tag.encode() + b"<title>")
    path = archive(tmp_path, record(1, page), suffix=".warc")
    (report,) = both(path)[0]
    assert (report.published, report.published_basis) == (published, basis)
    (report,) = both(path, published="2024-12-31")[0]
    assert (report.published, report.published_basis) == ((published, basis) if published else ("2024-12-31", "given"))


def damaged(pack: Packing, number: int) -> bytes:
    """The second record, broken in one way."""
    if number == 0:
        packed = bytearray(pack(record(2)))
        packed[0 if pack is bytes else 40] ^= 0xFF
        return bytes(packed)
    return pack(
        {
            1: record(2, length=len(PAGE) + 3000),
            2: record(2, length=90),
            3: record(2, length="many"),
            4: b"neither a record nor anything else",
        }[number]
    )


@PACKINGS
@pytest.mark.parametrize("number", range(5))
def test_a_broken_record_is_named_and_the_rest_goes_on(tmp_path: Path, suffix: str, pack: Packing, number: int) -> None:
    parts = [pack(record(1)), damaged(pack, number), *(pack(record(n)) for n in range(3, 60))]
    reports, errors, _ = both(archive(tmp_path, *parts, suffix=suffix))
    assert numbers(reports) == ["1", *map(str, range(3, 60))]
    assert len(errors) == 1
    assert "passed over" in errors[0]


def test_what_stands_between_compressed_records_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path, gzip.compress(record(1)), b"stray bytes" * 40, gzip.compress(record(2)))
    reports, errors, _ = both(path)
    assert (numbers(reports), len(errors)) == (["1", "2"], 1)


@PACKINGS
def test_an_archive_cut_short_gives_what_is_whole(tmp_path: Path, suffix: str, pack: Packing) -> None:
    parts = pack(record(1)) + pack(record(2))
    for cut in (20, len(PAGE) // 2):
        reports, errors, _ = both(archive(tmp_path, parts[:-cut], suffix=suffix))
        assert (numbers(reports), len(errors)) == (["1"], 1)
        assert "'2'" in errors[0]


def test_an_archive_compressed_as_one_piece_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path, gzip.compress(record(1) + record(2) + record(3)))
    assert numbers(both(path)[0]) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>a page</html>", gzip.compress(b"text\n" * 100)],
    ids=["nothing", "a page", "compressed text"],  # compressed bytes hold the time: no name
)
def test_what_is_no_archive_is_named(tmp_path: Path, content: bytes) -> None:
    reports, errors, _ = both(archive(tmp_path, content))
    assert (reports, len(errors)) == ([], 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6), st.booleans())
def test_any_damage_leaves_the_records_around_it(tmp_path: Path, changes: list[tuple[int, int]], is_gzip: bool) -> None:
    pack = gzip.compress if is_gzip else bytes
    parts = [pack(record(number)) for number in range(1, 8)]
    content = bytearray(b"".join(parts))
    bounds = [sum(map(len, parts[:number])) for number in range(8)]
    touched = set()
    for place, value in changes:
        place %= len(content)
        content[place] = value
        touched.add(max(number for number, bound in enumerate(bounds) if bound <= place) + 1)
    reports, _, _ = both(archive(tmp_path, bytes(content), suffix=".warc.gz" if is_gzip else ".warc"))
    untouched = {str(number) for number in range(2, 8)} - {str(number) for number in touched}
    if 1 not in touched:
        assert untouched <= set(numbers(reports))
