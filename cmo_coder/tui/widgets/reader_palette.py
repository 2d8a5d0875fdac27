"""The styles that the reader paints with, all from component classes, so that themes and style sheets reach them."""

from __future__ import annotations

from enum import IntEnum

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from cmo_coder.tui.widgets.reader_value import Family

_FAMILY_CLASSES = {
    Family.C: "reader--family-c",
    Family.I: "reader--family-i",
    Family.M_RES: "reader--family-r",
    Family.M_RED: "reader--family-m",
    Family.O: "reader--family-o",
    Family.THEME: "reader--family-theme",
    Family.OTHER: "reader--family-other",
}
DEPTHS = 4
COMPONENT_CLASSES = {
    "reader--text",
    "reader--interviewer",
    "reader--outside",
    "reader--label",
    "reader--speaker",
    "reader--rule",
    "reader--overflow",
    "reader--name",
    "reader--hint",
    "reader--focus",
    "reader--selection",
    "reader--caret",
    "reader--mark",
    "reader--mark-current",
    "reader--map",
    "reader--map-window",
    *(f"reader--depth-{depth}" for depth in range(1, DEPTHS + 1)),
    *_FAMILY_CLASSES.values(),
}

# The colours of the families are the hues of Okabe and Ito (Color Universal Design, 2008), some of them lightened. On a
# ground where one has too little contrast it is drawn towards black or white (see `_legible`).
READER_CSS = """
ReaderRows {
    background: $background;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-size-vertical: 0;

    & > .reader--text { color: $foreground; }
    & > .reader--interviewer { color: $foreground 74%; }
    & > .reader--outside { color: $foreground 74%; text-style: italic; }
    & > .reader--label { color: $foreground 66%; }
    & > .reader--speaker { color: $foreground 90%; text-style: bold; }
    & > .reader--rule { color: $foreground 35%; }
    & > .reader--overflow { color: $foreground 75%; }
    & > .reader--name { color: $foreground 72%; }
    & > .reader--hint { color: $foreground 62%; text-style: italic; }
    & > .reader--depth-1 { background: $foreground 8%; }
    & > .reader--depth-2 { background: $foreground 13%; }
    & > .reader--depth-3 { background: $foreground 18%; }
    & > .reader--depth-4 { background: $foreground 23%; }
    & > .reader--selection { background: $primary 55%; color: $text; }
    & > .reader--mark { background: $warning 35%; }
    & > .reader--mark-current { background: $warning; color: auto 95%; text-style: bold; }
    & > .reader--caret { text-style: reverse; }
    & > .reader--map { color: $foreground 42%; }
    & > .reader--map-window { color: $foreground 85%; background: $foreground 35%; }

    & > .reader--family-c { color: #56b4e9; }
    & > .reader--family-i { color: #e6d04a; }
    & > .reader--family-r { color: #e69f00; }
    & > .reader--family-m { color: #f0834f; }
    & > .reader--family-o { color: #2fc294; }
    & > .reader--family-theme { color: #d798c2; }
    & > .reader--family-other { color: #a8a8a8; }

    &:nocolor > .reader--focus { text-style: bold underline; }
    &:nocolor > .reader--mark { text-style: italic bold; }
    &:nocolor > .reader--mark-current { text-style: italic bold reverse; }
    &:nocolor > .reader--selection { text-style: reverse; }

    &:blur > .reader--caret { text-style: underline; }
}
"""


_DIM, _UNDERLINE, _REVERSE = Style(dim=True), Style(underline=True), Style(reverse=True)
# A terminal's own sixteen colours cannot be blended: there is no tint, so there is a line, and no grey, so it is dim.
_ANSI = {
    "reader--interviewer": _DIM,
    "reader--outside": _DIM + Style(italic=True),
    "reader--label": _DIM,
    "reader--speaker": Style(bold=True),
    "reader--rule": _DIM,
    "reader--name": _DIM,
    "reader--hint": _DIM + Style(italic=True),
    "reader--selection": _REVERSE,
    "reader--mark": Style(color="black", bgcolor="yellow"),
    "reader--mark-current": Style(color="black", bgcolor="bright_yellow", bold=True),
    "reader--map": _DIM,
    "reader--map-window": _REVERSE,
    **{f"reader--depth-{depth}": _UNDERLINE for depth in range(1, DEPTHS + 1)},
    "reader--family-c": Style(color="blue"),
    "reader--family-i": Style(color="yellow"),
    "reader--family-r": Style(color="magenta"),
    "reader--family-m": Style(color="red"),
    "reader--family-o": Style(color="green"),
    "reader--family-theme": Style(color="cyan"),
    "reader--family-other": Style(),
}
LEAST_CONTRAST = 4.5
"""The least contrast of a colour with the ground (WCAG 2.1, 1.4.3)."""


class Tone(IntEnum):
    """Whose words a text is."""

    TEXT = 0
    INTERVIEWER = 1
    OUTSIDE = 2


_TONES = ("reader--text", "reader--interviewer", "reader--outside")


