"""A command as somebody types it, for all tests of commands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cmo_coder.cli.common import OK
from cmo_coder.cli.main import main

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Do a command, which must end with `code`; gives what it printed, and what it said of errors after that."""

    def run_(*words: str, code: int = OK) -> str:
        capsys.readouterr()
        given = main(words)
        out = capsys.readouterr()
        assert given == code, out.err or out.out
        return out.out + out.err

    return run_
