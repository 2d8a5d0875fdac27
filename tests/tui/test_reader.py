"""The reader on the screen: what is to be seen, and how many rows are painted for it."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual import events
from textual.color import Color
from textual.geometry import Offset, Region
from textual.widget import Widget
from textual.widgets import Input

from cmo_coder.tui.themes import THEMES
from cmo_coder.tui.widgets import reader_cache
from cmo_coder.tui.widgets.reader import Reader
from cmo_coder.tui.widgets.reader_palette import Palette, Tone, contrast, style_key
from cmo_coder.tui.widgets.reader_value import Family, ReaderFragment
from tests.tui.reader_case import FRAGMENTS, TEXT, TURNS, ReaderApp, coded, reading, screen_text, script, told

R1 = TURNS[1].text_start
SCREEN = [
    "I Interviewer       ┊ Hoe is het begonnen?",
    "  1    00:01",
    "  Respondent 1   RTI  Nou, mijn buurvrouw kwam langs. Ze vroeg of ik mee ging",
    "  2    00:02     ╨    wandelen. Dat deed ik toen maar.",
    "",
    "I Interviewer       ┊ En toen?",
    "  3    00:03",
    "  Respondent 1     M  Toen leerde ik de anderen kennen. Daar kreeg ik",
    "  4    00:04      O╹  vertrouwen door, en ik sliep beter.",
    *[""] * 15,
]
LONG_TEXT, LONG_TURNS = script(
    [("Interviewer", "I", "Vertel eens."), ("Respondent 1", "R1", "Dat ging zo, en daarna weer anders. " * 400)]
)


@pytest.fixture(autouse=True)
def _no_freezing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Freezing the garbage of a whole test run would keep every app of it alive."""
    monkeypatch.setattr("cmo_coder.tui.widgets.reader.freeze_garbage", lambda: None)


# -- what is to be seen -----------------------------------------------------------------------------------------------


async def test_turns_stripes_and_words_stand_beside_each_other() -> None:
    async with reading() as (reader, _):
        assert [line.rstrip(" ▏▎▌█") for line in screen_text(reader)] == SCREEN


async def test_at_110_columns_names_stand_in_the_margin_with_the_letter_of_their_family() -> None:
    async with reading(size=(120, 24)) as (reader, _):
        screen = "\n".join(screen_text(reader))
        for letter, name in (("I", "langskomen"), ("T", "buurt"), ("R", "uitnodiging"), ("M", "vertrouwen")):
            assert f"{letter} {name}" in screen
        assert "Respondent 1 " in screen
    async with reading(size=(109, 24)) as (reader, _):
        assert "langskomen" not in "\n".join(screen_text(reader))


async def test_every_line_fills_the_window_exactly_at_any_width() -> None:
    wide = coded("begonnen", name="日本語 👩\u200d👧 e\u0301", text=TEXT)
    for width in (1, 5, 20, 40, 69, 70, 80, 109, 110, 160, 240):
        async with reading(size=(width, 12), fragments=(*FRAGMENTS, wide)) as (reader, _):
            for strip in reader.render_lines(reader.size.region):
                assert sum(cell_len(segment.text) for segment in strip) == width


async def test_more_fragments_than_lanes_are_counted_in_a_digit() -> None:
    many = [ReaderFragment(f"f{n}", R1, R1 + 20, (f"n{n}",), "C") for n in range(11)]
    async with reading(fragments=many) as (reader, _):
        assert "7CCCC" in screen_text(reader)[2]
    async with reading(fragments=many, size=(120, 24)) as (reader, _):
        assert "3CCCCCCCC" in screen_text(reader)[2]
        assert "C n0 · C n1 · C n10 · C n2 +7" in screen_text(reader)[2]


async def test_a_stripe_begins_with_its_letter_and_its_line_and_end_differ_by_family() -> None:
    end = TURNS[1].end
    seen = set()
    for family in ("C", "I", "M_res", "M_red", "O", "theme", "other"):
        async with reading(fragments=[ReaderFragment("f", R1, end, ("n",), family)], size=(44, 24)) as (reader, _):
            lane = reader._geometry.text_x - 3
            stripe = "".join(line.ljust(44)[lane] for line in screen_text(reader)[2:8]).strip()
            assert len(stripe) >= 3
            seen.add(stripe[0] + stripe[1])
    assert len(seen) == 7
    assert len({pair[1] for pair in seen}) == 7


