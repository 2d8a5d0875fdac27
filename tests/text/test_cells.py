"""Offsets against columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cmo_coder.text.cells import (
    cluster_start,
    clusters,
    column_of,
    displayable,
    is_plain,
    next_cluster,
    offset_at,
    previous_cluster,
)

FAMILY = "👩\u200d👩\u200d👧"
ACCENT = "e\u0301"
FLAG = "🇳🇱"
THUMB = "👍🏽"
HEART = "❤\ufe0f"
TRICKY = st.text(st.sampled_from("aé 日e\u0301👩\u200d🇳🇱🏽❤\ufe0f\u200b-"))


@pytest.mark.parametrize("character", [FAMILY, ACCENT, FLAG, THUMB, HEART, "日", "a", "\u1112\u1161\u11ab"])
def test_what_a_reader_takes_for_one_character_is_one_cluster(character: str) -> None:
    text = f"x{character}y"
    assert [text[a:b] for a, b in clusters(text, 0, len(text))] == ["x", character, "y"]
    assert next_cluster(text, 1) == 1 + len(character)
    assert previous_cluster(text, 1 + len(character)) == 1


def test_two_flags_are_two_clusters() -> None:
    assert list(clusters(FLAG * 2, 0, 4)) == [(0, 2), (2, 4)]


@given(TRICKY)
def test_clusters_cover_the_text_exactly_once(text: str) -> None:
    at = 0
    for start, end in clusters(text, 0, len(text)):
        assert start == at < end
        at = end
    assert at == len(text)


@given(TRICKY)
def test_stepping_forwards_and_backwards_visits_the_same_offsets(text: str) -> None:
    starts = [start for start, _ in clusters(text, 0, len(text))]
    back, at = [], len(text)
    while at > 0:
        at = previous_cluster(text, at)
        back.append(at)
    assert back[::-1] == starts


@given(TRICKY, st.integers(0, 30))
def test_the_start_of_a_cluster_is_the_last_start_up_to_the_offset(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    starts = [start for start, _ in clusters(text, 0, len(text))] + [len(text)]
    assert cluster_start(text, offset) == max(start for start in starts if start <= offset)


@given(TRICKY)
def test_offset_to_column_and_back_gives_the_offset_of_every_cluster_that_takes_room(text: str) -> None:
    for start, end in clusters(text, 0, len(text)):
        if cell_len(text[start:end]):
            column = column_of(text, 0, start, cell_len)
            assert offset_at(text, 0, len(text), column, cell_len) == start


@given(TRICKY)
def test_every_column_of_a_wide_character_gives_its_start(text: str) -> None:
    for start, end in clusters(text, 0, len(text)):
        column = column_of(text, 0, start, cell_len)
        for extra in range(cell_len(text[start:end])):
            assert offset_at(text, 0, len(text), column + extra, cell_len) == start


def test_a_column_beyond_the_row_gives_its_end_and_one_before_it_its_start() -> None:
    assert offset_at("abc", 0, 3, 99, cell_len) == 3
    assert offset_at("a日c", 0, 3, 99, cell_len) == 3
    assert offset_at("abc", 1, 3, -1, cell_len) == 1


def test_plain_text_is_one_cell_a_code_point_by_the_measure_that_the_screen_uses() -> None:
    plain = [chr(code) for code in range(0x20, 0x3000) if is_plain(chr(code))]
    assert len(plain) > 500
    assert [character for character in plain if cell_len(character) != 1] == []


def test_dutch_with_curly_quotes_and_a_euro_sign_is_plain_but_an_emoji_is_not() -> None:
    assert is_plain("„Coördinatie” – ‘t kost € 5 …\n")
    assert not is_plain("ja 👍")
    assert is_plain("ja 👍", 0, 3)


def test_control_characters_are_replaced_one_for_one() -> None:
    shown = displayable("a\x1b[31mb\tc\u202ed\n\u2028")
    assert shown == "a·[31mb c\u200bd\n "
    assert displayable("\x00", "?") == "?"


@given(st.text())
def test_what_is_displayed_keeps_its_length_and_its_newlines(text: str) -> None:
    shown = displayable(text)
    assert len(shown) == len(text)
    assert [c == "\n" for c in shown] == [c == "\n" for c in text]
    assert not any(ord(c) < 32 and c != "\n" for c in shown)


def test_an_endless_run_of_accents_is_cut_and_does_not_stall() -> None:
    text = "a" + "\u0301" * 100_000
    assert next_cluster(text, 0) <= 64
    assert 0 < previous_cluster(text, len(text)) < len(text)
