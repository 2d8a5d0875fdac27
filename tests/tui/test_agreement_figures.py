"""The figures on the agreement screen: what takes long comes from a worker; the command line says the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from cmo_coder.agreement.value import Metric, Reason, Score, Unit
from cmo_coder.cli.main import main
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import ProgressState
from cmo_coder.realist import agreement_more
from cmo_coder.realist.agreement import Agreement, agreement
from cmo_coder.realist.agreement_json import as_json
from cmo_coder.realist.agreement_live import Wanted
from cmo_coder.store.documents import add_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.study import coders_of, set_progress
from cmo_coder.store.universe import AsOf, CodeLevel, Segments, Universe
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.agreement import AgreementScreen
from cmo_coder.tui.screens.agreement_more import Asked
from cmo_coder.tui.screens.agreement_options import Names, _universe, _wanted
from tests.store.test_agreement import Team
from tests.store.test_joint import Three
from tests.tui.screen_text import app_on, flat, press, type_words, until
from tests.tui.source_case import rest
from tests.tui.test_agreement import NARROW, screen_of, team


def three(folder: Path) -> Path:
    place = folder / "drie.cmo"
    made = Three(place)
    other = made.add("Tweede")
    for coder, words in ((made.anna, "Ik kende niemand."), (made.bram, "niemand."), (made.carla, "Toen kwam er")):
        made.code(coder, words, made.context, other)
    made.done(*made.everybody, document=other)
    made.claim(made.anna, ("Ik kende", made.context), ("Nu slaap", made.outcome))
    made.project.close()
    return place


async def test_every_difference_is_in_the_list_and_end_goes_to_the_last(tmp_path: Path) -> None:
    place = team(tmp_path)
    with Project.open(place, with_backup=False) as project:
        anna, bram = coders_of(project)[:2]
        text = "woord " * 320
        long = add_document(project, Document(id="a" * 32, title="Lang", position=9), text)
        project.coder = anna
        with project.read() as reading:
            from cmo_coder.model.codes import Code

            code = reading.all(Code, order=("name",))[0]
        for nr in range(310):
            code_span(project, long.id, 6 * nr, 6 * nr + 5, code)
        for coder in (anna, bram):
            set_progress(project, long.id, coder.id, ProgressState.FINISHED)
    async with app_on(place, "agreement", size=NARROW) as (app, pilot):
        screen = screen_of(app)
        assert "312 of 312 differences open" in flat(screen)
        await press(pilot, "end")
        last = screen.current()
        assert last is not None and last is screen.shown()[311]
        assert "other boundary" in flat(screen)
        await press(pilot, "k", "k")
        before = screen.current()
        assert before is not None and before.case.document == long.id and before.case.start == 6 * 308
        await press(pilot, "1", "enter")
        assert "311 of 312 differences open" in flat(screen)
        now = screen.current()
        assert now is not None and now.case.start == 6 * 309


async def test_intervals_come_from_a_worker_and_stay_while_new_ones_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_on(three(tmp_path), "agreement", size=(200, 40)) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "tab")
        await rest(app, pilot)
        assert "95 % interval" in flat(screen) and ".." in flat(screen) and "Being computed" not in flat(screen)
        before = [str(cell) for cell in screen.figures.get_row_at(0)]
        goes_on = Event()
        real = screen._intervals.ask

        def held(of: object, make: object) -> None:
            def work(progress: object) -> object:
                goes_on.wait(20)
                return make(progress)  # type: ignore[operator]

            real(of, work)  # type: ignore[arg-type]

        monkeypatch.setattr(screen._intervals, "ask", held)
        screen.universe = replace(screen.universe, as_of=AsOf.NOW)
        project = screen.session.project
        project.coder = coders_of(project)[0]
        with project.read() as reading:
            from cmo_coder.model.codes import Code

            code = reading.all(Code, order=("name",))[0]
        code_span(project, next(iter(screen.found.material.documents)), 0, 6, code)  # type: ignore[union-attr]
        screen.show_all()
        await pilot.pause()
        said = flat(screen)
        assert "Being computed anew" in said and "figures from before the change" in said
        assert before[5] in [str(screen.figures.get_row_at(nr)[5]) for nr in range(screen.figures.row_count)]
        goes_on.set()
        await rest(app, pilot)
        assert "Being computed" not in flat(screen)


async def test_gamma_is_stopped_by_a_key_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on = Event(), Event()

    def endless(found: Agreement, asked: object, on: agreement_more.On) -> tuple[()]:
        begun.set()
        goes_on.wait(20)
        on(1, 2)  # raises: it was stopped
        raise AssertionError("not stopped")

    monkeypatch.setattr("cmo_coder.tui.screens.agreement_tables.more_figures", endless)
    async with app_on(three(tmp_path), "agreement", size=(120, 40)) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "X")
        assert "Nothing is being computed" in " ".join(str(one.message) for one in app._notifications)
        screen._asked, screen.view = Asked(gamma=True), "more"
        screen.show_all()
        await until(pilot, begun.is_set)
        assert "Being computed (0 %; X stops)" in flat(screen)
        await press(pilot, "X")
        assert "Stopped." in flat(screen)
        goes_on.set()
        await rest(app, pilot)
        assert "Stopped." in flat(screen)


async def test_gamma_counts_its_samples(tmp_path: Path) -> None:
    async with app_on(three(tmp_path), "agreement", size=(120, 40)) as (app, pilot):
        screen = screen_of(app)
        screen._asked, screen.view = Asked(gamma=True), "more"
        screen.show_all()
        await rest(app, pilot)
        assert "gamma" in flat(screen) and "Being computed" not in flat(screen)
        assert screen.found is not None
        heard: list[tuple[int, int]] = []
        asked = screen._asked.more(screen.found, {})
        agreement_more.more_figures(screen.found, asked, lambda done, of: heard.append((done, of)))
        # It is heard of often within a sample too (then it can be stopped), and never goes back.
        assert list(dict.fromkeys(done for done, _of in heard)) == list(range(2 * 31))
        assert [done for done, _of in heard] == sorted(done for done, _of in heard)
        assert {of for _done, of in heard} == {2 * 31} and len(heard) > 2 * 31


def test_gamma_goes_on_with_the_next_document_where_one_is_not_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_rows: object, each: Callable[[], None]) -> Score:
        each()
        return Score(None, Reason.TOO_LARGE)

    monkeypatch.setattr("cmo_coder.agreement.figures.gamma.best_disorder", too_large)
    heard: list[int] = []
    with Project.open(three(tmp_path), with_backup=False) as project, project.read() as reading:
        found = agreement(reading, Universe(as_of=AsOf.NOW), with_chance=False)
        asked = agreement_more.More(gamma=True, samples=9)
        made = agreement_more.more_figures(found, asked, lambda done, _of: heard.append(done))
    assert [one.score.reason for one in made] == [Reason.TOO_LARGE] * 4
    assert sorted(set(heard)) == [0, 10]


EVERY = bool(os.environ.get("CMO_CODER_LONG"))
"""All 48 settings of the screen instead of 20: a minute more."""

SETTINGS = [
    Universe(as_of=as_of, unit=unit, segments=segments, interviewer=interviewer, level=level)
    for unit, segments in (
        (Unit.CHARACTER, Segments.TURN),
        (Unit.SEGMENT, Segments.TURN),
        (Unit.SEGMENT, Segments.SENTENCE),
        (Unit.DOCUMENT, Segments.TURN),
    )
    for as_of in AsOf
    for interviewer in (True, False)
    for level in CodeLevel
    # Levels change what a code is, which the units do not see: not every level with every other choice.
    if EVERY or level is CodeLevel.CODE or (unit is not Unit.SEGMENT and not interviewer and as_of is AsOf.NOW)
]


async def test_the_command_line_says_what_the_screen_says_for_every_setting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = three(tmp_path)
    more = Asked(matches="exact overlap tolerance:3 iou:0.5", domains="omgeving", distances="nominal masi")
    said = {}
    async with app_on(place, "agreement", size=(160, 40), painted=False) as (app, pilot):
        screen = screen_of(app)
        screen._asked = more
        for universe in SETTINGS:
            said[universe] = await _on_screen(app, pilot, screen, universe)
    for universe in SETTINGS:
        capsys.readouterr()
        unit = {Unit.CHARACTER: "character", Unit.SEGMENT: universe.segments.value, Unit.DOCUMENT: "document"}
        words = ["agreement", "-p", str(place), "--json", "--unit", unit[universe.unit]]
        words += ["--as", universe.as_of.value, "--level", universe.level.value]
        words += [] if universe.interviewer else ["--no-interviewer"]
        words += ["--match", *more.matches.split(), "--distance", *more.distances.split()]
        words += [] if universe.level is CodeLevel.ROLE else ["--domain", more.domains]
        if universe.level is not CodeLevel.CODE:
            words = words[: words.index("--domain")] if "--domain" in words else words
        assert main(words) == 0
        assert json.loads(capsys.readouterr().out) == said[universe], universe


async def _on_screen(app: CmoApp, pilot: Pilot[None], screen: AgreementScreen, universe: Universe) -> object:
    """What the views of the screen show, in the form of the command line."""
    screen.universe = universe
    asked = screen._asked
    if universe.level is not CodeLevel.CODE:
        screen._asked = replace(asked, domains="")  # there is nothing below a top code or a role
    for view in ("codes", "rounds", "levels", "more"):
        screen.view = view
        screen.show_all()
        await app.workers.wait_for_complete()
        await until(pilot, lambda: not any(one.is_running for one in (screen._rounds, screen._levels, screen._more)))
    screen._asked = asked
    assert screen.found is not None
    found = screen._with_intervals(screen.found)
    made = as_json(found, screen._rounds.value or (), screen._more.value or ())
    return json.loads(json.dumps(made))


async def test_codes_and_documents_are_chosen_by_name_and_the_scope_says_so(tmp_path: Path) -> None:
    async with app_on(three(tmp_path), "agreement", size=(160, 48)) as (_app, pilot):
        screen = screen_of(_app)
        assert screen.found is not None and len(screen.found.report.codes) == 2
        await press(pilot, "s", *["tab"] * 4)
        await type_words(pilot, "nothing")
        await press(pilot, "ctrl+s")
        assert "There is no code 'nothing'" in flat(_app.screen)
        await press(pilot, "ctrl+u")
        await type_words(pilot, "slaapt")
        await press(pilot, "tab")
        await type_words(pilot, "gesprek")
        await press(pilot, "ctrl+s")
        said = flat(screen)
        assert "only slaapt weer · only documents that were chosen" in said and "1 document" in said
        assert screen.found is not None
        assert [screen.found.code(row.code) for row in screen.found.report.codes] == ["slaapt weer"]
        await press(pilot, "s")
        assert "slaapt weer" in flat(_app.screen) and "Gesprek" in flat(_app.screen)


async def test_where_nobody_coded_anything_every_view_says_why_there_is_no_figure(tmp_path: Path) -> None:
    place = tmp_path / "leeg.cmo"
    made = Team(place)
    made.done()
    made.project.close()
    async with app_on(place, "agreement", size=NARROW) as (app, pilot):
        screen = screen_of(app)
        assert "Nobody coded anything" in flat(screen) and "0 of 0 differences open" in flat(screen)
        await press(pilot, "n", "1", "o")
        for _view in range(6):
            await press(pilot, "tab")
            await rest(app, pilot)
            if screen.view == "codes":
                assert "alpha, all codes together: – (nobody used the code)" in flat(screen)
        assert screen.view == "more"


def test_nothing_heavy_is_imported_before_the_screen_is_drawn(tmp_path: Path) -> None:
    code = """
