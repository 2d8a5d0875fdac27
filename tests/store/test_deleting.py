"""Deleting a project: its file with all that lies beside it, the backups only when that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import Study
from cmo_coder.settings import Recent, recent_projects, remember
from cmo_coder.store.backup import back_up, folder_of
from cmo_coder.store.cache_folder import cache_folder
from cmo_coder.store.deleting import delete_project, what_goes
from cmo_coder.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with vectors and a backup."""
    path = tmp_path / "p.cmo"
    Project.create(path, Study(id=new_id(), name="Proef")).close()
    back_up(path)
    cache_folder(path).mkdir()
    (cache_folder(path) / "vectors-x.npz").write_bytes(b"x")
    remember(Recent(str(path)))
    return path


def test_what_was_derived_goes_with_it_and_the_backups_stay(path: Path) -> None:
    goes = what_goes(path)
    assert (goes.file, goes.cache, goes.backups) == (path, cache_folder(path), 1)
    assert path.exists(), "nothing is deleted by asking"
    assert delete_project(path) == goes
    assert [one.name for one in path.parent.iterdir()] == [folder_of(path).name]
    assert recent_projects() == ()


def test_the_backups_go_when_that_is_asked(path: Path) -> None:
    delete_project(path, backups=True)
    assert list(path.parent.iterdir()) == []


def test_what_is_no_project_is_not_deleted(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Beste Ans", "utf-8")
    for place in (other, tmp_path, tmp_path / "none.cmo"):
        with pytest.raises(UserError):
            delete_project(place)
    assert other.exists()
