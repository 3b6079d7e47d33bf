"""What is to be done, from a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from glob import glob
from pathlib import Path
from typing import Any, Literal

from whowhom.batch import TIME_LIMIT, Setup, cores
from whowhom.errors import WhowhomError
from whowhom.export.frames import Kind
from whowhom.reading.dates import iso_date

Runner = Literal["native", "ray"]
Format = Literal["parquet", "delta", "iceberg"]


@dataclass(frozen=True)
class Job:
    """`inputs` are globs or folders, `output` a folder that all machines see. The records are always written in parts
    of Parquet there; as `format` they are written once more, as one table.

    Without `inputs` nothing is coded: with `incidents` the parts that stand there are linked. `catalog` names a
    catalog of Iceberg in the settings of PyIceberg; without it there is one in a file of the output.

    `slice` is about how many bytes of an input (rows of a Parquet file) are one unit of work: what is done again where
    a machine is lost.
    """

    inputs: tuple[str, ...]
    output: Path
    format: Format = "parquet"
    statements: bool = False
    incidents: bool = False
    published: str | None = None
    data: Path | None = None
    model: str | None = None
    time_limit: float = TIME_LIMIT
    workers: int = 0
    runner: Runner = "native"
    address: str | None = None
    catalog: str | None = None
    slice: int = 64_000_000

    @property
    def setup(self) -> Setup:
        return Setup(self.model, self.data, self.statements)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What is written."""
        return ("event", "statement") if self.statements else ("event",)

    def files(self) -> list[Path]:
        """The inputs, folders as they are, in the order of their names within each glob. Raises WhowhomError where a
        glob finds nothing."""
        found: list[Path] = []
        for pattern in self.inputs:
            paths = sorted(glob(pattern, recursive=True))
            if not paths:
                raise WhowhomError(f"{pattern}: no file here")
            found += map(Path, paths)
        return list(dict.fromkeys(found))


def read_job(path: Path) -> Job:
    """The job of a file; its paths count from the folder of the file. Raises WhowhomError, which says what is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WhowhomError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise WhowhomError(f"{path}: no TOML: {error}") from error
    known = [field.name for field in fields(Job)]
    if unknown := sorted(set(table) - set(known)):
        raise WhowhomError(f"{path}: unknown {', '.join(unknown)}; known are {', '.join(known)}")
    for name in ("output",) if table.get("incidents") else ("inputs", "output"):
        if name not in table:
            raise WhowhomError(f"{path}: `{name}` is missing")
    base = path.resolve().parent
    found: dict[str, Any] = {"inputs": (), "workers": cores()}
    found |= {name: _CHECKS[name](value, f"{path}: `{name}`", base) for name, value in table.items()}
    return Job(**found)


def _globs(value: Any, name: str, base: Path) -> tuple[str, ...]:
    globs = [value] if isinstance(value, str) else value
    if not isinstance(globs, list) or not globs or not all(isinstance(one, str) and one for one in globs):
        raise WhowhomError(f"{name}: expected a path or a list of them, with * where they differ")
    return tuple(str(base / one) for one in globs)


def _folder(value: Any, name: str, base: Path) -> Path:
    return base / _string(value, name, base)


def _there(value: Any, name: str, base: Path) -> Path:
    found = _folder(value, name, base)
    if not found.is_dir():
        raise WhowhomError(f"{name}: {found} is no folder")
    return found


def _string(value: Any, name: str, _: Path) -> str:
    if not isinstance(value, str) or not value:
        raise WhowhomError(f"{name}: expected a string")
    return value


def _date(value: Any, name: str, _: Path) -> str:
    found = iso_date(str(value))
    if found is None:
        raise WhowhomError(f"{name}: {value!r} is no date; write it as 2024-06-19")
    return found


def _yes(value: Any, name: str, _: Path) -> bool:
    if not isinstance(value, bool):
        raise WhowhomError(f"{name}: expected true or false")
    return value


def _number(value: Any, name: str, _: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise WhowhomError(f"{name}: expected a number, 1 or more")
    return value


def _one_of(*choices: str) -> Callable[[Any, str, Path], str]:
    def checked(value: Any, name: str, _: Path) -> str:
        if value not in choices:
            raise WhowhomError(f"{name}: expected one of {', '.join(choices)}")
        return str(value)

    return checked


_CHECKS: Mapping[str, Callable[[Any, str, Path], Any]] = {
    "inputs": _globs,
    "output": _folder,
    "format": _one_of("parquet", "delta", "iceberg"),
    "statements": _yes,
    "incidents": _yes,
    "published": _date,
    "data": _there,
    "model": _string,
    "time_limit": _number,
    "workers": _number,
    "runner": _one_of("native", "ray"),
    "address": _string,
    "catalog": _string,
    "slice": _number,
}
