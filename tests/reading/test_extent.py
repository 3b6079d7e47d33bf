"""How far reading has come: never back, 0 at the beginning, 1 at the end."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from whowhom.reading import entries
from whowhom.reading.extent import Extent


def archive(path: Path, count: int) -> Path:
    with path.open("wb") as file:
        for number in range(count):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>page</p>"
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{path.name}-{number}>\r\n"
                f"WARC-Date: 2025-01-07T12:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return path


def shares(*inputs: Path | str) -> list[float]:
    """The share after each entry, and at the end."""
    extent = Extent(inputs)
    found = [extent.share() for _ in extent.entries(entries(extent.inputs(), on_error=lambda _: None))]
    return [*found, extent.share()]


def test_within_an_archive(tmp_path):
    found = shares(archive(tmp_path / "a.warc.gz", 10))
    assert found == pytest.approx([n / 10 for n in range(11)], abs=0.01)


def test_over_inputs_of_all_kinds(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a", "b"):
        archive(folder / f"{name}.warc.gz", 3)
    (folder / "c.html").write_text("<p>page</p>", encoding="utf-8")
    table = tmp_path / "many.jsonl"
    table.write_text("".join(f"{json.dumps({'text': 'Peace.'})}\n" for _ in range(4)), encoding="utf-8")
    found = shares(table, folder, archive(tmp_path / "d.warc.gz", 3))
    assert found == sorted(found)
    assert found[0] == 0
    assert len(set(found)) > 8
    assert found[-1] == 1


def test_what_has_no_size_counts_nothing(tmp_path):
    assert shares(tmp_path / "nothing.jsonl") == [0]