async def test_ascii_mode_draws_nothing_beyond_ascii_and_can_be_switched() -> None:
    async with reading(ascii=True, size=(120, 24)) as (reader, pilot):
        assert "".join(screen_text(reader)).isascii()
        reader.ascii = False
        await pilot.pause()
        assert not "".join(screen_text(reader)).isascii()


async def test_control_characters_of_a_transcript_do_not_reach_the_terminal() -> None:
    text, turns = script([("R", "R1", "rood\x1b[31m en\tzwart")])
    async with reading(text, turns, ()) as (reader, _):
        assert "rood·[31m en zwart" in screen_text(reader)[0]
        assert reader.text == text


async def test_an_empty_document_and_one_without_turns_are_shown() -> None:
    async with reading("", (), ()) as (reader, pilot):
        await pilot.press("down", "w", "j", "right_curly_bracket", "V", "J", "escape")
        assert (reader.caret, reader.selection) == (0, None)
        reader.load("een\n\ntwee", (), ())
        await pilot.pause()
        assert [line.strip(" ▏") for line in screen_text(reader)[:3]] == ["een", "", "twee"]


async def test_a_window_of_one_cell_and_a_document_loaded_before_there_is_a_size() -> None:
    async with reading(size=(1, 1)) as (reader, pilot):
        await pilot.press("down", "pagedown", "G")
        assert reader.caret == TURNS[3].end


async def test_text_outside_turns_is_shown_in_its_place() -> None:
    text = "Kop boven\n\n" + TEXT
    turns = tuple(
        replace(turn, start=turn.start + 11, end=turn.end + 11, text_start=turn.text_start + 11) for turn in TURNS
    )
    async with reading(text, turns, ()) as (reader, _):
        assert screen_text(reader)[0].strip() == "Kop boven"


# -- how much is painted ----------------------------------------------------------------------------------------------


async def test_scrolling_by_a_row_paints_one_row() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        reader.scroll_to(y=20, animate=False)
        await pilot.pause()
        built = reader.rows_built
        reader.scroll_to(y=21, animate=False)
        await pilot.pause()
        assert reader.rows_built == built + 1
        reader.scroll_to(y=20, animate=False)
        await pilot.pause()
        assert reader.rows_built == built + 1


async def test_moving_the_caret_paints_at_most_two_rows() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        for key in ("right", "down", "w", "j", "up", "shift+right"):
            built = reader.rows_built
            await pilot.press(key)
            await pilot.pause()
            assert 1 <= reader.rows_built - built <= 2, key


async def test_adding_and_removing_a_code_paints_only_its_rows_and_wraps_nothing() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        wraps, built = reader.wraps, reader.rows_built
        start = LONG_TURNS[1].text_start + 10
        reader.add_fragment(ReaderFragment("new", start, start + 100, ("n",), "C"))
        await pilot.pause()
        rows = len(reader._document.rows_of(reader._document.placed["new"]))
        assert (reader.wraps, reader.rows_built - built) == (wraps, rows)
        assert "C" in screen_text(reader)[2][15:20]
        reader.replace_fragment(ReaderFragment("new", start, start + 100, ("n",), "O"))
        await pilot.pause()
        assert (reader.wraps, reader.rows_built - built) == (wraps, 2 * rows)
        assert "O" in screen_text(reader)[2][15:20]
        reader.remove_fragment("new")
        await pilot.pause()
        assert (reader.wraps, reader.rows_built - built) == (wraps, 3 * rows)


async def test_the_same_fragments_again_paint_nothing() -> None:
    async with reading() as (reader, pilot):
        built = reader.rows_built
        reader.set_fragments(FRAGMENTS)
        await pilot.pause()
        assert reader.rows_built == built
        reader.set_fragments(FRAGMENTS[1:])
        await pilot.pause()
        assert 1 <= reader.rows_built - built <= 3
        assert reader.fragments == FRAGMENTS[1:2] + FRAGMENTS[2:]


async def test_taking_and_losing_the_focus_paints_only_the_row_of_the_caret() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        built = reader.rows_built
        reader.blur()
        await pilot.pause()
        reader.focus()
        await pilot.pause()
        assert reader.rows_built - built <= 2