def style_key(tone: Tone, depth: int, mark: int, selected: bool, caret: bool, focus: int) -> int:
    """Pack what a stretch of text looks like in one number. `mark` is 0, 1 or 2 (the current); `focus` an ink or 0."""
    return tone | min(depth, DEPTHS) << 2 | mark << 5 | selected << 7 | caret << 8 | focus << 9


class Palette:
    """The styles of one widget in its present theme. An *ink* is the number of a colour of fragments, from 1."""

    def __init__(self, widget: Widget) -> None:
        """Take the styles from `widget`, which has COMPONENT_CLASSES."""
        self._text: dict[int, Style] = {}
        self._styles: dict[str, Style] = {}
        self._ink_numbers: dict[tuple[Family, str | None], int] = {}
        self._inks: list[Style] = []
        self.ansi = widget.app.native_ansi_color
        self.ground = widget.background_colors[1]
        self.base = Style(bgcolor=self.ground.rich_color)
        self._widget = widget
        self._parts: dict[str, Style] = {}

    def part(self, name: str) -> Style:
        """Return only what component class `name` adds to the ground, already blended with it."""
        found = self._parts.get(name)
        if found is None:
            found = self._parts[name] = _part(self._widget, name, self.ansi)
        return found

    def changes(self, before: Palette) -> set[str]:
        """Return the component classes that were used and looked different `before`: all where the ground did."""
        if self.base != before.base or self.ansi != before.ansi:
            return set(COMPONENT_CLASSES)
        return {name for name, part in before._parts.items() if part != self.part(name)}

    def style(self, name: str) -> Style:
        """Return the style of component class `name` on the ground."""
        found = self._styles.get(name)
        if found is None:
            found = self._styles[name] = self.base + self.part(name)
        return found

    def ink(self, family: Family, colour: str | None) -> int:
        """Return the number of the colour of a family, or of a colour ("#rrggbb") of a code's own."""
        key = (family, colour)
        number = self._ink_numbers.get(key)
        if number is None:
            number = self._ink_numbers[key] = len(self._inks) + 1
            chosen = self.part(_FAMILY_CLASSES[family]) if colour is None else Style(color=colour)
            self._inks.append(self._legible(chosen))
        return number

    def _legible(self, ink: Style) -> Style:
        """Return a colour drawn towards black or white until it can be read on the ground."""
        if self.ansi or ink.color is None:
            return ink
        colour, towards = Color.from_rich_color(ink.color), self.ground.get_contrast_text(1.0)
        while contrast(colour, self.ground) < LEAST_CONTRAST and colour != towards:
            colour = colour.blend(towards, 0.12) if contrast(colour, towards) > 1.2 else towards
        return Style(color=colour.rich_color)

    def stripe(self, ink: int, filled: bool) -> Style:
        """Return the style of a stripe in the gutter; `filled` for the focused fragment."""
        style = self.base + self._inks[ink - 1]
        return style + Style(reverse=True, bold=True) if filled else style

    def name(self, ink: int, focused: bool) -> Style:
        """Return the style of a name in the margin."""
        return self.base + self._inks[ink - 1] + Style(bold=True) if focused else self.style("reader--name")

    def text(self, key: int) -> Style:
        """Return the style of a stretch of text, from `style_key`."""
        found = self._text.get(key)
        if found is None:
            found = self._text[key] = self._make(key)
        return found

    def _make(self, key: int) -> Style:
        style = self.style(_TONES[key & 3])
        if depth := key >> 2 & 7:
            style += self.part(f"reader--depth-{depth}")
        if focus := key >> 9:
            style += self._focus(focus) + self.part("reader--focus")
        if mark := key >> 5 & 3:
            style += self.part("reader--mark" if mark == 1 else "reader--mark-current")
        if key >> 7 & 1:
            style += self.part("reader--selection")
        if key >> 8 & 1:
            caret = self.part("reader--caret")
            # Where the selection is shown in reverse too, the caret is the hole in it.
            style += caret + Style(reverse=False) if caret.reverse and style.reverse else caret
        return style

    def _focus(self, ink: int) -> Style:
        """Return how the words of the focused fragment look: the one stretch of text in colour."""
        colour = self._inks[ink - 1].color
        if colour is None or self.ansi:
            return Style(color=colour, reverse=True)
        text = self.part("reader--text").color
        words = Color.from_rich_color(text) if text else self.ground.get_contrast_text(1.0)
        share = 0.32
        while share > 0.1 and contrast(words, self._tinted(colour, share)) < LEAST_CONTRAST:
            share -= 0.04
        return Style(bgcolor=self._tinted(colour, share).rich_color)

    def _tinted(self, colour: RichColor, share: float) -> Color:
        return self.ground.blend(Color.from_rich_color(colour), share)


def _part(widget: Widget, name: str, ansi: bool) -> Style:
    if ansi and name in _ANSI:
        return _ANSI[name]
    styles = widget.get_component_styles(name)
    whole = widget.get_component_rich_style(name)
    coloured = styles.has_rule("color") or styles.has_rule("auto_color")
    background = whole.bgcolor if styles.has_rule("background") else None
    return Style(color=whole.color if coloured else None, bgcolor=background) + styles.text_style


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
