"""A list in which lines are marked: space puts a cross before one, or takes it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from cmo_coder.tui.widgets.line_list import Line, LineList


class MarkList(LineList):
    """Lines with `[x]` or `[ ]` before them: a mark can be seen without colour."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", show=False)]

    def __init__(self, choices: Sequence[tuple[str, str]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self._marked: set[str] = set()

    def on_mount(self) -> None:
        """Show the choices: value and what is shown."""
        self._draw()

    def _draw(self) -> None:
        self.show(
            [
                Line(value, text, lead="[x] " if value in self._marked else "[ ] ", indent=4)
                for value, text in self._choices
            ]
        )

    @property
    def marked(self) -> tuple[str, ...]:
        """The values that are marked, in their own order."""
        return tuple(value for value, _text in self._choices if value in self._marked)

    def action_mark(self) -> None:
        """Mark the line, or take the mark away, and go on to the next."""
        line = self.line
        if line is not None:
            self._marked ^= {line.id}
            self._draw()
            self.action_cursor_down()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter and the mouse mark as well."""
        event.stop()
        line = self.line
        if line is not None:
            self._marked ^= {line.id}
            self._draw()
