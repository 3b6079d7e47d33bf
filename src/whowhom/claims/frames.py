"""How a cue takes its content: clauses after it and before it, infinitives, objects, prepositional phrases."""

from __future__ import annotations

from dataclasses import dataclass

from whowhom.claims.lexicon import ClaimsLexicon, Cue
from whowhom.claims.phrases import Stretch, before, hull, noun_phrase, speaker_of
from whowhom.claims.quotes import Quotations
from whowhom.language.text import Sentence, Word
from whowhom.records import Stance


_STOPS = frozenset({",", "?", "!", "-", "--", "—", "–", "…", "..."})
_NOBODY = frozenset({"i", "we", "you", "it's", "one"})  # the writer and the reader are no speakers of the report
_TELL = frozenset({"tell", "inform", "remind", "assure"})


@dataclass(slots=True)
class Finding:
    """A cue with what grammar gives it, before quotations are looked at."""

    word: Word
    speaker: Word | None
    content: Stretch
    stance: Stance
    rule: str


def read_sentence(sentence: Sentence, lexicon: ClaimsLexicon, quotations: Quotations) -> list[Finding]:
    """What every cue of a sentence reports; what a quotation reports in its turn is left to the quoted speaker."""
    findings = []
    for word in sentence.words:
        cue = lexicon.cues.get((word.lemma, word.pos))
        according = word.lower == "according"
        if (cue is None and not according) or quotations.in_speech(word.start):
            continue
        finding: Finding | None = None
        if according:
            finding = read_according(word, sentence, "asserts")
        elif cue is not None:
            finding = _read(word, cue, sentence, lexicon)
        if finding is not None:
            findings.append(finding)
    return findings


def _read(word: Word, cue: Cue, sentence: Sentence, lexicon: ClaimsLexicon) -> Finding | None:
    match cue.pos:
        case "VERB":
            return read_verb(word, cue, sentence)
        case "NOUN":
            return read_noun(word, cue, lexicon.light_verbs)
        case "ADJ":
            return read_adjective(word, cue)
        case _:
            return read_adverb(word, cue)


def read_verb(word: Word, cue: Cue, sentence: Sentence) -> Finding | None:
    """A verb of saying, thinking, finding with its content, by the first of its frames that fits."""
    stance = _stance(word, cue)
    if stance is None:
        return None
    speaker = speaker_of(word)
    passive = word.child("nsubjpass")
    if passive is not None and not word.child("nsubj"):
        if "raised" in cue.frames and (found := _raised(word, passive)):
            return Finding(word, speaker, found, stance, "raised")
    if speaker is None or speaker.lower in _NOBODY:
        return None
    stretch, rule = _content(word, cue, speaker, sentence)
    return Finding(word, speaker, stretch, stance, rule) if stretch else None


def _stance(word: Word, cue: Cue) -> Stance | None:
    """The stance of a cue that is really used: None for what is not said ("to say", "would say", "did not say")."""
    auxiliaries = [c for c in word.children if c.dep in ("aux", "neg")]
    if any(c.dep == "neg" for c in auxiliaries):
        return "denies" if "negated" in cue.frames else None
    if word.tag == "VB" and not any(c.lemma == "do" for c in auxiliaries):
        return None
    return cue.stance


def _content(word: Word, cue: Cue, speaker: Word | None, sentence: Sentence) -> tuple[Stretch | None, str]:
    frames = cue.frames
    if frames & {"clause", "that"} and (clause := _clause_after(word)):
        return clause, "clause"
    if "as" in frames and (found := _as(word)):
        return found, "as"
    if "clause" in frames and speaker is not None and (found := trailing(word, speaker, sentence)):
        return found, "trailing"
    if "person_infinitive" in frames and (found := _person_infinitive(word)):
        return found, "person"
    if "infinitive" in frames and (goal := word.child("xcomp")) and goal.index > word.index:
        return _from(word, goal), "infinitive"
    for preposition in word.children:
        if preposition.dep in ("prep", "prt") and preposition.lower in cue.preps and preposition.index > word.index:
            if target := preposition.child("pobj", "pcomp", "prep"):
                return hull(target.subtree()), "prep"
    for clause in word.children:  # "called for the army to leave"
        if clause.dep in ("advcl", "ccomp", "xcomp") and clause.index > word.index:
            if any(c.dep in ("mark", "prep") and c.lower in cue.preps for c in clause.children):
                return _from(word, clause), "prep"
    if "object" in frames and (thing := word.child("dobj")) and thing.index > word.index:
        return hull(thing.subtree()), "object"
    return None, ""


