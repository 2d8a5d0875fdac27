"""What every dialog is: a box over the screen that tells its keys, and that is not left with something typed in it
without a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, Self, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Select, Static

from cmo_coder.messages import N_, _
from cmo_coder.tui.screens.modal import Modal

T = TypeVar("T")

_BOX = """
    width: 80; max-width: 96%; height: auto; max-height: 94%; background: $surface; border: round $primary;
    padding: 0 1;
"""


class Dialog(Modal[T], Generic[T]):
    """A box over the screen. `escape` leaves without doing anything; where something was typed that would be lost, it
    says so first, and a second `escape` drops it. F1 shows what the box asks and its keys.
    """

    DEFAULT_CSS = f"""
    Dialog {{ align: center middle; }}
    Dialog > .dialog {{ {_BOX} }}
    Dialog .buttons {{ height: 1; width: 100%; margin-top: 1; }}
    Dialog Button {{ height: 1 !important; min-width: 10; border: none !important; margin-right: 2; }}
    Dialog Button:focus {{ text-style: reverse; }}
    Dialog Input {{ border: none; height: 1; background: $panel; padding: 0 1; }}
    Dialog Input:focus {{ border: none; background: $primary 25%; }}
    Dialog TextArea {{ border: none; height: 6; background: $panel; padding: 0 1; }}
    Dialog TextArea:focus {{ border: none; background: $primary 25%; }}
    Dialog OptionList:focus, Dialog SelectionList:focus {{ border: none; }}
    Dialog .question {{ width: 100%; margin-bottom: 1; }}
    Dialog .field {{ color: $foreground 70%; }}
    Dialog .problem {{ color: $error; width: 100%; }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    ABOUT: ClassVar[str] = ""
    """What it is for (a message id), where no question stands in it."""
    OWN_KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Its own keys and what each does (message ids), for F1."""
    ESCAPE: ClassVar[str] = N_("leave without doing anything")
    """What escape does (a message id)."""
    _room: int | None = None
    """Lines that it may take, where something has to stay in sight."""
    _unsaved = False
    """Whether what stands in it when it is opened was typed before, and would be lost."""
    _at_first: object = None
    """What stood in it when it was opened."""
    _told_of: object = None
    """What stood in it when it was last said that it would be lost."""
    _telling: Static | None = None
    """Where that stands."""

    def on_mount(self) -> None:
        """What was told before does not cover what is asked now."""
        self.app.clear_notifications()
        self._at_first = self._told_of = None if self._unsaved else self.typed()

    def typed(self) -> object:
        """What somebody typed or chose here and would lose by leaving; the same as at first where that is nothing."""
        return None

    def keep_clear(self, lines: range) -> Self:
        """Stand above or below these lines of the screen (from 0), where the words are that the question is about."""
        if lines:
            above, below = lines[0], self.app.size.height - lines[-1] - 1
            self.styles.align = ("center", "top" if above >= below else "bottom")
            self._room = max(above, below)
        return self

    def action_leave(self) -> None:
        """Close without an answer; what would be lost is told about first, once."""
        now = self.typed()
        if now in (self._at_first, self._told_of):
            self.dismiss(None)
            return
        self._told_of = now
        if self._telling is None:
            self._telling = next(iter(self.query(".problem").results(Static)), None)
        if self._telling is None:
            self._telling = Static(classes="problem", markup=False)
            self.query_one(".dialog").mount(self._telling)
        self._telling.update(_("Not saved yet. esc once more drops it."))

    @on(Input.Changed)
    @on(Select.Changed)
    def _typed_on(self) -> None:
        """Who goes on typing goes on."""
        if self._telling is not None:
            self._telling.update("")

    def on_text_area_changed(self) -> None:
        """The same in a field of several lines; by its name, since who reads and codes needs none of these."""
        self._typed_on()

    def help_text(self) -> str:
        """What this box asks."""
        asked = self.query(".question, .heading")
        return str(asked.first(Static).content) if asked and not self.ABOUT else _(self.ABOUT)

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys and what each of them does, in the user's language."""
        return (*((_(key), _(meaning)) for key, meaning in self.OWN_KEYS), ("esc", _(self.ESCAPE)))

    def help_lines(self) -> Sequence[str]:
        """What else there is to know of it: what stands at its foot."""
        return [str(line.content) for line in self.query(".dim").results(Static) if line.display]


class Message(Dialog[None]):
    """Words to read; any of enter, escape or space closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,q", "leave", show=False)]
    ABOUT = N_("Something to read.")
    OWN_KEYS = ((N_("enter space q"), N_("close")),)
    ESCAPE = N_("close")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The words."""
        with VerticalScroll(classes="dialog"):
            yield Static(self._text, markup=False)


class Confirm(Dialog[bool]):
    """A question that is answered with y (or j) and n."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j,enter", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
    ]

    def __init__(self, question: str, *, no: str = "") -> None:
        """`no` is what the second button says where escape decides nothing and is not the same as no."""
        super().__init__()
        self._question, self._no = question, no

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Yes (y)"), id="yes", variant="primary")
                yield Button(self._no or _("No (esc)"), id="no")

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        no = (("n", self._no), ("esc", _("leave without doing anything"))) if self._no else (("n esc", _("no")),)
        return (("y j enter", _("yes")), *no)

    def action_answer(self, yes: bool) -> None:
        """Close with an answer."""
        self.dismiss(yes)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")
