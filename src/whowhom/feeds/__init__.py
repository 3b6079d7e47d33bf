"""Feeds watched for weeks: what is new or changed in them is fetched, coded and kept in a store.

`formats.py` and `sitemaps.py` read feeds, `look.py` fetches them, `intervals.py` says when to look again, `watcher.py`
does it all, and what it knows of feeds and their items stands in the store itself (`store/feeds.py`).
"""
