"""Suggestions on the reading screen: from opening to the first ones, after a coding, and a key while everything is
learned anew. Each figure stands beside that of a quiet screen in the same run.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.made_study import made_interviews

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from cmo_coder.store.project import Project
    from cmo_coder.tui.screens.read import ReadScreen

INTERVIEWS, CODES, CODED, KEYS = 17, 22, 2000, 40
NEW = 25
"""After so many codings everything is learned anew."""
PATIENCE = 120.0
"""Seconds after which something that should come is given up."""


def made_project(folder: Path) -> Project:
    """A study with some long interviews and as many coded sentences as the goals are about."""
    from cmo_coder.model.base import new_id
    from cmo_coder.model.codes import Code, CodeType
    from cmo_coder.model.documents import Document
    from cmo_coder.model.study import Study
    from cmo_coder.store.codes import add_code
    from cmo_coder.store.documents import add_document
    from cmo_coder.store.fragments import code_span
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import add_coder
    from cmo_coder.text.sentences import sentence_spans

    project = Project.create(folder / "suggest.cmo", Study(id=new_id(), name="Suggestions"))
    project.coder = add_coder(project, "Coder")
    made = random.Random(7)
    with project.change("bench", "bench"):
        texts = [text for text, _turns in made_interviews(INTERVIEWS)]
        words = " ".join(texts).split()
        codes = [
            add_code(
                project,
                Code(
                    id=new_id(),
                    name=f"code {nr} {words[nr]}",
                    definition=" ".join(made.choices(words, k=12)),
                    type=CodeType.OPEN,
                ),
            )
            for nr in range(CODES)
        ]
        left = CODED
        for nr, text in enumerate(texts):
            document = add_document(project, Document(id=new_id(), title=f"Interview {nr}"), text)
            if not nr:
                continue  # the first one is what is opened
            for start, end in sentence_spans(text):
                if left and len(text[start:end].split()) > 3:
                    left -= 1
                    code_span(project, document.id, start, end, made.choice(codes))
    return project


async def painted(pilot: Pilot[None], act: Callable[[], object]) -> float:
    """Seconds from an act until the screen is painted after it."""
    done = asyncio.Event()
    began = time.perf_counter()
    act()
    pilot.app.screen.call_after_refresh(done.set)
    await done.wait()
    return time.perf_counter() - began


async def until(holds: Callable[[], bool]) -> float:
    """Seconds until something holds. Raises TimeoutError."""
    began = time.perf_counter()
    while not holds():
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError("it did not come")
        await asyncio.sleep(0.002)
    return time.perf_counter() - began


async def _keys(pilot: Pilot[None], screen: ReadScreen) -> list[float]:
    times = []
    for nr in range(KEYS):
        step = 1 if nr < KEYS // 2 else -1
        times.append(await painted(pilot, lambda step=step: screen.reader.action_move("sentence", step)))  # type: ignore[misc]
        await asyncio.sleep(0.02)
    return sorted(times)


async def _measure(folder: Path) -> dict[str, float]:
    from cmo_coder.tui import suggesting
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.screens.read import ReadScreen
    from cmo_coder.tui.session import Session

    suggesting.BY_ITSELF = False
    project = made_project(folder)
    app = CmoApp()
    async with app.run_test(size=(160, 48)) as pilot:
        session = Session(project)
        session.set_coder(project.coder)
        app.use_session(session, "read")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadScreen)
        assert screen.document is not None
        quiet = await _keys(pilot, screen)
        desk = app.suggesting
        screen.want_suggestions()
        learned = await until(lambda: desk.made is not None)
        await until(lambda: desk.first_seconds is not None)
        document = screen.document
        await until(lambda: desk.is_whole(document))
        # Known already, and opened again: what is cached is what was learned, not the answer.
        desk._proposals.clear()
        desk.first_seconds = None
        screen.want_suggestions()
        await until(lambda: desk.first_seconds is not None)
        opened = desk.first_seconds or 0.0
        proposal = next(iter(desk.proposals_of(document) or ()))
        desk.first_seconds = None
        began = time.perf_counter()
        taken = await painted(pilot, lambda: screen._take_proposal(proposal, proposal.codes[0].code))
        await until(lambda: desk.first_seconds is not None)
        view = time.perf_counter() - began
        await until(lambda: not desk.jobs.running)
        desk._of = None  # as if another coder sat down: everything is learned anew
        screen.want_suggestions()
        busy = await _keys(pilot, screen)
        await until(lambda: desk.made is not None)
    middle, late = KEYS // 2, int(KEYS * 0.95) - 1
    return {
        "learning_2000_fragments_s": learned,
        "opening_to_first_suggestions_ms": opened * 1000,
        "accepting_until_painted_ms": taken * 1000,
        "accepting_until_new_suggestions_in_view_ms": view * 1000,
        "key_quiet_ms": quiet[middle] * 1000,
        "key_while_learning_ms": busy[middle] * 1000,
        "key_while_learning_95th_ms": busy[late] * 1000,
        "key_while_learning_times_quiet": busy[middle] / quiet[middle],
    }


def of_refit(rounds: int = 3) -> dict[str, float]:
    """Milliseconds of the processor, in the quickest of several runs: learning a whole study anew as the worker does,
    contexts, refusals and keywords included; learning it once more after codings; and learning one fragment more.
    """
    from cmo_coder.model.codes import Code
    from cmo_coder.model.documents import Document
    from cmo_coder.store.fragments import code_span
    from cmo_coder.suggest.suggester import suggester_of
    from cmo_coder.suggest.value import Example, Passage

    refits, again, more = [], [], []
    with TemporaryDirectory() as folder:
        project = made_project(Path(folder))
        for _one in range(rounds):
            began = time.process_time()
            with project.read() as reading:
                made = suggester_of(reading)
            refits.append(time.process_time() - began)
        with project.read() as reading:
            opened, code_used = reading.all(Document, order=("title",))[0], reading.all(Code)[0]
        with project.change("bench", "bench"):
            for start in range(0, NEW * 100, 100):
                code_span(project, opened.id, start, start + 90, code_used)
        for _one in range(rounds):
            began = time.process_time()
            with project.read() as reading:
                suggester_of(reading, before=made)
            again.append(time.process_time() - began)
        code = made.learned.codes[0]
        for nr in range(rounds):  # each time another one: what was asked about just now is remembered
            words, around = made.coded[7 + nr].passage.text, made.coded[8 + nr].passage.text
            passage = Passage("more", words, "d", around, 0.5)
            began = time.process_time()
            made.learned.with_example(Example(passage, (code,)))
            more.append(time.process_time() - began)
        project.close()
    return {
        "full_refit_of_a_study_ms": round(min(refits) * 1000, 1),
        "refit_after_codings_ms": round(min(again) * 1000, 1),
        "one_fragment_more_ms": round(min(more) * 1000, 1),
    }


def of_screen() -> dict[str, float]:
    """The figures."""
    with TemporaryDirectory() as folder:
        found = asyncio.run(_measure(Path(folder)))
    return {name: round(value, 2) for name, value in found.items()}
