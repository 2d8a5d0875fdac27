"""What the method does not refuse but shows, from every door: a check that lapses, an omkering that supports nothing,
a theory before the question, a pattern of which the limits were not sought.

Source: realist-method, section 7, rules 6 and 8, section 6, item 3, and section 2, demi_regulariteit.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmo_coder.cli.common import OK
from cmo_coder.cli.main import main
from cmo_coder.exchange.bulk_write import write_bulk
from cmo_coder.realist.checks import CheckState, check_status
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.realist.support import support_of_element
from cmo_coder.realist.support_words import support_line
from cmo_coder.store.project import Project
from cmo_coder.store.study import edit_study
from cmo_coder.tui.screens.dialogs import Form
from tests.stories.doors_study import doors_study, with_versions
from tests.tui.screen_text import app_on, flat, press, type_words

Json = dict[str, Any]
NO_QUESTION = "the study has no question yet"
NO_LIMITS = "neither a negative case nor a search yet"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("tell") / "doors.cmo"
    doors_study(path)
    with_versions(path)
    return path


@pytest.fixture
def place(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(base, tmp_path / "doors.cmo"))


def state(path: Path) -> Snapshot:
    with Project.open(str(path), with_backup=False) as project, project.read() as reading:
        return load_snapshot(reading)


def run(place: Path, *words: str) -> None:
    assert main([*words, "--project", str(place), "--coder", "Anna"]) == OK


def loaded(base: Path, folder: Path, edit: Callable[[list[Json]], None]) -> Path:
    """A project made of the records of the base, edited, by the command that people use."""
    path, made = folder / "records.jsonl", folder / "made.cmo"
    with Project.open(str(base), with_backup=False) as project:
        write_bulk(project, path)
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    edit(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert main(["load", str(path), "--new", str(made)]) == OK
    return made


def element(snapshot: Snapshot, nr: int) -> str:
    """The id of the version in force of an element."""
    return snapshot.element_version_of(next(one.id for one in snapshot.elements.values() if one.nr == nr)).id


def of_check(path: Path, nr: int) -> CheckState:
    snapshot = state(path)
    return check_status(snapshot, element(snapshot, nr)).state


# A member check lapses when the version changes (rule 8)


def test_a_check_lapses_by_command(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(place, "checks", "add", "Leersessie 2", "--element", "1", "recognised", "")
    assert of_check(place, 1) is CheckState.CHECKED
    run(place, "elements", "version", "1", "--label", "Maak rust", "--change", "sharpened", "--reason", "ronde 2")
    assert of_check(place, 1) is CheckState.CHANGED_SINCE
    capsys.readouterr()
    run(place, "elements", "list")
    assert "changed later, not laid before a session again" in capsys.readouterr().out


async def test_a_check_lapses_on_the_board(place: Path) -> None:
    run(place, "checks", "add", "Leersessie 2", "--element", "1", "recognised", "")
    async with app_on(place, "elements") as (app, pilot):
        await press(pilot, "1", "V")
        assert isinstance(app.screen, Form)
        await press(pilot, *["tab"] * 4)
        await type_words(pilot, "ronde 2")
        await press(pilot, "ctrl+s", "escape")
        assert of_check(place, 1) is CheckState.CHANGED_SINCE, flat(app.screen)
        assert "changed later, not laid before a session" in flat(app.screen)


def test_a_check_of_an_earlier_version_has_lapsed_in_what_is_loaded(base: Path, tmp_path: Path) -> None:
    assert of_check(loaded(base, tmp_path, lambda records: None), 4) is CheckState.CHANGED_SINCE

    def of_the_last(records: list[Json]) -> None:
        next(one for one in records if one["kind"] == "member_check")["checks"][0]["version"] = 2

    (tmp_path / "last").mkdir()
    assert of_check(loaded(base, tmp_path / "last", of_the_last), 4) is CheckState.CHECKED


# An omkering never raises support (rule 6)


def supports(path: Path, nr: int) -> object:
    snapshot = state(path)
    return support_of_element(snapshot, element(snapshot, nr))


def derived(path: Path, nr: int) -> list[str]:
    snapshot = state(path)
    return [
        snapshot.omkeringen[one.omkering_id].status.value
        for one in snapshot.strategies.values()
        if one.omkering_id and snapshot.elements[one.effective_element_id].nr == nr
    ]


def test_an_omkering_supports_nothing_by_command(place: Path) -> None:
    before = supports(place, 3)
    run(
        place, "strategies", "omkering", "3", "Doe het rustig aan", "--claim", "2", "--reasoning", "te snel werkte niet"
    )
    assert derived(place, 3) == ["derived", "derived"]
    assert supports(place, 3) == before
    run(place, "strategies", "confirm", "3.2", "leersessie 2")
    assert derived(place, 3) == ["derived", "confirmed"]
    assert supports(place, 3) == before


async def test_an_omkering_supports_nothing_on_the_board(place: Path) -> None:
    before = supports(place, 3)
    async with app_on(place, "elements") as (app, pilot):
        await press(pilot, "3", "o", "space", "ctrl+s")
        await type_words(pilot, "Doe het rustig aan")
        await press(pilot, "tab")
        await type_words(pilot, "te snel werkte niet")
        await press(pilot, "ctrl+s")
        assert derived(place, 3) == ["derived", "derived"], flat(app.screen)
        assert supports(place, 3) == before
        await press(pilot, "O", "enter")
        assert "Where was it confirmed?" in flat(app.screen)
        await type_words(pilot, "leersessie 2")
        await press(pilot, "enter")
    assert sorted(derived(place, 3)) == ["confirmed", "derived"]
    assert supports(place, 3) == before


def test_an_omkering_supports_nothing_in_what_is_loaded(base: Path, tmp_path: Path) -> None:
    def confirmed(records: list[Json]) -> None:
        one = next(record for record in records if record["kind"] == "omkering")
        one |= {"status": "confirmed", "confirmed_in": "leersessie 2"}

    made = loaded(base, tmp_path, confirmed)
    assert derived(made, 3) == ["confirmed"]
    assert line(made) == line(base)


def line(path: Path) -> str:
    """The support of element 3 in words: ids are others after loading."""
    snapshot = state(path)
    return support_line(support_of_element(snapshot, element(snapshot, 3)))


# The question stands before the first theory; the limits of a pattern are sought


def without_question(path: Path) -> None:
    with Project.open(str(path), with_backup=False) as project:
        edit_study(project, question="")


def test_what_is_missing_is_told_by_command(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(place, "theories", "list")
    run(place, "patterns", "list")
    said = capsys.readouterr().out
    assert NO_QUESTION not in said and NO_LIMITS not in said
    without_question(place)
    for words in (("theories", "add", "Samen", "Als je samen kookt, dan blijft men"), ("theories", "list")):
        run(place, *words)
        assert NO_QUESTION in capsys.readouterr().out
    for words in (("patterns", "add", "Rust eerst"), ("patterns", "list")):
        run(place, *words)
        assert NO_LIMITS in capsys.readouterr().out
    run(place, "patterns", "search", "Rust eerst", "wie kwam er niet?")
    capsys.readouterr()
    run(place, "patterns", "list")
    assert NO_LIMITS not in capsys.readouterr().out


async def test_what_is_missing_is_told_on_the_screens(place: Path) -> None:
    async with app_on(place, "theories") as (app, _pilot):
        assert NO_QUESTION not in flat(app.screen)
    async with app_on(place, "patterns") as (app, pilot):
        assert NO_LIMITS not in flat(app.screen)
        await press(pilot, "n")
        await type_words(pilot, "Rust eerst")
        await press(pilot, "ctrl+s")
        assert NO_LIMITS in flat(app.screen)
    without_question(place)
    async with app_on(place, "theories") as (app, pilot):
        assert NO_QUESTION in flat(app.screen)
        await press(pilot, "n")
        assert "the study has no question yet" in flat(app.screen)


def test_what_is_missing_is_told_of_what_is_loaded(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded(base, tmp_path, lambda records: None)
    said = capsys.readouterr().out
    assert NO_QUESTION not in said and NO_LIMITS not in said

    def missing(records: list[Json]) -> None:
        next(one for one in records if one["kind"] == "study").pop("question")
        demi = next(one for one in records if one["kind"] == "demi_regularity")
        demi["configurations"] = [
            one for one in demi["configurations"] if not (isinstance(one, dict) and one.get("negative"))
        ]
        demi.pop("exact", None)

    (tmp_path / "missing").mkdir()
    loaded(base, tmp_path / "missing", missing)
    said = capsys.readouterr().out
    assert NO_QUESTION in said
    assert f"Wie gezien wordt, komt terug: {NO_LIMITS}" in said
