"""What stands below a table of figures on the agreement screen, and the columns that do not fit on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from cmo_coder.messages import N_, _
from cmo_coder.tui.later import Later
from cmo_coder.tui.screens.agreement_case import CaseShown
from cmo_coder.tui.widgets.fitted import FittedTable

MOST_NOTES = 6
"""Lines below a table."""

MORE_NOTES = N_("… (e: all notes and what the figures mean)")


class NotesBelow(CaseShown):
    """Shows the notes of a view, and how far it is with what is being worked out."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: list[str] = []

    @property
    def figures(self) -> FittedTable:
        """The table."""
        return self.query_one("#figures", FittedTable)

    @property
    def _later(self) -> Later[Any] | None:
        """What is worked out for this view."""
        raise NotImplementedError

    def _show_notes(self) -> None:
        wide = [_("> and < show the other columns.")] if self.has_more_columns else []
        first = " ".join([*self._state(), *wide])  # one line: there are six
        lines = [*filter(None, [first]), *self._notes]
        room = max(1, self.size.width - 2)
        while sum(-(-cell_len(line) // room) for line in lines) > MOST_NOTES:
            lines = [*lines[: -2 if lines[-1] == _(MORE_NOTES) else -1], _(MORE_NOTES)]
            if len(lines) < 3:
                break
        self.tell_in("#notes", "\n".join(lines))

    def notes(self) -> Sequence[str]:
        """What is said below the table, all of it."""
        return self._notes if self.view != "differences" else ()

    @property
    def has_more_columns(self) -> bool:
        """Whether the table is wider than the screen."""
        columns = self.figures.columns.values()
        return (
            self.view != "differences" and sum(one.get_render_width(self.figures) for one in columns) > self.size.width
        )

    def _state(self) -> list[str]:
        """How far it is with what is being worked out, and whether what stands there is from before."""
        later = self._later
        if later is None:
            return []
        if later.told:
            return [later.told]
        if later.is_running:
            done = round(100 * later.done)
            words = (
                _("Being computed anew ({done} %; X stops); these are the figures from before the change.")
                if later.value is not None
                else _("Being computed ({done} %; X stops) …")
            )
            return [words.format(done=done)]
        if later.is_stopped:
            return [_("Stopped; these are the figures from before.") if later.value is not None else _("Stopped.")]
        # This line stays: were it gone, the whole screen would be laid out again when something is computed.
        return [_("All figures are up to date.")] if later.value is not None else []

    # Commands

    def do_columns(self) -> None:
        """The columns to the right."""
        self.figures.scroll_relative(x=self.size.width // 3, animate=False)

    def do_columns_back(self) -> None:
        """The columns to the left."""
        self.figures.scroll_relative(x=-(self.size.width // 3), animate=False)
