"""Feeds of all kinds, well made and not."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from whowhom.errors import ReadError
from whowhom.feeds.formats import LARGEST_FEED, MOST_ENTRIES, read_feed
from whowhom.feeds.items import FeedError
from whowhom.feeds.lists import named_feeds

BASE = "https://daily.example/feeds/world.xml"


def told(body: str | bytes, content_type: str = "") -> list[tuple[str, str | None, str | None]]:
    feed = read_feed(body if isinstance(body, bytes) else body.encode(), BASE, content_type)
    return [(item.link, item.title, item.published) for item in feed.items]


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>The Daily</title>
<item><title>Talks &amp; tea</title><link>/a?x=1</link><pubDate>Wed, 19 Jun 2024 00:30:00 +0300</pubDate></item>
<item><title>Ruritania votes</title><guid>https://daily.example/b</guid></item>
<item><title>No address</title></item>
<item><title>A call</title><link>tel:123</link></item>
</channel></rss>"""


def test_rss() -> None:
    assert told(RSS) == [
        ("https://daily.example/a?x=1", "Talks & tea", "2024-06-19T00:30:00+03:00"),
        ("https://daily.example/b", "Ruritania votes", None),
    ]


def test_rdf() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>D</title></channel>
    <item><title>One</title><link>https://daily.example/1</link><dc:date>2024-06-19T10:00:00Z</dc:date></item></rdf:RDF>"""
    assert told(body) == [("https://daily.example/1", "One", "2024-06-19T10:00:00+00:00")]


def test_atom() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><entry><title type="html">One &lt;b&gt;</title>
    <link rel="self" href="/api/1"/><link rel="alternate" href="/1"/><updated>2024-06-20T10:00:00Z</updated>
    <published>2024-06-19T10:00:00-05:00</published></entry>
    <entry><title>Two</title><link href="/2"/><updated>2024-06-20T10:00:00Z</updated></entry></feed>"""
    assert [(link, date) for link, _, date in told(body)] == [
        ("https://daily.example/1", "2024-06-19T10:00:00-05:00"),
        ("https://daily.example/2", "2024-06-20T10:00:00+00:00"),
    ]


def test_json_feed() -> None:
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": [
    {"id": "1", "url": "/1", "title": "One", "date_published": "2024-06-19T10:00:00Z"}, "nonsense", {"id": "2"},
    {"id": "https://daily.example/3", "content_text": "Three \\ud800"}]}"""
    assert told(body) == [
        ("https://daily.example/1", "One", "2024-06-19T10:00:00+00:00"),
        ("https://daily.example/feeds/2", None, None),
        ("https://daily.example/3", None, None),
    ]


def test_news_sitemap_and_others() -> None:
    body = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://daily.example/1 </loc><news:news>
    <news:publication><news:name>D</news:name></news:publication><news:title>One</news:title>
    <news:publication_date>2024-06-19</news:publication_date></news:news></url>
    <url><loc>https://daily.example/about</loc></url></urlset>"""
    assert told(body) == [("https://daily.example/1", "One", "2024-06-19")]
    feed = read_feed(b"<urlset><url><loc>/about</loc><lastmod>2024-06-19</lastmod></url></urlset>", BASE)
    assert [(item.link, item.published, item.dated) for item in feed.items] == [
        ("https://daily.example/about", None, "2024-06-19")
    ]
    assert not feed.is_news


def test_sitemap_index() -> None:
    feed = read_feed(
        b"<sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2024-06-19</lastmod></sitemap></sitemapindex>", BASE
    )
    assert [(part.address, part.changed) for part in feed.parts] == [("https://daily.example/1.xml", "2024-06-19")]


@pytest.mark.parametrize(
    "body",
    [
        RSS[: RSS.index("daily.example/b") + 10],
        "<br />\n<b>Warning</b>: mysql is gone\n" + RSS.removeprefix('<?xml version="1.0"?>\n'),
        "\n\n  " + RSS,
        RSS.replace("&amp;", "&"),
        RSS.replace("</channel>", ""),
        RSS.replace("The Daily", "The&nbsp;Daily \x08 &bogus; < 1"),
    ],
)
def test_broken_feeds_give_what_is_in_them(body: str) -> None:
    assert "https://daily.example/a?x=1" in [link for link, _, _ in told(body)]


@pytest.mark.parametrize("body", [RSS, "<urlset><url><loc>/a?x=1</loc></url><url><loc>https://daily.example/b</loc>"])
def test_an_address_that_is_cut_off_is_none(body: str) -> None:
    assert [link for link, _, _ in told(body[: body.index("daily.example/b") + 10])] == ["https://daily.example/a?x=1"]


