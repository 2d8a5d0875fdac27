"""Choosing files by typing, completing, walking and marking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input

from cmo_coder.tui.files import files_of, listing
from cmo_coder.tui.screens.pick_files import PickFiles
from tests.tui.screen_text import press, screen_text

KINDS = (".txt", ".docx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three texts, a picture, a hidden file and a folder with one text."""
    for name in ("een.txt", "twee.TXT", "drie.docx", "foto.png", ".verborgen.txt", "~$drie.docx"):
        (tmp_path / name).write_text("x")
    (tmp_path / "diep").mkdir()
    (tmp_path / "diep" / "vier.txt").write_text("x")
    return tmp_path


def test_a_listing_shows_folders_first_and_only_what_can_be_read(folder: Path) -> None:
    assert [one.name for one in listing(folder, KINDS)] == ["diep", "drie.docx", "een.txt", "twee.TXT"]
    assert listing(folder / "nergens", KINDS) == ()


def test_a_path_a_folder_and_a_pattern_stand_for_files(folder: Path) -> None:
    assert files_of(str(folder / "een.txt"), KINDS) == (folder / "een.txt",)
    assert files_of(f"'{folder / 'een.txt'}'", KINDS) == (folder / "een.txt",)
    assert files_of(f"{folder}/", KINDS) == tuple(folder / name for name in ("drie.docx", "een.txt", "twee.TXT"))
    assert files_of(f"{folder}/*.txt", KINDS) == (folder / "een.txt",)
    assert files_of(f"{folder}/**/v*.txt", KINDS) == (folder / "diep" / "vier.txt",)
    assert files_of(f"{folder}/nergens", KINDS) == ()


class Shell(App[None]):
    """An app with the dialog over it."""

    def __init__(self, folder: Path, *, several: bool = True, offered: tuple[Path, str] | None = None) -> None:
        super().__init__()
        self.dialog = PickFiles("Which?", folder, KINDS, several=several, offered=offered)
        self.got: Any = "nothing yet"

    def on_mount(self) -> None:
        """Show the dialog."""
        self.push_screen(self.dialog, lambda found: setattr(self, "got", found))

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.dialog.query_one(Input).value


async def test_enter_on_a_folder_takes_all_its_files_and_says_so_first(folder: Path) -> None:
    app = Shell(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "enter: take all 3 files" in screen_text(app.screen)
        await press(pilot, "enter")
        assert [path.name for path in app.got] == ["drie.docx", "een.txt", "twee.TXT"]


async def test_typing_narrows_and_tab_completes(folder: Path) -> None:
    app = Shell(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "i", "tab")
        assert app.typed == f"{folder}/diep/"
        await press(pilot, "v", "tab", "enter")
        assert app.got == (folder / "diep" / "vier.txt",)


async def test_files_are_marked_with_space_over_several_folders(folder: Path) -> None:
    app = Shell(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "space")
        assert "[x] drie.docx" in screen_text(app.screen)
        await press(pilot, "up", "up", "enter")
        assert app.got == (folder / "drie.docx",)


async def test_marks_stay_while_one_walks_to_another_folder(folder: Path) -> None:
    app = Shell(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "space", "left")
        app.dialog.query_one(Input).value = f"{folder}/diep/"
        await press(pilot, "space", "ctrl+s")
        assert app.got == (folder / "drie.docx", folder / "diep" / "vier.txt")


async def test_all_can_be_marked_and_unmarked(folder: Path) -> None:
    app = Shell(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+a")
        assert "enter: take 3 marked files" in screen_text(app.screen)
        await press(pilot, "ctrl+a")
        assert "[x]" not in screen_text(app.screen)


async def test_enter_goes_into_a_folder_and_left_goes_up(folder: Path) -> None:
    app = Shell(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert app.typed == f"{folder}/diep/"
        await press(pilot, "left")
        assert app.typed == f"{folder}/"
        await press(pilot, "escape")
        assert app.got is None


async def test_where_one_file_is_asked_for_a_folder_is_no_answer(folder: Path) -> None:
    app = Shell(folder, several=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+a", "enter")
        assert app.got == "nothing yet"
        assert "[ ]" not in screen_text(app.screen)
        await press(pilot, "e", "tab", "enter")
        assert app.got == (folder / "een.txt",)


async def test_a_folder_without_texts_says_so(tmp_path: Path) -> None:
    app = Shell(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Nothing here that can be read (.txt .docx)." in screen_text(app.screen)
        await press(pilot, "enter", "tab", "down", "space")
        assert app.got == "nothing yet"


async def test_a_file_of_the_program_stands_in_every_list_and_is_taken_by_its_name(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = tmp_path_factory.mktemp("program") / "oefening.txt"
    own.write_text("x")
    for keys in (("up", "enter"), ("space", "ctrl+s")):
        app = Shell(folder, offered=(own, "to practise"))
        async with app.run_test(size=(80, 24)) as pilot:
            assert "enter: take all 3 files" in screen_text(app.screen), "a folder stands for its own files only"
            await press(pilot, *"oef", "down")
            assert "[ ] oefening.txt  1 kB  to practise" in screen_text(app.screen)
            await press(pilot, *(keys if keys[0] == "space" else keys[1:]))
            assert app.got == (own,)
    app = Shell(folder, offered=(own, "to practise"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"oefening", "full_stop", *"txt", "enter")
        assert app.got == (own,)


async def test_a_name_that_is_not_there_is_said(folder: Path) -> None:
    app = Shell(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"nergens", "enter")
        assert "There is nothing here with nergens in its name." in screen_text(app.screen)
        assert app.got == "nothing yet"
