"""One page has one canonical address, and two pages have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.linking.addresses import canonical, host

PAGE = "https://news.example.org/World/2024/talks-resume?id=7&page=2"


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "http://news.example.org/World/2024/talks-resume?id=7&page=2",
        "HTTPS://News.Example.ORG:443/World/2024/talks-resume/?page=2&id=7#comments",
        "https://www.news.example.org/World/2024/talks-resume?utm_source=feed&id=7&utm_medium=rss&page=2",
        "https://m.news.example.org/World/2024/talks-resume?id=7&page=2&fbclid=Xy_1",
        "https://news.m.example.org/World/2024/talks-resume?id=7&page=2",
        "https://amp.news.example.org/World/2024/talks-resume?id=7&page=2",
        "https://news.example.org/amp/World/2024/talks-resume?id=7&page=2",
        "https://news.example.org/World/2024/talks-resume/amp/?id=7&page=2&amp=1",
        "https://news.example.org//World/2024/talks%2Dresume/index.html?id=7&page=2",
        "https://www.google.com/amp/s/news.example.org/World/2024/talks-resume?id=7&page=2",
        "https://news-example-org.cdn.ampproject.org/c/s/news.example.org/World/2024/talks-resume?id=7&page=2",
        "https://web.archive.org/web/20240501000000/http://news.example.org/World/2024/talks-resume?id=7&page=2",
        "  https://news.example.org/World/2024/talks-resume?id=7&page=2\n",
    ],
)
def test_one_page_has_one_address(address):
    assert canonical(address) == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example.org/world/2024/talks-resume?id=7&page=2",
        "https://news.example.org/World/2024/talks-resume?id=8&page=2",
        "https://news.example.org/World/2024/talks-resume?id=7",
        "https://news.example.org:8443/World/2024/talks-resume?id=7&page=2",
        "https://sport.example.org/World/2024/talks-resume?id=7&page=2",
        "https://news.example.org/World/2024/talks-resume-again?id=7&page=2",
        "https://news.example.org/World%2F2024/talks-resume?id=7&page=2",
        "https://news.example.org/modules.php?name=News&sid=7",
        "https://news.example.org/modules.php?name=News&sid=8",
    ],
)
def test_other_pages_have_other_addresses(address):
    others = {PAGE, "https://news.example.org/modules.php?name=News&sid=9"}
    assert canonical(address) not in others
    assert canonical(canonical(address)) == canonical(address)


def test_a_site_is_not_taken_for_a_mobile_host():
    assert canonical("http://m.co/x") == "https://m.co/x"
    assert host("https://www.example.co.uk/a") == "example.co.uk"


def test_international_names():
    assert canonical("https://xn--bcher-kva.example/b%c3%bccher") == canonical("https://bücher.example/bücher")


@pytest.mark.parametrize(
    "address", ["", "report.txt", "mailto:desk@example.org", "http://[::1", "https://", "http://a:b/"]
)
def test_what_is_no_address_stays(address):
    assert canonical(address) == address


@given(st.text(max_size=60))
def test_any_text_is_canonical_after_one_turn(text):
    once = canonical("https://example.org/" + text)
    assert canonical(once) == once
