"""The statements of a text: who says what, by grammar first, then by quotation marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from whowhom.claims.frames import Finding, Findings
from whowhom.claims.headlines import read_colon
from whowhom.claims.lexicon import ClaimsLexicon
from whowhom.claims.nominals import read_adjective, read_adverb, read_noun, read_preposition
from whowhom.claims.phrases import Stretch, is_restrictive, speaker_span
from whowhom.claims.quoted import attribute_quotations
from whowhom.claims.quotes import Quotations
from whowhom.claims.verbs import read_verb
from whowhom.language.text import Sentence, Text, Word
from whowhom.records import Stance

Kind = Literal["told", "aside", "nested", "topic"]
TOPIC_RULES = frozenset({"object", "topic", "noun", "adverb"})
"""Rules by which a statement has the topic of speech for its content."""
_NO_DISPUTE = frozenset({"infinitive", "object", "topic", "prep"})
_PART = 256  # characters


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """Who says what in one report, in words and offsets of its text.

    `speaker` is the head word of the speaker's noun phrase, `speaker_span` that phrase; both are None where nobody is
    named. `contents` are the stretches of what is said, `quoted` tells whether all of it stands in quotation marks.
    `kind`: told; an aside that only says which people or papers are meant ("voters who say that …"); nested in what
    somebody else is told to say; or the mere topic of speech ("criticised the plan").
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
    rule: str
    tells: bool
    """Whether what its cue takes as an object is said to be so."""
    insists: bool
    """Whether the speaker holds out against others who say otherwise."""
    by_paper: bool
    """Whether a paper, a film or the like speaks, which is no party itself."""

    def __contains__(self, word: Word) -> bool:
        """Whether a word stands inside the content."""
        return any(start <= word.start and word.end <= end for start, end in self.contents)

    @property
    def disputes(self) -> bool:
        """Whether the speaker says that the content is not so: not of "refused to leave", nor of what is only spoken
        about."""
        return self.stance == "denies" and self.rule not in _NO_DISPUTE

    @property
    def content(self) -> Stretch:
        """The content as one stretch: from its first to its last character, or its longest part where more would be
        lost by what stands between than by what is left out."""
        start, end = self.contents[0][0], self.contents[-1][1]
        inside = sum(e - s for s, e in self.contents)
        longest = max(self.contents, key=lambda s: s[1] - s[0])
        return (start, end) if inside * inside >= (longest[1] - longest[0]) * (end - start) else longest


class Contents:
    """Statements by the stretches of text that their contents cover, so that no look-up reads them all."""

    def __init__(self, statements: Iterable[FoundStatement]) -> None:
        self._by_part: dict[int, list[FoundStatement]] = {}
        for statement in statements:
            parts = {part for start, end in statement.contents for part in range(start // _PART, end // _PART + 1)}
            for part in parts:
                self._by_part.setdefault(part, []).append(statement)

    def holding(self, word: Word) -> list[FoundStatement]:
        """The statements whose content a word stands in, in the order of their cues."""
        return [s for s in self._by_part.get(word.start // _PART, ()) if word in s]


def find_statements(text: Text, lexicon: ClaimsLexicon) -> list[FoundStatement]:
    """The statements of the parsed sentences of `text`, in the order of their cues."""
    quotations = Quotations(text.report.text)
    findings: list[Finding] = []
    for sentence in text.parsed:
        findings += _read(sentence, lexicon, quotations)
    for finding in findings:
        finding.stretches = [quotations.narrowed(stretch) for stretch in finding.stretches]
        for stretch in list(finding.stretches):
            finding.add(*quotations.widened(stretch))
    known = Findings(text, findings)
    attribute_quotations(known, lexicon, quotations)
    known.all.sort(key=lambda f: (f.word.start, f.start))
    return [_statement(f, _kind(f, known), text.sentences[f.word.sentence], quotations, lexicon) for f in known.all]


def _read(sentence: Sentence, lexicon: ClaimsLexicon, quotations: Quotations) -> list[Finding]:
    """What every cue of a sentence reports; what a quotation reports in its turn is left to the quoted speaker."""
    findings = []
    for word in sentence.words:
        cue = lexicon.cues.get((word.lemma, word.pos)) or lexicon.prepositions.get(word.lower)
        if cue is None or quotations.in_speech(word.start):
            continue
        finding: Finding | None = None
        match cue.pos:
            case "VERB":
                finding = read_verb(word, cue, sentence, lexicon, quotations)
            case "NOUN":
                finding = read_noun(word, cue, sentence, lexicon)
            case "ADJ":
                finding = read_adjective(word, cue)
            case "ADV":
                finding = read_adverb(word, cue)
            case "ADP":
                finding = read_preposition(word, sentence, cue)
        if finding is not None:
            findings.append(finding)
    colon = read_colon(sentence, lexicon)
    if (
        colon is not None
        and not quotations.in_speech(colon.word.start)
        and not any(f.end > colon.start for f in findings)
    ):
        findings.append(colon)
    return findings


def _kind(finding: Finding, findings: Findings) -> Kind:
    word = finding.word
    if finding.rule in TOPIC_RULES:
        return "topic"
    around = (f for f in findings.at(word.sentence) if f is not finding and f.rule not in TOPIC_RULES)
    if any(f.holds(word.start) for f in around):
        return "nested"
    return "aside" if is_restrictive(word, findings.text.sentences[word.sentence].words) else "told"


def _statement(
    finding: Finding, kind: Kind, sentence: Sentence, quotations: Quotations, lexicon: ClaimsLexicon
) -> FoundStatement:
    word, speaker = finding.word, finding.speaker
    cue = lexicon.cues.get((word.lemma, word.pos))
    lemma = speaker.lemma if speaker is not None else ""
    return FoundStatement(
        speaker=speaker,
        speaker_span=speaker_span(speaker, word) if speaker else None,
        cue=(word.start, word.end),
        cue_word=word,
        contents=tuple(sorted(finding.stretches)),
        stance=finding.stance,
        quoted=all(quotations.covers(start, end) for start, end in finding.stretches),
        sentence=sentence,
        kind=kind,
        rule=finding.rule,
        tells=cue is not None and "tells" in cue.frames,
        insists=cue is not None and "insists" in cue.frames,
        by_paper=lemma in lexicon.documents or (lemma, "NOUN") in lexicon.cues,
    )
