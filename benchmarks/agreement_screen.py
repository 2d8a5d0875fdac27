"""The reference project of the agreement benchmark as a study in a file: how fast a changed span is compared again."""

from __future__ import annotations

import asyncio
import gc
import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from cmo_coder.agreement.value import Unit
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import ProgressState, Study
from cmo_coder.realist.agreement import agreement
from cmo_coder.settings import Settings
from cmo_coder.store.codes import add_code, codes_of
from cmo_coder.store.documents import add_document, documents_of, version_in_force
from cmo_coder.store.fragments import code_span, made_fragment
from cmo_coder.store.project import Project
from cmo_coder.store.rows import to_plain
from cmo_coder.store.study import add_coder, coders_of, set_progress
from cmo_coder.store.universe import AsOf, CodeLevel, Segments, Universe
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.comparing import live_agreement
from cmo_coder.tui.screens.agreement_tables import VIEWS
from cmo_coder.tui.session import open_session

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from cmo_coder.tui.screens.agreement import AgreementScreen

ROLES = (CodeType.C, CodeType.I, CodeType.M_RED, CodeType.O)
WORDS = ("de het een en van ik dat niet", "die zijn met voor was maar ook dan naar heel")


def _text(length: int, draw: random.Random) -> str:
    parts, n = [], 0
    while n < length:
        parts.append(" ".join(draw.choice(WORDS) for _ in range(2)).capitalize() + ".\n")
        n += len(parts[-1])
    return "".join(parts)[: length - 1] + "\n"


SETTINGS = {
    "character": Universe(as_of=AsOf.NOW),
    "character, independent": Universe(as_of=AsOf.FINISHED),
    "character, interviewers out": Universe(as_of=AsOf.NOW, interviewer=False),
    "sentence": Universe(as_of=AsOf.NOW, unit=Unit.SEGMENT, segments=Segments.SENTENCE),
    "document": Universe(as_of=AsOf.NOW, unit=Unit.DOCUMENT),
    "turn": Universe(as_of=AsOf.NOW, unit=Unit.SEGMENT, segments=Segments.TURN),
    "role": Universe(as_of=AsOf.NOW, level=CodeLevel.ROLE),
    "top code": Universe(as_of=AsOf.NOW, level=CodeLevel.PARENT),
    "independent, sentence, interviewers out": Universe(
        as_of=AsOf.FINISHED, unit=Unit.SEGMENT, segments=Segments.SENTENCE, interviewer=False
    ),
}
"""The settings of the screen under which a coding is changed."""

TIMES = 5

TIMES_OF_A_VIEW = 9


def measured(
    rows: Iterable[tuple[int, int, int, int, int]], length: int, documents: int, codes: int
) -> dict[str, float]:
    """Return seconds of CPU time (the best of some) from a changed coding to what the open screen shows of it, per
    setting, and the megabytes that reading and comparing the study takes at most.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "reference.cmo"
        _make(place, rows, length, documents, codes)
        found = asyncio.run(_on_screen(place))
        with Project.open(place, with_backup=False) as project:
            tracemalloc.start()
            with project.read() as reading:
                agreement(reading, Universe(as_of=AsOf.FINISHED))
            found["peak MB of study and statistics"] = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
    return found


async def _on_screen(place: Path) -> dict[str, float]:
    from cmo_coder.tui.screens.agreement import AgreementScreen

    found: dict[str, float] = {}
    app = CmoApp(None, settings=Settings(language="nl"))
    async with app.run_test(size=(160, 48)) as pilot:
        app.use_session(open_session(str(place), with_backup=False), "agreement")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AgreementScreen) and app.session is not None
        project = app.session.project
        app.session.set_coder(coders_of(project)[0])
        texts, made = documents_of(project), codes_of(project)
        nr = 0
        for name, universe in SETTINGS.items():
            screen.universe = universe
            screen.show_all()
            await pilot.pause()
            live = live_agreement(screen.session.project)
            again, shortest = live.again, float("inf")
            for _time in range(TIMES):
                nr += 1
                code_span(project, texts[nr % len(texts)].id, 7 * nr, 7 * nr + 5, made[nr % len(made)])
                gc.collect()
                began = time.process_time()
                screen.show_all()
                await pilot.pause()
                shortest = min(shortest, time.process_time() - began)
            assert live.again == again + TIMES
            found[f"changed span, {name}"] = shortest
        screen.universe = SETTINGS["character"]
        for view in VIEWS:
            spent = await _of_view(pilot, screen, view, texts, made)
            found[f"changed span, view {view}"] = min(spent)
            found[f"changed span, view {view}, half of them within"] = median(spent)
    return found


async def _of_view(
    pilot: Pilot[object], screen: AgreementScreen, view: str, texts: Sequence[Document], codes: Sequence[Code]
) -> list[float]:
    """Return the seconds of the thread of the screen that some changed codings took in a view, with what came from a
    worker after them.
    """
    screen.view = view
    screen.show_all()
    await _is_at_rest(pilot, screen)
    spent = []
    for nr in range(TIMES_OF_A_VIEW):
        _code_somewhere(screen.session.project, texts[nr], 5_000 + 100 * VIEWS.index(view), codes[nr])
        gc.collect()
        began = time.thread_time()
        screen.show_all()
        await pilot.pause()
        spent.append(time.thread_time() - began)
        await _is_at_rest(pilot, screen)
    return spent


def _code_somewhere(project: Project, text: Document, at: int, code: Code) -> None:
    """Code five code points where the coder has not put this code yet."""
    try:
        code_span(project, text.id, at, at + 5, code)
    except RuleError:
        _code_somewhere(project, text, at + 11, code)


async def _is_at_rest(pilot: Pilot[object], screen: AgreementScreen) -> None:
    await screen.workers.wait_for_complete()
    await pilot.pause()


def _make(place: Path, rows: Iterable[tuple[int, int, int, int, int]], length: int, documents: int, codes: int) -> None:
    """Make the study of the reference project: three coders who are done with everything."""
    project = Project.create(place, Study(id=new_id(), name="Reference"))
    coders = [add_coder(project, name) for name in "ABC"]
    made = [add_code(project, Code(id=new_id(), name=f"code {nr}", type=ROLES[nr % 4])) for nr in range(codes)]
    draw = random.Random(1)
    texts = [
        add_document(project, Document(id=new_id(), title=f"{nr:02}", position=nr), _text(length, draw))
        for nr in range(documents)
    ]
    with project.change("benchmark", "benchmark") as change:
        placed: dict[tuple[int, int, int], Fragment] = {}
        coded: dict[tuple[str, int, int], Coding] = {}
        versions = [version_in_force(change, one.id) for one in texts]
        words = [change.text(one.sha256) for one in versions]
        for document, coder, start, end, code in rows:
            at = document - 1
            key = (at, start, end)
            if key not in placed:
                placed[key] = made_fragment(versions[at], words[at], start, end)
            coded[placed[key].id, code, coder] = Coding(
                id=new_id(),
                fragment_id=placed[key].id,
                code_id=made[code].id,
                coder_id=coders[coder].id,
                at="2026-01-01T00:00:00Z",
            )
        change.insert_plain(Fragment, [to_plain(one) for one in placed.values()])
        change.insert_plain(Coding, [to_plain(one) for one in coded.values()])
    for one in texts:
        for coder_ in coders:
            set_progress(project, one.id, coder_.id, ProgressState.FINISHED)
    project.close()
