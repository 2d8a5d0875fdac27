"""Elements of slots from the command line: what they are, another name, two that are the same."""

from __future__ import annotations

import json
from pathlib import Path

from cmo_coder.cli.common import PROBLEM
from cmo_coder.model.canonical import Role
from tests.cli.conftest import Run
from tests.realist.builder import StudyBuilder


def test_an_element_gets_its_particulars_another_name_and_is_merged(tmp_path: Path, run: Run) -> None:
    study = StudyBuilder(tmp_path)
    study.canonical(Role.O, "wachttijd loopt op")
    study.canonical(Role.C, "kleine kern")
    study.canonical(Role.C, "dorp")
    place = str(study.project.path)
    study.project.close()
    run("configurations", "slot", "wachttijd", "--direction=-", "--horizon", "medium", "--actor", "buren", "-p", place)
    run("configurations", "slot", "kleine", "--label", "klein dorp", "--context-effect", "hindering", "-p", place)
    rows = json.loads(run("configurations", "slots", "--json", "-p", place))
    assert {(row["role"], row["label"]) for row in rows} == {
        ("C", "klein dorp"),
        ("C", "dorp"),
        ("O", "wachttijd loopt op"),
    }
    small, late = (next(row for row in rows if row["label"].startswith(name)) for name in ("klein", "wacht"))
    assert (small["context_effect"], late["direction"], late["actors"]) == ("hindering", "-", ["buren"])
    assert "direction" not in small
    run("configurations", "slot", "klein dorp", "--direction", "+", "-p", place, code=PROBLEM)
    run("configurations", "slot", "klein dorp", "-p", place, code=PROBLEM)
    run("configurations", "slot", "dorp", "--same-as", "klein", "-p", place, code=PROBLEM)  # no reason
    run("configurations", "slot", "dorp", "--same-as", "klein", "--reason", "hetzelfde", "-p", place)
    assert "dorp" not in run("configurations", "slots", "--role", "C", "-p", place).replace("klein dorp", "")
    assert "hetzelfde" in run("decisions", "list", "-p", place)
