"""Folders are written whole or not at all, and nothing that others put there is lost."""

import os
import stat

import pytest

from whowhom.export.folder import MARK, whole_folder


def fill(path, **files):
    with whole_folder(path) as folder:
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")


def content(path):
    return {entry.name: entry.read_text(encoding="utf-8") for entry in path.iterdir() if entry.name != MARK}


def test_a_new_and_an_empty_folder_are_written(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        fill(tmp_path / name, a="1", b="2")
        assert content(tmp_path / name) == {"a": "1", "b": "2"}
    assert sorted(os.listdir(tmp_path)) == ["empty", "new"]


def test_an_earlier_export_is_replaced_as_a_whole(tmp_path):
    fill(tmp_path / "out", a="1", b="2")
    fill(tmp_path / "out", a="3", c="4")
    assert content(tmp_path / "out") == {"a": "3", "c": "4"}
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("exported", [True, False])
def test_files_of_others_are_never_touched(tmp_path, exported):
    if exported:
        fill(tmp_path / "out", a="1")
    else:
        (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    before = content(tmp_path / "out")
    with pytest.raises(FileExistsError, match=r"thesis\.txt.*expected a new folder"):
        fill(tmp_path / "out", a="2")
    assert content(tmp_path / "out") == before
    assert os.listdir(tmp_path) == ["out"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is a file"):
        fill(tmp_path / "out", a="1")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("exported", [True, False])
def test_what_breaks_leaves_nothing_behind(tmp_path, exported):
    if exported:
        fill(tmp_path / "out", a="1")

    def breaking():
        with whole_folder(tmp_path / "out") as folder:
            (folder / "a").write_text("2", encoding="utf-8")
            raise RuntimeError("the coder broke")

    with pytest.raises(RuntimeError, match="broke"):
        breaking()
    assert os.listdir(tmp_path) == (["out"] if exported else [])
    if exported:
        assert content(tmp_path / "out") == {"a": "1"}


def test_a_folder_has_the_usual_rights(tmp_path):
    fill(tmp_path / "out", a="1")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o777 & ~mask
