"""Undo in the screens: a large change of one's own is asked about first, so that a study is not gone by one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.store.documents import add_document, documents_of
from cmo_coder.tui import undo
from cmo_coder.tui.screens.dialogs import Confirm
from tests.tui.screen_text import flat
from tests.tui.test_read import make, reading


@pytest.mark.parametrize("answer", ["y", "escape"])
async def test_a_large_change_goes_after_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(undo, "LARGE", 400)
    with make(tmp_path / "a.cmo") as project:
        add_document(project, Document(id=new_id(), title="Lang"), "Een verhaal.", [], {})
        async with reading(project, (80, 24)) as (pilot, screen):
            await pilot.press("u")
            await pilot.pause()
            assert isinstance(screen.app.screen, Confirm)
            assert "Lang" in flat(screen.app.screen)
            assert len(documents_of(project)) == 2
            await pilot.press(answer)
            await pilot.pause()
            assert len(documents_of(project)) == (1 if answer == "y" else 2)
