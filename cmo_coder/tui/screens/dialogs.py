"""The dialogs that all screens use: a question, a text, a choice with fuzzy search, a form, a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Generic, Self, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Select, Static, TextArea
from textual.widgets.option_list import Option

from cmo_coder.messages import _
from cmo_coder.model.errors import UserError

T = TypeVar("T")

_BOX = """
    width: 80; max-width: 96%; height: auto; max-height: 94%; background: $surface; border: round $primary;
    padding: 0 1;
"""


class Dialog(ModalScreen[T], Generic[T]):
    """A box over the screen; `escape` leaves without doing anything."""

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
    _room: int | None = None
    """Lines that it may take, where something has to stay in sight."""

    def on_mount(self) -> None:
        """What was told before does not cover what is asked now."""
        self.app.clear_notifications()

    def keep_clear(self, lines: range) -> Self:
        """Stand above or below these lines of the screen (from 0), where the words are that the question is about."""
        if lines:
            above, below = lines[0], self.app.size.height - lines[-1] - 1
            self.styles.align = ("center", "top" if above >= below else "bottom")
            self._room = max(above, below)
        return self

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Message(Dialog[None]):
    """Words to read; any of enter, escape or space closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,q", "leave", show=False)]

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

    def action_answer(self, yes: bool) -> None:
        """Close with an answer."""
        self.dismiss(yes)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


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
    ) -> None:
        """`keys` says what enter does where that is not to save; `hidden` shows dots for what is typed."""
        super().__init__()
        self._question, self._value, self._lines, self._needed, self._keys = question, value, lines, needed, keys
        self._hidden = hidden

    def compose(self) -> ComposeResult:
        """The question and the field."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            if self._lines:
                yield TextArea(self._value, id="answer")
                yield Label(_("ctrl+s save · esc leave"), classes="dim")
            else:
                yield Input(self._value, password=self._hidden, id="answer")
                yield Label(self._keys or _("enter save · esc leave"), classes="dim")
            yield Static(classes="problem", markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#answer").focus()

    @on(Input.Submitted)
    def action_give(self) -> None:
        """Close with what was typed."""
        field = self.query_one("#answer")
        text = field.text if isinstance(field, TextArea) else field.value  # type: ignore[attr-defined]
        if self._needed and not text.strip():
            self.query_one(".problem", Static).update(_("This cannot be empty."))
            return
        self.dismiss(text)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its value, what is shown, a second line or hint, and other words that find it."""

    value: str
    title: str
    hint: str = ""
    also: tuple[str, ...] = ()
    reason: str = ""
    """Why it cannot be chosen now; empty where it can."""


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


