"""Contrast, measured on the screens: every word in every theme can be read, dim ones and chosen lines too."""

from __future__ import annotations

import dataclasses

import pytest
from rich.style import Style

from cmo_coder.settings import Settings
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.base import StudyScreen
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import until

__all__ = ["board"]
NEEDED = {"cmo-dark": 4.5, "cmo-light": 4.5, "cmo-contrast": 7.0}
"""WCAG 2.2: 1.4.3 (AA), and 1.4.6 (AAA) for the high-contrast theme."""
SCREENS = ("overview", "read", "documents", "card", "elements", "codebook", "export", "search", "agreement", "report")
"""Those that have something of their own: a transcript, lists and boards, a tree, a table, a field, figures."""
Colour = tuple[int, int, int]


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [one / 255 for one in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours(style: Style) -> tuple[Colour, Colour] | None:
    """The colours of text and of what is behind it; none where the terminal decides."""
    if style.color is None or style.bgcolor is None:
        return None
    text, behind = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    return (behind, text) if style.reverse else (text, behind)


def faint(screen: StudyScreen, needed: float) -> set[str]:
    """The words on a screen that have less contrast than is needed, with what they have."""
    found = set()
    for strip in screen._compositor.render_strips():
        for text, style, _control in strip:
            pair = colours(style) if style is not None else None
            if pair is None or not any(letter.isalnum() for letter in text):
                continue
            if contrast(*pair) < needed:
                found.add(f"{screen.ID}: {contrast(*pair):.2f} {text.strip()!r}")
    return found


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(contrast((0, 0, 0), (255, 255, 255)), 3) == 21
    assert round(contrast((119, 119, 119), (255, 255, 255)), 2) == 4.48  # the grey that is known just not to do


@pytest.mark.parametrize("theme", NEEDED)
async def test_every_word_has_enough_contrast(board: BoardStudy, theme: str) -> None:
    app = CmoApp(str(board.place), settings=dataclasses.replace(Settings(), theme=theme))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StudyScreen))
        found: set[str] = set()
        for name in SCREENS:
            screen = app.show(name)
            await until(pilot, lambda screen=screen: app.screen is screen and screen.is_mounted)
            await pilot.pause()
            found |= faint(screen, NEEDED[theme])
    assert not found
