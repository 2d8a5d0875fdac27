"""How little is painted in the whole reading screen: per scroll key, and after a code. Counted, not timed."""

from __future__ import annotations

import gc
import random
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from benchmarks.coded_study import LONG, made_study
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import documents_of
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.study import coders_of
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.compositor import SparingCompositor
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.screens.read_place import PlaceShown
from cmo_coder.tui.session import Session
from cmo_coder.tui.widgets.code_tree import CodeTree
from cmo_coder.tui.widgets.reader_caret import Unit
from tests.tui.screen_text import flat, until

SIZES = [(80, 24), (160, 48)]
Cell = tuple[str, object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.cmo"
    made_study(path, 600, claims=20, characters=40_000).close()
    return path


@asynccontextmanager
async def reading(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> AsyncIterator[tuple[CmoApp, Pilot[None], ReadScreen]]:
    """The long interview on the reading screen, somewhere in the middle; the panel does not follow a moving caret."""
    path = tmp_path / "copy.cmo"
    shutil.copy(made, path)
    with Project.open(path, with_backup=False) as project:
        app = CmoApp()
        async with app.run_test(size=size) as pilot:
            session = Session(project)
            session.set_coder(coders_of(project)[0])
            app.use_session(session, "read")
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReadScreen)
            long = {one.title: one.id for one in documents_of(project)}[LONG]
            screen.open_document(long, 20_000)
            await until(pilot, lambda: screen._awaited is None and screen.document is not None)
            await pilot.app.workers.wait_for_complete()
            monkeypatch.setattr("cmo_coder.tui.screens.read_place.FOLLOWS_EVERY", 3600.0)
            await pilot.pause()
            yield app, pilot, screen


@contextmanager
def frames(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[tuple[Widget, Region]]]]:
    """For every frame which widgets were asked for which part."""
    found: list[list[tuple[Widget, Region]]] = []
    present = SparingCompositor._get_renders

    def recording(self: SparingCompositor, crop: Region | None = None) -> Iterator[Any]:
        widgets = {region: widget for widget, (region, _clip) in reversed(self.visible_widgets.items())}
        found.append([])
        for region, asked, strips in present(self, crop):
            found[-1].append((widgets[region], asked))
            yield region, asked, strips

    with monkeypatch.context() as patch:
        patch.setattr(SparingCompositor, "_get_renders", recording)
        yield found


def cells(update: object) -> dict[tuple[int, int], Cell]:
    """What an update writes into the regions that changed: a sign and its style per cell."""
    assert isinstance(update, ChopsUpdate)
    written: dict[tuple[int, int], Cell] = {}
    for y, x1, x2 in update.spans:
        for start, strip in update.chops[y].items():
            signs = [(sign, segment.style) for segment in strip or () for sign in segment.text]
            written |= {(start + x, y): cell for x, cell in enumerate(signs) if x1 <= start + x < x2}
    return written


