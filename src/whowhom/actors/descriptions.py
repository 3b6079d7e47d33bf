"""Who "the president", "the group", "the country", "both sides" are: descriptions of what was named before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whowhom.actors.coreference import SUBJECTS, Coreference
from whowhom.actors.reading import Reading
from whowhom.actors.referents import Referent
from whowhom.actors.scan import NameMention
from whowhom.actors.tables import Head
from whowhom.language.text import Word
from whowhom.records import Party

if TYPE_CHECKING:
    from whowhom.actors.report import ReportParties

_IDENTIFIED = (
    r"\b(?:%s)\b[^.;]{0,60}?\b(?:identified|named)\b[^.;]{0,60}? as "
    r"(?:[a-z0-9-]+ ){0,3}([A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|al|el|bin|de|van))+)"
)
_PAIR_REACH = 400  # characters
_JOINED = 4  # how much more than a name alone names joined by "and" are in focus


class Descriptions:
    """Resolves the descriptions of one report."""

    def __init__(self, report: ReportParties, coreference: Coreference) -> None:
        self._report = report
        self._coreference = coreference
        self._sets = report.tables.sets
        self._identified: tuple[str, str | None] | None = None

    def described(self, word: Word, start: int) -> tuple[Referent, ...]:
        """ "the country", "both sides", "the two leaders", "the North"; () for all else."""
        report, text = self._report, self._report.text.report.text
        before = [w.lower for w in self._words_from(word, start)]
        definite = (
            bool(before) and before[0] in self._sets["definite"] and not any(report.mentions_between(start, word.start))
        )
        if word.lower in self._sets["sides"] and (
            (word.lower in self._sets["pairing"] and definite)
            or (any(b in self._sets["pairing"] for b in before[:2]) and (definite or word.lower != "men"))
            or (definite and word.lower in self._sets["definite_sides"])
        ):
            found = self._pair(word)
        elif definite and len(before) <= 2 and word.lower in self._sets["lands"]:
            found = self._land(word)
        elif word.lower in ("north", "south") and definite and word.text[0].isupper():
            found = self._korea(word)
        else:
            return ()
        return tuple(r.at(text, start, word.end) for r in found)

    def _words_from(self, word: Word, start: int) -> list[Word]:
        return [w for w in self._report.text.sentences[word.sentence].words if start <= w.start < word.start]

    def _pair(self, word: Word) -> tuple[Referent, ...]:
        """The two parties most in focus before, persons where the noun asks for persons; else the two named behind."""
        persons = word.lower in self._sets["personal_sides"]
        callers = self._callers(word)
        before = [m for m in self._report.mentions_before(word.start) if m.start not in callers]
        for wanted in (True, False) if persons else (False,):
            if len(found := self._most_in_focus(word, before, wanted)) == 2:
                return found
        sentence = self._report.text.sentences[word.sentence]
        behind = self._report.mentions_between(word.end, sentence.end) if not before else ()
        return self._most_in_focus(word, behind, persons)

    def _most_in_focus(self, word: Word, mentions: Sequence[NameMention], persons: bool) -> tuple[Referent, ...]:
        """Of names, the nearest first, the two sides that stand out; () where there are no two."""
        seen: dict[tuple[str, str], Referent] = {}
        focus: Counter[tuple[str, str]] = Counter()
        later: NameMention | None = None
        for mention in mentions:
            if len(seen) >= 2 and abs(word.start - mention.start) > _PAIR_REACH:
                break
            if not (mention.is_person if persons else self._is_side(word, mention)):
                continue
            referent = self._report.of_mention(mention)
            key = _side_key(referent)
            seen.setdefault(key, referent)
            focus[key] += 1 + self._report.prominence(mention)
            if later is not None and self._joined_by_and(mention, later):  # "China and Russia"
                other = self._report.of_mention(later)
                if _side_key(other) != key and not persons:
                    return (referent, other)
                focus[key] += _JOINED
                focus[_side_key(other)] += _JOINED
            later = mention
        chosen = [key for key, _ in focus.most_common(2)]
        return tuple(seen[key] for key in reversed(seen) if key in chosen) if len(seen) >= 2 else ()

    def _callers(self, word: Word) -> set[int]:
        """Where those begin who speak of the sides or to them and are none: "*Qatar* urged both sides to stop"."""
        found: set[int] = set()
        clause = next((a for a in word.ancestors() if a.pos in ("VERB", "AUX")), None)
        for verb in word.ancestors():
            subject = verb.child(*SUBJECTS)
            if verb.pos in ("VERB", "AUX") and subject is not None and not (verb is clause and word.dep in SUBJECTS):
                if subject.child("conj") is not None:
                    continue  # "Chad and Mali signed a pact, the first between the two countries"
                named = {self._report.mention_at(w) for noun in subject.conjuncts() for w in noun.subtree()}
                found |= {m.start for m in named if m is not None and m.start < word.start}
            if verb.dep == "relcl":
                break  # "promised help under the treaty that the two countries signed"
        return found

    def _joined_by_and(self, first: NameMention, second: NameMention) -> bool:
        return self._report.text.report.text[first.end : second.start].strip() in (
            "and",
            "'s and",
            "’s and",
            "-",
            "–",
            "&",
        )

    def _is_side(self, word: Word, mention: NameMention) -> bool:
        """Whether a name may be one of "both sides"; of "both countries" only a state is."""
        if mention.shape == "capital" and self._report.prominence(mention) == 0:
            return False  # "met in Caracas"
        if word.lower in self._sets["lands"] or word.lower in self._sets["state_sides"]:
            return mention.entry.kind == "state"
        return not mention.is_person and mention.entry.kind not in ("people", "region")

    def _land(self, word: Word) -> tuple[Referent, ...]:
        """The state last spoken of: a subject first, else the nearest name."""
        for noun, referent in self._coreference.before(word, 1):
            if referent.being == "state" and noun.dep in SUBJECTS:
                return (referent,)
        found: list[tuple[int, int, NameMention]] = []
        for mention in self._report.mentions_before(word.start):
            if mention.entry.kind == "state":
                found.append((self._report.prominence(mention), mention.start, mention))
                if len(found) == 4:
                    break
        if not found:
            return ()
        same = [f for f in found if self._report.text.sentences[word.sentence].start <= f[1]] or found[:1]
        return (self._report.of_mention(max(same)[2]._replace(shape="adjective")),)

    def _korea(self, word: Word) -> tuple[Referent, ...]:
        country = "PRK" if word.lower == "north" else "KOR"
        state = self._report.tables.states.get(country)
        counts = self._report.countries()
        if state is None or not (counts["PRK"] or counts["KOR"]):
            return ()
        return (self._report.of_state(state, word),)

    def definite(self, word: Word, reading: Reading, start: int, end: int) -> tuple[Referent, ...]:
        """ "the president", "the ministry", "the group": the one spoken of before, or the holder of the office."""
        report, head = self._report, reading.head
        if head is None or reading.name is not None or reading.former:
            return ()
        text = report.text.report.text
        if reading.country is None and head.noun in self._sets["culprits"] and (who := self._culprit(word, reading)):
            return (who.at(text, start, end),)
        told = reading.definite if reading.country is None else reading.of_state and not reading.indefinite
        if head.roles and not reading.plural and told and (person := self._holder(word, reading)):
            return (person.at(text, start, end),)
        if reading.definite and reading.country is None and not reading.stateless:
            for _, referent in self._coreference.before(word):
                if referent.party.country is None and referent.being == "people":
                    continue
                if self._same(reading, referent) and _may_be_named(text[start:end], referent.party.name):
                    return (referent.at(text, start, end),)
            if len(reading.words) == 2 and reading.owner is None and (body := self._body(word, head)):
                return (body.at(text, start, end),)
        return ()

    def _culprit(self, word: Word, reading: Reading) -> Referent | None:
        """Who "the driver", "the attacker" is where the report tells of one who "was identified as" somebody."""
        if not self._sets["other_ones"].isdisjoint(reading.words):
            return None  # "a second attacker"
        if reading.plural or (reading.indefinite and reading.head is not None and reading.head.noun == "man"):
            return None
        if self._identified is None:
            nouns = "|".join(sorted(self._sets["culprits"]))
            found = re.search(_IDENTIFIED % nouns, self._report.text.report.text)
            self._identified = (found.group(1), self._told_of(found.end())) if found else ("", None)
        name, country = self._identified
        if not name:
            return None
        country = country or self._report.setting.country_for(word, reading)
        head = reading.head
        sector = (head.sector if head is not None else "") or "UNK"
        return Referent(Party(word.text, word.start, word.end, name, country, sector), "person", noun=name)

    def _told_of(self, end: int) -> str | None:
        """The first state named in the rest of the sentence: "..., a 31-year-old Tunisian"."""
        sentence = self._report.text.sentence_at(end - 1)
        after = self._report.mentions_between(end, sentence.end) if sentence else ()
        return next((m.entry.country for m in after if m.entry.kind == "state" and m.start - end < 60), None)

    def _body(self, word: Word, head: Head) -> Referent | None:
        """The group or organisation last named that "the group", "the company", "the agency" may mean."""
        if head.noun not in self._sets["bodies"]:
            return None
        for mention in self._report.mentions_before(word.start):
            entry = mention.entry
            if word.start - mention.start > 2 * _PAIR_REACH:
                return None
            if entry.kind not in ("group", "organisation", "institution"):
                continue
            loose = head.noun in self._sets["loose_bodies"] and entry.kind != "institution"
            if (
                loose
                or head.noun in entry.role
                or (head.sector == entry.sector and head.sector in self._sets["named_sectors"])
            ):
                return self._report.of_mention(mention)
        return None

    def _same(self, reading: Reading, referent: Referent) -> bool:
        """Whether a definite description may take up this party."""
        head = reading.head
        assert head is not None
        if head.noun in self._sets["bodies"] and not reading.plural and referent.being == "body":
            role = referent.entry.role if referent.entry else ""
            return head.noun in role or head.noun == referent.noun or head.noun in self._sets["loose_bodies"]
        same = referent.noun == head.noun or referent.noun.endswith(f" {head.noun}")  # "a supply boat … the boat"
        kind = referent.entry.kind if referent.entry is not None else None
        if kind == "institution" and referent.party.text.lower().endswith(f" {reading.words[-1]}"):
            return True  # "Sudan's army … the army"
        return same and referent.plural == reading.plural

    def _holder(self, word: Word, reading: Reading) -> Referent | None:
        report, head = self._report, reading.head
        assert head is not None
        country = reading.country
        if country is None and (reading.stateless or reading.owner is not None):
            return None  # "the Union's foreign policy chief" is no minister of a state named beside it
        if country is None:
            for _, referent in self._coreference.before(word, 8):
                if referent.being == "person" and referent.entry and referent.entry.role in head.roles:
                    return referent
                if referent.being == "person" and referent.noun == head.noun:
                    return referent
            country = report.setting.country_for(word, reading)
        if country is None or head.sector != "GOV":  # who leads an opposition is seldom one person
            return None
        entry = report.tables.in_office(country, head.roles, report.day)
        return report.of_entry(entry, word) if entry else None


def _may_be_named(phrase: str, name: str) -> bool:
    """Whether a phrase may take up this party: "the market of *Kisangani*" is not the market of Goma."""
    named = {word.strip("(),.'’") for word in phrase.split()[1:] if word[:1].isupper()}
    return not named or any(word in name for word in named)


def _side_key(referent: Referent) -> tuple[str, str]:
    """What makes two sides one: the state, but an armed group or a party is another side than its state."""
    is_group = referent.entry is not None and referent.entry.kind == "group"
    return (referent.party.name, "") if is_group else referent.party.key
