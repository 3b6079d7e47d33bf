"""Data files: the user's folder is laid over the package's, and what is wrong in it is told with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from whowhom import data
from whowhom.errors import DataError
from whowhom.events.contexts import Contexts
from whowhom.events.lexicon import Lexicon
from whowhom.events.light_verbs import LightVerbs
from whowhom.events.modality import Modality
from whowhom.events.ontology import Ontology
from whowhom.events.relevance import Relevance, Topics

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes one file of a user's folder; gives the folder."""

    def one(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return tmp_path

    return one


def test_the_users_rows_come_after_the_packages(write: Write) -> None:
    folder = write("events/ascribing.csv", "\ufeffnote,verb,prep\nmine, chalk ,up to\nmine,put\n")
    package = list(data.rows("events/ascribing.csv"))
    both = list(data.rows("events/ascribing.csv", folder, ("verb", "prep")))
    assert both[: len(package)] == package
    assert both[len(package) :] == [
        {"note": "mine", "verb": "chalk", "prep": "up to"},
        {"note": "mine", "verb": "put", "prep": ""},
    ]
    assert (both[-1].path, both[-1].line) == (folder / "events/ascribing.csv", 3)


def test_every_file_that_a_pattern_names_is_read(write: Write) -> None:
    write("events/triggers/b.csv", "word\n")
    folder = write("events/triggers/a.csv", "word\n")
    found = data.paths("events/triggers/*.csv", folder)
    assert [path.name for path in found[-2:]] == ["a.csv", "b.csv"]
    assert found[:-2] == data.paths("events/triggers/*.csv")


def test_the_users_values_replace_those_that_they_name_and_no_others(write: Write) -> None:
    folder = write("events/relevance.toml", "[topics]\nprior = 9.0\n[acts]\nalways = []\n")
    package, both = data.settings("events/relevance.toml"), data.settings("events/relevance.toml", folder)
    assert (both["topics"]["prior"], both["acts"]["always"]) == (9.0, [])
    assert both["topics"]["least_share"] == package["topics"]["least_share"]
    assert both["accidents"] == package["accidents"]


@pytest.mark.parametrize("stage", ["claims", "events", "language"])
def test_every_list_of_small_words_is_read_by_a_rule(stage: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in data.FOLDER.parent.rglob("*.py"))
    lists = data.settings(f"{stage}/words.toml")
    assert lists
    assert [key for key in lists if f'["{key}"]' not in code and f"['{key}']" not in code] == []
    assert [key for key, words in lists.items() if len(words) != len(set(words))] == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere: no such folder; expected one with tables of your own"):
        Ontology(tmp_path / "nowhere")


def test_a_file_that_is_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no data file events/nothing\.csv in .* or "):
        list(data.rows("events/nothing.csv", tmp_path))


MODALITY, LIGHT = "word,pos,kind,scope,effect", "verb,prep,noun_role,modality"
WRONG: list[tuple[Callable[[Path], object], str, str | bytes, str]] = [
    # what cannot be read at all
    (Topics, "events/topics.csv", "topic\nsport\n", "topics.csv: no column words; found topic"),
    (Topics, "events/topics.csv", "", "topics.csv: no column topic, words; found an empty file"),
    (Topics, "events/topics.csv", "topic,words\nsport,ball,goal\n", "topics.csv:2: more fields than columns"),
    (Contexts, "events/contexts.csv", b"context,lemmas\ncrime,\xff\n", "contexts.csv: .*; expected CSV in UTF-8"),
    (Relevance, "events/relevance.toml", "[acts", "relevance.toml: .*; expected TOML in UTF-8"),
    (Ontology, "events/ontology.toml", b"# \xff", "ontology.toml: .*; expected TOML in UTF-8"),
    # other tables of events
    (Modality, "events/modality.csv", f"{MODALITY}\nzap,verb,verb,below,planned\n", "modality.csv:2: scope is 'below'"),
    (Modality, "events/modality.csv", f"{MODALITY}\nzap,verb,verb,self,soon\n", "modality.csv:2: effect is 'soon'"),
    (Modality, "events/modality.csv", "word,scope,effect\n", "modality.csv: no column kind"),
    (LightVerbs, "events/light_verbs.csv", f"{LIGHT}\nzap,,doer,\n", "noun_role is 'doer'; expected one of actor, rec"),
    (LightVerbs, "events/light_verbs.csv", f"{LIGHT}\nzap,,actor,soon\n", "light_verbs.csv:2: modality is 'soon'"),
    (LightVerbs, "events/light_verbs.csv", f"{LIGHT}\n,,actor,\n", "light_verbs.csv:2: no verb"),
    (Ontology, "events/ontology.toml", "[types.ZAP]\nquad = 1\n", "ontology.toml: type ZAP: 'gist'; expected gist"),
    (Ontology, "events/ontology.toml", "[types.AID]\nquad = 'one'\n", "type AID: invalid literal .*; expected gist"),
]  # fmt: skip


@pytest.mark.parametrize(("load", "name", "content", "message"), WRONG, ids=[message[:40] for *_, message in WRONG])
def test_what_is_wrong_is_told(
    load: Callable[[Path], object], name: str, content: str | bytes, message: str, write: Write
) -> None:
    with pytest.raises(DataError, match=message):
        load(write(name, content))


COLUMNS = "word,pos,object,type,mode,actor,recipient\n"
WRONG_TRIGGERS = [
    ("triggers", "word,pos\n", "x.csv: no column type, actor, recipient; found word, pos"),
    ("triggers", COLUMNS + "\n,verb,,AID,,,\n", "x.csv:3: no word; expected the lemma of a trigger"),
    ("triggers", COLUMNS + "zap,adverb,,AID,,,\n", "x.csv:2: pos is 'adverb'; expected one of adj, noun, verb"),
    ("triggers", COLUMNS + "zap,verb,,ATTACK,,,\n", "x.csv:2: type is 'ATTACK'; expected one of .*ASSAULT.*NONE"),
    ("triggers", COLUMNS + "zap,verb,,CONSULT,lunch,,\n", "x.csv:2: mode is 'lunch'; expected one of multilateral"),
    ("triggers", COLUMNS + "zap,verb,,NONE,phone,,\n", "x.csv:2: mode is 'phone'"),
    ("triggers", COLUMNS + "zap,verb,!@zapped,AID,,,\n", "x.csv:2: object names @zapped; expected a class"),
    ("classes", "class,lemmas\nzap,@zapped\n", "x.csv:2: lemmas names @zapped; expected a class"),
]


@pytest.mark.parametrize(("folder", "content", "message"), WRONG_TRIGGERS)
def test_what_is_wrong_in_the_lexicon_is_told(
    folder: str, content: str, message: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ontology = Ontology()
    mine = write("events/classes/c.csv", "class,lemmas\n")
    monkeypatch.setattr(data, "FOLDER", mine / "no package")  # eight thousand triggers that take a second to read
    with pytest.raises(DataError, match=message):
        Lexicon(ontology, write(f"events/{folder}/x.csv", content))
