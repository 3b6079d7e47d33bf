"""The page in Debian's Chromium: looks, keyboard, pointer, no script, and nothing from anywhere else.

Screenshots of every page go to the folder that WHOWHOM_SCREENS names, else build/screens.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from whowhom.store import Store
from whowhom.store.selection import Selection
from whowhom.web.app import make_app
from whowhom.web.dossier import write
from whowhom.web.query import FIELDS

SCREENS = Path(os.environ.get("WHOWHOM_SCREENS", "build/screens"))
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
HOSTILE = "%3Cid%3E%26%3F%23%2F..%2Fx+y"
PAGES = {
    "overview": "/", "incidents": "/incidents", "disputes": "/incidents?disputed=1",
    "incident": "/incident?id={rammed}",
    "report": "/report?id=shoal%2F1&event=shoal_1-1#words-shoal_1-1", "hostile": f"/report?id={HOSTILE}",
    "dyad": "/dyad?one=China&other=Philippines&by=month", "actor": "/actor?name=China", "instruments": "/instruments",
    "search": "/search?q=Philippines", "error": "/incidents?quad=7", "nothing": "/?actor=Chile",
}  # fmt: skip
WIDTHS, LOOKS = (390, 1280), ("light", "dark")
IN_FORM = [name for name in FIELDS if name not in ("incident", "story", "report")]
"""The others are set by links and carried along."""
TYPED = {
    "text": "reef", "actor": "Japan", "recipient": "Philippines", "party": "Japan", "mode": "multilateral",
    "since": "2024-07", "until": "2024-07-31", "place": "Jakarta", "publisher": "Harbour", "asserted-by": "Manila",
    "denied-by": "China", "instrument": "Access",
}  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("WHOWHOM_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("these tests need Debian's Chromium: apt-get install -y chromium (or name one: WHOWHOM_CHROMIUM)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(path: Path) -> Iterator[str]:
    """The address of a server over the store of the tests."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(path), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def rammed(path: Path) -> str:
    return str(Store(path).sql("SELECT incident FROM events WHERE event_id = 'shoal_2-1'")[0]["incident"])


