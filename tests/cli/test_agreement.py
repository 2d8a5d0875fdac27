"""`cmo-coder agreement`: the same numbers as the statistics, with everything that must stand beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.cli.main import main
from cmo_coder.messages import set_language
from cmo_coder.model.study import ProgressState
from cmo_coder.store.study import set_progress
from tests.store.test_agreement import Team


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = tmp_path / "wijk.cmo"
    team = Team(path)
    team.code(team.anna, "Ik kende niemand.", team.context)
    team.code(team.bram, "kende niemand.", team.context)
    team.code(team.anna, "Nu slaap ik weer.", team.outcome)
    team.code(team.bram, "Nu slaap ik weer.", team.context)
    for coder in (team.anna, team.bram):
        set_progress(team.project, team.document.id, coder.id, ProgressState.FINISHED)
    team.project.close()
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = OK) -> str:
    capsys.readouterr()
    assert main(words) == code
    out = capsys.readouterr()
    return out.out + out.err


def test_json_has_every_figure_with_its_unit_universe_formula_and_seed(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(run(capsys, "agreement", "-p", place, "--json", "--seed", "7"))
    assert found["coders"] == ["Anna", "Bram"] and found["documents"] == ["Gesprek"] and found["seed"] == 7
    assert found["universe"]["unit"] == "character" and found["universe"]["units"] == 77
    assert found["universe"]["interviewer_turns"] is True
    codes = {row["code"]: row for row in found["codes"]}
    # Both marked 14 of 17 and 31 characters: 2 * 14 / (17 + 31).
    assert codes["niemand kennen"]["dice"]["value"] == pytest.approx(28 / 48)
    assert codes["slaapt weer"]["one_coder_only"] and codes["slaapt weer"]["cohen_kappa"]["value"] == 0
    assert found["figures"]["dice"] == {"formula": "2a / (2a + b + c)", "source": found["figures"]["dice"]["source"]}
    assert sorted(one["kind"] for one in found["disagreements"]) == ["boundary", "role"]
    assert found["levels"][0]["L1"]["elements"] == [2, 2]


def test_the_interviewer_unit_and_figures_can_be_chosen(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "agreement",
        "-p",
        place,
        "--json",
        "--no-interviewer",
        "--unit",
        "sentence",
        "--figures",
        "alpha",
        "jaccard",
    )
    found = json.loads(run(capsys, *words))
    assert found["universe"]["interviewer_turns"] is False and found["universe"]["unit"] == "sentence"
    assert found["universe"]["units"] == 3
    row = next(one for one in found["codes"] if one["code"] == "niemand kennen")
    assert set(row) >= {"alpha", "jaccard"} and "dice" not in row


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_printed_begins_with_the_differences(
    place: str, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    set_language(language)
    said = run(capsys, "agreement", "-p", place)
    heads = {"nl": ("Waar Anna en Bram verschillen", "Per code"), "en": ("Where Anna and Bram differ", "Per code")}
    first, second = heads[language]
    assert 0 < said.index(first) < said.index(second)
    assert "Krippendorff 2011" in said


def test_a_wrong_word_is_a_message(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "kilo" in run(capsys, "agreement", "-p", place, "--unit", "kilo", code=PROBLEM)
    assert "Carla" in run(capsys, "agreement", "-p", place, "--coders", "Anna", "Carla", code=PROBLEM)


def test_rounds_from_drawing_to_the_report(place: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    drawn = json.loads(
        run(
            capsys,
            "rounds",
            "sample",
            "100%",
            "-p",
            place,
            "--coders",
            "Anna",
            "Bram",
            "--seed",
            "3",
            "--round",
            "2",
            "--json",
        )
    )
    assert drawn["documents"] == ["Gesprek"] and "seed 3" in drawn["how"]
    (again,) = drawn["begun_again"]
    assert "done in round 1: Gesprek (Anna, Bram)" in again
    shown = run(capsys, "rounds", "show", "-p", place)
    assert "begun" in shown and again in shown
    told = run(capsys, "agreement", "-p", place, code=PROBLEM)
    assert "begun again, such as Gesprek (round 1)" in told and "agreement --round 1" in told
    away = str(tmp_path / "bram.cmo")
    run(capsys, "hand-out", "Bram", away, "-p", place)
    run(capsys, "rounds", "done", "Gesprek", "-p", away, "--coder", "Bram")
    run(capsys, "take-in", away, "-p", place)
    run(capsys, "rounds", "done", "Gesprek", "-p", place, "--coder", "Anna")
    report = tmp_path / "verslag.md"
    run(capsys, "agreement", "-p", place, "--round", "2", "--write", str(report))
    text = report.read_text("utf-8")
    assert "1 of 1 documents drawn at random" in text and "●" in text and "Over the rounds" in text


def test_dutch_reports_have_a_decimal_comma_and_files_for_programs_a_point(
    place: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    set_language("nl")
    assert "0,583" in run(capsys, "agreement", "-p", place)  # 28 / 48
    for extension in ("md", "html"):
        report = tmp_path / f"verslag.{extension}"
        run(capsys, "agreement", "-p", place, "--write", str(report))
        assert "0,583" in report.read_text("utf-8") and "0.583" not in report.read_text("utf-8")
    run(capsys, "agreement", "-p", place, "--write", str(tmp_path / "verslag.json"))
    assert '"number": 0.583' in (tmp_path / "verslag.json").read_text("utf-8")
    assert '"value": 0.58' in run(capsys, "agreement", "-p", place, "--json")


def test_other_figures_are_asked_for_by_name(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--match", "exact", "overlap", "tolerance:3", "iou:0.5", "--domain", "omgeving", "--distance", "jaccard")
    found = json.loads(run(capsys, "agreement", "-p", place, "--json", *asked, "--gamma", "--gamma-samples", "3"))
    values = {(one["figure"], one["how"]): one["value"] for one in found["more"]}
    # Anna and Bram mark four passages of two codes, one pair of which overlaps: 14 of 17 characters.
    assert values["span_f1", "exact"] == 0 and values["span_f1", "overlap"] == pytest.approx(2 / 4)
    assert values["span_f1", "tolerance:3"] == values["span_f1", "iou:0.5"] == pytest.approx(2 / 4)
    assert values["cu_alpha", ""] is None and values["u_alpha", ""] is not None
    assert values["alpha_set", "jaccard"] is not None and values["gamma_best_disorder", ""] is not None
    assert all(one["formula"] and one["source"] for one in found["more"])
    said = run(capsys, "agreement", "-p", place, "--match", "iou:0.5")
    assert "Other figures" in said and "iou:0.5" in said


@pytest.mark.parametrize(
    "words", [("--match", "tolerance"), ("--match", "iou:2"), ("--domain", "slaapt weer"), ("--distance", "x")]
)
def test_a_figure_that_cannot_be_is_refused(
    place: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert words[1] in run(capsys, "agreement", "-p", place, *words, code=PROBLEM)


def test_the_trend_over_rounds_is_in_the_json(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "agreement", "-p", place, "--json"))
    (row,) = found["rounds"]
    assert row["round"] == 1 and row["documents"] == 1 and row["micro_dice"]["value"] is not None


def test_beside_a_code_stand_figures_of_a_code_only(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("gamma", "alpha_any", "nonsense"):
        told = run(capsys, "agreement", "-p", place, "--figures", "alpha", name, code=PROBLEM)
        assert f"'{name}' is not one of: alpha, dice" in told and "--gamma" in told
    assert "Jaccard" in run(capsys, "agreement", "-p", place, "--figures", "jaccard", "jaccard")
