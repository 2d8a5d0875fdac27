"""The residue report on a screen of its own: what may still tell who is meant, line by line, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, Static

from cmo_coder.messages import N_, _
from cmo_coder.names.residue import REMAINS, Remainder
from cmo_coder.store.residue import Residue, residue_of
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.line_list import Line, LineList, heading

if TYPE_CHECKING:
    from cmo_coder.store.name_proposals import Found
    from cmo_coder.tui.app import CmoApp

REACH = 40


class ResidueDialog(Dialog[tuple[str, int]]):
    """The list; enter gives the document and the place to read at."""

    DEFAULT_CSS = """
    ResidueDialog > .dialog { width: 96%; height: 94%; }
    ResidueDialog LineList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,l", "read", show=False, priority=True)]
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("enter l", N_("read it in the transcript")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, residue: Residue) -> None:
        super().__init__()
        self._residue = residue
        self._by_id: dict[str, Remainder] = {}

    def compose(self) -> ComposeResult:
        """What it is, the list, the keys."""
        with Vertical(classes="dialog"):
            yield Static(
                _("What may still tell who is meant. No list is complete: read on with other eyes."),
                classes="question",
                markup=False,
            )
            yield LineList(id="remainders")
            yield Label(_("enter read there · esc close"), classes="dim")

    def on_mount(self) -> None:
        """Fill the list."""
        super().on_mount()
        lines: list[Line] = []
        for what, title in REMAINS.items():
            ones = [one for one in self._residue.remainders if one.what is what]
            if ones:
                lines.append(heading(what.value, f"{_(title)} ({len(ones)})"))
            for nr, one in enumerate(ones):
                id_ = f"{what.value}{nr}"
                self._by_id[id_] = one
                lines.append(Line(id_, self._text(one), indent=2))
        if not lines:
            lines.append(
                heading("none", _("Nothing was found. That is no proof: read the transcripts with other eyes."))
            )
        shown = self.query_one(LineList)
        shown.show(lines)
        shown.focus()

    def _text(self, one: Remainder) -> Content:
        source = self._residue.found.sources.get(one.text_id)
        if source is None:
            return Content(one.words)
        before = " ".join(source.text[max(0, one.start - REACH) : one.start].split("\n"))
        after = " ".join(source.text[one.end : one.end + REACH].split("\n"))
        where = (f"{source.title}: ", "dim")
        return Content.assemble(where, (before, "dim"), (one.words, "bold reverse"), (after, "dim"))

    def action_read(self) -> None:
        """Close, and read there."""
        line = self.query_one(LineList).line
        one = self._by_id.get(line.id) if line else None
        source = self._residue.found.sources.get(one.text_id) if one else None
        if one is not None and source is not None and source.document_id is not None:
            self.dismiss((source.document_id, one.start))


def show_residue(app: CmoApp, found: Found | None) -> None:
    """Show what remains; read on where one of it stands."""
    from cmo_coder.tui.screens.read import ReadScreen

    assert app.session is not None

    def read(place: tuple[str, int] | None) -> None:
        if place is not None:
            screen = app.show("read")
            assert isinstance(screen, ReadScreen)
            screen.open_document(*place)

    app.push_screen(ResidueDialog(residue_of(app.session.project, found)), read)
