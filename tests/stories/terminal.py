"""A real terminal for stories: tmux with a socket of its own, keys in, what stands on the screen out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

TMUX = shutil.which("tmux")
PATIENCE = 60.0
"""Seconds until a marker must be on the screen, on a machine that is busy."""


def environment(home: Path, language: str = "en") -> dict[str, str]:
    """What the program needs to run from here, with a home of its own."""
    return {
        "CMO_CODER_HOME": str(home),
        "CMO_CODER_LANG": language,
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LC_ALL": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }


class Terminal:
    """A terminal with one program in it, on a socket of its own; `size` in columns and rows."""

    def __init__(
        self, socket: Path, folder: Path, command: str, environment: dict[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        self._socket = socket
        width, height = map(str, size)
        # pytest and its plug-ins may set a size of their own, which the program would believe.
        named = "-u COLUMNS -u LINES " + " ".join(f"{name}='{value}'" for name, value in environment.items())
        self._tmux(
            *("-f", os.devnull, "new-session", "-d", "-s", "story", "-x", width, "-y", height, "-c", str(folder)),
            # After the program has ended its command is typed again by `run_again`.
            f"run() {{ env {named} {command}; echo left with $?; }}; run; while read -r _; do run; done",
        )

    def _tmux(self, *words: str) -> str:
        assert TMUX is not None
        done = subprocess.run([TMUX, "-S", str(self._socket), *words], capture_output=True, text=True, check=True)
        return done.stdout

    def text(self) -> str:
        """What stands on the screen, as one line of words."""
        shown = self._tmux("capture-pane", "-p", "-t", "story")
        return " ".join(shown.replace("│", " ").split())

    def wait(self, *markers: str) -> None:
        """Wait until all markers stand on the screen."""
        until = time.monotonic() + PATIENCE
        while True:
            shown = self.text()
            missing = [one for one in markers if one not in shown]
            if not missing:
                return
            assert time.monotonic() < until, f"{missing} did not come: {shown}"
            time.sleep(0.05)  # between two looks at another process

    def wait_gone(self, marker: str) -> None:
        """Wait until a marker is no longer on the screen: a key that follows a dialog comes after it is closed."""
        until = time.monotonic() + PATIENCE
        while marker in self.text():
            assert time.monotonic() < until, f"{marker} stays"
            time.sleep(0.05)

    def keys(self, *keys: str) -> None:
        """Named keys, as tmux names them."""
        self._tmux("send-keys", "-t", "story", *keys)

    def write(self, words: str) -> None:
        """Letters, as they are."""
        self._tmux("send-keys", "-t", "story", "-l", words)

    def run_again(self) -> None:
        """Start the program once more, after it has ended."""
        self.keys("Enter")

    def close(self) -> None:
        """End this terminal and its program; others are not touched."""
        subprocess.run([str(TMUX), "-S", str(self._socket), "kill-server"], capture_output=True, check=False)

    def press(self, key: str, *markers: str, gone: str = "") -> None:
        """A named key; then wait until what it brings stands on the screen, and what it closes does not any more."""
        self.keys(key)
        self.wait(*markers)
        if gone:
            self.wait_gone(gone)

    def type(self, words: str, *markers: str) -> None:
        """Letters; then wait until they, and what they bring, stand on the screen."""
        self.write(words)
        self.wait(*(markers or (words,)))