@pytest.mark.parametrize(("colour", "theme"), [(True, "textual-light"), (False, "textual-light"), (True, "ansi-dark")])
async def test_finished_lines_are_those_that_the_framework_would_paint(
    monkeypatch: pytest.MonkeyPatch, colour: bool, theme: str
) -> None:
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    marks = [(R1 + 5, R1 + 15), (R1 + 30, R1 + 34)]
    for size in ((80, 24), (120, 10), (44, 12)):
        async with reading(size=size) as (reader, pilot):

            async def same(reader: Reader = reader, what: str = "") -> None:
                await pilot.pause()
                region = reader.size.region
                for crop in (region, Region(3, 1, region.width - 9, region.height - 2)):
                    quick = reader.render_lines(crop)
                    slow = Widget.render_lines(reader, crop)
                    assert [list(strip) for strip in map(simplified, quick)] == [
                        list(strip) for strip in map(simplified, slow)
                    ], what

            await same(what="opened")
            reader.select(R1 + 3, R1 + 60)
            await same(what="selected")
            reader.focus_fragment("invitation")
            await same(what="focused")
            reader.set_marks(marks, marks[1])
            await same(what="marked")
            reader.scroll_to(y=2, animate=False)
            await same(what="scrolled")
            reader.blur()
            await same(what="blurred")
            reader.app.theme = theme
            await same(what=theme)


def simplified(strip):  # type: ignore[no-untyped-def]
    return strip.simplify()


async def test_a_border_is_painted_by_the_frameworks_way() -> None:
    async with reading() as (reader, pilot):
        reader.styles.border = ("solid", "white")
        await pilot.pause()
        assert screen_text(reader)[0].startswith("┌")
        assert "Interviewer" in screen_text(reader)[1]


# -- caret, selection, focus ------------------------------------------------------------------------------------------


async def test_keys_move_the_caret_and_tell_the_screen() -> None:
    async with reading() as (reader, pilot):
        assert reader.caret == TURNS[0].text_start
        await pilot.press("right_curly_bracket")
        assert reader.caret == R1
        await pilot.press("j", "w", "right")
        assert reader.caret == TEXT.index("vroeg") + 1
        assert told(reader, Reader.CaretMoved)[-1].offset == reader.caret  # type: ignore[attr-defined]
        await pilot.press("G")
        assert reader.caret == TURNS[3].end
        await pilot.press("ctrl+home")
        assert reader.caret == TURNS[0].text_start


async def test_capital_v_grows_and_escape_steps_back() -> None:
    async with reading(caret=TEXT.index("vroeg")) as (reader, pilot):
        await pilot.press("V")
        assert TEXT[slice(*reader.selection or (0, 0))] == "Ze vroeg of ik mee ging wandelen."
        await pilot.press("V")
        assert reader.selection == (R1, TURNS[1].end)
        await pilot.press("escape")
        assert reader.selection is None
        last = told(reader, Reader.SelectionChanged)[-1]
        assert last.start == last.end  # type: ignore[attr-defined]


async def test_free_selection_follows_the_caret_and_leaves_white_space_out() -> None:
    async with reading(caret=TEXT.index("mijn")) as (reader, pilot):
        await pilot.press("v", "w", "w")
        assert TEXT[slice(*reader.selection or (0, 0))] == "mijn buurvrouw"
        assert reader.selection_span() == (TEXT.index("mijn"), TEXT.index("kwam"))
        await pilot.press("escape", "w")
        assert reader.selection is None


async def test_capital_j_and_k_select_by_sentences() -> None:
    async with reading(caret=TEXT.index("vroeg")) as (reader, pilot):
        await pilot.press("J", "J")
        assert TEXT[slice(*reader.selection or (0, 0))].endswith("toen maar.")
        await pilot.press("K")
        assert TEXT[slice(*reader.selection or (0, 0))] == "Ze vroeg of ik mee ging wandelen."


async def test_shift_and_arrows_select_and_a_plain_arrow_drops_the_selection() -> None:
    async with reading(caret=R1) as (reader, pilot):
        await pilot.press("shift+right", "shift+right", "shift+right")
        assert reader.selection == (R1, R1 + 3)
        await pilot.press("right")
        assert (reader.selection, reader.caret) == (None, R1 + 4)


