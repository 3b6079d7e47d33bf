"""Has it happened? Reads auxiliaries, adverbs, adjectives, if-clauses and governing verbs off the parse.

The markers are rows of `data/events/modality.csv`: a word, how far it reaches (`self`: what it stands at; `complement`:
the clause or noun it governs; `clause`: the clause it opens; `purpose`: what it is done for) and its effect. The effect
`suppress` means that what is told is no record of its own: a thing asked for, promised or threatened.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from whowhom.data import rows, settings
from whowhom.events.light_verbs import Carried
from whowhom.events.predicates import is_command
from whowhom.language import Word

Effect = Literal["actual", "planned", "possible", "negated", "suppress"]
_SCOPES = ("self", "complement", "clause", "purpose")
_EFFECTS = ("actual", "planned", "possible", "negated", "suppress")
_COMPLEMENT = frozenset({"xcomp", "ccomp", "dobj", "nsubjpass", "acl", "attr", "appos", "acomp", "oprd"})
_CLAUSE_ENDS = frozenset({"relcl", "advcl", "parataxis", "ROOT"})
_WORDS = settings("events/words.toml")
_FUTURE = frozenset(_WORDS["future"])
_IF = frozenset(_WORDS["conditional"])
_INVERTED = frozenset(_WORDS["inverted"])
_ABOUT = frozenset(_WORDS["about_prepositions"])
_AIM = frozenset(_WORDS["aim_prepositions"])
_WITHIN = frozenset(_WORDS["within_prepositions"]) | _ABOUT | _AIM
_FARTHEST = 8


def is_future(verb: Word) -> bool:
    """Whether somebody says that an act will, or will not, be done: "will not leave"."""
    return any(c.dep == "aux" and c.lemma in _FUTURE for c in verb.children)


class Modality:
    def __init__(self, overlay: Path | None = None) -> None:
        self._single: dict[str, dict[str, Effect]] = {scope: {} for scope in _SCOPES}
        self._several: dict[str, list[tuple[frozenset[str], Effect]]] = {scope: [] for scope in _SCOPES}
        self._asking: set[str] = set()
        for row in rows("events/modality.csv", overlay, ("word", "kind", "scope", "effect")):
            words = [w for w in row["word"].split() if w not in ("be", "to")] or ["be"]
            effect: Effect = row.one_of("effect", _EFFECTS)  # type: ignore[assignment]
            scope, is_aux = row.one_of("scope", _SCOPES), row["kind"] == "aux"
            if is_aux and row["word"].endswith(" to"):  # "be due to" governs an infinitive in the parse
                scope = "complement"
            if is_aux and effect == "suppress":
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
        return _strongest(effects | self._above(act, node, known))

    def _above(self, act: Word, node: Word, known: bool) -> set[Effect]:
        """Effects of what governs the act, from `node` (its own word, or the light verb that carries it) upwards."""
        effects: set[Effect] = set()
        for _ in range(_FARTHEST):
            head = node.head
            if head is None:
                break
            if node.dep == "conj":
                if node.pos == head.pos and not node.child("nsubj", "nsubjpass", "aux"):
                    effects |= self._at(head) - {"negated"}
            elif node.dep in _CLAUSE_ENDS or known:
                if known and node.dep == "dobj" and head.lemma in self._single["complement"]:
                    effects |= self._governed(head, node) & {"possible", "planned"}
                elif node.dep == "advcl" and node.has_to and (aim := self._single["purpose"].get(head.lemma)):
                    effects.add(aim)  # "travelled there to sign the treaty"
                elif node.dep == "advcl" and node.has_to and "negated" in self._at(head):
                    effects.add("suppress")  # "will not bow to an order to arrest him"
                elif node.dep == "advcl" and node.has_to and head.lemma in self._single["complement"]:
                    effects |= self._governed(head, node)  # "needed to sign": the parser takes it for a purpose
                elif node.dep == "relcl" and any(c.lower == "any" for c in head.children):
                    effects.add("possible")  # "any ships that attack"
                break
            elif node.dep in _COMPLEMENT:
                governed = self._governed(head, node) if node.dep != "acl" or node.tag != "VBG" else set()
                effects |= governed
                if node.dep == "acl" and head.pos == "NOUN":
                    # "blocked an order to close it": what becomes of the order is another matter
                    return effects | (self._at(head) & {"negated", "possible"})
                if node is act and node.pos == "NOUN" and "actual" in governed:
                    break  # "failed to stop the raids": there were raids
                if node is act and node.dep == "dobj" and not governed and _is_somebodys(node):
                    break  # "is to counter Iranian raids": there were raids
            elif node.dep in ("pobj", "pcomp"):
                governed = self._under(head, node) if head.lower in _WITHIN else set()
                effects |= governed
                is_reason = node.dep == "pcomp" and head.lower == "for" and not governed
                if head.lower not in _WITHIN or is_reason:
                    if node is act and node.dep == "pobj" and self._single["clause"].get(head.lower) == "negated":
                        effects.add("suppress")  # "cannot last without aid from the king"
                    break
            elif node.dep not in ("aux", "auxpass", "dative", "prep", "agent"):
                break
            node = head
        return effects

    def asks(self, word: Word) -> bool:
        """Whether a word says what somebody should do: "must", "should", "need to", "have to"."""
        if word.dep == "aux":
            is_condition = word.head is not None and _is_inverted(word.head)
            return word.tag == "MD" and word.lower in self._asking and not is_condition
        goal = word.child("xcomp")
        if goal is None or not goal.has_to or word.pos != "VERB" or word.child("neg", "dobj"):
            return False
        is_open = word.tag in ("VBZ", "VBP") or any(c.lower in _FUTURE for c in word.children)
        return word.lemma == "need" or (word.lemma == "have" and is_open)

    def is_order(self, word: Word) -> bool:
        """Whether a verb makes what stands below it planned: an order, not an appeal."""
        return self._single["complement"].get(word.lemma) == "planned"

    def is_none(self, thing: Word) -> bool:
        """Whether there is none of what a noun names: "no concessions", "neither Minsk nor Riga"."""
        return thing.pos in ("NOUN", "PROPN") and any(
            c.dep == "det" and self._single["self"].get(c.lower) == "negated" for c in thing.children
        )

    def is_wished(self, act: Word) -> bool:
        """Whether somebody wants another to do an act: "wants the army *to leave*"."""
        return act.dep == "ccomp" and act.has_to and act.child("nsubj") is not None

    def is_voted(self, act: Word) -> bool:
        """Whether a body decides an act by a vote: "voted *to ratify* the treaty"."""
        return act.has_to and act.head is not None and act.head.lemma == "vote"

    def _at(self, word: Word) -> set[Effect]:
        """Effects of what stands at the word itself."""
        near = [c for c in word.children if c.dep in ("aux", "auxpass", "neg", "advmod", "amod", "det", "mark", "prep")]
        small = {c.lower for c in near} | {c.lemma for c in near if c.dep in ("amod", "aux", "auxpass")}
        small |= {c.lower for passive in word.children_of("auxpass") for c in passive.children_of("aux")}
        found = {self._single["self"][w] for w in small if w in self._single["self"]}
        found |= {effect for words, effect in self._several["self"] if words <= small}
        clause = {c.lower for c in near if c.dep in ("mark", "advmod", "prep")}
        found |= {self._single["clause"][w] for w in clause if w in self._single["clause"] and _opens(word, w)}
        if word.dep == "pcomp" and word.head is not None and (at := self._single["clause"].get(word.head.lower)):
            found.add(at)
        if is_command(word):
            found.add("suppress")
        if _is_inverted(word):
            return found - {"suppress", "planned"} | {"possible"}
        conditions = word.children_of("advcl", "prep")
        refuses = "will" in small and word.child("neg") is not None  # "will not leave if asked" refuses all the same
        is_open = bool(small & _FUTURE) and not refuses
        if is_open and any(_is_inverted(c) or _IF & {m.lower for m in (c, *c.children)} for c in conditions):
            found.discard("planned")
            found.add("possible")
        return found

    def _governed(self, governor: Word, node: Word, prep: str | None = None) -> set[Effect]:
        """Effects that a governing word has on what stands below it, directly or behind a preposition."""
        if governor.lemma in ("be", "include"):
            return self._as_predicate(governor, node)
        small = {c.lower for c in governor.children} | {governor.lemma}
        for words, effect in self._several["complement"]:
            if governor.lemma in words and words <= small and (prep is None or prep in words):
                return {effect}
        if node.dep == "xcomp" and self.asks(governor):
            return {"suppress"}  # "has to leave"
        after = prep is None or prep in (_AIM if governor.pos == "VERB" else _ABOUT | _AIM)
        meant = self._single["complement"].get(governor.lemma) if after else None
        own = self._at(governor)
        if meant is None:
            passes = node.dep in ("xcomp", "acomp", "oprd") or (node.pos == "NOUN" and governor.pos in ("VERB", "AUX"))
            return own & {"possible"} if passes else set()
        if meant == "suppress":
            return {meant}
        if "negated" in own and meant != "negated":
            return {"possible" if meant == "possible" else "negated"}
        return {meant} | (own & {"planned", "possible"})

    def _under(self, preposition: Word, node: Word) -> set[Effect]:
        """Effects on what stands behind a preposition: "fears *of* war", "instead *of* leaving"."""
        governor = preposition.head
        if governor is None:
            return set()
        # "left instead of signing", "stopped short of signing", "came close to signing"
        small = {preposition.lower, governor.lower, governor.lemma}
        small |= {c.lower for c in (*governor.children, *preposition.children) if c.index == preposition.index - 1}
        if governor.pos == "ADV" and governor.head is not None:
            small.add(governor.head.lemma)
        if found := {effect for words, effect in self._several["clause"] if words <= small}:
            return found
        return self._governed(governor, node, preposition.lower) if governor.pos != "ADV" else set()

    def _as_predicate(self, verb: Word, node: Word) -> set[Effect]:
        """Effects on what something is said to be: "the plan is to leave", "an option would be a raid"."""
        subject = verb.child("nsubj")
        if subject is not None and (effect := self._single["complement"].get(subject.lemma)) in ("planned", "possible"):
            return {effect}
        if node.dep == "attr":
            return {"possible"} if self._at(verb) & {"planned", "possible"} else set()
        if verb.lemma != "be" or node.dep != "xcomp" or not node.has_to:
            return set()
        inverted = subject is not None and verb.index < subject.index  # "*were* they to leave"
        return {"possible"} if inverted or any(c.lower in _IF for c in verb.children) else {"planned"}


def _is_somebodys(noun: Word) -> bool:
    """Whether a name says whose act a noun tells of: "*Iranian* raids"."""
    names = (c for c in noun.children_of("amod", "nmod", "compound") if c.text[0].isupper())
    return noun.pos == "NOUN" and any(names)


def _is_inverted(verb: Word) -> bool:
    """Whether a clause is a condition by its word order: "should war break out", "had they left"; but not "never before
    had they left", where an adverb turns it round."""
    subject = verb.child("nsubj", "nsubjpass")
    first = next((c for c in verb.children_of("aux", "auxpass") if c.lower in _INVERTED), None)
    if subject is None or first is None or first.index > subject.index or verb.children[-1].text == "?":
        return False
    return not any(c.dep in ("advmod", "neg", "npadvmod", "prep") and c.index < first.index for c in verb.children)


def _opens(word: Word, marker: str) -> bool:
    """Whether a marker opens the word's clause, not one that hangs below it."""
    return any(c.lower == marker and c.index < word.index for c in word.children)


def _strongest(effects: set[Effect]) -> Effect:
    for effect in ("suppress", "negated", "possible", "planned"):
        if effect in effects:
            return "possible" if effect == "negated" and "possible" in effects else effect
    return "actual"
