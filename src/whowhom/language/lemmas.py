"""Lemmas by table: the pipeline's own rules, exceptions and index, remembered for every word form once seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whowhom.data import rows

# names take the noun table too: headlines capitalise common nouns ("Officials", "Airstrikes")
_TABLE_OF = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv"}
_RULES = {
    "verb": [("ies", "y"), ("s", ""), ("es", "e"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")],
    "noun": [("ies", "y"), ("s", ""), ("men", "man")],
}
_CONTRACTIONS = {row["form"]: row["lemma"] for row in rows("language/contractions.csv")}
_INFLECTED = {"verb": ("ed", "ing", "s"), "noun": ("s",), "adj": (), "adv": ()}
_MOST = 200_000


class Lemmatizer:
    """Lower-case word form and universal part of speech to lemma.

    `component` is a spaCy lemmatizer in rule mode, whose tables are used without its per-token code (which costs as
    much as the tagger); without one, plain suffix rules serve.
    """

    def __init__(self, component: Any = None) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._index: dict[str, Any] = {}
        self._learnt: frozenset[str] = frozenset()
        self._exceptions: dict[str, Any] = {}
        self._rules: dict[str, Any] = dict(_RULES)
        lookups = getattr(component, "lookups", None)
        if lookups is not None and lookups.has_table("lemma_rules"):
            for pos in set(_TABLE_OF.values()):
                self._index[pos] = frozenset(lookups.get_table("lemma_index").get(pos, ()))
                self._exceptions[pos] = lookups.get_table("lemma_exc").get(pos, {})
                self._rules[pos] = lookups.get_table("lemma_rules").get(pos, [])

    def learn(self, verbs: Iterable[str]) -> None:
        """Adds verbs to the index, so that their rare forms find them ("resupplied")."""
        verbs = self._learnt = frozenset(verbs)
        self._index["verb"] = self._index.get("verb", frozenset()) | verbs
        self._known.clear()

    def is_verb(self, lower: str) -> bool:
        """Whether a form is one of a verb that was learnt, and so may be a trigger."""
        return self(lower, "VERB") in self._learnt

    def is_noun(self, lower: str) -> bool:
        """Whether the index knows a form as a noun."""
        return lower in self._index.get("noun", ())

    def __call__(self, lower: str, pos: str) -> str:
        key = (lower, pos)
        lemma = self._known.get(key)
        if lemma is None:
            if len(self._known) > _MOST:
                self._known.clear()
            lemma = self._known[key] = self._look_up(lower, pos)
        return lemma

    def _look_up(self, lower: str, pos: str) -> str:
        if (short := _CONTRACTIONS.get(lower)) and (pos in ("AUX", "VERB") or short == "not"):
            return short
        table = _TABLE_OF.get(pos)
        if table is None:
            return lower
        index, exceptions = self._index.get(table, frozenset()), self._exceptions.get(table, {})
        if lower in exceptions:
            return str(exceptions[lower][0])
        forms = list(self._forms(lower, table))
        # the index lists many plurals and participles as words of their own
        if lower in index and not (lower.endswith(_INFLECTED[table]) and len(lower) > 4 and index & set(forms)):
            return lower
        for form in forms:
            if form in index:
                return form
        return forms[0] if forms and table in ("noun", "verb") else lower

    def _forms(self, lower: str, table: str) -> Iterator[str]:
        """What a form may be inflected from, the likeliest first."""
        if lower.endswith(("ss", "us", "is")):
            return
        for old, new in self._rules.get(table, ()):
            stem = lower[: -len(old)]
            if lower.endswith(old) and len(stem) > 1:
                if table == "verb" and not new and len(stem) > 3 and stem[-1] == stem[-2] and old in ("ed", "ing"):
                    yield stem[:-1]
                yield stem + new
