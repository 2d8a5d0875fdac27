"""Two programs on one project: what the other wrote is shown within seconds, and nobody is disturbed by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.codes import Code
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import documents_of
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.study import edit_study
from cmo_coder.tui.screens.dialogs import Pick
from tests.tui.test_read import TEXT, make, put_caret, reading

QUOTE = "Nu slaap ik weer."


def coded_elsewhere(project: Project, words: str = QUOTE) -> None:
    assert project.path is not None
    with Project.open(project.path, with_backup=False) as other:
        (document,) = documents_of(other)
        code: Code = next(one for one in codes_of(other) if one.name == "Slaapt weer")
        start = TEXT.index(words)
        code_span(other, document.id, start, start + len(words), code)


@pytest.fixture(autouse=True)
def nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmo_coder.tui.app_opening.TYPING", 0.0)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_what_another_program_coded_appears_and_caret_and_selection_stay(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, size) as (pilot, screen):
            put_caret(screen, "Er stond")
            await pilot.press("V")
            caret, selection = screen.reader.caret, screen.reader.selection
            coded_elsewhere(project)
            screen.cmo.look_for_news()
            await pilot.pause()
            assert [one.codes for one in screen.reader.fragments] == [("Slaapt weer",)]
            assert (screen.reader.caret, screen.reader.selection) == (caret, selection)
            assert selection is not None


async def test_an_open_dialog_is_left_alone_and_the_screen_beneath_is_right_when_it_closes(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            await pilot.press("t", "k", "o")
            coded_elsewhere(project)
            screen.cmo.look_for_news()
            await pilot.pause()
            assert isinstance(screen.app.screen, Pick)
            assert screen.reader.fragments == ()
            await pilot.press("escape")
            await pilot.pause()
            assert len(screen.reader.fragments) == 1


async def test_while_somebody_types_nothing_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            await pilot.press("j")
            monkeypatch.setattr("cmo_coder.tui.app_opening.TYPING", 1000.0)
            coded_elsewhere(project)
            screen.cmo.look_for_news()
            assert screen.reader.fragments == ()
            monkeypatch.setattr("cmo_coder.tui.app_opening.TYPING", 0.0)
            screen.cmo.look_for_news()
            assert len(screen.reader.fragments) == 1


async def test_a_name_that_another_changed_stands_in_the_title(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (_pilot, screen):
            assert project.path is not None
            with Project.open(project.path, with_backup=False) as other:
                edit_study(other, name="Andere naam")
            screen.cmo.look_for_news()
            assert screen.session.study.name == "Andere naam"


async def test_looking_reads_nothing_where_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (_pilot, screen):
            calls: list[object] = []
            monkeypatch.setattr(Reading, "_rows", lambda *given: calls.append(given) or [])
            screen.cmo.look_for_news()
            assert calls == []


async def test_a_look_after_the_last_screen_has_gone_does_no_harm(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (_pilot, screen):
            app = screen.cmo
        assert not app.screen_stack
        app.look_for_news()
