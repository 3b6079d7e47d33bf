"""GDELT's two files, read back by position as GDELT's users read them."""

import csv
from dataclasses import replace

import pandas
import pytest
from hostile import hostile, many

from whowhom.export.collection import Collection
from whowhom.export.gdelt import write
from whowhom.export.gdelt_rows import EVENT_COLUMNS, MENTION_COLUMNS, stamp
from whowhom.records import Coding, Party, Place, Report

EVENT_HEADER = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode "
    "Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code "
    "Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode "
    "Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code "
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources "
    "NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code "
    "Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName "
    "Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID "
    "ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat "
    "ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL"
)
MENTION_HEADER = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras"
)


def rows(folder, kind, columns):
    (path,) = folder.glob(f"*.{kind}.CSV")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def written(codings, folder, incidents=None):
    """Events, mentions, and how many events were left out."""
    left_out = write(Collection(iter(codings), incidents or {}), folder)
    return rows(folder, "export", EVENT_COLUMNS), rows(folder, "mentions", MENTION_COLUMNS), left_out


def told(row):
    return {name: value for name, value in row.items() if value}


def three_reports(coding):
    """One act in three reports of two publishers: the second was published first, the third tells most."""
    full = coding.events[0]
    bare = replace(full, date=None, place=None, recipients=())
    reports = [
        Report("r-1", None, "Egypt gave. " + coding.report.text, "2024-05-05", None, "The Gazette", "https://a.test/1"),
        Report("r-2", None, coding.report.text, "2024-05-04T08:00:00+02:00", None, "Courier", "https://b.test/2"),
        Report("r-3", None, coding.report.text, "2024-05-06", None, "the gazette", "https://a.test/3"),
    ]
    events = [replace(event, event_id=f"e-{n}") for n, event in enumerate((bare, bare, full), 1)]
    return [Coding(report, (event,)) for report, event in zip(reports, events, strict=True)]


def test_the_columns_are_gdelts():
    assert EVENT_HEADER.split() == EVENT_COLUMNS
    assert MENTION_HEADER.split() == MENTION_COLUMNS
    assert (len(EVENT_COLUMNS), len(MENTION_COLUMNS)) == (61, 16)


def test_an_event(coding, tmp_path):
    (event,), _, left_out = written([coding], tmp_path / "out")
    assert left_out == 1  # the raid that is only possible
    assert 0 < int(event.pop("GLOBALEVENTID")) < 2**63
    assert told(event) == {
        "SQLDATE": "20240503",
        "MonthYear": "202405",
        "Year": "2024",
        "FractionDate": "2024.3370",
        "Actor1Code": "EGYGOV",
        "Actor1Name": "EGYPT",
        "Actor1CountryCode": "EGY",
        "Actor1Type1Code": "GOV",
        "Actor2Code": "IMGREB",
        "Actor2Name": "<REBELS>",
        "Actor2Type1Code": "REB",
        "IsRootEvent": "1",
        "EventCode": "070",
        "EventBaseCode": "070",
        "EventRootCode": "07",
        "QuadClass": "2",
        "GoldsteinScale": "7.0",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Cairo, Egypt",
        "ActionGeo_CountryCode": "EG",
        "ActionGeo_Lat": "30.0626",
        "ActionGeo_Long": "31.2497",
        "DATEADDED": "20240504000000",
        "SOURCEURL": "r-1",
    }


def test_a_mention(coding, tmp_path):
    (event,), (mention,), _ = written([coding], tmp_path / "out")
    text, one = coding.report.text, coding.events[0]
    assert mention.pop("GLOBALEVENTID") == event["GLOBALEVENTID"]
    assert told(mention) == {
        "EventTimeDate": "20240504000000",
        "MentionTimeDate": "20240504000000",
        "MentionType": "2",  # no address: a citation
        "MentionSourceName": "The Gazette",
        "MentionIdentifier": "r-1",
        "SentenceID": "1",
        "Actor1CharOffset": str(text.index("Egypt")),
        "Actor2CharOffset": str(text.index("<rebels>")),
        "ActionCharOffset": str(one.trigger.start),
        "InRawText": "1",
        "MentionDocLen": str(len(text)),
    }


def test_an_incident_is_one_event_with_its_mentions(coding, tmp_path):
    codings = three_reports(coding)
    (event,), mentions, _ = written(codings, tmp_path / "out", {f"e-{n}": "i-1" for n in (1, 2, 3)})
    counts = [event[name] for name in ("NumMentions", "NumSources", "NumArticles")]
    assert counts == ["3", "2", "3"]
    assert event["SQLDATE"] == "20240503"  # from the report that tells most
    assert event["ActionGeo_FullName"] == "Cairo, Egypt"
    assert (event["DATEADDED"], event["SOURCEURL"]) == ("20240504060000", "https://b.test/2")  # the first to tell it
    assert [mention["MentionTimeDate"] for mention in mentions] == [
        "20240505000000",
        "20240504060000",
        "20240506000000",
    ]
    assert {mention["EventTimeDate"] for mention in mentions} == {"20240504060000"}
    assert {mention["GLOBALEVENTID"] for mention in mentions} == {event["GLOBALEVENTID"]}
    assert [mention["SentenceID"] for mention in mentions] == ["2", "1", "1"]
    assert {path.name for path in (tmp_path / "out").glob("*.CSV")} == {
        "20240506000000.export.CSV",
        "20240506000000.mentions.CSV",
    }


