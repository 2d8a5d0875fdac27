"""A large study is read in a worker: what was asked for meanwhile comes when it is there, and keys go on."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.model.base import new_id
from cmo_coder.model.configurations import Configuration, ConfigurationVersion
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.memos import add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.study import coders_of, edit_coder
from cmo_coder.tui import analysis, app_opening
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.help import HelpScreen
from tests.store.blind_case import BlindStudy
from tests.tui.screen_text import app_on
from tests.tui.test_read import make


class Slow:
    """Reads the study when it is allowed to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may_read = threading.Event()
        self.read_by: list[threading.Thread] = []
        self._really = load_snapshot
        monkeypatch.setattr("cmo_coder.realist.snapshot.load_snapshot", self._load)
        monkeypatch.setattr(analysis, "LARGE", 0)
        monkeypatch.setattr(app_opening, "BEFORE_ANALYSIS", 0.001)

    def _load(self, reading: Reading) -> Snapshot:
        self.read_by.append(threading.current_thread())
        assert self.may_read.wait(20)
        return self._really(reading)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(monkeypatch)
    yield made
    made.may_read.set()


async def came(app: CmoApp, pilot: Pilot[None], name: str) -> None:
    for _ in range(500):
        if getattr(app.screen, "ID", "") == name and app.screen.is_mounted:
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{name} did not come")


async def test_a_screen_of_the_analysis_comes_when_the_study_was_read_and_keys_go_on_meanwhile(
    tmp_path: Path, slow: Slow
) -> None:
    make(tmp_path / "a.cmo").close()
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test(size=(100, 30)) as pilot:
        await came(app, pilot, "overview")
        await pilot.press("f5")
        await pilot.pause()
        assert getattr(app.screen, "ID", "") == "overview"
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        slow.may_read.set()
        await came(app, pilot, "card")
        await pilot.pause()
    assert slow.read_by
    assert threading.main_thread() not in slow.read_by


async def test_the_last_wish_counts(tmp_path: Path, slow: Slow) -> None:
    make(tmp_path / "a.cmo").close()
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test(size=(100, 30)) as pilot:
        await came(app, pilot, "overview")
        await pilot.press("f5")
        await pilot.press("f7")
        await came(app, pilot, "codebook")
        slow.may_read.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert getattr(app.screen, "ID", "") == "codebook"


async def test_a_dialog_that_was_opened_meanwhile_stays(tmp_path: Path, slow: Slow) -> None:
    make(tmp_path / "a.cmo").close()
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test(size=(100, 30)) as pilot:
        await came(app, pilot, "overview")
        await pilot.press("f5")
        await pilot.press("f1")
        slow.may_read.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await came(app, pilot, "card")


async def test_who_went_elsewhere_from_a_dialog_is_not_fetched_back(tmp_path: Path, slow: Slow) -> None:
    make(tmp_path / "a.cmo").close()
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test(size=(100, 30)) as pilot:
        await came(app, pilot, "overview")
        await pilot.press("f5")
        await pilot.press("f1")
        slow.may_read.set()
        await app.workers.wait_for_complete()
        app.show("codebook")  # as a dialog does that leads to a screen
        await came(app, pilot, "codebook")
        await pilot.press("f1")
        await pilot.press("escape")
        await pilot.pause()
        assert getattr(app.screen, "ID", "") == "codebook"


def test_a_small_study_needs_no_worker(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        assert analysis.is_at_hand(project)


@pytest.mark.parametrize("analysed", [True, False])
def test_a_study_of_some_thousands_is_read_ahead_where_it_is_analysed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analysed: bool
) -> None:
    monkeypatch.setattr(analysis, "ANALYSED", 0)
    with make(tmp_path / "a.cmo") as project:
        if analysed:
            with project.change("test", "x") as change:
                one = Configuration(id=new_id(), number=1)
                change.insert(one, ConfigurationVersion(id=new_id(), configuration_id=one.id, nr=1))
        assert analysis.is_at_hand(project) is not analysed


