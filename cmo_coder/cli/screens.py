"""Opening the screens."""

from __future__ import annotations

import gc
import os
import sys

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.cli.lean import leave_out_openssl
from cmo_coder.messages import _

DIM_FACTOR = "78"
"""How much of its colour dim text keeps, in hundredths."""


def has_terminal() -> bool:
    """Whether a person is there to look at the screens."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_screens(place: str | None) -> int:
    """Open the screens on a project (None: the last one)."""
    if not has_terminal():
        print(_("There is no terminal here. The commands work without one: cmo-coder --help"), file=sys.stderr)
        return PROBLEM
    # What is imported and made for the first frame stays: looking through it for garbage again and again would take
    # a tenth of the time until then. The app lets the collector go on when that frame is out.
    gc.disable()
    leave_out_openssl()
    # Read by Textual when it is imported. Its own 66 makes dim words on a chosen line too faint (under 4.5 to 1).
    os.environ.setdefault("TEXTUAL_DIM_FACTOR", DIM_FACTOR)
    from cmo_coder.tui.app import run

    run(place)
    return OK
