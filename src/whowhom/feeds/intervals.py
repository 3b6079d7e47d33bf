"""When to look again: at a feed by how often it has something new, at what failed ever later.

All times in seconds.
"""

from __future__ import annotations

import hashlib

SHORTEST = 600.0
LONGEST = 86400.0
FIRST = 1800.0
"""The pause after the first look, when nothing is known of the feed's habits."""
_LONGER = 1.25
"""By which the pause grows while nothing comes: a fifth of the silence, so that after a quiet night the first items of
the morning have not left the feed yet."""
_MOST_SHORTER = 4
_RETRY = 300.0
"""The pause after the first failure; each further one takes three times as long."""
TRIES = 14
"""Of an item whose page may come back: they take a little more than a week."""
FEW_TRIES = 3
"""Of an item whose page the server refuses, or in which there is no report."""
CRASHES = 5
"""Tries of an item of which no end is known."""


def next_pause(pause: float, new: int, total: int) -> float:
    """The pause after a look that found `new` items of `total`: aims at one or two new items a look, so that a feed is
    looked at before anything has left it."""
    if new == 0:
        return min(pause * _LONGER, LONGEST)
    if new == 1:
        return pause
    if new == total:  # there may have been more
        return max(pause / _MOST_SHORTER, SHORTEST)
    return max(pause / min(new, _MOST_SHORTER), SHORTEST)


def wait_until_next(address: str, looks: int, pause: float, asked: float | None, overflows: bool) -> float:
    """Seconds to the next look. `asked` is how long the feed or its server wants to be left alone: that is done, up to
    a day, unless the feed `overflows` (all its items were new) and more would be missed."""
    if asked is not None and not overflows:
        pause = max(pause, min(asked, LONGEST))
    return pause * _jitter(address, looks)


def wait_after_failure(address: str, looks: int, pause: float, failures: int, asked: float | None) -> float:
    """Seconds to the next look after so many failures in a row; never given up, for hosts come back after weeks."""
    longer = min(max(pause, SHORTEST) * 2.0 ** min(failures - 1, 20), LONGEST)
    return max(longer, min(asked or 0.0, 7 * LONGEST)) * _jitter(address, looks)


LISTED_TOGETHER = 3600.0
"""Seconds from the reading of a page within which other feeds that list it too are taken to mean that text."""


def wait_for_item(tries: int) -> float:
    """Seconds from the beginning of a try to the next."""
    return float(min(_RETRY * 3.0 ** min(tries - 1, 20), LONGEST))


def wait_for_change(quiet: int) -> float:
    """Seconds from one reading of a page to the next when its feed says that it has changed, and it had not the last
    `quiet` times: feeds that say something else at every look are believed ever less."""
    return wait_for_item(quiet) if quiet else 0.0


def _jitter(address: str, looks: int) -> float:
    """From 1 to 1.1, and always the same: feeds that were added together drift apart."""
    digest = hashlib.blake2b(f"{address} {looks}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return 1 + int.from_bytes(digest, "big") / 2**32 / 10
