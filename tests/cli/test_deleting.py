"""`cmo-coder delete`: it says what goes, and does it only with --yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.cli.main import main
from cmo_coder.store.cache_folder import cache_folder

MARK = b"zwaluwstaart"
"""What stands in the vectors, and nowhere else."""


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


def test_what_was_derived_leaves_by_no_door(tmp_path: Path) -> None:
    """Neither vectors nor the folder in which they lie go along with what is exported, handed out or backed up."""
    path, talk, out = tmp_path / "p.cmo", tmp_path / "gesprek.txt", tmp_path / "out"
    talk.write_text("Er kwam koffie in de buurt. Ik slaap weer.\n", "utf-8")
    out.mkdir()
    p = ["-p", str(path)]
    assert main(["new", str(path), "--name", "Proef", "--me", "Anna", "--codebook", "cmo-nl"]) == OK
    assert main(["import", *p, str(talk)]) == OK
    assert main(["study", "coder", *p, "--add", "Bram"]) == OK
    assert main(["rounds", "hand", *p, "--round", "1", "--coders", "Bram"]) == OK
    cache_folder(path).mkdir()
    (cache_folder(path) / "vectors-x.npz").write_bytes(MARK)
    for words in (
        ["export", *p, "--all", str(out / "tables"), "--format", "csv"],
        ["dump", *p, str(out / "study.jsonl")],
        ["hand-out", *p, "Bram", str(out / "bram.cmo")],
        ["backup", *p],
    ):
        assert main(words) == OK, words
    written = [one for one in tmp_path.rglob("*") if one.is_file() and cache_folder(path) not in one.parents]
    assert len(written) > 10, "something was written"
    assert [one for one in written if MARK in one.read_bytes() or "vectors" in one.name] == []
