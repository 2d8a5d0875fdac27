"""What is derived from texts: beside the project, gone after pseudonymising and with the project."""

from __future__ import annotations

from pathlib import Path

from cmo_coder import paths
from cmo_coder.store.cache_folder import cache_folder, forget_derived
from cmo_coder.store.making import remove_files
from cmo_coder.store.project import Project


def filled(place: str | Path) -> Path:
    folder = cache_folder(place)
    folder.mkdir(parents=True)
    (folder / "vectors-x.npz").write_bytes(b"x")
    return folder


def test_it_lies_beside_the_project(tmp_path: Path) -> None:
    assert cache_folder(tmp_path / "study.cmo") == tmp_path / "study.cmo.cache"


def test_that_of_a_database_lies_in_the_programs_own_folder() -> None:
    folder = cache_folder("postgresql://host/one")
    assert paths.data_dir() in folder.parents
    assert folder != cache_folder("postgresql://host/two")
    assert "host" not in folder.name


def test_rewriting_the_past_empties_it(project: Project) -> None:
    if project.path is None:
        return
    folder = filled(project.place)
    project.rewrite(lambda _connection: None)
    assert not folder.exists()


def test_it_goes_with_the_project(tmp_path: Path) -> None:
    path = tmp_path / "study.cmo"
    path.write_bytes(b"")
    folder = filled(path)
    remove_files(path)
    assert not folder.exists()


def test_nothing_to_forget_is_no_error(tmp_path: Path) -> None:
    forget_derived(tmp_path / "study.cmo")
