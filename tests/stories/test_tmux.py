"""The main job once more, shorter, through a real terminal: tmux with a socket of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.settings import Settings, save_settings
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.stories.study_case import copy_interviews, counted, new_study, study_rows
from tests.stories.terminal import TMUX, Terminal, environment

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed: no real terminal to try the program in")


@pytest.fixture
def terminal(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    place = new_study(tmp_path / "wijk.cmo")
    monkeypatch.setenv("CMO_CODER_HOME", str(tmp_path / "home"))
    save_settings(Settings(language="en", coder="Anna"))
    socket = tmp_path_factory.mktemp("t") / "s"
    folder = copy_interviews(tmp_path / "interviews")
    one = Terminal(socket, folder, f"'{sys.executable}' -m cmo_coder open '{place}'", environment(tmp_path / "home"))
    yield one
    one.close()


def find(terminal: Terminal, words: str, marker: str) -> None:
    """Find words, and select their sentence."""
    terminal.keys("/")
    terminal.wait("enter")
    terminal.write(words)
    terminal.keys("Enter")
    terminal.wait(marker)
    terminal.keys("V")
    terminal.wait_gone(marker)


def tag(terminal: Terminal, key: str, letters: str, code: str) -> None:
    """A role key, a few letters, enter."""
    terminal.keys(key)
    terminal.wait("ctrl+s")
    terminal.write(letters)
    terminal.wait(f"+ new: {letters}", code)  # the transcript shows beside the dialog, so no more than this is one line
    terminal.keys("Enter")
    terminal.wait("Claim 1", code)


def test_the_main_job_in_a_real_terminal_is_all_in_the_file_after_q(terminal: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "wijk.cmo"
    terminal.wait("Overview", "Gezonde wijk", "Anna")
    terminal.keys("g")
    terminal.wait("d Documents")
    terminal.keys("d")
    terminal.wait("There are no documents yet")
    terminal.keys("l")
    terminal.wait("3 files", "space mark")
    terminal.keys("Enter")
    terminal.wait("3 files to load")
    terminal.keys("C-s")
    terminal.wait("3 documents")
    terminal.keys("Enter")
    terminal.wait("Read & code", "Fijn dat ik mag komen")
    terminal.keys("Space")
    terminal.wait("New claim")
    find(terminal, "geld heb je", "Place 1 of")
    tag(terminal, "c", "ov", "Over geld praat je niet")
    find(terminal, "recht aan kunnen", "Place 1 of")
    tag(terminal, "m", "sc", "Schaamte")
    find(terminal, "rekenen", "Place 1 of")
    tag(terminal, "o", "sl", "Slaapt slecht")
    terminal.keys("Space")
    terminal.wait("No claim open")
    terminal.keys("F4")
    terminal.wait("1 claim without a configuration")
    terminal.keys("n")
    terminal.wait("Short name of the configuration")
    terminal.keys("Enter")
    terminal.wait("0 claims without a configuration")
    terminal.keys("F6")
    terminal.wait("There is no element yet")
    terminal.keys("n")
    terminal.wait("Long label")
    terminal.write("Help achter een gewone deur")
    terminal.keys("C-s")
    terminal.wait("1 element, chosen: 1")
    terminal.keys("a")
    terminal.wait("v1", "1 CMO")
    terminal.keys("F8")
    terminal.wait("Effective elements", "1 row")
    terminal.keys("f")
    terminal.wait("Which format?")
    terminal.write("word")
    terminal.keys("Enter")
    terminal.wait_gone("Which format?")
    terminal.keys("w")
    terminal.wait("its ending decides", ".docx")
    terminal.keys("Enter")
    terminal.wait("Written:")
    before = study_rows(place)
    terminal.keys("u")
    terminal.wait("Undone:")
    assert study_rows(place) != before
    terminal.keys("C-r")
    terminal.wait("Done again:")
    terminal.keys("q")
    terminal.wait("left with 0")

    assert study_rows(place) == before
    rows = counted(place)
    assert rows["document"] == 3
    assert (rows["claim"], rows["claim_slot"], rows["coding"]) == (1, 3, 3)
    assert (rows["configuration"], rows["effective_element"], rows["element_configuration"]) == (1, 1, 1)
    assert len(list(tmp_path.glob("*.docx"))) == 1
    with Project.open(place, with_backup=False) as project:
        assert verify(project) == ()
