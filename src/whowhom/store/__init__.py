"""The store: reports, statements, events and their links in one DuckDB file, added to, asked and never left half done.

`Store` in `store.py` is the way in; `file.py` opens, locks and migrates; `adding.py` writes; `links.py` keeps voices,
stories and incidents up to date; `questions.py` and its neighbours ask.
"""

from whowhom.store.store import Store

__all__ = ["Store"]
