"""The command palette: every command of the screen and of the app, found by name, with the reason where one cannot be
done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.command import Command as Offered
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input
from textual.worker import WorkerError

from cmo_coder.messages import _
from cmo_coder.tui.commands import Command, commands_of, shown
from cmo_coder.tui.keymap import KEYS, LETTERS


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
        letter = LETTERS.get(command.id)
        keys = shown(KEYS[command.id]) or (f"g {letter}" if letter else "")
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


class StudyPalette(CommandPalette):
    """The palette of Textual, for people who type a name and Enter before it has found anything."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "help", show=False, priority=True)]

    def action_help(self) -> None:
        """What is found here, and the keys."""
        from cmo_coder.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def help_text(self) -> str:
        """What this is for."""
        return _("Every command by name: a few letters of what you want to do, or of the screen where you want to go.")

    def help_lines(self) -> Sequence[str]:
        """What is seen."""
        return (_("Beneath each command stands its key, and why it cannot be done now where that is so."),)

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (
            ("↑ ↓", _("another command")),
            ("enter", _("do it; with nothing chosen: the first that was found")),
            ("esc", _("leave without doing anything")),
        )

    @on(Input.Submitted)
    async def _when_found(self, event: Input.Submitted) -> None:
        """Choose from what the last letter found, not from what stood there before, and be gone before the next key."""
        event.prevent_default()
        event.stop()
        for search in [one for one in self.workers if one.node is self and not one.is_finished]:
            with suppress(WorkerError):
                await search.wait()
        found = self.query_one(CommandList)
        if found.option_count:
            chosen = found.get_option_at_index(found.highlighted or 0)
            assert isinstance(chosen, Offered)
            self.dismiss()
            self.app.call_later(chosen.hit.command)


def palette() -> CommandPalette:
    """The palette, asking in the user's language."""
    return StudyPalette(placeholder=_("What do you want to do, or where to?"), id="--command-palette")