def _clause_after(word: Word) -> Stretch | None:
    for child in word.children:
        if child.index > word.index and (child.dep == "ccomp" or (child.dep == "advcl" and _asks(child))):
            return _from(word, child)
    # "said in a statement that …": the parser hangs the clause on the last noun before it
    for child in word.children:
        if child.index > word.index and child.dep in ("prep", "dobj", "npadvmod", "dative", "advcl", "xcomp"):
            for below in sorted(child.subtree(), key=lambda w: w.index):
                if below.dep in ("acl", "relcl", "ccomp", "advcl") and _that(below) and below.head is not child.head:
                    return hull(below.subtree())
    return None


def _asks(clause: Word) -> bool:
    return any(c.tag in ("WRB", "WP") for c in clause.children)


def _that(clause: Word) -> bool:
    return any(c.dep == "mark" and c.lower == "that" for c in clause.children)


def _from(word: Word, clause: Word) -> Stretch:
    """The part of a clause that stands after the cue."""
    return hull(w for w in clause.subtree() if w.index > word.index)


def _raised(word: Word, passive: Word) -> Stretch | None:
    """ "She is said to have left", "was quoted as saying": the subject belongs to the content."""
    goal = word.child("xcomp")
    if goal is not None and goal.index > word.index:
        return hull([*passive.subtree(), *_after(word, goal)])
    return None


def _after(word: Word, clause: Word) -> list[Word]:
    return [w for w in clause.subtree() if w.index > word.index]


def _as(word: Word) -> Stretch | None:
    """ "called the plan a fraud", "described the plan as a fraud": the thing and what it is called."""
    thing = word.child("dobj", "ccomp", "oprd")
    if thing is None or thing.index < word.index:
        return None
    parts = [c for c in word.children if c.index > word.index and c.dep in ("dobj", "ccomp", "oprd", "xcomp")]
    naming = [c for c in word.children if c.dep == "prep" and c.lower == "as"]
    naming += [c for c in thing.children if c.dep == "prep" and c.lower == "as"]
    if not naming and thing.dep == "dobj" and len(parts) < 2:
        return None
    return hull(w for part in (*parts, *naming) for w in part.subtree() if w.index > word.index)


def _person_infinitive(word: Word) -> Stretch | None:
    """ "urged the rebels to stop": the rebels to stop."""
    goal = word.child("xcomp", "ccomp")
    if goal is None or goal.index < word.index or not any(c.dep == "aux" and c.tag == "TO" for c in goal.children):
        return None
    person = word.child("dobj")
    words = [w for w in goal.subtree() if w.index > word.index]
    return hull([*words, *(person.subtree() if person is not None else ())])


def trailing(word: Word, speaker: Word, sentence: Sentence) -> Stretch | None:
    """ "The war is over, she said." and "The war, she said, is over.": what stands before, or around, the cue.

    The parser may take either verb for the head, so the commas decide.
    """
    clause = _clause_before(word)
    if clause is None or any(
        c.dep == "dobj" and c.index > word.index and word.lemma not in _TELL for c in word.children
    ):
        return None
    first = min(word.start, noun_phrase(speaker)[0])
    index = next(w.index for w in sentence.words if w.start >= first)
    mark = before(sentence, index)
    if mark is None or mark.text not in _STOPS or clause.index > index:
        return None
    start, end = sentence.start, mark.end
    if word.head is clause:  # the cue stands inside the clause that it reports
        last = max(w.index for w in word.subtree())
        rest = [w for w in clause.subtree() if w.index > last and w.pos != "PUNCT"]
        end = max(w.end for w in rest) if len(rest) > 2 else end
    return start, end


def _clause_before(word: Word) -> Word | None:
    """The verb of the clause before the cue that may be its content."""
    for child in word.children:
        if child.index < word.index and child.dep in ("ccomp", "parataxis", "dep", "csubj"):
            return child
    if word.dep in ("ccomp", "parataxis", "dep", "advcl") and word.head is not None and word.head.index < word.index:
        if word.dep != "advcl" or any(c.dep == "mark" and c.lower == "as" for c in word.children):
            return word.head
    if word.dep in ("ccomp", "parataxis") and word.head is not None and word.child("nsubj"):
        return (
            word.head
            if any(w.dep in ("nsubj", "nsubjpass") and w.index < word.index for w in word.head.children)
            else None
        )
    return None


