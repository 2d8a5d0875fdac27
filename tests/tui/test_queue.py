"""Suggestions one by one: made in a worker, decided with one key, kept, undone; and what is alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.model.suggestions import SuggestionOutcome
from cmo_coder.store.claims import tag
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import documents_of
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder, edit_coder
from cmo_coder.store.suggestions import outcomes_of
from cmo_coder.tui.screens.alike_lists import AlikeDialog
from cmo_coder.tui.screens.codebook import CodebookScreen
from cmo_coder.tui.screens.queue import QueueScreen
from cmo_coder.tui.session import change_settings
from tests.tui.screen_text import flat, press, screen_text, settled
from tests.tui.test_read import SIZES, TEXT, make, reading
from tests.tui.test_suggest import taken

COFFEE = "Er stond een tafel met koffie."


async def queue(pilot: Pilot[None]) -> QueueScreen:
    """Open the queue and wait for its list."""
    await press(pilot, "g", "f")
    await settled(pilot)
    await settled(pilot)
    found = pilot.app.screen
    assert isinstance(found, QueueScreen)
    return found


def at(screen: QueueScreen, quote: str = COFFEE) -> None:
    """Put the cursor on a passage."""
    assert screen.item_list.go_to(next(one.id for one in screen.items or () if one.quote == quote))


def code_named(project: Project, name: str) -> str:
    return next(one.id for one in codes_of(project) if one.name == name)


def put(project: Project, words: str, name: str) -> None:
    start = TEXT.index(words)
    code = next(one for one in codes_of(project) if one.name == name)
    tag(project, documents_of(project)[0].id, start, start + len(words), code)


@pytest.mark.parametrize("size", SIZES)
async def test_the_queue_is_gone_through_with_one_key_each(tmp_path: Path, size: tuple[int, int]) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, size) as (pilot, _screen):
            screen = await queue(pilot)
            assert screen.items is not None
            assert all(one.quote != "Hoe ging dat?" for one in screen.items), "an interviewer's words are no evidence"
            sure = [one.proposal.codes[0].confidence for one in screen.in_order(screen.items)]
            assert sure == sorted(sure, reverse=True)
            at(screen)
            assert "Koffie" in screen_text(screen)
            assert taken(project) == [], "nothing is applied by itself"
            n = len(screen.items)
            await press(pilot, "tab")
            assert taken(project) == [("Koffie", COFFEE)]
            assert f"1 of {n} decided" in flat(screen)
            at(screen, "Nu slaap ik weer.")
            await press(pilot, "x")
            found = {one.outcome for one in outcomes_of(project)}  # within one second they have no order
            assert found == {SuggestionOutcome.ACCEPTED, SuggestionOutcome.REJECTED}
            await press(pilot, "u", "u")
            assert taken(project) == [] and f"0 of {n} decided" in flat(screen)


async def test_another_of_the_three_and_a_code_of_ones_own(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, _screen):
            screen = await queue(pilot)
            at(screen)
            assert screen.item is not None
            second = screen.item.proposal.codes[1].code
            offered = [one.code for one in screen.item.proposal.codes]
            own = next(one.name for one in codes_of(project) if one.id not in offered)
            await press(pilot, "2")
            await settled(pilot)
            (first,) = outcomes_of(project)
            assert (first.code_id, first.rank, first.outcome) == (second, 2, SuggestionOutcome.ACCEPTED)
            await press(pilot, "u")
            at(screen)
            await press(pilot, "t", *own[:6].lower().replace(" ", ""), "enter")
            (kept,) = outcomes_of(project)
            assert kept.outcome is SuggestionOutcome.CHANGED
            assert taken(project) == [(own, COFFEE)]


async def test_reasons_come_beside_the_list(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, _screen):
            screen = await queue(pilot)
            at(screen)
            await settled(pilot)
            await settled(pilot)
            assert "Why Koffie:" in screen_text(screen)
            assert "koffie +" in screen_text(screen)


async def test_the_codebook_leads_to_what_looks_most_like_a_code(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (120, 40)) as (pilot, _screen):
            await press(pilot, "f7")
            book = pilot.app.screen
            assert isinstance(book, CodebookScreen)
            book.code_tree.go_to(code_named(project, "Slaapt weer"))
            await press(pilot, "f")
            await settled(pilot)
            await settled(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, QueueScreen)
            assert screen.unit_name == "turn"
            assert screen.items is not None
            assert [one.proposal.codes[0].code for one in screen.items] == [code_named(project, "Slaapt weer")]
            await press(pilot, "e")
            await settled(pilot)
            assert screen.item is not None and screen.item.quote == "Nu slaap ik weer."


async def test_what_is_read_from_the_queue_is_the_place(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, read):
            at(await queue(pilot))
            await press(pilot, "l")
            await pilot.pause()
            assert pilot.app.screen is read
            assert read.reader.caret == TEXT.index(COFFEE)


async def test_who_codes_blind_has_no_queue(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        assert project.coder is not None
        edit_coder(project, project.coder, blind=True)
        async with reading(project, (80, 24)) as (pilot, _screen):
            screen = await queue(pilot)
            assert screen.items is None
            assert "blind" in flat(screen)


async def test_by_option_only_turns_that_one_has_coded_in(tmp_path: Path) -> None:
    change_settings(suggestions_after=True)
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, _screen):
            screen = await queue(pilot)
            assert screen.items == []
            put(project, "Nu slaap ik weer.", "Slaapt weer")
            await press(pilot, "r")
            await settled(pilot)
            assert COFFEE in [one.quote for one in screen.items or ()]


async def test_fragments_like_the_words_whoever_coded_them(tmp_path: Path) -> None:
    asked = "Interviewer: En was er koffie, of niet?\n"
    with make(tmp_path / "p.cmo", before=asked) as project:
        code = next(one for one in codes_of(project) if one.name == "Posttafel")
        me, project.coder = project.coder, add_coder(project, "Bas")
        start = (asked + TEXT).index("tafel met koffie")
        tag(project, documents_of(project)[0].id, start, start + 16, code)
        project.coder = me
        async with reading(project, (120, 40)) as (pilot, screen):
            screen.reader.select(start, start + 16)
            await press(pilot, "A")
            await settled(pilot)
            assert not isinstance(pilot.app.screen, AlikeDialog), "the words themselves are left out"
            screen.reader.select(asked.index("koffie"), asked.index("koffie") + 6)
            await press(pilot, "A")
            await settled(pilot)
            assert isinstance(pilot.app.screen, AlikeDialog)
            shown = flat(pilot.app.screen)
            assert "“tafel met koffie”" in shown and "Posttafel" in shown and "Bas" in shown
            assert "words: koffie" in shown
            await press(pilot, "enter")
            await pilot.pause()
            assert screen.reader.caret == start, "one key to the words"


async def test_codes_like_one_name_their_reasons_and_lead_there(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        put(project, "tafel met koffie", "Posttafel")
        put(project, "een tafel met koffie", "Koffie")
        async with reading(project, (120, 40)) as (pilot, _screen):
            await press(pilot, "f7")
            book = pilot.app.screen
            assert isinstance(book, CodebookScreen)
            book.code_tree.go_to(code_named(project, "Koffie"))
            await press(pilot, "s")
            await settled(pilot)
            await settled(pilot)
            shown = flat(pilot.app.screen)
            assert isinstance(pilot.app.screen, AlikeDialog)
            assert ("Posttafel" in shown and "words: koffie" in shown) or "words: tafel" in shown
            await press(pilot, "l")
            await pilot.pause()
            assert "tafel met koffie" in flat(pilot.app.screen)
