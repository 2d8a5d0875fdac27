"""A list of what the program proposes, shown at once and filled when that is found: take, refuse, choose another, why.

It decides nothing by itself. Who leaves before anything is found calls the search off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, OptionList, Static

from cmo_coder.messages import N_, _
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.line_list import Line, LineList

FAILED = N_("The suggestions did not come")
Found = Callable[[], None]


class ProposalsDialog(Dialog[str]):
    """Gives "take ID", "refuse ID" or "other ID" with the id of a line, or nothing on leaving."""

    DEFAULT_CSS = """
    ProposalsDialog > .dialog { width: 100; }
    ProposalsDialog LineList { height: auto; max-height: 60vh; background: $surface; }
    ProposalsDialog #why { height: auto; max-height: 8; overflow-y: auto; color: $foreground 85%; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,enter", "decide('take')", show=False, priority=True),
        Binding("x", "decide('refuse')", show=False),
        Binding("o", "decide('other')", show=False),
        Binding("question_mark", "why", show=False),
    ]
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("tab enter", N_("take what stands on the line under the cursor")),
        ("1-9", N_("take that line")),
        ("x", N_("refuse it: it is not proposed here again")),
        ("o", N_("take another in its place")),
        ("?", N_("why this is proposed")),
    )
    ESCAPE = N_("back, without doing anything; what is still looked for is called off")

    def __init__(self, title: str, working: str) -> None:
        """`working` stands there until something is found."""
        super().__init__()
        self._title, self._working = title, working
        self._whys: Mapping[str, Sequence[str]] = {}
        self._explained = ""

    def compose(self) -> ComposeResult:
        """Title, lines, reasons, keys."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="question", markup=False)
            yield Static(self._working, id="working", markup=False)
            yield LineList(id="alike")
            yield Static("", id="why", markup=False)
            yield Label(_("esc stops it"), id="keys", classes="dim", markup=False)

    def on_mount(self) -> None:
        """Nothing is found yet."""
        self.query_one(LineList).display = self.query_one("#why").display = False

    def look(self, work: Callable[[], Found]) -> None:
        """Do `work` in a thread, and what it gives in the thread of the screens while this is still open."""
        # The box is to be on the screen first: the thread and the painting share one interpreter.
        self.call_after_refresh(lambda: behind(self, lambda: self._look(work), FAILED, self._fail, group="proposals"))

    def _look(self, work: Callable[[], Found]) -> None:
        from textual.worker import get_current_worker

        worker = get_current_worker()
        found = work()
        if not worker.is_cancelled and self.app.is_running:
            self.app.call_from_thread(self._came, found)

    def _came(self, found: Found) -> None:
        if self.is_attached:
            found()

    def _fail(self, reason: str) -> None:
        if self.is_attached:
            self.query_one("#working", Static).update(reason)
            self.query_one("#keys", Label).update(_("esc: back"))

    def show(self, lines: Sequence[Line], whys: Mapping[str, Sequence[str]]) -> None:
        """Show what was found; `whys` are the reasons by the id of a line."""
        self._whys = whys
        self.query_one("#working").display = False
        found = self.query_one(LineList)
        found.display = True
        found.show(lines)
        found.focus()
        keys = _("tab takes · 1-9 choose · x refuses · o other · ? why · esc")
        self.query_one("#keys", Label).update(keys)

    def _line(self) -> Line | None:
        found = self.query_one(LineList)
        return found.line if found.display else None

    def action_decide(self, what: str) -> None:
        """Decide on the line under the cursor."""
        line = self._line()
        if line is not None:
            self.dismiss(f"{what} {line.id}")

    def on_key(self, event: events.Key) -> None:
        """A number takes that line."""
        found = self.query_one(LineList)
        lines = [one for one in found.lines if not one.heading] if found.display else []
        if event.character and event.character.isdigit() and 0 < int(event.character) <= len(lines):
            event.stop()
            self.dismiss(f"take {lines[int(event.character) - 1].id}")

    def action_why(self) -> None:
        """Show the reasons for the line under the cursor, or no longer."""
        line = self._line()
        if line is not None:
            self._explained = "" if self._explained == line.id else line.id
            self._show_why()

    def _show_why(self) -> None:
        said = self.query_one("#why", Static)
        said.display = bool(self._explained)
        said.update("\n".join(self._whys.get(self._explained, ())))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        line = self._line()
        if self._explained and line is not None and line.id != self._explained:
            self._explained = line.id
            self._show_why()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_decide("take")
