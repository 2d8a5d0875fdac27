"""What a table costs grows no faster than the study: measured in calls, which are the same on every machine."""

from __future__ import annotations

import cProfile
import pstats
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.realist_study import made_study
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.store.project import Project
from cmo_coder.tables.catalogue import CATALOGUE, build

SMALL, LARGE = 20, 80
LEEWAY = 1.3
FEW = 3_000
"""Calls below which a ratio says nothing."""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, int]]:
    folder = tmp_path_factory.mktemp("growth")
    return {number: _calls(folder / f"{number}.cmo", number) for number in (SMALL, LARGE)}


def _calls(path: Path, number: int) -> dict[str, int]:
    made_study(path, number, characters=4_000)
    found = {}
    with Project.open(path, with_backup=False) as project, project.read() as reading:
        whole = load_snapshot(reading)
        for one in CATALOGUE:
            profile = cProfile.Profile()
            profile.runcall(build, one.id, replace(whole))  # without what the tables before it worked out
            found[one.id] = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("table", [one.id for one in CATALOGUE])
def test_a_table_costs_at_most_as_much_more_as_there_is(table: str, calls: dict[int, dict[str, int]]) -> None:
    small, large = calls[SMALL][table], calls[LARGE][table]
    most = LARGE / SMALL * LEEWAY
    assert large <= max(FEW, most * small)
