"""How high words are: a text that stays as high as it was needs no new layout of the screen."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def is_as_high(place: Static, words: Content | str) -> bool:
    """Whether words would stand in a place of automatic height as high as what stands there now."""
    width, height = place.content_size
    if not width or not height:
        return False
    content = words if isinstance(words, Content) else Content(words)
    wanted, most = content.get_height(place.styles.get_rules(), width), place.styles.max_height
    if most is not None and most.is_cells and most.cells is not None:
        wanted = min(wanted, most.cells - place.gutter.height)  # what is more is cut off
    return wanted == height
