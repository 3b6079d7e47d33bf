"""What the cues of a sentence report: each word of the tables is read by its part of speech."""

from __future__ import annotations

from dataclasses import dataclass

from whowhom.claims.lexicon import ClaimsLexicon, Cue
from whowhom.claims.phrases import Stretch
from whowhom.language.text import Word
from whowhom.records import Stance


@dataclass(slots=True, eq=False)
class Finding:
    """A cue with what it reports, while quotations are still being looked at.

    `rule` names the way by which the content was found.
    """

    word: Word
    speaker: Word | None
    stretches: list[Stretch]
    stance: Stance
    rule: str

    @property
    def start(self) -> int:
        return min(start for start, _ in self.stretches)

    @property
    def end(self) -> int:
        return max(end for _, end in self.stretches)

    def holds(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.stretches)

    def add(self, start: int, end: int) -> None:
        """Adds a stretch; those that touch or overlap become one."""
        apart = [s for s in self.stretches if s[1] + 2 < start or s[0] > end + 2]
        joined = [s for s in self.stretches if s not in apart]
        self.stretches = sorted([*apart, (min([start, *(s[0] for s in joined)]), max([end, *(s[1] for s in joined)]))])


def is_report(word: Word, lexicon: ClaimsLexicon) -> Cue | None:
    """The entry of a verb that takes a clause."""
    cue = lexicon.cues.get((word.lemma, word.pos))
    return cue if cue is not None and cue.pos == "VERB" and cue.frames & {"clause", "that"} else None


def is_verb_cue(word: Word, lexicon: ClaimsLexicon) -> bool:
    return word.pos == "VERB" and (word.lemma, "VERB") in lexicon.cues
