"""Pages, texts and tables to Reports."""

from whowhom.reading.inputs import READERS, read
from whowhom.reading.page import read_page
from whowhom.reading.plain import read_text

__all__ = ["READERS", "read", "read_page", "read_text"]
