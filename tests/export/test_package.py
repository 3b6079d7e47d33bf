"""The data package, validated and read back by frictionless and polars."""

import csv
import json
from dataclasses import replace
from datetime import datetime

import polars
import pytest
from frictionless import Package, system, validate
from hostile import hostile, many
from jsonschema import Draft202012Validator

from whowhom.events.ontology import Ontology
from whowhom.export import csv as flat_csv
from whowhom.export.codebook import fields
from whowhom.export.collection import Collection
from whowhom.export.package import TABLES, write
from whowhom.records import Coding, Statement


def exported(codings, folder, incidents=None):
    write(Collection(iter(codings), incidents or {}), folder)
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(folder):
    report = validate(str(folder / "datapackage.json"))
    return [error.message for error in report.errors] + [e.message for task in report.tasks for e in task.errors]


def change(folder, name, old, new):
    """Another cell in a CSV file, and the descriptor none the wiser but for the digest, which is taken away."""
    path, about = folder / f"{name}.csv", folder / "datapackage.json"
    text = path.read_bytes()
    assert old in text
    path.write_bytes(text.replace(old, new))
    package = json.loads(about.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        resource.pop("bytes", None)
        resource.pop("hash", None)
    about.write_text(json.dumps(package), encoding="utf-8")


def test_frictionless_finds_no_fault(coding, tmp_path):
    exported([coding], tmp_path / "out", {"e-1": "i-1", "e-2": "i-1"})
    assert faults(tmp_path / "out") == []


def test_frictionless_finds_no_fault_where_there_is_nothing(tmp_path):
    exported([], tmp_path / "out")
    assert faults(tmp_path / "out") == []
    assert {name: table(tmp_path / "out", name) for name in TABLES} == {name: [] for name in TABLES}


def test_frictionless_finds_no_fault_in_hostile_text(tmp_path):
    one = hostile()
    cue = one.events[0].trigger
    said = Statement("s", one.report.id, one.events[0].recipients[0], cue, cue, "asserts", True)
    exported([replace(one, statements=(said,)), *many(3)], tmp_path / "out")
    assert faults(tmp_path / "out") == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("events", b"ASSAULT,aerial", b"FIGHT,aerial"),
        ("events", b"ASSAULT,aerial", b"ASSAULT,shout"),
        ("events", b"possible", b"maybe"),
        ("events", b"2024-05-03,2024-05-03", b"2024-05-03,3 May"),
        ("events", b"360630", b"Cairo"),
        ("events", b"e-2,r-1", b"e-2,r-2"),
        ("events", b"e-2,r-1", b"e-1,r-1"),
        ("parties", b"e-2,actor,1", b"e-3,actor,1"),
        ("parties", b"EGY,GOV", b"Egypt,GOV"),
        ("statements", b"s-1,r-1", b"s-1,r-9"),
        ("incidents", b"e-2,", b"e-9,"),
    ],
)
def test_the_descriptor_says_enough_to_find_a_fault(coding, tmp_path, name, old, new):
    exported([coding], tmp_path / "out")
    change(tmp_path / "out", name, old, new)
    assert faults(tmp_path / "out")


def test_without_a_digest_the_same_file_is_sound(coding, tmp_path):
    exported([coding], tmp_path / "out")
    change(tmp_path / "out", "events", b"ASSAULT,aerial", b"ASSAULT,")
    assert faults(tmp_path / "out") == []


def test_a_digest_tells_that_a_file_was_changed(coding, tmp_path):
    exported([coding], tmp_path / "out")
    path = tmp_path / "out" / "reports.csv"
    path.write_bytes(path.read_bytes().replace(b"Gazette", b"Tribune"))
    assert faults(tmp_path / "out")


def test_the_tables_hold_what_the_records_say(coding, tmp_path):
    exported([coding], tmp_path / "out", {"e-1": "i-1"})
    event = table(tmp_path / "out", "events")[0]
    assert (event["event_type"], event["mode"], event["quad"], event["modality"]) == ("AID", "", "2", "actual")
    assert (event["date_start"], event["place_country"], event["denial"]) == ("2024-05-03", "EGY", "denied")
    parties = [(p["event_id"], p["role"], p["position"], p["name"]) for p in table(tmp_path / "out", "parties")]
    assert parties == [
        ("e-1", "actor", "1", "Egypt"),
        ("e-1", "recipient", "1", "<rebels>"),
        ("e-1", "asserted_by", "1", "Ministry officials"),
        ("e-1", "denied_by", "1", "Egypt's president"),
        ("e-2", "actor", "1", "unknown"),
        ("e-2", "actor", "2", "Ministry officials"),
    ]
    assert [s["quoted"] for s in table(tmp_path / "out", "statements")] == ["false", "true"]
    assert [r["text"] for r in table(tmp_path / "out", "reports")] == [coding.report.text]
    assert [tuple(row.values()) for row in table(tmp_path / "out", "incidents")] == [("e-1", "i-1"), ("e-2", "e-2")]


def test_parquet_holds_the_same(coding, tmp_path):
    exported([coding, hostile()], tmp_path / "out")
    for name in TABLES:
        frame = polars.read_parquet(tmp_path / "out" / f"{name}.parquet")
        rows = table(tmp_path / "out", name)
        assert frame.columns == [field.name for field in fields(name)]
        assert frame.height == len(rows)
        texts = [column for column, kind in frame.schema.items() if kind == polars.String]
        assert frame.select(texts).fill_null("").to_dicts() == [{c: row[c] for c in texts} for row in rows]
    events = polars.read_parquet(tmp_path / "out" / "events.parquet")
    assert events["date_start"].to_list()[0].isoformat() == "2024-05-03"
    assert events["place_latitude"].to_list() == [30.0626, None, -12.123456789]
    statements = polars.read_parquet(tmp_path / "out" / "statements.parquet")
    assert statements["quoted"].to_list() == [False, True]


