"""The figures on the suggestions: measured in a worker, stopped, shown with people beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from textual.pilot import Pilot

from cmo_coder.messages import in_language
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.realist.words import word
from cmo_coder.store.codes import add_code
from cmo_coder.suggest import encoders, extras, report
from cmo_coder.suggest.encoders import EncoderKind
from cmo_coder.tui.screens.codebook import CodebookScreen
from cmo_coder.tui.screens.evaluation import EvaluationScreen
from cmo_coder.tui.screens.evaluation_lines import _outcomes
from tests.suggest.test_report import MONEY, Made
from tests.tui.screen_text import app_on, flat, press, screen_text, until

SIZES = [(80, 24), (160, 48)]


@asynccontextmanager
async def measuring(
    path: Path, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[EvaluationScreen, Pilot[None]]]:
    async with app_on(path, "evaluation", size=size) as (app, pilot):
        assert isinstance(app.screen, EvaluationScreen)
        yield app.screen, pilot


async def settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_every_provider_stands_beside_two_coders(tmp_path: Path, size: tuple[int, int]) -> None:
    made = Made(tmp_path / "p.cmo")
    made.project.coder = made.bas
    made.code(made.documents[0], "geld was op", made.money)
    made.finished(made.documents[0])
    made.project.close()
    async with measuring(tmp_path / "p.cmo", size) as (screen, pilot):
        await settled(pilot)
        shown = screen_text(screen)
        row = next(line for line in shown.splitlines() if "codebook+exemplar" in line)
        assert row.split()[:3] == ["codebook+exemplar", "1.00", "1.00"]
        assert "two human coders" in shown
        assert screen.report is not None and screen.report.human is not None
        texts = [line.words for line in screen.figures.lines]
        assert any("not calibrated" in one for one in texts), "six suggestions give no probability"
        assert not any("%" in one for one in texts)
        first = next(line.id for line in screen.figures.lines if line.about[0] == "code")
        screen.figures.go_to(first)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodebookScreen)


async def test_with_one_document_it_says_what_to_do(tmp_path: Path) -> None:
    made = Made(tmp_path / "p.cmo")
    for _nr in range(4):
        made.project.undo()
    made.project.close()
    async with measuring(tmp_path / "p.cmo") as (screen, pilot):
        await settled(pilot)
        assert "code at least two documents" in flat(screen)


async def test_it_is_stopped_with_one_key_and_keys_are_done_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Made(tmp_path / "p.cmo").project.close()
    began, may_go_on = Event(), Event()
    real: Callable[..., Any] = report.report_of

    def slow(reading: Any, threshold: float, progress: Any, encoders: Any) -> Any:
        began.set()
        assert may_go_on.wait(60)
        return real(reading, threshold, progress, encoders)

    monkeypatch.setattr(report, "report_of", slow)
    async with measuring(tmp_path / "p.cmo") as (screen, pilot):
        try:
            await until(pilot, began.is_set)
            assert "left out in turn" in flat(screen)
            await press(pilot, "x")
            assert "Stopped" in flat(screen)
        finally:
            may_go_on.set()
        await settled(pilot)
        assert screen.report is None, "what comes after it was stopped is not wanted"
        monkeypatch.setattr(report, "report_of", real)
        await press(pilot, "r")
        await settled(pilot)
        assert screen.report is not None


@pytest.mark.parametrize("size", SIZES)
async def test_vectors_are_made_in_the_background_stopped_kept_and_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    Made(tmp_path / "p.cmo").project.close()
    made, began, may_go_on = [], Event(), Event()

    def encode(texts: Sequence[str]) -> Any:
        made.extend(texts)
        began.set()
        assert may_go_on.wait(60)
        return np.array([[float("geld" in one), float("tijd" in one), 1.0] for one in texts], np.float32)

    kind = EncoderKind("e5", "numpy", "numpy", lambda: encode)
    monkeypatch.setattr(encoders, "ENCODERS", {"e5": kind})
    monkeypatch.setattr(extras, "ENCODERS", {"e5": kind})
    async with measuring(tmp_path / "p.cmo", size) as (screen, pilot):
        await settled(pilot)
        assert screen.report is not None and "embed-e5" not in screen.report.providers, "nobody asked for it yet"
        assert not made
        await press(pilot, "v")
        await until(pilot, began.is_set)
        await until(pilot, lambda: "sentence vectors" in flat(screen))
        await press(pilot, "x")
        may_go_on.set()
        await settled(pilot)
        assert "embed-e5" not in screen.report.providers
        assert made, "what was made before it was stopped is kept"
        n = len(made)
        await press(pilot, "v")
        await settled(pilot)
        assert screen.report is not None and "embed-e5" in screen.report.providers
        assert "embed-e5" in screen_text(screen)
        assert len(made) == n + len(set(made) - set(made[:n])), "no text twice"
        await press(pilot, "r")
        await settled(pilot)
        assert "embed-e5" in screen.report.providers, "vectors that are there cost nothing"


async def test_without_an_encoder_v_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "ENCODERS", {})
    Made(tmp_path / "p.cmo").project.close()
    async with measuring(tmp_path / "p.cmo") as (screen, pilot):
        await settled(pilot)
        assert "cmo-coder[e5]" in screen.why_not("evaluation.vectors")


async def test_roles_are_measured_on_documents_left_out(tmp_path: Path) -> None:
    made = Made(tmp_path / "p.cmo")
    role = add_code(made.project, Code(id=new_id(), name="Weinig geld", type=CodeType.C))
    for document in made.documents:
        made.code(document, MONEY, role)
    made.project.close()
    async with measuring(tmp_path / "p.cmo") as (screen, pilot):
        await settled(pilot)
        assert screen.roles is not None and screen.roles.measures.n == 3
        texts = [line.words for line in screen.figures.lines]
        assert any(one.startswith("cmo-role") and "1.00" in one for one in texts)
        assert any(one.startswith("C ") for one in texts)


def test_what_coders_did_is_told_by_kind_and_fits_in_both_languages() -> None:
    told = {(kind, "codebook+exemplar" if kind is SuggestionKind.CODE else "link"): report.Outcomes(11, 2, 3, 4)
            for kind in SuggestionKind}  # fmt: skip
    found = report.Report({}, "", None, None, (), told, {}, 0, 0.2)
    for language, refused in (("en", "refused"), ("nl", "afgewezen")):
        with in_language(language):
            lines = [line.words for line in _outcomes(found)]
            assert f" {refused}" in lines[2], "a gap before every head"
            ends = {len(line) for line in lines[2:]}
            assert len(ends) == 1 and ends.pop() < 80
            assert all(word(kind) in line for kind, line in zip(list(SuggestionKind)[1:], lines[4:], strict=True))
