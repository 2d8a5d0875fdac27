"""Making, opening and closing a project; what is wrong with a file is said plainly, and the file stays as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cmo_coder.messages import set_language
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.study import Study
from cmo_coder.store import history, migrate
from cmo_coder.store.backup import folder_of
from cmo_coder.store.project import Project
from tests.shared import ROOT
from tests.store.example import STUDY, everything, fill

SIBLINGS = ("", "-wal", "-shm", "-journal")


def siblings(path: Path) -> list[str]:
    """The files of a project that stand beside each other now, by what comes after its name."""
    return [ending for ending in SIBLINGS if path.with_name(path.name + ending).exists()]


def test_a_project_is_made_closed_and_opened(empty_place: str) -> None:
    with Project.create(empty_place, STUDY) as project:
        fill(project)
        full = everything(project)
    with Project.open(empty_place) as again:
        assert everything(again) == full
        assert again.problems == ()
        assert again.coder is None
        with again.read() as reading:
            first = history.entries(reading, newest_first=False)[0]
            assert (first.seq, first.act, first.text()) == (1, "study.create", "Study Gezonde wijk made")


def test_a_project_is_made_only_where_there_is_none(empty_place: str) -> None:
    Project.create(empty_place, STUDY).close()
    with pytest.raises(ProjectError, match=r"already a (file|project)"):
        Project.create(empty_place, Study(id=new_id(), name="andere"))
    with Project.open(empty_place) as project, project.read() as reading:
        assert reading.all(Study) == (STUDY,)


def test_one_file_is_left_when_a_project_is_closed(path: Path) -> None:
    project = Project.create(path, STUDY)
    with project.read() as reading:
        reading.count(Study)
    assert "-wal" in siblings(path)
    project.close()
    assert siblings(path) == [""]


def test_closing_does_not_wait_for_others(path: Path) -> None:
    with Project.create(path, STUDY) as project, project.read() as reading:
        reading.count(Study)
        other = Project.open(path, with_backup=False)
        with other.change("x", "x") as change:
            change.insert(Code(id=new_id(), name="a"))
        other.close()
    with Project.open(path, with_backup=False) as project, project.read() as reading:
        assert reading.count(Code) == 1
    assert siblings(path) == [""]


def test_a_project_writes_ahead_and_waits_for_the_disk(path: Path) -> None:
    with Project.create(path, STUDY) as project, project._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_project_that_does_not_write_ahead_any_more_does_so_after_opening(path: Path) -> None:
    Project.create(path, STUDY).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    Project.open(path, with_backup=False).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# Where nothing can be made


@pytest.mark.parametrize("name", ["nowhere/study.cmo", "file/study.cmo", "", "x" * 300])
def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ProjectError) as raised:
        Project.create(tmp_path / name, STUDY)
    assert raised.value.remedy_text()
    assert sorted(tmp_path.iterdir()) == before


def test_making_a_project_that_fails_halfway_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "stamp", fail)
    with pytest.raises(KeyboardInterrupt):
        Project.create(path, STUDY)
    assert siblings(path) == []


# What is no project


def not_a_project(folder: Path) -> Iterator[tuple[str, str, Path]]:
    text = folder / "interview.txt"
    text.write_text("Interviewer: hallo\n", "utf-8")
    yield "text", "is not a project of cmo-coder", text
    empty = folder / "empty.cmo"
    empty.write_bytes(b"")
    yield "empty", "is not a project of cmo-coder", empty
    other = folder / "browser.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE change (seq)")
    yield "another program's database", "is not a project of cmo-coder", other
    yield "a folder", "is a folder", folder
    yield "nothing", "There is no project at", folder / "nowhere.cmo"
    yield "nothing in no folder", "There is no project at", folder / "nowhere" / "study.cmo"
    begun = folder / "begun.cmo"
    with closing(sqlite3.connect(begun)) as connection:
        connection.execute(f"PRAGMA application_id = {0x434D4F31}")
    yield "cut short", "making it was cut short", begun
    whole = folder / "whole.cmo"
    with Project.create(whole, STUDY) as project:
        fill(project)
    for name, keep in (("half", 0.5), ("a page", 0.02), ("most", 0.97)):
        cut = folder / f"{name}.cmo"
        cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * keep)])
        yield f"truncated to {name}", "is damaged|is not a project", cut


def test_what_is_no_project_is_said_plainly_and_left_as_it_was(tmp_path: Path) -> None:
    for what, message, path in not_a_project(tmp_path):
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(ProjectError, match=message) as raised:
            Project.open(path)
        assert raised.value.remedy_text(), what
        assert str(path) in str(raised.value) or "damaged" in message or "cut short" in message, what
        assert siblings(path) == ([""] if path.exists() else []), what
        assert not folder_of(path).exists(), what
        if before is not None:
            assert path.read_bytes() == before, what


def test_it_is_said_in_dutch_too(tmp_path: Path) -> None:
    set_language("nl")
    with pytest.raises(ProjectError, match=r"is een map, geen project\. Noem het projectbestand"):
        Project.open(tmp_path)


def test_a_project_of_a_newer_version_is_refused_and_not_touched(path: Path) -> None:
    Project.create(path, STUDY).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
        raw.commit()
    before = path.read_bytes()
    found = rf"made by a newer version of cmo-coder \(tables 0999, known up to {migrate.HEAD}\)"
    with pytest.raises(ProjectError, match=found):
        Project.open(path)
    assert path.read_bytes() == before
    assert not folder_of(path).exists()


def test_no_version_outside_the_folder_of_migrations_is_looked_for() -> None:
    assert not migrate.OWN.knows("../env")
    assert not migrate.OWN.knows("")


# Rights

AS_SOMEBODY_ELSE = """
import os, sys
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project
import cmo_coder.store.verify
from pathlib import Path
if os.geteuid() == 0:  # root may do anything
    os.setgid(65534), os.setuid(65534)
