"""Pages of different publishers' making, and what must come out of them."""

from __future__ import annotations

import re

import pytest

from whowhom.errors import DataError, NotEnglishError, ReadError
from whowhom.reading import read_page
from whowhom.reading.boilerplate import is_boilerplate, without_boilerplate
from whowhom.reading.tables import rows

LEAD = (
    "The president of Ruritania met the foreign minister of Syldavia in Strelsau on Monday, officials of both "
    "countries said, after months of quarrels over the price of grain."
)
MIDDLE = (
    "“We have agreed to speak again before the harvest,” the minister told reporters at the palace, where he had "
    "arrived in the morning with a delegation of farmers and two members of parliament."
)
END = (
    "Syldavia closed its border to lorries from Ruritania in March. Ruritania called the step unlawful and has asked "
    "the court of the union to rule on it, while traders on both sides count their losses."
)
BODY = f"<p>{LEAD}</p><p>{MIDDLE}</p><p>{END}</p>"
TEXT = f"{LEAD}\n{MIDDLE}\n{END}"
TITLE = "Ministers meet again on grain"


def page(body: str = BODY, head: str = "", title: str = TITLE) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title} | The Daily Ledger</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


NEWS = (
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ministers meet again on grain", '
    '"datePublished": "2024-06-19T10:30:00+02:00", "publisher": {"@type": "Organization", "name": "Daily Ledger"}}'
)


def test_a_plain_page_gives_title_and_paragraphs() -> None:
    report = read_page(page(), "ledger")
    assert (report.id, report.title, report.text) == ("ledger", TITLE, TEXT)
    assert (report.published, report.published_basis, report.publisher, report.url) == (None, None, None, None)


def test_json_ld_tells_time_and_publisher_before_meta_tags() -> None:
    head = json_ld(NEWS) + '<meta property="article:published_time" content="2024-06-20">'
    head += '<meta property="og:site_name" content="ledger online">'
    report = read_page(page(head=head))
    assert report.published == "2024-06-19T10:30:00+02:00"
    assert report.published_basis == "json-ld"
    assert report.publisher == "Daily Ledger"


@pytest.mark.parametrize(
    ("head", "body", "published", "basis"),
    [
        (json_ld('{"@graph": [{"@type": "WebSite"}, ' + NEWS + "]}"), "", "2024-06-19T10:30:00+02:00", "json-ld"),
        (json_ld("[" + NEWS + "]"), "", "2024-06-19T10:30:00+02:00", "json-ld"),
        (json_ld('{"datePublished": "2024-06-19", broken'), "", "2024-06-19", "json-ld"),
        ('<meta name="parsely-pub-date" content="2024-06-19T08:00Z">', "", "2024-06-19T08:00:00+00:00", "meta"),
        ('<meta name="DC.date.issued" content="19 June 2024">', "", "2024-06-19", "meta"),
        ("", '<time itemprop="datePublished" datetime="2024-06-19">Wednesday</time>', "2024-06-19", "meta"),
        ("", '<time datetime="2024-06-19T07:05">Wednesday</time>', "2024-06-19T07:05:00", "text"),
        ('<link rel="canonical" href="https://ledger.example/2024/06/19/grain">', "", "2024-06-19", "url"),
        ('<link rel="canonical" href="https://ledger.example/world/grain-20240619.html">', "", "2024-06-19", "url"),
    ],
)  # fmt: skip
def test_publication_date_and_where_it_stood(head: str, body: str, published: str, basis: str) -> None:
    report = read_page(page(body + BODY, head))
    assert (report.published, report.published_basis) == (published, basis)


def test_a_given_date_is_only_for_pages_that_tell_none() -> None:
    told, untold = page(head=json_ld(NEWS)), page()
    assert read_page(told, published="2020-01-01").published == "2024-06-19T10:30:00+02:00"
    report = read_page(untold, published="2020-01-01")
    assert (report.published, report.published_basis) == ("2020-01-01", "given")


def test_address_names_the_publisher_where_nothing_else_does() -> None:
    report = read_page(page(head='<link rel="canonical" href="https://www.ledger.example/grain">'))
    assert (report.publisher, report.url) == ("ledger.example", "https://www.ledger.example/grain")


def test_title_without_the_name_of_the_site() -> None:
    markup = f"<html><head><title>{TITLE} - The Daily Ledger</title>"
    markup += f'<meta property="og:site_name" content="The Daily Ledger"></head><body><article>{BODY}</article></body>'
    assert read_page(markup).title == TITLE


def test_pointers_buttons_sign_ups_and_the_headline_go() -> None:
    body = (
        f"<h2>{TITLE}</h2><p>Advertisement</p><p>{LEAD}</p><p>Read more: Harvest fails in the south</p>"
        f"<p>{MIDDLE}</p><p>Sign up for our daily newsletter and never miss a story</p>"
        f"<p><a href='/other'>Farmers block the bridge over the river</a></p><p>{END}</p>"
        "<p>Follow us on Facebook and Twitter</p><p>(Photo by Jane Doe/Example Images)</p>"
    )
    assert read_page(page(body)).text == TEXT


def test_sentences_that_begin_like_a_pointer_stay() -> None:
    kept = [
        "More than 200 people were killed in the attack, the ministry said.",
        "Read the charges aloud, the judge told the clerk, who then named the four ministers.",
        "Watching from the border, soldiers of both armies held their fire.",
        "Earlier on Monday, the minister had denied that any talks were planned.",
        "Video of the attack showed soldiers firing at a crowd in the square.",
        "Follow-up talks will be held in Geneva next week, the envoy said.",
        "Share prices fell after the sanctions were announced.",
        "Sources said the two sides had agreed to a ceasefire.",
        "Related talks between the two armies were called off.",
        "The Associated Press news agency reported that three soldiers were killed.",
        "Opinion polls show the opposition ahead.",
        "Copyright law is to be rewritten, the government said.",
        "By using terms such as genocide, the minister angered the embassy.",
        "Photos by satellite show troops near the border.",
        "The minister denied the charge on Monday. (Reuters)",
        "STRELSAU (AP) — “We will not yield,” the president said.",
        "Support for the rebels has grown since the bombing.",
    ]
    assert [line for line in kept if is_boilerplate(line)] == []


