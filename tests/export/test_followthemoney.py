"""FollowTheMoney entities, loaded and validated by the followthemoney library."""

import json
from dataclasses import replace

import pytest
from followthemoney import model
from followthemoney.types import registry
from hostile import hostile, many

from whowhom.data import rows
from whowhom.export.collection import Collection
from whowhom.export.countries import alpha2
from whowhom.export.followthemoney import party_id, report_id, write
from whowhom.records import Coding, EventDate, Party


@pytest.fixture
def entities(tmp_path):
    """The proxies that the library makes of a file, every one checked."""

    def done(*codings, incidents=None):
        path = tmp_path / "entities.ftm.json"
        write(Collection(iter(codings), incidents or {}), path)
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        assert len(lines) == len(path.read_text(encoding="utf-8").splitlines())
        return [checked(json.loads(line)) for line in lines]

    return done


def checked(data):
    """No unknown property, no value that the library refuses, throws away or finds missing."""
    schema = model.schemata[data["schema"]]
    assert set(data["properties"]) <= set(schema.properties)
    schema.validate(data)
    assert set(schema.required) <= set(data["properties"])
    proxy = model.get_proxy(data, cleaned=False)
    assert {name: len(set(values)) for name, values in data["properties"].items()} == {
        prop.name: len(proxy.get(prop)) for prop in proxy.iterprops()
    }
    for name, values in data["properties"].items():
        if schema.properties[name].type.name in {"country", "date", "language", "entity", "identifier"}:
            assert set(proxy.get(name)) == set(values), "these are written as the library would write them"
    return proxy


def of(proxies, schema):
    return [proxy for proxy in proxies if proxy.schema.name == schema]


def test_every_entity_is_valid_and_named_once(coding, entities):
    found = entities(coding)
    names = [proxy.id for proxy in found]
    assert len(names) == len(set(names))
    assert {proxy.schema.name for proxy in found} == {"Article", "PublicBody", "Organization", "Mention", "Event"}


def test_what_is_pointed_to_came_before(coding, entities):
    seen = set()
    for proxy in entities(coding):
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in seen
        seen.add(proxy.id)


def test_ranges_of_properties_are_kept(coding, entities):
    found = {proxy.id: proxy for proxy in entities(coding)}
    pointers = 0
    for proxy in found.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert found[value].schema.is_a(prop.range)
                pointers += 1
    assert pointers > 8


def test_an_event(coding, entities):
    full, bare = of(entities(coding), "Event")
    egypt, rebels = (party_id(party) for party in (coding.events[0].actors[0], coding.events[0].recipients[0]))
    assert full.get("organizer") == [egypt]
    assert sorted(full.get("involved")) == sorted([egypt, rebels])
    assert full.first("name") == "Egypt → <rebels>: AID"
    assert (full.get("date"), full.get("location"), full.get("country")) == (["2024-05-03"], ["Cairo, Egypt"], ["eg"])
    assert full.get("proof") == [report_id(coding.report)]
    assert set(full.get("keywords")) == {"AID", "actual", "military", "diplomatic", "disputed"}
    assert "Denied by EGY GOV Egypt's president (The Gazette, 2024-05-04)" in full.get("notes")
    assert bare.get("involved") == [egypt], "nobody is known to be behind an unclaimed attack"
    assert "disputed" not in bare.get("keywords")