@contextmanager
def watched(browser: Browser, width: int = 1280, look: str = "light", script: bool = True) -> Iterator[Page]:
    """A page in whose console nothing may stand, and which may ask nobody but this machine."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=look,
        java_script_enabled=script,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request", lambda one: wrong.append(one.url) if urlsplit(one.url).hostname not in ("127.0.0.1", None) else None
    )
    try:
        yield page
    finally:
        context.close()
    assert [one for one in wrong if "400 (Bad Request)" not in one] == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_looks(browser: Browser, site: str, rammed: str, name: str, width: int, look: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    with watched(browser, width, look) as page:
        page.goto(site + PAGES[name].format(rammed=rammed))
        page.screenshot(path=SCREENS / f"{name}-{width}-{look}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.title() != "run"
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


def test_every_mark_leads_to_its_record(browser: Browser, site: str) -> None:
    for name in ("report", "hostile"):
        with watched(browser) as page:
            page.goto(site + PAGES[name])
            leads_inside(page)


def leads_inside(page: Page) -> None:
    """Every link within the page leads somewhere."""
    for link in page.locator("a[href^='#']").evaluate_all("links => links.map(link => link.hash)"):
        assert page.evaluate("place => !!document.getElementById(decodeURIComponent(place.slice(1)))", link), link


def test_text_can_be_twice_as_large(browser: Browser, site: str, rammed: str) -> None:
    for name in ("overview", "incidents", "incident", "report"):
        with watched(browser) as page:
            page.goto(site + PAGES[name].format(rammed=rammed))
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", IN_FORM)
def test_every_filter_by_keyboard(browser: Browser, site: str, name: str, script: bool) -> None:
    with watched(browser, script=script) as page:
        page.goto(f"{site}/incidents")
        if name not in ("text", "party", "since", "until"):
            tab_to(page, "form.filters summary")
            page.keyboard.press("Enter")
        tab_to(page, f"form.filters [name='{name}']")
        if name in TYPED:
            page.keyboard.type(TYPED[name])
        elif name == "between":
            page.keyboard.type("China")
            page.keyboard.press("Tab")
            page.keyboard.type("Japan")
        else:
            page.keyboard.press("Space")
        with page.expect_response(lambda answer: f"{name}=" in answer.url and answer.status == 200):
            page.keyboard.press("Enter")
        page.wait_for_url(lambda url: name in parse_qs(urlsplit(url).query))
        told = parse_qs(urlsplit(page.url).query)
        assert told[name] == {"between": ["China", "Japan"]}.get(name, [TYPED[name]] if name in TYPED else told[name])
        assert page.locator(".chosen li").filter(has_text=name).count() == len(told[name])
        assert page.locator("main .lead").inner_text() != "9 incidents"


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and page.locator(f"{wanted}:focus").count():
            return
    pytest.fail(f"no way to {wanted} by the keyboard")


def test_three_clicks_from_any_number_to_a_marked_sentence(browser: Browser, site: str) -> None:
    """Each address to which anything on the overview leads is opened; there, a click leads to the sentence."""
    with watched(browser, script=False) as page:
        page.goto(f"{site}/")
        links = page.locator("main a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        leading = sorted({link for link in links if link.startswith(("/incident", "/report", "/dyad", "/actor"))})
        assert len(leading) > 20
        for link in leading:
            page.goto(urljoin(site, link))
            if not link.startswith("/report"):
                page.locator("main .sentence a, main a.sentence").first.click()
            assert page.locator(".text .m.trigger.mine").first.is_visible(), link
            assert page.locator(".text .asked").count(), link


def test_clicks(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        page.goto(f"{site}/?by=month")
        page.locator(".kinds a", has_text="2").first.click()
        page.locator("a.sentence").first.click()
        assert page.locator(".text .m.trigger.mine").first.is_visible()
        page.locator(".text .m.mine").first.click()
        page.locator(".record:target").wait_for()
        page.locator(".record:target .to-words").click()
        assert "#words-" in page.url


@pytest.mark.parametrize("name", [name for name in PAGES if name != "error"])
def test_without_a_script_everything_can_be_read(browser: Browser, site: str, rammed: str, name: str) -> None:
    address = site + PAGES[name].format(rammed=rammed)
    with watched(browser, script=False) as page, watched(browser) as other:
        page.goto(address)
        other.goto(address)
        assert page.locator("main").inner_text() == other.locator("main").inner_text()


def test_a_time_is_drawn_on_the_timeline(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        page.goto(f"{site}/?by=month")
        bars = page.locator(".periods > [data-first]")
        first, last = bars.first.bounding_box(), bars.nth(1).bounding_box()
        assert first
        assert last
        wanted = bars.first.get_attribute("data-first"), bars.nth(1).get_attribute("data-last")
        page.mouse.move(first["x"] + 3, first["y"] + 20)
        page.mouse.down()
        page.mouse.move(last["x"] + 2, last["y"] + 30, steps=5)
        assert page.locator(".brush").is_visible()
        page.mouse.up()
        page.wait_for_url("**since=**")
        told = parse_qs(urlsplit(page.url).query)
        assert (told["since"][0], told["until"][0]) == wanted
        expect(page.locator("main .lead")).not_to_contain_text("9 incidents")
        assert page.locator("#told").inner_text().startswith(page.locator("main .lead").inner_text()[:9])
        page.go_back()
        expect(page.locator("main .lead")).to_contain_text("9 incidents")


def test_a_click_on_a_bar_is_a_filter(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        page.goto(f"{site}/?by=month")
        page.locator(".periods a[data-first]").first.click()
        page.wait_for_url("**/incidents?**")
        assert page.locator("a.sentence").count()


def test_pointing_and_focus_show_the_record(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        page.goto(f"{site}/report?id=shoal%2F1")
        assert page.locator(".card").is_hidden()
        page.locator(".text .m.trigger").first.hover()
        assert "China Coast Guard" in page.locator(".card").inner_text()
        assert page.locator(".text .m.lit").count() >= 4
        page.keyboard.press("Escape")
        assert page.locator(".card").is_hidden()
        page.locator(".text .m.actor").first.focus()
        assert page.locator(".card").is_visible()
        assert not Axe().run(page).response["violations"]


def test_filters_keep_the_place_of_the_keyboard(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        page.goto(f"{site}/incidents")
        page.evaluate("window.same = true")
        page.locator("#f-text").fill("reef")
        page.locator("#f-text").press("Enter")
        page.wait_for_url("**text=reef**")
        expect(page.locator("#f-text")).to_be_focused()
        assert page.evaluate("window.same")  # the page was not loaded anew


def test_the_one_file_opens_from_disk_without_a_network(browser: Browser, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "dossier.html"
    write(Store(path), Selection(), file)
    for width in WIDTHS:
        for look in LOOKS:
            with watched(browser, width, look) as page:
                page.context.set_offline(True)
                page.goto(file.as_uri())
                page.screenshot(path=SCREENS / f"dossier-{width}-{look}.png", full_page=True)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                page.locator("#incidents a.sentence").first.click()
                assert page.locator(".m:target, .place:target ~ .m").first.is_visible()
                assert not Axe().run(page).response["violations"]
                leads_inside(page)
