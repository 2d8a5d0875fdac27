"""Full rounds of the garbage collector come when nobody types, and leave out what they found to stay."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections.abc import Iterator

import pytest

from cmo_coder.settings import Settings
from cmo_coder.tui import collecting
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.collecting import NEVER, TURN, Collecting

LONG_AGO = float("-inf")


@pytest.fixture
def rounds() -> Iterator[Collecting]:
    made = Collecting()
    yield made
    made.let_go()
    made.stop()


def full_rounds() -> int:
    return gc.get_stats()[2]["collections"]


def test_a_full_round_waits_until_nobody_types(rounds: Collecting) -> None:
    gc.collect()
    gc.collect(1)
    before = full_rounds()
    assert not rounds.when_idle(time.monotonic())
    assert full_rounds() == before
    assert rounds.when_idle(LONG_AGO)
    assert full_rounds() == before + 1
    assert not rounds.when_idle(LONG_AGO)  # nothing has come since


def test_a_long_round_is_not_made_over_the_same_objects_again(
    rounds: Collecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    gc.unfreeze()
    gc.collect(1)
    monkeypatch.setattr(collecting, "LONG", 1_000.0)
    assert rounds.when_idle(LONG_AGO)
    assert gc.get_freeze_count() == 0
    gc.collect(1)
    monkeypatch.setattr(collecting, "LONG", -1.0)
    assert rounds.when_idle(LONG_AGO)
    assert gc.get_freeze_count() > 0
    rounds.let_go()
    assert gc.get_freeze_count() == 0


def test_what_is_kept_to_be_quick_goes_once_after_a_key(rounds: Collecting) -> None:
    let_go: list[str] = []

    def look(last_key: float) -> None:
        gc.collect()  # so that nothing is left to look through
        rounds.when_idle(last_key, lambda: let_go.append("went"))

    look(time.monotonic())
    assert not let_go  # somebody types
    look(1.0)
    assert let_go == ["went"]
    look(1.0)
    assert let_go == ["went"]
    look(2.0)
    assert let_go == ["went", "went"]


def test_the_program_makes_no_full_round_by_itself_and_leaves_python_as_it_was() -> None:
    before, turn = gc.get_threshold(), sys.getswitchinterval()

    async def run() -> tuple[int, ...]:
        async with CmoApp(None, settings=Settings()).run_test() as pilot:
            await pilot.pause()
            return gc.get_threshold()

    assert asyncio.run(run())[2] == NEVER
    assert gc.get_threshold() == before and sys.getswitchinterval() == turn


def test_the_threads_take_short_turns_while_the_program_runs(rounds: Collecting) -> None:
    del rounds
    assert sys.getswitchinterval() == pytest.approx(TURN)
