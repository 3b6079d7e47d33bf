"""Whose words a quotation holds where grammar alone does not tell: cues beside it, the sentence before or after."""

from __future__ import annotations

from itertools import pairwise

from whowhom.claims.frames import Finding, Findings
from whowhom.claims.lexicon import ClaimsLexicon
from whowhom.claims.phrases import FINITE, is_quote_mark, speaker_of
from whowhom.claims.quotes import Quotation, Quotations
from whowhom.claims.trailing import has_hearer
from whowhom.claims.verbs import NOBODY, stance_of
from whowhom.data import settings
from whowhom.language.text import Sentence, Text, Word

_WORDS = settings("claims/words.toml")
_PERSONS = frozenset(_WORDS["persons"])
_SPOKESPERSONS = frozenset(_WORDS["spokespersons"])
_SCENE = 14  # words of a sentence that only brings a speaker on
_NEAR = 14  # words between a quotation and its cue


def attribute_quotations(findings: Findings, lexicon: ClaimsLexicon, quotations: Quotations) -> None:
    """Adds to the findings those that only quotation marks tell of; a quotation that goes on where another of the
    same speaker ended lengthens that one."""
    text = findings.text
    by_word = {f.word: f for f in findings.all}
    for last, quotation in zip([None, *quotations.speech], quotations.speech, strict=False):
        if _owner(quotation, findings) is not None:
            continue
        word = _beside(quotation, text, lexicon, quotations)
        if word is not None:
            if (known := by_word.get(word)) is not None:
                findings.lengthen(known, quotation.start, quotation.end)
            elif (found := _new(word, quotation, lexicon)) is not None:
                by_word[word] = found
                findings.put(found)
        elif (scene := _scene(quotation, findings)) is not None:
            findings.put(scene)
        elif (previous := _before(quotation, findings)) is not None:
            _go_on(previous, quotation, findings, opens_on=last is not None and last.open)
    _lead_ins(findings, quotations)


def _go_on(previous: Finding, quotation: Quotation, findings: Findings, opens_on: bool) -> None:
    """Lengthens a statement by the quotation that follows it in its paragraph, or, where the quotation before was
    left open, in the next; else the quotation is a statement of its own by the same speaker."""
    same = _paragraph(quotation.start, findings.text) == _paragraph(previous.end - 1, findings.text)
    if same or opens_on or previous.rule == "continued":
        findings.lengthen(previous, quotation.start, quotation.end)
    else:
        stretches = [(quotation.start, quotation.end)]
        findings.put(Finding(previous.word, previous.speaker, stretches, previous.stance, "continued"))


def _lead_ins(findings: Findings, quotations: Quotations) -> None:
    """Paragraphs of one speech whose speaker is named only in the last of them."""
    for quotation, following in reversed(list(pairwise(quotations.speech))):
        if quotation.open and _owner(quotation, findings) is None:
            owner = _owner(following, findings)
            if owner is not None:
                findings.lengthen(owner, quotation.start, quotation.end)


def _new(word: Word, quotation: Quotation, lexicon: ClaimsLexicon) -> Finding | None:
    speaker, stance = speaker_of(word), stance_of(word, lexicon.cues[word.lemma, word.pos], lexicon)
    if speaker is None or stance is None or speaker.lower in NOBODY:
        return None
    return Finding(word, speaker, [(quotation.start, quotation.end)], stance, "beside")


def _scene(quotation: Quotation, findings: Findings) -> Finding | None:
    """The short sentence before a quotation that brings its speaker on: "The mayor was blunt. “No.”"."""
    text = findings.text
    sentence = text.sentence_at(quotation.start)
    if sentence is None or sentence.index == 0 or not _alone(quotation, text):
        return None
    scene = text.sentences[sentence.index - 1]
    if scene.paragraph != sentence.paragraph or not 2 < len(scene.words) <= _SCENE or not scene.roots:
        return None
    root = scene.roots[0]
    subject = root.child("nsubj")
    if subject is None or subject.lower in NOBODY or root.tag not in FINITE or not _is_person(subject):
        return None
    if findings.at(scene.index):
        return None
    return Finding(root, subject, [(quotation.start, quotation.end)], "asserts", "scene")


def _is_person(word: Word) -> bool:
    return word.pos == "PROPN" or word.lower in _PERSONS or word.lemma in _SPOKESPERSONS


def _paragraph(offset: int, text: Text) -> int:
    sentence = text.sentence_at(offset)
    return sentence.paragraph if sentence is not None else -1


def _owner(quotation: Quotation, findings: Findings) -> Finding | None:
    """The finding whose content holds the quotation."""
    sentence = findings.text.sentence_at(quotation.start)
    for finding in findings.at(sentence.index) if sentence is not None else ():
        if any(s <= quotation.inner_start + 1 and quotation.inner_end - 1 <= e for s, e in finding.stretches):
            return finding
    return None


