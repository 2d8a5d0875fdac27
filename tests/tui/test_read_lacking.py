"""What the open claim lacks, proposed from its words: shown with the cue, filled in only when it is chosen."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim, ClaimSlot, EpistemicStatus, Polarity, SlotEvidence
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.suggestions import SuggestionKind, SuggestionOutcome
from cmo_coder.store.claims import tag
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import add_document
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.study import add_coder, coders_of
from cmo_coder.store.suggestions import outcomes_of
from cmo_coder.tui.screens.proposals import ProposalsDialog
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.tui.screen_text import flat, press, screen_text
from tests.tui.test_read import SIZES, make, reading

MORE = "Ik deed de post niet open, omdat ik bang was dat ze het zagen. Ik hoop dat het rust zou geven.\n"
SAID = "Ik deed de post niet open"


def with_claim(project: Project, words: str = SAID) -> Claim:
    """A second document with a claim of one slot, on the words."""
    document = add_document(project, Document(id=new_id(), title="Nog een"), MORE)
    code = next(one for one in codes_of(project) if one.name == "Slaapt weer")
    start = MORE.index(words)
    _coding, claim = tag(project, document.id, start, start + len(words), code, new_claim=True)
    assert claim is not None
    return claim


async def lacking(pilot: Pilot[None], screen: ReadScreen, claim: Claim) -> str:
    """Open the claim at its words and ask what it lacks; gives the screen."""
    screen.open_document(claim.document_id)
    await pilot.pause()
    await press(pilot, "right_square_bracket", "space", "C")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return screen_text(pilot.app.screen)


@pytest.mark.parametrize("size", SIZES)
async def test_words_for_an_empty_slot_are_proposed_and_coded_into_the_claim(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project)
        async with reading(project, size) as (pilot, screen):
            shown = await lacking(pilot, screen, claim)
            assert "What claim 1 lacks" in shown and "omdat" in shown
            with project.read() as reading_:
                assert len(reading_.all(ClaimSlot)) == 1, "nothing is filled in by itself"
            await press(pilot, "enter")
            await press(pilot, "n", "i", "enter")
            await pilot.pause()
            with project.read() as reading_:
                roles = {one.role for one in reading_.all(ClaimSlot)}
                quotes = {one.quote for one in reading_.all(Fragment)}
            assert roles == {Role.O, Role.M_RED}
            assert any("bang was" in one for one in quotes)


async def test_it_stays_away_from_a_document_that_is_coded_blind(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project)
        add_coder(project, "Bram")
        hand(project, [claim.document_id], [one.id for one in coders_of(project)], 1, blind=True)
        async with reading(project, (160, 48)) as (pilot, screen):
            assert "What claim" not in await lacking(pilot, screen, claim)


async def test_how_the_respondent_knows_is_proposed_from_the_cue(tmp_path: Path) -> None:
    words = "Ik hoop dat het rust zou geven"
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project, words)
        async with reading(project, (160, 48)) as (pilot, screen):
            shown = await lacking(pilot, screen, claim)
            assert "hoped" in shown and "hoop" in shown
            lines = [one.id for one in pilot.app.screen.query_one("#alike").lines]  # type: ignore[attr-defined]
            await press(pilot, *["down"] * lines.index("status"), "enter")
            with project.read() as reading_:
                now = reading_.get(Claim, claim.id)
            assert now.status is EpistemicStatus.HOPED and now.polarity is Polarity.WORKS


def kept(project: Project) -> list[tuple[SuggestionKind, SuggestionOutcome | None]]:
    return [(one.kind, one.outcome) for one in outcomes_of(project)]


async def test_the_box_is_there_before_anything_is_found_and_esc_calls_the_search_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(*_args: object) -> tuple[()]:
        begun.set()
        go_on.wait(20)
        return ()

    monkeypatch.setattr("cmo_coder.suggest.lacking.lacking_of", slow)
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project)
        async with reading(project, (80, 24)) as (pilot, screen):
            screen.open_document(claim.document_id)
            await pilot.pause()
            try:
                await press(pilot, "right_square_bracket", "space", "C")
                await pilot.pause()
                assert begun.wait(20)
                assert isinstance(pilot.app.screen, ProposalsDialog) and "Looking for cues" in flat(pilot.app.screen)
                await press(pilot, "x", "question_mark", "1", "enter")  # nothing to decide on yet
                assert isinstance(pilot.app.screen, ProposalsDialog)
                await press(pilot, "escape")
                assert pilot.app.screen is screen
            finally:
                go_on.set()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert pilot.app.screen is screen
            assert not any("Nothing is lacking" in str(one.message) for one in pilot.app._notifications)
            assert kept(project) == []


async def test_what_was_taken_is_kept_with_its_outcome_and_undone_with_it(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project)
        async with reading(project, (80, 24)) as (pilot, screen):
            await lacking(pilot, screen, claim)
            await press(pilot, "tab", "n", "i", "enter")
            await pilot.pause()
            assert kept(project) == [(SuggestionKind.SLOT, SuggestionOutcome.ACCEPTED)]
            with project.read() as reading_:
                assert sorted(one.suggested for one in reading_.all(SlotEvidence)) == [False, True]
            await press(pilot, "u")
            assert kept(project) == []
            with project.read() as reading_:
                assert reading_.count(ClaimSlot) == 1


async def test_x_refuses_and_shows_the_rest_without_it(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project)
        async with reading(project, (80, 24)) as (pilot, screen):
            assert "omdat" in await lacking(pilot, screen, claim)
            await press(pilot, "x")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert kept(project) == [(SuggestionKind.SLOT, SuggestionOutcome.REJECTED)]
            assert isinstance(pilot.app.screen, ProposalsDialog)
            assert "“omdat" not in flat(pilot.app.screen), "it is not proposed again"
            await press(pilot, "x")
            await pilot.pause()
            assert len(kept(project)) == 1, "where no words were found there is nothing to refuse"


async def test_another_status_than_proposed_is_changed(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project, "Ik hoop dat het rust zou geven")
        async with reading(project, (80, 24)) as (pilot, screen):
            await lacking(pilot, screen, claim)
            found = pilot.app.screen.query_one(LineList)
            found.go_to("status")
            await press(pilot, "o", "v")
            await pilot.pause()
            assert kept(project) == [(SuggestionKind.STATUS, SuggestionOutcome.CHANGED)]
            with project.read() as reading_:
                now = reading_.get(Claim, claim.id)
            assert now.status is EpistemicStatus.EXPECTED and not now.status_suggested


async def test_why_names_the_clauses_the_cue_and_who_made_it(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project)
        async with reading(project, (160, 48)) as (pilot, screen):
            await lacking(pilot, screen, claim)
            await press(pilot, "question_mark")
            await pilot.pause()
            shown = flat(pilot.app.screen)
            assert "“Ik deed de post niet open,” is tied to “omdat ik bang was" in shown
            assert "cue “omdat”" in shown and "made by link" in shown and "blank-nl" in shown
            await press(pilot, "question_mark")
            await pilot.pause()
            assert "made by" not in flat(pilot.app.screen)
