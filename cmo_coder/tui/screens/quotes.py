"""The quotes behind a number, and from a quote to its place in the transcript; for every screen with numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.claims import Naming
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.realist.filtering import EVERY_CLAIM, ClaimFilter, matching_fragments
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


def reference(snapshot: Snapshot, fragment: Fragment) -> str:
    """Who said words, where and when: "R03 · professional · North · R1"; without a respondent the document."""
    document = snapshot.documents[fragment.document_id]
    respondent = snapshot.respondent_of(fragment)
    parts = [respondent.pseudonym, word(respondent.group)] if respondent is not None else [document.title]
    case = snapshot.cases.get(document.case_id or (respondent.case_id if respondent else None) or "")
    if case is not None:
        parts.append(case.name)
    if document.round_id is not None:
        parts.append(snapshot.rounds[document.round_id].label)
    return " · ".join(parts)


def claims_text(snapshot: Snapshot, fragment_id: str) -> str:
    """The slots and claims that words are evidence for: "M_red of claim 14 (experienced)"."""
    parts = []
    for words in snapshot.words_of_fragment.get(fragment_id, ()):
        slot = snapshot.slot_by_id[words.claim_slot_id]
        claim = snapshot.claims[slot.claim_id]
        text = _("{role} of claim {number} ({status})").format(
            role=slot.role.value, number=claim.number, status=word(claim.status)
        )
        if any(link.naming is Naming.COLLECTIVE for link in snapshot.cases_of_claim.get(claim.id, ())):
            text += " " + _("[collective]")
        parts.append(text)
    return ", ".join(parts)


def quote_line(snapshot: Snapshot, fragment_id: str, *, id_: str = "", indent: int = 0, lead: str = "") -> Line:
    """A quote with its reference as a line that leads to the transcript."""
    fragment = snapshot.fragments[fragment_id]
    text = Content.assemble(f"“{quoted(fragment)}” ", (reference(snapshot, fragment), "dim"))
    return Line(
        id_ or fragment_id, text, lead=lead, indent=indent, about=("fragment", fragment_id), fragments=(fragment_id,)
    )


class QuotesDialog(Dialog[str]):
    """Quotes in reading order; gives the id of the fragment that was chosen, to be read in its transcript."""

    DEFAULT_CSS = """
    QuotesDialog > .dialog { width: 96; }
    QuotesDialog LineList { height: auto; max-height: 70vh; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "places", show=False),
        Binding("f", "all_or_some", show=False),
    ]
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("enter", N_("read it in the transcript")),
        ("t", N_("the cells of tables that rest on this quote")),
        ("f", N_("all quotes, or only those of the filter on claims")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(
        self,
        snapshot: Snapshot,
        fragment_ids: Sequence[str],
        title: str = "",
        claims: ClaimFilter = EVERY_CLAIM,
    ) -> None:
        """`claims`: at first only the quotes of claims that match are shown, with how many there are in all."""
        super().__init__()
        self._snapshot = snapshot
        self._all = snapshot.in_reading_order(fragment_ids)
        self._some = matching_fragments(snapshot, claims, self._all)
        self._ids = self._some
        self._title, self._claims = title, claims

    @classmethod
    def show(cls, app: CmoApp, title: str, fragment_ids: Sequence[str]) -> None:
        """Show the quotes behind a number; enter goes to the transcript, from where escape leads back to the screen."""
        assert app.session is not None
        if not fragment_ids:
            app.tell(_("There are no quotes behind this."))
            return
        snapshot = current_snapshot(app.session.project)

        def chosen(fragment_id: str | None) -> None:
            if fragment_id is not None:
                read_fragment(app, snapshot.fragments[fragment_id])

        app.push_screen(cls(snapshot, fragment_ids, title, app.session.claim_filter), chosen)

    def compose(self) -> ComposeResult:
        """Title, quotes, what to press."""
        with Vertical(classes="dialog"):
            yield Static(classes="question", markup=False)
            yield LineList(id="quotes")
            yield Label(
                _("enter: in the transcript · t: tables that rest on it · esc: back"),
                classes="dim",
                markup=False,
            )

    def on_mount(self) -> None:
        """Show the quotes."""
        self._show()

    def _head(self) -> str:
        """What the quotes are of, how many, and of which claims."""
        n = len(self._ids)
        parts = [self._title, ngettext("{n} quote", "{n} quotes", n).format(n=n)]
        if len(self._some) < len(self._all):
            of = _("{n} of {total} quotes").format(n=len(self._some), total=len(self._all))
            words = self._claims.text(self._snapshot)
            parts[1] = (
                _("{of}, only claims with {filter} (f: all)").format(of=of, filter=words)
                if self._ids is self._some
                else parts[1] + " " + _("(f: only the filtered ones)")
            )
        return " · ".join(part for part in parts if part)

    def action_all_or_some(self) -> None:
        """All quotes, or only those of claims that match the filter."""
        self._ids = self._all if self._ids is self._some else self._some
        self._show()

    def _show(self) -> None:
        """Every quote with who said it and what it is evidence for."""
        self.query_one(".question", Static).update(self._head())
        lines = []
        for nr, id_ in enumerate(self._ids, start=1):
            fragment = self._snapshot.fragments[id_]
            text = Content.assemble(
                f"“{quoted(fragment)}”\n",
                (reference(self._snapshot, fragment), "bold"),
                (f"  {claims_text(self._snapshot, id_)}", "dim"),
            )
            lines.append(Line(id_, text, lead=Content.styled(f"{nr:>3} ", "dim"), indent=4))
        quotes = self.query_one(LineList)
        quotes.show(lines)
        quotes.focus()

    def action_places(self) -> None:
        """The cells of all tables that rest on the quote under the cursor."""
        from cmo_coder.tui.app import CmoApp
        from cmo_coder.tui.screens.places import PlacesDialog

        line = self.query_one(LineList).line
        assert isinstance(self.app, CmoApp)
        if line is not None:
            PlacesDialog.show(self.app, line.id)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None:
            self.dismiss(line.id)


def _review(app: CmoApp, fragment: Fragment) -> None:
    """Words that are not in the transcript any more are looked at where one decides about them."""
    from cmo_coder.tui.screens.review import ReviewScreen

    screen = app.show("review")
    assert isinstance(screen, ReviewScreen)
    screen.open_fragment(fragment.id)


def read_fragment(app: CmoApp, fragment: Fragment) -> None:
    """Go to the words of a fragment in their transcript and mark them; escape then leads back at once."""
    if fragment.state is FragmentState.REVIEW:
        _review(app, fragment)
        return
    place = (fragment.start, fragment.end)
    read_words(app, fragment.document_id, place, [place])


def read_words(app: CmoApp, document_id: str, place: tuple[int, int], places: Sequence[tuple[int, int]]) -> None:
    """Go to a place (code points) in a transcript, and mark it and others; escape leads back at once: nothing is
    selected.
    """
    from cmo_coder.tui.screens.read import ReadScreen

    screen = app.show("read")
    assert isinstance(screen, ReadScreen)
    screen.open_document(document_id, place[0])

    def mark() -> None:
        document = screen.document
        if document is not None and document.document.id == document_id:
            screen.mark_places(places, place)

    # A screen that is shown for the first time has its text only after that.
    app.call_after_refresh(mark)
