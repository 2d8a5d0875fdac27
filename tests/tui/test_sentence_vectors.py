"""Sentence vectors: chosen in the settings, made behind the keys, stopped, kept, and used while reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from cmo_coder.settings import load_settings
from cmo_coder.store.cache_folder import cache_folder
from cmo_coder.suggest import encoders, extras
from cmo_coder.suggest.encoders import EncoderKind
from cmo_coder.tui import sentence_vectors
from cmo_coder.tui.screens.settings import SettingsScreen
from cmo_coder.tui.widgets.line_list import LineList
from tests.suggest.test_report import Made
from tests.tui.screen_text import app_on, flat, press, until
from tests.tui.source_case import said


class Encoder:
    """An encoder that can be held up, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.began, self.may_go_on = Event(), Event()

    def __call__(self, texts: Sequence[str]) -> Any:
        self.began.set()
        assert self.may_go_on.wait(60)
        self.asked += texts
        return np.array([[float("geld" in one), float("tijd" in one), 1.0] for one in texts], np.float32)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Encoder:
    made = Encoder()
    kind = EncoderKind("e5", "numpy", "numpy", lambda: made)
    for module in (encoders, extras):
        monkeypatch.setattr(module, "ENCODERS", {"e5": kind})
    monkeypatch.setattr(sentence_vectors, "FEW", 0)
    monkeypatch.setattr(sentence_vectors, "TYPING", 0.0)
    return made


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_vectors_are_made_behind_the_keys_and_then_used(
    tmp_path: Path, encoder: Encoder, size: tuple[int, int]
) -> None:
    Made(tmp_path / "p.cmo").project.close()
    async with app_on(tmp_path / "p.cmo", "settings", size=size) as (app, pilot):
        lines = app.screen.query_one(LineList)
        lines.go_to("sentence_vectors")
        await press(pilot, "enter")
        await press(pilot, "down", "enter")
        assert load_settings().sentence_vectors == "e5"
        await until(pilot, encoder.began.is_set)
        await until(pilot, lambda: "made; enter stops" in flat(app.screen))
        await press(pilot, "f2")
        assert not isinstance(app.screen, SettingsScreen), "keys are done meanwhile"
        encoder.may_go_on.set()
        await until(pilot, lambda: app.suggesting.made is not None and app.suggesting.vectors.done is None)
        await until(pilot, lambda: app.suggesting.made.provenance.provider == "embed-e5")
        assert len(encoder.asked) == len(set(encoder.asked)), "no text twice"
        assert list(cache_folder(tmp_path / "p.cmo").iterdir())


async def test_making_is_stopped_with_one_key_and_begins_again_where_it_was(tmp_path: Path, encoder: Encoder) -> None:
    Made(tmp_path / "p.cmo").project.close()
    async with app_on(tmp_path / "p.cmo", "settings", size=(80, 24)) as (app, pilot):
        app.screen.query_one(LineList).go_to("sentence_vectors")
        await press(pilot, "enter")
        await press(pilot, "down", "enter")
        await until(pilot, encoder.began.is_set)
        await press(pilot, "enter")
        assert load_settings().sentence_vectors == ""
        encoder.may_go_on.set()
        await pilot.app.workers.wait_for_complete()
        await until(pilot, lambda: app.suggesting.made is not None)
        assert app.suggesting.made.provenance.provider == "codebook+exemplar"
        n = len(encoder.asked)
        assert n, "the batch that was being made is kept"
        await press(pilot, "enter")
        await press(pilot, "down", "enter")
        await until(pilot, lambda: app.suggesting.made.provenance.provider == "embed-e5")
        assert len(encoder.asked) == len(set(encoder.asked)), "what was made is not made again"


async def test_without_an_encoder_the_setting_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "ENCODERS", {})
    Made(tmp_path / "p.cmo").project.close()
    async with app_on(tmp_path / "p.cmo", "settings", size=(80, 24)) as (app, pilot):
        app.screen.query_one(LineList).go_to("sentence_vectors")
        await press(pilot, "enter")
        assert "cmo-coder[e5]" in said(app)
        assert isinstance(app.screen, SettingsScreen)
