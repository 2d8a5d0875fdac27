"""A question that is answered with words: one line, or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from cmo_coder.messages import _
from cmo_coder.tui.screens.dialog import Dialog


class AskText(Dialog[str]):
    """One line (enter gives it), or several (ctrl+s gives them)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "give", show=False)]

    def __init__(
        self,
        question: str,
        value: str = "",
        *,
        lines: bool = False,
        needed: bool = False,
        keys: str = "",
        hidden: bool = False,
        passing: bool = False,
    ) -> None:
        """`keys` says what enter does where that is not to save; `hidden` shows dots for what is typed; `passing` says
        that nobody would miss it: words to look for, a filter.
        """
        super().__init__()
        self._question, self._value, self._lines, self._needed, self._keys = question, value, lines, needed, keys
        self._hidden, self._passing = hidden, passing or hidden

    def compose(self) -> ComposeResult:
        """The question and the field."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            if self._lines:
                from textual.widgets import TextArea

                yield TextArea(self._value, id="answer")
                yield Label(_("ctrl+s save · esc leave"), classes="dim")
            else:
                yield Input(self._value, password=self._hidden, id="answer")
                yield Label(self._keys or _("enter save · esc leave"), classes="dim")
            yield Static(classes="problem", markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#answer").focus()

    def _text(self) -> str:
        if not self._lines:
            return self.query_one("#answer", Input).value
        from textual.widgets import TextArea

        return self.query_one(TextArea).text

    def typed(self) -> object:
        """The words."""
        return None if self._passing else self._text()

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        save = ("ctrl+s", _("save and close")) if self._lines else ("enter", _("save and close"))
        kept = _("leave; what was typed is asked about first")
        leave = ("esc", _("leave without doing anything") if self._passing else kept)
        return (leave,) if self._keys else (save, leave)

    @on(Input.Submitted)
    def action_give(self) -> None:
        """Close with what was typed."""
        text = self._text()
        if self._needed and not text.strip():
            self.query_one(".problem", Static).update(_("This cannot be empty."))
            return
        self.dismiss(text)