try:
    if sys.argv[1] == "create":
        Project.create(sys.argv[2], Study(id=new_id(), name="x"))
    with Project.open(sys.argv[2]) as project:
        with project.read() as reading:
            print("read", reading.count(Code))
        with project.change("x", "x") as change:
            change.insert(Code(id=new_id(), name="x"))
        print("written")
except UserError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        for one in (folder, *folder.iterdir()):
            one.chmod(0o777)


def as_somebody_else(what: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", AS_SOMEBODY_ELSE, what, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_file_that_may_only_be_read_can_be_read(open_folder: Path) -> None:
    path = open_folder / "study.cmo"
    with Project.create(path, STUDY) as project:
        fill(project)
    path.chmod(0o444)
    said = as_somebody_else("open", path).splitlines()
    assert said[0] == "read 1"
    assert said[1].startswith("ProjectError This project cannot be written")


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_folder_that_may_only_be_read_gets_a_plain_message(open_folder: Path) -> None:
    path = open_folder / "study.cmo"
    Project.create(path, STUDY).close()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    said = as_somebody_else("open", path)
    assert said.splitlines()[-1].startswith("ProjectError")
    assert "cannot be" in said
    assert as_somebody_else("create", open_folder / "new.cmo").startswith("ProjectError")
    assert sorted(one.name for one in open_folder.iterdir()) == ["study.cmo"]


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_file_that_may_not_be_read_gets_a_plain_message(open_folder: Path) -> None:
    path = open_folder / "study.cmo"
    Project.create(path, STUDY).close()
    path.chmod(0o000)
    said = as_somebody_else("open", path)
    assert said.startswith("ProjectError")
    assert "cannot be read" in said


def test_opening_a_project_loads_no_migrations_and_no_other_database() -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom cmo_coder.store.project import Project\n"
        "from cmo_coder.model.study import Study\n"
        "Project.create(Path(sys.argv[1]), Study(id='x', name='x')).close()\n"
        "Project.open(Path(sys.argv[1])).close()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'alembic', 'psycopg', 'textual', 'mako'}),"
        " [name for name in sys.modules if name.endswith('postgresql')])"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", code, str(Path(folder) / "a.cmo")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.strip() == "[] []", done.stderr


def test_a_project_that_may_only_be_read_is_read_and_nothing_stands_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.create(path, STUDY) as project:
        fill(project)
        full = everything(project)
    shutil.rmtree(folder_of(path), ignore_errors=True)
    before = path.read_bytes()
    monkeypatch.setattr("cmo_coder.store.place.os.access", lambda *_given: False)  # the tests may run as root
    with Project.open(path) as project:
        assert project.may_only_be_read and everything(project) == full
        assert siblings(path) == [""]
        with (
            pytest.raises(ProjectError, match="may only be read"),
            project.change("code.add", "Code made") as change,
        ):
            change.insert(Code(id=new_id(), name="x"))
    assert path.read_bytes() == before and siblings(path) == [""] and not folder_of(path).exists()


def test_a_project_that_somebody_who_may_write_has_open_is_read_as_it_is_now(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.create(path, STUDY) as open_elsewhere:
        monkeypatch.setattr("cmo_coder.store.place.os.access", lambda *_given: False)
        with open_elsewhere.change("code.add", "Code made") as change:
            change.insert(Code(id=new_id(), name="nieuw"))
        with Project.open(path) as project, project.read() as reading:
            assert not project.may_only_be_read and [one.name for one in reading.all(Code)] == ["nieuw"]


def test_an_older_project_that_may_only_be_read_says_that_it_must_be_updated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.create(path, STUDY).close()
    with closing(sqlite3.connect(path)) as driver:
        driver.execute("UPDATE alembic_version SET version_num = '0001'")
        driver.commit()
    monkeypatch.setattr("cmo_coder.store.place.os.access", lambda *_given: False)
    with pytest.raises(ProjectError, match="older version"):
        Project.open(path)
