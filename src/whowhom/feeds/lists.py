"""The feeds that a user names: addresses, and files that list them (OPML, or one address a line)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from whowhom.errors import ReadError
from whowhom.feeds.items import web_address

_LARGEST = 20_000_000


def named_feeds(names: Iterable[str]) -> list[str]:
    """Addresses of feeds, each once, in their order. Raises ReadError for what is neither an address nor a list."""
    return list(dict.fromkeys(address for name in names for address in _addresses(name)))


def _addresses(name: str) -> Iterator[str]:
    if "://" in name:
        address = web_address(name, "")
        if address is None:
            raise ReadError(name, "is no address of a feed; feeds are fetched by http and https")
        yield address
        return
    path = Path(name)
    try:
        content = path.read_bytes()[:_LARGEST]
    except OSError as error:
        words = f"{error.strerror or error}; give the address of a feed or a file that lists some"
        raise ReadError(name, words) from error
    found = list(_outlines(content) if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(content))
    if not found:
        raise ReadError(name, "lists no feeds; read are OPML files, and texts with one address a line")
    yield from found


def _outlines(content: bytes) -> Iterator[str]:
    """The `xmlUrl` of every outline, however deep."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return
    for outline in root.iter("outline", "OUTLINE") if root is not None else ():
        for key, value in outline.attrib.items():
            if str(key).lower() == "xmlurl" and (address := web_address(value, "")) is not None:
                yield address


def _lines(content: bytes) -> Iterator[str]:
    for line in content.decode("utf-8-sig", errors="replace").splitlines():
        if (address := web_address(line, "")) is not None:
            yield address
