"""The rows of a transcript on the screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cmo_coder.text.rows import NO_TURN, SPACER, Block, Rows, blocks

TEXT = "Titel\n\nI: Hoe gaat het?\n\nR: Goed hoor.\nEn met u?\n"
TURNS = [(7, 10, 24), (25, 28, 49)]


def rows(columns: int = 20, text: str = TEXT, turns: list[tuple[int, int, int]] | None = None) -> Rows:
    return Rows(text, blocks(text, TURNS if turns is None else turns), columns, cell_len)


def shown(layout: Rows, text: str = TEXT) -> list[str]:
    return [text[slice(*layout.words(row))] for row in range(len(layout))]


def test_labels_are_not_shown_and_one_empty_row_parts_the_blocks() -> None:
    layout = rows()
    assert shown(layout) == ["Titel", "", "Hoe gaat het?", "", "Goed hoor.", "En met u?"]
    assert list(layout.turns) == [NO_TURN, SPACER, 0, SPACER, 1, 1]
    assert layout.heads == {0, 2, 4}


def test_a_document_without_turns_is_one_block_and_keeps_its_blank_lines() -> None:
    assert blocks("a\n\nb\n", []) == (Block(0, 4, NO_TURN),)
    assert shown(rows(text="a\n\nb\n", turns=[]), "a\n\nb\n") == ["a", "", "b"]


def test_an_empty_text_and_an_empty_turn_have_a_row() -> None:
    assert len(rows(text="", turns=[])) == 1
    assert shown(rows(text="R: \n", turns=[(0, 3, 3)]), "R: \n") == [""]


def test_an_indent_is_kept_and_white_space_around_is_not() -> None:
    assert blocks("\n\n  a \n", []) == (Block(2, 5, NO_TURN),)


def test_an_offset_that_is_not_shown_snaps_to_the_nearest_that_is() -> None:
    layout = rows()
    assert layout.snap(8) == 10  # in the label "I:"
    assert layout.snap(8, forward=False) == 5
    assert layout.snap(24) == 28
    assert layout.snap(23) == 23  # the position after the last word of a turn
    assert layout.snap(len(TEXT)) == 48


def test_rows_of_a_span_run_from_its_first_to_its_last_word() -> None:
    layout = rows()
    assert layout.span(10, 23) == (2, 2)
    assert layout.span(12, 30) == (2, 4)
    assert layout.span(24, 30) == (4, 4)
    assert layout.span(5, 12) == (2, 2)
    assert layout.span(7, 9) == (0, 0) or layout.span(7, 9) == (2, 2)


def test_up_and_down_step_over_spacers_and_stop_at_the_ends() -> None:
    layout = rows()
    assert layout.neighbour(2, 1) == 4
    assert layout.neighbour(4, -1) == 2
    assert layout.neighbour(0, -3) == 0
    assert layout.neighbour(0, 99) == 5


def test_the_column_of_an_offset_and_the_offset_of_a_column() -> None:
    layout = rows()
    assert layout.column(4, 33) == 5
    assert layout.offset(4, 5) == 33
    assert layout.offset(4, 99) == 38
    assert layout.column(4, 39) == 11


WORDS = st.text(st.sampled_from("ab é日\n"), max_size=30)
SCRIPTS = st.lists(st.tuples(st.sampled_from(["I: ", "R1: ", ""]), WORDS), max_size=6)


@given(SCRIPTS, st.integers(1, 12))
def test_every_word_of_every_turn_is_shown_on_exactly_one_row(script: list[tuple[str, str]], columns: int) -> None:
    text, turns = "", []
    for label, words in script:
        start = len(text)
        text += label + words
        turns.append((start, start + len(label), len(text)))
        text += "\n"
    layout = rows(columns, text, turns)
    seen = [0] * len(text)
    for row in range(len(layout)):
        for offset in range(layout.starts[row], layout.ends[row]):
            seen[offset] += 1
    for start, text_start, end in turns:
        for offset in range(start, end):
            spoken = offset >= text_start
            assert seen[offset] == (1 if spoken and text[offset].strip() else min(seen[offset], spoken))


@given(SCRIPTS, st.integers(1, 12))
def test_every_shown_offset_lies_on_the_row_that_is_found_for_it(script: list[tuple[str, str]], columns: int) -> None:
    text, turns = "", []
    for label, words in script:
        turns.append((len(text), len(text) + len(label), len(text) + len(label) + len(words)))
        text += label + words + "\n"
    layout = rows(columns, text, turns)
    for row in range(len(layout)):
        if layout.is_text(row):
            for offset in range(layout.starts[row], layout.ends[row]):
                assert layout.row_of(offset) == row
                assert layout.snap(offset) == offset