def test_a_large_study_is_at_hand_once_it_was_read_also_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis, "LARGE", 0)
    with make(tmp_path / "a.cmo") as project:
        assert not analysis.is_at_hand(project)
        analysis.read_ahead(project, 80)
        assert analysis.is_at_hand(project)
        add_memo(project, "Een gedachte", [])
        assert analysis.is_at_hand(project)


async def test_no_round_for_circles_looks_at_what_was_read_ahead(
    tmp_path: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "a.cmo").close()
    was_on, counted = gc.isenabled(), []
    gc.enable()
    really = analysis.read_ahead

    def ahead(project: Project, width: int) -> None:
        really(project, width)
        counted.extend((gc.isenabled(), gc.get_freeze_count()))

    monkeypatch.setattr(analysis, "read_ahead", ahead)
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test(size=(100, 30)) as pilot:
        await came(app, pilot, "overview")
        slow.may_read.set()
        await pilot.press("f5")
        await came(app, pilot, "card")
        assert gc.isenabled()
        assert counted[0] is False
        assert gc.get_freeze_count() > counted[1]
    if not was_on:
        gc.disable()


async def blind_on_the_card(app: CmoApp, pilot: Pilot[None], slow: Slow) -> Project:
    """Somebody who works blind in a large study looks at the card, for which the study was read."""
    await came(app, pilot, "overview")
    assert app.session is not None
    project = app.session.project
    (coder,) = coders_of(project)
    app.session.set_coder(edit_coder(project, coder, blind=True))
    slow.may_read.set()
    await pilot.press("f5")
    await came(app, pilot, "card")
    await app.workers.wait_for_complete()
    return project


async def test_who_works_blind_goes_back_to_a_screen_of_the_analysis_when_the_study_was_read_anew(
    tmp_path: Path, slow: Slow
) -> None:
    make(tmp_path / "a.cmo").close()
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test(size=(100, 30)) as pilot:
        project = await blind_on_the_card(app, pilot, slow)
        await pilot.press("f7")
        await came(app, pilot, "codebook")
        add_memo(project, "Een gedachte", [])
        slow.may_read.clear()
        slow.read_by.clear()
        await pilot.press("escape")
        await pilot.pause()
        assert getattr(app.screen, "ID", "") == "codebook"
        slow.may_read.set()
        await came(app, pilot, "card")
        await pilot.press("escape")
        await came(app, pilot, "overview")  # not the codebook: she had gone back
    assert slow.read_by
    assert threading.main_thread() not in slow.read_by


async def test_what_others_did_is_shown_to_who_works_blind_when_the_study_was_read_anew(
    tmp_path: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_opening, "TYPING", 0)
    make(tmp_path / "a.cmo").close()
    app = CmoApp(str(tmp_path / "a.cmo"))
    async with app.run_test(size=(100, 30)) as pilot:
        await blind_on_the_card(app, pilot, slow)
        slow.read_by.clear()
        with Project.open(tmp_path / "a.cmo", with_backup=False) as other:
            one = Configuration(id=new_id(), number=1, label="van een ander")
            with other.change("test", "x") as change:
                change.insert(one, ConfigurationVersion(id=new_id(), configuration_id=one.id, nr=1))
        app.look_for_news()
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, CardScreen)
        assert set(screen.snapshot.configurations) == {one.id}
    assert slow.read_by
    assert threading.main_thread() not in slow.read_by


async def test_what_was_read_when_the_app_closes_is_shown_nowhere(tmp_path: Path) -> None:
    study = BlindStudy(tmp_path / "wijk.cmo")
    async with app_on(tmp_path / "wijk.cmo", "overview") as (app, _pilot):
        pass
    study.project.close()
    app._wanted = "app.patterns"
    assert app.session is not None
    app.came(app.session)
    assert not app.screen_stack
