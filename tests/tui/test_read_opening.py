"""Opening a long interview: words first, the rest of the codes just after, and no key acts on half of what there is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from benchmarks.coded_study import LONG, SHORT, made_study
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.coded_spans import coded_spans
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import documents_of
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.study import coders_of
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.session import Session

CODINGS, CHARACTERS = 1_200, 60_000
SIZES = [(80, 24), (160, 48)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.cmo"
    made_study(path, CODINGS, claims=40, characters=CHARACTERS).close()
    return path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "copy.cmo"
    shutil.copy(made, path)
    with Project.open(path, with_backup=False) as opened:
        opened.coder = coders_of(opened)[0]
        yield opened


@asynccontextmanager
async def at_short(
    project: Project, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], ReadScreen, str]]:
    """The reading screen on the short interview, and the id of the long one."""
    ids = {one.title: one.id for one in documents_of(project)}
    app = CmoApp()
    async with app.run_test(size=size) as pilot:
        session = Session(project)
        session.set_coder(coders_of(project)[0])
        app.use_session(session, "read")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadScreen)
        screen.open_document(ids[SHORT])
        await settled(pilot)
        yield pilot, screen, ids[LONG]


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def all_of(project: Project, document_id: str) -> set[str]:
    with project.read() as reading:
        return {one.id for one in reading.all(Fragment, document_id=document_id)}


def shown(screen: ReadScreen) -> set[str]:
    return {one.id for one in screen.reader.fragments}


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many rows each statement of a reading brings."""
    rows: list[int] = []
    present = Reading._rows

    def counting(self: Reading, prepared: Any, values: dict[str, Any]) -> list[Any]:
        found = present(self, prepared, values)
        rows.append(len(found))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Reading, "_rows", counting)
        yield rows


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_first_frame_only_the_codes_around_the_caret_are_read(
    project: Project, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_short(project, size) as (pilot, screen, long):
        with counted(monkeypatch) as rows:
            screen.open_document(long)
        turns = CHARACTERS // 375
        most_around = CODINGS * max(4000, size[0] * size[1]) // CHARACTERS * 3 // 2
        assert len(rows) <= 16
        assert sum(rows) <= turns + most_around + len(screen.codes) + 20
        assert 0 < len(shown(screen)) < CODINGS // 2
        await settled(pilot)
        assert shown(screen) == set(screen.fragments) == all_of(project, long)


async def test_what_came_later_is_placed_as_if_it_had_come_at_once(project: Project) -> None:
    async with at_short(project) as (pilot, screen, long):
        middle = CHARACTERS // 2
        screen.open_document(long, middle)
        before = {one.fragment.id: one.lane for one in screen.reader._document.in_order}
        wraps = screen.reader.wraps
        await settled(pilot)
        placed = screen.reader._document.in_order
        assert screen.reader.wraps == wraps
        assert [one.order for one in placed] == sorted(one.order for one in placed)
        assert {one.fragment.id: one.lane for one in placed if one.fragment.id in before} == before
        for lane in range(8):
            spans = [(one.fragment.start, one.fragment.end) for one in placed if one.lane == lane]
            assert all(end <= start for (_s, end), (start, _e) in pairwise(spans))


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_before_the_rest_came_acts_on_all_that_there_is(project: Project, size: tuple[int, int]) -> None:
    async with at_short(project, size) as (pilot, screen, long):
        with project.read() as reading:
            version = reading.find(Fragment, document_id=long)
            assert version is not None
            spans = coded_spans(reading, version.text_version_id)
        last = spans[-1]
        screen.open_document(long)
        assert last.id not in shown(screen)
        screen.reader.move_to(last.start)
        screen.run_command("read.uncode")
        with project.read() as reading:
            left = reading.all(Coding, fragment_id=last.id)
        assert len(left) == len(last.codings) - 1 or len(last.codings) > 1
        await settled(pilot)
        assert shown(screen) == all_of(project, long)


async def test_to_the_next_fragment_leads_past_the_edge_of_what_came_first(project: Project) -> None:
    async with at_short(project) as (_pilot, screen, long):
        screen.open_document(long)
        edge = screen.reader._document.in_order[-1]
        screen.reader.focus_fragment(edge.fragment.id)
        screen.reader.action_move_fragment(1)
        order = [one.fragment.id for one in screen.reader._document.in_order]
        focused = screen.reader.focused_fragment
        assert focused is not None
        assert order.index(focused.id) == order.index(edge.fragment.id) + 1
        assert len(order) == CODINGS - (CODINGS - len(all_of(project, long)))


async def test_the_rest_of_a_document_that_was_left_is_dropped(project: Project) -> None:
    async with at_short(project) as (pilot, screen, long):
        short = screen.document
        assert short is not None
        for _ in range(3):
            screen.open_document(long)
            screen.open_document(short.document.id)
        await settled(pilot)
        assert screen.document is not None and screen.document.document.id == short.document.id
        assert shown(screen) == set(screen.fragments) == all_of(project, short.document.id)


async def test_an_undo_before_the_rest_came_shows_all_as_it_is_then(project: Project) -> None:
    async with at_short(project) as (pilot, screen, long):
        code = codes_of(project)[0]
        made = code_span(project, long, CHARACTERS - 900, CHARACTERS - 890, code)
        screen.open_document(long)
        await pilot.press("u")
        await settled(pilot)
        assert made.fragment_id not in shown(screen)
        assert shown(screen) == set(screen.fragments) == all_of(project, long)


async def test_a_code_put_before_the_rest_came_is_there_once(project: Project) -> None:
    async with at_short(project) as (pilot, screen, long):
        code = codes_of(project)[0]
        screen.recent = [code.id]
        screen.open_document(long)
        before = len(all_of(project, long))
        screen.reader.select(10, 11)
        await pilot.press("1")
        await settled(pilot)
        assert len(all_of(project, long)) == before + 1
        assert shown(screen) == set(screen.fragments) == all_of(project, long)


async def test_a_fragment_far_off_for_which_the_document_is_opened_gets_the_focus(project: Project) -> None:
    async with at_short(project) as (_pilot, screen, long):
        with project.read() as reading:
            far = reading.all(Fragment, document_id=long, order=("start",))[-1]
        screen.open_document(long, far.start, far.id)
        assert screen.reader.focused_fragment is not None and screen.reader.focused_fragment.id == far.id


async def test_what_another_program_wrote_is_not_taken_for_shown_after_an_act_here(project: Project) -> None:
    async with at_short(project) as (pilot, screen, long):
        screen.open_document(long)
        await settled(pilot)
        assert project.path is not None
        with Project.open(project.path, with_backup=False) as other:
            theirs = code_span(other, long, CHARACTERS - 900, CHARACTERS - 890, codes_of(other)[0])
        screen.put_code(codes_of(project)[1], None)
        assert theirs.fragment_id not in shown(screen)
        screen.show_all()
        assert theirs.fragment_id in shown(screen)


async def test_the_reading_screen_is_made_behind_the_overview_and_remembers_no_place(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmo_coder.tui.app_opening.BEFORE_AHEAD", 0.001)
    long = {one.title: one.id for one in documents_of(project)}[LONG]
    app = CmoApp()
    async with app.run_test(size=(120, 40)) as pilot:
        app.use_session(Session(project), "overview")
        for _ in range(200):
            if app.is_screen_installed("read"):
                break
            await pilot.pause(0.01)
        await settled(pilot)
        assert app.session is not None
        assert app.session.place is None
        screen = app.get_screen("read")
        assert isinstance(screen, ReadScreen) and screen.document is None
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen is screen
        assert screen.reader.wraps == 1  # laid out once, at the width that it has
        assert screen.document is not None and screen.document.document.id == long
        assert shown(screen) == all_of(project, long)


def test_what_learns_is_not_imported_for_looking_up_a_suggestion() -> None:
    code = "import sys, cmo_coder.tui.screens.read, cmo_coder.suggest.offers; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "cmo_coder.suggest.suggester" not in loaded
    assert "numpy" not in loaded and "spacy" not in loaded