import asyncio, sys
from cmo_coder.settings import Settings
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.session import open_session

async def go():
    app = CmoApp(None, settings=Settings(language="en"))
    async with app.run_test(size=(120, 40)) as pilot:
        app.use_session(open_session(sys.argv[1], with_backup=False), "agreement")
        await pilot.pause()
        assert app.screen.found.joint or app.screen.found.disagreements
        print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))

asyncio.run(go())
"""
    made = subprocess.run(
        [sys.executable, "-c", code, str(three(tmp_path))], capture_output=True, text=True, check=True
    )
    loaded = set(made.stdout.split("LOADED")[1].split())
    assert "sqlalchemy" in loaded
    assert not loaded & {"numpy", "scipy", "spacy", "docx", "openpyxl", "lxml", "matplotlib", "pypdfium2"}


async def test_coders_round_figures_seed_and_resamples_are_chosen_as_on_the_command_line(tmp_path: Path) -> None:
    async with app_on(three(tmp_path), "agreement", size=(160, 60)) as (app, pilot):
        screen = screen_of(app)
        names = Names({"1": "Anna", "2": "Bram", "3": "Carla"}, {}, {}, (1,))
        given = dict.fromkeys(("codes", "documents", "round", "metrics", "seed", "draws"), "")
        given |= {"unit": "character", "level": "code", "interviewer": "yes", "as_of": "now", "coders": "an; bram"}
        assert _universe(screen.universe, given, names).coder_ids == ("1", "2")
        for wrong, words in (({"coders": "Anna"}, "Two coders"), ({"seed": "7,5"}, "no whole number")):
            with pytest.raises(UserError, match=words):
                _universe(screen.universe, given | wrong, names), _wanted(given | wrong)
        with pytest.raises(UserError, match="kappa_of_cohen"):
            _wanted(given | {"metrics": "alpha kappa_of_cohen"})
        wanted = _wanted(given | {"metrics": "jaccard dice", "seed": "7", "draws": "50"})
        assert wanted == Wanted((Metric.JACCARD, Metric.DICE), 7, 50) and _wanted(given).metrics == Wanted().metrics
        screen.wanted, screen.view = wanted, "codes"
        two = tuple(one.id for one in coders_of(screen.session.project)[:2])
        screen.universe = replace(screen.universe, coder_ids=two, coding_round=1)
        screen.show_all()
        await rest(app, pilot)
        said = flat(screen)
        assert "Jaccard" in said and "AC1" not in said and "Anna · Bram" in said and "Carla" not in said
        assert "· round 1 ·" in said, said
        assert screen.found is not None and screen.found.report.seed == 7
        await press(pilot, "s")
        assert "Only these coders" in flat(app.screen) and "Coding round" in flat(app.screen)
        await press(pilot, "ctrl+s")
        assert screen.wanted == wanted and "Jaccard" in flat(screen)


async def test_columns_that_do_not_fit_are_reached_by_key_beside_the_name_of_the_code(tmp_path: Path) -> None:
    async with app_on(three(tmp_path), "agreement", size=NARROW) as (app, pilot):
        screen = screen_of(app)
        assert screen.why_not("agreement.columns")
        await press(pilot, "tab")
        await rest(app, pilot)
        assert "> and < show the other columns" in flat(screen) and "left out" not in flat(screen)
        name = str(screen.figures.get_row_at(0)[0])
        for _time in range(8):
            await press(pilot, "greater_than_sign")
        assert "left out" in flat(screen) and "share" not in flat(screen) and name[:8] in flat(screen)
        for _time in range(8):
            await press(pilot, "less_than_sign")
        assert "share" in flat(screen)
    async with app_on(tmp_path / "drie.cmo", "agreement", size=(260, 40)) as (app, pilot):
        await press(pilot, "tab")
        assert "show the other columns" not in flat(screen_of(app)) and screen_of(app).why_not("agreement.columns")


async def test_notes_that_do_not_fit_are_told_of_and_stand_in_full_under_e(tmp_path: Path) -> None:
    async with app_on(three(tmp_path), "agreement", size=NARROW) as (app, pilot):
        screen = screen_of(app)
        await press(pilot, "tab")
        await rest(app, pilot)
        screen._notes = [f"note {nr} of a code" for nr in range(12)]
        screen._show_notes()
        await pilot.pause()
        shown = flat(screen)
        assert "note 0 of" in shown and "e: all notes" in shown and "note 11 of" not in shown
        await press(pilot, "e")
        assert "note 11 of a code" in flat(app.screen)
