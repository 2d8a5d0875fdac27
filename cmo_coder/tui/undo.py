"""Undo in the screens: at once for one's own change, after a question for a change of another coder or a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmo_coder.messages import _

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


LARGE = 100_000
"""From so many characters in the log on (some hundreds of rows) a slip of a finger takes back no change unasked."""


def undo(app: CmoApp) -> None:
    """Take back the last change and say which."""
    from cmo_coder.store.history import next_undo, size_of_change

    session = app.session
    assert session is not None
    with session.project.read() as reading:
        entry = next_undo(reading)
        large = entry is not None and size_of_change(reading, entry.seq) >= LARGE
    if entry is None:
        app.tell(_("There is nothing to undo."))
        return
    mine = session.coder.id if session.coder else None
    if entry.coder_id is not None and entry.coder_id != mine:
        question = _("The last change is of {coder}: {what}. Take it back?")
    elif large:
        question = _("The last change is a large one: {what}. Take it back?")
    else:
        _undo_now(app)
        return
    from cmo_coder.tui.screens.dialogs import Confirm

    question = question.format(coder=entry.coder_name, what=entry.text())
    app.push_screen(Confirm(question), lambda yes: _undo_now(app) if yes else None)


def _undo_now(app: CmoApp) -> None:
    assert app.session is not None
    with app.errors_shown():
        entry = app.session.project.undo()
        app.tell(_("Undone: {what}").format(what=entry.text()) if entry else _("There is nothing to undo."))
    app.refresh_screen()
