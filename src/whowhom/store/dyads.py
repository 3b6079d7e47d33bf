"""Relations of two parties over time, and of all pairs: counts of incidents, however many reports tell of each.

An incident belongs to two parties if one of its events has the one acting on the other, or both acting together with
no recipient beside them; two who act together on a third tell nothing about each other. It counts once, on the
earliest day that its reports tell, or that they were published if none tells one. What is told to have been in 2024 is
not put into January: by month it stands in no period.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from whowhom.errors import StoreError
from whowhom.store.file import Connection, fetch
from whowhom.store.periods import EXACT_ENOUGH, PERIODS, Period, first_days
from whowhom.store.selection import day, party_match

QUADS = (1, 2, 3, 4)
TOP = 20


@dataclass(frozen=True)
class Relation:
    """Incidents of two parties in one period (its first day, ISO) of one quad class. `period` is None for those that
    are not dated exactly enough to be put into one.

    Each incident counts in one of `a_to_b`, `b_to_a` and `mutual`: acted together, or told in both directions.
    `intensity` is the mean over incidents, from -10 (most hostile) to 10; `disputed` and `not_actual` are shares from
    0 to 1 of incidents that somebody denies, and of those that no report tells as done (planned, possible, negated).
    These are None where there are no incidents. `reports` and `voices` are those that tell of the incidents.
    """

    period: str | None
    quad: int
    incidents: int
    a_to_b: int
    b_to_a: int
    mutual: int
    intensity: float | None
    disputed: float | None
    not_actual: float | None
    reports: int
    voices: int


@dataclass(frozen=True)
class Pair:
    """Incidents in which `actor` acts on `recipient`, both by country code or the name of an organisation; what two do
    together counts for both directions. `intensity` is the mean over incidents, from -10 to 10."""

    actor: str
    recipient: str
    incidents: int
    intensity: float


def dyad(
    connection: Connection,
    one: str,
    other: str,
    by: Period = "month",
    since: str | None = None,
    until: str | None = None,
) -> list[Relation]:
    """Relations of two parties, by country code or any name: every period from the first to the last incident (or from
    `since` to `until`, ISO dates, months or years) with every quad class, those without incidents with counts of 0; at
    the end what is in no period, if anything.
    Raises `StoreError` for an unknown `by`, a wrong date, twice the same party, or far too many periods."""
    if by not in PERIODS:
        raise StoreError(f"{by!r}: expected one of {', '.join(PERIODS)}")
    (is_a, a), (is_b, b) = party_match(one), party_match(other)
    if (is_a, a) == (is_b, b):
        raise StoreError(f"{one!r} and {other!r} are the same party: relations take two")
    exact = ", ".join(f"'{precision}'" for precision in EXACT_ENOUGH[by])
    query = _DYAD.format(is_a=is_a.replace("?", "$a"), is_b=is_b.replace("?", "$b"), by=by, exact=exact)
    bounds = _days(since, until)
    return _filled(fetch(connection, query, {"a": a, "b": b} | bounds), by, **bounds)


def _filled(rows: list[dict[str, Any]], by: Period, since: str | None, until: str | None) -> list[Relation]:
    """The rows with a row of zeros for whatever is not there of the periods from first to last."""
    found = {(row["period"], row["quad"]): row for row in rows}
    days = [period for period, _ in found if period]
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    first, last = first or min(days, default=None), last or max(days, default=None)
    periods = first_days(first, last, by) if first and last else []
    keys = [(period, quad) for period in periods for quad in QUADS]
    undated = [key for key in found if key[0] is None]
    return [_relation(found.get(key), *key) for key in [*keys, *undated]]


def _relation(row: dict[str, Any] | None, period: date | None, quad: int) -> Relation:
    name = period.isoformat() if period else None
    return Relation(**(row | {"period": name})) if row else Relation(name, quad, 0, 0, 0, 0, None, None, None, 0, 0)


def matrix(connection: Connection, since: str | None = None, until: str | None = None, top: int = TOP) -> list[Pair]:
    """All pairs of the `top` states and organisations that have most incidents with others, most frequent first; the
    organisations are those that whowhom's tables know. What happens within one party is left out."""
    rows = connection.execute(_MATRIX, {"top": top} | _days(since, until)).fetchall()
    return [Pair(*pair) for *pair, _ in rows]


def held(connection: Connection) -> tuple[int, int]:
    """How many reports and how many events the store holds, current versions only."""
    row = fetch(connection, _HELD)[0]
    return row["reports"], row["events"]


def _days(since: str | None, until: str | None) -> dict[str, Any]:
    return {"since": day(since) if since else None, "until": day(until, last=True) if until else None}


_HELD = """
SELECT (SELECT count(*) FROM report WHERE current) AS reports, (SELECT count(*) FROM event WHERE current) AS events
"""

