"""Each piece of work in the background fails once: it is said in a sentence, nothing is changed, and coding goes on."""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import cmo_coder.tui
from cmo_coder import paths
from cmo_coder.model.codes import Code
from cmo_coder.settings import Settings
from cmo_coder.store.backup import backups_of
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import documents_of
from cmo_coder.tui import app_opening, background
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.later import Later
from cmo_coder.tui.screens import alike, demo, new_study, writing
from cmo_coder.tui.screens.backups import put_back
from cmo_coder.tui.screens.form import Form
from cmo_coder.tui.screens.places import PlacesDialog
from cmo_coder.tui.screens.proposals import ProposalsDialog
from cmo_coder.tui.screens.search_code import _Coding
from cmo_coder.tui.screens.start import StartScreen
from cmo_coder.tui.tour import start_tour
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import app_on, flat, until
from tests.tui.source_case import rest, said, talks
from tests.tui.test_survey import made as survey_file

__all__ = ["board"]
Begin = Callable[[Any, Any, Path], Awaitable[None]]
WORDS = "Ans uit Noord"
FAULT = "a fault in the program (ZeroDivisionError)"
HERE = Path(cmo_coder.tui.__path__[0])


def groups_in_the_program() -> set[str]:
    """The groups of every call of `behind`, as they stand in the source; `Later` has one for each name."""
    found = set()
    for path in HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "behind":
                group = next(one.value for one in node.keywords if one.arg == "group")
                found.add(group.value if isinstance(group, ast.Constant) else "later")
    return {str(one) for one in found}


def test_no_thread_is_begun_without_its_guard() -> None:
    for path in HERE.rglob("*.py"):
        if path.name == "background.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = getattr(node, "attr", getattr(node, "id", ""))
            assert named not in {"run_worker", "work_decorator", "Thread", "to_thread", "run_in_executor"}, path
            assert not (isinstance(node, ast.ImportFrom) and node.module == "textual" and _imports_work(node)), path


def _imports_work(node: ast.ImportFrom) -> bool:
    return "work" in {one.name for one in node.names}


# How each is begun


async def _new_study(app: Any, pilot: Any, folder: Path) -> None:
    new_study.new_study(app, {"name": "Wijk", "me": "Anna", "folder": str(folder)})
    await until(pilot, lambda: isinstance(app.screen, Form) and bool(app.screen.query("#f-folder")))
    app.screen.action_save()


async def _restore(app: Any, pilot: Any, folder: Path) -> None:
    app.session.project.back_up()
    put_back(app, backups_of(app.session.project.path)[0])


async def _load(app: Any, pilot: Any, folder: Path) -> None:
    app.show("documents").load(talks(folder, "een"))


async def _accept(app: Any, pilot: Any, folder: Path) -> None:
    await _load(app, pilot, folder)
    await rest(app, pilot)
    app.screen.action_accept()


async def _plan(app: Any, pilot: Any, folder: Path) -> None:
    app.show("documents").load([survey_file(folder)])


async def _places(app: Any, pilot: Any, folder: Path) -> None:
    app.push_screen(PlacesDialog((), iter([()])))


async def _screen(app: Any, pilot: Any, name: str) -> None:
    app.show(name)


def _showing(name: str) -> Begin:
    return lambda app, pilot, _folder: _screen(app, pilot, name)


def _calling(act: Callable[[Any, Path], object]) -> Begin:
    async def begin(app: Any, _pilot: Any, folder: Path) -> None:
        act(app, folder)

    return begin


async def _search(app: Any, pilot: Any, folder: Path) -> None:
    screen = app.show("search")
    await rest(app, pilot)
    screen.query_one("#query").value = "koken"
    screen.do_again()


async def _later(app: Any, pilot: Any, folder: Path) -> None:
    kept: Later[int] = Later(app.screen, "figures", lambda: app.warn(kept.told), lambda: None)
    kept.ask(1, lambda _progress: 1)


async def _pseudonymise(app: Any, pilot: Any, folder: Path) -> None:
    screen = app.show("pseudonymise")
    await rest(app, pilot)
    screen._behind("…", "The names were not replaced", lambda: None)


def _nothing() -> Callable[[], None]:
    return lambda: None


async def _read(app: Any, pilot: Any, folder: Path) -> None:
    screen = app.show("read")
    await rest(app, pilot)
    screen._await_rest(screen.document)
    await pilot.pause()


async def _likeness(app: Any, pilot: Any, folder: Path) -> None:
    app.show("link")
    await pilot.pause()


