"""Painting only what can be seen to change: the part of Textual that puts widgets together, made sparing.

Textual renders, for every frame, each widget whose container touches the box around all that changed: all of its lines,
and the containers and the screen behind it as well. While a transcript scrolls those are a dozen widgets of which
nothing is new and mostly nothing to be seen; they cost three times what the transcript costs.

Here a widget is asked only for the lines of it that changed, and a region is done with once one widget in front fills
it. The picture is the same; a test compares the two ways. This stands on one private method of Textual
(`Compositor._get_renders`): a version that has another way to render takes its own, and that test says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class SparingCompositor(Compositor):
    """Asks widgets for the lines that changed, from the front to the back, until nothing more can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: Sequence[Region] = ()
        """The regions of the screen that a frame paints anew; none outside of such a frame."""
        self.widgets_rendered = 0
        """How many times a widget was asked for lines since the start; tests count them, no clock is needed."""
        self.lines_rendered = 0
        """How many lines were asked for since the start."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Render what changed since the last frame."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """Yield for each widget that is to be seen its region, the part of it that is asked for, and its strips.

        Lines are limited to what changed, columns are not: strips are cut where widgets begin and end.
        """
        changed = list(self._changed or (crop or self.size.region,))
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            parts = [part for one in changed if (part := seen.intersection(one))]
            if not parts:
                continue
            top, bottom = min(part.y for part in parts), max(part.bottom for part in parts)
            asked = Region(seen.x, top, seen.width, bottom - top)
            self.widgets_rendered += 1
            self.lines_rendered += asked.height
            strips = widget.render_lines(asked.translate(-region.offset))
            yield region, asked, strips
            _untie(strips)  # which have been cut by now
            changed = [one for one in changed if not asked.contains_region(one)]
            if not changed:
                return


def _untie(strips: Sequence[Strip]) -> None:
    """Have strips forget that they were cut into themselves alone, as each is that nothing stands in front of.

    A strip keeps how it was cut, and so itself: a circle that only the garbage collector takes apart. While somebody
    scrolls that is four kilobytes for each line that goes, and full rounds are made only when nobody types.
    """
    for strip in strips:
        kept = strip._divide_cache
        if kept.get((strip.cell_length,)) is not None:
            kept.clear()
