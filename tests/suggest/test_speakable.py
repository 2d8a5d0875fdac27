"""The sentences that suggestions are made for: of a stretch those that it touches, as in the whole document."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.model.study import Study
from cmo_coder.store.documents import FullDocument, add_document, full_document
from cmo_coder.store.project import Project
from cmo_coder.suggest.spoken import speakable

TEXT = "Interviewer: Hoe ging het? Vertel eens.\nBewoner: Goed. Ik liep mee!  Heel ver.\n\n  Nog een regel. Dit ook.\n"


def opened(folder: Path) -> FullDocument:
    project = Project.create(folder / "p.cmo", Study(id=new_id(), name="p"))
    with project.change("test", "test"):
        document = add_document(project, Document(id=new_id(), title="d"), TEXT)
    found = full_document(project, document.id)
    project.close()
    return found


def test_a_stretch_has_the_sentences_that_it_touches(tmp_path: Path) -> None:
    document = opened(tmp_path)
    whole = speakable(document)
    assert len(whole) >= 5

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, len(TEXT) + 5), st.integers(1, 60))
    def same(start: int, length: int) -> None:
        touched = [one for one in whole if one[0] < start + length and one[1] > start]
        assert speakable(document, (start, start + length)) == touched

    same()
