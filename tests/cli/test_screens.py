"""What the screens do without: OpenSSL, and the modules of screens that nobody opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cmo_coder.cli import screens
from cmo_coder.model.base import new_id
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project
from tests.shared import ROOT

READING = (
    "cmo_coder.tui.app, cmo_coder.tui.session, cmo_coder.tui.screens.overview, cmo_coder.tui.screens.read, "
    "cmo_coder.tui.reading_whole, cmo_coder.tui.suggesting, cmo_coder.suggest.suggester"
)
"""What is imported for somebody who reads an interview and codes."""


def said(code: str, *arguments: str) -> list[str]:
    """What a fresh interpreter prints that runs `code`."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stderr
    return done.stdout.split()


def test_who_reads_and_codes_loads_no_openssl_and_nothing_of_other_screens() -> None:
    loaded = said(
        "from cmo_coder.cli.screens import leave_out_openssl\n"
        "leave_out_openssl()\n"
        f"import {READING}\n"
        "import sys; print(*sys.modules)"
    )
    assert {"asyncio", "hashlib", "cmo_coder.tui.screens.read"} <= set(loaded)
    assert not {"ssl", "_ssl", "_hashlib"} & set(loaded)
    not_yet = ("cmo_coder.realist.snapshot", "cmo_coder.realist.agreement_live", "cmo_coder.names", "rapidfuzz")
    assert not [name for name in loaded if name.startswith(not_yet)]
    assert [name for name in loaded if name.startswith("cmo_coder.agreement.")] == ["cmo_coder.agreement.value"]


def test_opening_a_study_leaves_openssl_out_before_anything_imports_it(tmp_path: Path) -> None:
    Project.create(tmp_path / "a.cmo", Study(id=new_id(), name="Wijk")).close()
    loaded = said(
        "import sys, types\n"
        "from cmo_coder.cli import main, screens\n"
        "screens.has_terminal = lambda: True\n"
        "sys.modules['cmo_coder.tui.app'] = types.SimpleNamespace(run=lambda place: print(place))\n"
        "assert main.main(['open', sys.argv[1]]) == 0\n"
        "print(*sys.modules)",
        str(tmp_path / "a.cmo"),
    )
    assert loaded[0] == str(tmp_path / "a.cmo")
    assert {"asyncio", "hashlib"} <= set(loaded)
    assert not {"ssl", "_hashlib"} & set(loaded)


def test_hashes_are_the_same_and_who_asks_for_openssl_gets_it() -> None:
    told = said(
        "from cmo_coder.cli.screens import leave_out_openssl\n"
        "leave_out_openssl()\n"
        "import hashlib, hmac, ssl\n"
        "print(hashlib.sha256(b'zorg').hexdigest(), hashlib.new('sha1', b'zorg', usedforsecurity=False).hexdigest())\n"
        "print(hmac.new(b'a', b'b', 'sha256').hexdigest(), ssl.OPENSSL_VERSION.split()[0])"
    )
    import hashlib
    import hmac

    assert told[0] == hashlib.sha256(b"zorg").hexdigest()
    assert told[1] == hashlib.sha1(b"zorg", usedforsecurity=False).hexdigest()
    assert told[2] == hmac.new(b"a", b"b", "sha256").hexdigest()
    assert told[3]


def test_a_python_without_hashes_of_its_own_keeps_openssl(monkeypatch: pytest.MonkeyPatch) -> None:
    left_out: list[str] = []
    monkeypatch.setattr(screens, "_import_without", lambda module, _other: left_out.append(module))
    screens.leave_out_openssl()
    assert left_out == ["asyncio", "hashlib"]
    monkeypatch.setattr(screens, "find_spec", lambda name: None if name == "_sha1" else name)
    screens.leave_out_openssl()
    assert left_out == ["asyncio", "hashlib", "asyncio"]
