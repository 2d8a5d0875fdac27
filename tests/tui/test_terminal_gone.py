"""A program whose terminal was taken away without a signal ends by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_coder.tui.terminal_gone import HANG_UP, wait_until_gone
from tests.stories.study_case import new_study

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")


def test_a_terminal_is_gone_when_its_other_side_is_closed() -> None:
    other, keys = pty.openpty()
    assert not wait_until_gone(keys, 0)
    os.write(other, b"a key that nobody read yet")
    assert not wait_until_gone(keys, 0)
    os.close(other)
    assert wait_until_gone(keys, 0)
    os.close(keys)


def test_the_program_ends_without_a_terminal(tmp_path: Path) -> None:
    place = new_study(tmp_path / "wijk.cmo")
    other, keys = pty.openpty()
    surroundings = {
        **os.environ,
        "CMO_CODER_HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LINES": "24",
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "cmo_coder", "open", str(place)],
        stdin=keys,
        stdout=keys,
        stderr=keys,
        env=surroundings,
        cwd=Path(__file__).parents[2],
        start_new_session=True,  # so that no hang-up reaches it
    )
    try:
        os.close(keys)
        shown = b""
        while b"Gezonde wijk" not in shown:  # the study is open, so the first frame is long out
            shown += os.read(other, 65536)
        os.close(other)
        assert program.wait(timeout=60) == HANG_UP
    finally:
        program.kill()
        program.wait()
