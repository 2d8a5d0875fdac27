"""Suggestions while reading: shown, taken, refused, explained, hidden; asserted on the study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Coding
from cmo_coder.model.suggestions import SuggestionOutcome
from cmo_coder.store.codes import add_code, codes_of
from cmo_coder.store.documents import add_document
from cmo_coder.store.project import Project
from cmo_coder.store.study import edit_coder
from cmo_coder.store.suggestions import outcomes_of
from cmo_coder.suggest.calibrate import calibrate
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.suggest import SuggestDialog
from tests.tui.screen_text import screen_text, settled
from tests.tui.test_read import SAID, SIZES, TEXT, make, reading


async def ask(pilot: Pilot[None], screen: ReadScreen) -> SuggestDialog:
    """Press `s` and wait for what was learned and for the panel."""
    await pilot.press("s")
    await settled(pilot)
    found = pilot.app.screen
    assert isinstance(found, SuggestDialog)
    return found


def taken(project: Project) -> list[tuple[str, str]]:
    """The codings that there are: name of the code, quote."""
    names = {code.id: code.name for code in codes_of(project)}
    with project.read() as reading_:
        from cmo_coder.model.fragments import Fragment

        quotes = {one.id: one.quote for one in reading_.all(Fragment)}
        return [(names[one.code_id], quotes[one.fragment_id]) for one in reading_.all(Coding)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_suggestion_is_shown_and_taken_with_one_key(tmp_path: Path, size: tuple[int, int]) -> None:
    project = make(tmp_path / "p.cmo")
    async with reading(project, size) as (pilot, screen):
        await ask(pilot, screen)
        shown = screen_text(pilot.app.screen)
        assert "1 ▪" in shown
        assert screen.reader.selection is not None
        start, end = screen.reader.selection
        quote = TEXT[start:end]
        assert quote in SAID
        assert taken(project) == [], "nothing is applied by itself"
        await pilot.press("tab")
        await pilot.pause()
        made = taken(project)
        assert len(made) == 1 and made[0][1] == quote
        kept = outcomes_of(project)
        assert [(one.outcome, one.rank, one.provider) for one in kept] == [
            (SuggestionOutcome.ACCEPTED, 1, "codebook+exemplar")
        ]
        project.undo()
        assert taken(project) == [] and outcomes_of(project) == (), "the coding and what became of it are one act"


async def test_how_sure_comes_while_the_panel_is_open(tmp_path: Path) -> None:
    async with reading(make(tmp_path / "p.cmo"), (80, 24)) as (pilot, screen):
        await ask(pilot, screen)
        assert "ranked, not calibrated" in screen_text(pilot.app.screen)
        made = screen.suggesting.made
        assert made is not None
        screen.suggesting._take_calibrated(replace(made, calibration=calibrate([(0.5, True)] * 40)))
        await pilot.pause()
        assert "of such first suggestions" in screen_text(pilot.app.screen)


async def test_a_refusal_is_kept_and_codes_nothing(tmp_path: Path) -> None:
    project = make(tmp_path / "p.cmo")
    async with reading(project, (80, 24)) as (pilot, screen):
        await ask(pilot, screen)
        await pilot.press("x")
        await pilot.pause()
        assert taken(project) == []
        assert [one.outcome for one in outcomes_of(project)] == [SuggestionOutcome.REJECTED]


async def test_another_code_chosen_in_the_panel_codes_the_same_words_and_is_kept(tmp_path: Path) -> None:
    project = make(tmp_path / "p.cmo")
    async with reading(project, (80, 24)) as (pilot, screen):
        await ask(pilot, screen)
        assert screen.reader.selection is not None
        start, end = screen.reader.selection
        own = add_code(project, Code(id=new_id(), name="Opgelucht", type=CodeType.O))
        screen.show_all()
        await pilot.press("o")
        await pilot.pause()
        await pilot.press(*"opge", "enter")
        await pilot.pause()
        assert taken(project) == [("Opgelucht", TEXT[start:end])]
        (kept,) = outcomes_of(project)
        assert (kept.outcome, kept.rank) == (SuggestionOutcome.CHANGED, 1)
        assert kept.code_id != own.id, "the row keeps what was offered"


async def test_why_names_words(tmp_path: Path) -> None:
    project = make(tmp_path / "p.cmo")
    async with reading(project, (160, 48)) as (pilot, screen):
        await pilot.press("c")
        await pilot.press(*"klei", "enter")
        await ask(pilot, screen)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "+0." in screen_text(pilot.app.screen)


async def test_who_codes_blind_sees_none(tmp_path: Path) -> None:
    project = make(tmp_path / "p.cmo")
    assert project.coder is not None
    edit_coder(project, project.coder, blind=True)
    async with reading(project, (80, 24)) as (pilot, _screen):
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReadScreen)
        assert not pilot.app.workers, "nothing is learned either"


@pytest.mark.parametrize(("before", "after", "above"), [(60, 0, False), (20, 60, True), (0, 60, True)])
async def test_the_words_stay_in_sight_beside_the_panel(tmp_path: Path, before: int, after: int, above: bool) -> None:
    asked = "Interviewer: Even wachten.\n"
    project = make(tmp_path / "p.cmo", before=asked * before, after=("\n" + asked) * after)
    async with reading(project, (80, 24)) as (pilot, screen):
        await ask(pilot, screen)
        assert screen.reader.selection is not None
        start, end = screen.reader.selection
        first, _one, last = screen_text(pilot.app.screen).partition("1 ▪")
        words = screen.reader.text[start:end].split()[:3]
        assert all(word in (first if above else last) for word in words)


async def test_why_names_the_cues_with_what_they_say(tmp_path: Path) -> None:
    project = make(tmp_path / "p.cmo")
    document_id = add_document(
        project, Document(id=new_id(), title="Tweede"), "R1: Er stond koffie klaar, waardoor we gingen praten."
    ).id
    async with reading(project, (160, 48)) as (pilot, screen):
        screen.open_document(document_id)
        await pilot.pause()
        await ask(pilot, screen)
        await pilot.press("question_mark")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "cue “waardoor”: result" in screen_text(pilot.app.screen)