def test_characters() -> None:
    body = RSS.replace("Talks &amp; tea", "Élysée &rsquo; “x”")
    assert told(body.encode("cp1252"), "text/xml; charset=iso-8859-1")[0][1] == "Élysée ’ “x”"
    assert told(body.encode("cp1252"))[0][1] == "Élysée ’ “x”"
    assert told(body.replace('<?xml version="1.0"?>', "").encode("utf-16"))[0][1] == "Élysée ’ “x”"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b"<html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head></html>",
         "is a web page, not a feed; its feeds: https://daily.example/rss"),
        (b"<!doctype html><title>x</title>", "is a web page, not a feed"),
        (b"<opml><body/></opml>", "is a list of feeds"),
        (b"{}", "is JSON, but no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "without a list of items"),
        (b"{" + b'"a":{' * 100_000, "is no JSON that can be read"),
        (b"service temporarily unavailable", "holds no feed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "PNG"),
        (b"<rss><channel><title>D", "holds no feed that can be read ("),
        (b"<rss>" + b" " * LARGEST_FEED, "is larger than 10 MB"),
        (b"<urlset><url><loc>x", "is a sitemap"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_called_by_its_name(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError, match=reason.replace("(", r"\(")):
        read_feed(body, BASE)


def test_an_empty_feed_is_one() -> None:
    assert told('<rss version="2.0"><channel><title>D</title></channel></rss>') == []


@pytest.mark.parametrize(
    ("told_by", "seconds"),
    [
        ("<ttl>90</ttl>", 5400.0),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21600.0),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600.0),
    ],
)
def test_how_often_its_author_wants_it_read(told_by: str, seconds: float | None) -> None:
    assert read_feed(RSS.replace("<title>The Daily", f"{told_by}<title>The Daily").encode(), BASE).wait == seconds


def test_dates_of_one_and_the_same_second_are_not_believed() -> None:
    item = "<item><link>/{}</link><pubDate>Wed, 19 Jun 2024 10:11:12 GMT</pubDate></item>"
    items = "".join(item.format(n) for n in range(5))
    body = f'<rss version="2.0"><channel>{items}</channel></rss>'
    assert {date for _, _, date in told(body)} == {None}
    assert {date for _, _, date in told(body.replace("10:11:12", "10:11:13", 1))} != {None}


def test_a_mark_changes_with_what_is_said() -> None:
    def mark(body: str) -> str:
        return read_feed(body.encode(), BASE).items[0].mark

    assert mark(RSS) == mark(RSS.replace("The Daily", "The Daily News"))
    assert mark(RSS) != mark(RSS.replace("Talks", "New talks"))
    assert mark(RSS) != mark(RSS.replace("00:30", "00:31"))


LEVELS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 13))
BOMB = f'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY l0 "lol">{LEVELS}]>'


@pytest.mark.parametrize(
    "body",
    [
        f'{BOMB}<rss version="2.0"><channel><title>&l12;</title><item><link>/&l12;</link></item></channel></rss>',
        f"{BOMB}<urlset><url><loc>/&l12;</loc></url></urlset>",
        f"{BOMB}<html><head><link rel='alternate' type='application/rss+xml' href='&l12;'/></head></html>",
        '<rss version="2.0"><channel>' + "<item><link>/1</link></item>" * 100_000 + "</channel></rss>",
        '<rss version="2.0"><channel>' + '<item><a <b "' * 200_000,
        "<rss><channel><item>" + "<![CDATA[<!--" * 200_000,
        "<rss>" + "<channel>" * 300_000,
        "<!DOCTYPE " + "<!ENTITY a " * 200_000 + "<rss>",
        "&a" * 1_000_000 + "<rss>" + "&abcdefghij" * 200_000,
        '{"version": "https://jsonfeed.org/version/1", "items": [' + '{"url": "/1"},' * 200_000 + "{}]}",
    ],
    ids=["rss", "sitemap", "page", "items", "quotes", "cdata", "depth", "dtd", "ampersands", "json"],
)  # fmt: skip
def test_bombs_cost_little(body: str) -> None:
    tracemalloc.start()
    begin = time.process_time()
    try:
        feed = read_feed(body.encode(), BASE)
    except FeedError:
        pass
    else:
        assert len(feed.items) <= MOST_ENTRIES
        assert all(len(item.link) < 4000 for item in feed.items)
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert time.process_time() - begin < 10
    assert most < 200_000_000


def test_no_file_is_read_for_a_feed() -> None:
    body = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{Path(__file__)}">]>{RSS}'.replace("Talks &amp; tea", "T&x;")
    assert told(body)[0][1] in ("T", "T&x;")
    body = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{Path(__file__)}">]><urlset><url><loc>/1&x;</loc></url></urlset>'
    assert [link for link, _, _ in told(body)] == ["https://daily.example/1"]


def test_lists_of_feeds(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="World"><outline type="rss" '
        'xmlUrl="https://one.example/rss"/><outline xmlurl="https://two.example/rss"/></outline>'
        '<outline text="none"/><outline xmlUrl="ftp://three.example/rss"/></body></opml>'
    )
    lines = tmp_path / "feeds.txt"
    lines.write_text("# the world\nhttps://two.example/rss\n\nhttps://four.example/rss  \n")
    named = named_feeds([str(opml), "https://zero.example/", str(lines)])
    assert [address.split("/")[2].split(".")[0] for address in named] == ["one", "two", "zero", "four"]


def test_what_lists_no_feeds(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body>none</body></html>")
    for name, reason in [
        (str(page), "lists no feeds"), (str(tmp_path / "none.opml"), "No such file"), (str(tmp_path), "directory"),
        ("ftp://daily.example/rss", "is no address of a feed"),
    ]:  # fmt: skip
        with pytest.raises(ReadError, match=reason):
            named_feeds([name])
