"""A file that came in before, loaded again as a new version of its document."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.ingest.loading import load_documents, plan_for
from cmo_coder.ingest.reading import read_file
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import documents_of, full_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.tui.screens.documents import DocumentsScreen
from cmo_coder.tui.screens.load_files import LoadFiles
from cmo_coder.tui.screens.load_versions import Codings
from tests.tui.screen_text import app_on, flat, press, until
from tests.tui.source_case import rest, study

FIRST = "Interviewer: Hoe gaat het?\nR1: Ik voel me hier echt thuis. Dat komt door de buren.\n"
SECOND = FIRST.replace("echt thuis", "helemaal thuis").replace("Hoe gaat", "En hoe gaat")


async def test_a_file_of_the_same_name_is_offered_as_a_new_version_with_its_codings(tmp_path: Path) -> None:
    place, path = study(tmp_path), tmp_path / "gesprek.txt"
    path.write_text(FIRST, "utf-8")
    with Project.open(place, with_backup=False) as project:
        (document,) = load_documents(project, [plan_for(read_file(path))])
        code = add_code(project, Code(id=new_id(), name="Thuis", type=CodeType.OPEN))
        for words in ("Ik voel me hier echt thuis", "door de buren"):
            start = FIRST.index(words)
            code_span(project, document.id, start, start + len(words), code)
    path.write_text(SECOND, "utf-8")
    async with app_on(place, "documents", size=(100, 30)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, DocumentsScreen)
        screen.load([path])
        await rest(app, pilot)
        loading = app.screen
        assert isinstance(loading, LoadFiles)
        assert loading.state is not None
        assert "came from a file of this name" in flat(loading)
        loading.action_change("version")
        await pilot.pause()
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Codings))
        assert "1 with the same words" in flat(app.screen)
        assert "1 with words that are alike" in flat(app.screen)
        await press(pilot, "space", "enter")
        assert loading.state.items[0].version_of == document
        assert len(loading.state.items[0].review) == 1
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        assert app.session is not None
        project = app.session.project
        assert [one.id for one in documents_of(project)] == [document.id]
        assert full_document(project, document.id).text == SECOND
        with project.read() as reading:
            states = {one.quote: one.state for one in reading.all(Fragment)}
        assert states == {"Ik voel me hier echt thuis": FragmentState.REVIEW, "door de buren": FragmentState.SITS}
        assert verify(project) == ()
        await press(pilot, "u")
        assert full_document(project, document.id).text == FIRST
        assert verify(project) == ()
