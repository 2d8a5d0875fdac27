"""A Word transcript put right, made safe to share, searched, coded and brought back, through a real terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Speaker, Turn
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.settings import Settings, save_settings
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.stories.study_case import (
    HIDDEN,
    MISHEARD,
    PEOPLE,
    RIGHT,
    SHAME,
    TURNS,
    counted,
    new_study,
    study_rows,
    word_file,
)
from tests.stories.terminal import TMUX, Terminal, environment

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed: no real terminal to try the program in")

PASSPHRASE = "vier losse woorden hier"
SIZES = [(160, 48), (80, 24)] if os.environ.get("CMO_CODER_LONG") else [(160, 48)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def terminal(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Terminal]:
    (tmp_path / "study").mkdir()
    place, home = new_study(tmp_path / "study" / "wijk.cmo"), tmp_path / "home"
    monkeypatch.setenv("CMO_CODER_HOME", str(home))
    save_settings(Settings(language="en", coder="Anna"))
    (tmp_path / "files").mkdir()
    word_file(tmp_path / "files" / "gesprek.docx")
    socket = tmp_path_factory.mktemp("t") / "s"
    command = f"'{sys.executable}' -m cmo_coder open '{place}'"
    one = Terminal(socket, tmp_path / "files", command, environment(home), size=request.param)
    yield one
    one.close()


def go(terminal: Terminal, letter: str, name: str, *markers: str) -> None:
    """To a screen by its letter."""
    terminal.press("g", f"{letter} {name}")
    terminal.press(letter, *markers, gone=f"{letter} {name}")


def coded(place: Path) -> dict[str, str]:
    """The name of the code by the words that it sits on."""
    with Project.open(place, with_backup=False) as project, project.read() as reading:
        codes = {one.id: one.name for one in reading.all(Code)}
        fragments = {one.id: one.quote for one in reading.all(Fragment)}
        return {fragments[one.fragment_id]: codes[one.code_id] for one in reading.all(Coding)}


def import_the_transcript(terminal: Terminal) -> None:
    terminal.wait("Overview", "Gezonde wijk", "Anna")
    go(terminal, "d", "Documents", "There are no documents yet")
    terminal.press("l", "gesprek.docx", "enter: take")
    terminal.press("Enter", "1 file to load", "60 turns", *(name.split()[0] for name in PEOPLE))
    terminal.press("C-s", "1 document", "gesprek", gone="1 file to load")


def find(terminal: Terminal, words: str, place: str) -> None:
    terminal.press("/", "enter find")
    terminal.type(words)
    terminal.press("Enter", place, gone="enter find")


def code_a_sentence(terminal: Terminal, words: str, key: str, role: str, code: str) -> None:
    find(terminal, words, "Place 1 of")
    terminal.press("V", gone="Place 1 of")
    terminal.press(key, role, "ctrl+s")
    terminal.type(code, f"+ new: {code}")
    terminal.press("C-s", f"· {code}", gone=f"+ new: {code}")


def correct_the_word(terminal: Terminal) -> None:
    terminal.press("g", "g to the top")
    terminal.press("g", "Gesprek in het buurthuis", gone="g to the top")
    find(terminal, "schulphulp", "Place 1 of")
    terminal.press("E", "Edit transcript", "ctrl+s Save")
    terminal.keys(*["Right"] * 5, "DC")
    terminal.wait("Door de schulhulp van", "1 change not saved", "Every coding sits on its words.")
    terminal.type("d", "Door de schuldhulp van")
    terminal.press("C-s", "Transcript corrected", "enter save")
    terminal.press("Enter", "Saved as version 2", gone="enter save")
    terminal.press("Escape", "Read & code")


def pseudonymise(terminal: Terminal) -> None:
    go(terminal, "w", "Pseudonymise", "0 of 7 chosen", "Marieke Hoekstra")
    terminal.press("A", "7 of 7 chosen, 7 to be replaced")
    terminal.press("w", "Replace 7 names", "Yes (y)")
    terminal.press("y", "The passphrase once more", gone="Yes (y)")
    terminal.type(PASSPHRASE, "Strength:")
    terminal.keys("Enter")
    terminal.type(PASSPHRASE, "•" * len(PASSPHRASE))
    terminal.press("Enter", "Names replaced: 7")
    terminal.press("Enter", "1 backup was made before", gone="Names replaced: 7")
    terminal.press("y", "No names were found", gone="1 backup was made before")


def search_and_code(terminal: Terminal) -> None:
    go(terminal, "z", "Search", "words ▸")
    terminal.type("schuldhulp", "words ▸ schuldhulp")
    terminal.press("Enter", "9 hits", "schuldhulp van [naam-")
    terminal.press("c", "ctrl+s: a new code")
    terminal.type("Rust")
    terminal.press("C-s", "How much gets the code?")
    terminal.type("turn")
    terminal.press("Enter", "Put Rust on 9 hits", "y: code them")
    terminal.press("y", "Rust: 9 codings", gone="y: code them")


def take_back(terminal: Terminal) -> None:
    terminal.press("u", "Undone:", "Rust")
    terminal.press("u", "past it only with its key")
    go(terminal, "w", "Pseudonymise", "No names were found")
    terminal.press("z", "Passphrase")
    terminal.type(PASSPHRASE, "•" * len(PASSPHRASE))
    terminal.press("Enter", "The names are back", "Marieke Hoekstra")


def test_a_word_transcript_goes_there_and_back_in_a_real_terminal(terminal: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "study" / "wijk.cmo"
    import_the_transcript(terminal)
    terminal.press("Enter", "Read & code", "Ik kom uit Zutphen")
    code_a_sentence(terminal, "schulphulp", "i", "Intervention", "Schuldhulp")
    code_a_sentence(terminal, "schaamde", "m", "Reasoning", "Ongemak")
    assert coded(place) == {MISHEARD: "Schuldhulp", SHAME: "Ongemak"}
    correct_the_word(terminal)
    assert coded(place) == {RIGHT: "Schuldhulp", SHAME: "Ongemak"}
    corrected = study_rows(place)
    pseudonymise(terminal)
    hidden = coded(place)
    assert [words[-21:] for words, code in hidden.items() if code == "Schuldhulp"] == ["] slaap ik weer goed."]
    search_and_code(terminal)
    assert counted(place)["coding"] == 2 + 9
    assert any(words.startswith("Ja, dat herken ik wel. Door de schuldhulp") for words in coded(place)), "whole turns"
    terminal.press("q", "left with 0")
    assert not [name for name in HIDDEN if name.encode() in place.read_bytes()]

    terminal.run_again()
    terminal.wait("Overview", "Anna")
    take_back(terminal)
    assert coded(place) == {RIGHT: "Schuldhulp", SHAME: "Ongemak"}
    assert study_rows(place) == corrected
    terminal.press("u", "Undone:")
    assert coded(place) == {MISHEARD: "Schuldhulp", SHAME: "Ongemak"}, "undo goes on where it was before"
    terminal.press("q", "left with 0 left with 0")
    with Project.open(place, with_backup=False) as project:
        assert verify(project) == ()
        with project.read() as reading:
            assert {one.label for one in reading.all(Speaker)} == set(PEOPLE)
            assert sum(one.speaker_id is not None for one in reading.all(Turn)) % TURNS == 0
