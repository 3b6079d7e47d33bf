"""What the reports of one incident say differently, and how many voices say so."""

from __future__ import annotations

from told import RURITANIA, UNKNOWN, told

from whowhom.linking.values import disputed, values

TWELVE = "Missiles struck Altenburg, killing 12 villagers."
MORE = "Missiles struck Altenburg; at least 14 villagers were killed."
EVENTS = {
    "a": told("a", TWELVE, "struck", day="2031-05-11", town="Altenburg", before="BERG. "),
    "b": told("b", TWELVE, "struck", day="2031-05-11", town="Altenburg", actors=(UNKNOWN,)),
    "c": told("c", TWELVE, "struck", day="2031-05-11", town="Altenburg"),
    "d": told("d", MORE, "struck", day="2031-05-12", town="altenburg", actors=(RURITANIA, UNKNOWN)),
}


def test_each_value_has_its_voices() -> None:
    found = values((event for event, _ in EVENTS.values()), {"a": "wire", "c": "wire"})
    told_of = {(value.field, value.value): value.voices for value in found}
    assert told_of["killed", "12"] == ("b", "wire")
    assert told_of["killed", "at least 14"] == ("d",)
    assert told_of["actors", "Ruritania"] == ("d", "wire")
    assert told_of["actors", "unknown"] == ("b", "d")
    assert told_of["place", "Altenburg"] == ("b", "d", "wire")


def test_every_value_stands_on_characters_of_its_report() -> None:
    found = values(event for event, _ in EVENTS.values())
    killed = [given for value in found if value.field == "killed" for given in value.given]
    assert {given.report_id for given in killed} == set(EVENTS)
    for given in killed:
        _, report = EVENTS[given.report_id]
        assert report.text[given.span.start : given.span.end] == given.span.text


def test_only_what_differs_is_in_dispute() -> None:
    found = values(event for event, _ in EVENTS.values())
    assert set(disputed(found)) == {"actors", "date", "killed"}
    assert [value.value for value in disputed(found)["killed"]] == ["12", "at least 14"]


def test_the_order_of_the_events_does_not_matter() -> None:
    events = [event for event, _ in EVENTS.values()]
    assert values(events) == values(reversed(events))
