"""Zoeken: words in all texts, with what stands around them; to their place and back; code what was found."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from cmo_coder.messages import N_, _
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.quotes import read_words
from cmo_coder.tui.screens.search_asks import Mode, ask_mode, ask_scope
from cmo_coder.tui.screens.search_code import ask_autocode
from cmo_coder.tui.screens.search_counts import CountsDialog
from cmo_coder.tui.screens.search_results import Order
from cmo_coder.tui.screens.search_running import SearchRunning
from cmo_coder.tui.widgets.kwic_list import KwicList
from cmo_coder.tui.widgets.query_input import QueryInput


class SearchScreen(SearchRunning):
    """Search all texts."""

    ID = "search"
    TITLE_TEXT = N_("Search")
    HELP = N_(
        "Type what to search for and press enter; the hits stand under each other with the words in the middle. Enter "
        "on a hit goes to its place in the transcript, escape comes back. Words that follow each other are searched "
        "as they stand: in the neighbourhood. neighbour* is every word that begins so, *hood every word that ends so, "
        "~go every form: goes, went, gone. money NEAR/5 council: at most five words between. AND, OR, NOT and "
        "brackets: within one turn. Capitals and accents do not count, unless you choose so with m. Regular "
        "expressions and likeness (what was heard differently) are under m too. s keeps the search to cases, rounds, "
        "groups, speakers, codes or uncoded words. Space marks hits; c puts a code on the marked hits, or on all, as "
        "one change. Speaker labels are not searched."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("search.open", N_("Read"), N_("Go to the hit in its transcript; escape comes back"), footer=True),
        Command("search.query", N_("Find"), N_("Go to the field and type what to search for"), footer=True),
        Command("search.mode", N_("How"), N_("Words, all forms, accents, regular expression, likeness"), footer=True),
        Command(
            "search.scope", N_("Where"), N_("Keep to cases, rounds, groups, speakers, codes, uncoded"), footer=True
        ),
        Command("search.order", N_("Sort"), N_("By document, by the words before, by the words after"), footer=True),
        Command("search.mark_all", N_("Mark all"), N_("Mark every hit, or none")),
        Command("search.code", N_("Code"), N_("Put a code on the marked hits, or on all, as one change"), footer=True),
        Command("search.mark", N_("Mark"), N_("Mark this hit for coding, or take the mark away"), footer=True),
        Command("search.counts", N_("Counts"), N_("How many hits each case and each document has")),
        Command("search.stop", N_("Stop"), N_("Stop the search that is running; what was found stays")),
        Command("search.again", N_("Again"), N_("Search again, in the texts as they are now")),
        Command("search.next_document", N_("Next document"), N_("Go to the first hit of the next document")),
    )
    DEFAULT_CSS = """
    SearchScreen #ask { height: 1; }
    SearchScreen #mode { width: auto; padding: 0 1; color: $primary; text-style: bold; }
    SearchScreen QueryInput { border: none; height: 1; background: $panel; padding: 0 1; width: 1fr; }
    SearchScreen QueryInput:focus { border: none; background: $primary 25%; }
    SearchScreen #state { height: 1; padding: 0 1; color: $foreground 75%; }
    SearchScreen #state.-problem { color: $error; height: auto; max-height: 3; }
    SearchScreen #passage { height: 30%; min-height: 4; max-height: 12; padding: 0 1; border-top: solid $panel; }
    """

    def do_mode(self) -> None:
        """Ask how the words are to be read."""

        def chosen(mode: Mode) -> None:
            self._mode = mode
            self._show_state()
            if self.query_one(QueryInput).value:
                self._start()
            else:
                self.do_query()

        ask_mode(self.cmo, chosen)

    def do_scope(self) -> None:
        """Ask where to look."""

        def chosen(values: tuple[str, ...], words: tuple[str, ...]) -> None:
            self._scope, self._scope_words = values, words
            self._show_state()
            if self._query is not None:
                self._start()

        ask_scope(self.cmo, self._scope, chosen)

    # With the hits

    @on(KwicList.Moved)
    def _moved(self) -> None:
        self._show_passage()

    @on(KwicList.Chosen)
    def do_open(self) -> None:
        """Read the hit in its transcript; all hits of that document are marked there."""
        hit = self._results.hit(self._hits.cursor)
        places = [(one.start, one.end) for one in self._results.of_document(hit.document_id)]
        assert self._places is not None
        if self._places.text(hit.document_id).version.id != hit.version_id:
            self.cmo.warn(_("This text has changed since it was searched; r searches again."))
            return
        read_words(self.cmo, hit.document_id, (hit.start, hit.end), places)

    def do_order(self) -> None:
        """The next order; the cursor stays on its hit."""
        hit = self._results.hit(self._hits.cursor)
        orders = list(Order)
        self._results.sort(orders[(orders.index(self._results.order) + 1) % len(orders)])
        self._hits.show(len(self._results), self._results.number_of(hit))
        self._show_state()

    def do_mark(self) -> None:
        """Mark, and go on to the next."""
        self._results.toggle(self._hits.cursor)
        self._hits.refresh()
        self._hits.action_move(1)
        self._show_state()

    def do_mark_all(self) -> None:
        """Mark all, or none."""
        self._results.mark_all()
        self._hits.refresh()
        self._show_state()

    def do_code(self) -> None:
        """Code the marked hits, or all."""
        if self._running:
            self.cmo.warn(_("The search is still running: wait, or stop it with x."))
            return
        ask_autocode(self.cmo, self._results.chosen(), self.show_all)

    def do_counts(self) -> None:
        """Show the counts; a document that is chosen there is gone to."""
        assert self._places is not None

        def chosen(document_id: str | None) -> None:
            if document_id is not None:
                self._go_to_document(document_id)

        self.cmo.push_screen(CountsDialog(self._results.counted(), self._places), chosen)

    def do_next_document(self) -> None:
        """The first hit of the next document; after the last one, of the first."""
        here = self._results.hit(self._hits.cursor).document_id
        ids = [one.document_id for one in self._results.counted()]
        self._go_to_document(ids[(ids.index(here) + 1) % len(ids)])

    def _go_to_document(self, document_id: str) -> None:
        number = self._results.number_of(self._results.of_document(document_id)[0])
        self._hits.action_go(number or 0)
        self.set_focus(self._hits)

    def go_to_top(self) -> None:
        """The first hit."""
        self._hits.action_go(0)
