"""Has it happened? Reads auxiliaries, adverbs, adjectives, if-clauses and governing verbs off the parse.

The markers are rows of `data/events/modality.csv`: a word, how far it reaches (`self`: what it stands at; `complement`:
the clause or noun it governs; `clause`: the clause it opens) and its effect. The effect `suppress` means that what is
told is no record of its own: a thing asked for, promised or threatened.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from whowhom.data import rows
from whowhom.events.light_verbs import Carried
from whowhom.language import Word

Effect = Literal["actual", "planned", "possible", "negated", "suppress"]
_COMPLEMENT = frozenset({"xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubjpass", "acl", "attr", "appos"})
_CLAUSE_ENDS = frozenset({"relcl", "advcl", "parataxis", "ROOT"})
_UNDER_IF = frozenset({"will", "would", "'ll", "’ll", "'d", "’d"})
_FARTHEST = 8


class Modality:
    def __init__(self, overlay: Path | None = None) -> None:
        self._single: dict[str, dict[str, Effect]] = {"self": {}, "complement": {}, "clause": {}}
        self._several: dict[str, list[tuple[frozenset[str], Effect]]] = {"self": [], "complement": [], "clause": []}
        self._asking: set[str] = set()
        for row in rows("events/modality.csv", overlay, ("word", "scope", "effect")):
            words = [w for w in row["word"].split() if w not in ("be", "to")] or ["be"]
            effect: Effect = row["effect"]  # type: ignore[assignment]
            # a phrasal auxiliary ("be due to") governs an infinitive in the parse
            scope = "complement" if row["kind"] == "aux" and row["word"].endswith(" to") else row["scope"]
            if row["kind"] == "aux" and effect == "suppress":
                self._asking |= set(words[:1])
            if len(words) == 1:
                self._single[scope].setdefault(words[0], effect)
            else:
                self._several[scope].append((frozenset(words), effect))

    def of(self, act: Word, carried: Carried | None, settled: bool) -> Effect:
        """The effect of all markers over an act's trigger. `settled` says that the act is a noun told of as known
        ("its invasion of ..."), which a verb above it does not make undone."""
        effects = set(self._at(act))
        node, known = act, settled
        if carried is not None:
            node, known = carried.verb, False
            effects |= self._at(node) - {"actual"}
            if carried.light.modality:
                effects.add(carried.light.modality)  # type: ignore[arg-type]
        elif act.pos not in ("VERB", "AUX") and act.dep in ("nsubj", "nsubjpass") and act.head is not None:
            effects |= self._at(act.head) - {"actual"}  # "talks will take place", "no talks were held"
        for _ in range(_FARTHEST):
            head = node.head
            if head is None:
                break
            if node.dep == "conj":
                if node.pos == head.pos and not node.child("nsubj", "nsubjpass", "aux"):
                    effects |= self._at(head) - {"negated"}
            elif node.dep in _CLAUSE_ENDS or known:
                if not known or node.dep != "dobj":
                    break
                effects |= {e for e in self._governed(head, node) if e in ("possible", "planned")}
                break
            elif node.dep in _COMPLEMENT:
                effects |= self._governed(head, node)
            elif node.dep in ("prep", "agent"):
                pass
            elif node.dep not in ("aux", "auxpass", "dative"):
                break
            node = head
        return _strongest(effects)

    def asks(self, auxiliary: Word) -> bool:
        """Whether an auxiliary says what somebody should do: "must", "should"."""
        return auxiliary.tag == "MD" and auxiliary.lower in self._asking

    def refuses(self, act: Word) -> bool:
        """Whether an act is refused for the time to come: "will not leave"."""
        return any(c.dep == "aux" and c.lemma in ("will", "would") for c in act.children)

    def _at(self, word: Word) -> set[Effect]:
        """Effects of what stands at the word itself."""
        near = [c for c in word.children if c.dep in ("aux", "auxpass", "neg", "advmod", "amod", "det", "mark", "prep")]
        small = {c.lower for c in near} | {c.lemma for c in near if c.dep in ("amod", "aux", "auxpass")}
        found = {self._single["self"][w] for w in small if w in self._single["self"]}
        found |= {effect for words, effect in self._several["self"] if words <= small}
        clause = {c.lower for c in near if c.dep in ("mark", "advmod", "prep")}
        found |= {self._single["clause"][w] for w in clause if w in self._single["clause"] and _opens(word, w)}
        if word.dep == "pcomp" and word.head is not None and (at := self._single["clause"].get(word.head.lower)):
            found.add(at)
        if "will" in small or small & _UNDER_IF:
            conditions = [c for c in word.children_of("advcl") if any(m.lower in ("if", "unless") for m in c.children)]
            if conditions:
                found.discard("planned")
                found.add("possible")
        return found

    def _governed(self, governor: Word, node: Word) -> set[Effect]:
        """Effects that a governing word has on what stands below it."""
        if governor.lemma == "be":
            infinitive = node.dep == "xcomp" and any(c.tag == "TO" for c in node.children)
            return {"planned"} if infinitive else set()
        small = {c.lower for c in governor.children} | {governor.lemma}
        for words, effect in self._several["complement"]:
            if governor.lemma in words and words <= small:
                return {effect}
        effect_ = self._single["complement"].get(governor.lemma)
        if effect_ is None:
            return self._at(governor) & {"possible"} if node.dep == "xcomp" else set()
        if effect_ in ("planned", "possible", "actual") and any(c.dep == "neg" for c in governor.children):
            return {"negated"} if effect_ != "possible" else {"possible"}
        return {effect_}


def _opens(word: Word, marker: str) -> bool:
    """Whether a marker opens the word's clause, not one that hangs below it."""
    return any(c.lower == marker and c.index < word.index for c in word.children)


def _strongest(effects: set[Effect]) -> Effect:
    for effect in ("suppress", "negated", "possible", "planned"):
        if effect in effects:
            return "possible" if effect == "negated" and "possible" in effects else effect
    return "actual"
