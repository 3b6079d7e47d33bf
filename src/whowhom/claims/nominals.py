"""Nouns, adjectives, adverbs and prepositions that report: "the claim that", "is adamant that", "reportedly"."""

from __future__ import annotations

from whowhom.claims.frames import Finding
from whowhom.claims.lexicon import ClaimsLexicon, Cue
from whowhom.claims.phrases import FINITE, Stretch, before, hull, speaker_of
from whowhom.claims.verbs import NOBODY, has_that
from whowhom.data import settings
from whowhom.language.text import Sentence, Word

_WORDS = settings("claims/words.toml")
_BY_OWNERS = frozenset(_WORDS["owner_prepositions"])
_OWN_WORDS = frozenset(_WORDS["own_words"])


def read_noun(word: Word, cue: Cue, sentence: Sentence, lexicon: ClaimsLexicon) -> Finding | None:
    """A noun of saying: "the claim that", "accusations of", "a promise to", with whose it is."""
    if "sentence" in cue.frames and (found := _in_words(word, sentence, cue)):
        return found
    clause = _clause_of(word, cue)
    content = clause or _phrase_of(word, cue)
    if content is None:
        return None
    if clause is not None and (speaker := _hidden_subject(word)):
        return Finding(word, speaker, [content], cue.stance, "clause")
    if owner := _owner(word, content):
        return Finding(word, owner, [content], cue.stance, "noun")
    use = _uttered(word, lexicon)
    speaker = _not_nobody(speaker_of(word.head)) if use is not None and word.head is not None else None
    rule = "uttered" if clause is not None and speaker is not None else "noun"
    return Finding(word, speaker, [content], "denies" if use == "denies" else cue.stance, rule)


def _hidden_subject(word: Word) -> Word | None:
    """The subject of a verb that the parser took for a noun: "State media report that …"."""
    if word.dep != "ROOT" or word.child("det", "poss") or not word.children:
        return None
    return next((c for c in word.children_of("compound", "nmod", "amod") if c.index == word.index - 1), None)


def _clause_of(word: Word, cue: Cue) -> Stretch | None:
    for child in word.children:
        if child.index < word.index:
            continue
        if child.dep in ("acl", "ccomp", "relcl", "xcomp"):
            if "that" in cue.frames and has_that(child):
                return hull(child.subtree())
            if "infinitive" in cue.frames and child.has_to and child.dep != "relcl":
                return hull(child.subtree())
        if child.dep in ("prep", "agent") and "that" in cue.frames:
            for below in child.subtree():  # "a report by the watchdog that …"
                if below.dep in ("acl", "relcl") and has_that(below):
                    return hull(below.subtree())
    return None


def _phrase_of(word: Word, cue: Cue) -> Stretch | None:
    for child in word.children:
        if child.dep == "prep" and child.lower in cue.preps | cue.topics and (thing := child.child("pobj", "pcomp")):
            return hull(thing.subtree())
    return None


def _owner(word: Word, content: Stretch) -> Word | None:
    """Whose words a noun stands for: the possessor, who it is "by" or "from", or a name before it."""
    if owner := word.child("poss"):
        return owner
    for child in word.children:
        if child.dep in ("prep", "agent") and child.lower in _BY_OWNERS and child.start < content[0]:
            owner = child.child("pobj")
            if owner is not None and owner.end < content[0]:
                return owner
    return next((c for c in word.children if c.dep in ("amod", "compound") and c.tag in ("NNP", "NNPS")), None)


def _uttered(word: Word, lexicon: ClaimsLexicon) -> str | None:
    """The use of a verb that utters or denies the noun: "made the claim that", "rejected reports that"."""
    verb = word.head
    if verb is None or word.dep != "dobj" or verb.tag == "VB" or any(c.dep == "neg" for c in verb.children):
        return None
    return lexicon.light_verbs.get(verb.lemma)


def _in_words(word: Word, sentence: Sentence, cue: Cue) -> Finding | None:
    """ "in the mayor's words", "in the view of the court": the rest of the sentence."""
    preposition = word.head
    if preposition is None or word.dep != "pobj" or preposition.lower not in ("in", "by"):
        return None
    of = next((c for c in word.children if c.dep == "prep" and c.lower == "of"), None)
    speaker = word.child("poss") or (of.child("pobj") if of is not None else None)
    if speaker is None or speaker.lower in _OWN_WORDS or word.child("compound", "amod"):
        return None
    first = min(w.index for w in preposition.subtree())
    mark = before(sentence, first)
    if first > 1 and (mark is None or mark.text != ","):
        return None
    end = max([word.index, *(w.index for w in (of.subtree() if of is not None else ()))])
    stretches = _rest([w for w in preposition.subtree() if w.index <= end], sentence)
    return Finding(word, speaker, stretches, cue.stance, "in words") if stretches else None


