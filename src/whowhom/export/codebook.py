"""The codebook as Markdown, from the data that the coder itself reads: `python -m whowhom.export.codebook`."""

from __future__ import annotations

from collections.abc import Iterator

from whowhom.data import rows, settings


def markdown() -> str:
    return "\n".join([*_head(), *_types(), *_contexts()]) + "\n"


def _head() -> Iterator[str]:
    version = settings("events/ontology.toml")["version"]
    yield "# Codebook"
    yield ""
    yield "Written by `make codebook` from the package's data; edit the data, not this page."
    yield ""
    yield f"Ontology version {version}. The event types are those of PLOVER (Political Language Ontology for Verifiable"
    yield "Event Records, Open Event Data Alliance); the words here are this project's own. The words that tell of each"
    yield "type stand in `src/whowhom/data/events/triggers/`, one table a type."


def _types() -> Iterator[str]:
    ontology = settings("events/ontology.toml")
    yield from (
        "",
        "## Event types",
        "",
        "| type | quad | intensity | the act | modes (intensity) |",
        "|---|---|---|---|---|",
    )
    for name, kind in ontology["types"].items():
        modes = ", ".join(f"{mode} ({score:g})" for mode, score in kind.get("modes", {}).items())
        quad = f"{kind['quad']} {ontology['quads'][str(kind['quad'])]}"
        yield f"| {name} | {quad} | {kind['intensity']:g} | {kind['gist']} | {modes} |"


def _contexts() -> Iterator[str]:
    yield from ("", "## Contexts", "", "| context | words that tell it |", "|---|---|")
    for row in rows("events/contexts.csv"):
        yield f"| {row['context']} | {', '.join(row['lemmas'].split('|')[:8])}, … |"


if __name__ == "__main__":
    print(markdown(), end="")
