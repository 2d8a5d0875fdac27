"""The part of the search screen that types, searches behind the screen, and shows how far it is."""

from __future__ import annotations

import time
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label, Static
from textual.worker import get_current_worker

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.errors import UserError
from cmo_coder.store.documents import FullDocument
from cmo_coder.store.search import Found, Hit, Query, check_query, search
from cmo_coder.store.search_scope import EVERYTHING
from cmo_coder.store.whereabouts import Places
from cmo_coder.text.cells import displayable
from cmo_coder.text.lemmas import language_for
from cmo_coder.text.query import QueryError
from cmo_coder.tui.background import behind, logged
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.search_asks import MODES, Mode, query_of, scope_of
from cmo_coder.tui.screens.search_results import ORDER_WORDS, Order, Results
from cmo_coder.tui.widgets.kwic_list import KwicList, KwicRow
from cmo_coder.tui.widgets.query_input import QueryInput

FIRST = 60
"""Hits that are shown as soon as they are there."""
SHOWN_OF_MISTAKE = 20
"""Code points of a query that cannot be read, from the mistake on, that are shown with what is wrong."""
EVERY = 0.25
"""Seconds between what is shown after that."""


class SearchRunning(StudyScreen):
    """Runs a search and shows what it finds; `SearchScreen` does things with the hits."""

    def __init__(self) -> None:
        super().__init__()
        self._mode = Mode.WORDS
        self._scope: tuple[str, ...] = ()
        self._scope_words: tuple[str, ...] = ()
        self._results = Results()
        self._places: Places | None = None
        self._query: Query | None = None
        self._running = False
        self._stopped = False
        self._indexing: tuple[int, int] | None = None
        self._problem = ""
        self._versions: frozenset[str] = frozenset()
        self._stale = False
        self._number = 0

    # What is shown

    def compose_body(self) -> ComposeResult:
        """The query, how far the search is, the hits, and the passage of the one under the cursor."""
        with Horizontal(id="ask"):
            yield Label(id="mode", markup=False)
            yield QueryInput(placeholder=_("words, and enter"), id="query", select_on_focus=False)
        yield Static(id="state", markup=False)
        yield KwicList(self._row, id="hits")
        yield Static(id="passage", markup=False)

    @property
    def _hits(self) -> KwicList:
        return self.query_one(KwicList)

    def refresh_data(self) -> None:
        """Names may have changed, and texts: then the hits are of before."""
        project = self.session.project
        self._places = Places(project)
        with project.read() as reading:
            versions = frozenset(one.id for one in reading.all(TextVersion, in_force=True))
        self._stale = self._query is not None and bool(self._versions) and versions != self._versions
        self._show_state()
        self._show_passage()
        self._hits.refresh()
        if self.focused is None:
            self.set_focus(self.query_one(QueryInput if not len(self._results) else KwicList))

    def _row(self, number: int) -> KwicRow:
        hit = self._results.hit(number)
        title = case = ""
        if self._places is not None:
            title, case = self._places.title(hit.document_id), self._places.case(hit.document_id)
        return KwicRow(title, case, hit.left, hit.words, hit.right, self._results.is_marked(number))

    def _show_state(self) -> None:
        self.query_one("#mode", Label).update(_(MODES[self._mode][0]) + " ▸")
        state = self.query_one("#state", Static)
        state.set_class(bool(self._problem), "-problem")
        state.update(self._problem or " · ".join(self._state_parts()))
        self._hits.display = bool(len(self._results)) or not self._problem
        self.refresh_footer()

    def _state_parts(self) -> list[str]:
        parts = [_("in: {where}").format(where=", ".join(self._scope_words)) if self._scope_words else _("everywhere")]
        results = self._results
        if self._indexing is not None:
            done, of = self._indexing
            return [_("the search index is being made: {done} of {of} texts").format(done=done, of=of)]
        if self._query is None:
            return parts
        n, documents = len(results), len(results.counted())
        hits = ngettext("{n} hit", "{n} hits", n).format(n=n)
        where = ngettext("{n} document", "{n} documents", documents).format(n=documents)
        found = _("{hits} in {documents}").format(hits=hits, documents=where)
        if results.full:
            found = _("the first {n} hits; the rest was left").format(n=n)
        parts.insert(0, found)
        word = self.query_one(QueryInput).value.strip()
        if not n and not self._running and self._mode is Mode.WORDS and word.isalpha():
            parts.append(_("{word}* finds what begins so, ~{word} every form").format(word=word))
        if self._running:
            percent = 100 * results.done // max(1, results.total)
            parts.insert(0, _("searching {percent}% (x stops)").format(percent=percent))
        elif self._stopped:
            parts.insert(0, _("stopped at {done} of {of} documents").format(done=results.done, of=results.total))
        if self._stale:
            parts.insert(0, _("a text has changed: r searches again"))
        if results.order is not Order.DOCUMENT:
            parts.append(_(ORDER_WORDS[results.order]))
        if results.marks:
            parts.append(ngettext("{n} marked", "{n} marked", results.marks).format(n=results.marks))
        return parts

    def _show_passage(self) -> None:
        pane = self.query_one("#passage", Static)
        pane.display = bool(len(self._results))
        if not len(self._results) or self._places is None:
            return
        hit = self._results.hit(self._hits.cursor)
        try:
            full = self._places.text(hit.document_id)
            where = self._places.of(hit.document_id, hit.start)
        except UserError as error:
            pane.update(str(error))
            return
        if full.version.id != hit.version_id:
            pane.update(_("This text has changed since it was searched; r searches again."))
            return
        start, end, before, after = self._passage(full, hit)
        text = before + displayable(full.text[start:end].replace("\n", " ")) + after
        at = hit.start - start + len(before)
        shown = Content(text).stylize("bold $warning", at, at + hit.end - hit.start)
        names = [
            where.title,
            where.case,
            where.round,
            where.speaker,
            _("turn {nr}").format(nr=where.turn) if where.turn else "",
        ]
        codes = self._places.codes(hit.document_id, hit.start, hit.end)
        names.append(_("codes: {names}").format(names=", ".join(codes)) if codes else "")
        head = Content.styled(" · ".join(name for name in names if name), "dim")
        pane.update(Content("\n").join([head, shown]))

    def _passage(self, full: FullDocument, hit: Hit) -> tuple[int, int, str, str]:
        """What of the turn is shown around a hit, as much as the pane holds: start, end, and dots where it goes on."""
        pane = self.query_one("#passage", Static)
        room = max(160, (pane.content_size.height - 2) * (pane.content_size.width - 8))
        turn = full.turn_at(hit.start)
        first, last = (turn.text_start, turn.end) if turn is not None else (0, full.version.length)
        first, last = min(first, hit.start), max(last, hit.end)
        start = max(first, hit.start - room // 3)
        end = min(last, max(hit.end, start + room))
        while first < start < hit.start and not full.text[start - 1].isspace():
            start += 1  # not in the middle of a word
        while hit.end < end < last and not full.text[end - 1].isspace():
            end -= 1
        return start, end, "… " if start > first else "", "…" if end < last else ""

    def why_not(self, command_id: str) -> str:
        """Most need hits; stopping needs a search."""
        needs_hits = {"open", "order", "mark", "mark_all", "code", "counts", "next_document"}
        name = command_id.partition(".")[2]
        if name in needs_hits and not len(self._results):
            return _("There are no hits yet: type words and press enter.")
        if name == "stop" and not self._running:
            return _("No search is running.")
        if name == "again" and self._query is None:
            return _("Nothing was searched for yet.")
        return ""

    # Typing and searching

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self._start()

    @on(QueryInput.Left)
    def _left(self) -> None:
        if len(self._results):
            self.set_focus(self._hits)
        else:
            self.cmo.do_back()

    def do_query(self) -> None:
        """Go to the field."""
        self.set_focus(self.query_one(QueryInput))

    def do_again(self) -> None:
        """The same once more."""
        self._start()

    def _start(self) -> None:
        typed = self.query_one(QueryInput)
        query = query_of(self._mode, typed.value, language_for(self.session.study.language))
        self._problem = ""
        try:
            check_query(query)
        except QueryError as error:
            rest = typed.value[error.position : error.position + SHOWN_OF_MISTAKE]
            self._problem = f"{error}  ▸ {rest}" if rest.strip() else str(error)
            self._show_state()
            return
        kept = self._results.hit(self._hits.cursor) if query == self._query and len(self._results) else None
        order = self._results.order
        self._query, self._results = query, Results()
        self._results.order = order
        self._running, self._stopped, self._stale = True, False, False
        with self.session.project.read() as reading:
            self._versions = frozenset(one.id for one in reading.all(TextVersion, in_force=True))
        self._number += 1
        self._hits.show(0, 0)
        self.set_focus(self._hits)  # what is typed from now on are commands again
        self._show_state()
        self._show_passage()
        work = partial(self._search, self._number, query, kept)
        behind(self, work, N_("The search stopped"), partial(self._broke_off, self._number), group="search")

    def _search(self, number: int, query: Query, kept: Hit | None) -> None:
        """Search behind the screen; what is found is handed over bit by bit."""
        worker = get_current_worker()
        call = self.app.call_from_thread
        project = self.session.project
        try:
            project.bring_search_up_to_date(lambda done, of: call(self._index_at, number, done, of))
            steps = search(project, query, scope_of(self._scope) if self._scope else EVERYTHING)
            hits: list[Hit] = []
            shown, last = False, time.monotonic()
            for step in steps:
                hits += step.hits
                if worker.is_cancelled or self._number != number or not self._running:
                    steps.close()  # type: ignore[attr-defined]
                    break
                if (not shown and len(hits) >= FIRST) or time.monotonic() - last >= EVERY or step.done == step.total:
                    call(self._more, number, Found(tuple(hits), step.done, step.total), kept)
                    hits, shown, last = [], True, time.monotonic()
                    if self._results.full:
                        steps.close()  # type: ignore[attr-defined]
                        break
        except Exception as error:
            call(self._failed, number, logged(error, "searching"))
        call(self._finished, number)

    def _broke_off(self, number: int, message: str) -> None:
        self._failed(number, message)
        self._finished(number)

    def _index_at(self, number: int, done: int, of: int) -> None:
        if number == self._number:
            self._indexing = (done, of) if done < of else None
            self._show_state()

    def _more(self, number: int, found: Found, kept: Hit | None) -> None:
        if number != self._number or not self.is_mounted:
            return
        first = not len(self._results)
        self._results.add(found.hits)
        self._results.done, self._results.total = found.done, found.total
        at = self._results.number_of(kept) if kept is not None and first else None
        self._hits.show(len(self._results), at if at is not None else (0 if first else None))
        if first and len(self._results):
            self._show_passage()
        self._show_state()

    def _failed(self, number: int, message: str) -> None:
        if number == self._number:
            self._problem = message

    def _finished(self, number: int) -> None:
        if number == self._number and self.is_mounted:
            self._indexing = None
            self._stopped = self._results.done < self._results.total and not self._results.full
            self._running = False
            self._show_state()
            if not len(self._results):
                self._show_passage()
                if self.focused is self._hits:
                    self.set_focus(self.query_one(QueryInput))

    def do_stop(self) -> None:
        """Stop; what was found stays."""
        self._running = False
