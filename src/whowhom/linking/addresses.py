"""The canonical address of a report: the same for all addresses at which one page is read.

courlan, which the reading stage brings along, keeps `www.`, `m.` and AMP apart and takes some parameters for tracking
that name the article (`cid`, `eid`, `keyword`), so this is our own. The canonical address is for comparing; it need not
answer a request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from whowhom import data
from whowhom.errors import DataError

SAFE = ":@!$&'()*+,;=~"
"""Characters of a path that are written as they are."""


def canonical(address: str) -> str:
    """The canonical form of a web address: `https`, no `www.` or mobile host, no AMP, no tracking parameters, the
    others sorted, no fragment, no slash at the end. What is no web address comes back stripped of blanks alone."""
    address = address.strip()
    scheme, found, rest = address.partition("://")
    if not found or scheme.lower() not in ("http", "https"):
        return address
    for wrapper in _rules().wrappers:
        if match := wrapper.fullmatch(rest):
            return canonical("https://" + match[1].split("://")[-1])
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return address
    if parts.hostname is None:
        return address
    where = _host(parts.hostname) + (f":{port}" if port not in (None, 80, 443) else "")
    query = _query(parts.query)
    return f"https://{where}{_path(parts.path)}" + (f"?{query}" if query else "")


def host(address: str) -> str:
    """The host of a web address without `www.` and the like, empty where there is none."""
    try:
        return _host(urlsplit(address.strip()).hostname or "")
    except ValueError:
        return ""


def _host(name: str) -> str:
    """In lower case and letters of its own script; `en.m.wikipedia.org` is `en.wikipedia.org`. Two labels always stay:
    `m.co` is a site."""
    labels = name.lower().rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in _rules().hosts:
        del labels[0]
    if len(labels) > 3 and labels[1] in _rules().hosts:
        del labels[1]
    return ".".join(map(_unicode, labels))


def _unicode(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _path(path: str) -> str:
    parts = [unquote(part, errors="surrogateescape") for part in path.split("/") if part not in ("", ".")]
    rules = _rules()
    while parts and (parts[-1].lower() in rules.index_pages or parts[-1].lower() in rules.path_parts):
        parts.pop()
    if len(parts) > 1 and parts[0].lower() in rules.path_parts:
        del parts[0]
    if parts:
        parts[-1] = re.sub(r"\.amp(?=$|\.html?$)", "", parts[-1], flags=re.IGNORECASE)
    return "".join("/" + quote(part, SAFE, errors="surrogateescape") for part in parts)


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted(pair for pair in pairs if not _rules().tracking.match(pair[0].lower()))
    return urlencode(kept, errors="surrogateescape")


@dataclass(frozen=True)
class Rules:
    tracking: re.Pattern[str]
    hosts: frozenset[str]
    path_parts: frozenset[str]
    index_pages: frozenset[str]
    wrappers: tuple[re.Pattern[str], ...]


@cache
def _rules() -> Rules:
    table = data.settings("linking/addresses.toml")
    try:
        return Rules(
            re.compile("|".join(map(translate, table["tracking"]))),
            frozenset(table["hosts"]),
            frozenset(table["path_parts"]),
            frozenset(table["index_pages"]),
            tuple(re.compile(pattern, re.IGNORECASE) for pattern in table["wrappers"]),
        )
    except (KeyError, TypeError, re.error) as error:
        raise DataError(f"linking/addresses.toml: {error}; expected the five lists of the package's file") from error
