"""One run at a time: what two would write to the same place would be neither's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whowhom.errors import WhowhomError


def is_taken(file: int) -> bool:
    """Takes an open file, or says that another run holds it; where the system cannot tell, nobody does. Whoever holds a
    file gives it free by closing it."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a file system without locks
        return False
    return False


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Within the block no other run writes into the folder, which is made where it is missing. Raises WhowhomError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WhowhomError(f"{folder}: no folder can be made here: {error.strerror}") from error
    if os.name == "nt":  # no folder can be opened there
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        if is_taken(held):
            raise WhowhomError(f"{folder}: another run is writing here; wait for its end, or name another folder")
        yield
    finally:
        os.close(held)