def rank(typed: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that the typed letters may mean, best first; all of them, in their own order, where nothing is typed.

    A title that starts with the letters comes before a word of it that does, then the letters anywhere, and those
    before what rapidfuzz finds alike (score of 60 or more) in the title or the other words.
    """
    letters = typed.strip().casefold()
    if not letters:
        return list(choices)
    from rapidfuzz import fuzz

    scores: dict[str, float] = {}  # thousands of choices share words: each is looked at once
    scored: list[tuple[float, int, Choice]] = []
    for nr, choice in enumerate(choices):
        score = 0.0
        for words, weight in _words(choice):
            if words not in scores:
                scores[words] = _score(letters, words, fuzz.WRatio)
            score = max(score, scores[words] * weight)
        if score >= LEAST:
            scored.append((-score, nr, choice))
    scored.sort(key=lambda one: one[:2])
    return [choice for _s, _n, choice in scored]


def _words(choice: Choice) -> list[tuple[str, float]]:
    return [(choice.title, 1.0), *((other, 0.9) for other in choice.also)]


LEAST = 60.0
"""The score from which on a choice may be meant."""


def _score(letters: str, words: str, alike: Callable[..., float]) -> float:
    folded, spaced, initials = _looked_at(words)
    if folded.startswith(letters):
        return 200
    if " " not in letters and f" {letters}" in spaced:
        return 180
    if initials.startswith(letters) and len(letters) > 1:
        return 170
    if letters in folded:
        return 150
    return float(alike(letters, folded, score_cutoff=LEAST)) if len(letters) > 2 else 0


@lru_cache(maxsize=20_000)
def _looked_at(words: str) -> tuple[str, str, str]:
    """Words without capitals, the same with one space before each of them, and their first letters."""
    folded = words.casefold()
    spaced = "".join(f" {word}" for word in folded.replace("-", " ").split())
    return folded, spaced, "".join(word[0] for word in folded.split())


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `kind`: "text", "lines", "choice" (of `choices`: value and what is shown) or "flag" ("yes" or
    "").
    """

    id: str
    label: str
    value: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    hint: str = ""


class Form(Dialog[Mapping[str, str]]):
    """Several fields; ctrl+s (or enter in the last line field) saves. `save` may raise a UserError: it is shown in the
    form.
    """

    DEFAULT_CSS = """
    Form Select { height: 1; }
    Form Select > SelectCurrent { border: none; height: 1; background: $panel; padding: 0 1; }
    Form Select:focus > SelectCurrent { border: none; background: $primary 25%; }
    Form .field { margin-top: 0; height: 1; }
    Form .fields { height: auto; max-height: 66vh; }
    Form TextArea { height: 4; }
    """
    AUTO_FOCUS = ""  # `on_mount` does it; twice would scroll the first label away
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", show=False)]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Mapping[str, str]], Any] | None = None,
        *,
        at: str = "",
    ) -> None:
        super().__init__()
        self._title, self._fields, self._save, self._at = title, tuple(fields), save, at

    def compose(self) -> ComposeResult:
        """Label above field, for each."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="heading", markup=False)
            with VerticalScroll(classes="fields", can_focus=False):
                for field in self._fields:
                    label = field.label + (" *" if field.needed else "") + (f"  {field.hint}" if field.hint else "")
                    yield Label(label, classes="field", markup=False, id=f"l-{field.id}")
                    yield _widget(field)
            yield Static(classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Save (ctrl+s)"), id="save", variant="primary")
                yield Button(_("Cancel (esc)"), id="cancel")

    def on_mount(self) -> None:
        """Start in the field that was asked for, or in the first."""
        if self._fields:
            known = [field.id for field in self._fields]
            self.query_one(f"#f-{self._at if self._at in known else known[0]}").focus()

    @on(events.DescendantFocus)
    def _with_label(self, event: events.DescendantFocus) -> None:
        """A field is scrolled into sight with its label."""
        name = (event.widget.id or "").removeprefix("f-")
        for label in self.query(f"#l-{name}") if name in {field.id for field in self._fields} else ():
            self.call_after_refresh(label.scroll_visible, animate=False)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == f"f-{self._fields[-1].id}":
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed, "#save")
    def _pressed(self) -> None:
        self.action_save()

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_leave()

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {field.id: _value(self.query_one(f"#f-{field.id}")) for field in self._fields}

    def action_save(self) -> None:
        """Save and close, or say in the form what is wrong."""
        values = self.values()
        problem = self.query_one(".problem", Static)
        for field in self._fields:
            if field.needed and not values[field.id].strip():
                problem.update(_("{field} cannot be empty.").format(field=field.label))
                self.query_one(f"#f-{field.id}").focus()
                return
        if self._save is not None:
            try:
                self._save(values)
            except UserError as error:
                problem.update(str(error))
                return
        self.dismiss(values)


def _widget(field: Field) -> Input | TextArea | Select[str]:
    name = f"f-{field.id}"
    if field.kind == "lines":
        return TextArea(field.value, id=name, tab_behavior="focus")
    if field.kind == "choice":
        options = [(title, value) for value, title in field.choices]
        known = any(value == field.value for value, _title in field.choices)
        if known:
            return Select(options, value=field.value, allow_blank=False, id=name)
        return Select(options, prompt="-", id=name)
    if field.kind == "flag":
        # In words: a box that is ticked differs from one that is not by its colour alone.
        return Select([(_("no"), ""), (_("yes"), "yes")], value=field.value, allow_blank=False, id=name)
    return Input(field.value, id=name)


def _value(widget: Any) -> str:
    if isinstance(widget, TextArea):
        return widget.text
    if isinstance(widget, Select):
        return "" if widget.is_blank() else str(widget.value)
    return str(widget.value)
