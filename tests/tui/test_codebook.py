"""The codebook screen: add, edit, move, merge, split, archive, remove, find, load and write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.widgets import Input

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Coding
from cmo_coder.store.codes import add_code, codes_of
from cmo_coder.store.documents import add_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.tui.screens.codebook import CodebookScreen
from cmo_coder.tui.screens.quotes import QuotesDialog
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words, until
from tests.tui.source_case import rest, said, study

NARROW = (80, 24)
TEXT = "Een zin. Nog een zin. De laatste zin."


def book(folder: Path) -> str:
    """A study with three codes, of which "Rust" is on two passages."""
    place = study(folder)
    with Project.open(place, with_backup=False) as project:
        rest_, _trust, _old = [
            add_code(project, Code(id=new_id(), name=name, type=CodeType.C, definition=f"wat {name} is"))
            for name in ("Rust", "Vertrouwen", "Oud")
        ]
        document = add_document(project, Document(id=new_id(), title="Gesprek [1]"), TEXT)
        code_span(project, document.id, 0, 8, rest_)
        code_span(project, document.id, 9, 21, rest_)
    return place


def by_name(app: Any) -> dict[str, Code]:
    """The codes in the project now."""
    return {one.name: one for one in codes_of(app.session.project)}


async def at(app: Any, pilot: Any, name: str) -> CodebookScreen:
    """Put the cursor on a code."""
    screen = app.screen
    assert isinstance(screen, CodebookScreen)
    await pilot.pause()
    screen.go_to_code(by_name(app)[name].id)
    await pilot.pause()
    assert screen.code is not None
    assert screen.code.name == name
    return screen


async def test_the_first_code_is_shown_with_its_definition_and_quotes(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        await pilot.pause()
        text = flat(app.screen)
        assert "wat Rust is" in text
        assert "2 codings" in text
        assert "“Een zin.”" in text


async def test_an_empty_codebook_says_what_to_do_and_a_ready_one_is_loaded(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "codebook", size=NARROW) as (app, pilot):
        assert "The codebook is empty." in flat(app.screen)
        await press(pilot, "m")
        assert "There is no code here." in said(app)
        await press(pilot, "w")
        await type_words(pilot, "cmo-nl")
        await press(pilot, "enter")
        assert app.session is not None
        assert len(codes_of(app.session.project)) > 10
        assert "codes added" in said(app)


async def test_a_code_is_added_below_another_and_the_cursor_goes_there(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        screen = await at(app, pilot, "Vertrouwen")
        await press(pilot, "A")
        app.screen.query_one("#f-name", Input).value = "In de buren"
        await press(pilot, "ctrl+s")
        await pilot.pause()
        made = by_name(app)["In de buren"]
        assert made.parent_id == by_name(app)["Vertrouwen"].id
        assert made.type is CodeType.C
        assert screen.code is not None
        assert screen.code.id == made.id
        await press(pilot, "a")
        app.screen.query_one("#f-name", Input).value = "in de BUREN"
        await press(pilot, "ctrl+s")
        assert "There is already a code called In de buren here." in flat(app.screen)
        assert len(codes_of(app.session.project)) == 4  # type: ignore[union-attr]


async def test_a_code_is_edited_moved_and_put_higher(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        await at(app, pilot, "Oud")
        await press(pilot, "K")
        order = [one.name for one in codes_of(app.session.project)]  # type: ignore[union-attr]
        assert order == ["Rust", "Oud", "Vertrouwen"]
        await press(pilot, "m")
        await type_words(pilot, "ru")
        await press(pilot, "enter")
        assert by_name(app)["Oud"].parent_id == by_name(app)["Rust"].id
        await press(pilot, "enter")
        app.screen.query_one("#f-aliases", Input).value = "verleden, vroeger"
        await press(pilot, "ctrl+s")
        assert by_name(app)["Oud"].aliases == ("verleden", "vroeger")


async def test_merging_asks_for_a_reason_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        await at(app, pilot, "Rust")
        await press(pilot, "v")
        await type_words(pilot, "vert")
        await press(pilot, "enter")
        assert "2 codings go to 'Vertrouwen'" in flat(app.screen)
        await press(pilot, "enter")
        assert "This cannot be empty." in flat(app.screen)
        await type_words(pilot, "zelfde")
        await press(pilot, "enter")
        assert by_name(app)["Rust"].status is CodeStatus.MERGED
        await press(pilot, "u", "y")
        assert by_name(app)["Rust"].status is CodeStatus.ACTIVE


async def test_splitting_moves_the_marked_quotes_only(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        await at(app, pilot, "Rust")
        await press(pilot, "z", "ctrl+s")
        assert "Mark at least one quote." in flat(app.screen)
        await press(pilot, "down", "space")
        assert "[x] Nog een zin." in flat(app.screen)
        assert "[ ] Een zin." in flat(app.screen)
        app.screen.query_one("#name", Input).value = "Stilte"
        app.screen.query_one("#reason", Input).value = "iets anders"
        await press(pilot, "ctrl+s")
        with app.session.project.read() as reading:  # type: ignore[union-attr]
            (moved,) = reading.all(Coding, code_id=by_name(app)["Stilte"].id)
            assert reading.count(Coding, code_id=by_name(app)["Rust"].id) == 1
        assert moved.id


async def test_a_code_is_archived_brought_back_and_only_an_unused_one_removed(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        await at(app, pilot, "Rust")
        await press(pilot, "r")
        assert by_name(app)["Rust"].status is CodeStatus.ARCHIVED
        await press(pilot, "r")
        assert by_name(app)["Rust"].status is CodeStatus.ACTIVE
        await press(pilot, "x", "y")
        assert "Rust" in by_name(app)
        assert said(app)
        await at(app, pilot, "Oud")
        await press(pilot, "x", "y")
        assert "Oud" not in by_name(app)


async def test_all_quotes_of_a_code_and_finding_one(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        await at(app, pilot, "Rust")
        await press(pilot, "l")
        assert isinstance(app.screen, QuotesDialog)
        assert "Rust · 2 quotes" in flat(app.screen)
        await press(pilot, "escape", "slash")
        await type_words(pilot, "oud")
        await press(pilot, "enter")
        await pilot.pause()
        assert "wat Oud is" in flat(app.screen)


async def test_the_codebook_is_written_to_a_file_that_can_be_loaded_again(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=NARROW) as (app, pilot):
        await press(pilot, "W")
        app.screen.query_one(Input).value = str(tmp_path / "boek")
        await press(pilot, "enter")
        await rest(app, pilot)
        assert "Vertrouwen" in (tmp_path / "boek.yaml").read_text("utf-8")
        await press(pilot, "w")
        await type_words(pilot, "own")
        await press(pilot, "enter")
        app.screen.query_one(Input).value = str(tmp_path / "boek.yaml")
        await pilot.pause()
        await press(pilot, "enter")
        assert "0 codes added, 3 were there already" in said(app)
        assert "Rust" in screen_text(app.screen)


async def test_a_new_code_that_looks_like_another_is_told_in_the_background(tmp_path: Path) -> None:
    async with app_on(book(tmp_path), "codebook", size=(120, 40)) as (app, pilot):
        await at(app, pilot, "Rust")
        await press(pilot, "a")
        await type_words(pilot, "Vertrouwens")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "looks like “Vertrouwen”" in said(app))