def read_noun(word: Word, cue: Cue, light_verbs: frozenset[str]) -> Finding | None:
    """A noun of saying: "the claim that", "accusations of", "a promise to", with whose it is."""
    content = _noun_content(word, cue)
    if content is None:
        return None
    return Finding(word, _owner(word, light_verbs), content, cue.stance, "noun")


def _noun_content(word: Word, cue: Cue) -> Stretch | None:
    for child in word.children:
        if child.index < word.index:
            continue
        to = any(c.dep == "aux" and c.tag == "TO" for c in child.children)
        if child.dep in ("acl", "ccomp", "relcl") and "that" in cue.frames and not to:
            if _that(child):
                return hull(child.subtree())
        if child.dep in ("acl", "xcomp", "relcl") and "infinitive" in cue.frames and to:
            return hull(child.subtree())
    for child in word.children:
        if child.dep == "prep" and child.lower in cue.preps and (thing := child.child("pobj", "pcomp")):
            return hull(thing.subtree())
    return None


def _owner(word: Word, light_verbs: frozenset[str]) -> Word | None:
    if owner := word.child("poss"):
        return owner
    for preposition in word.children_of("prep", "agent"):
        if preposition.lower in ("by", "from", "among") and (owner := preposition.child("pobj")):
            return owner
    verb = word.head
    if word.dep in ("dobj", "attr") and verb is not None and (verb.lemma in light_verbs or word.dep == "attr"):
        return speaker_of(verb) if verb.child("nsubj") is not word else None
    return None


def read_adjective(word: Word, cue: Cue) -> Finding | None:
    """ "is confident that", "was adamant that": the subject of the verb speaks."""
    verb = word.head
    if word.dep not in ("acomp", "oprd", "advcl", "ROOT", "conj", "ccomp") or verb is None:
        return None
    speaker = speaker_of(verb)
    if speaker is None or (speaker.lower == "it"):
        return None
    for child in word.children:
        to = any(c.dep == "aux" and c.tag == "TO" for c in child.children)
        if child.dep in ("ccomp", "xcomp") and child.index > word.index:
            if ("infinitive" if to else "that") in cue.frames:
                return Finding(word, speaker, hull(child.subtree()), cue.stance, "adj")
        if child.dep == "prep" and child.lower in cue.preps and (thing := child.child("pobj", "pcomp")):
            return Finding(word, speaker, hull(thing.subtree()), cue.stance, "adj")
    return None


def read_adverb(word: Word, cue: Cue) -> Finding | None:
    """ "reportedly": the clause that it stands in, said by nobody named."""
    verb = word.head
    if word.dep != "advmod" or verb is None:
        return None
    clause = verb if verb.pos in ("VERB", "AUX") else next((a for a in verb.ancestors() if a.pos == "VERB"), verb)
    words = [w for child in clause.children if child.dep not in ("conj", "cc", "punct") for w in child.subtree()]
    return Finding(word, None, hull([clause, *words]), cue.stance, "adverb")


def read_according(word: Word, sentence: Sentence, stance: Stance) -> Finding | None:
    """ "according to X": the rest of its sentence."""
    to = word.child("prep", "pcomp")
    speaker = (to.child("pobj") if to is not None else None) or word.child("pobj")
    if speaker is None or (to is None and word.lower == "according"):
        return None
    own = list(word.subtree())
    first, last = min(own, key=lambda w: w.index), max(own, key=lambda w: w.index)
    words = sentence.words
    left = [w for w in words[: first.index] if w.pos != "PUNCT"]
    right = [w for w in words[last.index + 1 :] if w.pos != "PUNCT"]
    mark = before(sentence, first.index)
    if len(left) > 2 and (len(right) < 4 or (mark is not None and mark.text == ",")):
        return Finding(word, speaker, (sentence.start, left[-1].end), stance, "according")
    if right:
        return Finding(word, speaker, (right[0].start, right[-1].end), stance, "according")
    return None
