"""Import, suggestions, evaluation, export and the screens need no network: forbidden, and where there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROUND = [sys.executable, "-m", "tests.tools.offline_round"]


def without_network() -> list[str]:
    """The command that runs another in a network namespace without interfaces; skips where that may not be done."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare is not installed (a tool of Linux)")
    command = [unshare, "--user", "--map-root-user", "--net"]
    tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"a network namespace may not be made here: {tried.stderr.strip()}")
    return command


def test_a_whole_round_in_a_namespace_without_interfaces(tmp_path: Path) -> None:
    """The network is forbidden in it as well, by the audit hook of the round."""
    command = without_network()
    done = subprocess.run([*command, *ROUND, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.endswith("offline round done\n")


def test_a_whole_round_with_the_network_forbidden(tmp_path: Path) -> None:
    try:
        without_network()
    except pytest.skip.Exception:
        done = subprocess.run([*ROUND, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return
    pytest.skip("the other test forbids the network as well, and takes it away")


@pytest.mark.parametrize("call", ["socket.socket()", "socket.getaddrinfo('example.org', 443)"])
def test_the_hook_of_the_round_refuses(call: str) -> None:
    code = f"import socket, sys\nfrom tests.tools.offline_round import refuse\nsys.addaudithook(refuse)\n{call}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "AssertionError" in done.stderr
