"""The descriptor of a data package (Data Package v2): what its tables and fields mean and hold, from
`data/export/package.toml`, `data/export/fields.csv` and the JSON Schemas of the records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from whowhom.data import FOLDER, rows, settings
from whowhom.events.ontology import Ontology
from whowhom.version import CODER_VERSION

PROFILES = "https://datapackage.org/profiles/2.0"
LIMITS = ("pattern", "minimum", "maximum")


@dataclass(frozen=True)
class Field:
    """A column of a table. `type` is one of Table Schema; `limits` are its constraints but for `required`."""

    name: str
    type: str
    required: bool
    description: str
    limits: dict[str, Any]


@cache
def fields(table: str) -> tuple[Field, ...]:
    """The columns of a table, in order."""
    return tuple(_fields()[table])


@cache
def _fields() -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    columns = ("table", "field", "schema", "type", "required", "description")
    for row in rows("export/fields.csv", required=columns):
        node = _node(row["schema"]) if row["schema"] else {}
        limits = {key: node[key] for key in LIMITS if key in node}
        if values := [value for value in node.get("enum", ()) if value is not None]:
            limits["enum"] = values
        description = row["description"] or node["description"]
        found.setdefault(row["table"], []).append(
            Field(row["field"], row["type"] or _type(node, values), row["required"] == "yes", description, limits)
        )
    return found


@cache
def _schema(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return schema


def _node(path: str) -> dict[str, Any]:
    """The part of a JSON Schema that a path such as `event.date.start` leads to; through lists to what they hold."""
    kind, *steps = path.split(".")
    schema = node = _schema(kind)
    for step in steps:
        node = node["properties"][step]
        node = next((one for one in node.get("anyOf", ()) if one.get("type") != "null"), node)
        node = node.get("items", node)
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return node


def _type(node: dict[str, Any], values: list[Any]) -> str:
    if node.get("format") == "date":
        return "date"
    if values:
        return "integer" if isinstance(values[0], int) else "string"
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    return str(next(name for name in types if name != "null"))


def descriptor(folder: Path, modes: Collection[str]) -> dict[str, Any]:
    """The content of `datapackage.json` for the CSV files in `folder`. `modes` are those that the events have: a user
    may have added some of his own to the codebook's."""
    about = settings("export/package.toml")
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": about["name"],
        "title": about["title"],
        "description": about["description"],
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "coder_version": CODER_VERSION,
        "ontology_version": Ontology().version,
        "sources": about["sources"],
        "licenses": about["licences"],
        "resources": [_resource(name, table, folder, modes) for name, table in about["tables"].items()],
    }


def _resource(name: str, table: dict[str, Any], folder: Path, modes: Collection[str]) -> dict[str, Any]:
    path = folder / f"{name}.csv"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": name,
        "type": "table",
        "title": table["title"],
        "description": table["description"],
        "path": path.name,
        "parquet": f"{name}.parquet",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {
            "$schema": f"{PROFILES}/tabledialect.json",
            "header": True,
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": _table_schema(name, table, modes),
    }


def _table_schema(name: str, table: dict[str, Any], modes: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(name, field, modes) for field in fields(name)],
        "missingValues": [""],
        "primaryKey": table["key"],
    }
    if references := table.get("references"):  # an empty list of them is no valid one
        found["foreignKeys"] = list(_foreign_keys(references))
    return found


def _foreign_keys(references: dict[str, str]) -> Iterator[dict[str, Any]]:
    for field, reference in references.items():
        resource, _, other = reference.partition(".")
        yield {"fields": [field], "reference": {"resource": resource, "fields": [other]}}


def _field(table: str, field: Field, modes: Collection[str]) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if field.required else {}
    limits |= field.limits
    labels: dict[Any, str] = {}
    if table == "events":
        types = Ontology().types
        if field.name == "event_type":
            labels = {name: info.gist for name, info in types.items()}
        elif field.name == "quad":
            labels = {int(k): v for k, v in settings("events/ontology.toml")["quads"].items()}
        elif field.name == "mode":
            limits["enum"] = sorted({mode for info in types.values() for mode in info.modes} | set(modes))
    found: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.description}
    if field.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    if limits:
        found["constraints"] = limits
    if labels:
        found["categories"] = [{"value": value, "label": label} for value, label in labels.items()]
    return found
