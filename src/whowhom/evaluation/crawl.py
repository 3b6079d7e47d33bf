"""An archive such as a crawl of news leaves, made of saved pages: to measure on, in any size."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from whowhom.errors import ReadError
from whowhom.events.relevance import Topics
from whowhom.reading import read_page
from whowhom.reading.tables import rows

SHARES = {"page": 80, "other language": 8, "not found": 4, "picture": 3, "revisit": 5}
"""Records of each kind in a hundred."""
POLITICAL = 0.25
"""Share of the pages that the coder takes for political: it parses them, the others it only reads. Chosen, not counted
in a crawl: of the gold pages, all news, 40 % are; a crawl has sport, business and local news besides."""
LANGUAGES = {"Spanish": "es", "German": "de", "French": "fr", "Italian": "it"}
_TEXT = re.compile(r">([^<>]{40,})<")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"<(script|style)\b.*?</\1", re.I | re.S)
_LANG = re.compile(r"(<html\b[^>]*?\slang=[\"']?)[\w-]+", re.I)


def write_crawl(pages: Path, archive: Path, records: int, seed: int = 0) -> int:
    """Writes so many records, in any order that `seed` chooses; how many of them are HTML with status 200. `pages` is a
    folder of files `.html.gz`. The same arguments write the same bytes."""
    random, count = Random(seed), 0
    groups = by_topic(pages)
    with archive.open("wb") as file:
        for number, kind in enumerate(random.choices(list(SHARES), list(SHARES.values()), k=records)):
            page = _page(random.choice(groups[random.random() < POLITICAL]))
            if kind == "other language":
                page = in_other_words(page, random)
            count += kind in ("page", "other language")
            file.write(gzip.compress(_record(kind, f"{seed:04}{number:08}", page), 1, mtime=0))
    return count


@cache
def by_topic(pages: Path) -> dict[bool, list[Path]]:
    """The files that are political, and those that are not or have no article in them."""
    topics, found = Topics(), dict[bool, list[Path]]({True: [], False: []})
    for file in sorted(pages.glob("*.html.gz")):
        try:
            found[topics.is_political(read_page(_page(file)).text)].append(file)
        except ReadError:
            found[False].append(file)
    return found


@cache
def _page(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())


def in_other_words(page: bytes, random: Random) -> bytes:
    """The page in the markup that it has, with half of the words of its longer texts out of another language, and that
    language told in its head."""
    language = random.choice(sorted(LANGUAGES))
    words = next(row["words"].split() for row in rows("function_words.csv") if row["language"] == language)

    def turned(text: re.Match[str]) -> str:
        changed = _WORD.sub(lambda word: random.choice(words) if random.random() < 0.5 else word[0] + "o", text[1])
        return f">{changed}<"

    markup = page.decode("utf-8", "replace")
    parts = list(_outside_code(markup))
    markup = "".join(_TEXT.sub(turned, part) if is_text else part for part, is_text in parts)
    tag = LANGUAGES[language]
    marked, found = _LANG.subn(rf"\g<1>{tag}", markup, count=1)
    return (marked if found else re.sub(r"<html\b", f'<html lang="{tag}"', markup, count=1, flags=re.I)).encode()


def _outside_code(markup: str) -> Iterator[tuple[str, bool]]:
    """The markup in pieces, and whether each may hold text: scripts and styles do not."""
    position = 0
    for code in _CODE.finditer(markup):
        yield markup[position : code.start()], True
        yield code[0], False
        position = code.end()
    yield markup[position:], True


def _record(kind: str, name: str, page: bytes) -> bytes:
    about = [
        "WARC/1.1",
        f"WARC-Type: {'revisit' if kind == 'revisit' else 'response'}",
        f"WARC-Record-ID: <urn:uuid:{name[:8]}-{name[8:]}-4000-8000-000000000000>",
        "WARC-Date: 2025-01-15T12:00:00Z",
        f"WARC-Target-URI: https://news.example/{name}",
        "Content-Type: application/http; msgtype=response",
    ]
    status, media = "200 OK", "text/html"
    if kind == "not found":
        status, page = "404 Not Found", page[:20_000]
    elif kind == "picture":
        media = "image/jpeg"
    elif kind == "revisit":
        page = b""
    block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    return "\r\n".join([*about, f"Content-Length: {len(block)}", "", ""]).encode() + block + b"\r\n\r\n"
