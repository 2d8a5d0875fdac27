"""Every hard rule, from every door: the screens (driven by keys), the command line, and the bulk import.

Source: realist-method, section 2 ("Hard rules" and the entity table) and section 7, rules 4, 6 and 12. A door that has
no way to break a rule says so in NO_WAY, with the reason.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from cmo_coder.cli.common import PROBLEM
from cmo_coder.cli.main import main
from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.exchange.bulk_write import write_bulk
from cmo_coder.model.errors import UserError
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.project import Project
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.card import CardScreen
from cmo_coder.tui.screens.dialogs import Form
from cmo_coder.tui.screens.elements import ElementsScreen
from cmo_coder.tui.screens.read import ReadScreen
from tests.stories.doors_study import doors_study, with_versions
from tests.tui.screen_text import app_on, flat, press, type_words, until

Json = dict[str, Any]
Keys = Callable[[CmoApp, Pilot[None]], Awaitable[None]]


@dataclass(frozen=True)
class Case:
    """A rule: the message that refuses (English), and how each door tries to break it."""

    id: str
    message: str
    command: tuple[str, ...]
    records: Callable[[list[Json]], None]
    screen: str
    keys: Keys
    in_command: str = ""
    """The message of the command line where it refuses before the rule does."""
    on_screen: str = ""
    """The same for the screen."""
    in_bulk: str = ""
    """The same for the bulk import."""


# Screens


def on_card(number: int, *keys: str, reason: str = "omdat") -> Keys:
    """Keys on the card of a configuration, then a reason."""

    async def act(app: CmoApp, pilot: Pilot[None]) -> None:
        screen = app.screen
        assert isinstance(screen, CardScreen)
        snapshot = screen.snapshot
        screen.show_configuration(next(one.id for one in snapshot.configurations.values() if one.number == number))
        await pilot.pause()
        await press(pilot, *keys)
        if isinstance(app.screen, Form):
            await type_words(pilot, reason)
            await press(pilot, "ctrl+s")

    return act


def on_board(element: int, *keys: str, reason: str = "omdat") -> Keys:
    """Keys on the board with an element chosen, then a reason."""

    async def act(app: CmoApp, pilot: Pilot[None]) -> None:
        assert isinstance(app.screen, ElementsScreen)
        await press(pilot, str(element), *keys)
        if isinstance(app.screen, Form):
            await type_words(pilot, reason)
            await press(pilot, "ctrl+s")

    return act


async def interviewer(app: CmoApp, pilot: Pilot[None]) -> None:
    """Mark the question of the interviewer as an outcome in a claim."""
    screen = app.screen
    assert isinstance(screen, ReadScreen)
    await until(pilot, lambda: screen.document is not None)
    screen.reader.move_to(15)
    await press(pilot, "space", "o")
    await type_words(pilot, "slaapt")
    await press(pilot, "enter")


async def wrong_role(app: CmoApp, pilot: Pilot[None]) -> None:
    """Only codes of the role are offered: a context is not found among the outcomes."""
    screen = app.screen
    assert isinstance(screen, ReadScreen)
    await until(pilot, lambda: screen.document is not None)
    screen.reader.move_to(35)
    await press(pilot, "space", "o")
    await type_words(pilot, "klein dorp")
    offered = app.screen.query_one(OptionList)
    titles = [str(offered.get_option_at_index(nr).prompt) for nr in range(offered.option_count)]
    assert titles == ["+ new: klein dorp"]
    await press(pilot, "escape")


async def omkering_without_reasoning(app: CmoApp, pilot: Pilot[None]) -> None:
    """Only what did not work is offered, and the form asks for the reasoning."""
    assert isinstance(app.screen, ElementsScreen)
    await press(pilot, "1", "o")
    assert "1 Klein" not in flat(app.screen)
    await press(pilot, "space", "ctrl+s")
    await type_words(pilot, "Begin klein")
    await press(pilot, "ctrl+s")


async def ripple_that_names_nothing(app: CmoApp, pilot: Pilot[None]) -> None:
    """The element is asked for; leaving without one relates nothing."""
    await on_card(2, "r", "1")(app, pilot)
    await press(pilot, "enter")
    assert "Through which element?" in flat(app.screen)
    await press(pilot, "escape")


async def evidence_goes(app: CmoApp, pilot: Pilot[None]) -> None:
    """Taking off the code leaves the words where a claim rests on them."""
    screen = app.screen
    assert isinstance(screen, ReadScreen)
    await until(pilot, lambda: screen.document is not None)
    screen.reader.move_to(35)
    await press(pilot, "x")


async def same_context_twice(app: CmoApp, pilot: Pilot[None]) -> None:
    """Step b on the one contradiction, with the same words for both sides."""
    await press(pilot, "b")
    assert isinstance(app.screen, Form)
    for words in ("Klein", "klein", "omdat"):
        await press(pilot, "ctrl+u")
        await type_words(pilot, words)
        await press(pilot, "tab")
    await press(pilot, "ctrl+s")


async def no_question(app: CmoApp, pilot: Pilot[None]) -> None:
    """Step c without a question for the next round."""
    await press(pilot, "o")
    assert isinstance(app.screen, Form)
    await press(pilot, "tab")
    await type_words(pilot, "omdat")
    await press(pilot, "ctrl+s")


async def theory_reworded(app: CmoApp, pilot: Pilot[None]) -> None:
    """A version of the theory without a word on why."""
    await press(pilot, "V", "ctrl+s")


async def theory_promoted(app: CmoApp, pilot: Pilot[None]) -> None:
    """Another status, and no reason."""
    await press(pilot, "p", "enter", "enter")


def one_into_another(*keys: str) -> Keys:
    """Codes: the first of the codebook, with blanks where the reason is asked."""

    async def act(app: CmoApp, pilot: Pilot[None]) -> None:
        await press(pilot, *keys)

    return act


# Records


def records_of(kind: str, records: list[Json]) -> list[Json]:
    """The records of a kind."""
    return [one for one in records if one["kind"] == kind]


def change(kind: str, nr: int, **fields: Any) -> Callable[[list[Json]], None]:
    """Set fields of the nth record of a kind."""

    def act(records: list[Json]) -> None:
        record = records_of(kind, records)[nr - 1]
        record.pop("exact", None)
        record.update(fields)

    return act


def definitive(nr: int) -> Callable[[list[Json]], None]:
    """The version of an element is definitive."""

    def act(records: list[Json]) -> None:
        records_of("element", records)[nr - 1]["versions"][0]["status"] = "definitive"

    return act


def words_of_the_interviewer(records: list[Json]) -> None:
    fragment = records_of("fragment", records)[-1]
    fragment |= {"quote": "Hoe ging dat?", "start": 13, "end": 26}


def evidence_is_not_there(records: list[Json]) -> None:
    records.remove(records_of("fragment", records)[0])


def outcome_in_context(records: list[Json]) -> None:
    claim = records_of("claim", records)[0]
    claim["slots"][0]["role"] = "O"


def ripple(records: list[Json]) -> None:
    one, other, _third = (record["id"] for record in records_of("configuration", records))
    records.append({"kind": "relation", "type": "ripple", "from": one, "to": other})


def nameless_session(records: list[Json]) -> None:
    element = records_of("element", records)[0]["id"]
    checks = [{"element": element, "version": 1, "outcome": "recognised"}]
    records.append({"kind": "member_check", "id": "m", "session": "", "checks": checks})


def question_without_words(records: list[Json]) -> None:
    on = [{"type": "configuration", "id": records_of("configuration", records)[0]["id"]}]
    records.append({"kind": "memo", "id": "q", "type": "question", "text": " ", "on": on})


def no_reason(kind: str, nr: int = 1, version: int = -1) -> Callable[[list[Json]], None]:
    """A later version does not say why it came (of a configuration the one in force is the record itself)."""

    def act(records: list[Json]) -> None:
        record = records_of(kind, records)[nr - 1]
        place = record if kind == "configuration" else record["versions"][version]
        assert place.pop("reason")
        record.pop("exact", None)

    return act


def two_in_force(records: list[Json]) -> None:
    element = records_of("element", records)[0]
    element.pop("exact")
    element["versions"] = [
        {"nr": nr, "long_label": "Zorg voor rust", "date": "2026-01-01", "in_force": True} for nr in (1, 2)
    ]


CASES = (
    Case(
        "no claims: only provisional",
        "Configuration 3 has no claims, so it can only be provisional",
        ("configurations", "status", "3", "refined", "--reason", "x"),
        change("configuration", 3, status="refined"),
        "card",
        on_card(3, "t", "2"),
    ),
    Case(
        "supported needs a mechanism",
        "Configuration 2 cannot be 'supported': no supporting claim names a mechanism",
        ("configurations", "status", "2", "supported", "--reason", "x"),
        change("configuration", 2, status="supported"),
        "card",
        on_card(2, "t", "3"),
    ),
    Case(
        "refined names for whom",
        "Configuration 1 does not say for whom",
        ("configurations", "status", "1", "refined", "--reason", "x"),
        change("configuration", 1, status="refined"),
        "card",
        on_card(1, "t", "2"),
    ),
    Case(
        "a status needs a reason",
        "needs a reason",
        ("configurations", "status", "2", "refined", "--reason", " "),
        lambda records: None,
        "card",
        on_card(2, "t", "2", reason=" "),
        on_screen="Reason cannot be empty",
        in_bulk="-",
    ),
    Case(
        "a status of an element needs a reason",
        "needs a reason",
        ("elements", "status", "1", "retired", "--reason", " "),
        lambda records: None,
        "elements",
        on_board(1, "t", "3", reason=" "),
        on_screen="Reason cannot be empty",
        in_bulk="-",
    ),
    Case(
        "the interviewer is no evidence",
        "The words of the interviewer (turn 1) cannot be evidence",
        ("claims", "add", "Gesprek", "--slot", "O", "Slaapt", "Hoe ging dat?"),
        words_of_the_interviewer,
        "read",
        interviewer,
        in_bulk="words of the interviewer (turn 1), which are never evidence",
    ),
    Case(
        "an element stands in slots of its role",
        "is an element of role C and cannot stand in slot O",
        ("claims", "add", "Gesprek", "--slot", "O", "Klein", "Ik kende hier niemand"),
        outcome_in_context,
        "read",
        wrong_role,
        in_command="Code Klein dorp is of type C and cannot fill slot O",
        on_screen="-",
    ),
    Case(
        "a ripple names what is shared",
        "must name the element they share",
        ("configurations", "relate", "1", "ripple", "2"),
        ripple,
        "card",
        ripple_that_names_nothing,
        on_screen="-",
        in_bulk="A ripple names the element that the two configurations share",
    ),
    Case(
        "evidence stays",
        "There is no fragment with the id",
        ("code", "remove", "{coding}"),
        evidence_is_not_there,
        "read",
        evidence_goes,
        in_command="-",
        on_screen="-",
    ),
    Case(
        "a strategy of a definitive element rests on something",
        "Element 1 cannot be definitive: the strategy 'Zet koffie' has no claim and no omkering behind it",
        ("elements", "status", "1", "definitive", "--reason", "x"),
        definitive(1),
        "elements",
        on_board(1, "t", "2"),
    ),
    Case(
        "a definitive element has a negative case or a search",
        "Element 2 cannot be definitive: it has no negative case and no search for one is logged",
        ("elements", "status", "2", "definitive", "--reason", "x"),
        definitive(2),
        "elements",
        on_board(2, "t", "2"),
    ),
    Case(
        "strong contradiction is answered",
        "Element 3 cannot be definitive: a claim contradicts it strongly",
        ("elements", "status", "3", "definitive", "--reason", "x"),
        definitive(3),
        "elements",
        on_board(3, "t", "2"),
    ),
    Case(
        "an omkering starts from what did not work",
        "starts from a claim",
        ("strategies", "omkering", "1", "Begin klein", "--claim", "1", "--reasoning", "x"),
        lambda records: change("omkering", 1, claims=[records_of("claim", records)[0]["id"]])(records),
        "elements",
        omkering_without_reasoning,
        in_command="An omkering starts from claims that say that it does not work",
        on_screen="cannot be empty",
    ),
    Case(
        "an omkering has its reasoning",
        "needs the claims that it starts from, and its reasoning",
        ("strategies", "omkering", "1", "Begin klein", "--claim", "2", "--reasoning", " "),
        change("omkering", 1, reasoning=""),
        "elements",
        omkering_without_reasoning,
        in_command="An omkering needs at least one claim, a statement and the reasoning",
        on_screen="cannot be empty",
        in_bulk="reasoning: This field is empty",
    ),
    Case(
        "a member check names its session",
        "A member check needs the name of a session and at least one version",
        ("checks", "add", " ", "--element", "1", "recognised", ""),
        nameless_session,
        "elements",
        on_board(1, "m", reason=" "),
        on_screen="cannot be empty",
        in_bulk="session: This field is empty",
    ),
    Case(
        "contexts of two sides differ",
        "Two sides have the same context: then it separates nothing",
        ("contradictions", "context", "--side", "Klein", "1", "--side", "klein", "2", "--reason", "x"),
        lambda records: None,
        "contradictions",
        same_context_twice,
        in_bulk="-",
    ),
    Case(
        "what stays open has a question",
        "Write down what the next round should find out",
        ("contradictions", "leave", "1", "2", "--question", " ", "--reason", "x"),
        question_without_words,
        "contradictions",
        no_question,
        on_screen="cannot be empty",
        in_bulk="text: This field is empty",
    ),
    Case(
        "another wording of a theory has a reason",
        "A new version needs a reason",
        ("theories", "version", "Rust", "Als het rustig is", "--reason", " "),
        no_reason("theory"),
        "theories",
        theory_reworded,
        on_screen="What changed, and why cannot be empty",
        in_bulk="Version 1 of programme theory Rust has no reason",
    ),
    Case(
        "a theory is promoted with a reason",
        "A change of status needs a reason",
        ("theories", "promote", "Rust", "tested", "--reason", " "),
        lambda records: None,
        "theories",
        theory_promoted,
        on_screen="cannot be empty",
        in_bulk="-",
    ),
    Case(
        "another wording of an element has a reason",
        "A new version needs a reason",
        ("elements", "version", "4", "--label", "Wees er", "--change", "sharpened", "--reason", " "),
        no_reason("element", 4),
        "elements",
        on_board(4, "V", reason=" "),
        on_screen="cannot be empty",
        in_bulk="Version 2 of element 4 has no reason",
    ),
    Case(
        "other slots of a configuration have a reason",
        "has no reason",
        ("configurations", "list"),
        no_reason("configuration", 2),
        "card",
        on_card(2, "e", "ctrl+s", "enter"),
        in_command="-",
        on_screen="-",
        in_bulk="Version 2 of configuration 2 has no reason",
    ),
    Case(
        "elements merge with a reason",
        "A merge needs a reason",
        ("elements", "merge", "2", "1", "--reason", " "),
        lambda records: None,
        "elements",
        on_board(2, "v", "enter", "enter", reason=" "),
        on_screen="cannot be empty",
        in_bulk="-",
    ),
    Case(
        "an element splits with a reason",
        "A split needs a reason",
        ("elements", "split", "1", "Maak ruimte", "--reason", " "),
        lambda records: None,
        "elements",
        on_board(1, "z", "space", "ctrl+s", reason="Maak ruimte"),
        on_screen="Reason cannot be empty",
        in_bulk="-",
    ),
    Case(
        "codes merge with a reason",
        "A merge needs a reason",
        ("codebook", "merge", "Slaapt", "Opent", "--reason", " "),
        lambda records: None,
        "codebook",
        one_into_another("v", "enter", "enter"),
        on_screen="cannot be empty",
        in_bulk="-",
    ),
    Case(
        "a code splits with a reason",
        "A split needs a reason",
        ("codebook", "split", "Klein", "Dorp", "--coding", "{coding}", "--reason", " "),
        lambda records: None,
        "codebook",
        one_into_another("z", "space", "tab", "D", "o", "r", "p", "ctrl+s"),
        in_bulk="-",
    ),
)
"""A message "-" means that this door has no way to break the rule: nothing is refused, and nothing has changed."""

by_rule = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("doors") / "doors.cmo"
    doors_study(path)
    with_versions(path)
    return path


@pytest.fixture
def place(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(base, tmp_path / "doors.cmo"))


def state(path: Path) -> Snapshot:
    """The analytic layer now."""
    with Project.open(str(path), with_backup=False) as project, project.read() as reading:
        return load_snapshot(reading)


def same(one: Snapshot, other: Snapshot, *, but_codings: bool = False) -> bool:
    """Whether nothing that rules are about has changed."""
    names = ("claims", "claim_slots", "slot_words", "configurations", "configuration_versions", "relations")
    names += ("fragments", "element_versions", "strategies", "omkeringen", "omkering_claims")
    return all(getattr(one, name) == getattr(other, name) for name in names) and (
        but_codings or one.codings == other.codings
    )


@by_rule
def test_the_command_line_refuses(case: Case, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(place)
    coding = before.codings_of_fragment[next(iter(before.fragments))][0].id
    code = main([word.format(coding=coding) for word in case.command] + ["--project", str(place), "--coder", "Anna"])
    said = capsys.readouterr()
    expected = case.in_command or case.message
    if expected != "-":
        assert code == PROBLEM, said.out
        assert expected in said.err
    assert same(before, state(place), but_codings=expected == "-")


@by_rule
def test_the_bulk_import_refuses(case: Case, base: Path, tmp_path: Path) -> None:
    path = tmp_path / "doors.jsonl"
    with Project.open(str(base), with_backup=False) as project:
        write_bulk(project, path)
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    case.records(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    made = tmp_path / "made.cmo"
    expected = case.in_bulk or case.message
    if expected == "-":
        create_project_from_bulk(path, made).close()
        return
    with pytest.raises(UserError) as caught:
        create_project_from_bulk(path, made)
    assert expected in str(caught.value)
    assert not made.exists()


def test_two_versions_in_force_come_in_by_no_door(base: Path, tmp_path: Path) -> None:
    """Screens and commands make versions one after the other, and so do records: the last one is in force."""
    path = tmp_path / "doors.jsonl"
    with Project.open(str(base), with_backup=False) as project:
        write_bulk(project, path)
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    two_in_force(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    with pytest.raises(UserError, match=r"in_force: There is no such field"):
        create_project_from_bulk(path, tmp_path / "made.cmo")


@by_rule
async def test_the_screens_refuse(case: Case, place: Path) -> None:
    before = state(place)
    async with app_on(place, case.screen) as (app, pilot):
        await case.keys(app, pilot)
        expected = case.on_screen or case.message
        if expected != "-":
            shown = flat(app.screen) + " ".join(str(one.message) for one in app._notifications)
            assert expected in shown
    assert same(before, state(place), but_codings=expected == "-")
