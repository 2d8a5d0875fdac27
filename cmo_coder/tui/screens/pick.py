"""A choice with fuzzy search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from cmo_coder.messages import _
from cmo_coder.tui.screens.dialog import Dialog
from cmo_coder.tui.screens.ranking import Choice, rank

_FEWEST, _MOST = 4, 16
"""Lines of a list to choose from, however little or much room there is."""
_AROUND_LIST = 6
"""Lines of a Pick besides its list and the first line of its question: border, space, search, what enter makes."""

NEW = "\x00new"
"""What precedes the typed words when a new thing is asked for in a Pick that allows it."""


class Pick(Dialog[str]):
    """A list with fuzzy search over title and other words. Gives the value; with `new`, `NEW + typed words` for a new
    one.

    Two to four letters and enter should do: exact starts of words come first (`rank`).
    """

    DEFAULT_CSS = """
    Pick OptionList { height: auto; max-height: 16; border: none; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("ctrl+n", "move(1)", show=False, priority=True),
        Binding("ctrl+s", "make_new", show=False, priority=True),
    ]

    def __init__(self, question: str, choices: Sequence[Choice], *, new: str = "", typed: str = "") -> None:
        super().__init__()
        self._question, self._choices, self._new, self._typed = question, tuple(choices), new, typed
        self._found: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Search field over list."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            yield Input(self._typed, id="search", select_on_focus=False)
            yield OptionList(id="found", markup=False)
            if self._new:
                yield Label(self._new, classes="dim")

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (
            (_("letters"), _("find: the start of a word, first letters of words, or something like it")),
            ("↑ ↓ ctrl+n", _("move in the list")),
            ("enter", _("choose")),
            *((("ctrl+s", _("make a new one of what was typed")),) if self._new else ()),
            *super().help_keys(),
        )

    def on_mount(self) -> None:
        """Ready to type."""
        if self._room is not None:
            lines = self._room - _AROUND_LIST - self._question.count("\n")
            self.query_one(OptionList).styles.max_height = max(_FEWEST, min(_MOST, lines))
        search = self.query_one(Input)
        search.value = self._typed
        search.cursor_position = len(self._typed)
        search.focus()
        self._search(self._typed)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, typed: str) -> None:
        self._found = rank(typed, self._choices)
        options = self.query_one(OptionList)
        options.clear_options()
        for nr, choice in enumerate(self._found[:200]):
            text = choice.title + (f"  {choice.reason or choice.hint}" if choice.reason or choice.hint else "")
            options.add_option(Option(text, id=str(nr), disabled=bool(choice.reason)))
        if self._new and typed.strip() and not any(c.title.casefold() == typed.strip().casefold() for c in self._found):
            options.add_option(Option(_("+ new: {words}").format(words=typed.strip()), id="new"))
        if options.option_count:
            options.highlighted = 0
        else:
            options.add_option(Option(_("No line has these letters."), disabled=True))

    def action_move(self, step: int) -> None:
        """Move in the list while typing."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._choose(options.get_option_at_index(options.highlighted).id or "")

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option.id or "")

    def _choose(self, option_id: str) -> None:
        if option_id == "new":
            self.action_make_new()
        elif option_id:
            self.dismiss(self._found[int(option_id)].value)

    def action_make_new(self) -> None:
        """Ask for a new thing of the typed words."""
        typed = self.query_one(Input).value.strip()
        if self._new and typed:
            self.dismiss(NEW + typed)
