"""A screen of two lists: what there is at the left, and everything about the line under the cursor at the right.

Enter leads on: from the left list to the right one, there to the quotes behind a line or to the thing it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from cmo_coder.messages import _
from cmo_coder.realist.filtering import EVERY_CLAIM
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.claim_filter import without_empty_headings
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText
from cmo_coder.tui.screens.quotes import QuotesDialog
from cmo_coder.tui.widgets.line_list import NOTHING, Line, LineList, heading, recounted

MOST_LINES = 200
"""How many lines are laid out at the left."""
HALF = 110
"""From this width on the two lists are equally wide."""


class TwoListScreen(StudyScreen):
    """Left and right. A subclass gives the lines (`left_lines`, `right_lines`) and what to say when there are none."""

    EMPTY: ClassVar[str] = ""
    """What to do when there is nothing yet (a message id)."""
    TABLE: ClassVar[str] = ""
    """The table that `w` writes."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right", "to_right", show=False, priority=True),
        Binding("shift+tab,left", "to_left", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    TwoListScreen #left { width: 34; height: 1fr; }
    TwoListScreen.-wide #left { width: 2fr; }
    TwoListScreen #right { width: 1fr; height: 1fr; border-left: solid $panel; }
    TwoListScreen.-wide #right { width: 3fr; }
    TwoListScreen #none { padding: 1 1; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot
        self.words = ""
        self._wanted: str | None = None
        self._kept: tuple[Snapshot, tuple[object, ...], Sequence[Line]] | None = None

    def compose_body(self) -> ComposeResult:
        """The lists, or what to do first."""
        with Horizontal():
            yield LineList(id="left")
            yield LineList(id="right", classes="-quiet")
        yield Static(id="none", markup=False)

    # What a subclass gives

    def left_lines(self) -> Sequence[Line]:
        """What there is."""
        raise NotImplementedError

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """Everything about a line of the left list."""
        raise NotImplementedError

    # Showing

    @property
    def left(self) -> LineList:
        """The left list."""
        return self.query_one("#left", LineList)

    @property
    def right(self) -> LineList:
        """The right list."""
        return self.query_one("#right", LineList)

    @property
    def about(self) -> tuple[str, str]:
        """Table and id of the line under the cursor in the left list."""
        line = self.left.line
        return line.about if line is not None else NOTHING

    def refresh_data(self) -> None:
        """Both lists as the study is now; the cursor stays where it was."""
        self.snapshot = current_snapshot(self.session.project)
        lines = self._cut(self.filtered(self._all_lines()))
        with self.prevent(OptionList.OptionHighlighted):  # the right list is shown below, once
            self.left.show(lines, self._wanted)
        self._wanted = None
        nothing = not any(not line.heading for line in lines)
        none = self.query_one("#none", Static)
        none.display = nothing
        none.update(self._none_text())
        self.left.parent.display = not nothing  # type: ignore[union-attr]
        self.show_right()
        if self.focused is None:
            self.left.focus()

    def _none_text(self) -> str:
        """Why there is nothing, or what to do first."""
        if self.words:
            return _("Nothing has these words: {words}").format(words=self.words)
        if claims := self.filter_text():
            return _("Nothing matches: {filter}").format(filter=claims)
        return self.empty_text()

    def lines_key(self) -> tuple[object, ...]:
        """What the left lines depend on beside the study (a kind that is shown): they are made anew when it changes."""
        return ()

    def _all_lines(self) -> Sequence[Line]:
        """The left lines; made once for each state of the study, so that a filter only has to look through them."""
        key = self.lines_key()
        if self._kept is None or self._kept[0] is not self.snapshot or self._kept[1] != key:
            self._kept = (self.snapshot, key, self.left_lines())
        return self._kept[2]

    def _cut(self, lines: list[Line]) -> list[Line]:
        """At most MOST_LINES lines, with how many more there are; words narrow them down."""
        if len(lines) <= MOST_LINES:
            return lines
        more = _("… {n} more lines: / narrows them down").format(n=len(lines) - MOST_LINES)
        return [*lines[:MOST_LINES], heading("more", more)]

    def empty_text(self) -> str:
        """What to do when there is nothing yet."""
        return _(self.EMPTY)

    def filtered(self, lines: Sequence[Line]) -> list[Line]:
        """The lines that hold the words looked for, with the headings above them."""
        wanted = self.words.casefold()
        some = self.meant(lines) if self.FILTERED else list(lines)
        if not wanted and len(some) == len(lines):
            return some
        left = [line for line in some if line.heading or wanted in line.words.casefold()]
        return recounted(without_empty_headings(left))

    def show_right(self) -> None:
        """Everything about the line under the cursor."""
        lines = self.right_lines(self.left.line)
        self.right.show(self.meant(lines) if self.FILTERED else lines)

    def show_line(self, id_: str) -> None:
        """Put the cursor on a line, from another screen too."""
        self._wanted = id_
        self.words = ""
        if self.is_mounted:
            self.show_all()
            self.left.focus()

    def context_text(self) -> str:
        """The words that are looked for."""
        return f"/ {self.words}" if self.words else ""

    def on_resize(self) -> None:
        """Half and half where there is room."""
        self.set_class(self.size.width >= HALF, "-wide")

    # Moving

    @on(OptionList.OptionHighlighted, "#left")
    def _moved(self) -> None:
        self.show_right()
        self.refresh_footer()

    def action_to_right(self) -> None:
        """To the right list, where there is something in it."""
        if any(not line.heading for line in self.right.lines):
            self.right.focus()

    def action_to_left(self) -> None:
        """Back to the left list."""
        self.left.focus()

    def go_to_top(self) -> None:
        """The first line."""
        self.left.action_first()

    @on(OptionList.OptionSelected, "#left")
    def _left_chosen(self) -> None:
        self.action_to_right()

    @on(OptionList.OptionSelected, "#right")
    def _right_chosen(self) -> None:
        line = self.right.line
        if line is not None:
            self.open_line(line)

    def open_line(self, line: Line) -> None:
        """The quotes behind a line, or the thing that it names."""
        kind, id_ = line.about
        if kind == "configuration":
            from cmo_coder.tui.screens.card import CardScreen

            screen = self.cmo.show("card")
            assert isinstance(screen, CardScreen)
            screen.show_configuration(id_)
        elif kind == "effective_element":
            from cmo_coder.tui.screens.elements import ElementsScreen

            board = self.cmo.show("elements")
            assert isinstance(board, ElementsScreen)
            board.show_element(id_)
        elif line.fragments:
            QuotesDialog.show(self.cmo, line.title or line.words, line.fragments)
        elif kind == "claim":
            from cmo_coder.tui.screens.link import LinkScreen

            linking = self.cmo.show("link")
            assert isinstance(linking, LinkScreen)
            linking.show_claim(id_)

    def do_filter(self) -> None:
        """Only lines with some words; empty shows everything."""

        def given(words: str | None) -> None:
            if words is not None:
                self.words = words.strip()
                self.show_all()

        self.cmo.push_screen(
            AskText(_("Show only what has these words (empty: everything)"), self.words, passing=True), given
        )

    def do_write(self) -> None:
        """Write the table of this screen to a file; its ending decides the format."""
        from cmo_coder.export.writing import FORMATS, suggested_name, write_table
        from cmo_coder.tables.catalogue import build, entry
        from cmo_coder.tui.screens.writing import ask_and_write

        project, language = self.session.project, self.cmo.settings.export_language or self.session.study.language
        claims = self.session.claim_filter if self.FILTERED else EVERY_CLAIM
        table = build(self.TABLE, current_snapshot(project), language=language, claims=claims)

        def write(path: Path, overwrite: bool) -> Path:
            made = build(self.TABLE, current_snapshot(project), language=language, claims=claims)
            return write_table(made, path, None if path.suffix else FORMATS[0].id, overwrite=overwrite)

        endings = ", ".join(one.extension for one in FORMATS)
        title = _(entry(self.TABLE).title)
        question = _("File for '{title}'; its ending decides ({endings})").format(title=title, endings=endings)
        ask_and_write(self.cmo, question, suggested_name(table, "docx"), write)
