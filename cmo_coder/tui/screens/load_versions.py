"""A file in the preview that is a changed text of a document: asked, and shown how its codings would come in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, Static

from cmo_coder.ingest.loading import Plan, load_documents
from cmo_coder.ingest.source import Watch
from cmo_coder.ingest.versions import new_version, plan_version
from cmo_coder.messages import N_, _
from cmo_coder.model.base import Entity
from cmo_coder.model.documents import Document
from cmo_coder.store.documents import documents_of
from cmo_coder.store.project import Project
from cmo_coder.store.replacing import Anchored, Replacement
from cmo_coder.text.reanchor import Method
from cmo_coder.tui.screens.dialogs import Choice, Dialog
from cmo_coder.tui.screens.load_state import Item
from cmo_coder.tui.widgets.line_list import Line, LineList

SEPARATE = "-"


def version_line(item: Item) -> Line:
    """What the file is: a document of its own, or a new version of one."""
    if item.version_of is not None:
        words = _("new version of {title} (enter: look at the codings)").format(title=item.version_of.title)
    elif item.same_name is not None:
        words = _("! a document of its own; {title} came from a file of this name (enter: choose)").format(
            title=item.same_name.title
        )
    else:
        words = _("a document of its own")
    return Line("version", words, lead=Content.styled(_("What it is").ljust(12), "dim"), indent=12)


def version_choices(project: Project, item: Item) -> list[Choice]:
    """A document of its own, or a new version of one; the one whose file had the same name comes first."""
    documents, separate = list(documents_of(project)), _("a document of its own")
    likely = item.same_name.id if item.same_name is not None else ""
    documents.sort(key=lambda one: one.id != likely)
    choices = [Choice(one.id, _("new version of {title}").format(title=one.title)) for one in documents]
    choices.insert(1 if likely else 0, Choice(SEPARATE, separate))
    return choices


def document_of(project: Project, document_id: str) -> Document:
    """A document by id."""
    return next(one for one in documents_of(project) if one.id == document_id)


def take_in(
    project: Project,
    plans: Sequence[Plan],
    versions: Sequence[Item],
    new: Collection[Entity],
    *,
    keep_originals: bool | None,
    watch: Watch,
) -> tuple[Document, ...]:
    """Load documents of their own and new versions, as one change. Raises what these raise."""
    if not versions:
        return load_documents(project, plans, new, keep_originals=keep_originals, watch=watch)
    n, keep = len(plans) + len(versions), bool(keep_originals)
    with project.change("document.load", N_("{n} documents loaded"), n=n):
        made = load_documents(project, plans, new, keep_originals=keep_originals, watch=watch) if plans else ()
        for item in versions:
            assert item.plan is not None and item.version_of is not None
            new_version(project, item.version_of, item.plan.read, review=item.review, keep_original=keep)
    return (*made, *(item.version_of for item in versions if item.version_of is not None))


class Codings(Dialog[frozenset[str]]):
    """How the codings of a document are found again in a new text; those in doubt can be sent to review.

    Gives the ids of the fragments that a person wants to look at.
    """

    DEFAULT_CSS = """
    Codings > .dialog { width: 96; }
    Codings LineList { height: auto; max-height: 60vh; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", show=False),
        Binding("enter", "give", show=False, priority=True),
    ]
    ABOUT = N_("How the codings are found again in the new text; those in doubt can be looked at later.")
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        (N_("space"), N_("have somebody look at this coding, or not")),
        ("enter", N_("take the codings in so")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, project: Project, item: Item) -> None:
        super().__init__()
        self._project, self._item = project, item
        self._review = set(item.review)
        self._made = self._planned(())

    def _planned(self, review: Collection[str]) -> Replacement:
        assert self._item.plan is not None and self._item.version_of is not None
        return plan_version(self._project, self._item.version_of, self._item.plan.read, review=review)

    def compose(self) -> ComposeResult:
        """How many were found in which way; those in doubt; what to press."""
        made = self._made
        counts = [
            _("{n} with the same words").format(n=len(made.found(Method.EXACT))),
            _("{n} found by their surroundings").format(n=len(made.found(Method.CONTEXT))),
            _("{n} with words that are alike").format(n=len(made.found(Method.FUZZY))),
            _("{n} to be reviewed").format(n=len(made.found(Method.NONE))),
        ]
        with Vertical(classes="dialog"):
            yield Static(_("The codings in the new text: {counts}").format(counts=", ".join(counts)), markup=False)
            yield LineList(id="unsure")
            yield Label(_("space: to review, or not · enter: so be it · esc: back"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """Show those in doubt."""
        super().on_mount()
        self._show()
        self.query_one(LineList).focus()

    def _show(self) -> None:
        lines = [self._line(one) for one in self._made.unsure]
        if not lines:
            lines = [Line("none", _("Every coding has the very same words."), heading=True)]
        self.query_one(LineList).show(lines)

    def _line(self, one: Anchored) -> Line:
        waits = one.span is None or one.fragment.id in self._review
        score = f"{round(100 * one.score):>3}% "
        old = " ".join(one.fragment.quote.split())
        new = _("to be reviewed") if waits or one.span is None else " ".join(one.span.of(self._made.plan.text).split())
        style = "bold $warning" if waits else ""
        return Line(
            one.fragment.id,
            Content.assemble(f"“{old}”\n", ("→ ", "dim"), (new, style)),
            lead=Content.styled(score, "bold"),
            indent=6,
        )

    def action_switch(self) -> None:
        """Send the one under the cursor to review, or not."""
        line = self.query_one(LineList).line
        if line is not None:
            self._review ^= {line.id}
            self._show()

    def action_give(self) -> None:
        """Take it so."""
        self.dismiss(frozenset(self._review))
