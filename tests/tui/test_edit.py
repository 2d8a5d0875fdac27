"""The editor, what waits for review and the versions of a text, driven by keys and asserted on the study."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Speaker, TextVersion
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.store.claims import tag
from cmo_coder.store.documents import FullDocument, documents_of, full_document
from cmo_coder.store.drafts import draft_of
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.edit import EditScreen
from cmo_coder.tui.screens.edit_acts import Leaving
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.review import ReviewScreen
from cmo_coder.tui.screens.versions import VersionsScreen
from tests.tui.screen_text import app_on, flat, press, type_words, until
from tests.tui.source_case import said
from tests.tui.test_read import SIZES, TEXT, make

CODED = "Omdat ik me niet bekeken voelde"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A study with an interview of two turns; two codes, of which one is evidence of a claim."""
    path = tmp_path / "proef.cmo"
    with make(path) as project:
        (document,) = documents_of(project)
        with project.read() as reading:
            codes = {code.name: code for code in reading.all(Code)}
        start = TEXT.index(CODED)
        tag(project, document.id, start, start + len(CODED), codes["Niet bekeken"], new_claim=True)
        start = TEXT.index("koffie")
        code_span(project, document.id, start, start + len("koffie"), codes["Koffie"])
    return path


@asynccontextmanager
async def editing(
    place: Path, words: str, *, size: tuple[int, int] = (100, 30), language: str = "en"
) -> AsyncIterator[tuple[CmoApp, Pilot[None], EditScreen]]:
    """The editor, opened from the reader with the caret on some words."""
    async with app_on(place, "read", size=size, language=language) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadScreen)
        screen.reader.move_to(TEXT.index(words))
        await press(pilot, "E")
        await until(pilot, lambda: any(isinstance(one, EditScreen) and one.document for one in app.screen_stack))
        (edit,) = (one for one in app.screen_stack if isinstance(one, EditScreen))
        await pilot.pause()
        yield app, pilot, edit


def now(project: Project) -> FullDocument:
    return full_document(project, documents_of(project)[0].id)


