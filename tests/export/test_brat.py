"""brat standoff, read back by bioc, and held to the rules by which brat's own server reads it."""

import re
from dataclasses import replace

import pytest
from bioc import brat as reader
from hostile import hostile, many

from whowhom.data import settings
from whowhom.errors import WhowhomError
from whowhom.export.brat import fragments, plain, write
from whowhom.export.collection import Collection
from whowhom.records import Coding, Report

SAFE = re.compile(r"[A-Za-z0-9_-]+")


@pytest.fixture
def documents(tmp_path):
    """The documents of a folder by name, each checked."""

    def done(*codings, incidents=None):
        folder = tmp_path / "brat"
        write(Collection(iter(codings), incidents or {}), folder)
        texts = sorted(folder.glob("*.txt"))
        assert len(texts) == len(codings)
        return {path.stem: checked(path) for path in texts}

    return done


def checked(path):
    text, standoff = (path.with_suffix(suffix).read_bytes().decode("utf-8") for suffix in (".txt", ".ann"))
    assert standoff.splitlines() == standoff.split("\n")[:-1], "no character but the newline ends a line"
    document = reader.loads(text, standoff, path.stem)
    parts = document.entities + document.events + document.attributes + document.notes
    assert sorted(id_of(line) for line in standoff.splitlines()) == sorted(part.id for part in parts)
    triggers = {event.trigger_id for event in document.events}
    known = {part.id: part for part in document.entities + document.events}
    for entity in document.entities:
        spans = sorted((span.begin, span.end) for span in entity.locations)
        assert entity.text == " ".join(text[start:end] for start, end in spans)
        assert SAFE.fullmatch(entity.type)
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    for event in document.events:
        assert known[event.trigger_id].type == event.type
        assert all(name in known and name not in triggers for name in event.arguments.values())
    for part in document.attributes + document.notes:
        assert part.refid in known
        assert part.refid not in triggers
    return document


def id_of(line):
    name, tab, rest = line.partition("\t")
    assert re.fullmatch("[TEA#][1-9][0-9]*", name)
    assert tab
    assert rest
    return name


def said(document, event):
    """Role to the words that fill it."""
    words = {entity.id: entity.text for entity in document.entities}
    return {role: words[name] for role, name in event.arguments.items()}


def about(document, name):
    return {part.type: part.attributes for part in document.attributes if part.refid == name}


def test_bioc_reads_events_with_their_roles(coding, documents):
    document = documents(coding)["r-1"]
    assert document.text == coding.report.text
    full, bare = document.events
    assert (full.type, bare.type) == ("AID", "ASSAULT")
    assert said(document, full) == {
        "Actor": "Egypt",
        "Recipient": "<rebels>",
        "Speaker": "Ministry officials",
        "Denier": "Egypt's president",
        "Date": "3 May 2024",
        "Place": "Cairo",
        "Cue": "said",
        "Denial": "denied",
    }
    assert about(document, full.id) == {"Disputed": set()}
    assert about(document, bare.id) == {"Mode": {"aerial"}, "Modality": {"possible"}}


def test_what_stands_on_no_words_is_noted(coding, documents):
    document = documents(coding, incidents={"e-1": "i-7"})["r-1"]
    full, bare = (next(n.text for n in document.notes if n.refid == event.id) for event in document.events)
    assert full == (
        "event e-1; incident i-7; date 2024-05-03 to 2024-05-03 (day, stated); "
        "place Cairo, EGY, GeoNames 360630, 30.0626 31.2497; contexts military, diplomatic"
    )
    assert bare == "event e-2; actor without words UNK unknown"


def test_a_party_is_one_span_however_often_it_acts(coding, documents):
    document = documents(coding)["r-1"]
    (officials,) = [entity for entity in document.entities if entity.text == "Ministry officials"]
    assert about(document, officials.id) == {"Sector": {"GOV"}}
    assert [note.text for note in document.notes if note.refid == officials.id] == ["EGY GOV Ministry officials"]


def test_several_of_one_role_are_numbered(coding, documents):
    event = coding.events[0]
    other = replace(event.actors[0], name="Jordan", country="JOR")
    both = replace(event, actors=(*event.actors, other, *event.denied_by))
    document = documents(replace(coding, events=(both,)))["r-1"]
    actors = {role: name for role, name in document.events[0].arguments.items() if role.startswith("Actor")}
    assert list(actors) == ["Actor", "Actor2", "Actor3"]
    assert len(set(actors.values())) == 3, "two parties on the same words are two"