def _not_nobody(word: Word | None) -> Word | None:
    return word if word is not None and word.lower not in NOBODY else None


def read_adjective(word: Word, cue: Cue) -> Finding | None:
    """ "is confident that", "was adamant that": the subject of the verb speaks."""
    if word.dep not in ("acomp", "oprd", "advcl", "ROOT", "conj", "ccomp") or word.head is None:
        return None
    speaker = _not_nobody(speaker_of(word.head))
    if speaker is None or speaker.lower == "it" or any(c.dep == "neg" for c in word.head.children):
        return None
    for child in word.children:
        wanted = "infinitive" if child.has_to else "that"
        if child.dep in ("ccomp", "xcomp") and child.index > word.index and wanted in cue.frames:
            return Finding(word, speaker, [hull(child.subtree())], cue.stance, "adjective")
        if child.dep == "prep" and child.lower in cue.preps | cue.topics and (thing := child.child("pobj", "pcomp")):
            return Finding(word, speaker, [hull(thing.subtree())], cue.stance, "adjective")
    return None


def read_adverb(word: Word, cue: Cue) -> Finding | None:
    """ "reportedly": the clause that it stands in, said by nobody named."""
    verb = word.head
    if word.dep != "advmod" or verb is None:
        return None
    clause = verb if verb.pos in ("VERB", "AUX") else next((a for a in verb.ancestors() if a.pos == "VERB"), verb)
    words = [w for child in clause.children if child.dep not in ("conj", "cc", "punct") for w in child.subtree()]
    return Finding(word, None, [hull([clause, *words])], cue.stance, "adverb")


def read_preposition(word: Word, sentence: Sentence, cue: Cue) -> Finding | None:
    """ "according to X", "per X": the rest of its sentence."""
    to = word.child("prep", "pcomp")
    holder = to if to is not None and word.lower == "according" else word
    speaker = holder.child("pobj")
    if speaker is None or (to is None and word.lower == "according"):
        return None
    phrase = list(word.subtree())
    stretches = _own_clause(word, phrase, sentence) or _rest(phrase, sentence)
    return Finding(word, speaker, stretches, cue.stance, "according") if stretches else None


def _own_clause(word: Word, phrase: list[Word], sentence: Sentence) -> list[Stretch]:
    """The clause alone that a phrase in the middle of a sentence stands in: "boats which, according to X, sank"; "it
    built a port, bought planes, according to X, sent troops and …"."""
    verb = word.head
    if verb is None or verb.pos != "VERB" or verb.dep not in ("relcl", "acl", "conj", "advcl") or word.index < 3:
        return []
    last = max(w.index for w in phrase)
    if len([w for w in sentence.words[last + 1 :] if w.pos != "PUNCT"]) < 4:
        return []
    others = {w for c in verb.children if c.dep in ("conj", "cc") and c.index > last for w in c.subtree()}
    own = [w for w in verb.subtree() if w not in phrase and w not in others and w.pos != "PUNCT"]
    parts = [w for w in own if w.index < word.index], [w for w in own if w.index > last]
    return [hull(part) for part in parts if part]


def _rest(phrase: list[Word], sentence: Sentence) -> list[Stretch]:
    """What a phrase at the beginning, at the end or between commas of a sentence speaks of."""
    first, last = min(w.index for w in phrase), max(w.index for w in phrase)
    left = [w for w in sentence.words[:first] if w.pos != "PUNCT"]
    right = [w for w in sentence.words[last + 1 :] if w.pos != "PUNCT"]
    mark = before(sentence, first)
    if left and right and mark is not None and mark.text == "," and left[-1].tag in FINITE:
        return [(sentence.start, left[-1].end), hull(right)]  # "The army was, in her words, a mob"
    if len(left) > 2 and (len(right) < 4 or (mark is not None and mark.text == ",")):
        return [(sentence.start, left[-1].end)]
    return [hull(right)] if right else []
