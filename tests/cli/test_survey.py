"""`cmo-coder survey`: show, write the mapping down, change it, load."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.cli.main import main
from cmo_coder.store.cases import respondents_of
from cmo_coder.store.documents import documents_of
from cmo_coder.store.project import Project
from tests.ingest.surveys import as_csv, rows


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "studie.cmo")
    assert main(["--lang", "en", "new", place, "--name", "Studie", "--me", "Anna"]) == 0
    (tmp_path / "e.csv").write_bytes(as_csv(rows(6)))
    return place


def test_a_survey_is_shown_mapped_and_loaded(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, mapping = str(tmp_path / "e.csv"), tmp_path / "m.yaml"
    assert main(["--lang", "en", "survey", "show", file, "-p", place]) == 0
    shown = capsys.readouterr().out
    assert "The columns are guessed from their values." in shown
    assert "6 new respondents, 2 new cases" in shown
    assert main(["--lang", "en", "survey", "mapping", file, "--to", str(mapping), "-p", place]) == 0
    assert main(["--lang", "en", "survey", "mapping", file, "--to", str(mapping), "-p", place]) == 1
    text = mapping.read_text("utf-8")
    mapping.write_text(text.replace("layout: respondent", "layout: question"), "utf-8")
    load = ["--lang", "en", "survey", "load", file, "--mapping", str(mapping), "-p", place]
    assert main(load) == 0
    assert "2 documents" in capsys.readouterr().out
    assert main(load) == 0
    assert "was loaded on" in capsys.readouterr().out
    with Project.open(place) as project:
        assert [one.title for one in documents_of(project)] == ["Wat hielp u?", "Wat kan er beter?"]
    capsys.readouterr()
    assert main(["survey", "show", file, "-p", place, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["layout"] == "question"  # as the last time


def test_a_survey_without_open_answers_is_not_loaded_twice_unsaid(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dicht.csv").write_text("Leeftijd;Cijfer\n34;7,5\n61;8\n")
    load = ["--lang", "en", "survey", "load", str(tmp_path / "dicht.csv"), "-p", place]
    for said in ("2 new respondents", "was loaded on"):
        capsys.readouterr()
        assert main(load) == 0
        assert said in capsys.readouterr().out
    with Project.open(place) as project:
        assert len(respondents_of(project)) == 2


def test_attributes_of_a_respondent_are_set_and_removed(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(["--lang", "en", *words, "-p", place]) == code
        found = capsys.readouterr()
        return found.out + found.err

    (tmp_path / "dicht.csv").write_text("Leeftijd;Cijfer: school\n34;7,5\n61;8\n")
    run("survey", "load", str(tmp_path / "dicht.csv"))
    assert run("study", "respondent", "--of", "R01").splitlines() == ["Leeftijd: 34", "Cijfer: school: 7.5"]
    words = (
        "study",
        "respondent",
        "--of",
        "R01",
        "--set",
        "Leeftijd=",
        "--set",
        "Cijfer: school=8,5",
        "--set",
        "wijk=Noord",
    )
    assert run(*words).splitlines() == ["Cijfer: school: 8.5", "wijk: Noord"]
    assert "has no name and value" in run("study", "respondent", "--of", "R01", "--set", "Noord", code=1)
    assert "R09" in run("study", "respondent", "--of", "R09", code=1)
    run("undo")
    assert run("study", "respondent", "--of", "R01").splitlines() == ["Leeftijd: 34", "Cijfer: school: 7.5"]


def test_a_mapping_that_is_no_yaml_is_said_so(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "m.yaml").write_text("columns: [", "utf-8")
    load = ["--lang", "en", "survey", "load", str(tmp_path / "e.csv"), "--mapping", str(tmp_path / "m.yaml")]
    assert main([*load, "-p", place]) == 1
    assert "is no YAML file" in capsys.readouterr().err


def test_the_original_is_written_again_and_dropped(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, back = tmp_path / "gesprek.txt", tmp_path / "terug.txt"
    path.write_bytes(b"Interviewer: Hoe?\r\nRespondent: Zo.\r\n")
    assert main(["import", str(path), "--keep-original", "-p", place]) == 0
    assert main(["documents", "original", "gesprek", "--to", str(back), "-p", place]) == 0
    assert back.read_bytes() == path.read_bytes()
    assert main(["--lang", "en", "documents", "original", "gesprek", "--to", str(back), "-p", place]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["--lang", "en", "documents", "drop-original", "-p", place]) == 1
    assert main(["documents", "drop-original", "gesprek", "-p", place]) == 0
    assert main(["--lang", "en", "documents", "original", "gesprek", "--to", str(back), "--force", "-p", place]) == 1
    assert "is not kept in this project" in capsys.readouterr().err
