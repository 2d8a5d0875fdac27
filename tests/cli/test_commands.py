"""The command line, run as a user would, in one process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_coder.cli.common import OK, PROBLEM, USAGE
from cmo_coder.cli.main import main, parser
from cmo_coder.messages import set_language
from tests.cli.conftest import Run
from tests.ingest.corpus import samples
from tests.ingest.writers import WRITERS

INTERVIEW = """Interviewer: Hoe ging dat?

R1: Ik kende hier niemand. Er stond een tafel met koffie.

Interviewer: En toen?

R1: Omdat ik me niet bekeken voelde, maakte ik de post open. Nu slaap ik weer.
"""


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "wijk.cmo"
    run("new", str(path), "--name", "Wijk", "--me", "Anna")
    (tmp_path / "gesprek.txt").write_text(INTERVIEW, "utf-8")
    run("study", "respondent", "--add", "Inwoner 1", "--group", "resident")
    run("import", str(tmp_path / "gesprek.txt"), "--speaker", "R1=Inwoner 1")
    for name, kind in (("klein dorp", "C"), ("niet bekeken", "M_red"), ("slaapt weer", "O"), ("koffie", "open")):
        run("codebook", "add", name, "--type", kind)
    return path


def test_the_main_job_from_an_interview_to_the_table(project: Path, run: Run, tmp_path: Path) -> None:
    run(
        "claims", "add", "gesprek",
        "--slot", "C", "klein", "Ik kende hier niemand.",
        "--slot", "M_red", "niet", "Omdat ik me niet bekeken voelde",
        "--slot", "O", "slaapt", "Nu slaap ik weer.",
        "--status", "experienced",
    )  # fmt: skip
    assert json.loads(run("claims", "list", "--json"))[0]["respondent"] == "Inwoner 1"
    run("configurations", "add", "--claim", "1", "--actor", "Inwoners")
    run("configurations", "status", "1", "supported", "--reason", "duidelijk")
    run("study", "theme", "--add", "Merkbaar")
    run("elements", "add", "Zet de tafel waar niemand kijkt", "--theme", "Merkbaar")
    run("elements", "assign", "1", "1")
    run("elements", "strategy", "1", "Zet een tafel in de winkel", "--claim", "1")
    (element,) = json.loads(run("elements", "list", "--json"))
    assert element["configurations"] == [1]
    table = tmp_path / "tabel.csv"
    run("export", "werkzame_elementen_lang", str(table))
    assert "Zet een tafel in de winkel" in table.read_text("utf-8")
    assert project.exists()
    run("verify")


def test_undo_and_redo_say_what_they_did_and_nothing_to_undo_is_a_problem(project: Path, run: Run) -> None:
    assert project.exists()
    assert "koffie" in run("undo")
    assert "koffie" not in run("codebook", "list")
    assert "koffie" in run("redo")
    assert "koffie" in run("codebook", "list")
    run("redo", code=PROBLEM)


def test_a_coding_is_added_listed_and_taken_off(project: Path, run: Run) -> None:
    assert project.exists()
    made = json.loads(run("code", "add", "gesprek", "koffie", "--quote", "een tafel met koffie", "--json"))
    (listed,) = json.loads(run("code", "list", "--json"))
    assert (listed["quote"], listed["code"], listed["coder"]) == ("een tafel met koffie", "koffie", "Anna")
    run("code", "remove", made["id"][-8:])
    assert json.loads(run("code", "list", "--json")) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("code", "add", "gesprek", "bestaat niet", "--quote", "koffie"), "bestaat niet"),
        (("code", "add", "gesprek", "koffie", "--quote", "Interviewer"), "2"),
        (("code", "add", "gesprek", "koffie", "--quote", "nergens"), "gesprek"),
        (("code", "add", "gesprek", "koffie", "--at", "10", "99999"), "99999"),
        (("code", "add", "gesprek", "koffie", "--at", "10", "5"), "10"),
        (("claims", "add", "gesprek", "--slot", "C", "klein", "Hoe ging dat?"), "interviewer"),
        (("claims", "add", "gesprek", "--slot", "O", "klein", "Nu slaap ik weer."), "klein dorp"),
        (("configurations", "add", "--claim", "7"), "7"),
        (("export", "bestaat_niet", "x.csv"), "bestaat_niet"),
        (("import", "geen.txt"), "geen.txt"),
        (("codebook", "import", "geen.yaml"), "geen.yaml"),
        (("study", "edit", "--profile", "XYZ"), "XYZ"),
        (("study", "edit", "--words", "50=most"), "0"),
        (("study", "edit", "--small-groups", "-1"), "0"),
        (("backup", "--restore", "99"), "99"),
    ],
)
def test_a_mistake_is_a_message_that_names_it_and_changes_nothing(
    project: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    assert project.exists()
    before = run("log", "-n", "0", "--json")
    assert said in run(*words, code=PROBLEM)
    assert run("log", "-n", "0", "--json") == before


def test_the_words_for_shares_and_the_limit_for_small_groups_are_set_and_shown(project: Path, run: Run) -> None:
    assert project.exists()
    run("study", "edit", "--words", "60=meeste", "0=enkele", "--small-groups", "3")
    run("study", "edit", "--client", "GGD")
    shown = run("study", "show")
    assert "60=meeste · 0=enkele" in shown
    assert "not shown apart: 3" in shown
    run("study", "edit", "--words")
    shown = run("study", "show")
    assert "60=meeste" not in shown and "not shown apart: 3" in shown


def test_what_one_command_says_of_the_study_is_one_change(project: Path, run: Run) -> None:
    assert project.exists()
    before = len(json.loads(run("log", "-n", "0", "--json")))
    run("study", "edit", "--client", "GGD", "--words", "60=meeste", "0=enkele", "--small-groups", "3")
    assert len(json.loads(run("log", "-n", "0", "--json"))) == before + 1
    shown = run("study", "show")
    assert "GGD" in shown and "60=meeste · 0=enkele" in shown and "not shown apart: 3" in shown
    run("study", "edit", "--client", "RIVM", "--small-groups", "-1", code=PROBLEM)
    assert "GGD" in run("study", "show")


def test_a_folder_with_one_bad_file_loads_nothing(project: Path, run: Run, tmp_path: Path) -> None:
    assert project.exists()
    (tmp_path / "goed.txt").write_text("R1: Een ander gesprek.", "utf-8")
    (tmp_path / "leeg.txt").write_text("", "utf-8")
    out = run("import", str(tmp_path / "goed.txt"), str(tmp_path / "leeg.txt"), code=PROBLEM)
    assert "leeg.txt" in out
    assert len(json.loads(run("documents", "list", "--json"))) == 1


def test_the_same_words_are_not_loaded_twice_unless_asked(project: Path, run: Run, tmp_path: Path) -> None:
    assert project.exists()
    run("import", str(tmp_path / "gesprek.txt"))
    assert len(json.loads(run("documents", "list", "--json"))) == 1
    run("import", str(tmp_path / "gesprek.txt"), "--again")
    assert len(json.loads(run("documents", "list", "--json"))) == 2


def test_the_same_words_twice_in_one_load_are_loaded_once(project: Path, run: Run, tmp_path: Path) -> None:
    assert project.exists()
    for name in ("een.txt", "twee.txt"):
        (tmp_path / name).write_text("R1: Een ander gesprek.", "utf-8")
    out = run("import", str(tmp_path / "een.txt"), str(tmp_path / "twee.txt"))
    assert "twee.txt: these words are in the study already, as een." in out
    assert len(json.loads(run("documents", "list", "--json"))) == 2


def test_comments_of_a_file_are_shown_and_kept_unless_it_is_asked_not_to(
    project: Path, run: Run, tmp_path: Path
) -> None:
    sample = next(one for one in samples() if one.name == "noten.odt")
    (tmp_path / sample.name).write_bytes(sample.bytes())
    shown = run("import", "--preview", str(tmp_path / sample.name))
    assert "* Karin, 2026-03-14: Mechanisme?" in shown and "» mijn zus" in shown
    for wanted in (["--no-comments"], []):
        run("import", str(tmp_path / sample.name), *wanted)
        run("dump", str(tmp_path / "alles.jsonl"), "--overwrite")
        assert ("Mechanisme?" in (tmp_path / "alles.jsonl").read_text("utf-8")) == (not wanted)
        run("undo")
    assert project.exists()


def test_a_folder_gives_the_files_of_every_format(project: Path, run: Run, tmp_path: Path) -> None:
    assert project.exists()
    folder = tmp_path / "map"
    folder.mkdir()
    for name, writer in WRITERS.items():
        (folder / f"{name}{writer.extension}").write_bytes(writer.write((f"I: Hoe gaat {name}?", "R: Goed.")))
    (folder / "foto.png").write_bytes(b"\x89PNG")
    out = run("import", str(folder))
    assert f"{len(WRITERS)} documents loaded" in out


def test_a_project_can_be_dumped_and_loaded_again(project: Path, run: Run, tmp_path: Path) -> None:
    run("code", "add", "gesprek", "koffie", "--quote", "een tafel met koffie")
    listed = json.loads(run("code", "list", "--json"))
    run("dump", str(tmp_path / "alles.jsonl"))
    run("load", str(tmp_path / "alles.jsonl"), "--new", str(tmp_path / "kopie.cmo"))
    assert json.loads(run("code", "list", "--json")) == listed
    assert json.loads(run("code", "list", "--json", "-p", str(project))) == listed


def test_messages_are_dutch_when_asked(project: Path, run: Run) -> None:
    assert project.exists()
    assert "Alles klopt" in run("--lang", "nl", "verify")
    assert "Everything" in run("--lang", "en", "verify")


def test_wrong_words_exit_with_the_usage_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bestaat-niet"])
    assert stopped.value.code == USAGE
    assert "bestaat-niet" in capsys.readouterr().err


def _commands() -> list[tuple[str, ...]]:
    import argparse

    found: list[tuple[str, ...]] = []
    stack: list[tuple[tuple[str, ...], argparse.ArgumentParser]] = [((), parser())]
    while stack:
        words, made = stack.pop()
        below = [action for action in made._actions if isinstance(action, argparse._SubParsersAction)]
        if words and not below:
            found.append(words)
        stack += [((*words, name), child) for action in below for name, child in action.choices.items()]
    return sorted(found)


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--help"])
    assert stopped.value.code == OK
    assert words[-1] in capsys.readouterr().out


def test_a_reader_that_stops_reading_is_no_error(project: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m cmo_coder log -n 0 -p {project} | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert tmp_path.exists()
    assert "Traceback" not in done.stderr


def test_a_folder_without_texts_says_so(project: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    told = run("import", str(tmp_path / "leeg"), code=PROBLEM)
    assert "There is nothing to load in" in told
    assert ".docx" in told


def test_loading_the_same_again_gives_json_where_json_is_asked_for(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["import", "--json", str(tmp_path / "gesprek.txt")]) == OK
    told = capsys.readouterr()
    assert json.loads(told.out) == []
    assert "--again" in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("undo", "--times", "0"), "not a number of changes"),
        (("redo", "--times", "-3"), "not a number of changes"),
        (("log", "--since", "gisteren"), "is not a date"),
        (("study", "round", "--add", ""), "no name to add"),
        (("study", "respondent", "--add", " "), "no name to add"),
    ],
)
def test_values_that_mean_nothing_are_not_passed_over(
    project: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    assert said in run(*words, code=PROBLEM)


def test_a_transcript_is_printed_with_its_codes_and_replaces_nothing_unasked(
    project: Path, run: Run, tmp_path: Path
) -> None:
    run("code", "add", "gesprek", "koffie", "--quote", "een tafel met koffie")
    made = tmp_path / "gesprek.html"
    assert str(made) in run("documents", "print", "gesprek", str(made))
    assert "koffie" in made.read_text("utf-8")
    first = made.read_bytes()
    run("documents", "print", "gesprek", str(made), code=PROBLEM)
    run("documents", "print", "gesprek", str(made), "--overwrite")
    assert made.read_bytes() == first


def test_who_works_blind_finds_nothing_of_others_in_print(project: Path, run: Run, tmp_path: Path) -> None:
    run("code", "add", "gesprek", "koffie", "--quote", "een tafel met koffie")
    run("study", "coder", "--add", "Bram", "--blind")
    made = tmp_path / "gesprek.txt"
    run("documents", "print", "gesprek", str(made.with_name("bram.txt")), "--coder", "Bram")
    run("documents", "print", "gesprek", str(made.with_name("anna.txt")), "--coder", "Anna")
    assert "koffie 1" not in made.with_name("bram.txt").read_text("utf-8")
    assert made.with_name("bram.txt").read_bytes() != made.with_name("anna.txt").read_bytes()


def test_every_command_answers_in_json_where_json_is_asked_for(project: Path, run: Run) -> None:
    shown = json.loads(run("documents", "show", "gesprek", "--json"))
    assert [one["speaker"] for one in shown["turns"]] == ["Interviewer", "R1", "Interviewer", "R1"]
    assert shown["turns"][3]["text"].startswith("Omdat ik")
    undone = json.loads(run("undo", "--json"))
    assert undone["messages"][0].startswith("Undone: ")
    assert json.loads(run("documents", "text", "gesprek", "--json"))["document"] == "gesprek"


def test_what_is_chosen_of_the_log_is_written_in_the_users_language(project: Path, run: Run, tmp_path: Path) -> None:
    run("study", "round", "--add", "Ronde 7")
    run("undo")
    set_language("nl")
    run("log", "--act", "round", "--write", str(tmp_path / "log.csv"))
    heading, *lines = (tmp_path / "log.csv").read_text("utf-8-sig").splitlines()
    assert heading.startswith("volgnummer,wanneer (UTC),wie,wat,waarom,soort,toestand")
    assert [line.split(",")[3:7] for line in lines if "Ronde 7" in line] == [
        ["Ronde 'Ronde 7' toegevoegd", "", "wijziging", "ongedaan gemaakt"],
        ["Ongedaan gemaakt: Ronde 'Ronde 7' toegevoegd", "", "ongedaan maken", "geldt nu"],
    ]
    assert "bestaat al" in run("log", "--write", str(tmp_path / "log.csv"), code=PROBLEM)
