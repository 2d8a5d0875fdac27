"""A study of full size (1,000 configurations, 30,000 codings, 200 interviews): how long each screen and filter takes.

Every screen is opened four times: right after a change by oneself (a claim linked), right after somebody else's change,
again without one, and once more with everything that a worker brings later. Filters are set and taken off again. All of
it is the time of the processor, which a busy machine does not change as much as it does the clock. The growth from a
tenth of the configurations to all of them is given as a ratio; ten times as many may cost at most ten times as much.

    python -m benchmarks.scale --configurations 1000 --json scale.json
    python -m benchmarks.scale --keep FOLDER      make the studies there, or measure those that are there already
    python -m benchmarks.scale --only card,link   these screens only, and no tables
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.realist_study import made_study
from cmo_coder.model.claims import Claim
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.settings import Settings
from cmo_coder.store.configurations import link_claim
from cmo_coder.store.memos import add_memo
from cmo_coder.store.project import Project
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tui.app import SCREENS_OF_STUDY, CmoApp
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.session import open_session

OPEN_GOAL, FILTER_GOAL, OTHERS_GOAL, GROWTH_GOAL = 0.3, 0.1, 1.0, 10.0
NOISE = 0.02
"""Seconds below which a growth says nothing."""
ROUNDS = 3
"""Each figure is the middle one of so many."""


def middle(values: list[float]) -> float:
    """The middle one."""
    return sorted(values)[len(values) // 2]


def seconds(work: Callable[[], object]) -> float:
    """How long a call keeps the processor busy."""
    started = time.process_time()
    work()
    return time.process_time() - started


class Acts:
    """The ordinary acts that a screen is opened after."""

    def __init__(self, own: Project, place: str) -> None:
        self.own = own
        self.other = Project.open(place, with_backup=False)
        with own.read() as reading:
            self._claims = reading.all(Claim, order=("number",))
            self._configurations = [row.configuration_id for row in _versions(reading)]
            self._linked = {row.claim_id for row in reading.all(Evidence)}
        self._nr = count()

    def link(self) -> None:
        """Link a claim to one more configuration."""
        nr = next(self._nr)
        link_claim(self.own, self._claims[nr], self._configurations[-1 - nr], Stance.SUPPORTS)

    def elsewhere(self) -> None:
        """Somebody else writes a memo."""
        add_memo(self.other, "Een wijziging", [("configuration", self._configurations[0])])


def _versions(reading: Any) -> Any:
    from cmo_coder.model.configurations import ConfigurationVersion

    return reading.all(ConfigurationVersion, in_force=True)


def _filters(screen: StudyScreen) -> tuple[Callable[[], object], Callable[[], object]] | None:
    """What sets the filter of a screen, and what takes it off; nothing where it has none."""
    if isinstance(screen, TwoListScreen):
        name = "words"
    elif screen.ID == "card":
        name = "_filter"
    elif screen.ID == "history":
        name = "_words"
    else:
        return None

    def put(words: str) -> None:
        setattr(screen, name, words)
        screen.show_all()

    return (lambda: put("vertrouwen")), (lambda: put(""))


async def opened(app: CmoApp, pilot: Any, name: str) -> float:
    """How long it takes until a screen stands there, from the overview."""
    app.show("overview" if name != "overview" else "history")
    await pilot.pause()
    started = time.process_time()
    app.show(name)
    await pilot.pause()
    return time.process_time() - started


async def screens_of(place: str, names: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """For each screen: opened after a change, opened again, and (where it has one) the filter."""
    app = CmoApp(None, settings=Settings(language="nl"))
    found: dict[str, dict[str, float]] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        app.use_session(open_session(place, with_backup=False), "overview")
        await pilot.pause()
        assert app.session is not None
        app.session.set_coder(app.session.coder or _first_coder(app.session.project))
        acts = Acts(app.session.project, place)
        for name in names:
            await opened(app, pilot, name)  # importing and composing the first time is not what is measured
            await app.workers.wait_for_complete()
            taken: dict[str, list[float]] = {}
            for _round in range(ROUNDS):
                acts.link()
                taken.setdefault("after a change", []).append(await opened(app, pilot, name))
                await app.workers.wait_for_complete()
                acts.elsewhere()
                taken.setdefault("after another's", []).append(await opened(app, pilot, name))
                await app.workers.wait_for_complete()
                taken.setdefault("again", []).append(await opened(app, pilot, name))
                started = time.process_time()
                await app.workers.wait_for_complete()
                await pilot.pause()
                taken.setdefault("worker", []).append(time.process_time() - started)
                filters = _filters(app.study_screen(name))
                for step in filters or ():
                    started = time.process_time()
                    step()
                    await pilot.pause()
                    taken.setdefault("filter", []).append(time.process_time() - started)
            found[name] = {when: middle(values) for when, values in taken.items()}
            print(
                f"{name:15}",
                "  ".join(f"{when} {1000 * value:.0f} ms" for when, value in found[name].items()),
                flush=True,
            )
        acts.other.close()
    return found


def _first_coder(project: Project) -> Any:
    from cmo_coder.store.study import coders_of

    return coders_of(project)[0]


def figures(place: Path, names: tuple[str, ...], tables: bool) -> dict[str, Any]:
    """The times on one study."""
    found: dict[str, Any] = {"tables": {}}
    with Project.open(place, with_backup=False) as project, project.read() as reading:
        found["load"] = min(seconds(lambda: load_snapshot(reading)) for _ in range(3))
        if tables:
            for one in CATALOGUE:
                # Each from a snapshot of its own: what one table found out must not help the next.
                taken = []
                for _round in range(2):
                    snapshot = load_snapshot(reading)
                    taken.append(seconds(partial(build, one.id, snapshot)))
                found["tables"][one.id] = min(taken)
    found["screens"] = asyncio.run(screens_of(str(place), names))
    return found


def _over(large: dict[str, Any], growth: dict[str, float]) -> list[str]:
    goals = {"filter": FILTER_GOAL, "after another's": OTHERS_GOAL}
    over = [
        f"{name} {when}"
        for name, taken in large["screens"].items()
        for when, value in taken.items()
        if when != "worker" and value > goals.get(when, OPEN_GOAL)
    ]
    return over + [f"table {name} grows x{ratio:.0f}" for name, ratio in growth.items() if ratio > GROWTH_GOAL]


def main() -> None:
    """Measure a tenth and the whole, say what is over its goal, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--configurations", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    names = tuple(arguments.only.split(",")) if arguments.only else tuple(SCREENS_OF_STUDY)
    sizes = (max(10, arguments.configurations // 10), arguments.configurations)
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for size in sizes[1:] if arguments.only else sizes:
            kept = (arguments.keep or Path(folder)) / f"{size}.cmo"
            if not kept.exists():
                made_study(kept, size)
            place = Path(folder) / f"measured {size}.cmo"
            shutil.copy(kept, place)
            print(f"{size} configurations:", flush=True)
            found.append(figures(place, names, tables=not arguments.only))
    small, large = found[0], found[-1]
    print(f"load: {small['load']:.3f} s -> {large['load']:.3f} s")
    growth = {}
    for name, taken in large["tables"].items():
        before = small["tables"][name]
        print(f"table {name:26} {1000 * before:8.1f} -> {1000 * taken:8.1f} ms   x{taken / max(before, 1e-4):.1f}")
        if taken > NOISE:
            growth[name] = taken / max(before, NOISE / GROWTH_GOAL)
    over = _over(large, growth)
    print("over the goal:", ", ".join(over) or "nothing")
    if arguments.json:
        result = {"small": small, "large": large, "growth": growth, "over": over}
        arguments.json.write_text(json.dumps(result, indent=1), "utf-8")


if __name__ == "__main__":
    main()
