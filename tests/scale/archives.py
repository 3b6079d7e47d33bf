"""Invented reports, as many as are asked for, as tables and as an archive of pages."""

from __future__ import annotations

import gzip
import json
from itertools import islice, product
from pathlib import Path
from typing import Any

WHO = ("France", "The president of Egypt", "Canadian police", "Germany's foreign minister", "Kenya")
ACTS = (
    "condemned {whom} on Monday, officials in Paris said.",
    "denied on 3 March that it had threatened {whom} with sanctions.",
    "will send troops against {whom} next week, according to Brazil.",
    "met envoys of {whom} in Geneva for talks on grain.",
    "expelled two diplomats of {whom}, which rejected the charges.",
)
WHOM = ("Peru", "Norway's government", "India", "Japan and Chile", "rebels in Mali")


def reports(count: int) -> list[dict[str, Any]]:
    """The first of the many ways to put these together, at most 3,125."""
    ways = product(WHO, ACTS, WHOM, ACTS, WHO)
    return [
        {
            "id": f"r{number:05}",
            "title": f"{who} and {whom}",
            "text": f"{who} {act.format(whom=whom)}\n\n{other} {also.format(whom=whom)}",
            "published": f"2025-03-{1 + number % 28:02}",
            "publisher": "ledger.example",
            "url": f"https://ledger.example/{number}",
        }
        for number, (whom, also, other, act, who) in enumerate(islice(ways, count))
    ]


def write_table(path: Path, rows: list[dict[str, Any]]) -> Path:
    if path.suffix == ".parquet":
        import polars

        polars.DataFrame(rows).write_parquet(path)
    else:
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def write_archive(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Each report as the page of a response, after the record of its request."""
    with path.open("wb") as file:
        for row in rows:
            for kind in ("request", "response"):
                file.write(gzip.compress(_record(kind, row)))
    return path


def _record(kind: str, row: dict[str, Any]) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in row["text"].split("\n") if line)
    page = f"<html><head><title>{row['title']}</title></head><body><article>{paragraphs}</article></body></html>"
    http = (
        "GET / HTTP/1.1\r\n\r\n" if kind == "request" else f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind[2]}-{row['id']}>\r\n"
        f"WARC-Date: 2025-03-30T00:00:00Z\r\nWARC-Target-URI: {row['url']}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http.encode())}\r\n\r\n"
    )
    return (head + http).encode() + b"\r\n\r\n"
