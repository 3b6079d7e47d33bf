"""Characters that a format cannot hold, replaced one for one: offsets into a text stay what they were."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def scalar(text: str) -> str:
    """Without lone surrogates, which UTF-8 cannot hold."""
    return text if text.isascii() else _SURROGATES.sub(REPLACEMENT, text)


def legible(text: str) -> str:
    """Without what the Char production of XML 1.0 leaves out: control characters but tab and the two line breaks, lone
    surrogates, U+FFFE and U+FFFF. Many readers of other formats end a text at U+0000, so it serves there too."""
    return _NOT_XML.sub(REPLACEMENT, text)
