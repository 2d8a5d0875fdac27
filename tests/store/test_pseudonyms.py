"""Pseudonymising: nothing readable remains, nothing else is lost, and the key brings everything back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Respondent
from cmo_coder.model.documents import Document, Speaker, TextVersion
from cmo_coder.model.errors import ProjectError, RuleError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.names import key as key_module
from cmo_coder.names.key import KeyFileError, WrongPassphrase
from cmo_coder.names.replacing import Named
from cmo_coder.names.value import Kind
from cmo_coder.store.backup import backups_of
from cmo_coder.store.barriers import Barred
from cmo_coder.store.documents import full_document
from cmo_coder.store.file_settings import setting_of
from cmo_coder.store.fragments import code_span
from cmo_coder.store.originals import loaded_without_document, note_without_document
from cmo_coder.store.project import Project
from cmo_coder.store.pseudonyms import Applied, backups_before, known_names, pseudonymise, undo_with_key
from cmo_coder.store.verify import verify
from tests.shared import ROOT
from tests.store.example import everything
from tests.store.names_study import NAMES, TOUCHED, UNTOUCHED, found_in, make

PASSPHRASE = "vier losse woorden hier"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("names") / "made.cmo"
    make(path).close()
    return path


@pytest.fixture
def project(tmp_path: Path, made_once: Path) -> Iterator[Project]:
    shutil.copy(made_once, tmp_path / "study.cmo")
    with Project.open(tmp_path / "study.cmo", with_backup=False) as opened:
        yield opened


@pytest.fixture(autouse=True)
def cheap_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes guessing dear makes tests slow; the form of the key is the same."""
    monkeypatch.setattr(key_module, "_COST", {"n": 2**8, "r": 8, "p": 1})


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere.cmokey"


def apply(project: Project, key: Path, **how: object) -> Applied:
    return pseudonymise(project, NAMES, key, PASSPHRASE, **how)  # type: ignore[arg-type]


