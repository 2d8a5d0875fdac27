"""The main job through the real app: load, read, code, link, group, write, quit, open again, undo and redo."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.model.claims import Claim, ClaimSlot, EpistemicStatus
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.documents import Document
from cmo_coder.model.effective_elements import ElementConfiguration
from cmo_coder.model.fragments import Fragment, Stance
from cmo_coder.settings import Settings
from cmo_coder.store.codes import codes_of
from cmo_coder.store.fragments import code_span
from cmo_coder.store.verify import verify
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.documents import DocumentsScreen
from cmo_coder.tui.screens.elements import ElementsScreen
from cmo_coder.tui.screens.link import LinkScreen
from cmo_coder.tui.screens.load_files import LoadFiles
from cmo_coder.tui.screens.overview import OverviewScreen
from cmo_coder.tui.screens.read import ReadScreen
from tests.stories.study_case import INTERVIEWS, copy_interviews, new_study, study_rows
from tests.tui.screen_text import flat, type_words, until

SIZES = [(80, 24), (160, 48)]
MOST_KEYS = 20
"""For a claim of three spans, without moving and selecting."""
STEPS_BACK = 30


class Hands:
    """Presses keys and counts them: those that code apart from those that move and select."""

    def __init__(self, app: CmoApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.coding: list[str] = []
        self.moving: list[str] = []

    async def press(self, *keys: str) -> None:
        """Keys; the app has come to rest, and nothing is under way behind it."""
        await self.pilot.press(*keys)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def write(self, words: str) -> None:
        """Letters in a field."""
        await type_words(self.pilot, words)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def move(self, *keys: str) -> None:
        """Keys that move or select."""
        self.moving += keys
        await self.press(*keys)

    async def code(self, *keys: str) -> None:
        """Keys that code."""
        self.coding += keys
        await self.press(*keys)

    async def find(self, words: str) -> None:
        """Go to words in the transcript and select their sentence."""
        await self.move("slash")
        self.moving += words
        await self.write(words)
        await self.move("enter", "V")

    async def on(self, screen: type[object]) -> None:
        """Wait for a screen."""
        await until(self.pilot, lambda: isinstance(self.app.screen, screen))


def open_app(place: Path) -> CmoApp:
    return CmoApp(str(place), settings=Settings(language="en", coder="Anna"))


async def load_three_files(hands: Hands) -> None:
    await hands.on(OverviewScreen)
    await hands.press("g", "d")
    await hands.on(DocumentsScreen)
    await hands.press("l", "enter")
    await hands.on(LoadFiles)
    preview = hands.app.screen
    assert isinstance(preview, LoadFiles)
    await until(hands.pilot, lambda: preview.state is not None)
    assert "3 files to load" in flat(preview)
    await hands.press("ctrl+s")
    await hands.on(DocumentsScreen)
    assert "3 documents" in flat(hands.app.screen)


async def code_a_triad(hands: Hands) -> None:
    await hands.press("enter")
    await hands.on(ReadScreen)
    await hands.code("space")
    await hands.find("over geld heb")
    await hands.code("c", "o", "v", "enter")
    await hands.find("recht aan kunnen")
    await hands.code("m", "s", "c", "enter")
    await hands.find("rekenen")
    await hands.code("o", "s", "l", "enter")
    await hands.code("e", "e", "space")


def check_the_triad(app: CmoApp, hands: Hands) -> None:
    print(f"a claim of three spans: {len(hands.coding)} keys, and {len(hands.moving)} to find and select the words")
    assert len(hands.coding) <= MOST_KEYS
    assert app.session is not None
    with app.session.project.read() as reading:
        (claim,) = reading.all(Claim)
        assert claim.status is EpistemicStatus.EXPERIENCED
        assert claim.respondent_id is not None
        assert {slot.role.value for slot in reading.all(ClaimSlot)} == {"C", "M_red", "O"}
        quotes = {one.quote for one in reading.all(Fragment)}
    assert "Over geld heb je het niet." in quotes
    assert "En dan had ik haar nooit meer recht aan kunnen kijken." in quotes
    assert len(quotes) == 3


async def link_and_group(hands: Hands) -> None:
    app = hands.app
    assert app.session is not None
    project = app.session.project
    await hands.press("f4")
    await hands.on(LinkScreen)
    await hands.press("n", "enter")
    with project.read() as reading:
        assert [one.stance for one in reading.all(Evidence)] == [Stance.SUPPORTS]
    await hands.press("f6")
    await hands.on(ElementsScreen)
    await hands.press("n")
    await hands.write("Help zonder dat de buren het weten")
    await hands.press("ctrl+s")
    await hands.press("1", "a")
    with project.read() as reading:
        assert reading.count(ElementConfiguration) == 1


async def write_word(hands: Hands, folder: Path) -> None:
    from docx import Document as WordDocument

    await hands.press("f8")
    await hands.press("f")
    await hands.write("word")
    await hands.press("enter")
    await hands.press("w", "enter")
    (made,) = folder.glob("*.docx")
    cells = [cell.text for table in WordDocument(str(made)).tables for row in table.rows for cell in row.cells]
    assert any("Help zonder dat de buren het weten" in text for text in cells)
    assert any("Over geld heb je het niet." in text for text in cells), "the quotes come with the table"


async def to_and_fro(hands: Hands, place: Path) -> None:
    """Thirty changes more than the job made; thirty back, through a part of the job itself, and thirty forth."""
    app = hands.app
    assert app.session is not None
    project = app.session.project
    with project.read() as reading:
        document = next(one for one in reading.all(Document) if "kees" in one.title)
    code = codes_of(project)[0]
    for nr in range(STEPS_BACK - 6):
        code_span(project, document.id, 400 + nr * 7, 405 + nr * 7, code)
    before = study_rows(place)
    seen = [before]
    for _step in range(STEPS_BACK):
        await hands.pilot.press("u")
    await hands.pilot.pause()
    seen.append(study_rows(place))
    assert seen[1]["coding"] != before["coding"]
    assert not seen[1]["effective_element"], "the undoing went back into what was done before the program was closed"
    for _step in range(STEPS_BACK):
        await hands.pilot.press("ctrl+r")
    await hands.pilot.pause()
    after = study_rows(place)
    assert after.keys() == before.keys()
    for name, rows in before.items():
        assert after[name] == rows, name
    assert verify(project) == ()


@pytest.mark.parametrize("size", SIZES)
async def test_from_three_files_to_a_table_in_word_and_back_again(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = new_study(tmp_path / "wijk.cmo")
    monkeypatch.chdir(copy_interviews(tmp_path / "interviews"))
    app = open_app(place)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot)
        await load_three_files(hands)
        await code_a_triad(hands)
        check_the_triad(app, hands)
        await link_and_group(hands)
        await write_word(hands, tmp_path)
        await pilot.press("q")
    assert app.return_code == 0
    left = study_rows(place)

    again = open_app(place)
    async with again.run_test(size=size) as pilot:
        hands = Hands(again, pilot)
        await hands.on(OverviewScreen)
        assert study_rows(place) == left
        assert len(left["document"]) == len(INTERVIEWS)
        await hands.press("c")
        await hands.on(ReadScreen)
        assert "gerda" in flat(again.screen).lower(), "one key leads back to where one was"
        await hands.press("f2")
        await to_and_fro(hands, place)
