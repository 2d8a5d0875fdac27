"""Geschiedenis: who did what, when and why; undo to a point; backups and putting one back."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.history import ChangeEntry, ChangeKind, ChangeState
from cmo_coder.store.history import entries, rows_of
from cmo_coder.store.names import name_of
from cmo_coder.store.study import coders_of
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import Choice, Confirm, Pick

PAGE = 300
"""How many entries are shown at first; `m` shows as many more."""


class HistoryScreen(StudyScreen):
    """The change log."""

    ID = "history"
    TITLE_TEXT = N_("History")
    HELP = N_(
        "Every change with its time, its coder and its reason, the last one above; a struck one was undone. Enter shows what "
        "changed in each row. t takes everything back up to the line under the cursor; b shows the backups."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(
            Command("history.details", N_("Details"), N_("Show the rows that this change touched"), footer=True),
            Command("history.to_here", N_("Undo to here"), N_("Take back every change after this one"), footer=True),
            Command("history.filter", N_("Filter"), N_("Only the changes of one coder or one kind"), footer=True),
            Command("history.more", N_("More"), N_("Show older changes too")),
            Command("history.write", N_("Write"), N_("Write the log to a CSV or JSON Lines file"), footer=True),
            Command("history.backups", N_("Backups"), N_("See the backups and put one back"), footer=True),
            Command("history.back_up", N_("Back up now"), N_("Make a backup of the project as it is")),
        ),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]
    DEFAULT_CSS = """
    HistoryScreen #log { width: 1fr; background: $background; }
    HistoryScreen #rows { width: 45%; border-left: solid $panel; padding: 0 1; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[ChangeEntry, ...] = ()
        self._limit = PAGE
        self._coder_id: str | None = None
        self._act: str | None = None
        self._filter = ""

    def compose_body(self) -> ComposeResult:
        """The log, and the rows of one change beside it."""
        with Horizontal():
            yield DataTable(id="log", cursor_type="row")
            with VerticalScroll(id="rows"):
                yield Static(id="details", markup=False)

    def refresh_data(self) -> None:
        """Read the log again."""
        with self.session.project.read() as reading:
            self._entries = entries(reading, limit=self._limit, coder_id=self._coder_id, act=self._act)
        table: DataTable[str] = self.query_one("#log", DataTable)
        kept = table.cursor_row
        table.clear(columns=True)
        table.add_columns(_("nr"), _("when"), _("who"), _("what"))
        for one in self._entries:
            table.add_row(str(one.seq), one.at[:16].replace("T", " "), one.coder_name or "-", self._what(one))
        if table.row_count:
            table.move_cursor(row=min(kept, table.row_count - 1))
        if self.focused is None:
            table.focus()

    def _what(self, entry: ChangeEntry) -> str:
        mark = "" if entry.state is ChangeState.DONE or entry.kind is not ChangeKind.DO else _("[undone] ")
        reason = f" ({entry.reason})" if entry.reason else ""
        return mark + entry.text() + reason

    def _entry(self) -> ChangeEntry | None:
        row = self.query_one("#log", DataTable).cursor_row
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def context_text(self) -> str:
        """How many, and which."""
        n = len(self._entries)
        shown = ngettext("{n} change", "{n} changes", n).format(n=n)
        return f"{shown} ({self._filter})" if self._filter else shown

    def action_down(self) -> None:
        """One line down."""
        self.query_one("#log", DataTable).action_cursor_down()

    def action_up(self) -> None:
        """One line up."""
        self.query_one("#log", DataTable).action_cursor_up()

    def go_to_top(self) -> None:
        """The last change."""
        self.query_one("#log", DataTable).move_cursor(row=0)

    @on(DataTable.RowSelected)
    def do_details(self) -> None:
        """Show or hide the rows of a change."""
        panel = self.query_one("#rows")
        panel.display = not panel.display
        self._show_rows()

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        entry = self._entry()
        if entry is None or not self.query_one("#rows").display:
            return
        with self.session.project.read() as reading:
            rows = rows_of(reading, entry.seq)
        lines = [entry.text(), ""]
        for row in rows[:40]:
            before, after = dict(row.before), dict(row.after)
            lines.append(name_of(row.table))
            for name in after or before:
                old, new = before.get(name, ""), after.get(name, "")
                if name == "id" or name.endswith("_id") or old == new:
                    continue
                lines.append(
                    f"  {name}: {_short(old)} → {_short(new)}"
                    if before and after
                    else f"  {name}: {_short(new or old)}"
                )
        if len(rows) > 40:
            lines.append(_("… and {n} more rows").format(n=len(rows) - 40))
        self.query_one("#details", Static).update("\n".join(lines))

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
        """One coder, one kind, or everything."""
        kinds = sorted({one.act.partition(".")[0] for one in self._entries})
        choices = [Choice("all", _("Everything"))]
        choices += [Choice(f"by:{one.id}", one.name, _("coder")) for one in coders_of(self.session.project)]
        choices += [Choice(f"act:{kind}", kind, _("kind of change")) for kind in kinds]

        def chosen(value: str | None) -> None:
            if value is None:
                return
            kind, _colon, which = value.partition(":")
            self._coder_id = which if kind == "by" else None
            self._act = which if kind == "act" else None
            self._filter = "" if kind == "all" else next(one.title for one in choices if one.value == value)
            self.show_all()

        self.cmo.push_screen(Pick(_("Which changes?"), choices), chosen)

    def do_more(self) -> None:
        """Older changes too."""
        self._limit += PAGE
        self.show_all()

    def do_write(self) -> None:
        """Write the log to a file."""
        from cmo_coder.export.log import write_log
        from cmo_coder.tui.screens.writing import ask_and_write

        project = self.session.project

        def write(path: Path, overwrite: bool) -> Path:
            return write_log(project, path, overwrite=overwrite)

        ask_and_write(self.cmo, _("File for the log (.csv or .jsonl)"), _("history.csv"), write)

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
        from cmo_coder.store.backup import backups_of, restore

        path = self.session.project.path
        assert path is not None
        found = backups_of(path)
        if not found:
            self.cmo.tell(_("There are no backups yet."))
            return
        why = {
            "open": _("on opening"),
            "migrate": _("before an update"),
            "restore": _("before a restore"),
            "hand": _("by hand"),
        }
        choices = [
            Choice(str(nr), one.at[:16].replace("T", " "), f"{why.get(one.kind, one.kind)} · {one.size // 1024} kB")
            for nr, one in enumerate(found)
        ]

        def chosen(value: str | None) -> None:
            if value is None:
                return
            backup = found[int(value)]
            question = _("Put back the project as it was at {at}? What stands there now is kept as a backup.").format(
                at=backup.at[:16].replace("T", " ")
            )

            def answered(yes: bool | None) -> None:
                if yes:
                    place = str(path)
                    self.cmo.leave_project()
                    with self.cmo.errors_shown():
                        restore(path, backup.path)
                    self.cmo.open_project(place, "history")

            self.cmo.push_screen(Confirm(question), answered)

        self.cmo.push_screen(Pick(_("Which backup?"), choices), chosen)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"
