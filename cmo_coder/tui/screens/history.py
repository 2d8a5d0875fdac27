"""Geschiedenis: who did what, when and why; undo to a point; the log as a file; backups."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import moment
from cmo_coder.model.history import ChangeEntry, ChangeKind, ChangeState
from cmo_coder.store.history import entries
from cmo_coder.store.names import name_of
from cmo_coder.store.study import coders_of
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.backups import choose_backup
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Choice, Confirm, Pick
from cmo_coder.tui.screens.history_rows import details_of
from cmo_coder.tui.widgets.fitted import FittedTable, fill

PAGE = 300
"""How many entries are shown at first; `m` shows as many more."""
MOST_OF_NAME = 18
"""Letters of a coder's name in the log."""
WIDE = 110
"""From this width on the rows of a change stand beside the log from the start."""

TABLE_OF = {
    "case": "study_case",
    "effective": "effective_element",
    "check": "member_check",
    "search": "negative_search",
    "autocode": "coding",
}
"""The first part of an act, where it is not the name of a table."""
OTHER_KINDS = {"bulk": N_("coded data in bulk"), "codebook": N_("codebook")}


class HistoryScreen(StudyScreen):
    """The change log."""

    ID = "history"
    TITLE_TEXT = N_("History")
    HELP = N_(
        "Every change with its time, its coder and its reason, the last one above; what was undone is marked so. Enter "
        "shows what changed in each row. t takes everything back up to the line under the cursor; b shows the backups."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(
            Command(
                "history.details", N_("Details"), N_("Show or hide the rows that this change touched"), footer=True
            ),
            Command("history.to_here", N_("Undo to here"), N_("Take back every change after this one"), footer=True),
            Command(
                "history.filter", N_("Filter"), N_("Only changes of one coder, one kind, or with a word"), footer=True
            ),
            Command("history.more", N_("More"), N_("Show older changes too")),
            Command("history.write", N_("Write"), N_("Write the log to a CSV or JSON Lines file"), footer=True),
            Command("history.backups", N_("Backups"), N_("See the backups and put one back"), footer=True),
            Command("history.back_up", N_("Back up now"), N_("Make a backup of the project as it is")),
        ),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]
    DEFAULT_CSS = """
    HistoryScreen #log { width: 1fr; height: 1fr; background: $background; }
    HistoryScreen #rows { width: 45%; border-left: solid $panel; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[ChangeEntry, ...] = ()
        self._kinds: list[str] = []
        self._limit = PAGE
        self._coder_id: str | None = None
        self._act: str | None = None
        self._words = ""
        self._filter = ""
        self._details: bool | None = None

    def compose_body(self) -> ComposeResult:
        """The log, and the rows of one change beside it."""
        with Horizontal():
            yield FittedTable(id="log", cursor_type="row")
            with VerticalScroll(id="rows", can_focus=False):
                yield Static(id="details", markup=False)

    @property
    def _log(self) -> FittedTable:
        return self.query_one("#log", FittedTable)

    def refresh_data(self) -> None:
        """Read the log again; the cursor stays on its entry, or on the last change where it was there."""
        present = self._entry()
        at_top = self._log.cursor_row == 0
        with self.session.project.read() as reading:
            self._entries = entries(
                reading, limit=self._limit, coder_id=self._coder_id, act=self._act, words=self._words
            )
        if not self._filter:
            self._kinds = sorted({one.act.partition(".")[0] for one in self._entries}, key=_kind)
        table = self._log
        rows = []
        for one in self._entries:
            # As Text: a str would be read as markup, and what was done may hold brackets.
            cells = (str(one.seq), moment(one.at), _shortened(one.coder_name) or "-", _what(one))
            rows.append([Text(cell, style="dim" if _is_undone(one) else "") for cell in cells])
        room = self.columns * 55 // 100 if self._shows_details() else self.columns
        fill(table, (_("nr"), _("when"), _("who"), _("what")), rows, room=room - 2, elastic=3)
        at = next((nr for nr, one in enumerate(self._entries) if present and one.seq == present.seq), 0)
        if table.row_count:
            table.move_cursor(row=0 if at_top else at)
        if self.focused is None:
            table.focus()
        self.query_one("#rows").display = self._shows_details()
        self._show_rows()

    def _shows_details(self) -> bool:
        return self.columns >= WIDE if self._details is None else self._details

    def _entry(self) -> ChangeEntry | None:
        row = self._log.cursor_row
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def context_text(self) -> str:
        """How many, and which."""
        n = len(self._entries)
        shown = ngettext("{n} change", "{n} changes", n).format(n=n)
        if n == self._limit:
            shown = _("the last {n} changes (m: more)").format(n=n)
        return f"{shown} ({self._filter})" if self._filter else shown

    def on_resize(self) -> None:
        """The rows stand beside the log where there is room."""
        self.show_in_width()

    # Moving

    def action_down(self) -> None:
        """One line down."""
        self._log.action_cursor_down()

    def action_up(self) -> None:
        """One line up."""
        self._log.action_cursor_up()

    def go_to_top(self) -> None:
        """The last change."""
        self._log.move_cursor(row=0)

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._show_rows()

    @on(DataTable.RowSelected)
    def do_details(self) -> None:
        """Show or hide the rows of a change."""
        self._details = not self._shows_details()
        self.query_one("#rows").display = self._details
        self._show_rows()

    def step_back(self) -> bool:
        """From the rows that were asked for back to the log alone."""
        if not self._details:
            return False
        self.do_details()
        return True

    def _show_rows(self) -> None:
        entry = self._entry()
        if entry is None or not self._shows_details():
            return
        with self.session.project.read() as reading:
            text = details_of(reading, entry)
        self.query_one("#details", Static).update(text)
        self.query_one("#rows").scroll_home(animate=False)

    # Commands

    def do_to_here(self) -> None:
        """Take back every change after the one under the cursor."""
        entry = self._entry()
        if entry is None:
            return
        project = self.session.project
        with project.read() as reading:
            later = [
                one
                for one in entries(reading)
                if one.seq > entry.seq and one.kind is ChangeKind.DO and one.state is ChangeState.DONE
            ]
        if not later:
            self.cmo.tell(_("Nothing after this line is in force."))
            return
        others = {one.coder_name for one in later} - {self.session.coder.name if self.session.coder else "", ""}
        question = ngettext(
            "Take back {n} change after line {seq}?", "Take back {n} changes after line {seq}?", len(later)
        ).format(n=len(later), seq=entry.seq)
        if others:
            question += " " + _("Among them work of {names}.").format(names=", ".join(sorted(others)))
        question += " " + _("ctrl+r brings each back.")

        def answered(yes: bool | None) -> None:
            if yes:
                with self.cmo.errors_shown():
                    n = project.undo_to(entry.seq)
                    self.cmo.tell(ngettext("{n} change undone", "{n} changes undone", n).format(n=n))
                self.show_all()

        self.cmo.push_screen(Confirm(question), answered)

    def do_filter(self) -> None:
        """One coder, one kind, a word, or everything."""
        choices = [Choice("all", _("Everything")), Choice("words", _("Changes with a word …"))]
        choices += [Choice(f"by:{one.id}", one.name, _("coder")) for one in coders_of(self.session.project)]
        choices += [Choice(f"act:{kind}", _kind(kind), _("kind of change"), (kind,)) for kind in self._kinds]

        def chosen(value: str | None) -> None:
            if value == "words":
                self.cmo.push_screen(AskText(_("Which word?"), self._words, passing=True), self._with_words)
            elif value is not None:
                kind, _colon, which = value.partition(":")
                self._coder_id = which if kind == "by" else None
                self._act = which if kind == "act" else None
                self._words = ""
                self._filter = "" if kind == "all" else next(one.title for one in choices if one.value == value)
                self._log.move_cursor(row=0)
                self.show_all()

        self.cmo.push_screen(Pick(_("Which changes?"), choices), chosen)

    def _with_words(self, words: str | None) -> None:
        if words is not None:
            self._words, self._coder_id, self._act = words.strip(), None, None
            self._filter = f"“{self._words}”" if self._words else ""
            self._log.move_cursor(row=0)
            self.show_all()

    def do_more(self) -> None:
        """Older changes too."""
        self._limit += PAGE
        self.show_all()

    def do_write(self) -> None:
        """Write the log to a file."""
        from cmo_coder.export.log import write_log
        from cmo_coder.tui.screens.writing import ask_and_write

        project = self.session.project
        of: dict[str, Any] = {"coder_id": self._coder_id, "act": self._act, "words": self._words}

        def write(path: Path, overwrite: bool) -> Path:
            return write_log(project, path, overwrite=overwrite, **of)

        question = _("File for the log (.csv or .jsonl)")
        if self._filter:
            question = _("File for the changes of {filter} (.csv or .jsonl)").format(filter=self._filter)
        ask_and_write(self.cmo, question, _("history.csv"), write)

    def why_not(self, command_id: str) -> str:
        """A database server makes its own backups."""
        if command_id in ("history.backups", "history.back_up") and self.session.project.path is None:
            return _("A database server makes its own backups.")
        return ""

    def do_back_up(self) -> None:
        """A backup now."""
        made = self.session.project.back_up()
        self.cmo.tell(_("Backup made: {path}").format(path=made.path))

    def do_backups(self) -> None:
        """Choose a backup and put it back."""
        choose_backup(self.cmo)


def _what(entry: ChangeEntry) -> str:
    mark = _("[undone] ") if _is_undone(entry) else ""
    reason = f" ({entry.reason})" if entry.reason else ""
    return mark + entry.text() + reason


def _shortened(name: str) -> str:
    return name if len(name) <= MOST_OF_NAME else name[: MOST_OF_NAME - 1].rstrip() + "…"


def _is_undone(entry: ChangeEntry) -> bool:
    return entry.kind is ChangeKind.DO and entry.state is not ChangeState.DONE


def _kind(act: str) -> str:
    """The first part of an act in words."""
    return _(OTHER_KINDS[act]) if act in OTHER_KINDS else name_of(TABLE_OF.get(act, act))
