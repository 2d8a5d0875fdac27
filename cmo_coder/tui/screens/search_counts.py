"""How many hits each document and each case has."""

from __future__ import annotations

from collections import Counter

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from cmo_coder.messages import N_, _
from cmo_coder.store.whereabouts import Places
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.screens.search_results import Counted
from cmo_coder.tui.widgets.line_list import Line, LineList, blank, heading


class CountsDialog(Dialog[str]):
    """Hits per case and per document; gives the id of the document that was chosen."""

    DEFAULT_CSS = """
    CountsDialog LineList { height: auto; max-height: 70vh; background: $surface; }
    """
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("enter", N_("to the first hit of this document")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, counted: list[Counted], places: Places) -> None:
        super().__init__()
        self._counted, self._places = counted, places

    def compose(self) -> ComposeResult:
        """The counts, and what to press."""
        with Vertical(classes="dialog"):
            yield Static(_("Hits per case and per document"), classes="question", markup=False)
            yield LineList(id="counts")
            yield Label(_("enter: go to the first hit of this document · esc: back"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """Cases above, documents below."""
        cases: Counter[str] = Counter()
        for one in self._counted:
            cases[self._places.case(one.document_id) or _("without a case")] += one.hits
        lines: list[Line] = []
        if len(cases) > 1:
            lines.append(heading("cases", _("Cases")))
            lines += [Line(f"case:{name}", f"{n:>6}  {name}", heading=True) for name, n in cases.most_common()]
            lines += [blank("gap"), heading("documents", _("Documents"))]
        for one in self._counted:
            case = self._places.case(one.document_id)
            text = Content.assemble(f"{one.hits:>6}  {self._places.title(one.document_id)}", (f"  {case}", "dim"))
            lines.append(Line(one.document_id, text))
        counts = self.query_one(LineList)
        counts.show(lines)
        counts.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None:
            self.dismiss(line.id)
