"""Coded fragments like some words of the transcript, whoever coded them and under which code."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.text.spans import Span
from cmo_coder.tui.screens.read_suggest import SuggestActs
from cmo_coder.tui.suggesting_jobs import Work

if TYPE_CHECKING:
    from cmo_coder.suggest.suggester import Suggester

ABOUT_LENGTH = 60


class AlikeActs(SuggestActs):
    """Looks for fragments like the one at the caret, or like the marked words."""

    def do_alike(self) -> None:
        """Coded fragments like the fragment at the caret, or like the marked words."""
        from cmo_coder.tui.screens.alike_lists import show_fragments

        words = self.marked()
        focused = self._focused() if self.reader.selection is None else None
        if focused is not None and focused in self.fragments:
            words = Span(self.fragments[focused].start, self.fragments[focused].end)
        if words is None or self.document is None:
            return
        if reason := self.suggestions_hidden():
            self.cmo.warn(reason)
            return
        text = self.document.text[words.start : words.end]
        here = {one.id for one in self.reader.fragments_between(words.start, words.end)}
        about = shorten(text, ABOUT_LENGTH, placeholder=" …")

        def work(made: Suggester) -> Work:
            from cmo_coder.suggest.alike import fragments_like

            found = fragments_like(made, text, frozenset(here))
            return lambda: show_fragments(self.cmo, found, self.codes, about)

        if not self.suggesting.ask_soon(work):
            self.cmo.tell(_("Learning from the codebook and the codings so far …"))
