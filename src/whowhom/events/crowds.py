"""Whom those who protest are up against, where no "against" tells: what they demand, what they are angry at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whowhom.data import settings
from whowhom.events import grammar
from whowhom.events.hits import Hit, protested_for
from whowhom.events.participants import Participants
from whowhom.language import Word
from whowhom.records import Party

_WORDS = settings("events/words.toml")
_TOWARDS = _WORDS["anger_prepositions"]
_OVER = _WORDS["cause_prepositions"]
# what a crowd does to those it is up against
_ADVERSE = frozenset({"REQUEST", "ACCUSE", "REJECT", "PROTEST"})
# over whose fate people protest, not against whom
_PRIVATE = frozenset({"CVL", "REF", "UNK"})


class Crowds:
    """Reads this off one sentence. `hit_at` gives the trigger that a word is, `anger` the lemmas of ill feeling."""

    def __init__(self, participants: Participants, hit_at: Callable[[Word], Hit | None], anger: frozenset[str]) -> None:
        self._participants = participants
        self._hit_at = hit_at
        self._anger = anger

    def aimed_at(self, hit: Hit, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The parties that a protest of these actors without a recipient is aimed at; not those whose supporters they
        are by their own words."""
        found = [p for p in self._up_against(hit) if not any(p.name in actor.text for actor in actors)]
        found += self._participants.parties.opposed((hit.site.word, *hit.used), actors)
        return tuple(p for p in found if p not in actors)

    def _up_against(self, hit: Hit) -> tuple[Party, ...]:
        words = [hit.site.word, *hit.used, *([hit.carried.verb] if hit.carried else [])]
        for verb in grammar.spread(protested_for(hit)):
            if found := self._demanded_of(verb) or self._resented(verb.children_of("dobj")):
                return found
        below = [found for word in words for found in [grammar.prepositions(word)]]
        if found := self._resented(noun for preps in below for noun in preps.get("in", ())):
            return found  # "marched in anger at the law"
        heads = (head for preps in below for prep in _OVER for head in preps.get(prep, ()))
        return self._in_charge(heads)

    def _demanded_of(self, verb: Word) -> tuple[Party, ...]:
        """Of whom something is asked, who is denounced: "marched, *demanding that he resign*"."""
        hit = self._hit_at(verb)
        if hit is None or hit.trigger.event_type not in _ADVERSE:
            return ()
        return self._participants.roles.fill(hit.trigger.recipient, hit.site, hit.carried)

    def _resented(self, nouns: Iterator[Word] | list[Word]) -> tuple[Party, ...]:
        """At whom anger is felt: "to show their *anger at the junta*", "in *protest at its decrees*"."""
        for noun in nouns:
            if noun.lemma in self._anger:
                own, verb = grammar.prepositions(noun), noun.head
                near = grammar.prepositions(verb) if verb is not None and verb.pos == "VERB" else {}
                below = (head for prep in _TOWARDS for head in (*own.get(prep, ()), *near.get(prep, ())))
                return self._in_charge(head for head in below if head.index > noun.index)
        return ()

    def _in_charge(self, heads: Iterator[Word]) -> tuple[Party, ...]:
        found = self._participants.roles.these(heads)
        return tuple(party for party in found if party.sector not in _PRIVATE)
