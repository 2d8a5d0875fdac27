"""Making the queue of suggestions, and deciding on what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cmo_coder.messages import _
from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.model.documents import Document
from cmo_coder.realist.words import word
from cmo_coder.store.coded_spans import CodedSpan, coded_spans
from cmo_coder.store.documents import FullDocument, full_document_in
from cmo_coder.store.suggestions import accept_suggestion, refused_in, reject_suggestion
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import Choice, Pick
from cmo_coder.tui.screens.queue_lines import Item
from cmo_coder.tui.suggesting import Suggesting
from cmo_coder.tui.suggesting_jobs import Work
from cmo_coder.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from cmo_coder.suggest.suggester import Suggester


class QueueActs(StudyScreen):
    """What the queue does; `QueueScreen` shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: dict[str, Document] = {}
        self.codes: dict[str, Code] = {}
        self.document_id: str | None = None
        self.code_id: str | None = None
        self.unit_name = "sentence"
        self.order_name = "share"
        self.items: list[Item] | None = None
        """What is gone through; None while it is being made."""
        self.begun = False
        self.progress_text = ""
        self._full: dict[str, FullDocument] = {}
        self._ticket = 0
        self._making = 0

    @property
    def suggesting(self) -> Suggesting:
        """What the program has learned."""
        return self.cmo.suggesting

    @property
    def item_list(self) -> LineList:
        """The list."""
        return self.query_one("#items", LineList)

    @property
    def item(self) -> Item | None:
        """What is under the cursor."""
        line = self.item_list.line
        return next((one for one in self.items or () if line is not None and one.id == line.id), None)

    def full(self, document_id: str) -> FullDocument:
        """A document with its text, kept while its text is the same."""
        found = self._full.get(document_id)
        if found is None:
            with self.session.project.read() as reading:
                found = self._full[document_id] = full_document_in(reading, document_id)
        return found

    @property
    def threshold(self) -> float:
        """From which share on something is suggested; what looks most like one code is shown whatever its share."""
        return 0.0 if self.code_id is not None else self.cmo.settings.suggestion_threshold / 100

    def hidden_reason(self) -> str:
        """Why nothing may be suggested now."""
        if not self.cmo.settings.suggestions:
            return _("Suggestions are off (settings, g i).")
        if self.document_id is not None and self.session.project.works_blind(self.document_id):
            return _("You code this document blind: suggestions are hidden until everybody who codes it is done.")
        return self.suggesting.why_not

    def show_items(self) -> None:
        """Show the list."""
        raise NotImplementedError  # QueueScreen does it

    def show_progress(self, done: int, of: int) -> None:
        """Show how far the list is."""
        raise NotImplementedError  # QueueScreen does it

    # Making the list

    def suggestions_came(self) -> None:
        """Something was learned: the list can be made."""
        if self.is_attached and self.is_current and self.items is None and not self.hidden_reason():
            self.make_list()

    def make_list(self) -> None:
        """Begin to make the list in the worker, once for each thing that is asked for."""
        if not self.suggesting.ready():
            return
        self._ticket += 1
        ticket, self._making = self._ticket, self._ticket
        project = self.session.project
        wanted = [self.document_id] if self.document_id is not None else list(self.documents)
        seen = [one for one in wanted if not project.works_blind(one)]

        def work(made: Suggester) -> Work:
            found: list[Item] = []
            worker = get_current_worker()
            for nr, document_id in enumerate(seen):
                if worker.is_cancelled or ticket != self._ticket:
                    return lambda: None
                if len(seen) > 1:
                    self.app.call_from_thread(self.show_progress, nr, len(seen))
                found += self._items_of(made, document_id)
            return lambda: self._made(ticket, found)

        self.suggesting.ask(work)

    def _items_of(self, made: Suggester, document_id: str) -> list[Item]:
        """In the worker: what is not coded yet in a document."""
        from cmo_coder.suggest.queue import Unit
        from cmo_coder.suggest.waiting import Wanted, seen_in, waiting_in

        active = {one.id for one in self.codes.values() if one.status is CodeStatus.ACTIVE}
        wanted = Wanted(
            self.session.coder.id if self.session.coder else None,
            self.threshold,
            Unit(self.unit_name),
            self.code_id,
            begun_only=self.cmo.settings.suggestions_after,
            allowed=active.__contains__,
        )
        with self.session.project.read() as reading:
            seen = seen_in(reading, document_id, wanted)
        text = seen.document.text
        return [
            Item(document_id, text[one.made.start : one.made.end], one.made, one.offered)
            for one in waiting_in(made, seen, wanted)
        ]

    def _mine(self, spans: Sequence[CodedSpan]) -> list[tuple[int, int]]:
        """The spans that this coder coded; everybody's where nobody said who they are."""
        from cmo_coder.suggest.waiting import spans_of

        return spans_of(spans, self.session.coder.id if self.session.coder else None)

    def _made(self, ticket: int, found: list[Item]) -> None:
        if ticket == self._ticket and self.is_attached:
            self.items, self.progress_text = found, ""
            self.show_items()

    def in_order(self, items: Sequence[Item]) -> list[Item]:
        """The items as they are shown: what is decided stays in its place."""
        if self.order_name == "share":
            return sorted(items, key=lambda one: -one.proposal.codes[0].confidence)
        if self.order_name == "code":
            names = {one.id: one.name for one in self.codes.values()}
            return sorted(
                items,
                key=lambda one: (names.get(one.proposal.codes[0].code, ""), -one.proposal.codes[0].confidence),
            )
        place = {id_: nr for nr, id_ in enumerate(self.documents)}
        return sorted(items, key=lambda one: (place.get(one.document_id, 0), one.proposal.start))

    def look_again(self) -> None:
        """What became of each item, read from the study: after undo it is open again."""
        coder = self.session.coder
        mine: dict[str, list[tuple[int, int]]] = {}
        refused: dict[str, frozenset[tuple[int, int, str]]] = {}
        with self.session.project.read() as reading:
            for document_id in {one.document_id for one in self.items or ()}:
                if document_id not in self.documents:
                    continue
                version = full_document_in(reading, document_id).version
                mine[document_id] = self._mine(coded_spans(reading, version.id))
                refused[document_id] = refused_in(reading, version.id, coder.id if coder else None)
        self.items = [
            self._now(one, mine[one.document_id], refused[one.document_id])
            for one in self.items or ()
            if one.document_id in mine
        ]

    def _now(self, item: Item, mine: Sequence[tuple[int, int]], refused: frozenset[tuple[int, int, str]]) -> Item:
        """An item as it stands now: what was refused of it is left out, and with nothing left it is closed."""
        from cmo_coder.suggest.offers import offered

        if any(start < item.made.end and end > item.made.start for start, end in mine):
            return replace(item, outcome=item.outcome if item.outcome in ("taken", "other") else "taken")
        left = offered(item.made, self.threshold, refused)
        if left is None or (self.code_id is not None and left.codes[0].code != self.code_id):
            return replace(item, outcome="refused")
        return replace(item, proposal=left, outcome="")

    # Deciding

    def do_accept(self) -> None:
        """Take the first code."""
        self._take(0)

    def do_choose(self) -> None:
        """The digits choose; this only says which codes they stand for."""
        item = self.item
        if item is not None:
            names = [f"{nr} {self.codes[one.code].name}" for nr, one in enumerate(item.proposal.codes, start=1)]
            self.cmo.tell(", ".join(names))

    def action_choose(self, number: int) -> None:
        """Take one of the codes, by its number."""
        reason = self.why_not("queue.choose")
        if reason:
            self.cmo.warn(reason)
        elif self.item is not None and number <= len(self.item.proposal.codes):
            with self.cmo.errors_shown():
                self._take(number - 1)

    def _take(self, nr: int) -> None:
        item = self.item
        assert item is not None
        self._put(item, item.proposal.codes[nr].code, item.proposal.codes[nr].code, "taken")

    def do_other(self) -> None:
        """A code of one's own choice."""
        item = self.item
        assert item is not None
        active = [one for one in self.codes.values() if one.status is CodeStatus.ACTIVE]
        choices = [Choice(one.id, one.name, word(one.type), (*one.aliases, one.definition)) for one in active]

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                offered = next((one.code for one in item.proposal.codes if one.code == id_), None)
                with self.cmo.errors_shown():
                    outcome = "taken" if offered else "other"
                    self._put(item, offered or item.proposal.codes[0].code, id_, outcome)

        self.cmo.push_screen(Pick(_("Which code?"), choices), chosen)

    def _put(self, item: Item, offered: str, code_id: str, outcome: str) -> None:
        from cmo_coder.suggest.offers import suggestion_row

        made, document = self.suggesting.made, self.full(item.document_id)
        assert made is not None
        row = suggestion_row(made.provenance, document, item.proposal, offered)
        coding, _claim = accept_suggestion(self.session.project, row, self.codes[code_id])
        self.suggesting.coded(document, item.proposal.start, item.proposal.end, code_id, coding.fragment_id)
        self._decided(item, outcome)

    def do_refuse(self) -> None:
        """Refuse the first code; the next one stands first then, where it is sure enough."""
        from cmo_coder.suggest.offers import suggestion_row

        item, made = self.item, self.suggesting.made
        assert item is not None and made is not None
        document, code_id = self.full(item.document_id), item.proposal.codes[0].code
        row = suggestion_row(made.provenance, document, item.proposal, code_id)
        reject_suggestion(self.session.project, row, self.codes[code_id].name)
        self.suggesting.refused(document, item.proposal.start, item.proposal.end, code_id)
        self.look_again()
        self._go_on(item)

    def _decided(self, item: Item, outcome: str) -> None:
        self.items = [replace(one, outcome=outcome) if one.id == item.id else one for one in self.items or ()]
        self._go_on(item)

    def _go_on(self, item: Item) -> None:
        """To the next that is open; the same one where it still is."""
        shown = [line.id for line in self.item_list.lines]
        open_ = {one.id for one in self.items or () if one.open}
        following = next((id_ for id_ in shown[shown.index(item.id) :] if id_ in open_), item.id)
        self.show_items()
        self.item_list.go_to(following)

    def do_read(self) -> None:
        """Read the words in their transcript; escape leads back."""
        from cmo_coder.tui.screens.quotes import read_words

        item = self.item
        assert item is not None
        place = (item.proposal.start, item.proposal.end)
        read_words(self.cmo, item.document_id, place, [place])
