"""The themes: dark, light, high contrast, and the terminal's own colours.

Contrast is measured by a test on the screens themselves: text 4.5 to 1 at least, 7 to 1 in the high-contrast theme, dim
text and chosen lines too (WCAG 2.2, 1.4.3 and 1.4.6).

The colours of the roles follow Okabe and Ito's palette, moved where contrast was too low; they never carry
meaning alone (each family has a letter and a line of its own).
"""

from __future__ import annotations

import dataclasses

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="cmo-dark",
    primary="#7fb2e5",
    secondary="#9ab8a6",
    accent="#e69f00",
    foreground="#dcdfe4",
    background="#14171c",
    surface="#1a1e25",
    panel="#232933",
    success="#7cc29a",
    warning="#e6b450",
    error="#e57373",
    dark=True,
)
LIGHT = Theme(
    name="cmo-light",
    primary="#1f5f99",
    secondary="#3d6b52",
    accent="#8a4b00",
    foreground="#1d2127",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e3db",
    success="#1f6b3f",
    warning="#7a5200",
    error="#a32424",
    dark=False,
)
CONTRAST = Theme(
    name="cmo-contrast",
    primary="#ffffff",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    success="#00ff66",
    warning="#ffff00",
    error="#ff6666",
    dark=True,
    text_alpha=1.0,
    variables={"block-cursor-blurred-background": "#333333"},
)

# The blue, red and green that terminals have had since the eighties can hardly be read on black; their bright ones can.
ANSI_DARK = dataclasses.replace(
    BUILTIN_THEMES["ansi-dark"],
    primary="ansi_bright_blue",
    secondary="ansi_bright_cyan",
    error="ansi_bright_red",
    success="ansi_bright_green",
    accent="ansi_bright_yellow",
)

THEMES = (DARK, LIGHT, CONTRAST)
NAMES = (*(theme.name for theme in THEMES), "ansi-dark", "ansi-light")
