"""The analysis from the command line: filters on claims, strategies alike, patterns, memos, the decision log."""

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


def test_one_filter_for_claims_configurations_codings_and_tables(place: str, run: Run, tmp_path: Path) -> None:
    negative = ("--filter", "polarity=works_not", "-p", place)
    found = json.loads(run("claims", "list", "--json", *negative))
    assert [(one["number"], one["form"]) for one in found] == [(2, "C-O")]
    numbers = [one["number"] for one in json.loads(run("configurations", "list", "--json", *negative))]
    assert numbers == [1, 2], "claim 2 contradicts the first and supports the second"
    quotes = {one["quote"] for one in json.loads(run("code", "list", "--json", *negative))}
    assert quotes == {"een tafel met koffie", "Nu slaap ik weer"}
    table = tmp_path / "t.json"
    run("export", "configuraties", str(table), "--language", "en", *negative)
    assert "Polarity: does not work" in json.loads(table.read_text("utf-8"))["tables"][0]["notes"][0]
    run("export", "--all", str(tmp_path / "all"), "--format", "csv", *negative)
    assert not (tmp_path / "all" / "memos.csv").exists(), "what does not rest on claims is left out"
    assert "memos" in run("export", "memos", str(tmp_path / "m.csv"), *negative, code=PROBLEM)
    assert "Known: status" in run("claims", "list", "--filter", "colour=red", "-p", place, code=PROBLEM)


def test_what_a_claim_is_can_be_changed(place: str, run: Run) -> None:
    run("claims", "set", "1", "--status", "hoped", "--phase", "sustain", "--level", "meso", "-p", place)
    (one,) = json.loads(
        run("claims", "list", "--json", "--filter", "status=hoped phase=sustain level=meso", "-p", place)
    )
    assert one["number"] == 1
    run("claims", "set", "1", "--phase", "none", "-p", place)
    assert json.loads(run("claims", "list", "--json", "--filter", "phase=sustain", "-p", place)) == []
    assert "What is to change" in run("claims", "set", "1", "-p", place, code=PROBLEM)


def test_two_strategies_that_are_alike_become_one_with_a_reason(place: str, run: Run) -> None:
    for element, text in ((1, "Organiseer een wekelijkse maaltijd"), (2, "Organiseer wekelijks maaltijden")):
        run("elements", "strategy", str(element), text, "-p", place)
    (pair,) = json.loads(run("strategies", "alike", "--json", "-p", place))
    assert [one["place"] for one in pair["strategies"]] == ["1.2", "2.1"]
    run("strategies", "same", "1.2", "2.1", "--reason", "zelfde maaltijd", "-p", place)
    assert json.loads(run("strategies", "alike", "--json", "-p", place)) == []
    assert "zelfde maaltijd" in run("decisions", "list", "-p", place)
    run("undo", "-p", place)
    run("strategies", "different", "1.2", "2.1", "--reason", "andere buurt", "-p", place)
    assert json.loads(run("strategies", "alike", "--json", "-p", place)) == []
    assert "no strategy 9.9" in run("strategies", "same", "1.2", "9.9", "--reason", "x", "-p", place, code=PROBLEM)


def test_an_element_is_made_definitive_with_what_the_rules_ask(place: str, run: Run) -> None:
    run("elements", "condition", "3", "als niemand blijft", "-p", place)
    run("elements", "status", "3", "definitive", "--reason", "ronde 2", "-p", place)
    run("elements", "search", "2", "wie bleef weg?", "-p", place)
    run("elements", "status", "2", "definitive", "--reason", "ronde 2", "-p", place)
    run("strategies", "omkering", "1", "Begin klein", "--claim", "2", "--reasoning", "te groot", "-p", place)
    assert "Begin klein" in run("elements", "list", "-p", place)


