"""The main path: a report goes in, a coding comes out, stage after stage; no stage reaches back.

reading ─▶ language ─▶ actors ─▶ events ─▶ claims ─▶ when, where ─▶ Coding
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from whowhom.actors import ActorTables, PartyFinder
from whowhom.claims.attribution import SpeakerOf, attribute
from whowhom.claims.confirmations import confirm
from whowhom.claims.denials import deny, retorts
from whowhom.claims.directives import directives
from whowhom.claims.lexicon import ClaimsLexicon
from whowhom.claims.records import statement_records
from whowhom.claims.statements import find_statements
from whowhom.events.circumstances import Circumstances
from whowhom.events.contexts import Contexts
from whowhom.events.finder import ActFinder
from whowhom.events.instruments import Instruments
from whowhom.events.lexicon import Lexicon
from whowhom.events.light_verbs import LightVerbs
from whowhom.events.merge import join
from whowhom.events.modality import Modality
from whowhom.events.ontology import Ontology
from whowhom.events.records import event_records
from whowhom.events.relevance import Relevance, Topics
from whowhom.events.sense import Sense
from whowhom.language import DEFAULT_MODEL, Language, Sentence, Text
from whowhom.records import Coding, Report
from whowhom.where import Gazetteer

_YOUNG = 10_000
"""Objects made between two collections: a sentence has thousands, and at Python's 700 they cost a tenth of coding."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Coder:
    """Codes reports; loads the model and the tables once.

    `model` is the name of an installed spaCy English pipeline, `data` a folder of the user's own tables laid over the
    package's. With `statements` off, only what events need is read of them, and `Coding.statements` is empty.
    """

    def __init__(self, model: str = DEFAULT_MODEL, data: Path | str | None = None, statements: bool = True) -> None:
        overlay = Path(data) if data is not None else None
        self.statements = statements
        self.language = Language(model)
        self.ontology = Ontology(overlay)
        self.lexicon = Lexicon(self.ontology, overlay)
        self.language.lemmatizer.learn(self.lexicon.verbs)
        actor_tables = ActorTables(overlay)
        self.language.keep_whole([*self.lexicon.hyphenated, *actor_tables.hyphenated])
        self.claims_lexicon = ClaimsLexicon.load(overlay)
        self.act_finder = ActFinder(self.lexicon, LightVerbs(overlay), Modality(overlay), self.ontology)
        self.sense = Sense(overlay)
        self.contexts = Contexts(overlay)
        self.instruments = Instruments(overlay)
        self.topics = Topics(overlay)
        self.relevance = Relevance(overlay)
        gazetteer = Gazetteer(overlay)
        self.party_finder = PartyFinder(actor_tables, gazetteer.country_of)
        self.circumstances = Circumstances(self.ontology, gazetteer, overlay)
        gc.freeze()  # the tables stay: walking their rows at every collection would cost a tenth of all coding
        young, *older = gc.get_threshold()
        gc.set_threshold(max(young, _YOUNG), *older)

    def code(self, report: Report) -> Coding:
        """The coding of one report."""
        return next(self.code_all([report]))

    def code_all(self, reports: Iterable[Report]) -> Iterator[Coding]:
        """Codings in the order of the reports; sentences of many reports are parsed together."""
        for text in self.language.pipe(reports, self._worth_parsing):
            yield self._code(text)

    def _code(self, text: Text) -> Coding:
        report = text.report
        if not text.parsed:
            return Coding(report, (), ())
        parties = self.party_finder.open(text)
        statements = find_statements(text, self.claims_lexicon)
        parties.speaker_of = SpeakerOf(statements, parties)
        found = self.act_finder.find(text.parsed, parties)
        found.acts += directives(text, statements, parties, self.act_finder, found.acts)
        found.acts = self.sense(found.acts, parties)
        told = attribute(found.acts, statements, parties, self.ontology, report)
        told = confirm(told, statements, parties, self.lexicon, self.ontology, report)
        denials = [*found.denials, *retorts(statements, parties, self.lexicon)]
        told = deny(told, denials, self.ontology, self.lexicon, report)
        told = self.relevance(self.circumstances.add(told, text, parties), report)
        events = event_records(join(told), report, self.contexts, self.instruments, self.ontology)
        return Coding(report, events, statement_records(statements, parties, report) if self.statements else ())

    def _worth_parsing(self, text: Text) -> Iterator[Sentence]:
        """The sentences that may tell of an act or, where statements are asked for, of a statement."""
        lemmatizer = self.language.lemmatizer
        political = self.topics.is_political(text.report.text)
        for sentence in text.sentences:
            words = _WORD.findall(sentence.text)
            is_hot = political and any(self.lexicon.is_hot(word.lower(), lemmatizer) for word in words)
            if is_hot or (self.statements and self.claims_lexicon.may_hold_statement(sentence.text)):
                yield sentence
