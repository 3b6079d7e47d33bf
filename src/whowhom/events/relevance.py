"""What is coded at all: acts of or on political actors, in reports that are not about sport, films or gadgets."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from whowhom.data import rows, settings
from whowhom.events.acts import UNKNOWN, Act
from whowhom.events.merge import Told
from whowhom.records import Report

_WORD = re.compile(r"[a-z][a-z’'-]*[a-z]")
_POLITICS = "politics"


class Topics:
    """Tells by its words whether a report is about politics. `data/events/topics.csv` has the words of each topic."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._topics: dict[str, tuple[str, ...]] = {}
        for row in rows("events/topics.csv", overlay, ("topic", "words")):
            for word in row["words"].split("|"):
                self._topics[word] = (*self._topics.get(word, ()), row["topic"])
        rule = settings("events/relevance.toml", overlay)["topics"]
        self._prior = float(rule["prior"])
        self._least_share = float(rule["least_share"])

    def is_political(self, text: str) -> bool:
        """Whether a report may tell of political acts; a text too short to tell may."""
        return self.share(text) >= self._least_share

    def share(self, text: str) -> float:
        """The share of politics among the words of politics and of the strongest other topic, 0 to 1.

        A word counts by the square root of how often it stands: one that fills a report is still one word of it.
        """
        counts = Counter(_WORD.findall(text.lower()))
        weights: dict[str, float] = {}
        for word, count in counts.items():
            for topic in self._topics.get(word, ()):
                weights[topic] = weights.get(topic, 0.0) + count**0.5
        politics = weights.pop(_POLITICS, 0.0) + self._prior
        return politics / (politics + max(weights.values(), default=0.0))


class Relevance:
    """Whether an act is one of or on a political actor; one whose doer and victim nobody names is not."""

    def __init__(self, overlay: Path | None = None) -> None:
        rules = settings("events/relevance.toml", overlay)
        rule, accidents = rules["acts"], rules["accidents"]
        self._harm = frozenset(accidents["harm"])
        self._accidents = {pos: frozenset(accidents["nouns"]) for pos in ("NOUN", "PROPN")}
        self._other_accidents = frozenset(accidents["others"])
        self._force = frozenset(accidents["force"])
        self._sectors = frozenset(rule["political_sectors"])
        self._types = frozenset(rule["always"])
        self._modes = frozenset(rule["political_modes"])
        self._persecuted = frozenset(rule["persecuted"])
        self._flagged = frozenset(rule["flagged"])
        self._organised = frozenset(rule["organised"])
        self._terror = re.compile(rf"\b(?:{'|'.join(rules['terror']['words'])})\b", re.IGNORECASE)
        self._crimes = frozenset(rules["terror"]["plain_crimes"])
        self._lead = int(rules["terror"]["lead"])

    def __call__(self, told: list[Told], report: Report) -> list[Told]:
        """Those acts of a report that are relevant."""
        terror = self._speaks_of_terror(report.text)
        unrest = any(one.act.event_type == "PROTEST" for one in told)
        return [one for one in told if self._is_relevant(one, terror, unrest)]

    def _speaks_of_terror(self, text: str) -> bool:
        """Whether a report speaks of terror at its head, or more than once: then an attack in it is no plain crime."""
        first = self._terror.search(text)
        return first is not None and (first.start() < self._lead or self._terror.search(text, first.end()) is not None)

    def _is_relevant(self, told: Told, terror: bool, unrest: bool) -> bool:
        act = told.act
        if act.actors == (UNKNOWN,) and not act.recipients:
            return False
        if self._is_accident(act):
            return False
        if act.event_type in self._types or act.mode in self._modes:
            return True
        if act.event_type == "ASSAULT" and act.recipients and not act.again and (terror or self._strikes_a_place(told)):
            return True
        if act.event_type == "COERCE" and any(unrest or p.sector in self._persecuted for p in act.recipients):
            return True
        both = (*act.actors, *act.recipients)
        if unrest and act.event_type != "ASSAULT" and any(p.sector in self._organised for p in both):
            return True  # "the doctors agreed to end their strike"
        abroad = act.event_type in ("ASSAULT", "COERCE") and len({p.country for p in both}) > 1
        if abroad and all(p.country and p.sector in self._flagged for p in both):
            return True  # "a trawler rammed a ship of the neighbour's"
        return any(p.sector in self._sectors for p in both)

    def _strikes_a_place(self, told: Told) -> bool:
        """Whether only a place tells who was struck, and no word of plain crime: "the attack in Magdeburg"."""
        if told.place is None or any(w.lemma in self._crimes for w in told.act.words):
            return False
        return any(p.start == told.place.text.start for p in told.act.recipients)

    def _is_accident(self, act: Act) -> bool:
        """Whether a sentence tells of an accident or a disaster, which nobody does: "the boat sank, *killing* ten"."""
        if act.event_type != "ASSAULT" or act.word.lemma not in self._harm:
            return False
        words = act.sentence.words
        if any(w.lemma in self._force and not (w.pos == "VERB" and w.lemma in self._harm) for w in words):
            return False
        return any(w.lemma in self._accidents.get(w.pos, self._other_accidents) for w in words)
