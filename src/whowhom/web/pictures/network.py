"""Being drawn: the signature stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: F401

from whowhom.store.dyads import Period  # noqa: F401
from whowhom.web.pictures.values import Act, ToPair, ToParty


def network(acts: Sequence[Act], to_party: ToParty | None = None, to_pair: ToPair | None = None) -> str:
    return ""