def test_a_span_over_lines_is_written_in_fragments(coding, documents):
    report = Report("r", None, "The army\n  and police \n\nof Ruritania shelled Port\nHope.")
    event = coding.events[0]
    army = replace(event.actors[0], text=report.text[4:36], start=4, end=36)
    trigger = report.span(report.text.index("shelled"), len(report.text))
    bare = replace(coding.events[1], actors=(army,), trigger=trigger)
    document = documents(Coding(report, (bare,)))["r"]
    assert [entity.text for entity in document.entities] == ["shelled Port Hope.", "army and police of Ruritania"]
    assert sorted(document.entities[1].locations)[0].begin == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", ["one"]),
        (" one \n two ", ["one", "two"]),
        ("\n\none\n \n\ntwo\n", ["one", "two"]),
        (" \n ", []),
        ("", []),
        ("שלום\n😀", ["שלום", "😀"]),
    ],
)
def test_fragments(text, expected):
    assert [text[start:end] for start, end in fragments(text, 0, len(text))] == expected


def test_hostile_text(documents):
    (document,) = documents(hostile()).values()
    report = hostile().report
    assert len(document.text) == len(report.text)
    assert document.text.count("\n") == report.text.count("\n")
    assert "😀שלום" in document.text
    (event,) = document.events
    assert set(event.arguments) == {"Actor", "Recipient", "Speaker", "Denier", "Date", "Place", "Cue", "Denial"}
    for entity in document.entities:
        assert document.text[entity.total_span[0]] == plain(report.text)[entity.total_span[0]]
    assert said(document, event)["Date"] == "3 May 2024"


def test_names_of_files(coding, documents):
    names = ["a-1", "A-1", "../a", "_a", "/etc/passwd", "..", "", "x" * 500, "https://a.example/b?c", "é", "è", "a.ann"]
    found = documents(*(Coding(replace(coding.report, id=name), ()) for name in [*names, "a-1"]))
    assert len({name.casefold() for name in found}) == len(names) + 1
    assert "a-1" in found
    assert all(SAFE.fullmatch(name) and not name.startswith("-") and len(name) <= 120 for name in found)


def test_names_of_files_do_not_depend_on_what_else_is_there(coding, documents):
    (alone,) = documents(Coding(replace(coding.report, id="https://a.example/b"), ()))
    both = documents(*(Coding(replace(coding.report, id=name), ()) for name in ("https://a.example/b", "c")))
    assert alone in both


def test_the_configuration_knows_every_type_and_value(coding, documents, tmp_path):
    documents(coding, hostile())
    conf = (tmp_path / "brat" / "annotation.conf").read_text(encoding="utf-8")
    sections = {
        part.partition("]")[0]: [line.split("\t") for line in part.partition("]")[2].split("\n") if line]
        for part in conf.split("[")[1:]
    }
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    assert [name for name, *_ in sections["events"]] == list(settings("events/ontology.toml")["types"])
    entities = {name for name, *_ in sections["entities"]}
    for _, roles in sections["events"]:
        assert {role.partition(":")[2] for role in roles.split(", ")} <= entities
    values = dict(line for line in sections["attributes"])
    assert {"heavy-weapons", "aerial", "phone"} <= set(values["Mode"].partition("Value:")[2].split("|"))
    assert {"GOV", "UNK"} <= set(values["Sector"].partition("Value:")[2].split("|"))
    assert (tmp_path / "brat" / "visual.conf").read_text(encoding="utf-8").startswith("[labels]\n")


def test_a_report_without_text_is_refused(coding, tmp_path):
    report = replace(coding.report, text="")
    with pytest.raises(WhowhomError, match="has no text"):
        write(Collection([Coding(report, coding.events)]), tmp_path / "brat")
    assert list(tmp_path.iterdir()) == []


def test_a_second_export_takes_the_place_of_the_first(coding, documents):
    documents(*many(3))
    assert set(documents(coding)) == {"r-1"}


def test_a_folder_of_others_is_left_alone(coding, tmp_path):
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat" / "mine").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="mine"):
        write(Collection([coding]), tmp_path / "brat")
    assert [path.name for path in (tmp_path / "brat").iterdir()] == ["mine"]
