"""Two marked fragments tied in one claim with two keys, as the connective between them says."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim, ClaimSlot, SlotEvidence
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Coding
from cmo_coder.model.suggestions import SuggestionOutcome
from cmo_coder.store.claims import full_claims
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import add_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.study import add_coder, coders_of
from cmo_coder.store.suggestions import outcomes_of
from cmo_coder.tui.screens.proposals import ProposalsDialog
from cmo_coder.tui.screens.read import ReadScreen
from tests.tui.screen_text import flat, press
from tests.tui.test_read import SIZES, make, reading

WORDS = "De posttafel kwam in de zaal, waardoor ik mijn post weer open. Er is koffie.\n"
CAUSE, EFFECT, COFFEE = "De posttafel kwam in de zaal", "ik mijn post weer open", "Er is koffie"


def with_marks(project: Project, *marks: tuple[str, str]) -> Document:
    """A document with words coded by the names of codes."""
    document = add_document(project, Document(id=new_id(), title="Nog een"), WORDS)
    codes = {one.name: one for one in codes_of(project)}
    for words, name in marks:
        start = WORDS.index(words)
        code_span(project, document.id, start, start + len(words), codes[name])
    return document


async def ask(pilot: Pilot[None], screen: ReadScreen, document: Document, words: str, *, select: bool = False) -> str:
    """Ask with the caret on words (or these selected) what they may be tied to; gives the screen."""
    screen.open_document(document.id)
    await pilot.pause()
    screen.reader.move_to(WORDS.index(words) + 3)
    if select:
        screen.reader.select(WORDS.index(words), WORDS.index(words) + len(words))
    await press(pilot, "B")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return flat(pilot.app.screen) + " ".join(str(one.message) for one in pilot.app._notifications)


def slots(project: Project) -> dict[Role, list[str]]:
    """The slots of the only claim with their words."""
    with project.read() as reading_:
        (claim,) = full_claims(reading_, reading_.all(Claim))
    return {one.slot.role: [words.quote for words in one.fragments] for one in claim.slots}


@pytest.mark.parametrize("size", SIZES)
async def test_two_keys_make_a_claim_of_two_fragments(tmp_path: Path, size: tuple[int, int]) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (CAUSE, "Posttafel"), (EFFECT, "Opent post"))
        async with reading(project, size) as (pilot, screen):
            shown = await ask(pilot, screen, document, EFFECT)
            assert "→ waardoor →" in shown and CAUSE in shown
            await press(pilot, "tab")
            await pilot.pause()
            assert slots(project) == {Role.I: [CAUSE], Role.O: [EFFECT]}
            assert screen.open_claim is not None, "what else it lacks can be asked at once"
            assert [one.outcome for one in outcomes_of(project)] == [SuggestionOutcome.ACCEPTED]
            with project.read() as reading_:
                assert all(one.suggested for one in reading_.all(SlotEvidence))
            await press(pilot, "u")
            with project.read() as reading_:
                assert reading_.count(Claim) == 0 and reading_.count(Coding) == 2
            assert outcomes_of(project) == ()


async def test_marked_words_get_a_code_and_are_tied_in_one_change(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (CAUSE, "Posttafel"))
        async with reading(project, (80, 24)) as (pilot, screen):
            await ask(pilot, screen, document, EFFECT, select=True)
            await press(pilot, "enter", "o", "p", "e", "n", "enter")
            await pilot.pause()
            assert slots(project) == {Role.I: [CAUSE], Role.O: [EFFECT]}
            await press(pilot, "u")
            with project.read() as reading_:
                assert reading_.count(Claim) == 0 and reading_.count(Coding) == 1


async def test_x_refuses_the_link_and_it_can_still_be_tied_by_hand(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (CAUSE, "Posttafel"), (EFFECT, "Opent post"))
        async with reading(project, (80, 24)) as (pilot, screen):
            await ask(pilot, screen, document, CAUSE)
            await press(pilot, "x")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(pilot.app.screen, ProposalsDialog) and "→ waardoor" not in flat(pilot.app.screen)
            await press(pilot, "enter")
            await pilot.pause()
            assert set(slots(project)) == {Role.I, Role.O}
            assert [one.outcome for one in outcomes_of(project)] == [SuggestionOutcome.REJECTED]
            with project.read() as reading_:
                assert not any(one.suggested for one in reading_.all(SlotEvidence))


async def test_other_roles_are_asked_for_and_kept_as_changed(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (CAUSE, "Posttafel"), (EFFECT, "Opent post"))
        async with reading(project, (80, 24)) as (pilot, screen):
            await ask(pilot, screen, document, CAUSE)
            await press(pilot, "o", "c", "o")
            await pilot.pause()
            assert set(slots(project)) == {Role.C, Role.O}
            assert [one.outcome for one in outcomes_of(project)] == [SuggestionOutcome.CHANGED]


async def test_a_fragment_without_a_role_is_asked_for_it(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (COFFEE, "Koffie"), (EFFECT, "Opent post"))
        async with reading(project, (80, 24)) as (pilot, screen):
            assert "No connective; nearby" in await ask(pilot, screen, document, COFFEE)
            await press(pilot, "1")
            assert "Which role has" in flat(pilot.app.screen)
            await press(pilot, "c")
            await pilot.pause()
            assert slots(project) == {Role.C: [COFFEE], Role.O: [EFFECT]}
            assert outcomes_of(project) == ()


async def test_a_fragment_that_stands_in_a_claim_is_added_to(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (CAUSE, "Posttafel"), (EFFECT, "Opent post"), (COFFEE, "Klein dorp"))
        async with reading(project, (80, 24)) as (pilot, screen):
            await ask(pilot, screen, document, CAUSE)
            await press(pilot, "tab", "space")  # and close the claim
            await ask(pilot, screen, document, COFFEE)
            await press(pilot, "1")
            await pilot.pause()
            assert set(slots(project)) == {Role.C, Role.I, Role.O}
            with project.read() as reading_:
                assert reading_.count(ClaimSlot) == 3


async def test_it_stays_away_where_there_is_nothing_to_tie_or_nothing_may_show(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (CAUSE, "Posttafel"))
        async with reading(project, (80, 24)) as (pilot, screen):
            assert "There is no other fragment" in await ask(pilot, screen, document, CAUSE)
            assert "go to one with ]" in await ask(pilot, screen, document, COFFEE)
            add_coder(project, "Bram")
            hand(project, [document.id], [one.id for one in coders_of(project)], 1, blind=True)
            assert "code this document blind" in await ask(pilot, screen, document, CAUSE)


async def test_who_leaves_the_choice_of_a_code_ties_nothing_later(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        document = with_marks(project, (CAUSE, "Posttafel"))
        async with reading(project, (80, 24)) as (pilot, screen):
            await ask(pilot, screen, document, EFFECT, select=True)
            await press(pilot, "enter", "escape")
            await pilot.pause()
            screen.reader.select(WORDS.index(EFFECT), WORDS.index(EFFECT) + len(EFFECT))
            await press(pilot, "o", "o", "p", "e", "n", "enter")
            await pilot.pause()
            with project.read() as reading_:
                assert reading_.count(Coding) == 2 and reading_.count(Claim) == 0
            assert outcomes_of(project) == ()
