"""The history: what is shown, filters, undo to a point, writing the log, backups."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from textual.widgets import DataTable, Input

from cmo_coder.store.backup import backups_of
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_round, rounds_of
from cmo_coder.tui.screens.history import HistoryScreen
from cmo_coder.tui.screens.history_rows import moment
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words, until
from tests.tui.source_case import rest, said, study

NARROW = (80, 24)


def log_of(app: Any) -> DataTable[Any]:
    """The log."""
    found: DataTable[Any] = app.screen.query_one("#log", DataTable)
    return found


async def test_every_change_is_there_the_last_one_above(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["[een]", "twee"]), "history", size=NARROW) as (app, _pilot):
        text = flat(app.screen)
        assert "4 changes" in text
        assert text.index("Round twee added") < text.index("Round [een] added") < text.index("Coder Anna added")


async def test_what_was_undone_is_marked_in_words_and_the_cursor_stays_on_its_change(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["een", "twee"]), "history", size=NARROW) as (app, pilot):
        await press(pilot, "j", "u", "y")
        text = flat(app.screen)
        assert "[undone] Round twee added" in text
        assert "Undone: Round twee added" in text
        assert log_of(app).cursor_row == 2
        await press(pilot, "ctrl+r")
        assert "[undone]" not in flat(app.screen)


async def test_enter_shows_the_rows_of_a_change_in_the_words_of_the_study(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["een"]), "history", size=NARROW, language="nl") as (app, pilot):
        await press(pilot, "enter")
        text = flat(app.screen)
        assert "+ ronde" in text
        assert "Label: een" in text
        await press(pilot, "enter")
        assert "+ ronde" not in flat(app.screen)


async def test_everything_after_a_line_is_taken_back_after_a_question(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["een", "twee", "drie"]), "history", size=NARROW) as (app, pilot):
        await press(pilot, "j", "j", "t")
        assert "Take back 2 changes after line 3? Among them work of Anna." in flat(app.screen)
        await press(pilot, "y")
        assert app.session is not None
        assert [one.label for one in rounds_of(app.session.project)] == ["een"]
        assert "2 changes undone" in said(app)
        for _time in range(2):
            await press(pilot, "ctrl+r")
        assert len(rounds_of(app.session.project)) == 3


async def test_the_log_is_filtered_by_kind_and_by_word(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["een", "twee"]), "history", size=NARROW) as (app, pilot):
        await press(pilot, "f")
        await type_words(pilot, "rou")
        await press(pilot, "enter")
        assert log_of(app).row_count == 2
        assert "2 changes (round)" in flat(app.screen)
        await press(pilot, "f")
        await type_words(pilot, "word")
        await press(pilot, "enter")
        await type_words(pilot, "twee")
        await press(pilot, "enter")
        assert log_of(app).row_count == 1
        await press(pilot, "f", "enter")
        assert log_of(app).row_count == 4


async def test_the_log_is_written_to_a_file(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "history", size=NARROW) as (app, pilot):
        await press(pilot, "w")
        app.screen.query_one(Input).value = str(tmp_path / "log.jsonl")
        await press(pilot, "enter")
        await rest(app, pilot)
        lines = (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["what"] for line in lines] == ["Study Studie [1] made", "Coder Anna added"]


async def test_a_backup_is_made_and_put_back_and_the_history_is_shown_again(tmp_path: Path) -> None:
    place = study(tmp_path)
    async with app_on(place, "history", size=NARROW) as (app, pilot):
        app.screen.run_command("history.back_up")  # type: ignore[attr-defined]
        assert app.session is not None
        add_round(app.session.project, "te veel")
        assert len(backups_of(Path(place))) == 1
        await press(pilot, "b")
        assert "by hand" in flat(app.screen)
        await press(pilot, "enter", "y")
        await rest(app, pilot)
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        assert "te veel" not in screen_text(app.screen)
    with Project.open(place, with_backup=False) as project:
        assert rounds_of(project) == ()
        assert {one.kind for one in backups_of(Path(place))} == {"hand", "restore"}


def test_a_moment_is_shown_to_the_minute_and_a_strange_one_as_it_is() -> None:
    assert moment("2026-03-01T12:34:56Z")[:4] == "2026"
    assert len(moment("2026-03-01T12:34:56Z")) == 16
    assert moment("ooit") == "ooit"


async def test_escape_closes_the_details_that_were_asked_for_before_it_leaves_the_screen(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, rounds=["een"]), "history", size=NARROW) as (app, pilot):
        await press(pilot, "enter")
        assert app.screen.query_one("#rows").display
        await press(pilot, "escape")
        assert isinstance(app.screen, HistoryScreen)
        assert not app.screen.query_one("#rows").display
