"""Movements of the reader's caret, without a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cmo_coder.text.lanes import LANES, OVERFLOW
from cmo_coder.text.sentences import sentence_spans
from cmo_coder.tui.widgets.reader_caret import Navigator, Unit
from cmo_coder.tui.widgets.reader_document import ReaderDocument
from cmo_coder.tui.widgets.reader_value import ReaderFragment
from tests.tui.reader_case import FRAGMENTS, TEXT, TURNS, coded, script

R1 = TURNS[1].text_start
R2 = TURNS[3].text_start


def document(columns: int = 40, fragments: tuple[ReaderFragment, ...] = FRAGMENTS) -> ReaderDocument:
    made = ReaderDocument(TEXT, TURNS, fragments, cell_len)
    made.wrap(columns)
    return made


def navigator(columns: int = 40, fragments: tuple[ReaderFragment, ...] = FRAGMENTS) -> Navigator:
    return Navigator(document(columns, fragments), sentence_spans)


def starts_of(sentences: list[str]) -> list[int]:
    return [TEXT.index(sentence) for sentence in sentences]


def test_sentences_are_stepped_over_from_turn_to_turn_without_the_labels() -> None:
    steps = navigator()
    visited, at = [], TURNS[0].text_start
    while (after := steps.target(Unit.SENTENCE, at, 1)) != at:
        visited.append(after)
        at = after
    wanted = ["Nou,", "Ze vroeg", "Dat deed", "En toen", "Toen leerde", "Daar kreeg"]
    assert visited == starts_of(wanted)
    back = [at := steps.target(Unit.SENTENCE, at, -1) for _ in wanted]
    assert back == [*starts_of(wanted)[-2::-1], TEXT.index("Hoe is")]


def test_words_are_stepped_over_without_the_labels() -> None:
    steps = navigator()
    assert steps.target(Unit.WORD, TEXT.index("begonnen"), 1) == R1
    assert steps.target(Unit.WORD, R1, -1) == TEXT.index("begonnen")
    assert steps.target(Unit.WORD, R1, 3) == TEXT.index("kwam")


def test_characters_step_from_the_end_of_a_turn_to_the_next() -> None:
    steps = navigator()
    end = TURNS[0].end
    assert steps.target(Unit.CHARACTER, end - 1, 1) == end
    assert steps.target(Unit.CHARACTER, end, 1) == R1
    assert steps.target(Unit.CHARACTER, R1, -1) == end


def test_turns_are_stepped_over_and_a_step_back_goes_to_the_start_of_the_turn_first() -> None:
    steps = navigator()
    assert steps.target(Unit.TURN, 0, 1) == R1
    assert steps.target(Unit.TURN, R1 + 5, -1) == R1
    assert steps.target(Unit.TURN, R1, -1) == TURNS[0].text_start
    assert steps.target(Unit.TURN, R2, 1) == TURNS[3].end
    assert steps.target(Unit.TURN, TURNS[0].text_start, -1) == TURNS[0].text_start


def test_without_turns_paragraphs_are_stepped_over() -> None:
    text = "een\ntwee\n\ndrie"
    steps = Navigator(ReaderDocument(text, (), (), cell_len), sentence_spans)
    assert [steps.target(Unit.TURN, at, 1) for at in (0, 4, 10)] == [4, 10, 14]
    assert [steps.target(Unit.TURN, at, -1) for at in (14, 10, 4)] == [10, 4, 0]


def test_the_next_uncoded_turn_skips_the_interviewer_and_what_is_coded() -> None:
    bare = navigator(fragments=())
    assert bare.target(Unit.UNCODED_TURN, 3, 1) == R1
    assert bare.target(Unit.UNCODED_TURN, R1, 1) == R2
    assert bare.target(Unit.UNCODED_TURN, R2, 1) == R2
    coded_first = navigator(fragments=FRAGMENTS[:1])
    assert coded_first.target(Unit.UNCODED_TURN, 3, 1) == R2


def test_up_and_down_keep_their_column_over_a_short_row() -> None:
    steps = navigator(40)
    start = R1 + 30
    down = steps.target(Unit.ROW, start, 3)
    there_and_back = steps.target(Unit.ROW, steps.target(Unit.ROW, start, 3), -3)
    assert TEXT[down - 8 : down] == "En toen?"
    assert there_and_back == start


def test_row_edges_and_document_edges() -> None:
    steps = navigator(40)
    first, last = document(40).rows.words(2)
    assert steps.target(Unit.ROW_EDGE, first + 3, -1) == first
    assert steps.target(Unit.ROW_EDGE, first + 3, 1) == last
    assert steps.target(Unit.DOCUMENT, R1, -1) == TURNS[0].text_start
    assert steps.target(Unit.DOCUMENT, R1, 1) == TURNS[3].end


def test_a_selection_grows_from_sentence_to_turn() -> None:
    steps = navigator()
    at = TEXT.index("vroeg")
    sentence = steps.grown(at, at)
    assert TEXT[slice(*sentence)] == "Ze vroeg of ik mee ging wandelen."
    turn = steps.grown(*sentence)
    assert turn == (R1, TURNS[1].end)
    assert steps.grown(*turn) == turn


def test_a_paragraph_inside_a_turn_comes_between_sentence_and_turn() -> None:
    text, turns = script([("R", "R1", "Een. Twee.\nDrie.")])
    steps = Navigator(ReaderDocument(text, turns, (), cell_len), sentence_spans)
    at = turns[0].text_start
    grown = [span := steps.grown(at, at), span := steps.grown(*span), span := steps.grown(*span)]
    assert [text[slice(*span)] for span in grown] == ["Een.", "Een. Twee.", "Een. Twee.\nDrie."]


def test_extending_by_sentence_takes_one_more_gives_one_up_and_turns_round() -> None:
    steps = navigator()
    ends = [TEXT.index(words) + len(words) for words in ("langs.", "wandelen.", "maar.")]
    nou, ze, dat = starts_of(["Nou,", "Ze vroeg", "Dat deed"])
    at = TEXT.index("vroeg")
    assert steps.extended(None, at, 1) == (ze, ends[1])
    assert steps.extended(ze, ends[1], 1) == (ze, ends[2])
    assert steps.extended(ze, ends[2], -1) == (ze, ends[1])
    assert steps.extended(ze, ends[1], -1) == (ends[1], nou)
    assert steps.extended(ends[1], nou, 1) == (ends[1], ze)
    assert steps.extended(ends[1], ze, 1) == (ze, ends[2])
    assert steps.extended(None, at, -1) == (ends[1], ze)
    assert dat < ends[2]


def test_the_sentences_of_a_turn_are_looked_for_once() -> None:
    asked: list[tuple[int, int]] = []

    def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
        asked.append((start, end))
        return sentence_spans(text, start, end)

    steps = Navigator(document(), spans)
    at = R1
    for _ in range(3):
        at = steps.target(Unit.SENTENCE, at, 1)
        steps.sentence_at(at)
    assert len(asked) == len(set(asked)) == 2


@given(
    st.sampled_from(list(Unit)),
    st.integers(0, len(TEXT)),
    st.sampled_from([-3, -1, 1, 2]),
    st.sampled_from([5, 20, 60]),
)
def test_every_step_lands_on_an_offset_that_is_shown(unit: Unit, offset: int, step: int, columns: int) -> None:
    made = document(columns)
    offset = made.rows.snap(offset)
    target = Navigator(made, sentence_spans).target(unit, offset, step)
    assert made.rows.snap(target) == target
    assert (target - offset) * step >= 0 or unit in (Unit.ROW_EDGE, Unit.UNCODED_TURN)


@pytest.mark.parametrize("unit", [Unit.CHARACTER, Unit.WORD, Unit.SENTENCE, Unit.TURN, Unit.ROW])
def test_steps_reach_the_end_and_come_back_to_the_start(unit: Unit) -> None:
    steps = navigator(12)
    at, count = steps.target(Unit.DOCUMENT, 0, -1), 0
    first = at
    while (after := steps.target(unit, at, 1)) > at:
        at, count = after, count + 1
    assert count >= 4
    assert at >= TEXT.index("Daar kreeg")
    while (before := steps.target(unit, at, -1)) < at:
        at = before
    assert at == first or unit is Unit.ROW


def test_a_fragment_is_found_by_an_offset_smallest_first() -> None:
    made = document()
    at = TEXT.index("buurvrouw")
    assert [placed.fragment.id for placed in made.at(at)] == ["neighbour", "visit"]
    assert made.at(at + 9)[0].fragment.id == "visit"
    assert made.at(0) == []


def test_adding_and_removing_a_fragment_tells_which_rows_look_different() -> None:
    made = document(40)
    rows = [list(row) for row in (made.rows.words(r) for r in range(len(made.rows)))]
    new = coded("anderen kennen. Daar", identity="new")
    touched = made.add(new)
    first, last = made.rows.span(new.start, new.end)
    assert set(range(first, last + 1)) <= touched
    assert all(TURNS[3].text_start <= made.rows.starts[row] for row in touched)
    assert made.remove("new") == touched
    assert [list(made.rows.words(r)) for r in range(len(made.rows))] == rows
    with pytest.raises(KeyError):
        made.remove("new")
    with pytest.raises(ValueError, match="visit"):
        made.add(FRAGMENTS[0])


def test_the_lane_of_a_fragment_that_went_is_free_again() -> None:
    many = tuple(ReaderFragment(f"f{n}", R1, R1 + 20, ("n",), "C") for n in range(LANES))
    made = document(40, many)
    made.add(ReaderFragment("late", R1, R1 + 20, ("n",), "C"))
    assert made.placed["late"].lane == OVERFLOW
    made.remove("late")
    made.remove("f3")
    made.add(ReaderFragment("later", R1, R1 + 20, ("n",), "C"))
    assert made.placed["later"].lane == 3


def test_a_name_that_slips_to_another_row_makes_that_row_look_different() -> None:
    start = TEXT.index("buurvrouw")
    long = ReaderFragment("long", start, start + 70, ("long",), "C")
    short = ReaderFragment("short", start - 5, start + 3, ("short",), "C")
    made = document(40, (long,))
    first, last = made.rows.span(short.start, short.end)
    assert (first, last) == (first, first)
    assert [placed.fragment for placed in made.names_on(first)] == [long]
    assert made.add(short) == {first, first + 1}
    assert [placed.fragment for placed in made.names_on(first)] == [short]
    assert [placed.fragment for placed in made.names_on(first + 1)] == [long]


SPANS = st.lists(st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 60)), max_size=40)


def fragments_of(spans: list[tuple[int, int]]) -> list[ReaderFragment]:
    return [
        ReaderFragment(f"{index}", start, min(len(TEXT), start + length), (f"n{index}",), "C")
        for index, (start, length) in enumerate(spans)
    ]


@given(SPANS, SPANS, st.sampled_from([15, 40]))
def test_showing_other_fragments_ends_as_if_they_had_been_there_from_the_start(
    before: list[tuple[int, int]], after: list[tuple[int, int]], columns: int
) -> None:
    changed = ReaderDocument(TEXT, TURNS, fragments_of(before), cell_len)
    changed.wrap(columns)
    changed.show(fragments_of(after))
    fresh = ReaderDocument(TEXT, TURNS, fragments_of(after), cell_len)
    fresh.wrap(columns)
    for row in range(len(fresh.rows)):
        assert [p.fragment for p in changed.on_row(row)] == [p.fragment for p in fresh.on_row(row)]
        assert [p.fragment for p in changed.names_on(row)] == [p.fragment for p in fresh.names_on(row)]
    assert changed.density(10) == fresh.density(10)


@given(SPANS, SPANS, st.sampled_from([15, 40]), st.integers(1, 60))
def test_the_map_measured_only_where_rows_changed_is_the_map_measured_anew(
    before: list[tuple[int, int]], after: list[tuple[int, int]], columns: int, height: int
) -> None:
    made = ReaderDocument(TEXT, TURNS, fragments_of(before), cell_len)
    made.wrap(columns)
    levels = made.density(height)
    rows = made.show(fragments_of(after))
    assert made.density_after(rows, levels) == made.density(height)


@given(SPANS, SPANS, st.sampled_from([15, 40]), st.integers(1, 60))
def test_fragments_that_come_and_go_one_by_one_leave_what_is_known_of_the_others_right(
    before: list[tuple[int, int]], after: list[tuple[int, int]], columns: int, height: int
) -> None:
    made = ReaderDocument(TEXT, TURNS, fragments_of(before), cell_len)
    made.wrap(columns)
    coming = [ReaderFragment(f"new{one.id}", one.start, one.end, one.codes, "O") for one in fragments_of(after)]
    left = fragments_of(before)
    while coming or left:
        looks, levels = [made._look_of(row) for row in range(len(made.rows))], made.density(height)
        rows = made.add(coming.pop()) if coming else made.remove(left.pop().id)
        levels = made.density_after(rows, levels)
        assert {row for row, look in enumerate(looks) if made._look_of(row) != look} <= rows
        fresh = ReaderDocument(TEXT, TURNS, [placed.fragment for placed in made.in_order], cell_len)
        fresh.wrap(columns)
        assert levels == fresh.density(height)
        for row in range(len(fresh.rows)):
            assert [p.fragment for p in made.on_row(row)] == [p.fragment for p in fresh.on_row(row)]
            assert [p.fragment for p in made.names_on(row)] == [p.fragment for p in fresh.names_on(row)]


@given(SPANS, st.sampled_from([15, 40]))
def test_the_fragments_on_a_row_are_those_that_share_a_code_point_with_it(
    spans: list[tuple[int, int]], columns: int
) -> None:
    made = ReaderDocument(TEXT, TURNS, fragments_of(spans), cell_len)
    made.wrap(columns)
    for row in range(len(made.rows)):
        start, end = made.rows.starts[row], made.rows.ends[row]
        if start < end:
            expected = {f.id for f in fragments_of(spans) if f.start < end and f.end > start}
            assert {placed.fragment.id for placed in made.on_row(row)} == expected
