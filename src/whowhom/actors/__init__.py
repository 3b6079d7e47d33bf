"""From words to parties: names by dictionary, noun phrases by their head and owner, pronouns by what stood before."""

from whowhom.actors.finder import PartyFinder, code_phrase
from whowhom.actors.report import ReportParties, SpeakerOf
from whowhom.actors.scan import NameMention
from whowhom.actors.tables import ActorTables

__all__ = ["ActorTables", "NameMention", "PartyFinder", "ReportParties", "SpeakerOf", "code_phrase"]
