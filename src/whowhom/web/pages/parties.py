"""Two parties, and one: relations over time, kinds of incidents, instruments, disputes, the newest."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, cast

from whowhom.errors import StoreError
from whowhom.store.dyads import Relation, dyad, held
from whowhom.store.file import Connection
from whowhom.store.naming import common_name
from whowhom.store.periods import PERIODS, Period
from whowhom.web.chosen import Chosen
from whowhom.web.links import Links
from whowhom.web.page import Kind, Page
from whowhom.web.pages.overview import BARS, bar_rows
from whowhom.web.query import Query
from whowhom.web.refusal import Refusal
from whowhom.web.tables import row

NEWEST, DISPUTES, INSTRUMENTS, PARTNERS = 10, 5, 8, 12
TIME = ("since", "until")


def make_dyad(connection: Connection, query: Query, links: Links) -> Page:
    one, other = query.options["one"], query.options["other"]
    if common_name(one) == common_name(other):
        raise Refusal(400, "Relations take two parties.", f"{one}; {other}", "two different parties")
    of_both = query.but(between=(one, other))
    values = _about(Chosen(connection, of_both.selection), of_both, query.options.get("by"))
    since, until = (next(iter(query.given(name)), None) for name in TIME)
    try:
        relations = dyad(connection, one, other, values["time"].by, since, until)
    except StoreError as error:
        raise Refusal(400, f"{error}.") from error
    values |= {
        "one": common_name(one), "other": common_name(other), "relations": relations, "held": held(connection),
        "given": (one, other),
    }  # fmt: skip
    data = {"one": values["one"], "other": values["other"], "relations": relations}
    return Page(
        "dyad.html", f"{values['one']} and {values['other']}", values,
        lambda: data | _data(values), lambda: [asdict(relation) for relation in relations],
        [field.name for field in fields(Relation)],
    )  # fmt: skip


def make_actor(connection: Connection, query: Query, links: Links) -> Page:
    name = query.options["name"]
    of, told = query.but(party=name), common_name(name)
    chosen = Chosen(connection, of.selection)
    pairs = chosen.pairs(2 * PARTNERS)
    partners = [pair for pair in pairs if told in (common_name(pair.actor), common_name(pair.recipient))]
    values = _about(chosen, of, query.options.get("by"))
    values |= {"name": told, "given": name, "partners": partners}
    return Page(
        "actor.html", told, values, lambda: {"name": told, "pairs": partners} | _data(values),
        lambda: bar_rows(values["time"]), BARS,
    )  # fmt: skip


def _about(chosen: Chosen, query: Query, by: str | None) -> dict[str, Any]:
    totals = chosen.totals()
    time = chosen.timeline(totals, cast(Period | None, by))
    return {
        "of": query, "totals": totals, "time": time, "periods": PERIODS, "kinds": chosen.kinds(),
        "ledgers": chosen.disputed(DISPUTES), "instruments": chosen.instruments(INSTRUMENTS),
        "newest": chosen.newest(NEWEST),
    }  # fmt: skip


def _data(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "totals": values["totals"], "instruments": values["instruments"],
        "by": values["time"].by, "timeline": values["time"].bars, "types": values["kinds"],
        "disputes": values["ledgers"], "newest": [row(*one) for one in values["newest"]],
    }  # fmt: skip


KINDS = (
    Kind("/dyad", make_dyad, {"one": None, "other": None, "by": PERIODS}, TIME, ("one", "other")),
    Kind("/actor", make_actor, {"name": None, "by": PERIODS}, TIME, ("name",)),
)
