"""Fragments in the reading screen: take a code off, move an edge, look at the details, write a memo."""

from __future__ import annotations

from collections.abc import Callable

from cmo_coder.messages import _
from cmo_coder.model.claims import Claim
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.coded_spans import SpanCoding
from cmo_coder.store.fragments import uncode
from cmo_coder.store.resizing import resize
from cmo_coder.text.spans import Span
from cmo_coder.text.words import next_word, previous_word
from cmo_coder.tui.screens.dialogs import AskText, Choice, Pick
from cmo_coder.tui.screens.read_coding import CodingActs


class FragmentActs(CodingActs):
    """What the keys do to the fragment at the caret."""

    def do_uncode(self) -> None:
        """Take a code off the fragment at the caret; with several, ask which."""
        fragment_id = self._focused()
        if fragment_id is None:
            self.cmo.warn(_("There is no code at the caret."))
            return
        codings = self.fragments[fragment_id].codings
        mine = self.session.coder.id if self.session.coder else None
        own = [coding for coding in codings if coding.coder_id == mine] or list(codings)
        if len(own) == 1:
            self._uncode(own[0])
            return
        choices = [
            Choice(coding.id, self.codes[coding.code_id].name, self.coder_name(coding.coder_id)) for coding in own
        ]
        by_id = {coding.id: coding for coding in own}
        self.cmo.push_screen(
            Pick(_("Which code comes off?"), choices), lambda id_: self._uncode(by_id[id_]) if id_ else None
        )

    def _uncode(self, one: SpanCoding) -> None:
        with self.cmo.errors_shown():
            with self.session.project.read() as reading:
                coding = reading.get(Coding, one.id)
            uncode(self.session.project, coding)
            self.show_fragment(coding.fragment_id)
            self.show_place()
            self.count_later()
            self.cmo.tell(_("Taken off: {name} (u brings it back)").format(name=self.codes[coding.code_id].name))

    def do_start_out(self) -> None:
        """Start one word earlier."""
        self._resize(lambda text, start, end: (previous_word(text, start), end))

    def do_start_in(self) -> None:
        """Start one word later."""
        self._resize(lambda text, start, end: (next_word(text, start), end))

    def do_end_in(self) -> None:
        """End one word earlier."""
        self._resize(lambda text, start, end: (start, _end_before(text, start, end)))

    def do_end_out(self) -> None:
        """End one word later."""
        self._resize(lambda text, start, end: (start, _end_after(text, end)))

    def _resize(self, moved: Callable[[str, int, int], tuple[int, int]]) -> None:
        fragment_id = self._focused()
        if fragment_id is None or self.document is None:
            self.cmo.warn(_("There is no fragment at the caret."))
            return
        span = self.fragments[fragment_id]
        start, end = moved(self.document.text, span.start, span.end)
        if start >= end:
            return
        with self.session.project.read() as reading:
            fragment = reading.get(Fragment, fragment_id)
        after = resize(self.session.project, fragment, start, end)
        self.show_fragment(after.id)
        if after.id != fragment_id:
            self.show_fragment(fragment_id)  # another coder's work stays there
        if after.start <= self.reader.caret < after.end:
            self.reader.focus_fragment(after.id)
        self.show_place()

    def do_details(self) -> None:
        """The fragment at the caret with its codes, claims and memos."""
        from cmo_coder.tui.screens.fragment import FragmentDetails

        fragment_id = self._focused()
        if fragment_id is None:
            self.cmo.warn(_("There is no fragment at the caret."))
            return

        def chosen(claim_id: str | None) -> None:
            if claim_id is not None:
                with self.session.project.read() as reading:
                    claim = reading.get(Claim, claim_id)
                self._show_claim(claim)

        self.cmo.push_screen(FragmentDetails(self.session.project, fragment_id), chosen)

    def do_memo(self) -> None:
        """A memo on the fragment at the caret, or on the document."""
        from cmo_coder.store.memos import add_memo

        assert self.document is not None
        fragment_id = self._focused()
        on = ("fragment", fragment_id) if fragment_id else ("document", self.document.document.id)
        question = _("Memo on this fragment") if fragment_id else _("Memo on this document")

        def given(text: str | None) -> None:
            if text and text.strip():
                with self.cmo.errors_shown():
                    add_memo(self.session.project, text, [on])
                    self.cmo.tell(_("Memo saved."))

        dialog = AskText(question, lines=True)
        if fragment_id:
            span = self.fragments[fragment_id]
            dialog.keep_clear(self.lines_of(Span(span.start, span.end)))
        self.cmo.push_screen(dialog, given)


def _end_before(text: str, start: int, end: int) -> int:
    """The end of the word before the last one of `[start, end)`."""
    at = previous_word(text, end)
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def _end_after(text: str, end: int) -> int:
    """The end of the word after `end`."""
    at = end
    while at < len(text) and text[at].isspace():
        at += 1
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
