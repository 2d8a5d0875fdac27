"""Contrast, measured on the screens: every word in every theme can be read, dim ones and chosen lines too."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from rich.color import ColorType
from rich.style import Style
from textual.content import Content

from cmo_coder.settings import Settings
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.widgets.kwic_list import KwicList, KwicRow
from cmo_coder.tui.widgets.line_list import LineList
from cmo_coder.tui.widgets.line_rows import LineRows
from cmo_coder.tui.widgets.row_list import RowList
from tests.tui.board_case import BoardStudy, board
from tests.tui.screen_text import until

__all__ = ["board"]
NEEDED = {"cmo-dark": 4.5, "cmo-light": 4.5, "cmo-contrast": 7.0}
"""WCAG 2.2: 1.4.3 (AA), and 1.4.6 (AAA) for the high-contrast theme."""
SCREENS = ("overview", "read", "documents", "card", "elements", "codebook", "export", "search", "agreement", "report")
"""Those that have something of their own: a transcript, lists and boards, a tree, a table, a field, figures."""
Colour = tuple[int, int, int]
Look = Callable[[StudyScreen], set[str]]


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


async def shown(board: BoardStudy, theme: str, size: tuple[int, int], look: Look) -> set[str]:
    """What is found by looking at each screen."""
    app = CmoApp(str(board.place), settings=dataclasses.replace(Settings(), theme=theme))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StudyScreen))
        found: set[str] = set()
        for name in SCREENS:
            screen = app.show(name)
            await until(pilot, lambda screen=screen: app.screen is screen and screen.is_mounted)
            await pilot.pause()
            found |= look(screen)
    return found


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
@pytest.mark.parametrize("theme", NEEDED)
async def test_every_word_has_enough_contrast(board: BoardStudy, theme: str, size: tuple[int, int]) -> None:
    assert not await shown(board, theme, size, lambda screen: faint(screen, NEEDED[theme]))


def styles_of(screen: StudyScreen) -> Iterator[tuple[str, Style]]:
    """The words on a screen with their styles."""
    for strip in screen._compositor.render_strips():
        for text, style, _control in strip:
            if style is not None and any(letter.isalnum() for letter in text):
                yield text.strip(), style


def mixed(screen: StudyScreen) -> set[str]:
    """Words whose colour is none of the terminal's sixteen, or cannot be told from what is behind it."""
    found = set()
    for text, style in styles_of(screen):
        for colour in (style.color, style.bgcolor):
            if colour is not None and colour.type not in (ColorType.DEFAULT, ColorType.STANDARD):
                found.add(f"{screen.ID}: {colour.name} {text!r}")
        if style.color is not None and not style.color.is_default and style.color == style.bgcolor:
            found.add(f"{screen.ID}: {style.color.name} on itself {text!r}")
    return found


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_the_terminals_own_colours_are_used_as_they_are(board: BoardStudy, theme: str) -> None:
    assert not await shown(board, theme, (80, 24), mixed)


def coloured(screen: StudyScreen) -> set[str]:
    """Words that are neither grey nor left to the terminal."""
    found = set()
    for text, style in styles_of(screen):
        for colour in (style.color, style.bgcolor):
            if colour is not None and not colour.is_default and len(set(colour.get_truecolor())) > 1:
                found.add(f"{screen.ID}: {colour.name} {text!r}")
    return found


def marked(screen: StudyScreen) -> bool:
    """Whether what is chosen in the list that has the focus stands out: by another ground, or turned round."""
    focused = screen.focused
    if not isinstance(focused, LineList) or focused.line is None:
        return True
    grounds = {(str(style.bgcolor), style.reverse) for _text, style in styles_of_widget(focused)}
    return len(grounds) > 1


def styles_of_widget(widget: LineList | RowList) -> Iterator[tuple[str, Style]]:
    """The words of one widget with their styles."""
    for y in range(widget.size.height):
        for text, style, _control in widget.render_line(y):
            if style is not None and text.strip():
                yield text, style


@pytest.mark.parametrize("theme", ["cmo-dark", "cmo-contrast", "ansi-dark"])
async def test_without_colour_every_word_is_read_and_what_is_chosen_is_seen(
    board: BoardStudy, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    # Greys of the same brightness: what can be read in colour can be read without, with a little less to spare.
    needed = NEEDED.get(theme, 0) and 4.5

    def look(screen: StudyScreen) -> set[str]:
        unseen = set() if marked(screen) else {f"{screen.ID}: what is chosen is not to be seen"}
        return coloured(screen) | unseen | (faint(screen, needed) if needed else set())

    assert not await shown(board, theme, (80, 24), look)


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("theme", [*NEEDED, "ansi-dark"])
async def test_the_row_under_the_cursor_of_a_long_list_is_seen_and_read(
    theme: str, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    app = CmoApp(settings=dataclasses.replace(Settings(), theme=theme))
    lists: tuple[RowList, RowList] = (
        LineRows(lambda _nr: Content.assemble("regel ", ("gedimd", "$foreground 70%"))),
        KwicList(lambda _nr: KwicRow("naam", "", "woorden ", "treffer", " erna", False)),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.screen.mount(*lists)
        for one in lists:
            one.show(3, 1)
            one.focus()
            await pilot.pause()
            rows = [list(one.render_line(y)) for y in (0, 1)]
            grounds = [
                {(str(style.bgcolor), style.reverse) for text, style, _c in row if style and text} for row in rows
            ]
            assert grounds[0].isdisjoint(grounds[1]), f"{one} in {theme}"
            pairs = [colours(style) for text, style, _control in rows[1] if style and text.strip()]
            assert all(pair is None or pair[0] != pair[1] for pair in pairs)
            if theme in NEEDED:
                assert min(contrast(*pair) for pair in pairs if pair) >= 4.5
