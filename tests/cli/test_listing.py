"""`chains list` and `stories list`: lines, and no file of that name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.cli.main import main
from cmo_coder.store.cases import add_case
from cmo_coder.store.project import Project


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    place = str(tmp_path / "studie.cmo")
    assert main(["--lang", "en", "new", place, "--name", "Studie", "--me", "Anna"]) == 0
    monkeypatch.chdir(tmp_path)
    return place


def test_chains_list_writes_no_file_and_a_drawing_must_be_called_one(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "chains", "list", "-p", place]) == 0
    assert "There are no ripples yet." in capsys.readouterr().out
    assert main(["--lang", "en", "chains", "list", "-p", place, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["--lang", "en", "chains", "rimpels", "-p", place]) == 1
    assert "does not end in .svg" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir() if one.name in ("list", "rimpels")] == []


def test_stories_are_listed_of_all_cases_or_of_one(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "stories", "list", "-p", place]) == 0
    assert "stories add CASE BOX TEXT" in capsys.readouterr().out
    with Project.open(place, with_backup=False) as project:
        for name in ("Noord", "Zuid"):
            add_case(project, name)
    for name in ("Noord", "Zuid"):
        assert main(["stories", "add", name, "ambition", f"Fit in {name}", "-p", place]) == 0
    capsys.readouterr()
    assert main(["--lang", "nl", "stories", "list", "Zuid", "-p", place]) == 0
    shown = capsys.readouterr().out
    assert "Fit in Zuid" in shown and "Noord" not in shown
    assert main(["stories", "list", "-p", place, "--json"]) == 0
    assert [(one["case"], one["box"]) for one in json.loads(capsys.readouterr().out)] == [
        ("Noord", "ambition"),
        ("Zuid", "ambition"),
    ]


def test_rounds_list_is_rounds_show(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rounds", "list", "-p", place, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"handed": [], "drawn": []}
