"""Whose words a quotation holds where grammar alone does not tell: cues beside it, the sentence before, the paragraph."""

from __future__ import annotations

from whowhom.claims.frames import Finding
from whowhom.claims.lexicon import ClaimsLexicon
from whowhom.claims.phrases import is_quote_mark, speaker_of
from whowhom.claims.quotes import Quotation, Quotations
from whowhom.language.text import Sentence, Text, Word

_NEAR = 12  # words between a quotation and its cue


def attribute_quotations(
    findings: list[Finding], text: Text, lexicon: ClaimsLexicon, quotations: Quotations
) -> list[Finding]:
    """The findings, with those added that only quotation marks tell of; a quotation that goes on where another
    of the same speaker ended lengthens it."""
    findings = list(findings)
    by_word = {f.word: f for f in findings}
    for quotation in quotations.speech:
        if _owner(findings, quotation) is not None:
            continue
        word = _beside(quotation, text, lexicon, quotations)
        if word is not None and (known := by_word.get(word)) is not None:
            known.content = _joined(known, quotation)
        elif word is not None:
            stance = lexicon.cues[word.lemma, word.pos].stance
            found = Finding(word, speaker_of(word), (quotation.start, quotation.end), stance, "beside")
            by_word[word] = found
            findings.append(found)
        elif (previous := _before(findings, quotation, text)) is not None:
            previous.content = _joined(previous, quotation)
    return findings


def _joined(finding: Finding, quotation: Quotation) -> tuple[int, int]:
    return min(finding.content[0], quotation.start), max(finding.content[1], quotation.end)


def _owner(findings: list[Finding], quotation: Quotation) -> Finding | None:
    """The finding whose content holds (most of) the quotation."""
    for finding in findings:
        start, end = finding.content
        if start <= quotation.inner_start + 1 and quotation.inner_end - 1 <= end:
            return finding
    return None


def _before(findings: list[Finding], quotation: Quotation, text: Text) -> Finding | None:
    """The statement that a quotation goes on with, filling the next sentence or sentences after it."""
    sentence = text.sentence_at(quotation.start)
    if sentence is None or not _alone(quotation, text):
        return None
    last = [f for f in findings if f.speaker is not None and _last_sentence(f, text) == sentence.index - 1]
    return max(last, key=lambda f: f.content[1] - f.content[0], default=None)


def _last_sentence(finding: Finding, text: Text) -> int:
    last = text.sentence_at(finding.content[1] - 1)
    return max(finding.word.sentence, last.index if last is not None else 0)


def _alone(quotation: Quotation, text: Text) -> bool:
    """Whether the quotation fills its sentences: nothing but marks stands beside it."""
    first, last = text.sentence_at(quotation.start), text.sentence_at(quotation.end - 1)
    if first is None or last is None:
        return False
    around = text.report.text[first.start : quotation.start] + text.report.text[quotation.end : last.end]
    return not any(c.isalnum() for c in around)


def _beside(quotation: Quotation, text: Text, lexicon: ClaimsLexicon, quotations: Quotations) -> Word | None:
    """A cue next to the quotation in its own sentences: "X said: “…”", "“…,” said X"."""
    last = text.sentence_at(quotation.end - 1)
    first = text.sentence_at(quotation.start)
    for sentence, after in ((last, True), (first, False)):
        if sentence is None or not sentence.words:
            continue
        if after:
            words = [w for w in sentence.words if w.start >= quotation.end and not is_quote_mark(w)]
        else:
            words = [w for w in reversed(sentence.words) if w.end <= quotation.start and not is_quote_mark(w)]
        word = _cue_among(words[:_NEAR], lexicon)
        if word is not None and not quotations.in_speech(word.start):
            return word
    return None


def _cue_among(words: list[Word], lexicon: ClaimsLexicon) -> Word | None:
    for word in words:
        cue = lexicon.cues.get((word.lemma, word.pos))
        if cue is not None and cue.pos == "VERB" and cue.frames & {"clause", "quote"}:
            return word
        if word.text in (".", ";"):
            return None
    return None
