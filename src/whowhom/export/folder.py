"""Folders that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = ".whowhom"
"""The file in a folder of ours that lists what we wrote into it, one name a line."""


@contextmanager
def whole_folder(path: str | Path) -> Iterator[Path]:
    """An empty folder that takes the name `path` only when the block ends well; else nothing is left behind.

    FileExistsError where `path` holds anything that no earlier export of ours wrote: nothing of others is overwritten.
    """
    target = Path(path).resolve()
    _refuse_others(target)
    new = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        yield new
        names = sorted(entry.name for entry in new.iterdir())
        (new / MARK).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        new.chmod(0o777 & ~_umask())
        _put_in_place(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _refuse_others(target: Path) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise FileExistsError(f"{target} is a file; expected a new folder or one that was exported before")
    mark = target / MARK
    ours = {MARK, *mark.read_text(encoding="utf-8").split("\n")} if mark.is_file() else set[str]()
    if others := sorted(entry.name for entry in target.iterdir() if entry.name not in ours):
        raise FileExistsError(
            f"{target} holds {others[0]}, which no export wrote; expected a new folder or one that was exported before"
        )


def _put_in_place(new: Path, target: Path) -> None:
    """A folder that is not empty cannot be replaced in one step: the old one waits under another name, and comes back
    if the new one cannot take its place."""
    if not target.exists():
        new.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".old", dir=target.parent)) / target.name
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def _umask() -> int:
    """The process's mask for new files: mkdtemp makes private folders, a user expects the usual rights."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
