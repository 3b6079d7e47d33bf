"""Web Annotations, read back by rdflib as JSON-LD and by the rules of the W3C model."""

import json
from dataclasses import replace

import pytest
from hostile import NASTY, hostile, many
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from whowhom.export.characters import scalar
from whowhom.export.collection import Collection
from whowhom.export.names import address
from whowhom.export.web_annotations import AROUND, write
from whowhom.records import Report

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # inside rdflib

OA = Namespace("http://www.w3.org/ns/oa#")
AS = Namespace("http://www.w3.org/ns/activitystreams#")
WHOWHOM = Namespace("urn:whowhom:term:")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")

LINKS = {"body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector"}
WORDS = {"motivation": "oa:motivatedBy", "purpose": "oa:hasPurpose"}
MODEL = {
    "oa": str(OA),
    "as": str(AS),
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    **{name: {"@id": f"as:{name}", "@type": "@id"} for name in ("first", "partOf")},
    **{name: {"@id": iri, "@type": "@id"} for name, iri in LINKS.items()},
    **{name: {"@id": iri, "@type": "@vocab"} for name, iri in WORDS.items()},
    **{name: f"oa:{name}" for name in ("TextualBody", "TextPositionSelector", "TextQuoteSelector")},
    **{name: f"oa:{name}" for name in ("classifying", "highlighting", "identifying", "tagging")},
    **{name: f"oa:{name}" for name in ("start", "end", "exact", "prefix", "suffix")},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
    "name": "http://xmlns.com/foaf/0.1/name",
    "label": str(LABEL),
    "value": str(RDF.value),
}
"""What the context of the model at http://www.w3.org/ns/anno.jsonld says of the terms used here."""


@pytest.fixture
def written(tmp_path):
    def done(*codings, incidents=None):
        write(Collection(codings, incidents or {}), tmp_path / "a.jsonld")
        return json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))

    return done


def items(collection):
    return collection["first"]["items"]


def graph(collection):
    """The RDF that the file means; the model's context is given here, so that nothing is fetched."""
    remote, own = collection["@context"]
    assert remote == "http://www.w3.org/ns/anno.jsonld"
    return Graph().parse(data=json.dumps(collection | {"@context": [MODEL, own]}), format="json-ld")


def keys(value):
    if isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys(part)


