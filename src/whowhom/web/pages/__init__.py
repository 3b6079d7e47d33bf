"""The pages, each a function from a connection and a query to a `Page`; `KINDS` lists them."""

from __future__ import annotations

from whowhom.web.pages import incident, incidents, instruments, overview, parties, report, search

KINDS = (overview.KIND, incidents.KIND, incident.KIND, report.KIND, *parties.KINDS, instruments.KIND, search.KIND)
