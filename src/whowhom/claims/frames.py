"""What the cues of a sentence report: each word of the tables is read by its part of speech."""

from __future__ import annotations

from dataclasses import dataclass

from whowhom.claims.lexicon import ClaimsLexicon, Cue
from whowhom.claims.phrases import Stretch
from whowhom.language.text import Text, Word
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


class Findings:
    """The findings of one text, by the sentences that their cues and contents touch: no look-up reads them all."""

    def __init__(self, text: Text, findings: list[Finding]) -> None:
        self.text = text
        self.all: list[Finding] = []
        self._by_sentence: dict[int, list[Finding]] = {}
        for finding in findings:
            self.put(finding)

    def put(self, finding: Finding) -> None:
        self.all.append(finding)
        self._file(finding, finding.word.start, finding.word.end)
        for start, end in finding.stretches:
            self._file(finding, start, end)

    def lengthen(self, finding: Finding, start: int, end: int) -> None:
        """Adds a stretch to the content of a finding."""
        finding.add(start, end)
        self._file(finding, start, end)

    def at(self, sentence: int) -> list[Finding]:
        """Those whose cue or content stands (partly) in this sentence."""
        return self._by_sentence.get(sentence, [])

    def _file(self, finding: Finding, start: int, end: int) -> None:
        first, last = self.text.sentence_at(start), self.text.sentence_at(end - 1)
        if first is not None and last is not None:
            for number in range(first.index, last.index + 1):
                filed = self._by_sentence.setdefault(number, [])
                if finding not in filed:
                    filed.append(finding)


def is_report(word: Word, lexicon: ClaimsLexicon) -> Cue | None:
    """The entry of a verb that takes a clause."""
    cue = lexicon.cues.get((word.lemma, word.pos))
    return cue if cue is not None and cue.pos == "VERB" and cue.frames & {"clause", "that"} else None


def is_verb_cue(word: Word, lexicon: ClaimsLexicon) -> bool:
    return word.pos == "VERB" and (word.lemma, "VERB") in lexicon.cues
