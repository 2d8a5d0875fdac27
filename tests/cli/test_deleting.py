"""`cmo-coder delete`: it says what goes, and does it only with --yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.cli.main import main
from cmo_coder.store.cache_folder import cache_folder


def test_it_says_what_goes_and_does_it_with_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.cmo"
    assert main(["new", str(path), "--name", "Proef"]) == OK
    cache_folder(path).mkdir()
    capsys.readouterr()
    assert main(["delete", str(path)]) == OK
    said = capsys.readouterr().out
    assert str(cache_folder(path)) in said and "Nothing was deleted" in said and path.exists()
    assert main(["delete", str(path), "--yes", "--json"]) == OK
    assert json.loads(capsys.readouterr().out)["deleted"] is True
    assert not path.exists() and not cache_folder(path).exists()
    assert main(["delete", str(path), "--yes"]) == PROBLEM


def test_another_command_clears_up_after_a_project_deleted_by_hand(tmp_path: Path) -> None:
    gone, here = tmp_path / "gone.cmo", tmp_path / "here.cmo"
    for path in (gone, here):
        assert main(["new", str(path), "--name", "Proef"]) == OK
    cache_folder(gone).mkdir()
    (cache_folder(gone) / "vectors-x.npz").write_bytes(b"x")
    gone.unlink()
    assert main(["codebook", "list", "-p", str(here)]) == OK
    assert not cache_folder(gone).exists()
