"""Elements of SVG and HTML as text: everything that is not made here is escaped, and unseen characters are shown."""

from __future__ import annotations

import re
from html import escape

from whowhom.web.words import visible

_PLAIN = re.compile("[A-Za-z0-9 .,:;%/?=_+()#-]*").fullmatch
"""What needs no escape: nearly all values, and a picture has thousands."""


def element(name: str, *content: str, **attributes: object) -> str:
    """`content` is markup already. Attributes that are None are left out; `class_` is class, `text_anchor` is
    text-anchor."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{quoted(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(content)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def quoted(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    text = str(value)
    return text if _PLAIN(text) else escape(visible(text))


def words(text: object) -> str:
    shown = str(text)
    return shown if _PLAIN(shown) else escape(visible(shown), quote=False)


def title(text: str) -> str:
    """Shown where the pointer rests; also what a mark is called by those who listen."""
    return element("title", words(text))


def mark(address: str | None, told: str, *content: str, **attributes: object) -> str:
    """A mark that leads somewhere, or the same without leading anywhere where there is no address."""
    if address is None:
        return element("g", title(told), *content, **attributes)
    return element("a", title(told), *content, href=address, aria_label=told, **attributes)


def picture(name: str, told: str, *content: str, **attributes: object) -> str:
    """The SVG itself. A group, not an image: what is in an image could not be reached by keyboard."""
    return element(
        "svg", *content, xmlns="http://www.w3.org/2000/svg", class_=f"picture-{name}", role="group", aria_label=told,
        **attributes,
    )  # fmt: skip
