"""What an HTTP answer with a page in it says: the same for captures in archives and for pages just fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from whowhom.reading.characters import decode
from whowhom.reading.dates import days_between
from whowhom.reading.encodings import EncodingError, decoded, without_chunks
from whowhom.reading.page import read_page
from whowhom.reading.plain import read_text
from whowhom.records import Report

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_UNTOLD = frozenset({"", "text/plain", "application/octet-stream", "application/xml", "text/xml", "unk", "unknown"})
"""Content types that pages have by mistake: their beginning tells."""


class NoPageError(Exception):
    """An answer holds no page. `kind` is by what such answers are counted, the message what is wrong with this one."""

    def __init__(self, kind: str, words: str = "") -> None:
        super().__init__(words or kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Answer:
    """`http`: its headers by lower-case names; `body` as it was sent; `moment`: when, as an ISO time."""

    address: str | None
    http: Mapping[str, str]
    body: bytes
    moment: str | None

    @property
    def media_type(self) -> str:
        return self.http.get("content-type", "").split(";")[0].strip().lower()

    @property
    def may_be_page(self) -> bool:
        """By the content type alone; the body may not be there yet."""
        return self.media_type in _PAGES or self.media_type in _UNTOLD


def read_answer(
    answer: Answer, name: str, id: str, published: str | None, largest: int, plain_text: bool = False
) -> Report:
    """The report in an answer, with its address. `largest` bounds the bytes of the page as it unpacks.

    The moment of the answer is no date of publication: a page that tells a later one is read as one that tells none.
    Plain text is read only with `plain_text`: much of it on the net is code and data.

    Raises NoPageError where there is no page in it, and what `read_page` raises.
    """
    page = _unpacked(answer, largest)
    is_markup = answer.media_type in _PAGES or _MARKUP.match(page) is not None
    if not is_markup and not (plain_text and answer.media_type == "text/plain"):
        raise _other_type(answer)
    charset = _CHARSET.search(answer.http.get("content-type", ""))
    text = decode(page, name, charset[1] if charset else None)
    if not is_markup:
        return replace(read_text(text, name, id=id, published=published), url=answer.address)
    report = read_page(text, name, id=id, url=answer.address)
    if report.published and answer.moment and days_between(answer.moment, report.published) > 1:
        report = replace(report, published=None, published_basis=None)
    if report.published is None and published is not None:
        report = replace(report, published=published, published_basis="given")
    return report


def _unpacked(answer: Answer, largest: int) -> bytes:
    if not answer.may_be_page:
        raise _other_type(answer)
    body = answer.body
    try:
        if "chunked" in answer.http.get("transfer-encoding", "").lower():
            body = without_chunks(body)
        return decoded(body, answer.http.get("content-encoding", ""), largest)
    except EncodingError as error:
        raise NoPageError("that cannot be unpacked", str(error)) from error


def _other_type(answer: Answer) -> NoPageError:
    return NoPageError("not HTML", f"is {answer.media_type or 'of no type that is told'}, not a web page")
