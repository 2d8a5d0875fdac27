"""Painting only what can be seen to change: the part of Textual that puts widgets together, made sparing.

Textual renders, for every frame, each widget whose container touches the box around what changed: all of its lines,
and the containers and the screen behind it as well. While a transcript scrolls those are a dozen widgets of which
nothing is new and mostly nothing to be seen; they cost three times what the transcript costs.

Here a widget is asked only for the lines that lie in that box, only if it has any there, and no longer once one in
front of it fills the box. The picture is the same, and a test compares the two ways. It stands on one private method of
Textual (`Compositor._get_renders`); where a new version has no such method nothing breaks, the framework's own way is
taken, and that test says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class SparingCompositor(Compositor):
    """Asks widgets for the lines that changed, from the front to the back, until nothing more can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets_rendered = 0
        """How many times a widget was asked for lines since the start; tests count them, no clock is needed."""
        self.lines_rendered = 0
        """How many lines were asked for since the start."""

    def _get_renders(self, crop: Region | None = None) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """Yield for each widget to be seen in `crop` its region, the part of it that is asked for, and its strips.

        Lines are limited to `crop`, columns are not: strips are cut where widgets begin and end.
        """
        box = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen.overlaps(box):
                continue
            top, bottom = max(seen.y, box.y), min(seen.bottom, box.bottom)
            part = Region(seen.x, top, seen.width, bottom - top)
            self.widgets_rendered += 1
            self.lines_rendered += part.height
            yield region, part, widget.render_lines(part.translate(-region.offset))
            if part.contains_region(box):
                return
