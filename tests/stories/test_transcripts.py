"""A transcript from Word put right, made safe to share, searched and coded, and all of it taken back; by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, Speaker, TextVersion, Turn
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.names import key as key_module
from cmo_coder.settings import Settings
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.dialogs import Form
from cmo_coder.tui.screens.documents import DocumentsScreen
from cmo_coder.tui.screens.edit import EditScreen
from cmo_coder.tui.screens.key_dialog import KeyDialog
from cmo_coder.tui.screens.load_files import LoadFiles
from cmo_coder.tui.screens.overview import OverviewScreen
from cmo_coder.tui.screens.pseudonymise import PseudonymiseScreen
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.search import SearchScreen
from cmo_coder.tui.screens.search_code import Preview
from tests.stories.study_case import HIDDEN, MISHEARD, PEOPLE, RIGHT, SHAME, TURNS, study_rows, word_file
from tests.tui.screen_text import flat, until
from tests.tui.source_case import rest, said

PASSPHRASE = "vier losse woorden hier"

SAYS = {
    "nl": {
        "name": "Naam van de studie",
        "docs": "1 document",
        "saved": "Opgeslagen als versie 2",
        "file": "heet nog gezond-zutphen.cmo",
        "wrong": "past niet op deze sleutel",
        "past": "alleen voorbij met de sleutel",
        "back": "De namen zijn terug",
        "hits": "9 treffers",
        "turn": "beurt",
        "yes": "j",
    },
    "en": {
        "name": "Name of the study",
        "docs": "1 document",
        "saved": "Saved as version 2",
        "file": "is still called gezond-zutphen.cmo",
        "wrong": "does not open",
        "past": "only with its key",
        "back": "The names are back",
        "hits": "9 hits",
        "turn": "turn",
        "yes": "y",
    },
}


@pytest.fixture(autouse=True)
def cheap_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A key that is quick to make, in a home of its own; files are looked for in the folder of the test."""
    monkeypatch.setattr(key_module, "_COST", {"n": 2**8, "r": 8, "p": 1})
    (tmp_path / "keys").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "keys")
    monkeypatch.chdir(tmp_path)


class Hands:
    """Keys, and what they did to the study."""

    def __init__(self, app: CmoApp, pilot: Pilot[None], language: str) -> None:
        self.app, self.pilot, self.says = app, pilot, SAYS[language]

    @property
    def project(self) -> Project:
        """The study's file."""
        assert self.app.session is not None
        return self.app.session.project

    async def press(self, *keys: str) -> None:
        """Keys; nothing is under way behind the screen when the last has been done."""
        for key in keys:
            await self.pilot.press(key)
            if any(not one.is_finished for one in self.app.workers):
                await rest(self.app, self.pilot)
        await rest(self.app, self.pilot)

    async def write(self, words: str, *after: str) -> None:
        """Words in the field that has the focus (at once: letter by letter takes long), then keys."""
        field = self.app.focused
        assert isinstance(field, Input)
        field.value = words
        await self.press(*after)

    async def on(self, screen: type[object]) -> None:
        """Wait for a screen."""
        await until(self.pilot, lambda: isinstance(self.app.screen, screen))

    async def find(self, words: str, *after: str) -> None:
        """Find words in the transcript."""
        await self.press("slash")
        await self.write(words, "enter", *after)

    def quotes(self) -> dict[str, str]:
        """What is coded: the name of the code by the words that it sits on, in the text as it is now."""
        with self.project.read() as reading:
            codes = {one.id: one.name for one in reading.all(Code)}
            fragments = {one.id: one for one in reading.all(Fragment)}
            texts = {one.id: reading.text(one.sha256) for one in reading.all(TextVersion)}
            made = {}
            for coding in reading.all(Coding):
                one = fragments[coding.fragment_id]
                assert texts[one.text_version_id][one.start : one.end] == one.quote
                made[one.quote] = codes[coding.code_id]
        return made


async def a_new_study_with_the_transcript(hands: Hands) -> None:
    await hands.press("n")
    await hands.on(Form)
    assert hands.says["name"] in flat(hands.app.screen), "the field that is typed in shows its label"
    await hands.write("Gezond Zutphen", "tab")
    await hands.write("Anna", "ctrl+s")
    await hands.on(OverviewScreen)
    await hands.press("g", "d", "l", "escape", "l")
    await hands.write("raar.docx", "enter")
    await hands.on(LoadFiles)
    assert "✗" in flat(hands.app.screen), "a file that only has the name of a Word file is refused with words"
    await hands.press("escape")
    await hands.on(DocumentsScreen)
    await hands.press("l")
    await hands.write("gesprek.docx", "enter")
    await hands.on(LoadFiles)
    assert all(name.split()[0] in flat(hands.app.screen) for name in PEOPLE)
    await hands.press("ctrl+s")
    await hands.on(DocumentsScreen)
    assert hands.says["docs"] in flat(hands.app.screen)
    with hands.project.read() as reading:
        assert [one.title for one in reading.all(Document)] == ["gesprek"]
        assert {one.label for one in reading.all(Speaker)} == set(PEOPLE)
        assert sum(one.speaker_id is not None for one in reading.all(Turn)) == TURNS