async def test_moving_the_start_of_a_selection_repaints_its_row() -> None:
    async with reading() as (reader, pilot):
        reader.select(R1 + 3, TURNS[1].end)
        await pilot.pause()
        built = reader.rows_built
        reader.select(R1 + 9, TURNS[1].end)
        await pilot.pause()
        assert reader.rows_built == built + 1


async def test_keys_with_nothing_to_do_go_on_to_the_screen() -> None:
    async with reading(fragments=()) as (reader, pilot):
        await reader.app.mount(Input())
        await pilot.press("tab")
        assert isinstance(reader.app.focused, Input)
        reader.focus()
        stepped = []
        reader.app._bindings.bind("escape", "bell")
        reader.app.bell = lambda: stepped.append(1)  # type: ignore[method-assign]
        await pilot.press("v", "escape")
        assert stepped == []
        await pilot.press("escape")
        assert stepped == [1]


async def test_an_emoji_and_an_accent_are_one_step_and_never_cut() -> None:
    text, turns = script([("R", "R1", "ja 👩\u200d👩\u200d👧 e\u0301n ok")])
    start = turns[0].text_start
    async with reading(text, turns, ()) as (reader, pilot):
        stops = [reader.caret]
        for _ in range(7):
            await pilot.press("right")
            stops.append(reader.caret)
        assert [stop - start for stop in stops] == [0, 1, 2, 3, 8, 9, 11, 12]
        reader.move_to(start + 5)
        assert reader.caret == start + 3


async def test_brackets_go_from_fragment_to_fragment_and_show_them_in_colour() -> None:
    async with reading() as (reader, pilot):
        visited = []
        for _ in range(5):
            await pilot.press("right_square_bracket")
            assert reader.focused_fragment is not None
            visited.append(reader.focused_fragment.id)
        assert visited == ["visit", "neighbour", "invitation", "trust", "sleep"]
        await pilot.press("left_square_bracket")
        assert reader.focused_fragment == FRAGMENTS[3]
        assert told(reader, Reader.FragmentFocused)[-1].fragment_id == "trust"  # type: ignore[attr-defined]


async def test_tab_goes_round_the_fragments_at_the_caret_smallest_first_and_moving_out_drops_the_focus() -> None:
    async with reading(caret=TEXT.index("buurvrouw")) as (reader, pilot):
        seen = []
        for _ in range(3):
            await pilot.press("tab")
            seen.append(reader.focused_fragment.id if reader.focused_fragment else None)
        assert seen == ["neighbour", "visit", "neighbour"]
        await pilot.press("left")
        assert reader.focused_fragment is None
        assert told(reader, Reader.FragmentFocused)[-1].fragment_id is None  # type: ignore[attr-defined]


async def test_removing_the_focused_fragment_drops_the_focus() -> None:
    async with reading() as (reader, pilot):
        reader.focus_fragment("trust")
        assert reader.caret == TEXT.index("kreeg")
        reader.remove_fragment("trust")
        await pilot.pause()
        assert reader.focused_fragment is None


async def test_only_the_focused_fragment_is_in_colour() -> None:
    async with reading(caret=R1) as (reader, _):
        row = reader._document.rows.row_of(R1)
        grounds = lambda: {  # noqa: E731
            segment.style.bgcolor.triplet
            for segment in reader.render_lines(reader.size.region)[row]
            if segment.style and segment.style.bgcolor and segment.text.strip() and not segment.style.reverse
        }
        assert all(max(triplet) - min(triplet) < 12 for triplet in grounds())
        reader.focus_fragment("neighbour")
        assert any(max(triplet) - min(triplet) > 20 for triplet in grounds())


async def test_the_terminals_cursor_stands_on_the_caret() -> None:
    async with reading(caret=R1 + 7) as (reader, pilot):
        x, y = reader.app.cursor_position
        assert screen_text(reader)[y][x : x + 3] == TEXT[R1 + 7 : R1 + 10]
        await pilot.press("down")
        assert reader.app.cursor_position == Offset(x, y + 1)


async def test_rows_of_context_stay_above_and_below_the_caret() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        for _ in range(40):
            reader.action_move("row", 1)
        await pilot.pause()
        row = reader._document.rows.row_of(reader.caret)
        assert reader.scroll_offset.y == row - reader.size.height + 1 + 2
        for _ in range(25):
            reader.action_move("row", -1)
        await pilot.pause()
        assert reader.scroll_offset.y == reader._document.rows.row_of(reader.caret) - 2


