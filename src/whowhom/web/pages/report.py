"""One report: its text with the words of every record marked, its records, reports like it."""

from __future__ import annotations

from whowhom.export.coded import event_from, report_from, statement_from
from whowhom.export.rows import row
from whowhom.records import Coding
from whowhom.store.events import RECORD as EVENT
from whowhom.store.file import Connection, fetch
from whowhom.store.related import related
from whowhom.web.links import Links
from whowhom.web.marking import marked
from whowhom.web.page import Kind, Page
from whowhom.web.query import Query
from whowhom.web.refusal import unknown

RELATED = 8


def make(connection: Connection, query: Query, links: Links) -> Page:
    name = query.options["id"]
    found = fetch(connection, "SELECT *, report_id AS id FROM report WHERE report_id = ? AND current", [name])
    if not found:
        raise unknown("The store knows no such report.", name)
    number = [found[0]["report_no"]]
    rows = fetch(connection, "SELECT * FROM event WHERE report_no = ? ORDER BY event_no", number)
    said = fetch(connection, "SELECT * FROM statement WHERE report_no = ? ORDER BY cue.\"start\"", number)
    coding = Coding(report_from(found[0]), tuple(map(event_from, rows)), tuple(map(statement_from, said)))
    alike = related(connection, found[0], RELATED)
    chosen = query.options.get("event")
    values = {
        "of": Query((("report", name),)), "report": coding.report,
        "events": coding.events, "statements": coding.statements,
        "chosen": chosen, "paragraphs": marked(coding, links, chosen),
        "incidents": {one["event_id"]: one["incident"] or one["event_id"] for one in rows},
        "agency": found[0]["agency"], "version": found[0]["version"], "related": alike,
    }  # fmt: skip
    events = [row(event) for event in coding.events]
    statements = [row(statement) for statement in coding.statements]
    data = {"report": row(coding.report), "events": events, "statements": statements, "related": alike}
    return Page("report.html", coding.report.title or coding.report.id, values, lambda: data, lambda: events, EVENT)


KIND = Kind("/report", make, {"id": None, "event": None}, (), ("id",))
