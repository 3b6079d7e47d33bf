"""Being told to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


@contextmanager
def on_stop(handler: Callable[[int, Any], object]) -> Iterator[Mapping[signal.Signals, Any]]:
    """Within the block Ctrl-C and SIGTERM call the handler; yields what they did before, and do after."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, handler)
    try:
        yield before
    finally:
        for number, old in before.items():
            signal.signal(number, old)