def quotes(project: Project, state: FragmentState = FragmentState.SITS) -> list[str]:
    with project.read() as reading:
        return [one.quote for one in reading.all(Fragment, order=("start",), state=state)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_misheard_word_is_corrected_inside_a_coded_sentence(place: Path, size: tuple[int, int]) -> None:
    async with editing(place, "bekeken voelde", size=size) as (app, pilot, screen):
        assert "Niet bekeken" in flat(screen)
        await press(pilot, *["delete"] * len("bekeken"))
        await type_words(pilot, "begluurd")
        assert screen.editor.session.text == TEXT.replace("bekeken", "begluurd")
        assert "1 change not saved" in screen.context_text()
        await press(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: not screen.unsaved)
        assert app.session is not None
        project = app.session.project
        assert now(project).version.nr == 2
        assert now(project).version.reason == "Transcript corrected"
        assert quotes(project) == ["koffie", "Omdat ik me niet begluurd voelde"]
        assert verify(project) == ()
        assert draft_of(project, documents_of(project)[0].id) is None
        await press(pilot, "escape")
        assert isinstance(app.screen, ReadScreen)
        assert "begluurd" in flat(app.screen)
        await press(pilot, "u")
        assert now(project).text == TEXT
        assert "begluurd" not in flat(app.screen)


async def test_a_deletion_that_empties_a_coding_warns_with_its_quote_and_it_waits(place: Path) -> None:
    async with editing(place, "koffie") as (app, pilot, screen):
        assert "Koffie" in flat(screen)
        assert "Every coding sits on its words." in flat(screen)
        await press(pilot, *["delete"] * len("koffie"))
        assert "! 1 coding loses its words: “koffie” (Koffie)" in flat(screen)
        await press(pilot, "ctrl+u")
        assert "Every coding sits on its words." in flat(screen)
        await press(pilot, *["delete"] * len("koffie"), "ctrl+s", "enter")
        await until(pilot, lambda: not screen.unsaved)
        assert app.session is not None
        assert quotes(app.session.project, FragmentState.REVIEW) == ["koffie"]
        await press(pilot, "f2")
        assert "1 to review (g n)" in flat(app.screen)


async def test_turns_are_split_joined_and_given_to_somebody_else(place: Path) -> None:
    async with editing(place, "Nu slaap") as (app, pilot, screen):
        await press(pilot, "ctrl+t")
        await type_words(pilot, "Tolk")
        await press(pilot, "enter")
        assert [turn.speaker for turn in screen.editor.session.turns] == ["Interviewer", "R1", "Tolk"]
        await press(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: not screen.unsaved)
        assert app.session is not None
        project = app.session.project
        with project.read() as reading:
            assert reading.count(Speaker, label="Tolk") == 1
        assert now(project).text.endswith("open.\nTolk: Nu slaap ik weer.")
        await press(pilot, "ctrl+e")
        await type_words(pilot, "R1")
        await press(pilot, "enter")
        assert screen.editor.session.text.endswith("open.\nR1: Nu slaap ik weer.")
        await press(pilot, "ctrl+b", "ctrl+s", "enter")
        await until(pilot, lambda: not screen.unsaved)
        assert now(project).text == TEXT
        assert [turn.nr for turn in now(project).turns] == [1, 2]
        assert verify(project) == ()


async def test_backspace_at_the_start_of_a_turn_joins_it_and_letters_are_never_commands(place: Path) -> None:
    async with editing(place, "Ik kende") as (_app, pilot, screen):
        await type_words(pilot, "gq u")
        assert "R1: gq uIk kende" in screen.editor.session.text
        await press(pilot, "ctrl+u", "ctrl+u")
        assert not screen.unsaved
        await press(pilot, "backspace")
        assert "dat? Ik kende" in screen.editor.session.text
        assert len(screen.editor.session.turns) == 1


async def test_space_typed_at_the_end_of_a_turn_stays_and_a_new_line_too(place: Path) -> None:
    async with editing(place, "dat?") as (_app, pilot, screen):
        await press(pilot, "end", "space", "space")
        await type_words(pilot, "En")
        await press(pilot, "enter")
        await type_words(pilot, "toen")
        assert screen.editor.session.text.startswith("Interviewer: Hoe ging dat?  En\ntoen\nR1: ")
        assert len(screen.editor.session.turns) == 2


async def test_an_interviewer_s_words_do_not_become_evidence_and_nothing_is_lost(place: Path) -> None:
    async with editing(place, CODED) as (app, pilot, screen):
        await press(pilot, "ctrl+e")
        await type_words(pilot, "Interviewer")
        await press(pilot, "enter", "ctrl+s", "enter")
        assert app.session is not None
        assert now(app.session.project).text == TEXT
        assert screen.unsaved
        assert any("cannot be evidence" in str(one.message) for one in app._notifications)


async def test_leaving_asks_and_a_draft_is_offered_again(place: Path) -> None:
    async with editing(place, "koffie") as (app, pilot, screen):
        await type_words(pilot, "warme ")
        await press(pilot, "escape")
        assert isinstance(app.screen, Leaving)
        await press(pilot, "escape")
        assert isinstance(app.screen, EditScreen)
        await press(pilot, "escape", "k")
        assert isinstance(app.screen, ReadScreen)
        assert app.session is not None
        assert now(app.session.project).text == TEXT
        draft = draft_of(app.session.project, documents_of(app.session.project)[0].id)
        assert draft is not None
        assert [edit.inserted for edit in draft.edits] == ["warme "]
    async with editing(place, "koffie") as (app, pilot, screen):
        await press(pilot, "escape")  # not decided: back to reading, the draft stays
        assert isinstance(app.screen, ReadScreen)
        assert app.session is not None
        assert draft_of(app.session.project, documents_of(app.session.project)[0].id) is not None
    async with editing(place, "koffie") as (app, pilot, screen):
        await press(pilot, "y")
        assert "warme koffie" in screen.editor.session.text
        await press(pilot, "escape", "d")
        assert isinstance(app.screen, ReadScreen)
        assert app.session is not None
        assert draft_of(app.session.project, documents_of(app.session.project)[0].id) is None


async def test_keys_of_one_burst_are_done_in_their_order(place: Path) -> None:
    async with editing(place, "koffie") as (app, pilot, screen):
        for key in [*["right"] * 3, "delete", "x", "left", "y"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert screen.editor.session.text == TEXT.replace("koffie", "kofyxie")


async def test_the_footer_names_no_key_that_is_typed(place: Path) -> None:
    async with editing(place, "koffie", size=(200, 30)) as (_app, _pilot, screen):
        assert {command.id for command, _why in screen.footer_commands() if command.where == "app"} == {"app.help"}


async def test_going_elsewhere_keeps_what_was_typed(place: Path) -> None:
    async with editing(place, "koffie") as (app, pilot, screen):
        await type_words(pilot, "warme ")
        await press(pilot, "f2")
        assert app.session is not None
        assert draft_of(app.session.project, documents_of(app.session.project)[0].id) is not None
        app.show("edit")
        await pilot.pause()
        assert "warme koffie" in screen.editor.session.text


async def test_escape_leads_back_to_the_editor_from_elsewhere(place: Path) -> None:
    """It has no command by which it is shown: it is always about one document."""
    async with editing(place, "koffie") as (app, pilot, screen):
        await press(pilot, "f2")
        await press(pilot, "escape")
        assert app.screen is screen


async def test_a_document_that_was_undone_leaves_the_editor_and_comes_back_with_what_was_typed(place: Path) -> None:
    async with editing(place, "koffie") as (app, pilot, screen):
        await type_words(pilot, "warme ")
        await press(pilot, "f2")
        assert app.session is not None
        project = app.session.project
        (document,) = documents_of(project)
        done = project.undo_to(0)
        assert not documents_of(project)
        await press(pilot, "escape")
        assert screen.document is None
        assert "Choose a document first" in flat(screen)
        for _change in range(done):
            project.redo()
        screen.open_document(document.id)
        await until(pilot, lambda: app.screen is not screen)
        await press(pilot, "y")
        assert "warme koffie" in screen.editor.session.text


async def test_typing_wraps_only_the_turn_that_changes(place: Path) -> None:
    async with editing(place, "koffie") as (_app, pilot, screen):
        before = screen.editor.wrapped
        await type_words(pilot, "hete")
        assert screen.editor.wrapped - before <= 8  # at most the two turns that an edit touches, for each of four keys


async def test_review_offers_places_and_puts_a_fragment_on_one(place: Path) -> None:
    async with editing(place, "koffie") as (app, pilot, screen):
        await press(pilot, *["delete"] * len("koffie"))
        await type_words(pilot, "water")
        await press(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: not screen.unsaved)
        await press(pilot, "escape", "g", "n")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        shown = flat(app.screen)
        assert "1 fragment waits" in shown
        assert "what came in their place" in shown
        assert app.session is not None
        project = app.session.project
        await press(pilot, "1")
        assert sorted(quotes(project)) == [CODED, "water"]
        assert "Nothing waits for review" in flat(app.screen)
        await press(pilot, "u")
        assert quotes(project, FragmentState.REVIEW) == ["koffie"]
        await press(pilot, "m")
        await press(pilot, "enter", "enter")
        assert any(quote.endswith("tafel met water.") for quote in quotes(project))


async def test_review_drops_evidence_only_after_a_second_question(place: Path) -> None:
    async with editing(place, CODED) as (app, pilot, screen):
        await press(pilot, *["delete"] * (len(CODED) + 2), "ctrl+s", "enter")
        await until(pilot, lambda: not screen.unsaved)
        app.show("review")
        await pilot.pause()
        await press(pilot, "x")
        await type_words(pilot, "doorgehaald")
        await press(pilot, "enter")
        assert "evidence of claim 1" in flat(app.screen)
        await press(pilot, "n")
        assert app.session is not None
        assert quotes(app.session.project, FragmentState.REVIEW) == [CODED]
        await press(pilot, "x")
        await type_words(pilot, "doorgehaald")
        await press(pilot, "enter", "y")
        assert quotes(app.session.project, FragmentState.REVIEW) == []
        with app.session.project.read() as reading:
            assert reading.count(Coding) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_versions_are_compared_read_and_put_back(place: Path, language: str) -> None:
    async with editing(place, "koffie", size=(80, 24), language=language) as (app, pilot, screen):
        await type_words(pilot, "warme ")
        await press(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: not screen.unsaved)
        await press(pilot, "escape", "g", "d")
        await press(pilot, "V")
        await until(pilot, lambda: isinstance(app.screen, VersionsScreen))
        assert "{+warme +}koffie" in flat(app.screen)
        await press(pilot, "down", "enter")
        assert "met koffie" in flat(app.screen)
        await press(pilot, "escape")
        await press(pilot, "t", "enter")
        assert app.session is not None
        project = app.session.project
        assert now(project).text == TEXT
        with project.read() as reading:
            assert [one.nr for one in reading.all(TextVersion, order=("nr",)) if one.in_force] == [3]
        assert verify(project) == ()


async def test_row_15_overlapping_codings_are_all_named_at_the_caret_while_editing(place: Path) -> None:
    """peers.md, section 2, row 15: overlap must be visible."""
    with Project.open(place, with_backup=False) as project:
        (document,) = documents_of(project)
        with project.read() as reading:
            codes = {code.name: code for code in reading.all(Code)}
        start = TEXT.index("tafel met koffie")
        code_span(project, document.id, start, start + len("tafel met koffie"), codes["Posttafel"])
    async with editing(place, "koffie") as (_app, pilot, screen):
        assert "In: Koffie, Posttafel" in flat(screen)
        await press(pilot, *["delete"] * len("koffie"))
        await type_words(pilot, "water")
        assert "In: Posttafel" in flat(screen) or "No coding" in flat(screen)
        assert "loses its words: “koffie” (Koffie)" in flat(screen)


async def test_row_16_a_key_in_a_long_text_paints_only_what_is_in_sight(place: Path) -> None:
    """peers.md, section 2, row 16: slow with long texts."""
    async with editing(place, "koffie") as (app, pilot, screen):
        assert app.session is not None
        text = TEXT + "".join(f"\nR1: beurt {nr} met wat woorden erin." for nr in range(2_000))
        screen.editor.session.replace(0, len(TEXT), text)
        screen.editor.show_session(5)
        await pilot.pause()
        built, wrapped = screen.editor.rows_built, screen.editor.wrapped
        await type_words(pilot, "x")
        assert screen.editor.rows_built - built <= 3 * screen.editor.size.height
        assert screen.editor.wrapped - wrapped <= 2


async def test_words_are_found_and_what_is_typed_comes_in_their_place(place: Path) -> None:
    async with editing(place, "Omdat") as (app, pilot, edit):
        await press(pilot, "ctrl+f")
        await type_words(pilot, "KOFFIE")
        await press(pilot, "enter")
        assert edit.editor.text[slice(*edit.editor.selection_span() or (0, 0))].casefold() == "koffie"
        await type_words(pilot, "thee")
        assert "thee" in edit.editor.text and "koffie" not in edit.editor.text.casefold()
        await press(pilot, "ctrl+g")
        assert "does not occur here" in said(app)
        assert edit.unsaved
