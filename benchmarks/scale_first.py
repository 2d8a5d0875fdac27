"""What a screen costs that is the first one asked for: a program of its own opens the study and goes to that screen.

In a program that has shown other screens before, much is there already that the first one has to wait for. Modules are
compiled, as on every machine after the first start; what runs first, to compile them, does not count.

    python -m benchmarks.scale_first STUDY SCREEN     the figures of one screen as JSON
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.reader import compiled

ROUNDS = 2
LONGEST = 20.0
"""Seconds after which no further is waited for what workers find."""
UNSET = ("NO_COLOR", "PYTHONDONTWRITEBYTECODE")


def firsts(place: Path, names: Sequence[str]) -> dict[str, dict[str, list[float]]]:
    """For each screen what is measured in a program of its own, the best of several; `opening` is opening the study."""
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    environment |= {"PYTHONPYCACHEPREFIX": compiled()}
    found: dict[str, dict[str, list[float]]] = {}
    for nr, name in enumerate((names[0], *names)):
        for _round in range(ROUNDS if nr else 1):
            command = [sys.executable, "-m", "benchmarks.scale_first", str(place), name]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            if not nr:
                continue  # compiled the modules
            for what, taken in json.loads(done.stdout.splitlines()[-1]).items():
                key = name if what == "screen" else what
                kept = found.setdefault(key, taken)
                found[key] = {when: [min(pair) for pair in zip(kept[when], taken[when], strict=True)] for when in taken}
        if nr:
            print(f"{name:15} first {[round(1000 * one) for one in found[name]['busy']]} ms", flush=True)
    return found


async def _measured(place: str, name: str) -> dict[str, Any]:
    from benchmarks.scale import Taken, first_coder, longest_wait, workers_done
    from cmo_coder.settings import Settings
    from cmo_coder.tui.app import CmoApp

    app = CmoApp(None, settings=Settings(language="nl"))
    async with app.run_test(size=(120, 40)) as pilot:
        taken = Taken()
        with taken.at("study"):
            app.open_project(place)
            study_out = await _frame(app, "overview")
            await pilot.pause()
        assert app.session is not None
        app.session.set_coder(app.session.coder or first_coder(app.session.project))
        wait = await longest_wait(app)
        app.show("overview" if name != "overview" else "history")
        await pilot.pause()
        app.last_key = time.monotonic()
        began = time.perf_counter()
        with taken.at("screen"):
            app.show(name)
            out = await _frame(app, name)
            await pilot.pause()
        await workers_done(app, LONGEST)
        there = time.perf_counter() - began
    return {
        "opening": {"busy": taken.found["study"], "clock": [study_out], "wait": [wait]},
        "screen": {"busy": taken.found["screen"], "clock": [out, there]},
    }


async def _frame(app: Any, name: str) -> float:
    """Wait until a frame of a screen is out; gives the seconds of the clock."""
    began = time.perf_counter()
    while getattr(app.screen, "ID", "") != name or not app.screen.is_mounted:
        await asyncio.sleep(0.001)
    out = asyncio.Event()
    app.screen.call_after_refresh(out.set)
    await out.wait()
    return time.perf_counter() - began


def main() -> None:
    """Measure one screen in this program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study")
    parser.add_argument("screen")
    arguments = parser.parse_args()
    print(json.dumps(asyncio.run(_measured(arguments.study, arguments.screen))))


if __name__ == "__main__":
    main()
