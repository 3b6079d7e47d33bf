"""Figures that may rise, never silently fall: `python -m whowhom.evaluation.floors`.

`benchmarks/floors.toml` pins the least (or the most) that a figure may be, with the digest of the files that it was
measured on. The command measures anew and fails where a figure is past its bound, where the files are other ones, or
where they are not there. With `--raise` it writes what has become better, and never what has become worse.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from whowhom.batch import Setup
from whowhom.evaluation.figures import gold_folder, measure

FILE = Path("benchmarks/floors.toml")
SLACK = 0.01
"""By so much a figure may miss its bound: another processor rounds otherwise, and a parse or two differ."""
HEAD = """\
# The least (or the most) that a figure may be, and the SHA-256 of the files it is measured on.
# `make floors` fails past a bound; `python -m whowhom.evaluation.floors --raise` writes better bounds, no worse ones.
"""


@dataclass(frozen=True)
class Bound:
    """What one figure may be at the least or at the most, on files with this digest."""

    figure: str
    sha256: str
    least: float | None = None
    most: float | None = None

    def fault(self, figures: dict[str, float], digests: dict[str, str]) -> str | None:
        """What is wrong, or None."""
        name = self.figure.partition(".")[0]
        if name not in digests:
            return f"{self.figure}: its gold set is not there"
        if digests[name] != self.sha256:
            return f"{self.figure}: its files have changed (SHA-256 {digests[name]}, expected {self.sha256})"
        if self.figure not in figures:
            return f"{self.figure}: no such figure is measured"
        value = figures[self.figure]
        if self.least is not None and value < self.least - SLACK:
            return f"{self.figure}: {value} is below its floor {self.least}"
        if self.most is not None and value > self.most + SLACK:
            return f"{self.figure}: {value} is above its ceiling {self.most}"
        return None

    def bettered(self, figures: dict[str, float]) -> Bound:
        """A figure with a floor and a ceiling has to stay between them: only one-sided bounds move."""
        value = figures.get(self.figure)
        if value is None:
            return self
        if self.least is not None and self.most is None:
            return replace(self, least=max(self.least, value))
        if self.most is not None and self.least is None:
            return replace(self, most=min(self.most, value))
        return self

    def toml(self) -> str:
        lines = [f"[{self.figure!r}]".replace("'", '"')]
        lines += [f"{side} = {value}" for side in ("least", "most") if (value := getattr(self, side)) is not None]
        return "\n".join([*lines, f'sha256 = "{self.sha256}"'])


def read_bounds(path: Path = FILE) -> list[Bound]:
    return [Bound(figure, **bound) for figure, bound in tomllib.loads(path.read_text(encoding="utf-8")).items()]


def write_bounds(bounds: list[Bound], path: Path = FILE) -> None:
    path.write_text("\n".join([HEAD, *(f"{bound.toml()}\n" for bound in bounds)]), encoding="utf-8")


def check(bounds: list[Bound], figures: dict[str, float], digests: dict[str, str]) -> list[str]:
    """All faults, in the order of the bounds."""
    return [fault for bound in bounds if (fault := bound.fault(figures, digests))]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.floors", description=__doc__)
    parser.add_argument("--raise", dest="better", action="store_true", help="write figures that have become better")
    args = parser.parse_args()
    bounds, measured = read_bounds(), measure(gold_folder(), Setup(statements=False))
    faults = check(bounds, measured.figures, measured.digests)
    faults += [f"not coded: {failure}" for failure in measured.failures]
    print("\n".join(faults) or f"{len(bounds)} figures hold their floors")
    if args.better:
        write_bounds([b.bettered(measured.figures) for b in bounds])
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
