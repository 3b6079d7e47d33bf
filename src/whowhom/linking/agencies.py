"""The agency that a report credits its text to: in the dateline, the byline, the lines at its end, or as publisher.

An agency that is only quoted ("a source told Reuters", "state agency TASS reported") is none.
"""

from __future__ import annotations

import re
from functools import cache

from whowhom import data
from whowhom.linking.addresses import host
from whowhom.records import Report

HEAD, TAIL = 400, 800
"""Characters at the beginning and at the end in which a credit stands."""
SHORT = 4
"""Letters of an abbreviation; longer names may also stand in capitals."""


def agency(report: Report) -> str | None:
    """The agency's name as the table spells it, None where none is credited."""
    head, tail = report.text[:HEAD], report.text[-TAIL:]
    for pattern, where in zip(_patterns(), (head, head, tail), strict=True):
        if match := pattern.search(where):
            return _names()[next(group for group in match.groups() if group)]
    return _publisher(report)


def _publisher(report: Report) -> str | None:
    for name in filter(None, (report.publisher, host(report.url or ""))):
        if found := _names().get(name):
            return found
        labels = name.casefold().split(".")
        for at in range(len(labels) - 1):
            if found := _sites().get(".".join(labels[at:])):
                return found
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """In the dateline, in a line of its own at the beginning, at the end. The name is the one group that is filled."""
    name = "|".join(re.escape(alias) for alias in sorted(_names(), key=lambda alias: (-len(alias), alias)))
    place = r"^\W*(?:[A-Z][\w.'’-]*[ ,/]+){1,6}(?:\d{1,2},? )?(?:\d{4} )?"
    dateline = (
        rf"{place}\((?:[\w ]{{1,20}}/)?({name})(?:/[\w ]{{1,20}})?\)"
        rf"|\(({name})\)\s*[-–—:]|\d\s\(({name})\)"
        rf"|\A[A-Z][A-Z .'-]+,[^\n()]{{1,30}}\b({name})\s*[-–—]"
    )
    line = rf"^\W*(?i:by |from |source: ?|agency: ?|the )*({name})(?:[^\S\n]*(?:$|[|•·])|/[\w ]+$)"
    credit = (
        rf"\b({name})\b[^\n]{{0,80}} contributed(?: to this\b| from\b|\W*$)"
        rf"|(?:©|\(c\)|(?i:\bcopyright\b))(?:[\s©]|\(c\)|\d{{4}}|[Tt]he\b|by\b)*({name})\b"
        rf"|\b(?i:inputs?|files|material) from (?:\w+ and )?(?:the )?({name})\b"
        rf"|^\W*(?i:source: ?|agency: ?|via )?({name})\W*$"
        rf"|^[^\n©/|]*[-–—(] ?({name})\)?\s*\Z"
    )
    return re.compile(dateline, re.MULTILINE), re.compile(line, re.MULTILINE), re.compile(credit, re.MULTILINE)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in data.rows("linking/agencies.csv", required=("name", "aliases", "sites")):
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            names[alias] = row["name"]
            if len(alias) > SHORT:
                names[alias.upper()] = row["name"]
    return names


@cache
def _sites() -> dict[str, str]:
    sites: dict[str, str] = {}
    for row in data.rows("linking/agencies.csv", required=("name", "aliases", "sites")):
        sites.update(dict.fromkeys(filter(None, row["sites"].split("|")), row["name"]))
    return sites
