"""The tables of codes cover all that records may hold, and say what is known of well-known cases."""

import re
from dataclasses import replace

import pytest

from whowhom.data import rows
from whowhom.events.ontology import Ontology
from whowhom.export.codebook import fields
from whowhom.export.codes import act, country, plover_country, role
from whowhom.records import Party

COUNTRIES = {row["country"]: row for row in rows("export/countries.csv")}


@pytest.mark.parametrize(
    ("code", "numeric", "cow", "fips"),
    [
        ("DEU", "276", "255", "GM"),
        ("VNM", "704", "816", "VM"),
        ("YEM", "887", "679", "YM"),
        ("SRB", "688", "345", "RI"),
        ("GBR", "826", "200", "UK"),
        ("COD", "180", "490", "CG"),
        ("COG", "178", "484", "CF"),
        ("KOR", "410", "732", "KS"),
        ("PRK", "408", "731", "KN"),
        ("CHE", "756", "225", "SZ"),
        ("SSD", "728", "626", "OD"),
        ("XKX", "", "347", "KV"),
        ("HKG", "344", "", "HK"),
    ],
)
def test_well_known_codes(code, numeric, cow, fips):
    assert (COUNTRIES[code]["numeric"], country(code).cow, country(code).fips) == (numeric, cow, fips)


def test_every_country_that_records_may_have_is_listed():
    places = {row["country"] for row in rows("where/countries.csv")}
    states = {row["country"] for row in rows("actors/states.csv")} - {""}
    assert len(states) > 190
    assert (places | states) - COUNTRIES.keys() == set()


@pytest.mark.parametrize(("column", "form"), [("numeric", r"\d{3}"), ("cow", r"[1-9]\d{0,2}"), ("fips", "[A-Z]{2}")])
def test_codes_have_their_form_and_belong_to_one_country(column, form):
    codes = [row[column] for row in COUNTRIES.values() if row[column]]
    assert [code for code in codes if not re.fullmatch(form, code)] == []
    assert len(codes) == len(set(codes)) > 190


def test_codes_that_differ_between_lists():
    assert (country("XKX").plover, country("XKX").cameo, country("ROU").cameo) == ("KOS", "KSV", "ROM")
    assert (country("FRA").plover, country("FRA").cameo) == ("FRA", "FRA")
    assert country(None) == country("QQQ")
    assert country(None).cow == ""


def test_parties():
    def party(land, sector):
        return Party("x", 0, 1, "x", land, sector)

    assert plover_country(party("XKX", "GOV")) == "KOS"
    assert plover_country(party(None, "IGO")) == "IGO"
    assert plover_country(party(None, "REB")) == "IMG"
    assert plover_country(party(None, "CVL")) == ""
    assert (role(party("FRA", "JRN")), role(party("FRA", "PRM")), role(party("FRA", "UNK"))) == ("MED", "UAF", "")


def test_every_sector_is_listed():
    (sector,) = (field for field in fields("parties") if field.name == "sector")
    assert [row["sector"] for row in rows("export/sectors.csv")] == sector.limits["enum"]


def test_every_type_and_mode_has_a_code():
    types = Ontology().types
    expected = {(name, mode) for name, info in types.items() for mode in ("", *info.modes)}
    listed = [(row["type"], row["mode"]) for row in rows("export/cameo.csv")]
    assert len(listed) == len(set(listed))
    assert set(listed) == expected


def test_codes_of_acts(coding):
    aid, raid = (act(event) for event in coding.events)
    assert (aid.code, aid.base, aid.root, aid.quad, aid.goldstein) == ("070", "070", "07", 2, "7.0")
    assert (raid.code, raid.base, raid.root, raid.quad, raid.goldstein) == ("195", "195", "19", 4, "-10.0")
    own = act(replace(coding.events[1], mode="of-the-user"))
    assert own.code == "190"
    truce = act(replace(coding.events[1], event_type="RETREAT", mode="ceasefire"))
    assert (truce.code, truce.base, truce.root, truce.quad) == ("0871", "087", "08", 2)


def test_codes_and_values_are_of_one_form():
    for row in rows("export/cameo.csv"):
        assert re.fullmatch(r"(0[3-9]|1\d|20)\d{1,2}", row["code"]), row
        assert -10 <= float(row["goldstein"]) <= 10
    values = {row["code"]: {r["goldstein"] for r in rows("export/cameo.csv") if r["code"] == row["code"]}
              for row in rows("export/cameo.csv")}  # fmt: skip
    assert [code for code, found in values.items() if len(found) > 1] == []


def test_classes_agree_with_the_ontology_but_for_concessions():
    """CAMEO counts all yielding as material cooperation, PLOVER a concession in words as verbal."""
    types = Ontology().types
    for row in rows("export/cameo.csv"):
        root = int(row["code"][:2])
        quad = 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
        assert quad == types[row["type"]].quad or row["type"] == "CONCEDE", row
