"""Pictures of a selection to stand in a page, each mark a link to what it counts.

All are pure functions from counts to markup, already escaped. Colours and type are given by classes and presentation
attributes, in the custom properties of `static/style.css` and `static/pictures.css`, which follow the page's light or
dark look: nothing needs inline style, nothing is fetched, nothing needs a script. Where a `link` is missing or answers
None, a mark is no link.

    world_map(counts, link)             counts: state (ISO alpha-3) to `MapCount`; link(code)
    timeline(bars, by, link)            bars: any with `period`, `quad`, `incidents`, such as `Relation`s, in any order;
                                        link(first day, last day, quad class or None)
    network(acts, to_party, to_pair)    acts: `Act`s; to_party(party), to_pair(actor, recipient)
    status_mark(modality, disputed)     a sign for tables: full, dashed, empty; struck where denied
    themed(svg)                         a chart that Vega drew, in the page's colours

For scripts: in the timeline each period is an element with `data-first`, `data-last` (ISO days) and
`data-incidents` within `.periods`, periods without incidents too (up to `timeline.FULL`); in the network parties have
`data-party`, arrows `data-actor` and `data-recipient`.
"""

from whowhom.web.pictures.dress import themed
from whowhom.web.pictures.network import network
from whowhom.web.pictures.status import status_mark
from whowhom.web.pictures.timeline import timeline
from whowhom.web.pictures.values import Act, MapCount
from whowhom.web.pictures.world import world_map

__all__ = ["Act", "MapCount", "network", "status_mark", "themed", "timeline", "world_map"]
