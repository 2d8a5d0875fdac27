"""The footer: the keys that matter now, greyed where a command cannot be done, clickable."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from cmo_coder.messages import _
from cmo_coder.tui.commands import Command, shown
from cmo_coder.tui.keymap import KEYS


class KeyFooter(Widget):
    """One line of `key title` pairs; what does not fit is left out from the right."""

    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[tuple[Command, str]] = ()

    def show(self, commands: Sequence[tuple[Command, str]]) -> None:
        """Show these commands with the reason why one cannot be done (empty: it can)."""
        self._commands = commands
        self.refresh()

    def render(self) -> Content:
        """The line."""
        room = self.size.width
        parts: list[Content] = []
        for command, reason in self._commands:
            own = getattr(self.app, "own_keys", {})
            key = shown(own.get(command.id, KEYS[command.id]).split(",")[0])
            if not key:
                continue
            title = _(command.title)
            room -= cell_len(key) + cell_len(title) + 3
            if room < 0:
                break
            click = Style.from_meta({"@click": f"screen.command('{command.id}')"})
            dim = Style(dim=True) if reason else Style()
            parts.append(Content.assemble((key, Style(bold=True) + dim + click), (f" {title}", dim + click), "  "))
        return Content("").join(parts)
