"""The statements of a text: who says what, by grammar first, then by quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whowhom.claims.frames import Finding, read_sentence
from whowhom.claims.lexicon import ClaimsLexicon
from whowhom.claims.phrases import Stretch, noun_phrase
from whowhom.claims.quoted import attribute_quotations
from whowhom.claims.quotes import Quotation, Quotations
from whowhom.language.text import Sentence, Text, Word
from whowhom.records import Stance

_TOPICS = frozenset({"object", "noun", "adverb"})
Kind = Literal["told", "nested", "topic"]


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """Who says what in one report, in words and offsets of its text.

    `speaker` is the head word of the speaker's noun phrase, `speaker_span` that phrase; both are None where nobody is
    named. `contents` are the stretches of what is said, `quoted` tells whether all of it stands in quotation marks.
    """

    speaker: Word | None
    speaker_span: Stretch | None
    cue: Stretch
    cue_word: Word
    contents: tuple[Stretch, ...]
    stance: Stance
    quoted: bool
    sentence: Sentence
    kind: Kind
    rule: str = ""

    def __contains__(self, word: Word) -> bool:
        """Whether a word stands inside the content."""
        return any(start <= word.start and word.end <= end for start, end in self.contents)


def find_statements(text: Text, lexicon: ClaimsLexicon) -> list[FoundStatement]:
    """The statements of the parsed sentences of `text`, in the order of their cues."""
    quotations = Quotations(text.report.text)
    findings: list[Finding] = []
    for sentence in text.sentences:
        if sentence.words:
            findings += read_sentence(sentence, lexicon, quotations)
    for finding in findings:
        finding.content = quotations.widened(finding.content)
    findings = attribute_quotations(findings, text, lexicon, quotations)
    findings.sort(key=lambda f: (f.word.start, f.word.end))
    kinds = [_kind(f, findings) for f in findings]
    return [_statement(f, k, text.sentences[f.word.sentence], quotations) for f, k in zip(findings, kinds, strict=True)]


def _kind(finding: Finding, findings: list[Finding]) -> Kind:
    if finding.rule in _TOPICS:
        return "topic"
    at = finding.word.start
    # quadratic in the cues of a text, of which there are few
    return "nested" if any(o.content[0] <= at < o.content[1] and o is not finding for o in findings) else "told"


def _statement(finding: Finding, kind: Kind, sentence: Sentence, quotations: Quotations) -> FoundStatement:
    start, end = finding.content
    word, speaker = finding.word, finding.speaker
    return FoundStatement(
        speaker=speaker,
        speaker_span=noun_phrase(speaker) if speaker else None,
        cue=(word.start, word.end),
        cue_word=word,
        contents=((start, end),),
        stance=finding.stance,
        quoted=quotations.covers(start, end),
        sentence=sentence,
        kind=kind,
        rule=finding.rule,
    )
