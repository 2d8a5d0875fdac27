"""Memos of what is removed."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.memos import Memo
from cmo_coder.model.study import Study
from cmo_coder.store.codes import add_code, remove_code
from cmo_coder.store.documents import add_document, remove_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.memos import add_memo, memos_on
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify


def test_a_removed_document_takes_the_memos_of_its_fragments_along_and_undo_brings_them_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.cmo", Study(id=new_id(), name="Proef")) as project:
        document = add_document(project, Document(id=new_id(), title="Gesprek"), "Ik slaap weer.")
        code = add_code(project, Code(id=new_id(), name="slaap"))
        coding = code_span(project, document.id, 0, 8, code)
        add_memo(project, "Let op de toon.", [("fragment", coding.fragment_id)])
        add_memo(project, "Ook over de code.", [("document", document.id), ("code", code.id)])
        remove_document(project, document)
        assert verify(project) == ()
        with project.read() as reading:
            assert [memo.text for memo in reading.all(Memo)] == ["Ook over de code."]
        project.undo()
        assert verify(project) == ()
        assert [memo.text for memo in memos_on(project, "fragment", coding.fragment_id)] == ["Let op de toon."]
        with project.read() as reading:
            assert reading.count(Fragment) == 1


def test_a_removed_code_takes_its_memo_along(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.cmo", Study(id=new_id(), name="Proef")) as project:
        code = add_code(project, Code(id=new_id(), name="slaap"))
        add_memo(project, "Nog nodig?", [("code", code.id)])
        remove_code(project, code)
        assert verify(project) == ()
        with project.read() as reading:
            assert reading.count(Memo) == 0
