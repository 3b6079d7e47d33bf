"""Keep pages within what can be parsed in seconds: no report needs more, and some markup keeps parsers for hours."""

from __future__ import annotations

import re

from whowhom.errors import ReadError

LARGEST_PAGE = 100_000_000
"""Bytes of a saved page, with its pictures and scripts in it."""
_LARGEST_MARKUP = 8_000_000
"""Characters of its markup without them."""
_MOST_TAGS = 150_000
_PLAIN = 1_000_000
"""Characters: smaller pages are parsed as they are."""

_EMBEDDED = re.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,60}[^\"'()\s<>]{200,}")
_SCRIPT = re.compile(r"<(script|style|svg)\b(?![^>]{0,200}ld\+json)", re.I)
_SCRIPT_END = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "svg")}
_MONSTROUS = 20_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w-]{{0,30}})\s[^<>]{{{_MONSTROUS},}}>")
"""A tag with thousands of attributes costs the parser the square of their number."""


def bounded(markup: str, name: str) -> str:
    """The markup, without pictures embedded in it and scripts where it is long, and with the attributes of monstrous
    tags dropped.

    Raises ReadError where it is still too large for a page with one report.
    """
    if len(markup) > _PLAIN:
        markup = without_scripts(_EMBEDDED.sub("data:", markup))
    if _may_hold_monster(markup):
        markup = _LONG_TAG.sub(r"<\1>", markup)
    if len(markup) > _LARGEST_MARKUP:
        limit = f"{_LARGEST_MARKUP / 1e6:.0f} million characters"
        raise ReadError(name, f"too large for a page with one report: more than {limit} of markup")
    if markup.count("<") > 2 * _MOST_TAGS:
        raise ReadError(name, f"too large for a page with one report: more than {_MOST_TAGS:,} elements")
    return markup


def _may_hold_monster(markup: str) -> bool:
    """Whether there is half of such a tag: looking at one in so many characters is faster than at each."""
    half = _MONSTROUS // 2
    return any(
        markup.find("<", place, place + half) < 0 and markup.find(">", place, place + half) < 0
        for place in range(half, len(markup) - half, half)
    )


def without_scripts(markup: str) -> str:
    """Without scripts, styles and drawings; one that never ends stays."""
    kept: list[str] = []
    position = 0
    while (opening := _SCRIPT.search(markup, position)) is not None:
        end = _SCRIPT_END[opening[1].lower()].search(markup, opening.end())
        if end is None:
            break
        kept.append(markup[position : opening.start()])
        position = end.start()
    kept.append(markup[position:])
    return "".join(kept)
