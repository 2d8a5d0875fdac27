"""What every table of the catalogue costs on studies of several sizes, and what its growth is made of.

Each is made from a study that was just read, from cold caches of the processor: before each one a block of memory is
copied that drives out what was there. A small study would otherwise be measured from the caches and a large one from
memory, which is slower for each row, whatever is done with it. Beside the time stand figures that are the same on
every machine: how many calls a table makes, and how much it holds (cells, what is in them and behind them, quotes).
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.project import Project
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tables.value import Table
from cmo_coder.tui.collecting import Collecting

ROUNDS = 3
OTHER = bytearray(96 << 20)
"""More than a processor keeps in its caches."""


def tables_of(place: str) -> dict[str, Any]:
    """Seconds, calls and size of every table of a study; and what a walk over its fragments takes, cold and warm."""
    collecting = Collecting()  # as the program does
    with Project.open(place, with_backup=False) as project, project.read() as reading:
        whole = load_snapshot(reading)
        gc.collect()
        gc.freeze()
        found: dict[str, Any] = {"walk": _walk(whole), "tables": {}}
        for one in CATALOGUE:
            # Each without what the tables before it worked out.
            taken = min(_cold(partial(build, one.id, replace(whole))) for _round in range(ROUNDS))
            profile = cProfile.Profile()
            made: Table = profile.runcall(build, one.id, replace(whole))
            calls = int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
            found["tables"][one.id] = {"seconds": taken, "calls": calls, "holds": _holds(made)}
        gc.unfreeze()
    collecting.stop()
    return found


def _cold(work: Callable[[], object]) -> float:
    bytes(OTHER)
    return _seconds(work)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _walk(whole: Snapshot) -> dict[str, float]:
    """Seconds for each fragment that is looked at once, in order, from memory and from the caches."""

    def walk() -> None:
        for fragment in whole.fragments.values():
            fragment.quote  # noqa: B018

    number = len(whole.fragments)
    warm = min(_seconds(walk) for _round in range(5))
    return {"cold": min(_cold(walk) for _round in range(5)) / number, "warm": warm / number}


def _holds(made: Table) -> int:
    cells = [cell for row in made.rows for cell in row.cells]
    return len(cells) + len(made.quotes) + sum(len(cell.items) + len(cell.evidence) for cell in cells)