async def test_a_page_moves_window_and_caret_together() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        reader.action_move("row", 3)
        await pilot.press("pagedown")
        assert reader.scroll_offset.y == reader.size.height - 2
        await pilot.press("pageup")
        assert reader.scroll_offset.y == 0


async def test_a_narrower_window_wraps_anew_and_keeps_what_was_at_the_top() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, (), size=(100, 24)) as (reader, pilot):
        reader.scroll_to(y=60, animate=False)
        await pilot.pause()
        top, wraps = reader._document.rows.starts[60], reader.wraps
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        row = reader.scroll_offset.y
        assert reader._document.rows.starts[row] <= top < reader._document.rows.ends[row]
        assert reader.wraps == wraps + 1


async def test_a_document_opens_at_the_caret_that_was_given() -> None:
    caret = LONG_TURNS[1].text_start + 9000
    async with reading(LONG_TEXT, LONG_TURNS, (), caret=caret) as (reader, _):
        assert reader.caret == caret
        row = reader._document.rows.row_of(caret)
        assert reader.scroll_offset.y <= row < reader.scroll_offset.y + 24


async def test_a_caret_moved_before_there_is_a_window_is_in_view_when_there_is_one() -> None:
    app = ReaderApp(Reader())
    caret = LONG_TURNS[1].text_start + 9000
    app.reader.load(LONG_TEXT, LONG_TURNS, ())
    app.reader.move_to(caret)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        row = app.reader._document.rows.row_of(caret)
        assert 0 < app.reader.scroll_offset.y <= row < app.reader.scroll_offset.y + 24


# -- mouse ------------------------------------------------------------------------------------------------------------


async def test_the_mouse_drags_a_selection_and_takes_words_and_sentences() -> None:
    async with reading() as (reader, pilot):
        x, y = reader._geometry.text_x, 2
        await pilot.mouse_down(reader, offset=(x + 5, y))
        await pilot.hover(reader, offset=(x + 19, y))
        await pilot.mouse_up(reader, offset=(x + 19, y))
        assert TEXT[slice(*reader.selection or (0, 0))] == "mijn buurvrouw"
        await pilot.click(reader, offset=(x + 12, y), times=2)
        assert TEXT[slice(*reader.selection or (0, 0))] == "buurvrouw"
        await pilot.click(reader, offset=(x + 12, y), times=3)
        assert TEXT[slice(*reader.selection or (0, 0))] == "Nou, mijn buurvrouw kwam langs."


async def test_a_click_on_a_stripe_or_a_name_focuses_its_fragment() -> None:
    async with reading(size=(120, 24)) as (reader, pilot):
        line = screen_text(reader)[2]
        await pilot.click(reader, offset=(reader._geometry.text_x - 3, 2))
        assert reader.focused_fragment == FRAGMENTS[0]
        await pilot.click(reader, offset=(line.index("T buurt") + 3, 2))
        assert reader.focused_fragment == FRAGMENTS[1]


async def test_a_click_on_the_map_goes_there() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        await pilot.click(reader, offset=(79, 12))
        assert abs(reader._document.rows.row_of(reader.caret) - reader.row_count // 2) <= reader.row_count // 24 + 1


async def test_the_wheel_scrolls_and_leaves_the_caret() -> None:
    async with reading(LONG_TEXT, LONG_TURNS, ()) as (reader, pilot):
        caret = reader.caret
        reader.post_message(events.MouseScrollDown(reader, 30, 5, 0, 1, 0, False, False, False, 30, 5))
        await pilot.pause()
        assert reader.scroll_offset.y > 0
        assert reader.caret == caret


# -- themes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [*THEMES, "textual-dark", "textual-light", "nord", "solarized-light"], ids=str)
async def test_colours_can_be_read_in_every_theme(theme: object) -> None:
    async with reading() as (reader, pilot):
        if isinstance(theme, str):
            reader.app.theme = theme
        else:
            reader.app.register_theme(theme)  # type: ignore[arg-type]
            reader.app.theme = theme.name  # type: ignore[attr-defined]
        await pilot.pause()
        palette = Palette(reader)

        def ratio(style) -> float:  # type: ignore[no-untyped-def]
            return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))

        inks = [palette.ink(family, None) for family in Family] + [palette.ink(Family.C, "#808080")]
        for ink in inks:
            assert ratio(palette.stripe(ink, False)) >= 4.4
            if theme != "solarized-light":
                assert ratio(palette.text(style_key(Tone.TEXT, 1, 0, False, False, ink))) >= 4.4
        for depth in (1, 4) if theme != "solarized-light" else ():  # its plain text has 4.1
            assert ratio(palette.text(style_key(Tone.TEXT, depth, 0, False, False, 0))) >= 5
        if theme in THEMES:
            assert ratio(palette.text(style_key(Tone.TEXT, 0, 0, True, False, 0))) >= 4.5
            assert ratio(palette.text(style_key(Tone.INTERVIEWER, 2, 0, False, False, 0))) >= 4.5
            assert ratio(palette.style("reader--label")) >= 4.5
            assert ratio(palette.style("reader--name")) >= 4.5


