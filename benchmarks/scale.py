"""A study of full size (1,000 configurations, 30,000 codings, 200 interviews): how long each screen and filter takes.

Every screen is opened for the first time in a program of its own, after the study was read in the background
(`benchmarks/scale_first.py`); then, in one program, right after a change by oneself (a claim linked), right after
somebody else's change, and again without one. Filters are set and taken off again. What counts is how long the thread
of the screens is busy until the frame is out, since keys wait for that; beside it stands what the whole process does,
workers included. Both are time of the processor, which a busy machine changes less than the clock, and the best of
several. All is laid beside the least that any program does: reading the same rows from SQLite and nothing more.
Tables are made of three sizes of study (`benchmarks/scale_tables.py`).

    python -m benchmarks.scale --configurations 1000 --json scale.json --markdown docs/reference/scale.md
    python -m benchmarks.scale --keep FOLDER      make the studies there, or measure those that are there already
    python -m benchmarks.scale --only card,link   these screens only, and no tables (no page is written then)
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.realist_study import made_study
from benchmarks.scale_document import as_markdown
from benchmarks.scale_first import firsts
from benchmarks.scale_tables import tables_of
from cmo_coder.model.base import table_of
from cmo_coder.model.claims import Claim
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.realist.sources import SOURCES
from cmo_coder.settings import Settings
from cmo_coder.store.configurations import link_claim
from cmo_coder.store.memos import add_memo
from cmo_coder.store.project import Project
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.study_screens import SCREENS_OF_STUDY

OPEN_GOAL, FILTER_GOAL, OTHERS_GOAL = 0.3, 0.1, 1.0
SMALLER = (10, 100)
NOISE = 0.02
"""Seconds below which a growth says nothing."""
LEEWAY = 1.1
"""How much more than the study a time may grow."""
ROUNDS = 2

Times = dict[str, list[float]]
"""Seconds in the thread of the screens, and in the whole process."""


def seconds(work: Callable[[], object]) -> float:
    """How long a call keeps the processor busy."""
    started = time.process_time()
    work()
    return time.process_time() - started


class Taken:
    """The best of several, of the thread of the screens and of the whole process."""

    def __init__(self) -> None:
        self.found: Times = {}

    @contextmanager
    def at(self, when: str) -> Iterator[None]:
        """Measure what is done within."""
        thread, process = time.thread_time(), time.process_time()
        yield
        now = [time.thread_time() - thread, time.process_time() - process]
        self.found[when] = [min(pair) for pair in zip(now, self.found.get(when, now), strict=True)]


class Acts:
    """The ordinary acts that a screen is opened after."""

    def __init__(self, own: Project, place: str) -> None:
        self.own = own
        self.other = Project.open(place, with_backup=False)
        with own.read() as reading:
            self._claims = reading.all(Claim, order=("number",))
            self._configurations = [row.configuration_id for row in _versions(reading)]
            linked = {(row.claim_id, row.configuration_version_id) for row in reading.all(Evidence)}
            versions = {row.id: row.configuration_id for row in _versions(reading)}
        apart = {(claim_id, versions.get(id_, "")) for claim_id, id_ in linked}
        pairs = product(self._configurations[::-1], self._claims)
        self._free = ((claim, id_) for id_, claim in pairs if (claim.id, id_) not in apart)

    def link(self) -> None:
        """Link a claim to one more configuration."""
        link_claim(self.own, *next(self._free), Stance.SUPPORTS)

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


async def opened(app: CmoApp, pilot: Any, name: str, taken: Taken, when: str) -> None:
    """Go to a screen from the overview, as after a key."""
    app.show("overview" if name != "overview" else "history")
    await pilot.pause()
    app.last_key = time.monotonic()
    with taken.at(when):
        app.show(name)
        await pilot.pause()


async def workers_done(app: CmoApp, most: float = math.inf) -> None:
    """Wait for what goes on in workers, `most` seconds; one that was called off is done too."""
    latest = time.monotonic() + most
    while any(not one.is_finished for one in app.workers) and time.monotonic() < latest:
        await asyncio.sleep(0.01)


async def longest_wait(app: CmoApp) -> float:
    """Seconds that a key would wait at most while the study is read as a whole; of the clock.

    Waits until that has begun, at most three seconds (a small study is not read ahead).
    """
    longest, latest = 0.0, time.monotonic() + 3
    while not any(one.group == "analysis" for one in app.workers) and time.monotonic() < latest:
        await asyncio.sleep(0.001)
    while any(not one.is_finished for one in app.workers):
        started = time.monotonic()
        await asyncio.sleep(0.001)
        longest = max(longest, time.monotonic() - started)
    return longest


async def screens_of(place: str, names: tuple[str, ...], screens: dict[str, Times]) -> None:
    """For each screen: opened after changes and again, and (where it has one) the filter."""
    app = CmoApp(None, settings=Settings(language="nl"))
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_project(place)
        while getattr(app.screen, "ID", "") != "overview" or not app.screen.is_mounted:
            await asyncio.sleep(0.01)
        await pilot.pause()
        assert app.session is not None
        app.session.set_coder(app.session.coder or first_coder(app.session.project))
        await longest_wait(app)
        acts = Acts(app.session.project, place)
        for name in names:
            taken = Taken()
            app.show(name)
            await pilot.pause()
            await workers_done(app)
            for _round in range(ROUNDS):
                acts.link()
                await opened(app, pilot, name, taken, "after a change")
                await workers_done(app)
                acts.elsewhere()
                await opened(app, pilot, name, taken, "after another's")
                await workers_done(app)
                await opened(app, pilot, name, taken, "again")
                await workers_done(app)
                await pilot.pause()
                for step in _filters(app.study_screen(name)) or ():
                    with taken.at("filter"):
                        step()
                        await pilot.pause()
            screens[name] = taken.found
            told = (f"{when} {1000 * own[0]:.0f} ({1000 * own[1]:.0f})" for when, own in taken.found.items())
            print(f"{name:15}", "  ".join(told), "ms", flush=True)
        acts.other.close()


def first_coder(project: Project) -> Any:
    """Somebody who works in the study."""
    from cmo_coder.store.study import coders_of

    return coders_of(project)[0]


def bare_reading(place: Path) -> float:
    """The least: every row of the analysis read by SQLite, and nothing made of it."""
    tables = dict.fromkeys(table_of(source.cls) for source in SOURCES.values())
    connection = sqlite3.connect(place)
    least = min(
        seconds(lambda: [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables])
        for _round in range(ROUNDS)
    )
    connection.close()
    return least


def figures(place: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """The times of reading and of the screens on one study."""
    found: dict[str, Any] = {"least": bare_reading(place), "screens": {}}
    with Project.open(place, with_backup=False) as project, project.read() as reading:
        found["load"] = min(seconds(lambda: load_snapshot(reading)) for _ in range(ROUNDS))
    found["firsts"] = firsts(place, names)
    found["study"] = study = found["firsts"].pop("opening")
    if "overview" in found["firsts"]:  # it comes with the study: later it was there before
        found["firsts"]["overview"] = {"busy": study["busy"], "clock": study["clock"] * 2}
    asyncio.run(screens_of(str(place), names, found["screens"]))
    for name, taken in found["firsts"].items():
        found["screens"][name] = {"first": taken["busy"], **found["screens"][name]}
    return found


def over_the_goal(large: dict[str, Any]) -> list[str]:
    """What takes longer than it may on the whole study."""
    goals = {"filter": FILTER_GOAL, "after another's": OTHERS_GOAL}
    over = [
        f"{name} {when}"
        for name, taken in large["screens"].items()
        for when, (thread, _process) in taken.items()
        if thread > goals.get(when, OPEN_GOAL)
    ]
    return over + ([] if large["study"]["busy"][0] <= OPEN_GOAL else ["the study"])


def grown_more(tables: dict[int, dict[str, Any]]) -> list[str]:
    """The tables whose time grows more than the study, from the smallest to the largest."""
    smallest, largest = min(tables), max(tables)
    times = largest / smallest
    return [
        name
        for name, taken in tables[largest]["tables"].items()
        if taken["seconds"] > NOISE
        and taken["seconds"] / max(tables[smallest]["tables"][name]["seconds"], NOISE / times) > LEEWAY * times
    ]


def main() -> None:
    """Measure the smallest and the whole, say what is over its goal, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--configurations", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--markdown", type=Path)
    arguments = parser.parse_args()
    names = tuple(arguments.only.split(",")) if arguments.only else tuple(SCREENS_OF_STUDY)
    sizes = (*SMALLER, arguments.configurations)
    result: dict[str, Any] = {"sizes": sizes, "load_before": os.getloadavg()[0], "tables": {}}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes[-1:] if arguments.only else sizes:
            kept = (arguments.keep or Path(folder)) / f"{size}.cmo"
            if not kept.exists():
                made_study(kept, size)
            place = Path(folder) / f"measured {size}.cmo"
            shutil.copy(kept, place)
            if not arguments.only:
                print(f"tables of {size} configurations", flush=True)
                result["tables"][size] = tables_of(str(place))
        result["whole"] = large = figures(place, names)
    result["load_after"] = os.getloadavg()[0]
    result["over"] = over_the_goal(large)
    result["grown"] = grown_more(result["tables"]) if result["tables"] else []
    print(f"study {1000 * large['study']['busy'][0]:.0f} ms")
    print("over the goal:", ", ".join(result["over"]) or "nothing")
    print("grown more than the study:", ", ".join(result["grown"]) or "nothing")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1), "utf-8")
    if arguments.markdown:
        arguments.markdown.write_text(as_markdown(result), "utf-8")


if __name__ == "__main__":
    main()
