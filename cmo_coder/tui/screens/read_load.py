"""Bringing a document on the reading screen: its words at once, the codes that lie further off just after.

A long interview carries thousands of codes, of which a screen shows some dozens. So the first frame waits only for the
text, its turns and the codes around the caret; the rest is read in a worker and taken over as a whole. Whatever must
know of all codes (every command, moving by fragment) first asks for `complete`, which reads them there and then when
the worker has not come yet: a key never acts on half of what there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from cmo_coder.messages import N_
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import Coder
from cmo_coder.store.coded_spans import CodedSpan, coded_span, coded_spans, coded_spans_between
from cmo_coder.store.documents import FullDocument, full_document_in
from cmo_coder.tui.background import behind, quietly
from cmo_coder.tui.read_values import reader_fragment, reader_fragments, reader_turns
from cmo_coder.tui.screens.read_base import pseudonyms_in
from cmo_coder.tui.screens.read_place import PlaceShown
from cmo_coder.tui.widgets.reader_cache import freeze_garbage
from cmo_coder.tui.widgets.reader_placing import Placing
from cmo_coder.tui.widgets.reader_value import ReaderFragment

AT_ONCE = 400
"""A document with no more fragments than this is read in one go."""
LEAST_AROUND = 4000
"""Code points before and after the caret whose codes are read first, where the window holds less."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of the coded spans of a document: by id, as the reader takes them, and what is left out."""

    spans: dict[str, CodedSpan]
    fragments: list[ReaderFragment]
    hidden: int
    coders: set[str]


class DocumentShown(PlaceShown):
    """Loads a document and keeps what is shown of it up to date."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0
        self._shown: set[str] = set()
        self._state: tuple[int, bool, Coder | None] | None = None
        self._ticket = 0
        self._awaited: int | None = None
        """The ticket of the worker that reads the codes further off; None where all are shown."""

    def _load(self, document_id: str, caret: int) -> None:
        """Show a document with the caret at a place, or bring the one that is shown up to date."""
        present = self.document
        self._awaited = None
        with self.session.project.read() as reading:
            found = full_document_in(reading, document_id)
            version = found.version
            same = (
                present is not None
                and present.version == version
                and present.speakers == found.speakers
                and present.turns == found.turns
            )
            whole = same or reading.count(Fragment, text_version_id=version.id) <= AT_ONCE
            if whole:
                spans = coded_spans(reading, version.id)
            else:
                around = max(LEAST_AROUND, self.app.size.width * self.app.size.height)
                spans = coded_spans_between(reading, version.id, caret - around, caret + around)
            names = {} if same else pseudonyms_in(reading)
            self.load_claim(reading)
        self.document = found
        shown = self._take(self._shown_of(spans))
        if same:
            self.reader.set_fragments(shown)
            if caret != self.reader.caret:
                self.reader.move_to(min(caret, version.length))
        else:
            self.reader.load(found.text, reader_turns(found, names), shown, min(caret, version.length))
            self._marks = []
            self.session.be_at(document_id, self.reader.caret)
        if not whole:
            self._await_rest(found)
        if self.focused is None:
            self.reader.focus()

    def _shown_of(self, spans: Iterable[CodedSpan]) -> Shown:
        """What is to be shown of spans. Reads, and changes nothing: may be called in a worker."""
        by_id = {span.id: span for span in spans}
        coders = {coding.coder_id or "" for span in by_id.values() for coding in span.codings}
        fragments, hidden = reader_fragments(by_id.values(), self.codes, self.hidden_among(coders))
        return Shown(by_id, fragments, hidden, coders)

    def _take(self, shown: Shown) -> list[ReaderFragment]:
        self.fragments, self.hidden, self._coders_here = shown.spans, shown.hidden, shown.coders
        self._shown = {one.id for one in shown.fragments}
        return shown.fragments

    # What comes after the first frame

    def _await_rest(self, found: FullDocument) -> None:
        self._ticket += 1
        self._awaited = self._ticket
        self.call_after_refresh(self._begin_rest, self._ticket, found.version.id)

    def _begin_rest(self, ticket: int, version_id: str) -> None:
        if ticket == self._awaited:
            work = partial(self._read_rest, ticket, version_id)
            what = N_("The rest of the codes was not read")
            # The project may be closed meanwhile; else `complete` reads again and says what is wrong.
            behind(self, work, what, quietly, group="rest", name="rest of the codes")

    def _read_rest(self, ticket: int, version_id: str) -> None:
        """In a worker: read every code, and place it."""
        from textual.worker import get_current_worker

        worker = get_current_worker()
        with self.session.project.read() as reading:
            spans = coded_spans(reading, version_id)
        shown = self._shown_of(spans)
        placing = self.reader.placing_of(shown.fragments)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._rest_came, ticket, shown, placing)

    def _rest_came(self, ticket: int, shown: Shown, placing: Placing) -> None:
        # Another document was opened, or a key could not wait: then this one comes too late and goes.
        if ticket == self._awaited and self.is_attached:
            self._awaited = None
            self._take(shown)
            self.reader.take_placing(placing)
            self.show_place()
            self.refresh_title()
            self.call_after_refresh(freeze_garbage)

    def complete(self) -> None:
        """See to it that every code of the document is shown, now."""
        if self._awaited is None or self.document is None:
            return
        self._awaited = None
        with self.session.project.read() as reading:
            shown = self._shown_of(coded_spans(reading, self.document.version.id))
        self._take(shown)
        self.reader.take_placing(self.reader.placing_of(shown.fragments))

    def run_command(self, command_id: str) -> None:
        """Do a command, on all of the document."""
        with self.cmo.errors_shown():
            self.complete()
            super().run_command(command_id)

    # What changed here

    def show_fragment(self, fragment_id: str) -> None:
        """Show one fragment as it is in the project now; no other row is repainted."""
        with self.session.project.read() as reading:
            span = coded_span(reading, fragment_id)
        made = None
        if span is None:
            self.fragments.pop(fragment_id, None)
        else:
            self.fragments[fragment_id] = span
            made = reader_fragment(span, self.codes, self.hidden_coders())
        if made is None:
            if fragment_id in self._shown:
                self._shown.discard(fragment_id)
                self.reader.remove_fragment(fragment_id)
        elif fragment_id in self._shown:
            self.reader.replace_fragment(made)
        else:
            self._shown.add(fragment_id)
            self.reader.add_fragment(made)

    def shown_is_up_to_date(self) -> None:
        """Say that the change just made is on the screen already, so that coming back here reads nothing again.

        Where another program wrote in between, that has still to be read. To be called right after the change.
        """
        now = self.session.project.saved  # known without reading: the first frame does not wait for it
        if self._state is not None and now == self._state[0] + 1:
            self._state = (now, *self._state[1:])
