"""What the open claim lacks, proposed from its words: shown with the cue, filled in only when it is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim, ClaimSlot, EpistemicStatus, Polarity
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Fragment
from cmo_coder.store.claims import tag
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import add_document
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.study import add_coder, coders_of
from cmo_coder.tui.screens.read import ReadScreen
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
    if "lacks" not in flat(pilot.app.screen):  # what is learned had to come first
        await press(pilot, "C")
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
