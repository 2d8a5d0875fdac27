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

HELP = "app.help"
"""Whoever is lost needs this key, however little room there is."""


class KeyFooter(Widget):
    """One line of `key title` pairs; what does not fit is left out from the right, but never the key of the help."""

    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[tuple[Command, str]] = ()
        self._looks: list[tuple[str, str, str, bool]] = []

    def show(self, commands: Sequence[tuple[Command, str]]) -> None:
        """Show these commands with the reason why one cannot be done (empty: it can)."""
        self._commands = commands
        # The keys and the language may have been changed in the settings.
        looks = [(command.id, self._key(command), _(command.title), bool(reason)) for command, reason in commands]
        if looks != self._looks:
            self._looks = looks
            self.refresh()

    def render(self) -> Content:
        """The line."""
        room, parts = self.content_size.width, []
        helps = [one for one in self._commands if one[0].id == HELP]
        for_help = sum(self._width(command) for command, _reason in helps)
        for command, reason in self._commands:
            if not self._key(command):
                continue
            if command.id == HELP:
                for_help = 0
            if room - self._width(command) < for_help:
                parts += [self._part(*one) for one in helps if for_help]
                break
            room -= self._width(command)
            parts.append(self._part(command, reason))
        return Content("").join(parts)

    def _key(self, command: Command) -> str:
        own = getattr(self.app, "own_keys", {})
        return shown(own.get(command.id, KEYS[command.id]).split(",")[0])

    def _width(self, command: Command) -> int:
        return cell_len(self._key(command)) + cell_len(_(command.title)) + 3

    def _part(self, command: Command, reason: str) -> Content:
        click = Style.from_meta({"@click": f"screen.command('{command.id}')"})
        dim = Style(dim=True) if reason else Style()
        key = (self._key(command), Style(bold=True) + dim + click)
        return Content.assemble(key, (f" {_(command.title)}", dim + click), "  ")
