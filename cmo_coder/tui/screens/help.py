"""Help: what a screen is for, and every key that works on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Protocol, runtime_checkable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from cmo_coder.messages import N_, _
from cmo_coder.tui.commands import Command, commands_of, shown
from cmo_coder.tui.keymap import KEYS, LETTERS
from cmo_coder.tui.widgets.line_list import Hanging

WIDEST_KEYS = 16
"""Cells for the keys; more keys than that push their own line only."""


@runtime_checkable
class TellsItself(Protocol):
    """What has no commands of its own, and says itself what it asks, what stands in it and which keys it takes."""

    def help_text(self) -> str:
        """What it is for."""

    def help_lines(self) -> Sequence[str]:
        """What else there is to know."""

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys and what each of them does."""


class HelpScreen(ModalScreen[None]):
    """A panel over a screen with its help."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll { width: 96%; max-width: 100; height: 94%; background: $surface;
        border: round $primary; padding: 0 1 0 2; }
    HelpScreen .part { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter,space", "dismiss", N_("Close"), show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]

    def __init__(self, over: Screen[Any]) -> None:
        super().__init__()
        self._over = over

    def compose(self) -> ComposeResult:
        """What the screen is for, its keys, those of what has focus, and those that work everywhere."""
        if isinstance(self._over, TellsItself):
            yield from self._of_box(self._over)
            return
        where = getattr(self._over, "ID", "")
        title = getattr(self._over, "TITLE_TEXT", "")
        with VerticalScroll():
            if title:
                yield Static(Content.styled(_(title).upper(), "bold $primary"))
                yield Static(self._over.help_text(), markup=False)  # type: ignore[attr-defined]
            if where and where != "app":
                yield from self._keys(where, _("KEYS HERE"))
            extra = getattr(self._over.focused, "help_lines", None)
            if extra is not None:
                yield from (
                    Static(line, markup=False, classes="part" if nr == 0 else "") for nr, line in enumerate(extra())
                )
            yield from self._keys("app", _("EVERYWHERE"))
            yield Static(Content.styled(_("esc or enter closes this"), "dim"), classes="part")

    def _of_box(self, dialog: TellsItself) -> ComposeResult:
        """What a box asks, what stands in it, and its keys; those of the screen beneath do not work there."""
        with VerticalScroll():
            yield Static(Content.styled(dialog.help_text(), "bold"))
            yield from (
                Static(line, markup=False, classes="" if nr else "part") for nr, line in enumerate(dialog.help_lines())
            )
            yield Static(Content.styled(_("KEYS HERE"), "bold $primary"), classes="part")
            keys = dialog.help_keys()
            width = max(cell_len(key) for key, _meaning in keys) + 2
            for key, meaning in keys:
                yield Static(Hanging(Content.styled(key, "bold $accent"), Content(meaning), width))
            yield Static(Content.styled(_("esc or enter closes this"), "dim"), classes="part")

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, lines: int) -> None:
        """Move the text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _keys(self, where: str, title: str) -> ComposeResult:
        rows = []
        own = getattr(self.app, "own_keys", {})
        for command in sorted(commands_of(where), key=_order) if where == "app" else commands_of(where):
            keys = shown(own.get(command.id, KEYS[command.id]))
            letter = LETTERS.get(command.id)
            if letter:
                keys = f"{keys}  g {letter}".strip()
            rows.append((keys, command))
        if not rows:
            return
        yield Static(Content.styled(title, "bold $primary"), classes="part")
        width = min(WIDEST_KEYS, max(cell_len(keys) for keys, _command in rows)) + 2
        for keys, command in rows:
            text = Content.assemble((_(command.title), "bold"), ": ", _(command.help))
            if cell_len(keys) < width:
                yield Static(Hanging(Content.styled(keys, "bold $accent"), text, width))
            else:
                yield Static(Content.styled(keys, "bold $accent"))
                yield Static(Hanging(Content(""), text, width))


def _order(command: Command) -> tuple[int, str]:
    """What works everywhere as one needs it: acts, the screens of F2-F9, those of a letter, the rest."""
    letter = LETTERS.get(command.id, "")
    first = KEYS[command.id].partition(",")[0]
    if re.fullmatch(r"f[2-9]", first):
        return 1, first
    if letter:
        return 2, letter
    return (0, "") if first else (3, "")
