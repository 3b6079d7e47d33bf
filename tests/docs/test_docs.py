"""The documentation says what is true: commands print what stands there, links lead somewhere, pages are fresh."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
docs = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(docs)

PAGES = docs.pages()
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def name(path):
    return path.relative_to(ROOT).as_posix()


def having(pattern):
    return [pytest.param(path, id=name(path)) for path in PAGES if pattern.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", having(docs.CONSOLE))
def test_commands_print_what_stands_there(path, tmp_path):
    """`make docs` writes the outputs anew."""
    text = path.read_text(encoding="utf-8")
    assert docs.refreshed(text, docs.workspace(tmp_path)) == text


@pytest.mark.parametrize("path", having(PYTHON))
def test_python_runs(path, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for block in PYTHON.findall(path.read_text(encoding="utf-8")):
        exec(compile(block, name(path), "exec"), {"__name__": "documentation"})


@pytest.mark.parametrize("path", docs.generated(), ids=name)
def test_written_pages_are_fresh(path):
    assert path.read_text(encoding="utf-8") == docs.generated()[path], "run `make docs`"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_documentation_has_commands_and_python():
    assert len(having(docs.CONSOLE)) >= 4
    assert len(having(PYTHON)) >= 4
