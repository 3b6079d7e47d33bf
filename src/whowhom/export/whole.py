"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast


@contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """A binary file that takes the name `path` only when the block ends well; else nothing is left behind."""
    path = Path(path)
    if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced: write into it
        with path.open("wb") as stream:
            yield stream
        return
    target = path.resolve()  # a link keeps pointing to the file that it points to
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield cast(BinaryIO, file)
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files: mkstemp makes private ones, a user expects the usual rights."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
