"""Editing a text, its versions, what waits for review, and a changed file, from the command line."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from cmo_coder.cli.common import PROBLEM
from tests.cli.conftest import Run
from tests.cli.test_commands import INTERVIEW, project

__all__ = ["project"]


@pytest.fixture
def coded(project: Path, run: Run) -> Path:
    run("code", "add", "gesprek", "koffie", "--quote", "een tafel met koffie")
    run("claims", "add", "gesprek", "--slot", "O", "slaapt", "Nu slaap ik weer.")
    return project


def test_words_are_replaced_and_what_happens_to_the_codings_is_told(coded: Path, run: Run) -> None:
    told = run("documents", "edit", "gesprek", "--replace", "koffie", "thee met koek", "--dry-run")
    assert "met [-koffie.-]{+thee met koek.+}" in told
    assert "“een tafel met koffie” → “een tafel met thee met koek”" in told
    assert "dry run" in told
    assert "koffie" in run("documents", "text", "gesprek")
    run("documents", "edit", "gesprek", "--replace", "koffie", "thee", "--reason", "teruggeluisterd")
    assert "een tafel met thee." in run("documents", "text", "gesprek")
    versions = json.loads(run("documents", "versions", "gesprek", "--json"))
    assert [(one["nr"], one["in_force"], one["reason"]) for one in versions] == [
        (1, False, ""),
        (2, True, "teruggeluisterd"),
    ]
    assert "[-koffie.-]{+thee.+}" in run("documents", "diff", "gesprek", "1")
    assert "koffie" in run("documents", "text", "gesprek", "--version", "1")


def test_a_word_that_occurs_often_is_never_guessed(coded: Path, run: Run) -> None:
    assert "occurs" in run("documents", "edit", "gesprek", "--replace", "ik", "wij", code=PROBLEM)
    assert "does not occur" in run("documents", "edit", "gesprek", "--replace", "olifant", "", code=PROBLEM)
    assert "no number 99" in run("documents", "edit", "gesprek", "--replace", "ik", "wij", "--nth", "99", code=PROBLEM)
    run("documents", "edit", "gesprek", "--replace", "ik", "wij", "--nth", "2")
    assert "maakte wij de post" in run("documents", "text", "gesprek") or "slaap wij" in run(
        "documents", "text", "gesprek"
    )


def test_a_corrected_file_and_a_patch_make_the_same_text(coded: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "nieuw.txt").write_text(INTERVIEW.replace("niemand", "bijna niemand"), "utf-8")
    told = json.loads(run("documents", "edit", "gesprek", "--text", str(tmp_path / "nieuw.txt"), "--json"))
    assert [edit[2] for edit in told["edits"]] == ["bijna "]
    (tmp_path / "weg.diff").write_text(
        "--- oud\n+++ nieuw\n@@ -3,1 +3,1 @@\n"
        "-R1: Ik kende hier bijna niemand. Er stond een tafel met koffie.\n"
        "+R1: Ik kende hier niemand. Er stond een tafel met koffie.\n",
        "utf-8",
    )
    run("documents", "edit", "gesprek", "--patch", str(tmp_path / "weg.diff"))
    assert run("documents", "text", "gesprek") == INTERVIEW
    assert "does not fit" in run("documents", "edit", "gesprek", "--patch", str(tmp_path / "weg.diff"), code=PROBLEM)
    (tmp_path / "op.json").write_text('[[0, "Interviewer", "I"]]', "utf-8")
    run("documents", "edit", "gesprek", "--patch", str(tmp_path / "op.json"))
    assert run("documents", "text", "gesprek").startswith("I: Hoe ging dat?")
    (tmp_path / "geen.diff").write_text("zomaar tekst", "utf-8")
    assert "no patch" in run("documents", "edit", "gesprek", "--patch", str(tmp_path / "geen.diff"), code=PROBLEM)


def test_what_lost_its_words_is_listed_put_back_moved_or_dropped(coded: Path, run: Run) -> None:
    run("documents", "edit", "gesprek", "--replace", "een tafel met koffie", "iets")
    (waiting,) = json.loads(run("review", "list", "--json"))
    assert waiting["quote"] == "een tafel met koffie"
    assert [one["found"] for one in waiting["places"]] == ["replaced"]
    assert "what came in their place: “iets”" in run("review", "list")
    assert "[to be reviewed]" in run("code", "list")
    run("review", "accept", waiting["id"][-8:])
    assert json.loads(run("review", "list", "--json")) == []
    run("undo")
    run("review", "move", waiting["id"][-8:], "--quote", "Er stond iets")
    assert [one["quote"] for one in json.loads(run("code", "list", "--json"))] == ["Er stond iets", "Nu slaap ik weer."]
    run("documents", "edit", "gesprek", "--replace", " Nu slaap ik weer.", "")
    (waiting,) = json.loads(run("review", "list", "--json"))
    assert waiting["claims"] == [1]
    assert "evidence of claim 1" in run("review", "drop", waiting["id"], "--reason", "doorgehaald", code=PROBLEM)
    run("review", "drop", waiting["id"], "--reason", "doorgehaald", "--with-evidence")
    assert "Nothing waits" in run("review", "list")
    run("verify")


def test_an_earlier_version_is_put_back_with_its_codings(coded: Path, run: Run) -> None:
    run("documents", "edit", "gesprek", "--replace", "een tafel met koffie", "iets")
    assert "sits again: “een tafel met koffie”" in run("documents", "restore", "gesprek", "1")
    assert run("documents", "text", "gesprek") == INTERVIEW
    assert "Nothing waits" in run("review", "list")
    run("verify")


def test_a_changed_file_is_a_new_version_with_every_coding_found_again(coded: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "export-2.txt").write_text(
        INTERVIEW.replace("een tafel met koffie", "een tafel met wat koffie"), "utf-8"
    )
    path = str(tmp_path / "export-2.txt")
    told = run("import", path, "--as-version-of", "gesprek", "--preview")
    assert "1 with words that are alike" in told
    assert len(json.loads(run("documents", "list", "--json"))) == 1
    run("import", path, "--as-version-of", "gesprek", "--threshold", "0.99")
    assert len(json.loads(run("documents", "list", "--json"))) == 1
    assert len(json.loads(run("review", "list", "--json"))) == 1
    run("undo")
    run("import", path, "--as-version-of", "gesprek")
    assert json.loads(run("code", "list", "--json"))[0]["quote"] == "een tafel met wat koffie"
    assert "Nothing differs" in run("import", path, "--as-version-of", "gesprek")
    assert "between 0 and 1" in run("import", path, "--as-version-of", "gesprek", "--threshold", "7", code=PROBLEM)
    run("verify")


def test_documents_with_one_name_are_told_apart_by_the_end_of_their_id(coded: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "gesprek.txt").write_text("I: Hoe?\nR1: Anders.\n", "utf-8")
    run("import", str(tmp_path / "gesprek.txt"))
    ids = {one["id"] for one in json.loads(run("documents", "list", "--json")) if one["title"] == "gesprek"}
    told = run("documents", "text", "gesprek", code=PROBLEM)
    assert len(ids) == 2 and all(one[-8:] in told for one in ids)
    texts = {run("documents", "text", one[-8:]) for one in ids}
    assert len(texts) == 2 and any("Anders." in text for text in texts)


def test_a_speaker_who_is_not_there_yet_is_refused_with_how_to_make_one(
    project: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "tweede.txt").write_text("I: Hoe?\nR1: Anders.\n", "utf-8")
    load = ("import", str(tmp_path / "tweede.txt"), "--speaker", "R1=Buurman 9")
    told = run(*load, code=PROBLEM)
    assert 'cmo-coder study respondent --add "Buurman 9"' in told
    run("study", "respondent", "--add", "Buurman 9")
    assert "1 document loaded" in run(*load)


def test_a_project_named_from_its_own_folder_is_the_same_one_and_its_coder_too(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cmo_coder.cli.main import main

    assert main(["new", str(tmp_path / "tweede.cmo"), "--name", "Tweede", "--me", "Berna"]) == 0
    monkeypatch.chdir(tmp_path)
    assert main(["study", "case", "--add", "Noord", "-p", "tweede.cmo"]) == 0
    monkeypatch.chdir("/")
    capsys.readouterr()
    assert main(["log", "--json"]) == 0  # without a name: the one opened last, from whatever folder
    log = json.loads(capsys.readouterr().out)
    assert {one["coder"] for one in log[:1]} == {"Berna"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_are_found_however_their_accents_were_made(project: Path, run: Run, tmp_path: Path, form: str) -> None:
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    text = unicodedata.normalize(form, "Respondent 1: Ik had één idee.\n\nInterviewer: En toen?\n")
    name = unicodedata.normalize(form, "één.txt")
    (tmp_path / name).write_text(text, "utf-8")
    run("import", str(tmp_path / name))
    words = unicodedata.normalize(other, "één idee")
    run("code", "add", unicodedata.normalize(other, "één"), "koffie", "--quote", words)
    coded = json.loads(run("code", "list", "--json"))[-1]["quote"]
    assert coded == unicodedata.normalize(form, words)
    run("documents", "edit", "één", "--replace", words, "twee ideeën")
    assert "Ik had twee ideeën." in run("documents", "text", "één")
