"""How pages are fetched: what a user may change, and the limits that nothing on the net can stretch."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from whowhom.version import CODER_VERSION


def cache_folder() -> Path | None:
    """Where this system keeps what can be fetched again; None where there is no such place."""
    if (xdg := os.environ.get("XDG_CACHE_HOME")) and os.path.isabs(xdg):
        return Path(xdg, "whowhom")
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local", "whowhom", "Cache")
        return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "whowhom"
    except RuntimeError:  # a user without a home
        return None


@dataclass(frozen=True, slots=True)
class Fetching:
    """Settings of the client; times in seconds, sizes in bytes.

    `keep` is the WARC archive to which fetched pages are added. Without `allow_private` no request goes to private,
    loopback, link-local, multicast or reserved addresses, or to ports at which no web pages are served. `contact` (an
    address of mail or web) is told to the servers. `cache` is a folder; None keeps nothing between two requests.
    """

    keep: Path | None = None
    allow_private: bool = False
    contact: str | None = None
    cache: Path | None = field(default_factory=cache_folder)
    pause: float = 1.0
    """Between the end of a request to a host and the next; longer where its robots.txt asks for it."""
    patience: float = 20.0
    """For a connection, and for each silence of the server."""
    deadline: float = 60.0
    """For one request from its beginning to the last byte of its answer."""
    longest_wait: float = 120.0
    """A host that asks to wait longer, or that is not there, is given up for now."""
    largest: int = 20_000_000
    """Of an answer, as it is sent and again as it unpacks."""
    redirects: int = 5
    tries: int = 3
    """Of a request that failed for a reason that may pass."""

    @property
    def agent(self) -> str:
        """The name under which the client goes; robots.txt files may speak of `whowhom`."""
        purpose = f"+{self.contact}" if self.contact else "research on news"
        return f"whowhom/{CODER_VERSION} ({purpose})"
