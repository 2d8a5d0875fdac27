"""What is derived from texts: beside the project, gone after pseudonymising and with the project."""

from __future__ import annotations

from pathlib import Path

from cmo_coder import paths
from cmo_coder.settings import Recent, gone_projects, recent_projects, remember
from cmo_coder.store.cache_folder import cache_folder, forget_derived, forget_orphans
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


def opened_lately(*places: Path) -> None:
    for place in reversed(places):
        remember(Recent(str(place)))


def test_that_of_a_project_deleted_by_hand_goes_at_the_next_look(tmp_path: Path) -> None:
    gone, here = tmp_path / "gone.cmo", tmp_path / "here.cmo"
    here.write_bytes(b"")
    opened_lately(gone, here)
    folders = [filled(place) for place in (gone, here)]
    (folders[0] / "vectors-y.part").write_bytes(b"x")
    remember(Recent(str(here)))  # something else is opened first
    assert gone_projects() == (str(gone),)
    forget_orphans()
    assert [folder.exists() for folder in folders] == [False, True]
    assert gone_projects() == () and [one.project for one in recent_projects()] == [str(here)]


def test_what_somebody_else_put_in_a_folder_of_that_name_stays(tmp_path: Path) -> None:
    gone = tmp_path / "gone.cmo"
    opened_lately(gone)
    folder = filled(gone)
    (folder / "notes.txt").write_text("mine", "utf-8")
    forget_orphans()
    assert [file.name for file in folder.iterdir()] == ["notes.txt"]


def test_a_project_on_a_disk_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    away = tmp_path / "stick" / "study.cmo"
    away.parent.mkdir()
    opened_lately(away)
    folder = filled(away)
    aside = tmp_path / "elsewhere"
    away.parent.rename(aside)
    forget_orphans()
    aside.rename(away.parent)
    assert folder.exists()
    forget_orphans()
    assert not folder.exists()