def test_patterns(place: str, run: Run, tmp_path: Path) -> None:
    run("patterns", "add", "Rust komt eerst", "--configuration", "1", "--negative", "2", "-p", place)
    run("patterns", "search", "rust", "alle interviews", "-p", place)
    listed = json.loads(run("patterns", "list", "--json", "-p", place))
    (one,) = (pattern for pattern in listed if pattern["description"] == "Rust komt eerst")
    assert (one["configurations"], one["negative_cases"]) == ([1], [2])
    assert one["searches"][0]["query"] == "alle interviews"
    assert "searched, nothing found" in run("patterns", "list", "-p", place)
    run("patterns", "write", str(tmp_path / "p.csv"), "-p", place)
    assert "Rust komt eerst" in (tmp_path / "p.csv").read_text("utf-8")


def test_memos(place: str, run: Run, tmp_path: Path) -> None:
    run(
        "memos",
        "add",
        "Wie kwam niet?",
        "--type",
        "question",
        "--on",
        "configuration:1",
        "--on",
        "claim:2",
        "-p",
        place,
    )
    run("memos", "add", "Ik ken de buurt", "--type", "reflexivity", "-p", place)
    found = json.loads(run("memos", "list", "--json", "--type", "question", "--on", "claim:2", "-p", place))
    assert [one["text"] for one in found] == ["Wie kwam niet?"]
    run("memos", "write", str(tmp_path / "m.csv"), "--words", "buurt", "-p", place)
    written = (tmp_path / "m.csv").read_text("utf-8")
    assert "Ik ken de buurt" in written and "Wie kwam niet" not in written
    run("memos", "edit", found[0]["id"][-8:], "Wie bleef weg?", "-p", place)
    assert "Wie bleef weg?" in run("memos", "list", "-p", place)
    assert "names nothing" in run("memos", "add", "x", "--on", "iets", "-p", place, code=PROBLEM)


def test_decisions_are_filtered_and_read_in_the_language_of_the_reader(place: str, run: Run, tmp_path: Path) -> None:
    run("--lang", "nl", "elements", "status", "1", "retired", "--reason", "dubbel", "-p", place)
    run("decisions", "add", "Drie rondes", "--why", "verzadiging", "--on", "element:2", "-p", place)
    dutch = run("--lang", "nl", "decisions", "list", "--by", "program", "-p", place)
    assert "Element 1: status vervallen" in dutch
    english = run("--lang", "en", "decisions", "list", "--by", "program", "-p", place)
    assert "Element 1: status retired" in english
    (own,) = json.loads(run("decisions", "list", "--json", "--on", "element:2", "-p", place))
    assert (own["what"], own["by"]) == ("Drie rondes", "team")
    assert json.loads(run("decisions", "list", "--json", "--since", "2999-01-01", "-p", place)) == []
    run("decisions", "write", str(tmp_path / "d.csv"), "--language", "nl", "--words", "vervallen", "-p", place)
    assert "Drie rondes" not in (tmp_path / "d.csv").read_text("utf-8")


def test_a_reservation_is_a_field_to_filter_by_and_a_column(place: str, run: Run, tmp_path: Path) -> None:
    from cmo_coder.model.effective_elements import Strategy
    from cmo_coder.store.project import Project
    from cmo_coder.store.strategies import edit_strategy

    with Project.open(place, with_backup=False) as project:
        with project.read() as reading:
            strategy = next(one for one in reading.all(Strategy) if one.text == "Zet koffie")
        edit_strategy(project, strategy, reservation="tijdens corona", actor="buurthuis")
    (one,) = json.loads(run("strategies", "list", "--reservation", "corona", "--json", "-p", place))
    assert (one["place"], one["actor"]) == ("1.1", "buurthuis")
    assert json.loads(run("strategies", "list", "--phase", "sustain", "--json", "-p", place)) == []
    assert "is not one of" in run("strategies", "list", "--phase", "later", "-p", place, code=PROBLEM)
    table = tmp_path / "t.csv"
    run("export", "werkzame_elementen_lang", str(table), "--with", "particulars", "--no-quotes", "-p", place)
    assert "tijdens corona" in table.read_text("utf-8")
