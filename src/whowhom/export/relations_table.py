"""Relations on a terminal: two parties a line a period, and the matrix of all pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from whowhom.export.relations import Summary, by_quad, order, percent, period_name, quad_names, signed, time_told
from whowhom.export.table import console, one_line, print_columns
from whowhom.store.dyads import Pair, Relation
from whowhom.store.naming import common_name
from whowhom.store.periods import Period

HEAD, CELL = 22, 6
"""Characters of the matrix: the widest name of a row, a column with the space before it."""
STRONG = 2.0
"""Mean intensity, either way, from which a count is coloured."""


def show_dyad(relations: Sequence[Relation], one: str, other: str, by: Period, out: Console | None = None) -> None:
    """A line for each period with incidents, one for those in none ("undated"), one for all of them. `one` and `other`
    are the names to show."""
    out = out or console()
    whole = Summary.of(relations)
    out.print(Text(f"{one_line(one)} (A) and {one_line(other)} (B)", "bold underline"), soft_wrap=True)
    if not whole.incidents:
        out.print("no incidents")
        return
    out.print(Text(f"incidents by {by}, {time_told(relations, by) or 'undated'}", "dim"), soft_wrap=True)
    quads = [name.replace(" ", "\n") for name in quad_names().values()]
    heads = [by, *quads, "A→B", "B→A", "both", "intensity", "disputed", "not\nactual"]
    rows: list[list[str | Text]] = []
    for period, group in groupby(relations, key=lambda relation: relation.period):
        told = list(group)
        if any(relation.incidents for relation in told):
            rows.append(_row(period_name(period, by) if period else "undated", told))
    bold: list[str | Text] = [Text(str(cell), "bold") for cell in _row("all", relations)]
    print_columns(out, heads, [*rows, bold])


def _row(name: str, told: Sequence[Relation]) -> list[str | Text]:
    return [name, *_numbers(by_quad(told).values()), *_cells(Summary.of(told))]


def _numbers(counts: Iterable[int]) -> list[str]:
    return [f"{count:,}" if count else "·" for count in counts]


def _cells(summary: Summary) -> list[str]:
    directions = _numbers((summary.a_to_b, summary.b_to_a, summary.mutual))
    return [*directions, signed(summary.intensity), percent(summary.disputed), percent(summary.not_actual)]


def show_matrix(pairs: Sequence[Pair], out: Console | None = None) -> None:
    """Counts of incidents, who acts in rows, on whom in columns, for as many parties as the width holds; green counts
    are cooperative on the whole, red ones hostile."""
    out = out or console()
    if not pairs:
        out.print("no incidents between two parties")
        return
    parties = order(pairs)
    shown = parties[: max(2, (out.width - HEAD) // CELL)]
    short = {party: shorthand(party) for party in shown}
    counts = {(pair.actor, pair.recipient): pair for pair in pairs}
    heads = ["who acts on whom", *(short[party] for party in shown)]
    rows = [[_head(one, short[one]), *(_count(counts, one, other) for other in shown)] for one in shown]
    print_columns(out, heads, rows)
    if len(shown) < len(parties):
        out.print(f"{len(shown)} of {len(parties)} parties; a wider terminal shows more, -o FILE all")


def shorthand(party: str) -> str:
    """A code stays; of an organisation the initials ("UN"), or the beginning of a single word ("Hamas")."""
    words = one_line(party).replace("-", " ").split()
    initials = "".join(word[0] for word in words if word[0].isupper()) if len(words) > 1 else ""
    return (initials or party)[: CELL - 1]


def _head(party: str, short: str) -> Text:
    name = one_line(common_name(party))
    wanted = Text(name if name == short else f"{short} {name}")
    wanted.truncate(HEAD - 1, overflow="ellipsis")
    return wanted


def _count(counts: Mapping[tuple[str, str], Pair], actor: str, recipient: str) -> Text:
    pair = counts.get((actor, recipient))
    if pair is None:
        return Text("" if actor == recipient else "·", "dim")
    style = "green" if pair.intensity >= STRONG else "red" if pair.intensity <= -STRONG else ""
    return Text(f"{pair.incidents:,}", style)
