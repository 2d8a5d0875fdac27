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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("claims", "list"), "There are no claims yet. Make one: cmo-coder claims add"),
        (("claims", "list", "--loose"), "No claim is like that."),
        (("code", "list"), "Nothing is coded yet."),
        (("documents", "list"), "There are no documents yet. Load some: cmo-coder import FILE"),
        (("configurations", "list"), "There are no configurations to list."),
        (("rounds", "show"), "Nothing was handed out yet."),
        (("memos", "list"), "There are no memos to list."),
    ],
)
def test_a_list_with_nothing_in_it_says_so_and_is_no_heading(
    words: tuple[str, ...], said: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", *words, "-p", place]) == 0
    assert capsys.readouterr().out.splitlines()[0] == said
    assert main([*words, "-p", place, "--json"]) == 0
    assert said not in capsys.readouterr().out


def test_a_coding_is_said_with_its_words_and_its_turn_and_offsets_are_for_scripts(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Anna.txt").write_text("Interviewer: Hoe gaat het?\n\nR1: Ik voelde me gehoord.\n", "utf-8")
    (tmp_path / "Nota.txt").write_text("Een nota.\n\nDe gemeente helpt mee.\n", "utf-8")
    assert main(["import", str(tmp_path / "Anna.txt"), str(tmp_path / "Nota.txt"), "-p", place]) == 0
    assert main(["codebook", "add", "gehoord", "-p", place]) == 0
    capsys.readouterr()
    add = ["--lang", "en", "code", "add"]
    assert main([*add, "Anna", "gehoord", "--quote", "Ik voelde me gehoord", "-p", place]) == 0
    assert "gehoord put on “Ik voelde me gehoord” (Anna, turn 2)" in capsys.readouterr().out
    assert main([*add, "Anna", "gehoord", "--quote", "voelde", "-p", place]) == 1
    assert "already: “Ik voelde me gehoord”" in capsys.readouterr().err
    assert main([*add, "Nota", "gehoord", "--quote", "helpt mee", "-p", place]) == 0
    assert "(Nota, paragraph 2)" in capsys.readouterr().out
    assert main(["--lang", "en", "code", "list", "-p", place]) == 0
    shown = capsys.readouterr().out
    assert "turn 2" in shown and "paragraph 2" in shown
    assert main(["code", "list", "-p", place, "--json"]) == 0
    assert {"start", "end"} <= json.loads(capsys.readouterr().out)[0].keys()