def rows_of_file(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that stands in the file, table by table, besides what only the file itself needs."""
    with closing(sqlite3.connect(path)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        left_out = ("setting", "search_index", "sqlite_stat1")
        kept = [name for name in names if not name.startswith(left_out)]
        return {name: sorted(map(tuple, raw.execute(f'SELECT * FROM "{name}"')), key=repr) for name in kept}


def files_beside(project: Project) -> list[Path]:
    assert project.path is not None
    return [path for path in project.path.parent.iterdir() if path.is_file() and path.name.startswith("study.cmo")]


def test_peers_row_24_pseudonymise_after_coding_leaves_no_name_in_any_byte_and_no_coding_moves(
    project: Project, key: Path
) -> None:
    """peers.md, table 2, row 24: late pseudonymisation was unsafe and lost codings."""
    assert found_in(project.path or Path()) or any(found_in(path) for path in files_beside(project))
    with project.read() as reading:
        before = {one.id: one.quote for one in reading.all(Fragment)}
        codings = len(reading.all(Coding))
    done = apply(project, key)
    assert done.wiped
    for path in files_beside(project):
        assert found_in(path) == [], path.name
    after = project.back_up()
    assert found_in(after.path) == []
    assert verify(project) == ()
    with project.read() as reading:
        fragments = reading.all(Fragment)
        assert len(reading.all(Coding)) == codings
        assert {one.id for one in fragments} == set(before)
        for one in fragments:
            version = reading.get(TextVersion, one.text_version_id)
            assert reading.text(version.sha256)[one.start : one.end] == one.quote
            if before[one.id] in UNTOUCHED:
                assert one.quote == before[one.id]
        touched = {before[one.id]: one.quote for one in fragments if before[one.id] in TOUCHED}
    assert touched == {
        "Quirina Zandbergsma, hij heet": "[naam-1], hij heet",
        "Zandbergsma, hij": "[naam-1], hij",
        "Bartholomé Okkersen": "[naam-2]",
        "QUIRINA hoort": "[naam-1] hoort",
    }


def test_the_text_its_turns_and_its_speakers_read_on(project: Project, key: Path) -> None:
    apply(project, key)
    with project.read() as reading:
        (document,) = reading.all(Document)
    full = full_document(project, document.id)
    assert document.title == "Gesprek met [naam-1]"
    assert document.source_name == "interview_[naam-1].docx" and document.source_sha256 == ""
    turn = full.turns[2]
    speaker = full.speaker_of(turn)
    assert speaker is not None and speaker.label == "[naam-2]"
    assert full.text[turn.start : turn.end] == (
        "[naam-2]: Ja, mevrouw [naam-1] belde mij op [telefoon-1]. Toen ging ik weer naar buiten.\n"
    )
    assert full.text[turn.text_start :].startswith("Ja, mevrouw")
    assert "👩‍👧 [plaats-1]se mensen" in full.text


def test_undo_stops_at_it_and_the_key_brings_back_everything_as_it_was(project: Project, key: Path) -> None:
    path = project.path
    assert path is not None
    project.close()
    shutil.copy(path, path.with_name("before.cmo"))
    with Project.open(path, with_backup=False) as opened:
        before = everything(opened)
        apply(opened, key)
        with opened.read() as reading:
            code_id = reading.all(Coding)[0].code_id
            document = reading.all(Document)[0]
            from cmo_coder.model.codes import Code

            code = reading.get(Code, code_id)
        code_span(opened, document.id, 0, 11, code)
        assert opened.undo() is not None
        with pytest.raises(Barred, match="key"):
            opened.undo()
        code_span(opened, document.id, 0, 11, code)
        assert undo_with_key(opened, key, PASSPHRASE) == 1
        assert everything(opened) == before
        assert verify(opened) == ()
        there, then = rows_of_file(path), rows_of_file(path.with_name("before.cmo"))
        for table in then.keys() - {"change", "change_rows", "search_text"}:
            assert there[table] == then[table], table
        assert there["change_rows"][: len(then["change_rows"])] != []
        # And the way further back is open again, to the beginning and forth.
        assert opened.undo_to(1) > 5
        while opened.redo() is not None:
            pass
        assert everything(opened) == before


def test_a_wrong_passphrase_changes_nothing_and_says_so(project: Project, key: Path) -> None:
    apply(project, key)
    before = everything(project)
    with pytest.raises(WrongPassphrase):
        undo_with_key(project, key, "vier losse woorden daar")
    assert everything(project) == before


def test_a_key_of_another_study_and_of_an_act_that_was_not_carried_out_are_told_apart(
    project: Project, key: Path, tmp_path: Path
) -> None:
    apply(project, key)
    with make(tmp_path / "other.cmo") as other, pytest.raises(KeyFileError, match="another study"):
        undo_with_key(other, key, PASSPHRASE)
    undo_with_key(project, key, PASSPHRASE)
    with pytest.raises(KeyFileError, match="already"):
        undo_with_key(project, key, PASSPHRASE)


def test_the_key_of_a_backup_that_was_put_back_belongs_to_nothing(project: Project, key: Path) -> None:
    from cmo_coder.store.backup import restore

    path, backup = project.path, project.back_up()
    assert path is not None
    apply(project, key)
    project.close()
    restore(path, backup.path)
    with Project.open(path, with_backup=False) as opened, pytest.raises(KeyFileError, match="not in this project"):
        undo_with_key(opened, key, PASSPHRASE)


def test_without_a_key_nothing_is_changed(project: Project, key: Path) -> None:
    before = everything(project)
    with pytest.raises(KeyFileError, match="too short"):
        pseudonymise(project, NAMES, key, "kort")
    with pytest.raises(KeyFileError, match="cannot be written"):
        pseudonymise(project, NAMES, key.parent / "no" / "a.cmokey", PASSPHRASE)
    assert everything(project) == before and not key.exists()


def test_a_change_that_fails_leaves_study_and_disk_as_they_were(
    project: Project, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cmo_coder.store import project as module

    before = everything(project)
    monkeypatch.setattr(module, "_commit", lambda _connection: (_ for _ in ()).throw(OSError("power")))
    with pytest.raises(OSError, match="power"):
        apply(project, key)
    monkeypatch.undo()
    assert everything(project) == before and not key.exists()


def test_power_that_goes_before_the_file_is_wiped_has_it_wiped_at_the_next_opening(
    project: Project, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cmo_coder.store import wiping

    monkeypatch.setattr(wiping, "wipe", lambda _driver: False)
    assert not apply(project, key).wiped
    assert any(found_in(path) for path in files_beside(project))
    monkeypatch.undo()
    path = project.path
    assert path is not None
    project.close()
    with Project.open(path) as opened:
        assert [one.path for one in backups_of(path) if found_in(one.path)] == []
        assert all(found_in(one) == [] for one in files_beside(opened))


def test_another_program_that_reads_keeps_the_file_from_being_wiped_and_that_is_said(
    project: Project, key: Path
) -> None:
    assert project.path is not None
    with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM document").fetchone()
        assert not apply(project, key).wiped
        other.execute("COMMIT")
    assert project.wipe_if_needed()
    assert all(found_in(path) == [] for path in files_beside(project))


def test_backups_of_before_are_listed_and_those_of_after_are_not(project: Project, key: Path) -> None:
    assert backups_before(project) == ()
    before = project.back_up()
    assert apply(project, key).backups == (before,)
    project.back_up()
    assert backups_before(project) == (before,)


def test_some_documents_only_leaves_the_other_transcripts_and_their_quotes_alone(project: Project, key: Path) -> None:
    with project.read() as reading:
        before = reading.all(Fragment)
    apply(project, key, documents=[])
    with project.read() as reading:
        assert reading.all(Fragment) == before
        assert reading.all(Document)[0].title == "Gesprek met [naam-1]"
    assert verify(project) == ()


def test_a_place_that_is_kept_stays_as_it_is(project: Project, key: Path) -> None:
    with project.read() as reading:
        version = reading.all(TextVersion, in_force=True)[0]
        start = reading.text(version.sha256).index("QUIRINA")
    apply(project, key, kept=[(version.id, start)])
    with project.read() as reading:
        text = reading.text(reading.all(TextVersion, in_force=True)[0].sha256)
    assert "QUIRINA hoort erbij" in text and "Quirina" not in text


def test_two_labels_that_become_the_same_stay_two_speakers(project: Project, key: Path) -> None:
    same = [Named(one.name, one.kind, "[naam-1]") for one in NAMES]
    pseudonymise(project, same, key, PASSPHRASE)
    with project.read() as reading:
        labels = sorted(one.label for one in reading.all(Speaker))
    assert labels == ["Interviewer", "[naam-1]", "[naam-1] (2)"]
    assert verify(project) == ()


def test_the_key_tells_the_names_for_whoever_has_its_passphrase(project: Project, key: Path) -> None:
    apply(project, key)
    assert known_names(key, PASSPHRASE) == NAMES


def test_a_second_time_needs_its_own_key_and_they_are_taken_back_in_turn(
    project: Project, key: Path, tmp_path: Path
) -> None:
    before = everything(project)
    apply(project, key)
    second = tmp_path / "second.cmokey"
    pseudonymise(project, [Named("Interviewer", Kind.OWN, "[rol-1]")], second, PASSPHRASE)
    assert verify(project) == ()
    with pytest.raises(Barred):
        undo_with_key(project, key, PASSPHRASE)
    undo_with_key(project, second, PASSPHRASE)
    undo_with_key(project, key, PASSPHRASE)
    assert everything(project) == before and verify(project) == ()


def test_what_cannot_be_replaced_is_refused(project: Project, key: Path) -> None:
    for names in ([], [Named("Quirina", Kind.PERSON, " ")], [Named("Quirina", Kind.PERSON, "Quirina 1")]):
        with pytest.raises(RuleError):
            pseudonymise(project, names, key, PASSPHRASE)
    with pytest.raises(RuleError, match="None of these"):
        pseudonymise(project, [Named("Niemandal", Kind.PERSON, "[naam-9]")], key, PASSPHRASE)
    assert not key.exists()


def test_a_database_server_is_refused() -> None:
    project = Project.__new__(Project)
    project.place = "postgresql://x/y"
    with pytest.raises(ProjectError, match="database server"):
        project.rewrite(lambda _connection: None)


def test_pages_that_were_free_before_are_wiped_too_and_drafts_are_dropped(project: Project, key: Path) -> None:
    assert project.path is not None
    with closing(sqlite3.connect(project.path, isolation_level=None)) as raw:
        raw.execute(
            "CREATE TABLE gone AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500)"
            " SELECT i, 'Quirina Zandbergsma was er ' || i FROM n"
        )
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("DROP TABLE gone")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Zandbergsma was er 99" in project.path.read_bytes()
    apply(project, key)
    assert all(found_in(path) == [] for path in files_beside(project))
    assert setting_of(project, "draft:x") is None
    assert "[naam-2]" in (setting_of(project, "import_map") or "")


def test_the_hash_of_a_survey_without_documents_is_dropped_with_the_names(project: Project, key: Path) -> None:
    with project.change("survey.load", "Survey loaded") as change:
        change.insert(Respondent(id=new_id(), pseudonym="R77"))
        note_without_document(change, "ab" * 32)
    with project.read() as reading:
        assert loaded_without_document(reading, "ab" * 32) is not None
    apply(project, key)
    with project.read() as reading:
        assert loaded_without_document(reading, "ab" * 32) is None
    assert all(b"abababab" not in path.read_bytes() for path in files_beside(project))


@pytest.mark.parametrize(("module", "function"), [("project", "_commit"), ("wiping", "wipe")])
def test_a_program_that_dies_leaves_the_study_before_or_after_and_never_between(
    project: Project, key: Path, module: str, function: str
) -> None:
    """The power goes right before the commit, and right after it."""
    path = project.path
    assert path is not None
    before = everything(project)
    project.close()
    script = f"""
import os, sys
from pathlib import Path
from cmo_coder.names import key
from cmo_coder.store import project, wiping
from cmo_coder.store.project import Project
from cmo_coder.store.pseudonyms import pseudonymise
from tests.store.names_study import NAMES
key._COST = {{"n": 256, "r": 8, "p": 1}}
opened = Project.open({str(path)!r}, with_backup=False)
{module}.{function} = lambda *_given: os._exit(9)
pseudonymise(opened, NAMES, Path({str(key)!r}), {PASSPHRASE!r})
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    with Project.open(path) as opened:
        assert verify(opened) == ()
        if function == "_commit":
            assert everything(opened) == before
            return
        assert all(found_in(one) == [] for one in files_beside(opened))
        assert [one for one in backups_of(path) if found_in(one.path)] == []
        undo_with_key(opened, key, PASSPHRASE)
        assert everything(opened) == before
