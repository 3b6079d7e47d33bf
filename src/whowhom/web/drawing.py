"""The pictures of a page, each mark a link to what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from whowhom.store.dyads import Relation
from whowhom.store.periods import Period
from whowhom.web import pictures
from whowhom.web.chosen import Timeline
from whowhom.web.links import Links
from whowhom.web.pictures import Act, MapCount
from whowhom.web.pictures.periods import period_end
from whowhom.web.query import Query
from whowhom.web.words import visible


def timeline(time: Timeline, query: Query, to: Links) -> Markup:
    """Incidents of each period by quad class."""

    def link(first: str, last: str, quad: int | None) -> str | None:
        return to.incidents(query, quad=str(quad) if quad else None, since=first, until=last)

    return Markup(pictures.timeline(time.shown, time.by, link))


def world_map(countries: Mapping[str, MapCount], query: Query, to: Links) -> Markup:
    return Markup(pictures.world_map(countries, lambda code: to.incidents(query, place=code)))


def network(acts: Sequence[Act], query: Query, to: Links) -> Markup:
    return Markup(pictures.network(acts, to.actor, lambda one, other: to.incidents(query, between=(one, other))))


def status(modality: str, disputed: bool) -> Markup:
    return Markup(pictures.status_mark(modality, disputed))


def relations(
    rows: Sequence[Relation], one: str, other: str, by: Period, held: tuple[int, int], query: Query, to: Links
) -> Markup:
    """Two parties over time, the picture that `whowhom dyads` writes."""
    from whowhom.export.charts.picture import svg
    from whowhom.export.charts.relations import relations_chart

    def link(row: Relation) -> str | None:
        if not row.incidents or row.period is None:
            return None
        return to.incidents(query, quad=str(row.quad), since=row.period, until=period_end(row.period, by))

    return Markup(pictures.themed(svg(relations_chart(rows, visible(one), visible(other), by, held, link))))


def warm_charts() -> None:
    """Load what draws charts: the first takes longest."""
    from whowhom.export.charts.picture import notice, svg

    svg(notice({"text": ""}, "", 100))
