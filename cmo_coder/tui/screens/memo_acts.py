"""Memos on what a screen shows (a configuration, an element): the one under the cursor, and writing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cmo_coder.model.memos import Memo
from cmo_coder.store.memos import add_memo, edit_memo, memos_on
from cmo_coder.tui.screens.dialogs import AskText

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.widgets.line_list import Line

Anchor = tuple[str, str]
"""The table and the id of what a memo is about."""


def memo_of(app: CmoApp, line: Line | None, anchor: Anchor) -> Memo | None:
    """The memo that a line shows; nothing where it shows something else."""
    assert app.session is not None
    if line is None or line.about[0] != "memo":
        return None
    return next((memo for memo in memos_on(app.session.project, *anchor) if memo.id == line.about[1]), None)


def ask_memo(app: CmoApp, question: str, anchor: Anchor, memo: Memo | None, then: Callable[[], None]) -> None:
    """Write a memo, or edit one; `then` shows what came of it."""
    assert app.session is not None
    project = app.session.project

    def given(text: str | None) -> None:
        if text is None:
            return
        with app.errors_shown():
            if memo is not None:
                edit_memo(project, memo, text)
            elif text.strip():
                add_memo(project, text, [anchor])
            then()

    app.push_screen(AskText(question, memo.text if memo else "", lines=True), given)