async def test_without_colour_the_focused_fragment_and_the_selection_differ_by_more_than_shade(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as (reader, _):
        palette = reader.painter.palette
        plain = palette.text(style_key(Tone.TEXT, 1, 0, False, False, 0))
        focused = palette.text(style_key(Tone.TEXT, 1, 0, False, False, palette.ink(Family.C, None)))
        selected = palette.text(style_key(Tone.TEXT, 1, 0, True, False, 0))
        caret = palette.text(style_key(Tone.TEXT, 1, 0, True, True, 0))
        attributes = {(bool(s.underline), bool(s.bold), bool(s.reverse)) for s in (plain, focused, selected)}
        assert len(attributes) == 3
        assert bool(caret.reverse) != bool(selected.reverse)


async def test_in_the_terminals_own_colours_coded_words_are_underlined() -> None:
    async with reading() as (reader, pilot):
        reader.app.theme = "ansi-dark"
        await pilot.pause()
        palette = reader.painter.palette
        assert palette.text(style_key(Tone.TEXT, 1, 0, False, False, 0)).underline
        assert not palette.text(style_key(Tone.TEXT, 0, 0, False, False, 0)).underline


# -- odds and ends ----------------------------------------------------------------------------------------------------


async def test_marks_are_shown_and_taken_away() -> None:
    async with reading() as (reader, pilot):
        built = reader.rows_built
        at = TEXT.index("vertrouwen")
        reader.set_marks([(at, at + 10)])
        await pilot.pause()
        assert reader.rows_built == built + 1
        row = reader._document.rows.row_of(at)
        marked = reader.painter.palette.part("reader--mark").bgcolor
        line = reader.render_lines(reader.size.region)[row]
        assert [segment.text for segment in line if segment.style and segment.style.bgcolor == marked] == ["vertrouwen"]
        reader.set_marks(())
        await pilot.pause()
        line = reader.render_lines(reader.size.region)[row]
        assert not [segment for segment in line if segment.style and segment.style.bgcolor == marked]


async def test_the_garbage_is_frozen_once_after_the_first_document(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr("cmo_coder.tui.widgets.reader.freeze_garbage", lambda: calls.append(1))
    async with reading() as (reader, pilot):
        await pilot.pause()
        reader.load(TEXT, TURNS, ())
        await pilot.pause()
        assert len(calls) == 1


async def test_the_garbage_collector_rests_only_while_a_document_is_opened() -> None:
    async with reading() as (reader, pilot):
        assert gc.isenabled()
        reader.load(TEXT, TURNS, ())
        assert not gc.isenabled()
        await pilot.pause()
        assert gc.isenabled()
        reader.load(TEXT, TURNS, ())
        await reader.remove()
        assert gc.isenabled()


def test_freezing_collects_first(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(reader_cache.gc, "collect", lambda: done.append("collect"))
    monkeypatch.setattr(reader_cache.gc, "freeze", lambda: done.append("freeze"))
    reader_cache.freeze_garbage()
    assert done == ["collect", "freeze"]


async def test_every_key_of_the_reader_has_an_id_and_a_text_and_none_is_used_twice() -> None:
    async with reading():
        bindings = Reader.BINDINGS
        ids = [binding.id for binding in bindings]  # type: ignore[union-attr]
        keys = [key for binding in bindings for key in binding.key.split(",")]  # type: ignore[union-attr]
        assert len(set(ids)) == len(ids)
        assert None not in ids
        assert len(set(keys)) == len(keys)
        assert all(binding.description for binding in bindings)  # type: ignore[union-attr]
