"""What a speaker says that others should do: "Moscow must leave", said the minister, is a REQUEST of the minister's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from whowhom.claims.statements import FoundStatement
from whowhom.claims.verbs import has_that
from whowhom.events import grammar
from whowhom.events.acts import Act
from whowhom.events.finder import ActFinder
from whowhom.events.merge import keys
from whowhom.events.predicates import is_command
from whowhom.events.roles import Parties, distinct
from whowhom.language import Text, Word
from whowhom.records import Party

_UNDER_ORDERS = frozenset({"GOV", "MIL", "COP", "SPY"})
# what is asked for decides the mode of the asking
_MODE_OF = {"CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "RETREAT": "yield", "CONCEDE": "yield"}


def directives(
    text: Text, statements: list[FoundStatement], parties: Parties, finder: ActFinder, acts: list[Act]
) -> list[Act]:
    """A REQUEST for the first such demand of each statement, from its speaker to whoever should do it, unless its cue
    is one of `acts` already, or it is what a protest is for."""
    return list(_directives(text, statements, parties, finder, acts))


def _directives(
    text: Text, statements: list[FoundStatement], parties: Parties, finder: ActFinder, acts: list[Act]
) -> Iterator[Act]:
    told = {id(w) for act in acts for w in act.words}
    marches = {act.sentence.index: keys(act.actors) for act in acts if act.event_type == "PROTEST"}
    seen: set[tuple[int, int]] = set()
    ends = [sentence.end for sentence in text.sentences]
    for statement in statements:
        if statement.stance not in ("asserts", "asks") or statement.speaker is None:
            continue
        speakers = distinct(p for word in statement.speaker.conjuncts() for p in parties.of(word))
        if marches.get(statement.sentence.index, set()) & keys(speakers):
            continue
        for asking, verb in _demands(text, ends, statement, finder):
            if (verb.sentence, verb.index) in seen or not speakers or id(asking) in told:
                continue
            seen.add((verb.sentence, verb.index))
            asked = _asked(verb, parties) if asking is not verb else _addressed(statement, parties)
            if asked is not None and not any(_is_own(a, s) for a in asked for s in speakers):
                yield _request(text, asking, verb, speakers, asked, finder)
                break


def _is_own(asked: Party, speaker: Party) -> bool:
    """Whether who speaks asks itself, or a state its own people in office or in arms; not its parliament or courts."""
    sectors = {asked.sector, speaker.sector}
    return asked.key == speaker.key and (len(sectors) == 1 or sectors <= _UNDER_ORDERS)


def _demands(text: Text, ends: list[int], statement: FoundStatement, finder: ActFinder) -> Iterator[tuple[Word, Word]]:
    """The words that ask ("must", "need") with the verbs of what should be done; a command asks by itself."""
    start, end = min(s for s, _ in statement.contents), max(e for _, e in statement.contents)
    for sentence in islice(text.sentences, bisect_right(ends, start), None):
        if sentence.start >= end:
            break
        for word in sentence.words:
            if word not in statement:
                continue
            if finder.modality.asks(word):
                verb = word.child("xcomp") or word.head
                if verb is not None:
                    yield word, verb
            elif is_command(word):
                yield word, word
            elif word.head is statement.cue_word and _is_wished(word):
                yield statement.cue_word, word


def _is_wished(verb: Word) -> bool:
    """Whether a clause says what somebody is to do: "suggested that the army *leave*"."""
    subject = verb.child("nsubj")
    if verb.dep != "ccomp" or subject is None or verb.child("aux", "auxpass") is not None:
        return False
    is_one = subject.tag in ("NN", "NNP") and len(subject.conjuncts()) == 1
    return has_that(verb) and (verb.tag == "VB" or (verb.tag == "VBP" and is_one))


def _addressed(statement: FoundStatement, parties: Parties) -> tuple[Party, ...] | None:
    """Whom the speaker tells it; None where nobody is named."""
    told = grammar.spread([*statement.cue_word.children_of("dobj", "dative"), *_to(statement.cue_word)])
    return distinct(p for word in told for p in parties.of(word) if p.sector != "JRN") or None


def _to(cue: Word) -> list[Word]:
    return grammar.prepositions(cue).get("to", [])


def _asked(verb: Word, parties: Parties) -> tuple[Party, ...] | None:
    """Who should do it; nobody in particular of a passive; None where no party is asked."""
    if any(c.dep == "neg" for c in verb.children):
        return None
    if any(one.dep == "relcl" for one in (verb, verb.head) if one is not None):
        return None  # "the share that they should have", "a point that needs to be made"
    if grammar.is_passive(verb):
        return ()
    asked = distinct(p for word in grammar.subjects(verb) for p in parties.of(word))
    return asked or None


def _request(
    text: Text, asking: Word, verb: Word, speakers: tuple[Party, ...], asked: tuple[Party, ...], finder: ActFinder
) -> Act:
    wanted = [t for w in (verb, *verb.children_of("dobj")) for t in finder.lexicon.at(w)]
    mode = next((_MODE_OF[t.event_type] for t in wanted if t.event_type in _MODE_OF and not t.object), "change")
    sentence, words = text.sentences[verb.sentence], tuple(dict.fromkeys((verb, asking)))
    return Act(verb, sentence, "REQUEST", mode, speakers, asked, "actual", asking.start, verb.end, words)
