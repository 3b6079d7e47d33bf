"""Who did what to whom, when, where, according to whom, and who disputes it: event records from news reports.

    import whowhom

    coding = whowhom.code("page.html")      # a path, an address, or a whowhom.Report
    for event in coding.events:
        print(event)
    frame = whowhom.code_many(paths).events.to_polars()

    coder = whowhom.Coder()                 # loads the model once
    for coding in coder.code_all(reports):
        ...
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whowhom.api import Codings as Codings
    from whowhom.api import code as code
    from whowhom.api import code_many as code_many
    from whowhom.coder import Coder as Coder
    from whowhom.errors import DataError as DataError
    from whowhom.errors import ModelError as ModelError
    from whowhom.errors import NotEnglishError as NotEnglishError
    from whowhom.errors import ReadError as ReadError
    from whowhom.errors import StoreError as StoreError
    from whowhom.errors import WhowhomError as WhowhomError
    from whowhom.records import Coding as Coding
    from whowhom.records import Event as Event
    from whowhom.records import EventDate as EventDate
    from whowhom.records import Party as Party
    from whowhom.records import Place as Place
    from whowhom.records import Report as Report
    from whowhom.records import Span as Span
    from whowhom.records import Statement as Statement
    from whowhom.store import Store as Store

_HOMES = {
    "whowhom.api": ("Codings", "code", "code_many"),
    "whowhom.coder": ("Coder",),
    "whowhom.errors": ("DataError", "ModelError", "NotEnglishError", "ReadError", "StoreError", "WhowhomError"),
    "whowhom.records": ("Coding", "Event", "EventDate", "Party", "Place", "Report", "Span", "Statement"),
    "whowhom.store": ("Store",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    """Each name is imported when it is first used: `import whowhom` and `whowhom --help` stay fast."""
    if name == "__version__":
        from importlib.metadata import version

        return version("whowhom")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'whowhom' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
