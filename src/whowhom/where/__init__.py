"""Where: places in text, which places they are, and the acts that took place there."""

from whowhom.where.gazetteer import Gazetteer, gazetteer
from whowhom.where.mention import PlaceMention
from whowhom.where.placing import place_of

__all__ = ["Gazetteer", "PlaceMention", "gazetteer", "place_of"]
