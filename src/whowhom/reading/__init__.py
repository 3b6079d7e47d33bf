"""Pages, texts and tables to Reports."""

from whowhom.reading.files import READERS
from whowhom.reading.given import Note, PassedOver, Unread
from whowhom.reading.inputs import Archives, Entry, entries, made, read
from whowhom.reading.page import read_page
from whowhom.reading.plain import read_text

__all__ = [
    "READERS",
    "Archives",
    "Entry",
    "Note",
    "PassedOver",
    "Unread",
    "entries",
    "made",
    "read",
    "read_page",
    "read_text",
]
