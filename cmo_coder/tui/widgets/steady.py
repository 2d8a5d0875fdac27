"""Words that are told again and again while a caret moves: painted only when they differ from what stands there."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Steady(Static):
    """A Static for lines that are cut to the width: the screen is laid out anew only when their number changes, and
    where its height is `fixed` never.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None, fixed: bool = False) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._fixed = fixed
        self._told: Content | None = None
        self.painted = 0
        """How many times the words were replaced; tests count them."""

    def tell(self, words: Content) -> None:
        """Show these words; nothing is done where they stand there already."""
        before, self._told = self._told, words
        if before is not None and before.is_same(words):
            return
        self.painted += 1
        grown = before is None or before.plain.count("\n") != words.plain.count("\n")
        self.update(words, layout=grown and not self._fixed)