@pytest.mark.parametrize("size", SIZES)
async def test_the_picture_is_the_one_that_the_framework_makes(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    rng = random.Random(1)
    async with reading(made, tmp_path, monkeypatch, size) as (app, pilot, screen):
        app.warn("something lies over the words")  # with nothing over them there would be no front and no back
        await pilot.pause()
        compositor = screen._compositor
        assert isinstance(compositor, SparingCompositor)
        for nr in range(80):
            dirty = set()
            for _ in range(1 + nr % 5):
                x, y = rng.randrange(size[0]), rng.randrange(size[1])
                dirty.add(Region(x, y, rng.randint(1, size[0] - x), rng.randint(1, min(12, size[1] - y))))
            compositor._dirty_regions = set(dirty)
            sparing = cells(compositor.render_partial_update())
            compositor._dirty_regions = set(dirty)
            with monkeypatch.context() as patch:
                patch.setattr(SparingCompositor, "_get_renders", Compositor._get_renders)
                assert sparing == cells(compositor.render_partial_update())
            assert len(sparing) == len({(x, y) for one in dirty for y in one.line_range for x in one.column_range})


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_that_scrolls_has_only_the_transcript_rendered(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(made, tmp_path, monkeypatch, size) as (_app, pilot, screen):
        screen.reader.move(Unit.ROW, size[1])  # the caret is at the lower edge now
        await pilot.pause()
        top, rows = screen.reader.scroll_offset.y, screen.reader.rows_built
        with frames(monkeypatch) as seen:
            for _ in range(10):
                await pilot.press("down")
                await pilot.pause()
        assert screen.reader.scroll_offset.y > top
        assert {type(widget).__name__ for frame in seen for widget, _part in frame} == {"Reader"}
        assert 1 <= len(seen) <= 10
        assert screen.reader.rows_built - rows <= 4 * 10  # those that came in, and the caret's


@pytest.mark.parametrize("size", SIZES)
async def test_a_code_paints_its_rows_first_and_nothing_is_laid_out_anew(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(made, tmp_path, monkeypatch, size) as (_app, pilot, screen):
        code = add_code(screen.session.project, Code(id=new_id(), name="nabijheid", type=CodeType.OPEN))
        screen.codes[code.id] = code
        screen.recent = [code.id]
        screen.reader.move(Unit.ROW, 5)
        await pilot.pause()
        words = screen.marked()
        assert words is not None
        lines = screen.reader._span_rows((words.start, words.end))
        rows, statements, laid_out = screen.reader.rows_built, _statements(monkeypatch), _layouts(monkeypatch)
        with frames(monkeypatch) as seen:
            await pilot.press("a")
            await pilot.pause()
        first, *later = [frame for frame in seen if frame]
        assert [widget for widget, _part in first] == [screen.reader]
        # Its own rows, and where names or the map moved along some more; not the window.
        assert first[0][1].height <= len(lines) + 12
        assert screen.reader.rows_built - rows <= len(lines) + 12
        after = {widget.id for frame in later for widget, _part in frame}
        assert after <= {"here", "strip", "footer", None} and after & {"here", "strip"}
        assert not laid_out
        assert len(statements) <= 16
        assert "nabijheid" in flat(screen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_frame_of_a_code_waits_for_the_change_and_for_one_look_at_the_project(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(made, tmp_path, monkeypatch, size) as (_app, pilot, screen):
        code = add_code(screen.session.project, Code(id=new_id(), name="nabijheid", type=CodeType.OPEN))
        screen.codes[code.id] = code
        screen.recent = [code.id]
        monkeypatch.setattr("cmo_coder.tui.screens.read_place.FOLLOWS_EVERY", 0.0)
        await pilot.press("J")  # what was selected is told when it goes, and the caret leaves the end of the words
        await pilot.pause()
        told: list[str] = []
        connected, shown = Project._connected, PlaceShown._show_here

        def connecting(self: Project) -> Any:
            told.append("project")
            return connected(self)

        def showing(self: PlaceShown) -> None:
            told.append("place")
            shown(self)

        monkeypatch.setattr(Project, "_connected", connecting)
        monkeypatch.setattr(PlaceShown, "_show_here", showing)
        monkeypatch.setattr(SparingCompositor, "render_partial_update", _painting(told))
        await pilot.press("a")
        await until(pilot, lambda: "place" in told)
        assert told[: told.index("frame")] == ["project", "project"]


def _painting(told: list[str]) -> Any:
    """What paints, and tells of each frame."""
    present = SparingCompositor.render_partial_update

    def painting(self: SparingCompositor) -> Any:
        told.append("frame")
        return present(self)

    return painting


def _statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that read, from now on."""
    found: list[str] = []
    present = Reading._rows

    def counting(self: Reading, prepared: Any, values: dict[str, Any]) -> list[Any]:
        found.append(str(prepared))
        return present(self, prepared, values)

    monkeypatch.setattr(Reading, "_rows", counting)
    return found


def _layouts(monkeypatch: pytest.MonkeyPatch) -> list[Screen[Any]]:
    """The times that a screen is laid out, from now on."""
    found: list[Screen[Any]] = []
    present = Screen._refresh_layout

    def counting(self: Screen[Any], *arguments: Any, **options: Any) -> None:
        found.append(self)
        present(self, *arguments, **options)

    monkeypatch.setattr(Screen, "_refresh_layout", counting)
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_coded_is_said_beside_the_words_until_the_caret_goes_on(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading(made, tmp_path, monkeypatch, size) as (_app, pilot, screen):
        code = add_code(screen.session.project, Code(id=new_id(), name="nabijheid", type=CodeType.C))
        screen.codes[code.id] = code
        screen.recent = [code.id]
        await pilot.press("a")
        await pilot.pause()
        assert "Coded: C · nabijheid" in flat(screen)
        await pilot.press("u")
        await pilot.pause()
        assert "Coded:" not in flat(screen)
        await pilot.press("a")
        await pilot.pause()
        assert "Coded: C · nabijheid" in flat(screen)
        screen.reader.move_to(0)
        screen.show_place()
        await pilot.pause()
        assert "Coded:" not in flat(screen)


async def test_no_scroll_bar_covers_the_map_of_the_document(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(made, tmp_path, monkeypatch, (160, 48)) as (_app, _pilot, screen):
        region = screen.reader.region
        bars = [one for one in screen._compositor.visible_widgets if isinstance(one, ScrollBar)]
        assert not [bar for bar in bars if bar.region.overlaps(region)]


async def test_the_codebook_counts_along_and_writes_only_the_number_that_changed(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmo_coder.tui.screens.read_place.COUNTS_AFTER", 0.001)
    async with reading(made, tmp_path, monkeypatch, (160, 48)) as (_app, pilot, screen):
        code = next(iter(screen.codes.values()))
        tree = screen.query_one(CodeTree)
        before = {node.data.id: (node, str(node.label)) for node in tree.every_node() if node.data is not None}
        number = screen._counts.get(code.id, 0)
        assert before[code.id][1].endswith(f" {number}")
        screen.reader.select(20_011, 20_013)
        screen.put_code(code)
        await until(pilot, lambda: str(before[code.id][0].label).endswith(f" {number + 1}"))
        after = {node.data.id: (node, str(node.label)) for node in tree.every_node() if node.data is not None}
        assert [id_ for id_ in before if after[id_] != before[id_]] == [code.id]
        assert all(after[id_][0] is node for id_, (node, _label) in before.items())


async def test_a_code_of_the_words_themselves_is_shown_without_reading_the_document_again(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(made, tmp_path, monkeypatch, (160, 48)) as (_app, pilot, screen):
        read_again: list[str] = []
        monkeypatch.setattr(screen, "_read_again", lambda: read_again.append("all"))
        screen.do_in_vivo()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        name = screen.codes[screen.recent[0]].name
        assert "Coded: open" in flat(screen)
        assert any(name in one.codes for one in screen.reader.fragments_at(screen.reader.caret))
        assert not read_again


async def test_rows_that_went_by_are_gone_without_the_garbage_collector(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmo_coder.tui.widgets.reader_cache._ROWS_KEPT", 40)

    def strips() -> int:
        return sum(type(one) is Strip for one in gc.get_objects())

    async with reading(made, tmp_path, monkeypatch, (80, 24)) as (_app, pilot, _screen):
        gc.disable()
        try:
            await pilot.press(*["pagedown"] * 4)
            await pilot.pause()
            before = strips()
            await pilot.press(*["pagedown"] * 10)
            await pilot.pause()
            assert strips() < before + 80  # ten windows of some twenty rows, two strips and more for each
        finally:
            gc.enable()
