"""Every data file has an origin and a licence, and every row of that table has a file."""

from pathlib import PurePosixPath

from whowhom import data

FILES = [
    path.relative_to(data.FOLDER).as_posix()
    for path in data.FOLDER.rglob("*")
    if path.is_file() and path.suffix not in (".py", ".pyc") and path.name != "ORIGINS.csv"
]
ROWS = list(data.rows("ORIGINS.csv", required=("file", "origin", "licence")))
LICENCES = {"Apache-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "MIT"}


def matches(file, pattern):
    return PurePosixPath(file).match(pattern)


def test_every_file_has_an_origin():
    assert [file for file in FILES if not any(matches(file, row["file"]) for row in ROWS)] == []


def test_every_row_has_a_file():
    assert [row["file"] for row in ROWS if not any(matches(file, row["file"]) for file in FILES)] == []


def test_every_row_names_origin_and_licence():
    assert [row["file"] for row in ROWS if not row["origin"] or row["licence"] not in LICENCES] == []
