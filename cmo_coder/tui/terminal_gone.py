"""Whether there is still a terminal: a window closed, or a connection dropped, without the signal that tells so.

Who has `nohup` or a terminal that is not theirs gets no hang-up; Textual's reader of keys then turns round and round on
a file that has ended, and a forgotten program takes a processor until somebody notices.
"""

from __future__ import annotations

import os
import select
import sys

from cmo_coder.tui.background import watching

HANG_UP = 129
"""The exit code of a program that a hang-up ended, as shells give it."""


def keys_of_terminal() -> int | None:
    """The file from which keys are read, where that is a terminal whose end can be seen; None elsewhere (Windows)."""
    try:
        file = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
    except (OSError, ValueError):
        return None
    return file if hasattr(select, "poll") and file >= 0 and os.isatty(file) else None


def wait_until_gone(file: int, seconds: float | None = None) -> bool:
    """Sleep until the terminal of `file` is taken away, at most `seconds`; whether it was."""
    looking = select.poll()
    looking.register(file, 0)  # its end is told without being asked for
    return bool(looking.poll(None if seconds is None else seconds * 1000))


def end_with_terminal() -> None:
    """End the program when its terminal is gone: at once, as a hang-up does, for each act is in the file already.

    In a thread of its own: what draws the screens may be waiting for the terminal to take what was drawn.
    """
    file = keys_of_terminal()
    if file is None:
        return

    def watch() -> None:
        if wait_until_gone(file):
            os._exit(HANG_UP)

    watching(watch, "terminal")