def test_spans_still_stand_on_the_text_of_the_table(tmp_path):
    """What a table cannot hold is replaced one for one: the spans of all parties and triggers still fit."""
    exported([hostile()], tmp_path / "out")
    (text,) = (report["text"] for report in table(tmp_path / "out", "reports"))
    assert len(text) == len(hostile().report.text)
    (event,) = table(tmp_path / "out", "events")
    spans = [("trigger", int(event["trigger_start"]), int(event["trigger_end"]), event["trigger"])]
    spans += [(p["role"], int(p["start"]), int(p["end"]), p["text"]) for p in table(tmp_path / "out", "parties")]
    assert len(spans) == 5
    assert [text[start:end] for _, start, end, _ in spans] == [words for *_, words in spans]


def test_frictionless_reads_hostile_text_back(tmp_path):
    exported([hostile()], tmp_path / "out")
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "out" / "datapackage.json"))
        rows = {name: package.get_resource(name).read_rows() for name in TABLES}
    assert {name: len(found) for name, found in rows.items()} == {
        "events": 1, "parties": 4, "statements": 0, "reports": 1, "incidents": 1,
    }  # fmt: skip
    publisher = hostile().report.publisher.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert rows["reports"][0]["publisher"] == publisher
    assert float(rows["events"][0]["place_longitude"]) == 170.987654321


PROFILES = "https://datapackage.org/profiles/2.0"
NAMES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}}
FIELD = {
    "required": ["name", "type", "description"],
    "properties": {
        "type": {"enum": ["string", "integer", "number", "boolean", "date"]},
        "constraints": {
            "properties": {"required": {"type": "boolean"}, "enum": {"type": "array", "minItems": 1}},
            "propertyNames": {"enum": ["required", "enum", "pattern", "minimum", "maximum"]},
        },
        "categories": {"type": "array", "minItems": 1, "items": {"required": ["value", "label"]}},
    },
}
RESOURCE = {
    "required": ["$schema", "name", "path", "type", "schema", "dialect"],
    "properties": {
        "$schema": {"const": f"{PROFILES}/dataresource.json"},
        "type": {"const": "table"},
        "mediatype": {"pattern": "^(.+)/(.+)$"},
        "hash": {"pattern": "^[^:]+:[a-fA-F0-9]+$"},
        "bytes": {"type": "integer"},
        "dialect": {"properties": {"$schema": {"const": f"{PROFILES}/tabledialect.json"}}},
        "schema": {
            "required": ["$schema", "fields"],
            "properties": {
                "$schema": {"const": f"{PROFILES}/tableschema.json"},
                "fields": {"type": "array", "minItems": 1, "items": FIELD},
                "primaryKey": NAMES,
                "foreignKeys": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "required": ["fields", "reference"],
                        "properties": {"fields": NAMES, "reference": {"properties": {"fields": NAMES}}},
                    },
                },
            },
        },
    },
    "not": {"required": ["profile"]},
}
VERSION_2 = {
    "required": ["$schema", "resources", "name", "title", "created", "coder_version", "ontology_version"],
    "properties": {
        "$schema": {"const": f"{PROFILES}/datapackage.json"},
        "name": {"pattern": "^[-a-z0-9._/]+$"},
        "created": {"type": "string", "format": "date-time"},
        "licenses": {"minItems": 1, "items": {"properties": {"name": {"pattern": "^[-a-zA-Z0-9._]+$"}}}},
        "sources": {"items": {"minProperties": 1}},
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
    "not": {"required": ["profile"]},
}
"""What version 2 of the standard demands of the properties that we write."""


def test_the_descriptor_follows_version_2(coding, tmp_path):
    package = exported([coding], tmp_path / "out")
    validator = Draft202012Validator(VERSION_2, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(package)] == []
    assert datetime.fromisoformat(package["created"]).tzinfo is not None
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    assert len([key for resource in package["resources"] for key in resource["schema"].get("foreignKeys", ())]) == 4
    for resource in package["resources"]:
        assert (tmp_path / "out" / resource["path"]).is_file()
        assert (tmp_path / "out" / resource["parquet"]).is_file()


def test_every_column_is_explained(coding, tmp_path):
    package = exported([coding], tmp_path / "out")
    for resource in package["resources"]:
        described = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
        assert list(described) == list(table(tmp_path / "out", resource["name"])[0])
        assert [name for name, text in described.items() if len(text) < 8 or not text.endswith(".")] == []


@pytest.mark.parametrize(("name", "kind"), [("events", "event"), ("statements", "statement"), ("reports", "report")])
def test_the_codebook_has_the_columns_of_the_flat_records(name, kind):
    assert [field.name for field in fields(name)] == flat_csv.COLUMNS[kind]


def test_the_codebook_lists_types_and_modes(coding, tmp_path):
    own = replace(coding.events[0], event_id="e-3", mode="of-the-user")
    package = exported([coding, Coding(coding.report, (own,))], tmp_path / "out")
    columns = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    types = Ontology().types
    assert {c["value"]: c["label"] for c in columns["event_type"]["categories"]} == {
        n: t.gist for n, t in types.items()
    }
    assert columns["event_type"]["constraints"]["enum"] == list(types)
    assert set(columns["mode"]["constraints"]["enum"]) == {m for t in types.values() for m in t.modes} | {"of-the-user"}
    assert faults(tmp_path / "out") == []
    assert len(table(tmp_path / "out", "reports")) == 1