async def _proposals(app: Any, pilot: Any, folder: Path) -> None:
    dialog = ProposalsDialog("?", "…")
    app.push_screen(dialog)
    dialog.look(_nothing)
    await pilot.pause()


async def _orphans(app: Any, pilot: Any, folder: Path) -> None:
    with patch.object(app_opening, "gone_projects", lambda: [folder / "gone.cmo"]):
        app._forget_orphans()


ONE = Code(id="c1", name="Rust")
BEGUN: dict[str, Begin] = {
    "accept": _accept,
    "ahead": _calling(lambda app, _folder: app.prepare_reading(app.session)),
    "alike": _calling(lambda app, _folder: alike.warn_of_alike(app, ONE, [ONE])),
    "analysis": _calling(lambda app, _folder: app.prepare_analysis(app.session)),
    "autocode": _calling(lambda app, _folder: _Coding(app, app.session.project, [], "Rust", print).behind(_nothing)),
    "calibrate": _calling(lambda app, _folder: app.suggesting._calibrate()),
    "demo": _calling(lambda app, _folder: demo.open_demo(app)),
    "evaluate": _showing("evaluation"),
    "later": _later,
    "likeness": _likeness,
    "load": _load,
    "names": _showing("pseudonymise"),
    "new": _new_study,
    "orphans": _orphans,
    "proposals": _proposals,
    "open": _calling(lambda app, _folder: app.open_project(app.session.project.place)),
    "places": _places,
    "plan": _plan,
    "practice": _calling(lambda app, _folder: start_tour(app)),
    "preview": _showing("export"),
    "pseudonymise": _pseudonymise,
    "rest": _read,
    "restore": _restore,
    "search": _search,
    "suggest": _calling(lambda app, _folder: app.suggesting.jobs.do(print, print)),
    "suggest aside": _calling(lambda app, _folder: app.suggesting.jobs.aside(print, print)),
    "vectors": _calling(lambda app, _folder: app.suggesting.vectors.make()),
    "write": _calling(lambda app, folder: writing.write_now(app, folder / "tabel.csv", lambda path, _over: path)),
}
QUIET = {"ahead", "alike", "calibrate", "likeness", "orphans", "rest"}
"""What nobody waits for: it is written down only."""


def test_each_is_made_to_fail_here() -> None:
    assert set(BEGUN) == groups_in_the_program()


@pytest.mark.parametrize("group", sorted(BEGUN))
async def test_it_fails_once_and_coding_goes_on(
    board: BoardStudy, tmp_path: Path, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    wanted = "figures" if group == "later" else group

    def do(work: Callable[[], None], of: str) -> None:
        if of == wanted and not tried:
            tried.append(of)
            raise ZeroDivisionError(WORDS)
        work()

    monkeypatch.setattr(background, "do", do)
    before = [(one.id, one.title) for one in documents_of(board.project)]
    async with app_on(board.place, "overview", size=(80, 24)) as (app, pilot):
        await BEGUN[group](app, pilot, tmp_path)
        await rest(app, pilot)
        assert tried, "it was begun"
        told = " ".join([said(app), flat(app.screen)])
        assert (f"{FAULT}. Nothing was changed." in told) == (group not in QUIET), told
        assert app.is_running
        assert app._exception is None
        if app.session is not None:
            assert [(one.id, one.title) for one in documents_of(app.session.project)] == before
            assert codes_of(app.session.project) == codes_of(board.project)
    kept = paths.faults_file().read_text("utf-8")
    assert "ZeroDivisionError" in kept and "Ans" not in kept, "where it happened, and no words of the study"


async def test_what_the_screen_does_with_the_result_is_guarded_too() -> None:
    def shown() -> None:
        raise KeyError("x")

    app = CmoApp(settings=Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        background.behind(app, lambda: app.call_from_thread(shown), "The files were not loaded", group="load")
        await rest(app, pilot)
        assert "The files were not loaded: a fault in the program (KeyError). Nothing was changed." in said(app)


async def test_who_was_called_off_hears_nothing_and_a_screen_that_is_gone_takes_nothing_down() -> None:
    def fails() -> None:
        raise ZeroDivisionError

    def gone(_told: str) -> None:
        raise LookupError

    app = CmoApp(settings=Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        background.behind(app, fails, "The files were not loaded", gone, group="load")
        await rest(app, pilot)
        assert isinstance(app.screen, StartScreen)
        assert app._exception is None


def test_the_file_of_faults_begins_anew_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "MOST_KEPT", 400)
    for nr in range(9):
        background.keep_fault(ZeroDivisionError(), f"work {nr}")
    kept = paths.faults_file().read_text("utf-8")
    assert "work 8" in kept and "work 0" not in kept
