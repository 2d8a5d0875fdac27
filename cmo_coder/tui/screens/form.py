"""A form: several fields that are saved together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Label, Select, Static

from cmo_coder.messages import _
from cmo_coder.model.errors import UserError
from cmo_coder.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from textual.widgets import TextArea


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
    Form .field { margin-top: 0; width: 1fr; height: auto; }
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
        problem: str = "",
    ) -> None:
        """`at` is the field to begin in; `problem` is why it comes back as it was filled in: what stands in the
        fields was not saved then, and would be lost.
        """
        super().__init__()
        self._problem, self._unsaved = problem, bool(problem)
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
            yield Static(self._problem, classes="problem", markup=False)
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

    def typed(self) -> object:
        """What stands in the fields."""
        return self.values()

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        choice = any(field.kind in ("choice", "flag") for field in self._fields)
        lines = any(field.kind == "lines" for field in self._fields)
        return (
            ("tab shift+tab", _("the next field, the one before")),
            ("enter", _("the next field; in the last one: save and close")),
            *(((_("space enter"), _("on a field that is chosen: opens its list")),) if choice else ()),
            *((("enter", _("in a field of several lines: a new line (tab leaves it)")),) if lines else ()),
            ("ctrl+s", _("save and close, from every field")),
            ("esc", _("leave; what was typed is asked about first")),
        )

    def help_lines(self) -> Sequence[str]:
        """Its fields."""
        return [_field_in_words(field) for field in self._fields]

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


def _field_in_words(field: Field) -> str:
    what = {"lines": _("several lines"), "choice": _("choose from a list"), "flag": _("yes or no")}.get(field.kind, "")
    more = [part for part in (field.hint, what, _("must be filled in") if field.needed else "") if part]
    return field.label + (f" ({'; '.join(more)})" if more else "")


def _widget(field: Field) -> Input | TextArea | Select[str]:
    name = f"f-{field.id}"
    if field.kind == "lines":
        from textual.widgets import TextArea

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
    if isinstance(widget, Select):
        return "" if widget.is_blank() else str(widget.value)
    return str(widget.value if isinstance(widget, Input) else widget.text)
