"""Member checks, contradictions and marks on turns from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cmo_coder.cli.common import PROBLEM
from tests.cli.conftest import Run
from tests.stories.doors_study import doors_study


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("base") / "base.cmo"
    doors_study(path)
    return path


@pytest.fixture
def place(base: Path, tmp_path: Path) -> str:
    return str(shutil.copyfile(base, tmp_path / "study.cmo"))


def test_a_member_check_is_of_versions_and_lapses_with_new_words(place: str, run: Run) -> None:
    run("theories", "add", "Samen: eten", "Als je kookt, dan komt men", "-p", place)
    run(
        "checks", "add", "Leersessie 1",
        "--element", "1", "recognised", "zo is het", "--element", "2:1", "disputed", "",
        "--configuration", "2", "extended", "", "--theory", "Samen: eten", "recognised", "", "--group", "resident=8",
        "--group", "professional", "--kind", "learning_session", "--date", "2026-05-31", "-p", place,
    )  # fmt: skip
    (check,) = json.loads(run("checks", "list", "--json", "-p", place))
    assert [(one["title"], one["outcome"], one["in_force"]) for one in check["said"]] == [
        ("element 1 v1", "recognised", True),
        ("element 2 v1", "disputed", True),
        ("CMO 2 v1", "extended", True),
        ("Samen: eten v0", "recognised", True),
    ]
    assert [(one["group"], one["n"]) for one in check["participants"]] == [("resident", 8), ("professional", None)]
    new = ("--label", "Zorg eerst voor rust", "--change", "sharpened", "--reason", "r")
    run("elements", "version", "1", *new, "-p", place)
    (check,) = json.loads(run("checks", "list", "--json", "-p", place))
    assert [one["in_force"] for one in check["said"]] == [False, True, True, True]
    told = run("--lang", "nl", "checks", "list", "-p", place)
    assert "Leersessie 1 · leersessie · 2026-05-31" in told and "“zo is het”" in told
    run("undo", "-p", place)
    run("undo", "-p", place)
    assert json.loads(run("checks", "list", "--json", "-p", place)) == [], "one check is one change"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--element", "9", "recognised", ""), "There is no element 9."),
        (("--element", "1:4", "recognised", ""), "There is no version '1:4'. Its versions: 1."),
        (("--element", "een", "recognised", ""), "'een' is no number"),
        (("--element", "1", "prima", ""), "'prima' is not one of: recognised"),
        (("--element", "1", "recognised", "", "--element", "1:1", "disputed", ""), "named twice"),
        (("--element", "1", "recognised", "", "--group", "resident=veel"), "'veel' is no number of people."),
        (("--element", "1", "recognised", "", "--case", "Oost"), "There is no case 'Oost'"),
        ((), "at least one version"),
    ],
)
def test_what_is_off_about_a_member_check_is_told(words: tuple[str, ...], said: str, place: str, run: Run) -> None:
    assert said in run("checks", "add", "Leersessie 1", *words, "-p", place, code=PROBLEM)
    assert json.loads(run("checks", "list", "--json", "-p", place)) == []


def test_a_contradiction_is_left_open_with_a_question(place: str, run: Run) -> None:
    (one,) = json.loads(run("contradictions", "--json", "-p", place))
    assert (one["kind"], one["configurations"], one["step"]) == ("declared", [[1], [2]], "unknown")
    run("contradictions", "leave", "1", "2", "--question", "Voor wie wel?", "--reason", "bleek niet", "-p", place)
    (one,) = json.loads(run("contradictions", "list", "--json", "-p", place))
    assert (one["step"], one["questions"]) == ("open", ["Voor wie wel?"])
    assert "context unknown: CMO 1, 2" in run("--lang", "en", "decisions", "list", "-p", place)
    statuses = {one["status"] for one in json.loads(run("configurations", "list", "--json", "-p", place))[:2]}
    assert statuses == {"contested"}


def test_which_context_differs_is_told_with_its_counts(place: str, run: Run) -> None:
    run("contradictions", "context", "--side", "met", "1", "--side", "zonder", "2", "--reason", "r", "-p", place)
    (one,) = json.loads(run("contradictions", "list", "--counts", "--json", "-p", place))
    context = next(fact for fact in one["counts"] if fact["fact"] == "context")
    assert {value["text"]: value["claims"] for value in context["values"]} == {
        "Klein dorp": [1, 1],
        "met": [1, 0],
        "zonder": [0, 1],
    }
    told = run("contradictions", "--counts", "-p", place)
    assert "met  1/1 ↔ 0/0" in told and "side 1 ↔ side 2" in told
    assert "↔ 0/0" not in run("contradictions", "-p", place)


def test_each_side_of_a_contradiction_gets_its_own_context(place: str, run: Run) -> None:
    run(
        "contradictions", "-p", place, "context", "--side", "met maatje", "1", "--side", "alleen", "2",
        "--reason", "ronde 2",
    )  # fmt: skip
    shown = [run("configurations", "show", str(number), "-p", place) for number in (1, 2)]
    assert "met maatje" in shown[0] and "alleen" in shown[1]
    assert "settled by context: CMO 1, 2" in run("--lang", "en", "decisions", "list", "-p", place)


def test_only_a_contradiction_can_be_settled(place: str, run: Run) -> None:
    said = run("contradictions", "leave", "1", "3", "--question", "q", "--reason", "r", "-p", place, code=PROBLEM)
    assert "There is no contradiction between these configurations." in said and "1 / 2" in said
    said = run("contradictions", "context", "--side", "a", "1", "--reason", "r", "-p", place, code=PROBLEM)
    assert "Name each side once" in said
    said = run(
        "contradictions", "context", "--side", "a", "1", "--side", "b", "x", "--reason", "r", "-p", place, code=PROBLEM
    )
    assert "'x' is no number of a configuration." in said


def test_support_after_the_theory_was_shown_or_a_leading_question_is_told_apart(place: str, run: Run) -> None:
    run("documents", "turn", "Gesprek", "1", "--theory-shown", "yes", "-p", place)
    found = json.loads(run("claims", "list", "--json", "--filter", "theory=yes", "-p", place))
    assert [(one["number"], one["theory_shown"], one["leading"]) for one in found] == [
        (1, True, False),
        (2, True, False),
    ]
    assert "after the theory was shown 1" in run("configurations", "show", "1", "-p", place)
    turns = json.loads(run("documents", "show", "Gesprek", "--json", "-p", place))["turns"]
    assert [turn["theory_shown"] for turn in turns][:2] == [True, False]
    run("documents", "turn", "Gesprek", "1", "--theory-shown", "no", "--leading", "yes", "-p", place)
    assert "after a leading question 1" in run("configurations", "show", "1", "-p", place)
    assert "after the theory" not in run("configurations", "show", "1", "-p", place)
    assert "What is to change" in run("documents", "turn", "Gesprek", "1", "-p", place, code=PROBLEM)
    assert "no turn 99" in run("documents", "turn", "Gesprek", "99", "--leading", "yes", "-p", place, code=PROBLEM)


def test_patterns_theories_and_contradictions_of_some_claims(place: str, run: Run, tmp_path: Path) -> None:
    run("patterns", "add", "Rust komt eerst", "--configuration", "1", "-p", place)
    run("patterns", "add", "Koffie helpt", "--configuration", "3", "-p", place)
    run("theories", "add", "Samen eten", "Als je kookt", "--configuration", "2", "-p", place)
    run("theories", "add", "Los", "Als", "-p", place)
    works = ("--filter", "polarity=works", "-p", place)
    found = json.loads(run("patterns", "list", "--json", *works))
    assert [one["description"] for one in found] == ["Rust komt eerst"]
    assert json.loads(run("theories", "list", "--json", *works)) == []
    found = json.loads(run("theories", "list", "--json", "--filter", "polarity=works_not", "-p", place))
    assert [one["title"] for one in found] == ["Samen eten"]
    assert len(json.loads(run("contradictions", "--json", *works))) == 1
    assert json.loads(run("contradictions", "list", "--json", "--filter", "status=hoped", "-p", place)) == []
    run("patterns", "write", str(tmp_path / "p.csv"), "--language", "nl", *works)
    rows = (tmp_path / "p.csv").read_text("utf-8").splitlines()
    assert rows[0].endswith(",filter")
    assert len(rows) == 2 and rows[1].endswith(",Polariteit: werkt")
    run("patterns", "write", str(tmp_path / "all.csv"), "-p", place)
    assert "filter" not in (tmp_path / "all.csv").read_text("utf-8")
