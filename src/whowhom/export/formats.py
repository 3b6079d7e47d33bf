"""The formats of whole collections by name and suffix, and collections of coded files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path

from whowhom.errors import ReadError, WhowhomError
from whowhom.export.coded import read_coded, report_from
from whowhom.export.collection import Collection
from whowhom.records import Coding, Report


@dataclass(frozen=True)
class Format:
    """A module of this folder that writes a `Collection`. `leaves_out` says of what kind are the events that have no
    place in the format; `write` gives their number."""

    module: str
    suffix: str
    """What the name of a file ends in; empty for a folder."""
    words: str
    leaves_out: str = ""

    def write(self, collection: Collection, path: Path) -> int:
        left_out = import_module(f"whowhom.export.{self.module}").write(collection, path)
        return int(left_out or 0)


FORMATS = {
    "annotations": Format("web_annotations", ".jsonld", "W3C Web Annotations: every span, by position and by quote"),
    "brat": Format("brat", "", "a folder of brat standoff: .txt and .ann of each report"),
    "followthemoney": Format("followthemoney", ".ftm.json", "FollowTheMoney 4 entities"),
    "gdelt": Format("gdelt", "", "a folder of GDELT 2.0 Events and Mentions", "acts that are not told as done"),
    "geojson": Format("geojson", ".geojson", "GeoJSON (RFC 7946), a point an event"),
    "gexf": Format("gexf", ".gexf", "GEXF 1.2, the network of actors"),
    "graphml": Format("graphml", ".graphml", "GraphML, the network of actors"),
    "package": Format("package", "", "a Frictionless Data Package v2: CSV, Parquet and codebook"),
    "polecat": Format("polecat", ".tsv", "the 40 columns of POLECAT", "acts that are not told as done"),
}


def format_of(path: Path, name: str | None) -> Format:
    """The format called `name`, else that of the path's suffix. Raises `WhowhomError` where neither tells one."""
    if name is not None:
        if name not in FORMATS:
            raise WhowhomError(f"{name!r}: no such format; there are {', '.join(FORMATS)}")
        return FORMATS[name]
    found = [one for one in FORMATS.values() if one.suffix and path.name.lower().endswith(one.suffix)]
    if not found:
        suffixes = ", ".join(one.suffix for one in FORMATS.values() if one.suffix)
        raise WhowhomError(f"{path}: no suffix that tells a format ({suffixes}); name one: --as {'|'.join(FORMATS)}")
    return found[0]


def coded_collection(events: Path, reports: Path | None = None) -> Collection:
    """The events that `whowhom code` wrote to a JSON Lines file, with the reports that `whowhom read` wrote; without
    them each report is known by its id alone. Raises `ReadError` for what is neither."""
    known = {report.id: report for report in _reports(reports)} if reports else {}

    def codings() -> Iterator[Coding]:
        for name, group in groupby(read_coded(events), key=lambda event: event.report_id):
            yield Coding(known.get(name) or Report(name, None, ""), tuple(group))

    return Collection(codings())


def _reports(path: Path) -> Iterator[Report]:
    import json

    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                yield report_from(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                reason = "no report as `whowhom read -o reports.jsonl` writes it"
                raise ReadError(f"{path}:{number}", f"{reason}: {error}") from error
