"""Nakijken: the fragments that lost their words to an edit, one by one: where they may sit now, or that they go."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Fragment
from cmo_coder.realist.review_words import found_text
from cmo_coder.store.codes import codes_of
from cmo_coder.store.review import (
    AROUND,
    Waiting,
    drop_fragment,
    place_fragment,
    waiting,
    waiting_fragments,
)
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.digits import digit_bindings
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Confirm
from cmo_coder.tui.screens.place_words import PlaceWords
from cmo_coder.tui.widgets.line_list import Line, LineList

MOST_OFFERED = 6


class ReviewScreen(StudyScreen):
    """Decides about fragments that wait."""

    ID = "review"
    TITLE_TEXT = N_("Review")
    HELP = N_(
        "These fragments lost their words when a transcript was edited or replaced. Nothing was deleted: codes, claims "
        "and memos hang on them as before, and in tables they count with their old words until you decide. 1 to 6 puts "
        "a fragment on one of the places offered, m on words that you select yourself, x removes it with a reason."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("accept", MOST_OFFERED),
        *commands(
            Command("review.accept", N_("Put here"), N_("Put the fragment on one of the places offered"), footer=True),
            Command("review.move", N_("By hand"), N_("Select the words on which it should sit"), footer=True),
            Command("review.drop", N_("Remove"), N_("Remove the fragment and its codings, with a reason"), footer=True),
            Command("review.read", N_("Read there"), N_("Read the transcript where the words were"), footer=True),
        ),
    ]
    DEFAULT_CSS = """
    ReviewScreen #waiting { height: auto; max-height: 30%; border-bottom: solid $panel; }
    ReviewScreen #about { height: 1fr; padding: 0 1; }
    ReviewScreen #empty { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._fragments: dict[str, Fragment] = {}
        self._documents: dict[str, Document] = {}
        self._codes: dict[str, Code] = {}
        self._shown: Waiting | None = None
        self._state: tuple[tuple[int, str], str] | None = None

    def compose_body(self) -> ComposeResult:
        """The list; below it the one under the cursor."""
        yield Static(id="empty", markup=False)
        yield LineList(id="waiting")
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="facts", markup=False)

    def open_fragment(self, fragment_id: str) -> None:
        """Show one that waits, from another screen."""
        if self.is_mounted:
            self.show_all()
            self._go_to(fragment_id)
        else:
            self.call_after_refresh(self._go_to, fragment_id)

    def _go_to(self, fragment_id: str) -> None:
        lines = self.query_one(LineList)
        at = next((nr for nr, line in enumerate(lines.lines) if line.id == fragment_id), None)
        if at is not None:
            lines.highlighted = at

    def refresh_data(self) -> None:
        """Read again what waits; the cursor stays, or goes to the next one."""
        project = self.session.project
        with project.read() as reading:
            fragments = waiting_fragments(reading)
            documents = reading.among(Document, "id", [one.document_id for one in fragments])
        self._fragments = {one.id: one for one in fragments}
        self._documents = {one.id: one for one in documents}
        self._codes = {code.id: code for code in codes_of(project)}
        lines = self.query_one(LineList)
        empty = not fragments
        self.query_one("#empty").display = empty
        lines.display = self.query_one("#about").display = not empty
        if empty:
            self._shown = None
            self.query_one("#empty", Static).update(
                _(
                    "Nothing waits for review: every coding sits on its words.\n\nWhen an edit takes away all words of "
                    "a coding, you decide here where it belongs."
                )
            )
            return
        lines.show([self._line(one) for one in fragments])
        if self.focused is None:
            lines.focus()
        self._show_about()

    def _line(self, fragment: Fragment) -> Line:
        quote = " ".join(fragment.quote.split())
        title = self._documents[fragment.document_id].title
        return Line(fragment.id, Content.assemble(f"“{quote[:90]}” ", (title, "dim")))

    def context_text(self) -> str:
        """How many wait."""
        n = len(self._fragments)
        return ngettext("{n} fragment waits", "{n} fragments wait", n).format(n=n) if n else ""

    @property
    def current(self) -> Fragment | None:
        """The fragment under the cursor."""
        line = self.query_one(LineList).line
        return self._fragments.get(line.id) if line is not None else None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_about()
        self.refresh_footer()

    def _show_about(self) -> None:
        fragment = self.current
        if fragment is None:
            return
        state = (self.session.project.state(), fragment.id)
        if state != self._state or self._shown is None:
            with self.session.project.read() as reading:
                self._shown = waiting(reading, fragment)
            self._state = state
        self.query_one("#facts", Static).update(self._facts(self._shown))
        self.query_one("#about").scroll_home(animate=False)

    def _facts(self, one: Waiting) -> Content:
        fragment = one.fragment
        names = [self._codes[coding.code_id].name for coding in one.codings if coding.code_id in self._codes]
        claims = [_("claim {number}").format(number=claim.number) for claim in one.claims]
        hung = ", ".join([*dict.fromkeys(names), *claims]) or "-"
        parts = [
            Content.assemble((_("Codes and claims: "), "dim"), hung),
            Content(""),
            Content.styled(_("The words were (version {nr}):").format(nr=one.version.nr), "bold $primary"),
            _in_context(one.old_text, fragment.start, fragment.end),
            Content(""),
            Content.styled(_("At that place it reads now:"), "bold $primary"),
            _in_context(one.text, one.place, one.place),
            Content(""),
        ]
        if one.suggested:
            parts.append(Content.styled(_("Where it may sit now:"), "bold $primary"))
        else:
            parts.append(Content(_("No place was found that is like it. m: select the words yourself; x: remove it.")))
        for nr, offered in enumerate(one.suggested[:MOST_OFFERED], start=1):
            how = found_text(offered.found, offered.score)
            parts.append(Content.assemble((f" {nr} ", "reverse"), " ", (how, "bold")))
            parts.append(_in_context(one.text, offered.span.start, offered.span.end, AROUND // 2))
        return Content("\n").join(parts)

    def why_not(self, command_id: str) -> str:
        """Everything needs a fragment that waits."""
        if self.current is None:
            return _("Nothing waits for review.")
        if command_id == "review.accept" and self._shown is not None and not self._shown.suggested:
            return _("No place is offered for this one; m lets you select the words.")
        return ""

    def go_to_top(self) -> None:
        """The first one."""
        self.query_one(LineList).action_first()

    # Acts

    def do_accept(self) -> None:
        """The first place offered."""
        self.action_accept(1)

    def action_accept(self, number: int) -> None:
        """One of the places offered, by its digit."""
        reason = self.why_not("review.accept")
        if reason:
            self.cmo.warn(reason)
            return
        shown = self._shown
        if shown is None or number > len(shown.suggested[:MOST_OFFERED]):
            return
        span = shown.suggested[number - 1].span
        self._place(shown.fragment, span.start, span.end)

    def _place(self, fragment: Fragment, start: int, end: int) -> None:
        with self.cmo.errors_shown():
            place_fragment(self.session.project, fragment, start, end)
            self.cmo.tell(_("The fragment sits again; u takes it back."))
            self.show_all()

    def do_move(self) -> None:
        """Select the words in the transcript."""
        shown = self._shown
        assert shown is not None

        def chosen(span: tuple[int, int] | None) -> None:
            if span is not None:
                self._place(shown.fragment, *span)

        self.cmo.push_screen(PlaceWords(self.session.project, shown), chosen)

    def do_drop(self) -> None:
        """Remove it; evidence only after a second question."""
        shown = self._shown
        assert shown is not None
        question = _("Why may this fragment go? “{quote}”").format(quote=shown.fragment.quote[:120])

        def answered(reason: str | None) -> None:
            if reason is not None:
                self._drop(shown, reason)

        self.cmo.push_screen(AskText(question, needed=True), answered)

    def _drop(self, shown: Waiting, reason: str) -> None:
        def drop(*, with_evidence: bool) -> None:
            with self.cmo.errors_shown():
                drop_fragment(self.session.project, shown.fragment, reason, with_evidence=with_evidence)
                self.cmo.tell(_("Removed; u takes it back."))
                self.show_all()

        if not shown.claims:
            drop(with_evidence=False)
            return
        numbers = ", ".join(str(claim.number) for claim in shown.claims)
        question = _(
            "These words are evidence of claim {numbers}. Shall the claim go on without them? Your reason is written "
            "in the decision log."
        ).format(numbers=numbers)
        self.cmo.push_screen(Confirm(question), lambda yes: drop(with_evidence=True) if yes else None)

    def do_read(self) -> None:
        """Read on where the words were."""
        from cmo_coder.tui.screens.read import ReadScreen

        shown = self._shown
        assert shown is not None
        screen = self.cmo.show("read")
        assert isinstance(screen, ReadScreen)
        screen.open_document(shown.document.id, shown.place)


def _in_context(text: str, start: int, end: int, around: int = AROUND) -> Content:
    """Words with what stands around them; a place without words is marked."""
    before = text[max(0, start - around) : start].replace("\n", " ")
    after = text[end : end + around].replace("\n", " ")
    words = text[start:end].replace("\n", " ")
    middle = (words, "bold reverse") if words else ("▸◂", "bold $warning")
    lead = "…" if start > around else ""
    return Content.assemble((lead + before, "dim"), middle, (after + ("…" if end + around < len(text) else ""), "dim"))
