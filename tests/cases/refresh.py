"""Codes all cases and rewrites their marks `known_gap`: `python tests/cases/refresh.py [--show]`.

Only for who maintains the coder, after a change that closes gaps. A case that was met and is not any more is named, for
that is a step back: look at it before the new mark is committed.
"""

from __future__ import annotations

import sys
from collections import Counter

from notation import Case, read_cases

import whowhom

MARK = "known_gap = true"


def main() -> None:
    cases = read_cases()
    codings = whowhom.Coder().code_all([case.report for case in cases])
    met: dict[str, bool] = {}
    for case, coding in zip(cases, codings, strict=True):
        met[case.name] = case.is_met(coding.events)
        if not met[case.name] and (not case.known_gap or "--show" in sys.argv):
            print(("" if case.known_gap else "NEW GAP ") + case.difference(coding.events))
    _write(cases, met)
    files = Counter(case.file.stem for case in cases)
    gaps = Counter(case.file.stem for case in cases if not met[case.name])
    for stem, total in files.items():
        print(f"{stem:16} {total:4} cases {gaps[stem]:4} gaps")
    print(f"{'all':16} {len(cases):4} cases {gaps.total():4} gaps, {gaps.total() / len(cases):.1%}")


def _write(cases: list[Case], met: dict[str, bool]) -> None:
    for file in {case.file for case in cases}:
        gaps = {case.line for case in cases if case.file == file and not met[case.name]}
        lines = []
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() != MARK:
                lines.append(line)
            if number in gaps:
                lines.append(MARK)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
