"""Making a text that was read into the text that is kept."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.normalise import Note, NoteKind, normalise, sha256_of


@pytest.mark.parametrize(
    ("raw", "text", "notes"),
    [
        ("een\ntwee", "een\ntwee", []),
        ("een\r\ntwee\r\n", "een\ntwee\n", [Note(NoteKind.CRLF, 2, 1)]),
        ("een\rtwee\r", "een\ntwee\n", [Note(NoteKind.LONE_CR, 2, 1)]),
        ("a\r\n\rb\r\r\n", "a\n\nb\n\n", [Note(NoteKind.CRLF, 2, 1), Note(NoteKind.LONE_CR, 2, 2)]),
        ("\ufeffja\ufeff", "ja\ufeff", [Note(NoteKind.BYTE_ORDER_MARK, 1, 1)]),
        ("a\nb\u2028c\u2029d\x85e\x0bf\x0cg", "a\nb\nc\nd\ne\nf\ng", [Note(NoteKind.OTHER_BREAKS, 5, 2)]),
        ("a\n\0b\0\x1b[31m", "a\n\ufffdb\ufffd\ufffd[31m", [Note(NoteKind.NUL, 2, 2), Note(NoteKind.CONTROLS, 1, 2)]),
        ("\ud83d los", "\ufffd los", [Note(NoteKind.CONTROLS, 1, 1)]),
        (
            "tab\tblijft\u00a0en\u200dook e\u0301 👩\u200d👧 שלום",
            "tab\tblijft\u00a0en\u200dook e\u0301 👩\u200d👧 שלום",
            [],
        ),
        ("", "", []),
    ],
)
def test_line_ends_are_made_one_kind_and_the_rest_stays_as_read(raw: str, text: str, notes: list[Note]) -> None:
    made = normalise(raw)
    assert made.text == text
    assert list(made.notes) == notes


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise(raw).text
    assert normalise(once).text == once
    assert once.splitlines() == once.removesuffix("\n").split("\n") or not once.strip("\n")
    once.encode("utf-8")


@given(st.text(alphabet="a\r\n\x85é"))
def test_no_other_character_is_lost_or_added(raw: str) -> None:
    assert normalise(raw).text.replace("\n", "") == raw.replace("\r", "").replace("\n", "").replace("\x85", "")


def test_the_identity_of_a_text_is_the_hash_of_its_utf8() -> None:
    assert sha256_of("ééN") == hashlib.sha256("ééN".encode()).hexdigest()
