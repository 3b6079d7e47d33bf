"""The events of a selection in every format that whowhom writes."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from whowhom.export import SUFFIXES, save
from whowhom.export.collection import Collection
from whowhom.export.formats import FORMATS
from whowhom.store import Store
from whowhom.store.selection import Selection
from whowhom.web.query import read
from whowhom.web.reader import Reader
from whowhom.web.refusal import Refusal, unknown

MOST = 100_000
"""Events of one download; more are for the command line."""
TABLES = {
    "jsonl": "JSON Lines, the records whole",
    "csv": "CSV, a line an event",
    "parquet": "Parquet",
}


def offered() -> dict[str, str]:
    """Name in the address to what it is."""
    return TABLES | {name: one.words for name, one in FORMATS.items()}


def endpoint(reader: Reader) -> Callable[[Request], Response]:
    def download(request: Request) -> Response:
        name = request.path_params["format"]
        if name not in offered():
            raise unknown(f"There is no such format; there are {', '.join(offered())}.", name)
        query = read(((k, v) for k, v in request.query_params.multi_items() if v.strip()), {})
        store = Store(reader.path, patience=reader.patience)
        with reader.connection():  # keeps the file open, and tells clearly when it is busy
            events = store.events_of(query.selection)
            if (count := events.count()) > MOST:
                more = f"at most {MOST:,}; whowhom export writes any number"
                raise Refusal(400, "These are too many events for one download.", f"{count:,} events", more)
            folder = Path(tempfile.mkdtemp(prefix="whowhom-"))
            try:
                file = _write(name, store, query.selection, folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        return FileResponse(file, filename=file.name, background=BackgroundTask(shutil.rmtree, folder, True))

    return download


def _write(name: str, store: Store, selection: Selection, folder: Path) -> Path:
    events = store.events_of(selection)
    if name in TABLES:
        file = folder / f"events.{name}"
        assert file.suffix in SUFFIXES
        save(events.rows(), "event", file)
        return file
    chosen = FORMATS[name]
    file = folder / f"{name}{chosen.suffix}"
    chosen.write(Collection(events.codings(), events.incidents()), file)
    return file if file.is_file() else _zipped(file)


def _zipped(folder: Path) -> Path:
    file = folder.with_suffix(".zip")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.rglob("*")):
            archive.write(part, Path(folder.name) / part.relative_to(folder))
    return file
