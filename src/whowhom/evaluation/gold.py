"""Gold articles and coded records, read from files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whowhom.errors import ReadError
from whowhom.records import Report

Row = dict[str, Any]
ByReport = dict[str, list[Row]]


def read_rows(path: str | Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(str(path), str(error)) from error
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            rows.append(_object(line, f"{path}:{number}"))
    return rows


def _object(text: str, name: str) -> Row:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ReadError(name, f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ReadError(name, "expected a JSON object")
    return found


def read_articles(path: str | Path) -> list[Row]:
    """Gold articles: `id`, `text`, `events` and, where known, `title`, `published`, `publisher`, `url`.

    `path` is a folder of `.json` files, one such file, or JSON Lines with one article a line.
    """
    path = Path(path)
    if path.suffix == ".jsonl":
        articles = read_rows(path)
    else:
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        articles = []
        for file in files:
            try:
                articles.append(_object(file.read_text(encoding="utf-8"), str(file)))
            except (OSError, UnicodeDecodeError) as error:
                raise ReadError(str(file), str(error)) from error
    if not articles:
        raise ReadError(str(path), "no gold articles: expected .json files or JSON Lines")
    for number, article in enumerate(articles, 1):
        missing = [field for field in ("id", "text", "events") if field not in article]
        if missing:
            name = article.get("id", f"article {number}")
            raise ReadError(str(path), f"{name}: no {', '.join(missing)}: not a gold article")
    return articles


def events_of(articles: Iterable[Row]) -> ByReport:
    return {article["id"]: article["events"] for article in articles}


def by_report(records: Iterable[Row]) -> ByReport:
    grouped: ByReport = defaultdict(list)
    for record in records:
        grouped[record["report_id"]].append(record)
    return grouped


def report(row: Row) -> Report:
    """The report that a row of any gold set holds."""
    published = row.get("published")
    return Report(
        id=row["id"],
        title=row.get("title"),
        text=row["text"],
        published=published,
        published_basis="given" if published else None,
        publisher=row.get("publisher"),
        url=row.get("url"),
    )
