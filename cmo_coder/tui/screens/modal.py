"""What stands over a screen of the study and takes every key itself: F1 tells what it is and which keys it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

T = TypeVar("T")


class Modal(ModalScreen[T], Generic[T]):
    """Answers F1 and `?`; whoever makes one says what it is for and what its keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,question_mark", "help", show=False, id="app.help")]

    def action_help(self) -> None:
        """What this is for, and its keys."""
        from cmo_coder.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def help_text(self) -> str:
        """What this is for, in the user's language."""
        raise NotImplementedError  # each has its own words

    def help_lines(self) -> Sequence[str]:
        """What else there is to know."""
        return ()

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys and what each of them does, in the user's language."""
        raise NotImplementedError  # each has its own