@pytest.mark.parametrize("row", rows("boilerplate.csv"), ids=lambda row: row["example"][:30])
def test_every_pattern_takes_its_example(row: dict[str, str]) -> None:
    pattern = re.compile(row["pattern"], re.I)
    assert (pattern.match if row["match"] == "start" else pattern.fullmatch)(row["example"])
    assert is_boilerplate(row["example"])


def test_a_repeated_paragraph_stands_once_and_short_lines_may_repeat() -> None:
    lines = [LEAD, "He said no.", LEAD, "He said no."]
    assert without_boilerplate(lines, None) == [LEAD, "He said no.", "He said no."]


def test_an_article_cut_into_boxes_is_whole() -> None:
    box = "<div class='grid'><div class='article__body'>{}</div></div>"
    longer = [f"<p>{n} {LEAD}</p><p>{n} {MIDDLE}</p><p>{n} {END}</p>" for n in ("First.", "Second.", "Third.")]
    inner = "".join(f"<div class='article__body'>{part}</div><div class='ad'>Advertisement</div>" for part in longer)
    text = read_page(page(f"<div class='grid'>{inner}</div>")).text
    assert [number for number in ("First.", "Second.", "Third.") if text.count(number) == 3] == [
        "First.",
        "Second.",
        "Third.",
    ]
    assert box.format(BODY)  # one box alone is left as it is
    assert read_page(page(box.format(BODY))).text == TEXT


def test_a_body_only_in_json_ld_is_read() -> None:
    escaped = TEXT.replace("\n", "\\n")
    markup = page(
        "<p>Subscribe to read this report in full.</p>", json_ld(NEWS[:-1] + f', "articleBody": "{escaped}"}}')
    )
    assert read_page(markup).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "shift_jis", "no-such-code", None])
def test_what_the_bytes_are_counts_more_than_what_they_say(encoding: str, declared: str | None) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    assert read_page(page(head=head).encode(encoding)).text == TEXT


def test_cyrillic_pages_are_decoded_by_their_declaration() -> None:
    russian = "Президент встретился с министром иностранных дел в столице в понедельник, сообщает агентство. " * 4
    markup = page(f"<p>{russian}</p>", '<meta charset="windows-1251">')
    with pytest.raises(NotEnglishError, match="Cyrillic"):
        read_page(markup.encode("cp1251"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\0 ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)) * 40, "binary"),
        (b"<html><body><nav><a href='/'>Home</a> <a href='/a'>About</a></nav></body></html>", "no article"),
        (page(BODY + "<p>x</p>" * 400_000).encode(), "too large"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read_page(content, "given.html")
    assert caught.value.name == "given.html"


def test_a_page_cut_short_gives_what_it_has() -> None:
    markup = page()
    assert read_page(markup[: markup.index(END) + 60]).text.startswith(f"{LEAD}\n{MIDDLE}\n")


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td"])
def test_markup_nested_a_hundred_thousand_deep_does_no_harm(tag: str) -> None:
    assert read_page(page(BODY + f"<{tag}>" * (100_000 // (1 + tag.count("<"))))).text.startswith(TEXT)


def test_a_tag_with_thousands_of_attributes_and_a_large_picture_do_no_harm() -> None:
    attributes = " ".join(f'data-a{n}="1"' for n in range(30_000))
    picture = "<img src='data:image/png;base64," + "A" * 9_000_000 + "'>"
    assert read_page(page(f"{BODY}<p {attributes}></p>{picture}<script>{'x=1;' * 500_000}</script>")).text == TEXT


def test_invisible_and_control_characters_go_and_offsets_hold() -> None:
    report = read_page(page(f"<p>Mini\u00adsters \u202eof\u202c Syl\u200bdavia\u00a0met\x07.</p>{BODY}"))
    assert report.text.startswith("Ministers of Syldavia met")
    start = report.text.index("Syldavia")
    assert report.span(start, start + 8).text == "Syldavia"


def test_a_missing_table_is_named() -> None:
    with pytest.raises(DataError, match=r"data/reading/none\.csv"):
        rows("none.csv")


FRENCH = "Le président a rencontré le ministre et il a parlé du prix des céréales, qui n'est plus ce qu'il était. " * 3


@pytest.mark.parametrize(
    ("language", "menu", "body", "is_read"),
    [
        ("fr", "", LEAD, True),
        ("en", FRENCH, f"{LEAD} {MIDDLE} {END}", True),
        ("fr", FRENCH * 20, FRENCH, False),
        ("fr-CA", "", FRENCH, False),
        ("en", "", FRENCH, False),
    ],
)
def test_declared_languages_are_believed_only_where_the_words_say_the_same(
    language: str, menu: str, body: str, is_read: bool
) -> None:
    markup = f'<html lang="{language}"><body><footer>{menu}</footer><article><p>{body}</p></article></body></html>'
    if is_read:
        assert read_page(markup).text == body.strip()
    else:
        with pytest.raises(NotEnglishError, match="French"):
            read_page(markup)


def test_a_page_in_another_language_is_turned_down_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whowhom.reading.page.load_html", lambda markup: pytest.fail("parsed"))
    with pytest.raises(NotEnglishError):
        read_page(f'<html lang="fr"><body><script>the of to and in is</script><p>{FRENCH}</p></body></html>')
