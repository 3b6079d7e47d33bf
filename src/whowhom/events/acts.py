"""The values of the events stage: acts and denials as single sentences tell them."""

from __future__ import annotations

from dataclasses import dataclass, field

from whowhom.language import Sentence, Word
from whowhom.records import Party

UNKNOWN = Party("", 0, 0, "unknown", None, "UNK")
"""Who did what nobody is named as having done."""


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """An act that one sentence tells of, before those of a whole report are joined."""

    word: Word
    sentence: Sentence
    event_type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    modality: str
    start: int
    end: int
    words: tuple[Word, ...]
    """The trigger's head first, then what belongs to it."""
    mutual: bool = False
    """Whether all who take part are actors."""
    again: bool = False
    """Whether it only points to an act told before: "the raid"."""
    known: bool = False
    """Whether only a noun names the act, as one known of ("after its invasion"): who speaks does not vouch for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """Somebody denies something: `about` heads what is denied ("the accusations", "supplying weapons")."""

    word: Word
    sentence: Sentence
    deniers: tuple[Party, ...]
    about: tuple[Word, ...]


@dataclass(slots=True)
class Found:
    """What the events stage finds in one report, in order."""

    acts: list[Act] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
