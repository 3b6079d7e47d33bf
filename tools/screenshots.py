"""Takes the pictures of the documentation, `docs/images/`, from the store of `make demo`: `make screenshots`.

Needs Debian's Chromium. The way is that of docs/tutorial-page.md: overview, newest disputes, an incident's ledger, and
the sentence in its report.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PORT = 8971
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
WAIT = 30.0


@contextmanager
def served() -> Iterator[str]:
    """The page over the demo's store."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.duckdb"
        inputs = [str(ROOT / "examples" / name) for name in ("pages", "shoal.jsonl")]
        command = [sys.executable, "-m", "whowhom"]
        subprocess.run([*command, "add", *inputs, "--store", str(store)], check=True)
        server = subprocess.Popen([*command, "serve", "--store", str(store), "--port", str(PORT)])
        try:
            address = f"http://127.0.0.1:{PORT}/"
            _wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + WAIT
    while True:
        try:
            urlopen(address).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def take(page: Page, address: str) -> None:
    page.goto(address)
    _keep(page, "overview")
    page.goto(f"{address}incidents?between=China&between=Philippines&type=ASSAULT&disputed=1&sort=reports")
    _keep(page, "incidents")
    page.click("main a[href*='/incident?']")
    _keep(page, "ledger")
    page.click("main a[href*='/report?']")
    _keep(page, "report")


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"{name}: {page.url}")


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("needs Chromium: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=chromium, args=QUIET)
        take(browser.new_page(viewport={"width": 1100, "height": 800}), address)
        browser.close()


if __name__ == "__main__":
    main()