def test_unlinked_events_are_incidents_of_their_own_with_lasting_numbers(coding, tmp_path):
    codings = three_reports(coding)
    one, _, _ = written(codings, tmp_path / "one")
    other, _, _ = written(reversed(codings), tmp_path / "other")
    assert len({event["GLOBALEVENTID"] for event in one}) == 3
    assert {event["GLOBALEVENTID"] for event in one} == {event["GLOBALEVENTID"] for event in other}


def test_two_acts_in_one_report_count_it_once(coding, tmp_path):
    again = replace(coding.events[0], event_id="e-9")
    coding = Coding(coding.report, (coding.events[0], again))
    (event,), _, _ = written([coding], tmp_path / "out", {"e-1": "i", "e-9": "i"})
    assert (event["NumMentions"], event["NumArticles"]) == ("2", "1")


def test_where_nobody_is_acted_upon_the_second_actor_takes_the_place(coding, tmp_path):
    talks = replace(
        coding.events[0],
        event_type="CONSULT",
        actors=(
            Party("Cairo", 0, 5, "Egypt", "EGY", "GOV"),
            Party("The minister", 0, 5, "a minister", "EGY", "GOV"),
            Party("Rome", 6, 10, "Italy", "ITA", "GOV"),
        ),
        recipients=(),
    )
    (event,), (mention,), _ = written([Coding(coding.report, (talks,))], tmp_path / "out")
    assert (event["Actor1Code"], event["Actor2Code"]) == ("EGYGOV", "ITAGOV")
    assert mention["Actor2CharOffset"] == "6"


def test_the_unknown_actor_is_empty(coding, tmp_path):
    raid = replace(coding.events[1], modality="actual", actors=coding.events[1].actors[:1])
    (event,), (mention,), _ = written([Coding(coding.report, (raid,))], tmp_path / "out")
    assert {event[name] for name in EVENT_COLUMNS if name.startswith(("Actor1", "Actor2")) and "Geo" not in name} == {
        ""
    }
    assert (mention["Actor1CharOffset"], mention["Actor2CharOffset"]) == ("-1", "-1")
    assert (event["SQLDATE"], event["ActionGeo_Type"]) == ("20240504", "0")


@pytest.mark.parametrize(
    ("precision", "country", "expected"),
    [
        ("country", "DEU", ("1", "Hill", "GM", "GM", "GM")),
        ("region", "DEU", ("5", "Hill, Germany", "GM", "", "")),
        ("city", "USA", ("3", "Hill, United States", "US", "", "")),
        ("region", "USA", ("2", "Hill, United States", "US", "", "")),
        ("city", None, ("4", "Hill", "", "", "")),
        (None, None, ("0", "Hill", "", "", "")),
    ],
)
def test_places(coding, tmp_path, precision, country, expected):
    words = coding.events[0].place.text
    place = Place("Hill", country, None, None, None, precision, words)
    (event,), _, _ = written([Coding(coding.report, (replace(coding.events[0], place=place),))], tmp_path / "out")
    names = ("Type", "FullName", "CountryCode", "ADM1Code", "FeatureID")
    assert tuple(event[f"ActionGeo_{name}"] for name in names) == expected


def test_a_headline_on_top_of_the_text_belongs_to_the_lead(coding, tmp_path):
    def place(text, title):
        report = Report("r", title, text, None)
        at = text.index("sent weapons")
        event = replace(coding.events[0], trigger=report.span(at, at + 4))
        (row,), _, _ = written([Coding(report, (event,))], tmp_path / "out")
        return row["IsRootEvent"]

    assert place("Aid row\nEgypt sent weapons.\nMore.", "Aid row") == "1"
    assert place("Aid row\nCairo was calm.\nEgypt sent weapons.", "Aid row") == "0"
    assert place("Cairo was calm.\n\nEgypt sent weapons.", "Aid row") == "0"


def test_records_without_their_report_have_no_sentence_and_no_length(coding, tmp_path):
    gone = replace(coding.report, text="", published=None, publisher=None)
    (event,), (mention,), _ = written([Coding(gone, coding.events[:1])], tmp_path / "out")
    assert (mention["SentenceID"], mention["MentionDocLen"], event["DATEADDED"]) == ("", "", "")
    assert (event["SQLDATE"], event["IsRootEvent"]) == ("20240503", "0")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-05-04", "20240504000000"),
        ("2024-05-04T23:30:01-02:00", "20240505013001"),
        ("2024-05-04T10:00:00Z", "20240504100000"),
        ("0001-01-01T00:00:00+10:00", ""),
        ("spring", ""),
        (None, ""),
    ],
)
def test_times(published, expected):
    assert stamp(published) == expected


def test_hostile_text_breaks_no_row(tmp_path):
    folder = tmp_path / "out"
    events, mentions, _ = written([hostile(), *many(2)], folder)
    assert (len(events), len(mentions)) == (3, 3)
    for kind, width in (("export", 61), ("mentions", 16)):
        (path,) = folder.glob(f"*.{kind}.CSV")
        raw = path.read_bytes()
        assert b"\r" not in raw
        assert b'"' not in raw
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            frame = pandas.read_csv(path, sep="\t", header=None, quoting=quoting, dtype=str)
            assert frame.shape == (3, width)
    frame = pandas.read_csv(next(folder.glob("*.export.CSV")), sep="\t", header=None, names=EVENT_COLUMNS)
    assert frame["GLOBALEVENTID"].dtype == "int64"
    assert frame["AvgTone"].isna().all()


def test_nothing_is_two_empty_files(tmp_path):
    assert written([], tmp_path / "out") == ([], [], 0)
