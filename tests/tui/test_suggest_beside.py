"""Suggestions dim beside the text while reading: shown, taken, refused, off, hidden, and never in the way of a key."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.suggestions import SuggestionOutcome
from cmo_coder.settings import load_settings
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import FullDocument
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.study import add_coder, coders_of, edit_coder, set_progress
from cmo_coder.store.suggestions import outcomes_of
from cmo_coder.suggest import suggester
from cmo_coder.suggest.suggester import Suggester
from cmo_coder.tui import suggesting, suggesting_jobs, suggesting_proposals
from cmo_coder.tui.compositor import SparingCompositor
from cmo_coder.tui.screens.read import ReadScreen
from cmo_coder.tui.session import change_settings
from tests.tui.screen_text import press, screen_text, settled, until
from tests.tui.test_read import SIZES, make, put_caret, reading
from tests.tui.test_suggest import taken

COFFEE = "Er stond een tafel met koffie."


async def beside(pilot: Pilot[None], screen: ReadScreen, words: str = COFFEE) -> str:
    """Put the caret in words and have what is suggested there on the screen; gives the screen."""
    put_caret(screen, words)
    screen.want_suggestions()
    await settled(pilot)
    screen.show_place()
    await pilot.pause()
    return screen_text(screen)


@pytest.mark.parametrize("size", [*SIZES, (120, 40)])
async def test_they_stand_beside_the_sentence_and_tab_takes_the_first(tmp_path: Path, size: tuple[int, int]) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, size) as (pilot, screen):
            assert "tab Koffie" not in screen_text(screen)
            assert "tab Koffie" in await beside(pilot, screen)
            assert taken(project) == [], "nothing is applied by itself"
            await press(pilot, "tab")
            assert taken(project) == [("Koffie", COFFEE)]
            assert [one.outcome for one in outcomes_of(project)] == [SuggestionOutcome.ACCEPTED]
            assert "tab Koffie" not in screen_text(screen), "what is coded is not proposed"


async def test_x_refuses_and_it_is_not_offered_again(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (80, 24)) as (pilot, screen):
            await beside(pilot, screen)
            await press(pilot, "x")
            assert [one.outcome for one in outcomes_of(project)] == [SuggestionOutcome.REJECTED]
            assert taken(project) == []
            assert "tab Koffie" not in await beside(pilot, screen)
            await press(pilot, "u")
            assert "tab Koffie" in await beside(pilot, screen), "undone, it is open again"


async def test_s_and_a_number_take_another(tmp_path: Path) -> None:
    change_settings(suggestion_threshold=5)
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            line = next(one for one in (await beside(pilot, screen)).splitlines() if "s2 " in one)
            second = line.partition("s2 ")[2].split("  ")[0].split(" (")[0].strip(" │")
            await press(pilot, "s")
            await pilot.app.workers.wait_for_complete()
            await press(pilot, "2")
            assert taken(project) == [(second, COFFEE)]
            assert [(one.outcome, one.rank) for one in outcomes_of(project)] == [(SuggestionOutcome.ACCEPTED, 2)]


async def test_for_marked_words_it_is_about_those(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            start = screen.reader.text.index("tafel met koffie")
            screen.reader.select(start, start + len("tafel met koffie"))
            await until(pilot, lambda: (offer := screen.offer_here()) is not None and offer.start == start)
            assert "tab Koffie" in screen_text(screen)
            await press(pilot, "tab")
            assert taken(project) == [("Koffie", "tafel met koffie")]


async def test_one_key_hides_them_for_good(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            await press(pilot, "S")
            assert "tab Koffie" not in screen_text(screen)
            assert not load_settings().suggestions_beside
            await press(pilot, "tab")
            assert taken(project) == [], "what is not shown is not taken"
            await press(pilot, "S")
            assert "tab Koffie" in await beside(pilot, screen)


async def test_by_option_they_come_when_the_turn_is_coded(tmp_path: Path) -> None:
    change_settings(suggestions_after=True)
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            assert "tab Koffie" not in await beside(pilot, screen)
            put_caret(screen, "Nu slaap")
            await press(pilot, "o", *"slaa", "enter")
            assert "tab Koffie" in await beside(pilot, screen)


async def test_who_codes_the_document_blind_sees_none(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        assert project.coder is not None
        edit_coder(project, project.coder, blind=True)
        async with reading(project, (160, 48)) as (pilot, screen):
            assert "tab Koffie" not in await beside(pilot, screen)
            await press(pilot, "tab", "x")
            assert taken(project) == [] and outcomes_of(project) == ()


async def test_who_was_handed_it_blind_sees_none_until_both_are_done(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        other = add_coder(project, "Bas")
        async with reading(project, (160, 48)) as (pilot, screen):
            assert screen.document is not None and project.coder is not None
            document_id, me = screen.document.document.id, project.coder
            hand(project, [document_id], [one.id for one in coders_of(project)], 1, blind=True)
            screen.show_all()
            assert "tab Koffie" not in await beside(pilot, screen)
            set_progress(project, document_id, me.id, "finished")
            screen.show_all()
            assert "tab Koffie" not in await beside(pilot, screen), "the other is not done yet"
            set_progress(project, document_id, other.id, "finished")
            screen.show_all()
            assert "tab Koffie" in await beside(pilot, screen)


async def test_what_was_coded_is_learned_at_once(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            made = screen.suggesting.made
            assert made is not None and made.learned.everything() == ()
            await press(pilot, "tab")
            await until(pilot, lambda: not screen.suggesting.jobs.running)
            later = screen.suggesting.made
            assert later is not None
            assert [one.codes for one in later.learned.everything()] == [(made.learned.codes[-1],)]


async def test_keys_are_done_while_something_slow_is_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began, may_end = Event(), Event()
    learn = suggesting.Suggesting.learn

    def slow(self: suggesting.Suggesting) -> tuple[int, Suggester]:
        began.set()
        assert may_end.wait(60)
        return learn(self)

    monkeypatch.setattr(suggesting.Suggesting, "learn", slow)
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            try:
                screen.want_suggestions()
                await until(pilot, began.is_set)
                put_caret(screen, COFFEE)
                await press(pilot, "t", *"koff", "enter")
                assert taken(project) == [("Koffie", COFFEE)], "coded while the worker is busy"
                await press(pilot, "j")
                assert screen.reader.caret > screen.reader.text.index(COFFEE)
            finally:
                may_end.set()
            await until(pilot, lambda: not screen.suggesting.jobs.running)
            made = screen.suggesting.made
            assert made is not None
            assert len(made.learned.everything()) == 1, "what was coded meanwhile is learned once"


async def test_what_was_learned_goes_before_all_is_learned_anew_and_what_is_proposed_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn, proposed = suggester.suggester_of, list[object]()
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            made, document = screen.suggesting.made, screen.document
            assert made is not None and document is not None

            def seen(*of: Any, **more: Any) -> Suggester:
                proposed.append(screen.suggesting.proposals_of(document))
                assert made.learned.is_let_go and not made.coded
                return learn(*of, **more)

            monkeypatch.setattr(suggester, "suggester_of", seen)
            screen.suggesting._seen -= suggesting.RELEARN_AFTER + 1
            screen.want_suggestions()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert screen.suggesting.made not in (made, None)
            assert len(proposed) == 1 and proposed[0]


async def test_after_many_codings_in_one_document_all_is_learned_anew_when_it_is_quiet(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            of, document = screen.suggesting, screen.document
            made = of.made
            assert made is not None and document is not None
            of._quiet(document)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert of.made is made
            of._seen -= suggesting.RELEARN_AFTER + 1
            of._quiet(document)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert of.made is not None and of.made.mark is not made.mark


async def test_a_code_that_was_not_known_is_learned_without_the_model_that_was_there(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            made, document = screen.suggesting.made, screen.document
            assert made is not None and document is not None
            code = add_code(project, Code(id=new_id(), name="Nieuw", type=CodeType.OPEN))
            start = document.text.index(COFFEE)
            coding = code_span(project, document.document.id, start, start + len(COFFEE), code)
            screen.suggesting.coded(document, start, start + len(COFFEE), code.id, coding.fragment_id)
            await until(pilot, lambda: not screen.suggesting.jobs.running)  # it begins when the code was painted
            await pilot.pause()
            later = screen.suggesting.made
            assert later is not None and code.id in later.learned.codes
            assert made.learned.is_let_go


def test_nothing_is_learned_of_a_study_that_was_left(tmp_path: Path) -> None:
    # The worker that comes back finds nobody to tell.
    class App:
        is_running = True

        def call_from_thread(self, then: object) -> None:
            raise AssertionError(then)

    project: Project = make(tmp_path / "p.cmo")
    desk = suggesting.Suggesting(App(), project)  # type: ignore[arg-type]
    desk.leave()
    desk.jobs.back(lambda: None)
    project.close()


async def test_after_a_code_only_the_words_around_the_caret_are_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting_proposals, "AROUND", 40)
    asked: list[tuple[int, int] | None] = []
    proposals = Suggester.proposals

    def counted(made: Suggester, document: FullDocument, between: tuple[int, int] | None = None) -> Any:
        asked.append(between)
        return proposals(made, document, between)

    monkeypatch.setattr(Suggester, "proposals", counted)
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            asked.clear()
            put_caret(screen, COFFEE)
            await press(pilot, "tab")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            at = screen.reader.caret
            assert asked == [(max(0, at - 40), at + 40)], "not the whole text for one code"
            put_caret(screen, "Nu slaap")
            screen.show_place()
            await pilot.app.workers.wait_for_complete()
            at = screen.reader.caret
            assert asked[1:] == [(max(0, at - 40), at + 40)], "where the caret comes they are made"
            asked.clear()
            assert screen.document is not None
            screen.suggesting.want(screen.document, at, whole=True)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            screen.suggesting.want(screen.document, at, whole=True)
            await pilot.app.workers.wait_for_complete()
            stretches = -(-len(screen.reader.text) // 40)
            assert len(asked) == stretches + 1, "once for the whole text, a stretch at a time, and around the caret"


async def test_a_code_is_painted_before_anything_is_learned_from_it(tmp_path: Path) -> None:
    with make(tmp_path / "p.cmo") as project:
        async with reading(project, (160, 48)) as (pilot, screen):
            await beside(pilot, screen)
            jobs, told = screen.suggesting.jobs, list[str]()
            begin, paint, show = jobs._begin, SparingCompositor.render_partial_update, screen.show_place
            screen.recent = [next(one.id for one in screen.codes.values() if one.name == "Koffie")]

            def painting(self: SparingCompositor) -> Any:
                told.append("frame")
                return paint(self)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(screen, "show_place", lambda: [told.append("place"), show()])
                patch.setattr(jobs, "_begin", lambda: [told.append("learn"), begin()])
                patch.setattr(SparingCompositor, "render_partial_update", painting)
                patch.setattr(suggesting_jobs, "PAINTED", 0.5)  # however busy the machine is
                await pilot.press("a")
                await pilot.pause(0.5)
                await until(pilot, lambda: "learn" in told)
                assert told.index("frame") < told.index("place") < told.index("learn")
            await until(pilot, lambda: not jobs.running)
            made = screen.suggesting.made
            assert made is not None and len(made.learned.everything()) == 1
