"""One row of a table (JSON Lines, CSV, Parquet) to a Report."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whowhom.errors import ReadError
from whowhom.reading.characters import clean
from whowhom.reading.dates import iso_date
from whowhom.reading.english import check_english
from whowhom.reading.given import Found, Given
from whowhom.reading.page import read_page
from whowhom.records import Report

COLUMNS = ("id", "title", "text", "html", "published", "publisher", "url")
"""The columns of a row that are read; `text` or `html` must be there."""


def read_row(row: Mapping[str, object], given: Given, number: int) -> Found:
    """The report of a row, `number` counting from 1; its id is the row's, else `name:number`.

    The text stays as it is but for control and invisible characters, so offsets that come with it hold. A `published`
    that is no date is told as an error, and the report is read without it: an unread date must not cost the report,
    nor pass in silence, since relative dates ("on Monday") then stay open.
    """
    name = f"{given.name}:{number}"
    identifier = _string(row.get("id")) or f"{given.id}:{number}"
    try:
        told, problem = _published(row, name)
        if problem is not None:
            yield problem
        published = told or given.published
        yield _report(row, name, identifier, published)
    except ReadError as error:
        yield error


def missing_columns(columns: list[str]) -> str:
    """The reason why a table with these columns cannot be read."""
    found = ", ".join(columns) if columns else "none"
    return f"no column `text` or `html`; found: {found}"


def _report(row: Mapping[str, object], name: str, identifier: str, published: str | None) -> Report:
    title, publisher, url = (_string(row.get(key)) for key in ("title", "publisher", "url"))
    text, html = row.get("text"), row.get("html")
    for key, value in (("text", text), ("html", html)):
        if value is not None and not isinstance(value, str) and not _is_missing(value):
            raise ReadError(name, f"`{key}` is {type(value).__name__}, expected a string")
    if isinstance(text, str) and (body := clean(text)).strip():
        check_english(body, name)
        return Report(identifier, title, body, published, "given" if published else None, publisher, url)
    if isinstance(html, str) and html.strip():
        page = read_page(html, name, id=identifier, url=url)
        date, basis = (published, "given") if published else (page.published, page.published_basis)
        return Report(identifier, title or page.title, page.text, date, basis, publisher or page.publisher, page.url)
    raise ReadError(name, "neither `text` nor `html` holds anything")


def _published(row: Mapping[str, object], name: str) -> tuple[str | None, ReadError | None]:
    value = row.get("published")
    if value is None or _is_missing(value) or (isinstance(value, str) and not value.strip()):
        return None, None
    if (date := iso_date(value)) is not None:
        return date, None
    shown = str(value)[:60]
    return None, ReadError(name, f"`published` is no date ({shown!r}); write it as 2024-06-19. Read without it")


def _string(value: object) -> str | None:
    """Text cells as they are, numbers (ids) written out, empty and missing cells as None."""
    if value is None or _is_missing(value) or isinstance(value, (dict, list)):
        return None
    return clean(str(value)).strip() or None


def _is_missing(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)
