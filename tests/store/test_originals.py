"""Files that documents came from: known by their hash, kept where the team wants it, given back as they were."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import NotFound
from cmo_coder.model.study import Study
from cmo_coder.store.documents import add_document, remove_document
from cmo_coder.store.originals import (
    forget_originals,
    keep_bytes,
    keeps_originals,
    loaded_before,
    note_original,
    original_bytes,
    originals_of,
    remember_choice,
)
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify

DATA = bytes(range(256)) * 40 + b"Wilhelmina van Zandmeer\r\n" * 20 + "geheim".encode("utf-16")
HASH = hashlib.sha256(DATA).hexdigest()


def load(project: Project, title: str = "Gesprek", *, keep: bool = True) -> Document:
    with project.change("document.load", "Document {title} loaded", title=title) as change:
        document = add_document(project, Document(id=new_id(), title=title, source_name="gesprek.docx"), "Goed hoor.")
        note_original(change, [document.id], HASH, len(DATA))
        if keep:
            keep_bytes(change, HASH, DATA)
        remember_choice(change, keep)
    return document


def test_a_kept_original_comes_back_byte_for_byte(project: Project) -> None:
    document = load(project)
    assert original_bytes(project, document) == DATA
    (file,) = originals_of(project, document)
    assert (file.original.sha256, file.original.size, file.name, file.kept) == (HASH, len(DATA), "gesprek.docx", True)
    assert keeps_originals(project)
    assert verify(project) == ()


def test_without_its_bytes_a_file_is_still_known(project: Project) -> None:
    document = load(project, keep=False)
    assert not originals_of(project, document)[0].kept
    assert not keeps_originals(project)
    with pytest.raises(NotFound, match=r"gesprek\.docx"):
        original_bytes(project, document)
    with project.read() as reading:
        found = loaded_before(reading, [HASH, "0" * 64])
        assert {sha256: one.title for sha256, (one, _at) in found.items()} == {HASH: "Gesprek"}


def test_two_documents_of_one_file_share_its_bytes_and_undo_leaves_them_for_redo(project: Project) -> None:
    load(project)
    second = load(project, "Weer")
    project.undo()
    with project.read() as reading:
        assert [one.title for one, _at in loaded_before(reading, [HASH]).values()] == ["Gesprek"]
    project.undo()
    with project.read() as reading:
        assert loaded_before(reading, [HASH]) == {}
    project.redo()
    project.redo()
    assert original_bytes(project, second) == DATA


def test_a_removed_document_takes_the_note_of_its_file_along(project: Project) -> None:
    document = load(project)
    remove_document(project, document)
    assert verify(project) == ()
    project.undo()
    assert original_bytes(project, document) == DATA


def test_dropping_an_original_is_for_good_and_leaves_what_is_known_of_it(project: Project) -> None:
    document = load(project)
    other = add_document(project, Document(id=new_id(), title="Ander"), "Anders.")
    with pytest.raises(NotFound):
        forget_originals(project, [])
    assert forget_originals(project, [document]) == 1
    assert not originals_of(project, document)[0].kept
    with pytest.raises(NotFound):
        original_bytes(project, other)
    project.undo()
    with pytest.raises(NotFound):
        original_bytes(project, document)


def test_dropping_takes_along_the_bytes_that_no_document_refers_to(project: Project) -> None:
    load(project)
    project.undo()
    kept = add_document(project, Document(id=new_id(), title="Ander"), "Anders.")
    assert forget_originals(project, [kept]) == 1


def test_of_a_dropped_original_nothing_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.cmo"
    noise = hashlib.shake_256(b"niet samen te persen").digest(60_000)
    sha256 = hashlib.sha256(noise).hexdigest()
    with Project.create(path, Study(id=new_id(), name="Proef")) as project:
        document = add_document(project, Document(id=new_id(), title="Gesprek"), "Goed hoor.")
        with project.change("document.load", "Loaded") as change:
            note_original(change, [document.id], sha256, len(noise))
            keep_bytes(change, sha256, noise)
    pieces = [noise[at : at + 16] for at in range(0, len(noise), 500)]
    assert sum(piece in path.read_bytes() for piece in pieces) > 50
    with Project.open(path, with_backup=False) as project:
        forget_originals(project)
    assert not any(piece in path.read_bytes() for piece in pieces)


def test_bytes_that_are_not_those_of_the_hash_are_refused(project: Project) -> None:
    with pytest.raises(ValueError, match="hash"), project.change("document.load", "Loaded") as change:
        keep_bytes(change, "0" * 64, DATA)
