"""A frame is written in one piece, with what begins and ends it."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static

from cmo_coder.tui.type_ahead import WholeFramesApp

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"


class Words(WholeFramesApp):
    """Shows one line."""

    def compose(self) -> ComposeResult:
        yield Static("before")


@pytest.mark.parametrize("synchronised", [True, False])
async def test_a_frame_reaches_the_terminal_in_one_piece(monkeypatch: pytest.MonkeyPatch, synchronised: bool) -> None:
    app, written = Words(), list[str]()
    async with app.run_test() as pilot:
        app._sync_available = synchronised
        with monkeypatch.context() as patch:  # as if there were a terminal
            patch.setattr(HeadlessDriver, "is_headless", False)
            patch.setattr(HeadlessDriver, "write", lambda _self, data: written.append(data))
            app.query_one(Static).update("after")
            await pilot.pause()
    assert any("after" in frame for frame in written)
    for frame in written:
        assert frame not in (BEGIN, END)
        if synchronised:
            assert frame.startswith(BEGIN) and frame.endswith(END) and frame.count(BEGIN) == frame.count(END) == 1


async def test_what_is_written_beside_frames_is_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app, written = Words(), list[str]()
    async with app.run_test() as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(HeadlessDriver, "is_headless", False)
            patch.setattr(HeadlessDriver, "write", lambda _self, data: written.append(data))
            app.bell()
            assert written == ["\a"]
            app.query_one(Static).update("after")
            await pilot.pause()
            app.bell()
    assert any("after" in one for one in written[1:-1]) and written[-1] == "\a"
