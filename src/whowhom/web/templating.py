"""The templates: what they may call, and what becomes of text that they put out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from whowhom.export.relations import percent, quad_names, signed
from whowhom.store.naming import common_name
from whowhom.web import drawing, links, marking, query, tables, words
from whowhom.web.pictures.periods import period_end
from whowhom.web.query import Query

FOLDER = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Everything is escaped, and made visible before that; a name that a page does not give is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, finalize=words.shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {
        "number": words.number, "day": words.day_told, "moment": words.moment_told, "when": words.when_told,
        "value": words.value_told,
        "where": words.where_told, "type": words.type_told, "common": common_name, "outside": links.outside,
        "key": links.key, "sentence": marking.sentence, "percent": percent, "signed": signed, "count": words.count,
        "zip_with": zip, "shortened": words.shortened,
    }  # fmt: skip
    made.globals |= {
        "period": words.period_told, "quads": quad_names(), "types": query.types(), "gists": query.gists(),
        "modes": query.modes(), "modalities": words.MODALITY,
        "by_period": tables.by_period, "stances": words.STANCES, "address": _address,
        "period_end": period_end, "pictures": drawing,
    }  # fmt: skip
    return made


def draw(template: str, **values: Any) -> str:
    return environment().get_template(template).render(**values)


@pass_context
def _address(context: Context, **options: str | int | None) -> str:
    """The page's own address with other options, its conditions kept."""
    asked: Query = context["query"]
    return f"{context['path']}{asked.string(**(dict(asked.options) | options))}"
