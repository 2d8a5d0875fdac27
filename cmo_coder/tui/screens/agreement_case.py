"""One difference on the agreement screen in full: what each coder has, and the words between them."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from cmo_coder.messages import _
from cmo_coder.store.documents import full_document
from cmo_coder.tui.screens.agreement_commands import AgreementCommands
from cmo_coder.tui.screens.agreement_lines import below, sides_of, words_of
from cmo_coder.tui.widgets.heights import is_as_high


class CaseShown(AgreementCommands):
    """Shows the difference under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[str, str] = {}
        self._told: dict[str, Content | str] = {}
        self._shown_key = ""

    def forget_texts(self) -> None:
        """The transcripts may be others."""
        self._texts.clear()

    def tell_in(self, name: str, words: Content | str) -> None:
        """Show words in a place; nothing is done where they stand there already: it would lay out the whole screen."""
        before = self._told.get(name)
        if isinstance(words, Content) and isinstance(before, Content) and before.is_same(words):
            return
        if words != before or isinstance(words, Content):
            self._told[name] = words
            place = self.query_one(name, Static)
            place.update(words, layout=not is_as_high(place, words))

    def show_case(self) -> None:
        """Show the difference under the cursor in full, or why there is none."""
        one = self.current()
        if one is None or self.found is None:
            for name in ("#first", "#words", "#second", "#below"):
                self.tell_in(name, "")
            why = _("No differences: the same codes on the same words.")
            if not self.found or not self.found.report.codes:
                why = _("Nobody coded anything in these documents.")
            if self.only is not None:
                why = _("No difference passes the filter (f: everything).")
            self.tell_in("#words", why)
            return
        # Of two one at each side; of more the first half at the left.
        half = (len(one.sides) + 1) // 2
        numbers = range(len(one.sides))
        self.tell_in("#first", sides_of(self.found, one, numbers[:half]))
        self.tell_in("#second", sides_of(self.found, one, numbers[half:]))
        self.tell_in("#words", words_of(self._text(one.case.document), one))
        self.tell_in("#below", below(self.found, one))
        if self._shown_key != one.key:
            self._shown_key = one.key
            self.query_one("#middle").scroll_home(animate=False)

    def _text(self, document_id: str) -> str:
        if document_id not in self._texts:
            self._texts[document_id] = full_document(self.session.project, document_id).text
        return self._texts[document_id]
