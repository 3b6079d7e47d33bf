"""POLECAT's columns, read back as the users of POLECAT read them: with and without quoting."""

import csv
from dataclasses import replace

import pandas
import polars
from hostile import hostile, many

from whowhom.export.collection import Collection
from whowhom.export.polecat import write
from whowhom.records import Coding, Party

HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t"
    "Actor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\t"
    "Wikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\t"
    "Recipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\t"
    "District\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\t"
    "Publication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"
)


def written(codings, path):
    """Rows as dicts, and how many events were left out."""
    left_out = write(Collection(iter(codings)), path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t")), left_out


def test_the_columns_are_polecats(coding, tmp_path):
    written([coding], tmp_path / "e.txt")
    assert (tmp_path / "e.txt").read_text(encoding="utf-8").split("\n")[0] == HEADER
    assert HEADER.count("\t") == 39


def test_a_row(coding, tmp_path):
    (row,), left_out = written([coding], tmp_path / "e.txt")
    assert left_out == 1  # the raid that is only possible
    assert {name: value for name, value in row.items() if value != "None"} == {
        "Event ID": "e-1",
        "Event Date": "2024-05-03",
        "Event Type": "AID",
        "Intensity": "10.0",
        "Quad Code": "MATERIAL COOPERATION",
        "Contexts": "military; diplomatic",
        "Actor Name": "Egypt",
        "Actor Country": "EGY",
        "Actor COW": "651",
        "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV",
        "Actor Name Raw": "Egypt",
        "Recipient Name": "<rebels>",
        "Recipient Country": "IMG",
        "Primary Recipient Sector": "REB",
        "Recipient Sectors": "REB",
        "Recipient Name Raw": "<rebels>",
        "Placename": "Cairo",
        "City": "Cairo",
        "Country": "EGY",
        "Latitude": "30.0626",
        "Longitude": "31.2497",
        "GeoNames ID": "360630",
        "Raw Placename": "Cairo",
        "Feature Type": "PPL",
        "Source": "The Gazette",
        "Publication Date": "2024-05-04",
        "Story Locations": "Cairo",
        "Language": "en",
        "Version": "whowhom 0",
    }


def test_an_event_without_a_date_gets_the_day_of_publication(coding, tmp_path):
    undated = replace(coding.events[1], modality="actual")
    late = replace(coding.report, published="2024-05-04T23:30:00+02:00")
    never = replace(coding.report, published=None)
    rows, _ = written([Coding(late, (undated,)), Coding(never, (undated,))], tmp_path / "e.txt")
    assert [row["Event Date"] for row in rows] == ["2024-05-04", "None"]


def test_the_values_of_a_party_stand_at_one_place_in_each_column(coding, tmp_path):
    parties = (
        Party("the firm", 0, 8, "Salt; Pepper & Co", None, "CVL"),
        Party("Kosovo", 0, 6, "Kosovo", "XKX", "GOV"),
        Party("the UN", 0, 6, "United Nations", None, "IGO"),
    )
    (row,), _ = written([Coding(coding.report, (replace(coding.events[0], actors=parties),))], tmp_path / "e.txt")
    columns = ("Actor Name", "Actor Country", "Actor COW", "Actor Sectors", "Actor Name Raw")
    split = [row[column].split("; ") for column in columns]
    assert list(zip(*split, strict=True)) == [
        ("Salt, Pepper & Co", "None", "None", "CVL", "the firm"),
        ("Kosovo", "KOS", "347", "GOV", "Kosovo"),
        ("United Nations", "IGO", "None", "IGO", "the UN"),
    ]
    assert row["Primary Actor Sector"] == "CVL"


def test_only_what_took_place_is_written(coding, tmp_path):
    events = tuple(
        replace(coding.events[0], event_id=modality, modality=modality)
        for modality in ("actual", "planned", "possible", "negated")
    )
    rows, left_out = written([Coding(coding.report, events)], tmp_path / "e.txt")
    assert [row["Event ID"] for row in rows] == ["actual"]
    assert left_out == 3


def test_hostile_text_breaks_no_row(tmp_path):
    path = tmp_path / "e.txt"
    written([hostile(), *many(2)], path)
    raw = path.read_bytes()
    assert [row.count(b"\t") for row in raw.split(b"\n")[:-1]] == [39] * 4
    assert b"\r" not in raw
    assert b'"' not in raw
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        frame = pandas.read_csv(path, sep="\t", quoting=quoting, dtype=str, keep_default_na=False)
        assert (frame.shape, "\t".join(frame.columns)) == ((3, 40), HEADER)
        assert frame["Actor COW"].tolist() == ["None"] * 3
    assert polars.read_csv(path, separator="\t", null_values="None").shape == (3, 40)
    with path.open(encoding="utf-8") as file:  # universal newlines, as most programs read
        assert len(file.read().splitlines()) == 4


def test_nothing_is_a_head_line(tmp_path):
    rows, left_out = written([], tmp_path / "e.txt")
    assert (rows, left_out) == ([], 0)
    assert (tmp_path / "e.txt").read_text(encoding="utf-8") == HEADER + "\n"
