"""Suggestions dim beside the text of the reading screen: for the sentence at the caret, or for the marked words.

They are made in a worker (`tui/suggesting.py`); here they are only looked up and shown. Nothing is coded by them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.timer import Timer

from cmo_coder.messages import N_, _
from cmo_coder.store.suggestions import refused_in
from cmo_coder.text.spans import Span
from cmo_coder.tui import suggesting
from cmo_coder.tui.commands import shown
from cmo_coder.tui.keymap import KEYS
from cmo_coder.tui.screens.read_load import DocumentShown
from cmo_coder.tui.screens.read_place import Codings
from cmo_coder.tui.screens.suggest_words import code_name
from cmo_coder.tui.session import change_settings
from cmo_coder.tui.suggesting import Suggesting
from cmo_coder.tui.suggesting_jobs import Work
from cmo_coder.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from cmo_coder.suggest.suggester import Proposal, Suggester

HIDDEN = N_("You code this document blind: suggestions are hidden until everybody who codes it is done.")
LATER = N_("Suggestions for a turn come when you have coded something in it (settings, g i).")
BEFORE_LEARNING = 0.4
"""Seconds that a document is on the screen before anything is learned for it: the first keys go first."""
SELECTED_FOR = 0.15
"""Seconds that a selection stays as it is before something is looked up for it."""


class BesideShown(DocumentShown):
    """Shows at most three suggestions beside the words at the caret."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[object, tuple[str, frozenset[tuple[int, int, str]]]] | None = None
        self._asked: Proposal | None = None
        self._asks: Timer | None = None
        self._asking: Span | None = None
        self._begins: Timer | None = None

    @property
    def suggesting(self) -> Suggesting:
        """What the program has learned."""
        return self.cmo.suggesting

    # Whether

    def suggestions_hidden(self) -> str:
        """Why no suggestions are shown now; empty where they may be. Blind coding hides them."""
        return self.suggestions_off() or self.suggesting.why_not

    def suggestions_off(self) -> str:
        """The same for what needs nothing to be learned."""
        if not self.cmo.settings.suggestions:
            return _("Suggestions are off (settings, g i).")
        return _(HIDDEN) if self._facts()[0] else ""

    def _facts(self) -> tuple[str, frozenset[tuple[int, int, str]]]:
        """Whether the document is coded blind now, and what was refused in it; read when the project changed."""
        document, coder, project = self.document, self.session.coder, self.session.project
        if document is None:
            return "", frozenset()
        key = (project.data_version(), document.version.id, coder)
        if self._kept is None or self._kept[0] != key:
            blind = project.works_blind(document.document.id)
            with project.read() as reading:
                refused = refused_in(reading, document.version.id, coder.id if coder else None)
            self._kept = (key, ("blind" if blind else "", refused))
        return self._kept[1]

    def beside_shown(self) -> bool:
        """Whether suggestions stand beside the text now."""
        settings = self.cmo.settings
        return settings.suggestions and settings.suggestions_beside and not self.suggestions_hidden()

    def may_suggest(self, start: int) -> bool:
        """Whether words may be suggested for already: by option only in a turn that this coder coded something in."""
        if not self.cmo.settings.suggestions_after:
            return True
        turn = self.reader.turn_at(start)
        return turn is not None and self._coded_by_me(turn.start, turn.end)

    def _coded_by_me(self, start: int, end: int) -> bool:
        me = self.session.coder.id if self.session.coder else None
        return any(
            me is None or any(coding.coder_id == me for coding in self.fragments[one.id].codings)
            for one in self.reader.fragments_between(start, end)
            if one.id in self.fragments
        )

    # Learning

    def _load(self, document_id: str, caret: int) -> None:
        super()._load(document_id, caret)
        self.suggesting.on_change(self.suggestions_came)
        self._asked = None
        if self._begins is not None:
            self._begins.stop()
        if suggesting.BY_ITSELF and self.beside_shown():
            ready = self.suggesting.made is not None
            self._begins = self.set_timer(0.01 if ready else BEFORE_LEARNING, self._begin, name="suggest")

    def _begin(self) -> None:
        """Begin when nobody types: learning takes the processor for a while."""
        if self.suggesting.made is None and time.monotonic() - self.cmo.last_key < BEFORE_LEARNING:
            self._begins = self.set_timer(BEFORE_LEARNING, self._begin, name="suggest")
        else:
            self.want_suggestions()

    def want_suggestions(self) -> None:
        """Have the suggestions for this document made."""
        self._begins = None
        if self.document is not None:
            self.suggesting.want(self.document, self.reader.caret)

    def suggestions_came(self) -> None:
        """There is something new to show."""
        if self.is_attached and self.is_current and self.document is not None:
            self._asked = None
            self.show_place()

    # Showing

    def offer_of(self, proposal: Proposal | None) -> Proposal | None:
        """A proposal as it may be shown now: sure enough, not coded by this coder, not refused; else nothing."""
        from cmo_coder.suggest.offers import offered

        if proposal is None or self._coded_by_me(proposal.start, proposal.end) or not self.may_suggest(proposal.start):
            return None
        active = {code.id for code in self.active_codes()}
        threshold = self.cmo.settings.suggestion_threshold / 100
        return offered(proposal, threshold, self._facts()[1], active.__contains__)

    def offer_here(self) -> Proposal | None:
        """What is suggested for the marked words, or for the sentence at the caret."""
        from cmo_coder.suggest.offers import proposal_at

        if self.document is None or self.suggesting.made is None or not self.beside_shown():
            return None  # before anything is learned nothing has to be asked of the project
        self.suggesting.look_at(self.document, self.reader.caret)
        proposals = self.suggesting.proposals_of(self.document) or ()
        selection = self.reader.selection
        found = proposal_at(proposals, self.reader.caret if selection is None else selection[0])
        if selection is not None and (found is None or (found.start, found.end) != selection):
            asked = self._asked
            if asked is None or (asked.start, asked.end) != selection:
                self._ask_soon(Span(*selection))
                return None
            found = asked
        return self.offer_of(found)

    def _ask_soon(self, words: Span) -> None:
        if self._asks is not None:
            if self._asking == words:
                return
            self._asks.stop()
        self._asking = words
        self._asks = self.set_timer(SELECTED_FOR, lambda: self._ask(words), name="selection")

    def _ask(self, words: Span) -> None:
        self._asks = None
        document = self.document
        if document is None or self.reader.selection != (words.start, words.end):
            return

        def work(made: Suggester) -> Work:
            found = made.proposal(document, words.start, words.end)
            return lambda: self._answered(found)

        self.suggesting.ask(work)

    def _answered(self, found: Proposal) -> None:
        if self.is_attached and self.reader.selection == (found.start, found.end):
            self._asked = found
            self.show_place()

    def offer_lines(self, offer: Proposal) -> list[str]:
        """The codes of an offer with the keys that take them."""
        own = self.cmo.own_keys
        more = shown(own.get("read.suggest", KEYS["read.suggest"]))
        first = shown(own.get("reader.fragment.cycle", "tab")) if self._keys_are_free() else f"{more}1"
        keys = [first, *(f"{more}{nr}" for nr in range(2, len(offer.codes) + 1))]
        width = max(len(key) for key in keys)
        names = [code_name(self.codes[one.code]) for one in offer.codes]
        return [f"{key:<{width}} {name}" for key, name in zip(keys, names, strict=True)]

    def _keys_are_free(self) -> bool:
        """Whether the keys that take and refuse have nothing else to do here: no fragment lies at the caret."""
        return not self.reader.fragments_at(self.reader.caret)

    def _show_here(self) -> None:
        offer = self.offer_here()
        lines = self.offer_lines(offer) if offer is not None else []
        self._lines_here = () if self.reader.has_margin else tuple(lines)
        span = (offer.start, offer.end) if offer is not None and self.reader.has_margin else None
        self.reader.set_hint(span, lines)
        super()._show_here()

    _lines_here: tuple[str, ...] = ()

    def _codes_here(self, here: Codings) -> Content:
        found = super()._codes_here(here)
        if not self._lines_here:
            return found
        offer = Content.styled("\n".join(self._lines_here), "dim italic")
        return Content("\n").join([found, offer] if here else [offer])

    def _claim_here(self, here: Codings) -> Content:
        """Where codes stand on the second line of the strip, there is room for the offer on the first."""
        found = super()._claim_here(here)
        return Content("  ").join([found, self._offer_line()]) if here and self._lines_here else found

    def _codes_line(self, here: Codings) -> Content:
        return super()._codes_line(here) if here or not self._lines_here else self._offer_line()

    def _offer_line(self) -> Content:
        return Content.styled(" · ".join(self._lines_here), "dim italic")

    @on(Reader.SelectionChanged)
    def _selection_changed(self) -> None:
        if self.document is not None:
            self.follow_caret()

    def do_beside(self) -> None:
        """Show suggestions beside the text, or no longer."""
        on_ = not (self.cmo.settings.suggestions and self.cmo.settings.suggestions_beside)
        self.cmo.settings = change_settings(suggestions_beside=on_, **({"suggestions": True} if on_ else {}))
        if on_:
            self.suggesting.try_again()
            if reason := self.suggestions_hidden():
                self.cmo.warn(reason)
                return
            self.cmo.tell(_("Suggestions stand beside the text."))
            self.want_suggestions()
        else:
            self.cmo.tell(_("No suggestions beside the text; S shows them again, s gives one."))
        self.show_place()
