"""When: dates in text, the days they mean, and the acts they belong to."""

from whowhom.when.belonging import date_of
from whowhom.when.dates import DateMention, find_dates, published_day, written_day

__all__ = ["DateMention", "date_of", "find_dates", "published_day", "written_day"]
