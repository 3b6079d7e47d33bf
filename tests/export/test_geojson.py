"""GeoJSON, read back by shapely and by the rules of RFC 7946."""

import json
from dataclasses import replace

import pytest
import shapely
from hostile import hostile

from whowhom.export.collection import Collection
from whowhom.export.geojson import write
from whowhom.records import Coding


def written(codings, path, incidents=None):
    write(Collection(codings, incidents or {}), path)
    return json.loads(path.read_text(encoding="utf-8"))


def test_shapely_reads_the_points(coding, tmp_path):
    collection = written([coding], tmp_path / "e.geojson")
    placed = [f for f in collection["features"] if f["geometry"]]
    assert [f["id"] for f in placed] == ["e-1"]
    whole = shapely.from_geojson(json.dumps(collection | {"features": placed}))
    assert [(point.x, point.y) for point in whole.geoms] == [(31.2497, 30.0626)]


def test_properties_are_flat_and_the_same_for_all(coding, tmp_path):
    collection = written([coding], tmp_path / "e.geojson", {"e-1": "i-7"})
    full, bare = (feature["properties"] for feature in collection["features"])
    assert list(full) == list(bare)
    assert not any(isinstance(value, list | dict) for value in (*full.values(), *bare.values()))
    assert (full["incident"], bare["incident"]) == ("i-7", "e-2")
    assert (full["actors"], full["denied_by"]) == ("EGY GOV Egypt", "EGY GOV Egypt's president")
    assert (full["date_start"], full["place_name"], full["place_country"]) == ("2024-05-03", "Cairo", "EGY")
    assert full["sentence"] == coding.report.text
    assert (full["published"], full["publisher"], full["url"]) == ("2024-05-04", "The Gazette", None)
    unknown = {"recipients", "asserted_by", "denied_by", "date_start", "place_name", "contexts", "url"}
    assert {name for name in unknown if bare[name] is not None} == set()


def test_events_without_coordinates_are_kept(coding, tmp_path):
    event = coding.events[0]
    nowhere = replace(event, place=replace(event.place, latitude=float("nan")))
    features = written([Coding(coding.report, (nowhere, *coding.events))], tmp_path / "e.geojson")["features"]
    assert [bool(feature["geometry"]) for feature in features] == [False, True, False]


def test_hostile_text(tmp_path):
    path = tmp_path / "e.geojson"
    (feature,) = written([hostile()], path)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [170.9876543, -12.1234568]}
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3
    sentence = feature["properties"]["sentence"]
    assert "😀שלום" in sentence
    assert not {"\x00", "\x0b", "\ud800", "\ufffe"} & set(sentence)
    assert len(sentence) == len(hostile().events[0].evidence[0].text)


def test_nothing_is_a_collection_too(tmp_path):
    assert written([], tmp_path / "e.geojson") == {"type": "FeatureCollection", "features": []}


def test_a_failing_stream_leaves_no_file(coding, tmp_path):
    def failing():
        yield coding
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write(Collection(failing()), tmp_path / "e.geojson")
    assert list(tmp_path.iterdir()) == []
