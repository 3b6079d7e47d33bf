"""Folding of characters: lower case without accents, one character for one, so that offsets stay true."""

from __future__ import annotations

import unicodedata


def _plain(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


_SPECIAL = {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "‐": "-", "‑": "-", "\xa0": " ", "ı": "i", "İ": "i", "ł": "l",
            "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "s", "\t": " "}  # fmt: skip
_FOLD = {code: _plain(chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
_FOLD |= {ord(key): value for key, value in _SPECIAL.items()}
_FOLD |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


def fold(text: str) -> str:
    """As long as `text`, in lower case, without the accents of Latin letters, with plain quotes and hyphens."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_FOLD)
    lower = folded.lower()
    return lower if len(lower) == len(text) else folded
