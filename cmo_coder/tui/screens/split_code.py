"""Splitting a code: choose the quotes that go to a new code, name it, say why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from cmo_coder.messages import N_, _
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import UserError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.codes import split_code
from cmo_coder.store.project import Project
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.mark_list import MarkList


class SplitCode(Dialog[bool]):
    """Gives True when the code was split."""

    DEFAULT_CSS = """
    SplitCode MarkList { height: auto; max-height: 40vh; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", show=False)]
    OWN_KEYS = (
        (N_("space"), N_("the quote goes to the new code, or stays")),
        ("tab", N_("the next field")),
        ("ctrl+s", N_("save and close")),
    )
    ESCAPE = N_("leave; what was typed is asked about first")

    def __init__(self, project: Project, code: Code) -> None:
        super().__init__()
        self._project, self._code = project, code
        with project.read() as reading:
            codings = reading.all(Coding, order=("at",), code_id=code.id)
            fragments = {f.id: f for f in reading.among(Fragment, "id", [c.fragment_id for c in codings])}
            documents = {d.id: d for d in reading.among(Document, "id", [f.document_id for f in fragments.values()])}
        # In the order in which people read them.
        codings = tuple(
            sorted(
                codings,
                key=lambda one: (
                    documents[fragments[one.fragment_id].document_id].position,
                    fragments[one.fragment_id].start,
                ),
            )
        )
        self._lines = [
            (coding.id, fragments[coding.fragment_id].quote, documents[fragments[coding.fragment_id].document_id].title)
            for coding in codings
        ]

    def compose(self) -> ComposeResult:
        """Quotes, name, reason."""
        with Vertical(classes="dialog"):
            yield Static(_("Split '{name}'").format(name=self._code.name), classes="heading", markup=False)
            yield Label(_("Which quotes go to the new code? (space marks)"), classes="field")
            yield MarkList([(coding_id, _line(quote, title)) for coding_id, quote, title in self._lines])
            yield Label(_("Name of the new code"), classes="field")
            yield Input(id="name")
            yield Label(_("Why? (goes to the decision log)"), classes="field")
            yield Input(id="reason")
            yield Static(classes="problem", markup=False)
            yield Label(_("tab next · ctrl+s save · esc leave"), classes="dim")

    def on_mount(self) -> None:
        """Begin with the quotes."""
        self.query_one(MarkList).focus()

    def typed(self) -> object:
        """The marks and the words."""
        return tuple(self.query_one(MarkList).marked), tuple(field.value for field in self.query(Input))

    def action_save(self) -> None:
        """Split, or say what is missing."""
        chosen = self.query_one(MarkList).marked
        name, reason = self.query_one("#name", Input).value.strip(), self.query_one("#reason", Input).value
        problem = self.query_one(".problem", Static)
        if not chosen:
            problem.update(_("Mark at least one quote."))
            self.query_one(MarkList).focus()
            return
        new = Code(id=new_id(), name=name, type=self._code.type, parent_id=self._code.parent_id)
        try:
            split_code(self._project, self._code, new, chosen, reason)
        except UserError as error:
            problem.update(str(error))
            return
        self.dismiss(True)


def _line(quote: str, title: str) -> str:
    short = " ".join(quote.split())
    return f"{short if len(short) <= 120 else short[:119] + '…'}  ({title})"
