"""How fast the page of a store is: `python tools/page_speed.py STORE`, on a store of
`python -m whowhom.evaluation.synthetic STORE`.

For each page the seconds to its first byte, made anew and again, and its weight gzipped; and the seconds until Chromium
shows the overview, where it is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from whowhom.web.app import make_app


@contextmanager
def served(store: Path) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(make_app(store), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def get(address: str) -> tuple[float, bytes]:
    """Seconds to the first byte, and the body as it came."""
    begin = time.perf_counter()
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        first = answer.read(1)
        seconds = time.perf_counter() - begin
        return seconds, first + answer.read()


def pages(site: str) -> Iterator[str]:
    overview = json.loads(urllib.request.urlopen(f"{site}/overview.json").read())
    one, other = overview["pairs"][0]["actor"], overview["pairs"][0]["recipient"]
    incident = json.loads(urllib.request.urlopen(f"{site}/incidents.json?disputed=1").read())["found"][0]
    yield from ("/", f"/?{urlencode({'party': one})}", "/?type=ASSAULT", "/incidents?quad=4", "/incidents?sort=voices")
    yield f"/incident?{urlencode({'id': incident['incident']})}"
    yield f"/report?{urlencode({'id': incident['report_id']})}"
    yield from (f"/dyad?{urlencode({'one': one, 'other': other})}", f"/actor?{urlencode({'name': other})}")
    yield from ("/instruments", "/search?q=treaty")


def painted(site: str) -> list[float]:
    """Seconds until something, and until everything of the overview is shown."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("WHOWHOM_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(site)
        first, loaded = page.evaluate(
            "[performance.getEntriesByType('paint')[0].startTime, performance.timing.loadEventEnd - "
            "performance.timing.navigationStart]"
        )
        browser.close()
    return [first / 1000, loaded / 1000]


def main() -> int:
    with served(Path(sys.argv[1])) as site:
        for path in pages(site):
            (anew, body), (again, _) = get(site + path), get(site + path)
            print(f"{anew:6.2f} s  {again:6.3f} s  {len(body) / 1024:6.1f} kB  {path}", flush=True)
        if shutil.which("chromium"):
            print("overview in Chromium: first paint {:.2f} s, loaded {:.2f} s".format(*painted(site)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
