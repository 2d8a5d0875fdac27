"""Studies and files for the tests of the screens for sources and study."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from cmo_coder.model.base import new_id
from cmo_coder.model.study import Study
from cmo_coder.store.cases import add_case
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder, add_round

TALK = "Interviewer: Hoe gaat het, {name}?\nRespondent: Goed, [lacht] dank je.\nInterviewer: Mooi zo.\n"


def study(folder: Path, *, rounds: Sequence[str] = (), cases: Sequence[str] = ()) -> str:
    """A study with one coder; gives its place."""
    place = folder / "studie.cmo"
    with Project.create(place, Study(id=new_id(), name="Studie [1]")) as project:
        project.coder = add_coder(project, "Anna")
        for label in rounds:
            add_round(project, label)
        for name in cases:
            add_case(project, name)
    return str(place)


def talks(folder: Path, *names: str) -> list[Path]:
    """Interview files in a folder of their own."""
    place = folder / "interviews"
    place.mkdir(exist_ok=True)
    made = []
    for name in names:
        path = place / f"{name}.txt"
        path.write_text(TALK.format(name=name), "utf-8")
        made.append(path)
    return made


async def rest(app: App[Any], pilot: Pilot[Any]) -> None:
    """Wait until the workers are done and what they showed is there."""
    await pilot.pause()
    with suppress(WorkerCancelled):  # a screen that is left ends its worker, also when that was just done
        await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def said(app: App[Any]) -> str:
    """The messages that stand on the screen now, whether they are drawn yet or not."""
    return " ".join(str(one.message) for one in app._notifications)
