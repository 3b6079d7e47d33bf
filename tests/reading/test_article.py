"""How the text of an article is looked for: the quick way first, the dear ones only where they may find more."""

from __future__ import annotations

from typing import Any

import pytest
import trafilatura
from lxml.html import document_fromstring

from whowhom.reading import article

PARAGRAPH = "The president of Ruritania met the foreign minister of Syldavia in Strelsau on Monday, officials said. "
SHORT = f"<article><h1>Ministers meet</h1><p>{PARAGRAPH * 3}</p></article>"
LINKS = "".join(
    f"<p><a href='/{n}'>Another headline of some length about the harvest, number {n}</a></p>" for n in range(40)
)


def ways(monkeypatch: pytest.MonkeyPatch, body: str) -> int:
    """How many ways are tried on a page."""
    tried: list[bool] = []
    extract = trafilatura.bare_extraction

    def counted(*args: Any, **named: Any) -> Any:
        tried.append(named["fast"])
        return extract(*args, **named)

    monkeypatch.setattr(article, "bare_extraction", counted)
    article.article_text(document_fromstring(f"<html><body>{body}</body></html>"), "page", None, frozenset())
    return len(tried)


def test_a_short_report_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ways(monkeypatch, SHORT + LINKS) == 1


def test_a_page_with_much_more_prose_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ways(monkeypatch, f"{SHORT}<div class='footer-box'>{f'<p>{PARAGRAPH}</p>' * 30}</div>") > 1


def test_prose_is_what_stands_outside_of_links_and_scripts() -> None:
    tree = document_fromstring(
        f"<html><body><script>{PARAGRAPH}</script><a href='/'><b>{PARAGRAPH}</b></a>"
        f"<p>Home</p><p>{PARAGRAPH}</p></body></html>"
    )
    assert article.prose(tree) == len(PARAGRAPH.strip())


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<div class='box newsletter-box'>Sign up</div>", ""),
        ("<section id='newsletter'>Sign up</section>", ""),
        (f"<div class='newsletter-issue'>{'x' * 1000}</div>", "x" * 1000),
        ("<p>Ministers <span class='tooltip'>Members of a cabinet</span>met</p>", "Ministers met"),
        ("<p class='newsletter'>The newsletter</p>", "The newsletter"),
    ],
    ids=["class", "id", "long", "tail stays", "another element"],
)
def test_boxes_are_dropped_by_their_names(markup: str, left: str) -> None:
    tree = document_fromstring(f"<html><body><div>{markup}</div></body></html>")
    article.prune(tree, markup)
    assert tree.text_content() == left