# The two parties come first: they leave few events to join. `jointly`: of two rows, as one may match both names.
_DYAD = """
WITH chosen AS (
  SELECT event_no,
         bool_or(role = 'actor' AND {is_a}) AND bool_or(role = 'recipient' AND {is_b}) AS forth,
         bool_or(role = 'actor' AND {is_b}) AND bool_or(role = 'recipient' AND {is_a}) AS back,
         bool_or(role = 'actor' AND {is_a}) AND bool_or(role = 'actor' AND {is_b})
           AND count_if(role = 'actor') > 1 AS jointly
  FROM party WHERE role IN ('actor', 'recipient') AND ({is_a} OR {is_b})
  GROUP BY event_no
  HAVING forth OR back OR jointly
),
on_others AS (
  SELECT event_no FROM party WHERE role = 'recipient' AND event_no IN (SELECT event_no FROM chosen WHERE jointly)
),
directed AS (
  SELECT coalesce(e.incident, e.event_id) AS incident, bool_or(forth) AS forth, bool_or(back) AS back
  FROM chosen JOIN event e ON e.event_no = chosen.event_no
  WHERE e.current AND (forth OR back OR e.event_no NOT IN (FROM on_others))
  GROUP BY ALL
),
told AS (
  SELECT d.incident,
         bool_or(d.forth) AND NOT bool_or(d.back) AS a_to_b,
         bool_or(d.back) AND NOT bool_or(d.forth) AS b_to_a,
         CASE WHEN count(e.first_day) > 0 THEN min(e.first_day) FILTER (e."date"."precision" IN ({exact}))
              ELSE min(e.day) END AS exact_day,
         min(e.day) AS first_day,
         min(coalesce(e.last_day, e.day)) AS last_day,
         min(e.quad) AS quad,
         avg(e.intensity) AS intensity,
         bool_or(e.disputed) OR (bool_or(e.modality = 'negated' AND len(e.asserted_by) > 0)
           AND bool_or(e.modality <> 'negated')) AS disputed,
         NOT bool_or(e.modality = 'actual') AS not_actual,
         list(DISTINCT e.report_no) AS reports,
         list(DISTINCT r.voice) AS voices
  FROM directed d JOIN event e ON coalesce(e.incident, e.event_id) = d.incident
  JOIN report r ON r.report_no = e.report_no
  WHERE e.current
  GROUP BY d.incident
  HAVING ($since IS NULL OR coalesce(exact_day, last_day) >= $since::DATE)
     AND ($until IS NULL OR coalesce(exact_day, first_day) <= $until::DATE)
)
SELECT date_trunc('{by}', exact_day)::DATE AS period, quad,
       count(*) AS incidents,
       count_if(a_to_b) AS a_to_b,
       count_if(b_to_a) AS b_to_a,
       count_if(NOT a_to_b AND NOT b_to_a) AS mutual,
       avg(intensity) AS intensity,
       avg(disputed::INTEGER) AS disputed,
       avg(not_actual::INTEGER) AS not_actual,
       len(list_distinct(flatten(list(reports)))) AS reports,
       len(list_distinct(flatten(list(voices)))) AS voices
FROM told GROUP BY ALL
ORDER BY period, quad
"""

# Over the events `chosen` and their incidents `one`, with the first of its events for each: the parties are chosen by
# these, so that retelling does not decide, and only theirs are paired.
PAIRS = """
few AS MATERIALIZED (
  SELECT party FROM (
    SELECT DISTINCT event_no, unnest([actor, recipient]) AS party FROM pair WHERE event_no IN (SELECT first FROM one)
  )
  GROUP BY party ORDER BY count(*) DESC, party LIMIT $top
),
told AS MATERIALIZED (
  SELECT DISTINCT p.actor, p.recipient, c.incident FROM pair p JOIN chosen c ON c.event_no = p.event_no
  WHERE p.actor IN (FROM few) AND p.recipient IN (FROM few)
)
SELECT actor, recipient, count(*) AS incidents, avg(intensity) AS intensity, mode(quad)::INTEGER AS quad
FROM told JOIN one USING (incident)
GROUP BY ALL ORDER BY incidents DESC, actor, recipient
"""
_MATRIX = f"""
WITH one AS MATERIALIZED (
  SELECT incident, avg(intensity) AS intensity, min(event_no) AS first, any_value(quad) AS quad
  FROM event WHERE current
  GROUP BY incident
  HAVING ($since IS NULL OR min(coalesce(last_day, day)) >= $since::DATE)
     AND ($until IS NULL OR min(day) <= $until::DATE)
),
chosen AS (SELECT event_no, incident FROM event WHERE current),
{PAIRS}
"""
