"""Being drawn: the signature stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: F401

from whowhom.store.dyads import Period  # noqa: F401
from whowhom.web.pictures.values import Bar, ToTime


def timeline(bars: Sequence[Bar], by: Period, link: ToTime | None = None) -> str:
    return ""
