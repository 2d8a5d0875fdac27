"""What tables and screens cost grows no faster than the study: measured in calls, which are the same on every machine.

Three studies, each twice as large as the one before: twice the study costs at most twice as much. Where much is always
there, as on a screen, what comes with size is looked at instead: what the largest costs more than the middle one is at
most twice what that costs more than the smallest. With everything laid beside everything it would be four times.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.realist_study import made_study
from cmo_coder.model.claims import Claim
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.people import People, participants_by_group
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.settings import Settings
from cmo_coder.store.configurations import link_claim
from cmo_coder.store.project import Project
from cmo_coder.store.study import coders_of
from cmo_coder.tables import study as study_tables
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.session import open_session
from cmo_coder.tui.study_screens import OF_ANALYSIS

SIZES = (40, 80, 160)
PER_ITEM = 10
LEEWAY = 1.2
FEW, FEW_ON_A_SCREEN = 3_000, 8_000
"""Calls that say nothing: below which a ratio says nothing, and so many more or less on a screen."""
LOW = (100, 10)
"""A terminal that is full of lines also in the smallest study."""
SCREENS = ("overview", "documents", "codebook", "agreement", "export", "history", *OF_ANALYSIS)


def calls(work: Callable[[], object]) -> int:
    """How many calls something makes, in this thread."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def grows_with_the_study(costs: Mapping[int, int]) -> bool:
    """Whether twice the study costs at most twice as much."""
    _small, middle, large = (costs[size] for size in SIZES)
    return large <= max(FEW, 2 * LEEWAY * middle)


def more_grows_with_the_study(costs: Mapping[int, int]) -> bool:
    """Whether what is more in the largest is in proportion to what is more in the middle one."""
    small, middle, large = (costs[size] for size in SIZES)
    return large - middle <= 2 * LEEWAY * max(0, middle - small) + FEW_ON_A_SCREEN


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("growth")
    found = {size: folder / f"{size}.cmo" for size in SIZES}
    for size, place in found.items():
        made_study(place, size, characters=4_000, per_item=PER_ITEM)
    return found


@pytest.fixture(scope="module")
def snapshots(studies: dict[int, Path]) -> dict[int, Snapshot]:
    found = {}
    for size, place in studies.items():
        with Project.open(place, with_backup=False) as project, project.read() as reading:
            found[size] = load_snapshot(reading)
    return found


@pytest.mark.parametrize("table", [one.id for one in CATALOGUE])
def test_a_table_costs_at_most_as_much_more_as_there_is(table: str, snapshots: dict[int, Snapshot]) -> None:
    # Each without what the tables before it worked out.
    costs = {size: calls(partial(build, table, replace(whole))) for size, whole in snapshots.items()}
    assert grows_with_the_study(costs), costs


def test_quotes_by_group_do_not_look_through_all_people_for_each_quote(
    snapshots: dict[int, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Looking through a tuple is one call, however long it is: it must not be done at all.
    class Unsearched(tuple[str, ...]):
        def __contains__(self, _one: object) -> bool:
            raise AssertionError("looked through all people")

    def people(snapshot: Snapshot) -> tuple[People, ...]:
        return tuple(replace(row, respondents=Unsearched(row.respondents)) for row in participants_by_group(snapshot))

    before = build("citaten_per_groep", snapshots[SIZES[0]])
    monkeypatch.setattr(study_tables, "participants_by_group", people)
    assert build("citaten_per_groep", snapshots[SIZES[0]]) == before


def test_reading_the_study_costs_at_most_as_much_more_as_there_is(studies: dict[int, Path]) -> None:
    costs = {}
    for size, place in studies.items():
        with Project.open(place, with_backup=False) as project, project.read() as reading:
            costs[size] = calls(partial(load_snapshot, reading))
    assert grows_with_the_study(costs), costs


def test_everything_beside_everything_would_be_seen(snapshots: dict[int, Snapshot]) -> None:
    def beside_each_other(snapshot: Snapshot) -> int:
        pairs = combinations(snapshot.configurations.values(), 2)
        return sum(abs(one.number - other.number) == 1 for one, other in pairs)

    costs = {size: calls(partial(beside_each_other, s)) for size, s in snapshots.items()}
    assert not grows_with_the_study(costs)
    assert not more_grows_with_the_study({size: 3 * cost for size, cost in costs.items()})


async def opened(place: Path) -> dict[str, int]:
    """What each screen costs in the thread of the keys, shown again after a claim was linked."""
    found = {}
    app = CmoApp(None, settings=Settings(language="nl", suggestions=False))
    async with app.run_test(size=LOW) as pilot:
        app.use_session(open_session(str(place), with_backup=False), "settings")
        await pilot.pause()
        assert app.session is not None
        project = app.session.project
        app.session.set_coder(coders_of(project)[0])
        with project.read() as reading:
            claims = reading.all(Claim, order=("number",))
            last = reading.all(Configuration, order=("number",))[-1]
        for nr, name in enumerate(SCREENS):
            profile = cProfile.Profile()
            for measured in (False, True):
                if measured:
                    link_claim(project, claims[nr], last.id, Stance.SUPPORTS)
                    profile.enable()
                app.show(name)
                await pilot.pause()
                profile.disable()
                await app.workers.wait_for_complete()
                app.show("settings")
                await pilot.pause()
            found[name] = int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
    return found


async def test_a_screen_costs_at_most_as_much_more_as_there_is(
    studies: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is made ahead, and what is done once in the life of a program, belongs to no screen.
    monkeypatch.setattr("cmo_coder.tui.app_opening.BEFORE_AHEAD", 3600.0)
    monkeypatch.setattr("cmo_coder.tui.app_opening.BEFORE_ANALYSIS", 3600.0)
    await opened(studies[SIZES[0]])
    costs = {size: await opened(place) for size, place in studies.items()}
    by_screen = {name: {size: costs[size][name] for size in SIZES} for name in SCREENS}
    assert not {name: own for name, own in by_screen.items() if not more_grows_with_the_study(own)}
