"""What holds for every test: a home of its own, English unless it says otherwise, and no network."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from cmo_coder import messages
from cmo_coder.cli.screens import DIM_FACTOR

# Textual reads this when it is imported, so it is set before any test module is.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_DIM_FACTOR"] = DIM_FACTOR

# The programs that tests start keep what they compile, as on a user's machine: where that is forbidden each of
# hundreds of commands would compile the program and its libraries anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# No test may fail because a machine is busy: nothing is held to wall time, and slow drawing of examples is no fault.
# On the build server the examples are the same each time; whoever runs the tests by hand looks further each time.
settings.register_profile(
    "cmo", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("cmo")


class NetworkForbidden(AssertionError):
    """The program asked for an internet socket or looked up a name; it works offline."""


def _refuse_network(event: str, args: tuple[Any, ...]) -> None:
    # An audit hook sees the sockets of libraries too, where a patched `socket.socket` would not. On Windows the socket
    # pair of an event loop is made of AF_INET sockets on the loopback, so there only names are guarded.
    if event == "socket.__new__" and sys.platform != "win32" and args[1] in (socket.AF_INET, socket.AF_INET6):
        raise NetworkForbidden("an internet socket was opened")
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise NetworkForbidden(f"a name was looked up: {args[0]!r}")


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the program's own files of a test apart from the user's and from those of other tests."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CMO_CODER_HOME", str(home))
    monkeypatch.setenv("CMO_CODER_LANG", "en")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Give every test English, and put it back after a test that sets another language."""
    messages.set_language("en")
    yield
    messages.set_language("en")