async def code_and_correct(hands: Hands) -> None:
    await hands.press("enter")
    await hands.on(ReadScreen)
    await hands.find("schulphulp", "V", "i")
    await hands.write("Schuldhulp", "ctrl+s")
    await hands.find("schaamde", "V", "m")
    await hands.write("Schaamte", "ctrl+s")
    assert hands.quotes() == {MISHEARD: "Schuldhulp", SHAME: "Schaamte"}
    await hands.press("g", "g")
    await hands.find("schulphulp", "E")
    await hands.on(EditScreen)
    footer = flat(hands.app.screen)[-150:]
    assert "ctrl+s" in footer and " g " not in footer and " u " not in footer, "letters are typed here"
    await hands.pilot.press(*["right"] * 5, "delete")
    await hands.press("d", "ctrl+s", "escape")
    assert hands.quotes() == {MISHEARD: "Schuldhulp", SHAME: "Schaamte"}, "escape saves nothing"
    await hands.press("ctrl+s", "enter")
    assert hands.says["saved"] in said(hands.app)
    await hands.press("escape")
    await hands.on(ReadScreen)
    assert hands.quotes() == {RIGHT: "Schuldhulp", SHAME: "Schaamte"}
    assert "schuldhulp van Marieke" in flat(hands.app.screen)


async def give_key(hands: Hands, *words: str) -> None:
    """Type the passphrase as often as it is asked."""
    dialog = hands.app.screen
    assert isinstance(dialog, KeyDialog)
    dialog.query_one("#passphrase", Input).focus()
    for passphrase in words:
        await hands.write(passphrase, "enter")


async def pseudonymise(hands: Hands, place: Path) -> None:
    await hands.press("g", "w")
    await hands.on(PseudonymiseScreen)
    await hands.press("A", "w", "escape", "w", hands.says["yes"], "escape")
    assert any(b"Hoekstra" in one for one in (place.read_bytes(), journal(place))), "nothing was done yet"
    await hands.press("w", hands.says["yes"])
    await give_key(hands, "kort", "kort")
    assert isinstance(hands.app.screen, KeyDialog), "too short a passphrase makes no key"
    await give_key(hands, PASSPHRASE, PASSPHRASE)
    assert hands.says["file"] in flat(hands.app.screen)
    await hands.press("enter")
    if not isinstance(hands.app.screen, PseudonymiseScreen):
        await hands.press("escape")
    hidden = {MISHEARD: "", **hands.quotes()}
    assert len(hidden) == 3 and "Schuldhulp" in hidden.values()
    quote = next(words for words, code in hidden.items() if code == "Schuldhulp")
    assert quote.startswith("Door de schuldhulp van [") and quote.endswith("] slaap ik weer goed.")
    for name in HIDDEN:
        assert name.encode() not in place.read_bytes() + journal(place), name


def journal(place: Path) -> bytes:
    """What SQLite has not put into the file yet."""
    waiting = place.with_name(place.name + "-wal")
    return waiting.read_bytes() if waiting.exists() else b""


async def search_and_code(hands: Hands) -> None:
    await hands.press("g", "z")
    await hands.on(SearchScreen)
    await hands.write("schuldhulp", "enter")
    shown = flat(hands.app.screen)
    assert hands.says["hits"] in shown and "schuldhulp van [" in shown
    before = hands.quotes()
    await hands.press("c", "escape", "c")
    await hands.write("Rust", "ctrl+s")
    await hands.write(hands.says["turn"], "enter")
    await hands.on(Preview)
    assert hands.quotes() == before, "shown first"
    await hands.press(hands.says["yes"])
    made = [words for words, code in hands.quotes().items() if code == "Rust"]
    assert any(words.startswith("Ja, dat herken ik wel. Door de schuldhulp") for words in made), "the whole turn"
    with hands.project.read() as reading:
        code = reading.find(Code, name="Rust")
        assert code is not None and reading.count(Coding, code_id=code.id) == 9


async def take_back(hands: Hands, coded: set[str]) -> None:
    """Back to the pseudonymising, and past it with the key."""
    await hands.press("u")
    with hands.project.read() as reading:
        assert reading.find(Code, name="Rust") is None
    await hands.press("u")
    assert hands.says["past"] in said(hands.app)
    assert set(hands.quotes()) == coded
    await hands.press("g", "w", "z", "escape", "z")
    await give_key(hands, "vier andere woorden hier")
    assert hands.says["wrong"] in said(hands.app)
    assert set(hands.quotes()) == coded
    await hands.press("z")
    await give_key(hands, PASSPHRASE)
    assert hands.says["back"] in said(hands.app)
    assert hands.quotes() == {RIGHT: "Schuldhulp", SHAME: "Schaamte"}


@pytest.mark.parametrize(("size", "language"), [((80, 24), "nl"), ((160, 48), "en")])
async def test_a_word_transcript_is_corrected_pseudonymised_searched_coded_and_brought_back(
    size: tuple[int, int], language: str, tmp_path: Path
) -> None:
    word_file(tmp_path / "gesprek.docx")
    (tmp_path / "raar.docx").write_bytes(b"\x00\x01 geen Word" * 40)
    place = tmp_path / "gezond-zutphen.cmo"
    app = CmoApp(None, settings=Settings(language=language))
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot, language)
        await a_new_study_with_the_transcript(hands)
        await code_and_correct(hands)
        corrected = study_rows(place)
        await pseudonymise(hands, place)
        coded = set(hands.quotes())
        await search_and_code(hands)
        await hands.press("escape", "q")
    assert app.return_code == 0
    left = study_rows(place)

    again = CmoApp(str(place), settings=Settings(language=language, coder="Anna"))
    async with again.run_test(size=size) as pilot:
        hands = Hands(again, pilot, language)
        await hands.on(OverviewScreen)
        assert study_rows(place) == left
        await pilot.resize_terminal(60, 16)
        await pilot.resize_terminal(*size)
        await take_back(hands, coded)
        assert study_rows(place) == corrected
        assert verify(hands.project) == ()
        await hands.press("u", "f3")
        assert set(hands.quotes()) == {MISHEARD, SHAME}, "undo goes on where it was before the names were hidden"
        assert "schulphulp" in flat(again.screen)
