"""Pictures of a selection as SVG to stand in a page, each mark a link to what it counts.

All are pure functions from counts to text, already escaped. Colours, dashes and type are given by classes only, which
`static/pictures.css` dresses for a light and a dark page (custom properties that begin with --picture-): nothing needs
inline style, nothing is fetched, nothing needs a script. A `link` that is missing, or answers None, makes a mark that
is no link.

    world_map(counts, link)              counts: state (ISO alpha-3) to `MapCount`; link(code)
    timeline(bars, by, link)             bars: `Bar`s in any order; link(first day, last day, quad class or None)
    network(acts, to_party, to_pair)     acts: `Act`s; to_party(party), to_pair(actor, recipient)
    matrix(ties, to_pair, to_party)      ties: `Tie`s, as `chosen.pairs` gives them; an HTML table
    status_mark(modality, disputed)      a sign for tables: asserted solid, planned and possible dashed, denied struck
    themed(svg)                          a chart that Vega drew, with classes in place of its colours
    standalone(svg)                      the picture as a file of its own, its style with it

Bars of the timeline carry `data-first` and `data-last`, ISO days, and `data-x`, `data-width` in units of the picture,
so that a script can tell which periods were brushed; each lies in a `<g class="periods">`.
"""

from whowhom.web.pictures.dress import standalone, themed
from whowhom.web.pictures.matrix import matrix
from whowhom.web.pictures.network import network
from whowhom.web.pictures.status import status_mark
from whowhom.web.pictures.timeline import timeline
from whowhom.web.pictures.values import Act, MapCount
from whowhom.web.pictures.world import world_map

__all__ = ["Act", "MapCount", "matrix", "network", "standalone", "status_mark", "themed", "timeline", "world_map"]