def check_selectors(collection, text):
    for item in items(collection):
        position, quotation = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert (position["type"], quotation["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[start:end] == quotation["exact"]
        assert text[:start].endswith(quotation["prefix"])
        assert text[end:].startswith(quotation["suffix"])
        assert len(quotation["prefix"]) == min(AROUND, start)
        assert len(quotation["suffix"]) == min(AROUND, len(text) - end)


def test_selectors_find_their_words(coding, written):
    collection = written(coding)
    assert len(items(collection)) > 10
    check_selectors(collection, coding.report.text)


def test_every_role_is_told(coding, written):
    roles = {item["body"]["role"]: item for item in items(written(coding)) if ":e-1:" in item["id"]}
    assert set(roles) == {
        "trigger", "actor", "recipient", "speaker", "denier", "date", "place", "cue", "denial", "evidence",
    }  # fmt: skip
    assert roles["trigger"]["body"]["value"] == "AID"
    assert roles["denier"]["body"]["party"]["label"] == "EGY GOV Egypt's president"
    assert roles["date"]["body"]["date"]["first_day"] == "2024-05-03"
    assert roles["place"]["body"]["place"]["latitude"] == 30.0626


def test_the_record_stands_with_the_trigger(coding, written):
    first, *others = items(written(coding, incidents={"e-1": "i 7"}))
    event = first["body"]["event"]
    assert event["id"] == "urn:whowhom:event:e-1"
    assert event["incident"] == "urn:whowhom:incident:i%207"
    assert (event["event_type"], event["quad"], event["modality"]) == ("AID", 2, "actual")
    assert others[0]["body"]["event"] == event["id"]


def test_rdflib_reads_annotations(coding, written):
    collection = written(coding)
    found = graph(collection)
    annotations = set(found.subjects(RDF.type, OA.Annotation))
    assert annotations == {URIRef(item["id"]) for item in items(collection)}
    for annotation in annotations:
        target = found.value(annotation, OA.hasTarget, any=False)
        assert found.value(target, OA.hasSource, any=False) == URIRef("urn:whowhom:report:r-1")
        kinds = {found.value(selector, RDF.type) for selector in found.objects(target, OA.hasSelector)}
        assert kinds == {OA.TextPositionSelector, OA.TextQuoteSelector}
        assert found.value(annotation, OA.motivatedBy) in {OA.classifying, OA.highlighting, OA.identifying}
        body = found.value(annotation, OA.hasBody, any=False)
        assert found.value(body, RDF.type) == OA.TextualBody
        assert isinstance(found.value(body, WHOWHOM.event), URIRef)
    assert found.value(URIRef("urn:whowhom:event:e-1"), WHOWHOM.event_type) == Literal("AID")
    assert Literal("EGY GOV Egypt") in set(found.objects(None, LABEL))


def test_the_collection_counts_its_page(coding, written):
    collection = written(coding)
    found = graph(collection)
    whole = URIRef(collection["id"])
    assert found.value(whole, RDF.type) == AS.OrderedCollection
    page = found.value(whole, AS.first, any=False)
    assert found.value(page, AS.partOf) == whole
    assert collection["total"] == len(items(collection)) == len(list(found.items(found.value(page, AS["items"]))))
    assert list(found.objects(whole, AS.totalItems)) == [Literal(collection["total"])]


def test_no_term_is_without_a_meaning(coding, written):
    """JSON-LD drops what its context does not know, without a word."""
    collection = written(coding, hostile())
    own = collection["@context"][1]
    used = set(keys({name: part for name, part in collection.items() if name != "@context"}))
    assert used - set(MODEL) - set(own) == set()


def test_names_are_unique(coding, written):
    """Two parties may stand on the same words ("both sides")."""
    event = coding.events[0]
    both = replace(event, actors=(event.actors[0], replace(event.actors[0], name="Other")))
    ids = [item["id"] for item in items(written(replace(coding, events=(both, *coding.events[1:]))))]
    assert len(ids) == len(set(ids))


def test_what_is_nowhere_said_has_no_annotation(coding, written):
    bare = replace(coding, events=coding.events[1:])
    assert [item["body"]["role"] for item in items(written(bare))] == ["trigger", "actor", "evidence"]


def test_hostile_text(written):
    collection = written(hostile())
    check_selectors(collection, scalar(hostile().report.text))
    assert scalar(NASTY) in items(collection)[0]["target"]["selector"][1]["exact"]
    found = graph(collection)
    assert len(set(found.subjects(RDF.type, OA.Annotation))) == len(items(collection))
    for iri in {*found.subjects(), *found.objects(None, OA.hasSource)}:
        assert not isinstance(iri, URIRef) or set(iri) <= set(map(chr, range(0x21, 0x7F))) - set('<>"{}|\\^`')


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=1&d=%20#e", "https://a.example/b?c=1&d=%20#e"),
        (" http://a.example/b c\n", "http://a.example/b%20c"),
        ("https://a.example/é|<b>", "https://a.example/%C3%A9%7C%3Cb%3E"),
        ("https://a.example/100%?a=[1]%C3", "https://a.example/100%25?a=%5B1%5D%C3"),
        ("HTTPS://a.example:8080", "https://a.example:8080"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://a b.example/", None),
        ("http://a.example/\ud800", None),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("/home/page.html", None),
        ("page.html", None),
        ("http://", None),
        ("http://[::1", None),
        ("http://a.example:no/", None),
        (None, None),
    ],
)
def test_addresses(url, expected):
    assert address(Report("r", None, "", url=url)) == expected


def test_a_report_with_an_address_is_named_by_it(coding, written):
    report = replace(coding.report, url="https://a.example/1")
    assert items(written(replace(coding, report=report)))[0]["target"]["source"]["id"] == "https://a.example/1"


def test_nothing_is_a_collection_too(written):
    collection = written()
    assert (items(collection), collection["total"]) == ([], 0)
    assert graph(collection).value(URIRef(collection["id"]), RDF.type) == AS.OrderedCollection


def test_reports_are_taken_one_by_one(tmp_path):
    """The file grows while the stream runs: nothing waits for its end."""
    sizes = []

    def watched():
        for n, coding in enumerate(many(400)):
            if n in (100, 399):
                (part,) = tmp_path.iterdir()
                sizes.append(part.stat().st_size)
            yield coding

    write(Collection(watched()), tmp_path / "a.jsonld")
    assert 0 < sizes[0] < sizes[1] < (tmp_path / "a.jsonld").stat().st_size
