"""Being drawn: the signature stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: F401

from whowhom.store.dyads import Period  # noqa: F401
from whowhom.web.pictures.values import Tie, ToPair, ToParty


def matrix(ties: Sequence[Tie], to_pair: ToPair | None = None, to_party: ToParty | None = None) -> str:
    return ""
