"""Reading and coding, driven by keys, asserted on the study."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Level, Role
from cmo_coder.model.claims import Claim, ClaimSlot, EpistemicStatus, Explicitness, Phase, Polarity, SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, SpeakerKind, Turn
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import Study
from cmo_coder.store.cases import add_respondent
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder
from cmo_coder.text.spans import Span
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.read_values import reader_turns
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.session import Session
from tests.tui.screen_text import flat, screen_text

ASKED = "Interviewer: Hoe ging dat?"
SAID = (
    "R1: Ik kende hier niemand. Er stond een tafel met koffie. Omdat ik me niet bekeken voelde, "
    "maakte ik de post open. Nu slaap ik weer."
)
TEXT = f"{ASKED}\n{SAID}"
SIZES = [(80, 24), (160, 48)]


def make(path: Path, before: str = "", after: str = "") -> Project:
    project = Project.create(path, Study(id=new_id(), name="Proef"))
    project.coder = add_coder(project, "Anna")
    respondent = add_respondent(project, "Inwoner 1")
    start = len(before) + len(ASKED) + 1
    turns = [
        NewTurn(0, start - 1, 13, "Interviewer"),
        NewTurn(start, len(before) + len(TEXT), start + 4, "R1"),
    ]
    if after:
        turns.append(
            NewTurn(len(before) + len(TEXT), len(before + TEXT + after), len(before + TEXT) + 13, "Interviewer")
        )
    speakers = {
        "Interviewer": SpeakerIs(SpeakerKind.INTERVIEWER),
        "R1": SpeakerIs(SpeakerKind.RESPONDENT, respondent.id),
    }
    add_document(project, Document(id=new_id(), title="Gesprek"), before + TEXT + after, turns, speakers)
    for name, type_ in (
        ("Klein dorp", CodeType.C),
        ("Posttafel", CodeType.I),
        ("Niet bekeken", CodeType.M_RED),
        ("Opent post", CodeType.O),
        ("Slaapt weer", CodeType.O),
        ("Koffie", CodeType.OPEN),
    ):
        add_code(project, Code(id=new_id(), name=name, type=type_))
    return project


@asynccontextmanager
async def reading(project: Project, size: tuple[int, int]) -> AsyncIterator[tuple[Pilot[None], ReadScreen]]:
    app = CmoApp()
    async with app.run_test(size=size) as pilot:
        session = Session(project)
        project.coder = project.coder or None
        from cmo_coder.store.study import coders_of

        session.set_coder(coders_of(project)[0])
        app.use_session(session, "read")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadScreen)
        yield pilot, screen


def put_caret(screen: ReadScreen, words: str) -> None:
    screen.reader.move_to(TEXT.index(words))


def codings(project: Project) -> list[tuple[str, str]]:
    with project.read() as reading_:
        codes = {one.id: one.name for one in reading_.all(Code)}
        fragments = {one.id: one.quote for one in reading_.all(Fragment)}
        return sorted((codes[one.code_id], fragments[one.fragment_id]) for one in reading_.all(Coding))


@pytest.mark.parametrize("size", SIZES)
async def test_a_role_key_two_letters_and_enter_code_the_sentence_at_the_caret(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, size) as (pilot, screen):
            put_caret(screen, "Nu slaap")
            await pilot.press("o", "s", "l", "enter")
            await pilot.pause()
            assert codings(project) == [("Slaapt weer", "Nu slaap ik weer.")]
            assert [one.codes for one in screen.reader.fragments] == [("Slaapt weer",)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_triad_of_three_spans_takes_at_most_twenty_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, size) as (pilot, screen):
            keys = ["space"]
            put_caret(screen, "Ik kende")
            await pilot.press("space", "c", "k", "l", "e", "enter")
            keys += ["c", "k", "l", "e", "enter"]
            await pilot.pause()
            put_caret(screen, "Omdat ik")
            await pilot.press("m", "n", "i", "e", "enter")
            keys += ["m", "n", "i", "e", "enter"]
            await pilot.pause()
            put_caret(screen, "Nu slaap")
            await pilot.press("o", "s", "l", "a", "enter", "space")
            keys += ["o", "s", "l", "a", "enter", "space"]
            await pilot.pause()
            assert len(keys) <= 20
            with project.read() as reading_:
                (claim,) = reading_.all(Claim)
                slots = reading_.all(ClaimSlot)
                assert {slot.role for slot in slots} == {Role.C, Role.M_RED, Role.O}
                assert reading_.count(SlotEvidence) == 3
                assert claim.respondent_id is not None
            assert screen.open_claim is None


async def test_polarity_and_status_of_the_open_claim_are_one_and_two_keys(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Nu slaap")
            await pilot.press("space", "o", "s", "l", "enter", "minus", "e", "h")
            await pilot.pause()
            with project.read() as reading_:
                (claim,) = reading_.all(Claim)
            assert claim.polarity is Polarity.WORKS_NOT
            assert claim.status is EpistemicStatus.HOPED


async def test_literal_phase_and_level_are_one_key_each_and_a_question_is_marked_as_leading(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Nu slaap")
            await pilot.press("L")
            with project.read() as reading_:
                assert not reading_.count(Claim)  # without an open claim nothing happens
            await pilot.press("space", "o", "s", "l", "enter", "L", "f", "f", "h", "Q")
            await pilot.pause()
            with project.read() as reading_:
                (claim,) = reading_.all(Claim)
                leading = [turn for turn in reading_.all(Turn) if turn.leading]
            assert (claim.explicitness, claim.phase, claim.level) == (
                Explicitness.LITERAL,
                Phase.IMPLEMENT,
                Level.NANO,
            )
            assert [turn.nr for turn in leading] == [1], "the question is leading, not the answer that is coded"
            shown = flat(screen)
            assert "· literal · implement · nano" in shown, "what was set is seen on a narrow screen"


async def test_marks_of_a_turn_are_one_key_each_and_stand_beside_its_number(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            put_caret(screen, "Hoe ging")
            for keys, leading, shown, words in (
                (["Q"], True, False, "leading"),
                (["W"], True, True, "lead+th"),
                (["Q"], False, True, "theory"),
                (["W"], False, False, ""),
            ):
                await pilot.press(*keys)
                await pilot.pause()
                with project.read() as reading_:
                    first = reading_.all(Turn, order=("start",))[0]
                assert (first.leading, first.theory_shown) == (leading, shown)
                assert screen.document is not None
                assert (reader_turns(screen.document, {})[0].time or "").startswith(words)
                assert ("1    " + words if words else "1     ") in screen_text(screen)


async def test_the_words_of_the_interviewer_are_refused_as_evidence_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Hoe ging")
            await pilot.press("space", "c", "k", "l", "enter")
            await pilot.pause()
            assert codings(project) == []
            with project.read() as reading_:
                assert reading_.count(Claim) == 0
            assert screen.reader.fragments == ()


async def test_a_new_code_is_made_while_coding_and_u_takes_both_back(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Er stond")
            await pilot.press("t", *"tafel", "ctrl+s")
            await pilot.pause()
            assert codings(project) == [("tafel", "Er stond een tafel met koffie.")]
            await pilot.press("u")
            await pilot.pause()
            assert codings(project) == []
            assert "tafel" not in {code.name for code in screen.codes.values()}
            await pilot.press("ctrl+r")
            await pilot.pause()
            assert codings(project) == [("tafel", "Er stond een tafel met koffie.")]


async def test_a_recent_code_is_one_digit_and_a_repeats_the_last(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Er stond")
            await pilot.press("t", *"kof", "enter")
            await pilot.pause()
            put_caret(screen, "Nu slaap")
            await pilot.press("1")
            put_caret(screen, "Ik kende")
            await pilot.press("a")
            await pilot.pause()
            assert [name for name, _quote in codings(project)] == ["Koffie"] * 3


async def test_x_takes_the_code_off_and_the_fragment_with_it(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Er stond")
            await pilot.press("t", *"kof", "enter")
            await pilot.pause()
            await pilot.press("x")
            await pilot.pause()
            assert codings(project) == []
            assert screen.reader.fragments == ()


async def test_the_edges_of_a_fragment_move_by_words(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Er stond")
            await pilot.press("t", *"kof", "enter")
            await pilot.pause()
            put_caret(screen, "tafel")
            await pilot.press("less_than_sign", "right_parenthesis")
            await pilot.pause()
            assert codings(project) == [("Koffie", "stond een tafel met")]
            await pilot.press("greater_than_sign", "left_parenthesis")
            await pilot.pause()
            assert codings(project) == [("Koffie", "Er stond een tafel met koffie.")]


async def test_find_goes_to_the_words_and_n_to_the_next_place(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            await pilot.press("slash", *"ik", "enter")
            await pilot.pause()
            first = screen.reader.caret
            assert TEXT[first : first + 2].lower() == "ik"
            await pilot.press("n")
            await pilot.pause()
            assert screen.reader.caret > first
            await pilot.press("N")
            await pilot.pause()
            assert screen.reader.caret == first


async def test_adding_a_code_repaints_rows_and_never_wraps_the_document_again(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            wraps = screen.reader.wraps
            put_caret(screen, "Nu slaap")
            await pilot.press("o", "s", "l", "enter")
            await pilot.pause()
            assert screen.reader.wraps == wraps


async def test_a_code_that_was_undone_is_no_recent_code(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Nu slaap")
            await pilot.press("l", "enter")  # a new code of the words themselves
            await pilot.pause()
            assert len(screen.recent) == 1
            await pilot.press("u", "1", "a")
            await pilot.pause()
            assert screen.recent == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_words_that_are_coded_stay_in_sight_beside_the_dialog(tmp_path: Path, size: tuple[int, int]) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, size) as (pilot, screen):
            put_caret(screen, "Nu slaap")
            await pilot.press("o")
            await pilot.pause()
            start = TEXT.index("Nu slaap")
            lines = screen.lines_of(Span(start, len(TEXT)))
            box = pilot.app.screen.query_one(".dialog").region
            assert lines
            assert not set(lines) & set(range(box.y, box.bottom))


async def test_after_coding_a_marked_sentence_the_caret_is_in_it(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            put_caret(screen, "Er stond")
            await pilot.press("V", "t", *"kof", "enter")
            await pilot.pause()
            assert [one.codes for one in screen.reader.fragments_at(screen.reader.caret)] == [("Koffie",)]
            await pilot.press("x")
            await pilot.pause()
            assert codings(project) == []
