"""Suggestions one by one (g f): what is not coded yet in a document, or in all of them, or what looks most like a code.

The list is made in a worker; deciding on a line is one key. What becomes of each is kept, and can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _
from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.realist.words import word
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import documents_of
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.digits import digit_bindings
from cmo_coder.tui.screens.dialogs import Choice, Message, Pick
from cmo_coder.tui.screens.queue_acts import QueueActs
from cmo_coder.tui.screens.queue_lines import ORDERS, UNIT_NAMES, about, item_line
from cmo_coder.tui.screens.suggest_words import role_line, why_lines
from cmo_coder.tui.suggesting_jobs import Work
from cmo_coder.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from cmo_coder.suggest.suggester import Suggester

ALL = "-"
WIDE = 110
MOST_LINES = 300
"""How many lines are laid out; what is decided makes room for the next."""


class QueueScreen(QueueActs):
    """What is not coded yet, with what is suggested for it."""

    ID = "queue"
    TITLE_TEXT = N_("Suggestions one by one")
    HELP = N_(
        "What you have not coded yet, each with the code that fits best. Tab or enter takes it, 2 and 3 take another, "
        "x refuses it, t gives a code of your own, l reads it in the transcript. d chooses a document or all, c a "
        "code: then what looks most like it comes first. The reasons stand beside the list, w shows all of them. u "
        "undoes a decision."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("choose", 3),
        *commands(
            Command("queue.accept", N_("Take"), N_("Put the first code on the words"), footer=True),
            Command("queue.choose", N_("Take another"), N_("Put the first, second or third code on the words")),
            Command("queue.refuse", N_("Refuse"), N_("Refuse the first code; it is not offered again"), footer=True),
            Command("queue.other", N_("Other code"), N_("Put a code of your own choice on the words"), footer=True),
            Command("queue.read", N_("Read"), N_("Read the words in their transcript"), footer=True),
            Command("queue.why", N_("Why"), N_("All reasons for the first code, to scroll through")),
            Command("queue.document", N_("Document"), N_("Go through another document, or all"), footer=True),
            Command("queue.code", N_("Code"), N_("What looks most like one code, or any"), footer=True),
            Command("queue.order", N_("Order"), N_("Surest first, as in the text, or by code"), footer=True),
            Command("queue.unit", N_("Unit"), N_("By sentence, or by turn")),
            Command("queue.again", N_("Again"), N_("Make the list anew with what was learned meanwhile")),
        ),
    ]
    DEFAULT_CSS = """
    QueueScreen #items { width: 1fr; height: 1fr; }
    QueueScreen #desk { layout: vertical; }
    QueueScreen #side { height: 12; border-top: solid $panel; padding: 0 1; }
    QueueScreen.-wide #desk { layout: horizontal; }
    QueueScreen.-wide #side { width: 45%; height: 1fr; border-top: none; border-left: solid $panel; }
    QueueScreen #none { padding: 1 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[str, Content] = {}
        """What is known of the line under the cursor: about, why, role."""

    def compose_body(self) -> ComposeResult:
        """The list, and everything about the line under the cursor."""
        yield Static(id="none", markup=False)
        with Horizontal(id="desk"):
            yield LineList(id="items")
            with VerticalScroll(id="side", can_focus=False):
                yield Static(id="about", markup=False)

    # What is gone through

    def go_through(self, *, document_id: str | None = None, code_id: str | None = None) -> None:
        """Go through a document (or all, without one) or what looks most like a code; from another screen too."""
        self.document_id, self.code_id = document_id, code_id
        if code_id is not None and self.unit_name == "sentence":
            self.unit_name = "turn"
        self.items = None
        if self.is_mounted and self.is_current:
            self.show_all()

    def refresh_data(self) -> None:
        """The list as it is, or a start on making it."""
        project = self.session.project
        self._full.clear()
        self.documents = {one.id: one for one in documents_of(project)}
        self.codes: dict[str, Code] = {one.id: one for one in codes_of(project)}
        if not self.begun:
            self.begun = True
            place = self.session.place
            if self.document_id is None and self.code_id is None and place is not None:
                self.document_id = place.document_id
        if self.document_id not in self.documents:
            self.document_id = None
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.suggesting.on_change(self.suggestions_came)
        reason = self.hidden_reason()
        if reason:
            self.items = None
            self._say_instead(reason)
        elif self.items is None:
            self._say_instead(self.progress_text or _("Learning from the codebook and the codings so far …"))
            self.make_list()
        else:
            self.look_again()
            self.show_items()

    def _say_instead(self, words: str) -> None:
        self.query_one("#desk").display = False
        none = self.query_one("#none", Static)
        none.display = True
        none.update(words)

    def show_progress(self, done: int, of: int) -> None:
        """How far the list is."""
        self.progress_text = _("Looking through the documents: {done} of {of}").format(done=done, of=of)
        if self.is_attached and self.items is None:
            self._say_instead(self.progress_text)

    def show_items(self) -> None:
        """The lines, the cursor where it was."""
        items = self.items or []
        if not items:
            self._say_instead(self.nothing_text())
            self.refresh_title()
            return
        self.query_one("#desk").display = True
        self.query_one("#none").display = False
        shown = self.in_order(items)[:MOST_LINES]
        titles = self.document_id is None
        lines = [item_line(one, self.codes, self.documents[one.document_id].title if titles else "") for one in shown]
        self.item_list.show(lines)
        if self.focused is None:
            self.item_list.focus()
        self.refresh_title()
        self._about()

    def nothing_text(self) -> str:
        """Why there is nothing to go through."""
        if self.cmo.settings.suggestions_after:
            return _("Suggestions for a turn come when you have coded something in it (settings, g i).")
        if self.code_id is not None:
            return _("Nothing that you have not coded yet looks like this code. c chooses another, d a document.")
        return _("Nothing here is sure enough to suggest (the threshold stands in the settings, g i).")

    def context_text(self) -> str:
        """What is gone through, and how far it is."""
        where = self.documents[self.document_id].title if self.document_id is not None else _("all documents")
        code = self.codes.get(self.code_id or "")
        parts = [where, _("most like {code}").format(code=code.name) if code is not None else ""]
        items = self.items or []
        if items:
            done = sum(not one.open for one in items)
            parts.append(_("{done} of {of} decided").format(done=done, of=len(items)))
            parts.append(_(UNIT_NAMES[self.unit_name]))
            parts.append(_(ORDERS[self.order_name]))
        return " · ".join(part for part in parts if part)

    # About the line under the cursor

    @on(OptionList.OptionHighlighted, "#items")
    def _moved(self) -> None:
        self._about()
        self.refresh_footer()

    def _about(self) -> None:
        """The words in their context, the codes, and why: the reasons come when they are there."""
        item = self.item
        side = self.query_one("#about", Static)
        if item is None:
            side.update("")
            return
        document = self.full(item.document_id)
        parts = self._parts = {"about": about(item, document, self.codes, self.suggesting.made)}
        side.update(parts["about"])
        if self.suggesting.made is None or not item.proposal.codes:
            return

        def tell(name: str, words: str) -> None:
            if words and self.is_attached and self.item is not None and self.item.id == item.id:
                parts[name] = Content(words)
                side.update(Content("\n\n").join(parts[one] for one in ("about", "why", "role") if one in parts))

        def why(learned: Suggester) -> Work:
            from cmo_coder.suggest.reasons import reasons_of

            if self.item is None or self.item.id != item.id:
                return lambda: None  # the cursor has gone on
            found = reasons_of(learned, document, item.proposal, item.proposal.codes[0].code)
            lines = why_lines(self.session.project, found, self.codes)
            return lambda: tell("why", "\n".join(lines))

        def role(learned: Suggester) -> Work:
            from cmo_coder.suggest.reasons import lines_of_cues

            line = role_line(learned, item.quote)
            cues = lines_of_cues(learned, item.quote) if line else []
            return lambda: tell("role", "\n".join([line, *(f"  {one}" for one in cues)]))

        self.suggesting.ask(why)
        self.suggesting.aside(role)

    def do_why(self) -> None:
        """The words with everything about them, to scroll through."""
        shown = [self._parts[one] for one in ("why", "role", "about") if one in self._parts]
        self.cmo.push_screen(Message(Content("\n\n").join(shown).plain))

    # Choosing what is gone through

    def do_document(self) -> None:
        """Another document, or all."""
        choices = [Choice(ALL, _("all documents"))] + [Choice(one.id, one.title) for one in self.documents.values()]

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                self.go_through(document_id=None if id_ == ALL else id_, code_id=self.code_id)

        self.cmo.push_screen(Pick(_("Which document?"), choices), chosen)

    def do_code(self) -> None:
        """One code, or any."""
        active = [one for one in self.codes.values() if one.status is CodeStatus.ACTIVE]
        choices = [Choice(ALL, _("any code"))] + [Choice(one.id, one.name, word(one.type)) for one in active]

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                self.go_through(document_id=self.document_id, code_id=None if id_ == ALL else id_)

        self.cmo.push_screen(Pick(_("What looks most like which code?"), choices), chosen)

    def do_order(self) -> None:
        """Another order."""
        names = tuple(ORDERS)
        self.order_name = names[(names.index(self.order_name) + 1) % len(names)]
        self.show_items()

    def do_unit(self) -> None:
        """By sentence or by turn."""
        self.unit_name = "turn" if self.unit_name == "sentence" else "sentence"
        self.do_again()

    def do_again(self) -> None:
        """Make the list anew."""
        self.items = None
        self.show_all()

    def why_not(self, command_id: str) -> str:
        """Deciding needs a line that is open."""
        name = command_id.partition(".")[2]
        if name in ("document", "code", "unit", "again", "order"):
            return ""
        if self.item is None:
            return _("There is nothing here to decide on.")
        if name not in ("read", "why") and not self.item.open:
            return _("This was decided on; u takes the last decision back.")
        return ""

    def go_to_top(self) -> None:
        """The first line."""
        self.item_list.action_first()

    @on(OptionList.OptionSelected, "#items")
    def _entered(self) -> None:
        self.run_command("queue.accept")
