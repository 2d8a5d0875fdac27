"""Breaking text into rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cmo_coder.text.cells import column_of
from cmo_coder.text.wrap import paragraphs, wrap, wrap_paragraph

LATIN = st.text(st.sampled_from("aé - \n’"), max_size=200)
PIECES = ["a", "b", " ", " ", "\n", "日", "本", "e\u0301", "👩\u200d👧", "é", "🇳🇱"]
ANY = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


def rows_of(text: str, columns: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), columns, cell_len)]


def test_words_stay_whole_and_the_space_hangs_over_the_edge() -> None:
    assert rows_of("de buurt kent ons", 8) == ["de buurt ", "kent ons"]
    assert rows_of("een twee", 3) == ["een ", "twe", "e"]


def test_a_word_that_is_too_long_is_broken_where_it_must() -> None:
    assert rows_of("aaaaaaaaaa", 4) == ["aaaa", "aaaa", "aa"]
    assert rows_of("日本語日本語", 5) == ["日本", "語日", "本語"]


def test_east_asian_text_breaks_between_characters_and_fills_the_row() -> None:
    assert rows_of("ab 日本語", 6) == ["ab 日", "本語"]


def test_an_emoji_of_several_code_points_is_never_broken() -> None:
    family = "👩\u200d👩\u200d👧"
    assert rows_of(family * 3, 3) == [family] * 3


def test_paragraphs_keep_their_newline_and_an_empty_one_is_a_row() -> None:
    assert list(paragraphs("a\n\nb")) == [(0, 2), (2, 3), (3, 4)]
    assert rows_of("a\n\nb\n", 10) == ["a\n", "\n", "b\n"]
    assert rows_of("", 10) == []


@given(st.one_of(LATIN, ANY, st.text(max_size=80)), st.integers(1, 20))
def test_rows_cover_every_code_point_exactly_once(text: str, columns: int) -> None:
    at = 0
    for start, end in wrap(text, 0, len(text), columns, cell_len):
        assert start == at < end
        at = end
    assert at == len(text)


@given(st.one_of(LATIN, ANY), st.integers(2, 20))
def test_no_row_is_wider_than_asked_once_its_hanging_space_is_off(text: str, columns: int) -> None:
    for start, end in wrap(text, 0, len(text), columns, cell_len):
        words = text[start:end].rstrip(" \n")
        assert column_of(text, start, start + len(words), cell_len) <= columns


@given(LATIN, st.integers(1, 20))
def test_the_fast_path_and_the_measured_path_agree(text: str, columns: int) -> None:
    from cmo_coder.text import wrap as module

    for start, end in paragraphs(text):
        fast = wrap_paragraph(text, start, end, columns, cell_len)
        assert module._wrap_measured(text, start, end, columns, cell_len) == fast


@given(ANY, st.integers(4, 20))
def test_a_part_of_a_text_wraps_as_if_it_stood_alone(text: str, columns: int) -> None:
    inside = wrap("xx\n" + text + "yy", 3, 3 + len(text), columns, cell_len)
    assert [(start - 3, end - 3) for start, end in inside] == wrap(text, 0, len(text), columns, cell_len)


def test_fewer_than_one_column_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        wrap_paragraph("a", 0, 1, 0, cell_len)


@pytest.mark.parametrize("piece", ["woord ", "a", "日本", "é 👍 "])
def test_ten_megabytes_on_one_line_take_a_bounded_number_of_measurements(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    measured = 0

    def width(part: str) -> int:
        nonlocal measured
        measured += len(part)
        return cell_len(part)

    rows = wrap(text, 0, len(text), 60, width)
    assert rows[-1][1] == len(text)
    assert measured <= 3 * len(text)
