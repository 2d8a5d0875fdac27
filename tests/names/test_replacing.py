"""Replacing: every form in one pass, the longest first, tails kept; the edits are an edit list like any other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.names.replacing import Matcher, Named, next_numbers
from cmo_coder.names.value import Kind
from cmo_coder.text.edits import apply_edits, inverse

NAMES = Matcher(
    [
        Named("Karin Bakker", Kind.PERSON, "[naam-1]"),
        Named("Karin", Kind.PERSON, "[naam-1]"),
        Named("Rotterdam", Kind.PLACE, "[plaats-1]"),
        Named("Roos", Kind.PERSON, "[naam-2]"),
        Named("06-12345678", Kind.PHONE, "[telefoon-1]"),
        Named("'s-Hertogenbosch", Kind.PLACE, "[plaats-2]"),
        Named("El-Amrani", Kind.PERSON, "[naam-3]"),
    ]
)


def test_every_form_is_replaced_and_its_tail_stays() -> None:
    assert NAMES.replaced("Karins fiets, Karin's fiets, KARIN, karin en de Rotterdamse Rotterdammers.") == (
        "[naam-1]s fiets, [naam-1]'s fiets, [naam-1], [naam-1] en de [plaats-1]se [plaats-1]mers."
    )


def test_the_longest_name_counts_also_over_a_line_break_and_in_a_file_name() -> None:
    assert NAMES.replaced("Karin\n Bakker; interview_karin.docx KarinBakker.txt") == (
        "[naam-1]; interview_[naam-1].docx [naam-1].txt"
    )


def test_a_name_is_no_part_of_a_longer_word_and_an_ordinary_word_in_lower_case_stays() -> None:
    assert NAMES.replaced("Karinus en Rotterdamweg, een roos voor Roos.") == (
        "Karinus en Rotterdamweg, een roos voor [naam-2]."
    )


def test_names_with_other_signs_in_them() -> None:
    assert NAMES.replaced("'s-Hertogenbosch, 06-12345678, El-Amrani.") == "[plaats-2], [telefoon-1], [naam-3]."


@given(st.lists(st.sampled_from(["Karin Bakker", "Karin", "roos", " ", "Rotterdamse", ". ", "x", "\n", "Roos"])))
def test_edits_fit_the_text_leave_no_name_and_can_be_taken_back(parts: list[str]) -> None:
    text = "".join(parts)
    edits = NAMES.edits(text)
    after = apply_edits(text, edits)
    assert NAMES.matches(after) == []
    assert apply_edits(after, inverse(edits)) == text


def test_numbers_go_on_where_the_texts_are() -> None:
    assert next_numbers(["[naam-3] en [naam-12], [plaats-1]"], ["naam", "plaats", "datum"]) == {
        "naam": 13,
        "plaats": 2,
        "datum": 1,
    }
