"""How the reader divides its width: label, lanes, text, names in the margin, map. All figures are terminal cells."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.text.lanes import LANES

WIDE = 110
"""From this width on there is room for all lanes and for the names of codes in the margin."""
NARROW = 70
"""Below this width the label column holds the number of a turn only."""
WITH_NAMES = 15
"""From this width on the label column holds names."""
MEASURE = 84
"""The widest text: longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """The columns of the reader, left to right; together they are `width` wide.

    `text` has one cell more than `columns`, to which the text is wrapped: the caret can stand behind the last word.
    """

    width: int
    label: int
    lanes: int
    columns: int
    margin: int

    @property
    def lanes_x(self) -> int:
        """Where the gutter begins: the overflow digit, then the lanes, the first of them nearest to the text."""
        return self.label

    @property
    def text_x(self) -> int:
        """Where the text begins: after the overflow digit, the lanes, the interviewer's line and a space."""
        return self.label + self.lanes + 3

    @property
    def text(self) -> int:
        """The width of the text with the cell for the caret."""
        return self.columns + 1

    @property
    def margin_x(self) -> int:
        """Where the margin begins, if there is one."""
        return self.text_x + self.text + 1

    @property
    def rest(self) -> int:
        """What is left before the map; below 0 where the window is too small for all of this."""
        return self.map_x - self.text_x - self.text - (self.margin + 1 if self.margin else 0)

    @property
    def map_x(self) -> int:
        """Where the map stands: the last column."""
        return self.width - 1


def geometry(width: int) -> Geometry:
    """Divide `width` cells. Below about 20 the text keeps one column and what does not fit is cut off."""
    wide = width >= WIDE
    label = 16 if wide else WITH_NAMES if width >= NARROW else 7
    lanes = LANES if wide else LANES // 2
    # The label column, the gutter with its digit, line and space, the caret's cell, the map and a space before it.
    free = width - label - lanes - 3 - 1 - 2
    margin = max(26, min(40, free // 3)) if wide else 0
    columns = max(1, min(MEASURE, free - margin - bool(margin)))
    if wide:
        margin = min(48, free - columns - 1)
    return Geometry(width, label, lanes, columns, margin)