def _before(quotation: Quotation, findings: Findings) -> Finding | None:
    """The statement that a quotation goes on with, filling the next sentence or sentences after it."""
    text = findings.text
    sentence = text.sentence_at(quotation.start)
    if sentence is None or not _alone(quotation, text):
        return None
    near = findings.at(sentence.index - 1)
    last = [f for f in near if f.speaker is not None and _last_sentence(f, text) == sentence.index - 1]
    # the leading statement of a sentence goes on, not "adding that …" at its end
    return min(last, key=lambda f: (f.word.dep in ("advcl", "conj", "relcl", "acl"), f.start), default=None)


def _last_sentence(finding: Finding, text: Text) -> int:
    last = text.sentence_at(finding.end - 1)
    return max(finding.word.sentence, last.index if last is not None else 0)


def _alone(quotation: Quotation, text: Text) -> bool:
    """Whether the quotation fills its sentences: nothing but marks stands beside it."""
    first, last = text.sentence_at(quotation.start), text.sentence_at(quotation.end - 1)
    if first is None or last is None:
        return False
    around = text.report.text[first.start : quotation.start] + text.report.text[quotation.end : last.end]
    return not any(c.isalnum() for c in around)


def _beside(quotation: Quotation, text: Text, lexicon: ClaimsLexicon, quotations: Quotations) -> Word | None:
    """A cue next to the quotation: "X said: “…”", "“…,” said X", "“…!” X said." (a sentence of its own)."""
    last = text.sentence_at(quotation.end - 1)
    first = text.sentence_at(quotation.start)
    if last is not None and (word := _cue_after(last, quotation, lexicon, quotations)) is not None:
        return word
    if first is not None and (word := _cue_before(first, quotation, lexicon, quotations)) is not None:
        return word
    if first is not None and _alone(quotation, text) and first.index > 0:
        lead = text.sentences[first.index - 1]  # "The premier said:", and the quotation on the next line
        if lead.text.rstrip()[-1:] == ":" and (word := _cue_before(lead, quotation, lexicon, quotations)) is not None:
            return word
    if last is not None and _alone(quotation, text) and last.index + 1 < len(text.sentences):
        following = text.sentences[last.index + 1]
        if following.paragraph == last.paragraph and text.report.text[quotation.inner_end - 1] in "?!…":
            return _cue_after(following, quotation, lexicon, quotations)
    return None


def _cue_after(sentence: Sentence, quotation: Quotation, lexicon: ClaimsLexicon, quotations: Quotations) -> Word | None:
    """The first verb after the quotation, if it is a cue."""
    words = [w for w in sentence.words if w.start >= quotation.end and not is_quote_mark(w)]
    for word in words[:_NEAR]:
        if quotations.in_speech(word.start):
            return None
        if _reports(word, lexicon):
            return None if _takes_other(word) else word
        if word.tag in FINITE and word.dep not in ("aux", "auxpass"):
            return _as_saying(word, lexicon)
    return None


def _takes_other(word: Word) -> bool:
    """Whether a verb has a content of its own after it."""
    return any(c.dep in ("ccomp", "dobj") and c.index > word.index and not has_hearer(word) for c in word.children)


def _as_saying(word: Word, lexicon: ClaimsLexicon) -> Word | None:
    """The cue in "the paper quoted the minister as saying"."""
    for head in (word, *word.children_of("dobj", "nsubjpass")):
        for child in head.children:
            if child.lower == "as" and (saying := child.child("pcomp")) is not None and _reports(saying, lexicon):
                return saying
    return None


def _cue_before(
    sentence: Sentence, quotation: Quotation, lexicon: ClaimsLexicon, quotations: Quotations
) -> Word | None:
    """The last verb before the quotation, if it is a cue and the quotation is set off by a colon or comma or follows
    it at once."""
    words = [w for w in sentence.words if w.end <= quotation.start and not is_quote_mark(w)]
    if not words or quotations.in_speech(words[-1].start):
        return None
    set_off = words[-1].text in (",", ":")
    for word in reversed(words[-_NEAR:]):
        if _reports(word, lexicon):
            return word if set_off or word is words[-1] or word.child("ccomp", "dobj") is not None else None
        if word.tag in FINITE and word.dep not in ("aux", "auxpass"):
            return None
    return None


def _reports(word: Word, lexicon: ClaimsLexicon) -> bool:
    cue = lexicon.cues.get((word.lemma, word.pos))
    return cue is not None and cue.pos == "VERB" and bool(cue.frames & {"clause", "quote"})
