"""Splitting a code: choose the quotes that go to a new code, name it, say why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, SelectionList, Static
from textual.widgets.selection_list import Selection

from cmo_coder.messages import _
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import UserError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.codes import split_code
from cmo_coder.store.project import Project
from cmo_coder.tui.screens.dialogs import Dialog


class SplitCode(Dialog[bool]):
    """Gives True when the code was split."""

    DEFAULT_CSS = """
    SplitCode SelectionList { height: auto; max-height: 14; border: none; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", show=False, priority=True)]

    def __init__(self, project: Project, code: Code) -> None:
        super().__init__()
        self._project, self._code = project, code
        with project.read() as reading:
            codings = reading.all(Coding, order=("at",), code_id=code.id)
            fragments = {f.id: f for f in reading.among(Fragment, "id", [c.fragment_id for c in codings])}
            titles = {d.id: d.title for d in reading.among(Document, "id", [f.document_id for f in fragments.values()])}
        self._lines = [
            (coding.id, fragments[coding.fragment_id].quote, titles[fragments[coding.fragment_id].document_id])
            for coding in codings
        ]

    def compose(self) -> ComposeResult:
        """Quotes, name, reason."""
        with Vertical(classes="dialog"):
            yield Static(_("Split '{name}'").format(name=self._code.name), classes="heading", markup=False)
            yield Label(_("Which quotes go to the new code? (space marks)"), classes="field")
            yield SelectionList[str](
                *(Selection(_line(quote, title), coding_id) for coding_id, quote, title in self._lines)
            )
            yield Label(_("Name of the new code"), classes="field")
            yield Input(id="name")
            yield Label(_("Why? (goes to the decision log)"), classes="field")
            yield Input(id="reason")
            yield Static(classes="problem", markup=False)
            yield Label(_("ctrl+s save · esc leave"), classes="dim")

    def action_save(self) -> None:
        """Split, or say what is missing."""
        chosen = self.query_one(SelectionList).selected
        name, reason = self.query_one("#name", Input).value.strip(), self.query_one("#reason", Input).value
        problem = self.query_one(".problem", Static)
        if not chosen:
            problem.update(_("Mark at least one quote."))
            return
        new = Code(id=new_id(), name=name, type=self._code.type, parent_id=self._code.parent_id)
        try:
            split_code(self._project, self._code, new, chosen, reason)
        except UserError as error:
            problem.update(str(error))
            return
        self.dismiss(True)


def _line(quote: str, title: str) -> str:
    short = quote if len(quote) <= 70 else quote[:67] + "…"
    return f"{short}  ({title})".replace("[", "\\[")
