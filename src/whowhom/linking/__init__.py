"""Linking over reports: the same wire text, the same event (an incident), the same happening (a story).

Each module gives a `Linker` (see `groups`): pure functions from what is kept of a report or an event to the groups. The
store feeds them what is new; nothing here knows a database.
"""
