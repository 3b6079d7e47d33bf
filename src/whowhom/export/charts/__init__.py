"""Pictures: `relations` (two parties over time) and `matrix` (all pairs) make Vega-Lite specifications, plain values
that a web page can show as they are; `picture` turns them into SVG or PNG."""
