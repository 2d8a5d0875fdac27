"""The rounds dialog: handing out, drawing a sample, who is done, blind ended early, work on another computer."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.model.agreement_runs import AgreementRun
from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.model.memos import Decision
from cmo_coder.model.study import Assignment, Progress, ProgressState
from cmo_coder.settings import Recent, remember
from cmo_coder.store.documents import add_document, documents_of
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.study import coders_of
from tests.store.test_agreement import TEXT, Team
from tests.tui.screen_text import app_on, flat, press, type_words


def study(folder: Path) -> str:
    """A study of two coders with three documents; Anna works here."""
    made = Team(folder / "wijk.cmo")
    made.add("Tweede")
    made.add("Derde")
    made.project.close()
    remember(Recent(str(folder / "wijk.cmo"), None, made.anna.id))
    return str(folder / "wijk.cmo")


async def test_documents_are_handed_out_and_a_coder_is_done(tmp_path: Path) -> None:
    place = study(tmp_path)
    async with app_on(place, "overview", size=(80, 24)) as (app, pilot):
        await press(pilot, "d")
        assert "Nobody was handed anything yet" in flat(app.screen)
        await press(pilot, "h", "enter", "ctrl+s", "enter", "down", "enter", "ctrl+s")
        assert "Coding round" in flat(app.screen)
        await press(pilot, "ctrl+s")
        assert app.session is not None
        with app.session.project.read() as reading:
            assert [(one.coding_round, one.blind) for one in reading.all(Assignment)] == [(1, True), (1, True)]
        said = flat(app.screen)
        assert "Gesprek Anna 1 blind" in said and "Gesprek Bram 1 blind" in said
        await press(pilot, "F")
        with app.session.project.read() as reading:
            (row,) = reading.all(Progress)
            assert row.state is ProgressState.FINISHED
        await press(pilot, "j", "F")
        assert "Each coder says so" in " ".join(str(one.message) for one in app._notifications)
        await press(pilot, "b")
        await type_words(pilot, "ziek")
        await press(pilot, "enter")
        with app.session.project.read() as reading:
            assert [one.why for one in reading.all(Decision)] == ["ziek"]
            assert sum(one.blind for one in reading.all(Assignment)) == 1


async def test_on_a_narrow_screen_titles_give_way_to_who_and_how_far(tmp_path: Path) -> None:
    place = study(tmp_path)
    with Project.open(place, with_backup=False) as project:
        add_document(project, Document(id=new_id(), title="Een gesprek met een heel lange naam " * 3), "Een tekst.")
    async with app_on(place, "overview", size=(80, 24)) as (app, pilot):
        assert app.session is not None
        await press(pilot, "d")
        project = app.session.project
        (*_rest, long) = sorted(documents_of(project), key=lambda one: len(one.title))
        hand(project, [long.id], [coders_of(project)[0].id], 1, blind=True)
        await press(pilot, "escape", "d")
        text = flat(app.screen)
        assert "Een gesprek" in text and "Blind" in text and "How far" in text and " 1 blind " in text


async def test_a_sample_is_drawn_with_its_seed(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "overview", size=(100, 30)) as (app, pilot):
        await press(pilot, "d", "s", "enter", "down", "enter", "ctrl+s")
        assert "the same number draws the same documents" in flat(app.screen)
        await press(pilot, "ctrl+u")
        await type_words(pilot, "2")
        await press(pilot, "ctrl+s")
        assert app.session is not None
        with app.session.project.read() as reading:
            assert reading.count(AgreementRun) == 1 and reading.count(Assignment) == 4
        assert "2 of 3 documents drawn at random" in flat(app.screen)


async def test_a_file_goes_out_and_comes_back(tmp_path: Path) -> None:
    place = study(tmp_path)
    file = tmp_path / "bram.cmo"
    async with app_on(place, "overview", size=(100, 30)) as (app, pilot):
        await press(pilot, "d", "h", "enter", "ctrl+s", "down", "enter", "ctrl+s", "ctrl+s")
        await press(pilot, "o", "down", "enter", "ctrl+u")
        await type_words(pilot, str(file))
        await press(pilot, "enter")
        with Project.open(file, with_backup=False) as away:
            from cmo_coder.model.codes import Code
            from cmo_coder.model.documents import Document
            from cmo_coder.model.study import Coder

            with away.read() as reading:
                (document,) = reading.all(Document)
                away.coder = reading.find(Coder, name="Bram")
                code = reading.find(Code, name="niemand kennen")
            assert code is not None
            code_span(away, document.id, TEXT.index("koffie"), TEXT.index("koffie") + 6, code)
        await press(pilot, "t", "ctrl+u")
        await type_words(pilot, str(file))
        await press(pilot, "enter")
        said = flat(app.screen)
        assert "Work of Bram taken in" in said and "codings new or moved 1" in said
