"""The JSON Schemas hold for every row, and name exactly the fields that the rows have."""

import json
from dataclasses import fields
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from whowhom import data
from whowhom.export.rows import event_row, report_row, row, statement_row
from whowhom.records import Event, EventType, Modality, Report, Stance, Statement


def schema(kind):
    return json.loads((data.FOLDER / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))


def faults(kind, value):
    validator = Draft202012Validator(schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize("kind", ["event", "statement", "report"])
def test_the_schema_is_one(kind):
    assert schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema(kind))


def test_rows_hold(coding):
    assert [faults("event", event_row(event)) for event in coding.events] == [[], []]
    assert [faults("statement", statement_row(statement)) for statement in coding.statements] == [[], []]
    assert faults("report", report_row(coding.report)) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("event_type", "FIGHT"),
        ("modality", "future"),
        ("mode", ""),
        ("actors", []),
        ("recipients", None),
        ("quad", 5),
        ("intensity", 11),
        ("date", {"start": "2024-13-01"}),
        ("trigger", None),
        ("evidence", [{"start": -1, "end": 0, "text": ""}]),
    ],
)
def test_a_wrong_value_is_a_fault(coding, field, wrong):
    assert faults("event", event_row(coding.events[0]) | {field: wrong})


def test_a_missing_and_an_unknown_field_are_faults(coding):
    complete = event_row(coding.events[0])
    assert faults("event", {key: value for key, value in complete.items() if key != "denied_by"})
    assert faults("event", complete | {"confidence": 1})


@pytest.mark.parametrize(("kind", "record"), [("event", Event), ("statement", Statement)])
def test_the_schema_has_the_fields_of_the_record(kind, record):
    assert list(schema(kind)["properties"]) == [field.name for field in fields(record)]


def test_the_schema_of_a_report_has_its_fields_and_the_digest():
    assert list(schema("report")["properties"]) == [*(field.name for field in fields(Report)), "sha256"]


def test_the_values_are_those_of_the_records():
    properties = schema("event")["properties"]
    assert properties["event_type"]["enum"] == list(get_args(EventType))
    assert properties["modality"]["enum"] == list(get_args(Modality))
    assert schema("statement")["properties"]["stance"]["enum"] == list(get_args(Stance))


def test_row_finds_the_kind(coding):
    assert row(coding.events[0]) == event_row(coding.events[0])
    assert row(coding.statements[0]) == statement_row(coding.statements[0])
    assert row(coding.report) == report_row(coding.report)


def test_every_span_of_a_row_stands_on_the_report(coding):
    text = coding.report.text

    def spans(value):
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
                yield value
            for part in value.values():
                yield from spans(part)
        elif isinstance(value, list):
            for part in value:
                yield from spans(part)

    found = [one for event in coding.events for one in spans(event_row(event))]
    assert len(found) > 10
    assert [text[one["start"] : one["end"]] for one in found] == [one["text"] for one in found]
