"""Settings, own keys, help, start screen and a new study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.widgets import Input, OptionList

from cmo_coder.messages import language
from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.settings import Recent, Settings, load_settings, recent_projects, remember
from cmo_coder.store.cases import cases_of
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import add_document
from cmo_coder.store.project import Project
from cmo_coder.store.study import coders_of, rounds_of, study_of
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.commands import commands_of
from cmo_coder.tui.keymap import LETTERS
from cmo_coder.tui.screens.help import HelpScreen, _order
from cmo_coder.tui.screens.new_study import file_for
from cmo_coder.tui.screens.overview import OverviewScreen
from cmo_coder.tui.screens.start import StartScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.tui.screen_text import app_on, flat, press, screen_text, type_words, until
from tests.tui.source_case import rest, said, study

NARROW = (80, 24)


async def choose(app: Any, pilot: Any, line: str, typed: str) -> None:
    """Change a setting by a choice."""
    app.screen.query_one(LineList).go_to(line)
    await press(pilot, "enter")
    await type_words(pilot, typed)
    await press(pilot, "enter")


async def test_the_language_changes_at_once_everywhere_and_is_kept(tmp_path: Path) -> None:
    place = study(tmp_path)
    with Project.open(place, with_backup=False) as project:
        add_document(project, Document(id=new_id(), title="Gesprek"), "Goed.")
    async with app_on(place, "overview", size=NARROW) as (app, pilot):
        assert "Rounds, cases and groups" in flat(app.screen)
        await press(pilot, "g", "i")
        await choose(app, pilot, "language", "dutch")
        assert language() == "nl"
        assert "Taal van de schermen" in flat(app.screen)
        assert load_settings().language == "nl"
        await press(pilot, "f2")
        assert "Rondes, casussen en groepen" in flat(app.screen)


async def test_theme_and_signs_are_kept(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "settings", size=NARROW) as (app, pilot):
        await choose(app, pilot, "theme", "high")
        assert app.theme == "cmo-contrast"
        app.screen.query_one(LineList).go_to("ascii")
        await press(pilot, "enter")
        assert "plain ASCII" in flat(app.screen)
        assert (load_settings().theme, load_settings().ascii) == ("cmo-contrast", True)
        await choose(app, pilot, "export_language", "english")
        assert load_settings().export_language == "en"


async def test_a_command_gets_the_key_that_is_pressed_and_its_own_one_back(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "settings", size=NARROW) as (app, pilot):
        await press(pilot, "e")
        await type_words(pilot, "overview")
        await press(pilot, "enter")
        assert "Press the key for 'Overview' (now: F2)" in flat(app.screen)
        await press(pilot, "ctrl+o")
        assert load_settings().keys == {"app.overview": "ctrl+o"}
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, OverviewScreen)
        await press(pilot, "g", "i", "e")
        await type_words(pilot, "overview")
        await press(pilot, "enter", "backspace")
        assert load_settings().keys == {}
        assert "the standard keys" in flat(app.screen)


async def test_a_key_that_is_taken_is_refused(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "settings", size=NARROW) as (app, pilot):
        await press(pilot, "e")
        await type_words(pilot, "overview")
        await press(pilot, "enter", "f7")
        assert "F7 is the key of 'Codebook' already; nothing was changed." in said(app)
        assert load_settings().keys == {}


async def test_a_command_without_a_key_can_be_given_one(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        for command, key, screen in (
            ("app.search", "ctrl+t", "SearchScreen"),
            ("app.memos", "ctrl+y", "MemosScreen"),
            ("app.queue", "ctrl+l", "QueueScreen"),
        ):
            app.settings = Settings(keys={command: key})
            app.set_keymap(app.own_keys)
            await press(pilot, key)
            assert type(app.screen).__name__ == screen
            await press(pilot, "f2")


async def test_help_lines_hang_under_their_text_and_show_own_keys(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        app.settings = Settings(keys={"study.attribute": "ctrl+t"})
        await press(pilot, "f1")
        assert isinstance(app.screen, HelpScreen)
        lines = screen_text(app.screen).split("\n")
        at = next(nr for nr, line in enumerate(lines) if "Remove: Remove what is under" in line)
        assert lines[at + 1].index("refers") == lines[at].index("Remove:")
        assert any("ctrl+t" in line for line in lines)
        await press(pilot, "space")
        assert not isinstance(app.screen, HelpScreen)


def test_help_tells_first_what_works_everywhere_then_the_screens() -> None:
    ids = [one.id for one in sorted(commands_of("app"), key=_order)]
    assert ids[0] == "app.help"
    assert ids.index("app.undo") < ids.index("app.overview") < ids.index("app.study") < ids.index("app.agreement")
    letters = [LETTERS[one] for one in ids if one in LETTERS and one not in ids[: ids.index("app.study") + 1]]
    assert letters == sorted(letters)


async def test_the_same_message_again_does_not_fill_the_screen(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        for _time in range(5):
            app.warn("No such thing.")
            await pilot.pause()
        app.tell("Something else.")
        await pilot.pause()
        assert said(app).count("No such thing.") == 1
        assert "Something else." in said(app)


def test_a_file_name_is_made_of_the_name_of_the_study_and_is_free(tmp_path: Path) -> None:
    assert file_for("Wijk & Zorg!", tmp_path).name == "wijk-zorg.cmo"
    (tmp_path / "wijk-zorg.cmo").touch()
    assert file_for("Wijk & Zorg!", tmp_path).name == "wijk-zorg-2.cmo"
    assert file_for("???", tmp_path).name == "studie.cmo"


async def test_a_new_study_is_made_with_a_name_alone_and_opened(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    app = CmoApp(None, settings=Settings(language="en"))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "n")
        await type_words(pilot, "Wijk")
        await press(pilot, "enter")
        await type_words(pilot, "Anna")
        app.screen.query_one("#f-cases", Input).value = "Noord, Zuid, Noord"
        await press(pilot, "ctrl+s")
        await rest(app, pilot)
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert "rounds and cases (1 and 2)" in flat(app.screen)
        assert "Wijk · Anna" in screen_text(app.screen)
    with Project.open(tmp_path / "wijk.cmo", with_backup=False) as project:
        assert study_of(project).name == "Wijk"
        assert [one.name for one in cases_of(project)] == ["Noord", "Zuid"]
        assert [one.label for one in rounds_of(project)] == ["Round 1"]
        assert [one.name for one in coders_of(project)] == ["Anna"]
        assert codes_of(project)
    assert load_settings().coder == "Anna"


async def test_a_folder_that_is_not_there_is_said_in_the_form(tmp_path: Path) -> None:
    app = CmoApp(None, settings=Settings(language="en"))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "n")
        for name, value in (("name", "Wijk"), ("me", "Anna"), ("folder", str(tmp_path / "nergens"))):
            app.screen.query_one(f"#f-{name}", Input).value = value
        await press(pilot, "ctrl+s")
        assert "does not exist" in flat(app.screen)
        assert list(tmp_path.iterdir()) == []


async def test_the_start_screen_offers_recent_studies_by_name_and_opens_one(tmp_path: Path) -> None:
    place = study(tmp_path)
    remember(Recent(place))
    app = CmoApp(None, settings=Settings(language="en"))
    async with app.run_test(size=NARROW) as pilot:
        assert "studie" in screen_text(app.screen)
        await press(pilot, "j", "k", "enter")
        await rest(app, pilot)
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert app.session is not None
        assert app.session.study.name == "Studie [1]"


async def test_a_file_that_is_no_project_is_refused_and_the_choices_come_back(tmp_path: Path) -> None:
    wrong = tmp_path / "fout.cmo"
    wrong.write_text("geen project", "utf-8")
    app = CmoApp(str(wrong), settings=Settings(language="en"))
    async with app.run_test(size=NARROW) as pilot:
        await rest(app, pilot)
        assert isinstance(app.screen, StartScreen)
        assert "is not a project of cmo-coder" in flat(app.screen)  # to be read as long as it takes
        assert app.screen.query_one(OptionList).display
        assert recent_projects() == ()


async def test_the_palette_asks_and_answers_in_the_language_of_the_user(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW, language="nl") as (app, pilot):
        await press(pilot, "colon")
        await until(pilot, lambda: "Wat wil je doen, of waarheen?" in flat(app.screen))
        assert "Search for" not in flat(app.screen)
        await type_words(pilot, "qqqq")
        await until(pilot, lambda: "Geen opdracht heeft deze woorden." in flat(app.screen))