def test_parties_and_what_they_are_called(coding, entities):
    found = entities(coding)
    (egypt,), (rebels,) = of(found, "PublicBody"), of(found, "Organization")
    assert (egypt.caption, egypt.get("country")) == ("Egypt", ["eg"])
    assert (rebels.caption, rebels.get("country")) == ("<rebels>", [])
    called = {proxy.first("name"): proxy for proxy in of(found, "Mention")}
    assert set(called) == {"Egypt", "<rebels>", "Ministry officials", "Egypt's president"}
    assert called["Egypt's president"].get("resolved") == [egypt.id]


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2024-05-03", "2024-05-03", "day", {"date": ["2024-05-03"]}),
        ("2024-05-01", "2024-05-31", "month", {"date": ["2024-05"]}),
        ("2024-01-01", "2024-12-31", "year", {"date": ["2024"]}),
        ("2024-05-03", "2024-05-06", "day", {"startDate": ["2024-05-03"], "endDate": ["2024-05-06"]}),
    ],
)
def test_dates_are_as_exact_as_told(coding, entities, start, end, precision, expected):
    event = coding.events[0]
    dated = replace(event, date=EventDate(start, end, precision, "stated", event.trigger))
    (found,) = of(entities(replace(coding, events=(dated,))), "Event")
    assert {name: found.get(name) for name in ("date", "startDate", "endDate") if found.get(name)} == expected


def test_an_incident_is_one_event_with_all_its_reports(coding, entities):
    reports = [replace(coding.report, id=f"r{n}", publisher=f"Paper {n}") for n in range(3)]
    told = [Coding(r, (replace(coding.events[0], event_id=f"e{n}"),)) for n, r in enumerate(reports)]
    found = entities(*told, incidents={"e0": "z", "e2": "z", "e1": "j", "elsewhere": "j"})
    both, alone = of(found, "Event")
    assert set(both.get("proof")) == {report_id(reports[0]), report_id(reports[2])}
    assert set(both.get("recordId")) == {"e0", "e2"}
    assert both.get("name") == ["Egypt → <rebels>: AID"]
    assert alone.get("proof") == [report_id(reports[1])]


def test_ids_do_not_depend_on_the_report(coding):
    other = replace(coding.events[0].actors[0], text="Cairo", start=0, end=5, name="Somebody else")
    assert party_id(other) == party_id(coding.events[0].actors[0])
    assert party_id(Party("b", 0, 1, "The Bees", None, "NGO")) == party_id(Party("B", 3, 4, "the bees", None, "NGO"))


def test_every_sector_has_a_schema():
    sectors = {row["sector"] for row in rows("export/sectors.csv")}
    table = {row["sector"]: row["schema"] for row in rows("export/followthemoney.csv")}
    assert set(table) == sectors
    assert all(model.schemata[schema].is_a("LegalEntity") for schema in table.values())


def test_every_country_has_a_code_that_the_library_knows():
    codes = {row["country"]: alpha2(row["country"]) for row in rows("where/countries.csv")}
    assert [alpha3 for alpha3, code in codes.items() if code and not registry.country.validate(code.lower())] == []
    assert (len([code for code in codes.values() if code]), codes["XKX"], codes["SCG"]) == (len(codes) - 2, "XK", None)


def test_hostile_text(entities):
    found = entities(hostile())
    (article,), (event,) = of(found, "Article"), of(found, "Event")
    assert article.get("sourceUrl") == []
    assert "😀שלום" in event.first("summary")
    assert "\n" not in event.first("summary")
    assert not {"\x00", "\ud800"} & set(article.first("bodyText"))


def test_texts_of_any_length(coding, entities):
    long = "word " * 40_000
    report = replace(coding.report, text=long, title=long, id=long, publisher=long)
    event = coding.events[0]
    party = replace(event.actors[0], name=long, country=None)
    sentence = replace(event.trigger, text=long)
    entities(Coding(report, (replace(event, actors=(party,), evidence=(sentence,), instrument=long),)))


def test_only_open_incidents_wait(tmp_path):
    """A stream of single events leaves nothing behind in memory: each is written as it comes."""
    written = []

    def watched():
        for n, coding in enumerate(many(300)):
            if n == 299:
                (part,) = tmp_path.iterdir()
                written.append(part.stat().st_size)
            yield coding

    write(Collection(watched()), tmp_path / "e.json")
    assert written[0] > 0.8 * (tmp_path / "e.json").stat().st_size
