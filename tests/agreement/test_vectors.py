"""Golden values of the reference documents, and the runner that also takes other files in that form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.agreement.vectors import failures, main
from tests.shared import shared


def test_every_golden_value_comes_out() -> None:
    cases = json.loads(shared("agreement", "vectors.json").read_text(encoding="utf-8"))
    wrong = [f"{case}: {entry} gave {value!r}" for case, entry, value in failures(cases) if case]
    assert not wrong, "\n".join(wrong[:20])


def test_values_worked_out_by_hand_from_the_formulas_come_out() -> None:
    cases = json.loads((Path(__file__).parent / "by_hand.json").read_text(encoding="utf-8"))
    found = list(failures(cases))
    assert not [f"{case}: {entry} gave {value!r}" for case, entry, value in found if case]
    assert len(found) == 285


CASE = {
    "id": "own",
    "documents": [{"id": "d", "length": 10}],
    "coders": ["A", "B"],
    "codes": ["x"],
    "assigned": {"A": ["d"], "B": ["d"]},
    "spans": [["d", "A", 0, 5, "x"], ["d", "B", 0, 4, "x"]],
    "expected": [
        {"metric": "percent_agreement", "code": "x", "value": 0.9, "tol": 1e-9},
        {"metric": "jaccard", "code": "x", "value": 0.7, "tol": 1e-9},
        {"metric": "alpha", "code": "x", "value": None},
        {"metric": "no_such_thing", "value": 1},
    ],
}


def test_the_runner_names_what_fails_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "other.json"
    file.write_text(json.dumps([CASE]), encoding="utf-8")
    assert main([str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 passed, 3 failed"
    assert [json.loads(line[line.index("{") : line.rindex("}") + 1])["metric"] for line in lines[:-1]] == [
        "jaccard",
        "alpha",
        "no_such_thing",
    ]
