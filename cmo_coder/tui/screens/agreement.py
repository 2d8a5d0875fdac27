"""Overeenstemming: first where coders differ, to settle it; then the figures per code, document, round and level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import NotFound
from cmo_coder.realist import agreement_rows as rows
from cmo_coder.realist.agreement_discussed import discussed
from cmo_coder.realist.agreement_scope import dropped_lines, scope_line
from cmo_coder.store.adjudication import codes_of_case
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.comparing import live_agreement
from cmo_coder.tui.screens.agreement_keys import COMMANDS
from cmo_coder.tui.screens.agreement_lines import line_of
from cmo_coder.tui.screens.agreement_tables import VIEW_NAMES, AgreementTables
from cmo_coder.tui.widgets.fitted import FittedTable
from cmo_coder.tui.widgets.line_rows import LineRows

NEEDS_ONE = ("first", "second", "third", "fourth", "fifth", "sixth", "other", "open", "note", "read")


class AgreementScreen(AgreementTables):
    """Compares coders."""

    ID = "agreement"
    TITLE_TEXT = N_("Agreement")
    HELP = N_(
        "What two coders did with the documents that both finished (F while reading). First the differences; those on "
        "which most support of effective elements rests stand above. 1 takes what the first coder has, 2 the second, 3 "
        "is another decision (with three or more coders the third; 0 is another decision), o keeps it for discussion; "
        "the reason goes into the decision log. The codings and claims of the coders stay as they are: what was agreed "
        "is a layer of its own. tab goes on to the figures, e says what they mean."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(*COMMANDS),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]
    DEFAULT_CSS = """
    AgreementScreen #scope { height: auto; padding: 0 1; background: $surface; }
    AgreementScreen #list { height: 2fr; border-bottom: solid $panel; }
    AgreementScreen #case { height: 3fr; }
    AgreementScreen #case Horizontal { height: 1fr; }
    AgreementScreen .side { width: 1fr; padding: 0 1; }
    AgreementScreen #middle { width: 2fr; padding: 0 1; border-left: solid $panel; border-right: solid $panel; }
    AgreementScreen #below { height: auto; max-height: 4; padding: 0 1; background: $surface; }
    AgreementScreen #figures { height: 1fr; background: $background; }
    AgreementScreen #notes { height: auto; max-height: 6; padding: 0 1; }
    AgreementScreen #empty { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._listed: tuple[Disagreement, ...] = ()
        self._headline = ""
        self._open = 0

    def compose_body(self) -> ComposeResult:
        """The scope; then the differences with one of them in full, or a table."""
        yield Static(id="scope", markup=False)
        yield Static(id="empty", markup=False)
        yield LineRows(self._line, id="list")
        with Vertical(id="case"):
            with Horizontal():
                with VerticalScroll(classes="side", can_focus=False):
                    yield Static(id="first", markup=False)
                with VerticalScroll(id="middle", can_focus=False):
                    yield Static(id="words", markup=False)
                with VerticalScroll(classes="side", can_focus=False):
                    yield Static(id="second", markup=False)
            yield Static(id="below", markup=False)
        yield FittedTable(id="figures", cursor_type="row", fixed_columns=1)
        yield Static(id="notes", markup=False)

    @property
    def _list(self) -> LineRows:
        return self.query_one(LineRows)

    def _line(self, number: int) -> Content:
        assert self.found is not None
        return line_of(self.found, self._listed[number])

    # Reading

    def refresh_data(self) -> None:
        """Compare again: a changed coding shows at once."""
        before = self.current()
        self.forget_texts()
        project = self.session.project
        with project.read() as reading:
            try:
                self.found = live_agreement(project).now(reading, self.universe, project.state(), self.wanted)
            except NotFound as error:
                self.found = None
                self._show_nothing(str(error))
                return
            pair = self.pair if self.pair in self.found.disagreements else None
            if pair is None and not self.found.joint:
                pair = next(iter(self.found.disagreements))
            self.pair = pair
            self._discussed = discussed(reading, self.found, pair)
        names = (_("alpha"), "Dice")
        figures = " → ".join(
            ", ".join(f"{name} {rows.number(figure)}" for name, (_metric, figure) in zip(names, one, strict=True))
            for one in dict.fromkeys((tuple(self._discussed.before.items()), tuple(self._discussed.after.items())))
        )
        self._headline = figures
        everything = self.everything()
        # What is settled stands last.
        self._open = len(everything) - sum(1 for _one in takewhile(lambda one: not one.is_open, reversed(everything)))
        self._listed = everything if self.only is None else tuple(one for one in everything if self._passes(one))
        self._show(before.key if before is not None else "")

    def _passes(self, one: Disagreement) -> bool:
        if self.only is None:
            return True
        what, value = self.only
        match what:
            case "kind":
                return one.kind == value
            case "document":
                return one.case.document == value
            case "open":
                return one.is_open
            case _:
                return value in codes_of_case(one)

    def context_text(self) -> str:
        """The view."""
        return _(VIEW_NAMES[self.view])

    # Showing

    def _show_nothing(self, why: str) -> None:
        self._listed = ()
        for widget in ("#scope", "#list", "#case", "#figures", "#notes"):
            self.query_one(widget).display = False
        empty = self.query_one("#empty", Static)
        empty.display = True
        empty.update(
            why
            + "\n\n"
            + _(
                "Two coders code the same document, each in her own name (F9, w), and say that they are done: F on the "
                "reading screen."
            )
        )

    def _show(self, at: str) -> None:
        assert self.found is not None
        differences = self.view == "differences"
        for widget, visible in (
            ("#scope", True),
            ("#list", differences),
            ("#case", differences),
            ("#figures", not differences),
            ("#notes", not differences),
            ("#empty", False),
        ):
            self.query_one(widget).display = visible
        self.tell_in("#scope", self._scope_text())
        if differences:
            place = next((nr for nr, one in enumerate(self._listed) if one.key == at), None)
            self._list.show(len(self._listed), place)
            if self.focused is not self._list:
                self._list.focus()
            self.show_case()
        else:
            self.show_table()

    def _scope_text(self) -> str:
        assert self.found is not None
        names = " · ".join(self.found.coder(one) for one in self.compared())
        everything = self.everything()
        parts = [
            f"{names}: {self._headline}",
            _("{open} of {n} differences open").format(open=self._open, n=len(everything)),
        ]
        if self.only is not None:
            parts.append(_("filtered: {n} shown").format(n=len(self._listed)))
        left_out = " " + _("(e: which)") if dropped_lines(self.found) else ""
        return " · ".join(parts) + "\n" + scope_line(self.found) + left_out

    @on(LineRows.Moved)
    def _moved(self) -> None:
        self.show_case()
        self.refresh_footer()

    # Moving

    def current(self) -> Disagreement | None:
        """The difference under the cursor."""
        at = self._list.cursor
        return self._listed[at] if self.view == "differences" and at < len(self._listed) else None

    def shown(self) -> Sequence[Disagreement]:
        """The differences on the screen."""
        return self._listed

    def _go_to(self, key: str) -> None:
        self._list.cursor = next(nr for nr, one in enumerate(self._listed) if one.key == key)

    def go_on(self, key: str) -> None:
        """Show the list again with the cursor on the open difference that followed."""
        at = next((nr for nr, one in enumerate(self._listed) if one.key == key), 0)
        following = [one.key for one in (*self._listed[at + 1 :], *self._listed[:at]) if one.is_open]
        self.show_all()
        there = {one.key for one in self._listed}
        if next_ := next((one for one in following if one in there), ""):
            self._go_to(next_)

    def do_next(self) -> None:
        """The next open difference."""
        present = self.current()
        at = self._list.cursor if present is not None else -1
        for one in (*self._listed[at + 1 :], *self._listed[: at + 1]):
            if one.is_open and one is not present:
                self._go_to(one.key)
                return
        self.cmo.tell(_("Every difference is settled.") if not self._open else _("No other difference is open."))

    def go_to_top(self) -> None:
        """The first line."""
        if self._listed and self.view == "differences":
            self._list.cursor = 0

    def action_down(self) -> None:
        """One line down in a table."""
        self.figures.action_cursor_down()

    def action_up(self) -> None:
        """One line up in a table."""
        self.figures.action_cursor_up()

    # Commands

    def why_not(self, command_id: str) -> str:
        """Only a difference can be settled."""
        name = command_id.partition(".")[2]
        if self.found is None and name not in ("options", "rounds"):
            return _("There is nothing to compare yet.")
        one = self.current()
        if name in NEEDS_ONE and one is None:
            return _("Put the cursor on a difference (tab: the list).")
        if name == "take_back" and (one is None or one.settled is None):
            return _("Nothing was decided on this one.")
        if name == "stop" and not self.is_computing:
            return _("Nothing is being computed.")
        if name in ("columns", "columns_back") and not self.has_more_columns:
            return _("All columns are in view.")
        if name in ("next", "widest") and self.view != "differences":
            return _("Put the cursor on a difference (tab: the list).")
        return ""

    def footer_commands(self) -> list[tuple[Command, str]]:
        """Beside the figures the keys that settle a difference are of no use; of three coders 3 takes the third."""
        one = self.current()
        joint = one is not None and one.is_joint
        found = [(command, why) for command, why in super().footer_commands() if self.view == "differences" or not why]
        return [
            (replace(command, title=N_("As the third")) if joint and command.id == "agreement.third" else command, why)
            for command, why in found
        ]
