"""What became of suggestions can be seen: on codes, in the history, the methods paragraph, the evidence list."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.messages import in_language
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.realist.methods_text import methods_paragraph
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.store.history import next_undo
from cmo_coder.suggest.report import Outcomes, outcomes_by_provider
from cmo_coder.tables.catalogue import build
from cmo_coder.tui.screens.history_rows import details_of
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.tui.screen_text import flat, press
from tests.tui.test_read import make, reading
from tests.tui.test_read_lacking import lacking, with_claim
from tests.tui.test_suggest_beside import beside


async def one_of_each(pilot: Pilot[None], screen: ReadScreen) -> None:
    """Take one suggestion, refuse one."""
    await beside(pilot, screen, "Nu slaap ik weer.")
    await press(pilot, "x")
    await beside(pilot, screen)
    await press(pilot, "tab")


@pytest.mark.parametrize("size", [(160, 48), (120, 40)])
async def test_a_code_that_was_suggested_says_so(tmp_path: Path, size: tuple[int, int]) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, size) as (pilot, screen):
            await beside(pilot, screen)
            await press(pilot, "tab")
            await pilot.pause()
            assert "Anna · suggested" in flat(screen)
            await press(pilot, "enter")
            await pilot.pause()
            assert "· suggested" in flat(pilot.app.screen)


async def test_the_history_the_paragraph_and_the_table_tell_of_it(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await one_of_each(pilot, screen)
            await press(pilot, "g", "h")
            await pilot.pause()
            shown = flat(pilot.app.screen)
            assert "Suggestion taken: Koffie" in shown and "Suggestion refused: Slaapt weer" in shown
            assert "Anna" in shown
            with project.read() as reading_:
                last = next_undo(reading_)
                assert last is not None
                told = details_of(reading_, last).splitlines()
            for said in (
                "Taken from a suggestion: no → yes",
                "Suggested by: codebook+exemplar",
                "Place among those suggested: 1",
                "What became of it: taken",
            ):
                assert f"    {said}" in told
            with project.read() as reading_:
                snapshot = load_snapshot(reading_)
            with in_language("en"):
                english = methods_paragraph(snapshot)
            with in_language("nl"):
                dutch = methods_paragraph(snapshot)
            assert (
                "Of 2 suggestions" in english and "1 were accepted, 0 led to another code and 1 were refused" in english
            )
            assert "Van 2 suggesties" in dutch and "1 aanvaard" in dutch and "1 afgewezen" in dutch
            table = build("bewijslijst", snapshot, language="en")
            nr = next(nr for nr, one in enumerate(table.columns) if one.id == "voorgesteld")
            assert [row.cells[nr].text for row in table.rows] == ["Koffie"]


async def test_what_was_taken_for_a_claim_can_be_seen_everywhere(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        claim = with_claim(project, "Ik hoop dat het rust zou geven")
        async with reading(project, (160, 48)) as (pilot, screen):
            await lacking(pilot, screen, claim)
            pilot.app.screen.query_one(LineList).go_to("status")
            await press(pilot, "tab")
            await pilot.pause()
            assert "hoped [suggested]" in flat(screen)
            with project.read() as reading_:
                last = next_undo(reading_)
                assert last is not None and last.text() == "Claim 1: suggested status taken"
                told = details_of(reading_, last).splitlines()
            for said in (
                "Status taken from a suggestion: no → yes",
                "What was suggested: status",
                "Suggested value: hoped",
                "Suggested by: cmo-role",
                "What became of it: taken",
            ):
                assert any(said in line for line in told), said
            with project.read() as reading_:
                snapshot = load_snapshot(reading_)
            said = "Suggestions of the program (status) that a coder judged: 1; accepted 1, changed 0, refused 0."
            assert said in methods_paragraph(snapshot)
            with in_language("nl"):
                assert "(status) die een codeur heeft beoordeeld: 1; aanvaard 1" in methods_paragraph(snapshot)
            table = build("bewijslijst", snapshot)
            nr = next(nr for nr, column in enumerate(table.columns) if column.id == "voorgesteld_claim")
            assert "status" in {row.cells[nr].text for row in table.rows}
            with project.read() as reading_:
                assert outcomes_by_provider(reading_) == {
                    (SuggestionKind.STATUS, "cmo-role"): Outcomes(accepted=1, first=1),
                }
