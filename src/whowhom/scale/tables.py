"""The parts of a job once more as tables of Delta or Iceberg, for those who keep such.

The parts remain what a job goes on from: a table is written from all of them when they are there, as one new version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whowhom.export.parts import FOLDERS
from whowhom.scale.incidents import FOLDER
from whowhom.scale.job import Job
from whowhom.scale.runner import needed, start_runner

NAMESPACE = "whowhom"


def write_tables(job: Job) -> Iterator[str]:
    """Writes each kind of record in the output as one table, in the format of the job; the names of the tables."""
    daft = start_runner(job)
    write = _delta if job.format == "delta" else _iceberg
    for name in ("reports", *FOLDERS.values(), FOLDER):
        if any((job.output / name).glob("*.parquet")):
            yield write(job, name, daft.read_parquet(str(job.output / name / "*.parquet")))


def _delta(job: Job, name: str, frame: Any) -> str:
    needed("deltalake", "Delta needs a package of its own", "deltalake")
    place = str(job.output / "delta" / name)
    frame.write_deltalake(place, mode="overwrite")
    return place


def _iceberg(job: Job, name: str, frame: Any) -> str:
    catalogs = needed("pyiceberg.catalog", "Iceberg needs a package of its own", "pyiceberg[sql-sqlite]")
    if job.catalog:
        catalog = catalogs.load_catalog(job.catalog)
    else:
        place = job.output / "iceberg"
        place.mkdir(exist_ok=True)
        own = {"type": "sql", "uri": f"sqlite:///{place}/catalog.db", "warehouse": f"file://{place}"}
        catalog = catalogs.load_catalog(NAMESPACE, **own)
    catalog.create_namespace_if_not_exists(NAMESPACE)
    table = catalog.create_table_if_not_exists(f"{NAMESPACE}.{name}", frame.schema().to_pyarrow_schema())
    frame.write_iceberg(table, mode="overwrite")
    return f"{NAMESPACE}.{name} in the catalog {catalog.name}"
