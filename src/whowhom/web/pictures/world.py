"""Being drawn: the signature stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: F401

from whowhom.store.dyads import Period  # noqa: F401
from whowhom.web.pictures.values import MapCount, ToPlace


def world_map(counts: Mapping[str, MapCount], link: ToPlace | None = None) -> str:
    return ""
