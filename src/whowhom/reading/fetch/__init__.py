"""Addresses to Reports: one polite client that fetches web pages.

Only the settings are imported here; httpx and its company are loaded with the first address that is read.
"""

from whowhom.reading.fetch.settings import Fetching

__all__ = ["Fetching"]
