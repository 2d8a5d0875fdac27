"""Finding words in the document that is read."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import _
from cmo_coder.text.literal import places_of
from cmo_coder.tui.screens.dialogs import AskText
from cmo_coder.tui.screens.read_whole import CodingScreen


class FindActs(CodingScreen):
    """Find words, go to the next place, go to the previous one."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: list[tuple[int, int]] = []

    def do_find(self) -> None:
        """Find words in this document."""

        def given(words: str | None) -> None:
            if words is not None:
                self.find(words)

        self.cmo.push_screen(AskText(_("Find in this document"), keys=_("enter find · esc leave"), passing=True), given)

    def find(self, words: str) -> None:
        """Mark every place of these words (case does not matter) and go to the first after the caret."""
        assert self.document is not None
        self._marks = places_of(words, self.document.text, ignore_case=True)
        if not self._marks:
            self.reader.set_marks(())
            if words:
                self.cmo.tell(_("'{words}' does not occur here.").format(words=words))
            return
        self._go_to_mark(next((m for m in self._marks if m[0] >= self.reader.caret), self._marks[0]))

    def mark_places(self, places: Sequence[tuple[int, int]], current: tuple[int, int]) -> None:
        """Mark places that were found elsewhere; next and previous hit go through them."""
        self._marks = sorted(places)
        self.reader.set_marks(self._marks, current)

    def _go_to_mark(self, mark: tuple[int, int]) -> None:
        self.reader.set_marks(self._marks, mark)
        self.reader.move_to(mark[0])
        self.cmo.tell(_("Place {nr} of {n}").format(nr=self._marks.index(mark) + 1, n=len(self._marks)))

    def do_find_next(self) -> None:
        """The next place found."""
        if self._marks:
            self._go_to_mark(next((m for m in self._marks if m[0] > self.reader.caret), self._marks[0]))

    def do_find_previous(self) -> None:
        """The previous place found."""
        if self._marks:
            self._go_to_mark(next((m for m in reversed(self._marks) if m[0] < self.reader.caret), self._marks[-1]))
