"""How well articles are cut out of real pages: word 4-gram shingles, as the article extraction benchmark counts.

The measure is that of github.com/scrapinghub/article-extraction-benchmark: tokens are runs of word characters, a text
is the multiset of its runs of four tokens, precision and recall are taken page by page and averaged, pages without any
shingle left out of the average that it would not define; F1 is that of the two averages.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path
from statistics import fmean

from whowhom.errors import ReadError
from whowhom.reading.page import read_page

_TOKEN = re.compile(r"\w+")
_LENGTH = 4

Shingles = Counter[tuple[str, ...]]


def score_pages(folder: str | Path) -> dict[str, float | int]:
    """Scores on a folder with `ground-truth.json` and `html/ID.html.gz`.

    `precision`, `recall`, `f1` count every page, a page that is not read as an empty text; `pages` is how many there
    are, `not_read` how many raised an error, `seconds` the time that reading took. Pages in other languages are read
    here as any other: the measure is of extraction.
    """
    folder = Path(folder)
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    precisions: list[float] = []
    recalls: list[float] = []
    not_read, seconds = 0, 0.0
    for key, entry in truth.items():
        page = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        begun = time.perf_counter()
        text = _text_of(page, key)
        seconds += time.perf_counter() - begun
        not_read += not text
        found, wanted = shingles(text), shingles(entry.get("articleBody", ""))
        shared = (found & wanted).total()
        if found:
            precisions.append(shared / found.total())
        if wanted:
            recalls.append(shared / wanted.total())
    precision, recall = fmean(precisions), fmean(recalls)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "pages": len(truth),
        "not_read": not_read,
        "seconds": seconds,
    }


def shingles(text: str) -> Shingles:
    """The runs of four tokens of a text and how often each stands in it; a shorter text is one run."""
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + _LENGTH]) for i in range(max(1, len(tokens) - _LENGTH + 1)) if tokens)


def _text_of(page: bytes, name: str) -> str:
    try:
        return read_page(page, name, any_language=True).text
    except ReadError:
        return ""
