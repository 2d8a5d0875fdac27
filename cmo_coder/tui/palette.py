"""The command palette: every command of the screen and of the app, found by name, with the reason where one cannot be
done.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from cmo_coder.messages import _
from cmo_coder.tui.commands import Command, commands_of, shown
from cmo_coder.tui.keymap import KEYS


class StudyCommands(Provider):
    """The registry, as the palette wants it."""

    def _commands(self) -> Iterator[tuple[Command, str]]:
        screen = self.screen
        where = getattr(screen, "ID", "")
        for command in [*commands_of(where), *commands_of("app")] if where else commands_of("app"):
            owner: Any = self.app if command.where == "app" else screen
            yield command, owner.why_not(command.id)

    def _run(self, command: Command) -> None:
        owner: Any = self.app if command.where == "app" else self.screen
        owner.action_command(command.id)

    def _help(self, command: Command, reason: str) -> str:
        keys = shown(KEYS[command.id])
        return " · ".join(part for part in (keys, reason or _(command.help)) if part)

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for command, reason in self._commands():
            yield DiscoveryHit(_(command.title), partial(self._run, command), help=self._help(command, reason))

    async def search(self, query: str) -> Hits:
        """What the typed letters find, in title or help."""
        matcher, found = self.matcher(query), False
        for command, reason in self._commands():
            title = _(command.title)
            score = max(matcher.match(title), 0.6 * matcher.match(_(command.help)))
            if score > 0:
                found = True
                yield Hit(
                    score, matcher.highlight(title), partial(self._run, command), help=self._help(command, reason)
                )
        if not found:
            # The palette itself would say so in English only.
            yield Hit(1, _("No command has these words."), _nothing)


def _nothing() -> None:
    """What the line does that says that there is nothing."""


def palette() -> CommandPalette:
    """The palette, asking in the user's language."""
    return CommandPalette(placeholder=_("What do you want to do, or where to?"), id="--command-palette")
