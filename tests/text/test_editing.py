"""A text while it is being edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.editing import Editing, EditTurn
from cmo_coder.text.edits import Edit, apply_edits
from cmo_coder.text.spans import Span
from cmo_coder.text.turns import find_turns
from tests.text.strategies import LETTERS, span_lists, texts

TALK = "Interviewer: Hoe ging het?\n\nR1: Het ging goet. Echt waar.\n\nInterviewer: Mooi.\n\nR1: Ja."


def editing(text: str = TALK, *words: str) -> Editing:
    turns = [EditTurn(t.start, t.end, t.text_start, t.speaker, t.time) for t in find_turns(text)]
    return Editing(text, turns, [Span(text.index(one), text.index(one) + len(one)) for one in words])


def spoken(session: Editing) -> list[tuple[str | None, str]]:
    return [(turn.speaker, session.text[turn.text_start : turn.end]) for turn in session.turns]


def test_a_word_typed_over_another_is_one_edit_and_its_coding_stays() -> None:
    session = editing(TALK, "goet", "Echt waar")
    at = TALK.index("goet")
    place = session.replace(at, at + 4, "")
    assert session.spans()[0] is None
    for letter in "goed":
        place = session.replace(place, place, letter, typing=True)
    assert session.edits == (Edit(at + 3, "t", "d"),)
    assert [span and span.of(session.text) for span in session.spans()] == ["goed", "Echt waar"]


@pytest.mark.parametrize("backwards", [False, True])
def test_letters_taken_away_one_after_the_other_are_one_step_a_word_at_a_time(backwards: bool) -> None:
    session = editing()
    start = TALK.index("Echt waar")
    for nr in range(len("Echt waar")):
        at = start + len("Echt waar") - 1 - nr if backwards else start
        session.replace(at, at + 1, "", typing=True)
    session.undo(0)
    half = "Echt " if backwards else " waar"
    assert session.text == TALK.replace("Echt waar", half)
    session.undo(0)
    assert session.text == TALK


def test_undo_goes_a_word_at_a_time_and_redo_brings_it_back() -> None:
    session = editing()
    place = TALK.index(" Echt")
    for letter in " Heel goed.":
        place = session.replace(place, place, letter, typing=True)
    typed = session.text
    assert "goet. Heel goed. Echt" in typed
    assert session.undo(place) == TALK.index(" Echt") + len(" Heel")
    assert "goet. Heel Echt" in session.text
    session.undo(0)
    assert session.text == TALK
    assert not session.is_changed
    assert session.undo(0) is None
    session.redo(0)
    session.redo(0)
    assert session.text == typed
    assert session.redo(0) is None


def test_a_turn_is_split_with_a_label_in_the_form_of_its_own() -> None:
    session = editing()
    words = session.split_turn(TALK.index(" Echt"), "Interviewer")
    assert session.text[words:].startswith("Echt waar.")
    assert spoken(session)[1:3] == [("R1", "Het ging goet."), ("Interviewer", "Echt waar.")]
    assert "goet.\n\nInterviewer: Echt waar.\n\n" in session.text
    session.undo(words)
    assert (session.text, session.turns) == (TALK, session.original_turns)


def test_a_turn_is_split_for_a_speaker_who_is_new_and_one_without_labels_too() -> None:
    session = editing()
    session.split_turn(TALK.index(" Echt"), "Tolk")
    assert spoken(session)[2] == ("Tolk", "Echt waar.")
    assert session.new_speakers == ("Tolk",)
    text = "Een twee.\nDrie."
    bare = Editing(text, [EditTurn(0, 9, 0, "R1"), EditTurn(10, 15, 10, "I")])
    bare.split_turn(3, "I")
    assert spoken(bare) == [("R1", "Een"), ("I", "twee."), ("I", "Drie.")]
    assert bare.text == "Een\ntwee.\nDrie."


@pytest.mark.parametrize("place", [0, TALK.index("Het"), len(TALK)])
def test_a_turn_is_not_split_where_it_has_no_words_on_one_side(place: int) -> None:
    session = editing()
    with pytest.raises(ValueError, match="no words"):
        session.split_turn(place, "R1")
    assert not session.is_changed
    assert session.undo(0) is None


def test_turns_are_joined_and_their_codings_stay() -> None:
    session = editing(TALK, "Hoe ging het?", "Mooi")
    words = session.join_turn(TALK.index("Mooi"))
    assert session.text[words:].startswith("Mooi.")
    assert spoken(session)[1] == ("R1", "Het ging goet. Echt waar. Mooi.")
    assert [span and span.of(session.text) for span in session.spans()] == ["Hoe ging het?", "Mooi"]
    with pytest.raises(ValueError, match="before"):
        session.join_turn(0)
    session.undo(0)
    assert session.text == TALK


def test_another_speaker_changes_the_label_and_nothing_else() -> None:
    session = editing(TALK, "Mooi")
    words = session.set_speaker(TALK.index("Mooi"), "R1")
    assert session.text == TALK.replace("Interviewer: Mooi", "R1: Mooi")
    assert spoken(session)[2] == ("R1", "Mooi.")
    assert session.text[words:].startswith("Mooi.")
    session.set_speaker(words, "Tolk")
    assert spoken(session)[2] == ("Tolk", "Mooi.")
    assert session.spans()[0] == Span(session.text.index("Mooi"), session.text.index("Mooi") + 4)
    session.undo(0)
    session.undo(0)
    assert not session.is_changed


def test_a_speaker_may_change_where_no_label_stands_in_the_text() -> None:
    session = Editing("Een.\nTwee.", [EditTurn(0, 4, 0, "R1"), EditTurn(5, 10, 5, "R2")])
    session.set_speaker(5, "R1")
    assert session.edits == ()
    assert session.is_changed
    assert spoken(session) == [("R1", "Een."), ("R1", "Twee.")]


def test_a_draft_is_taken_up_where_it_was_left() -> None:
    one, other = editing(), editing()
    one.split_turn(TALK.index(" Echt"), "Tolk")
    one.replace(0, 0, "Nou. ")
    other.take_up(one.edits, one.turns)
    assert (other.text, other.turns, other.new_speakers) == (one.text, one.turns, ("Tolk",))
    other.undo(0)
    assert not other.is_changed


@given(st.data())
def test_whatever_is_done_the_edits_lead_to_the_text_and_undo_leads_back(data: st.DataObject) -> None:
    text = "R1: " + data.draw(texts) + "\nI: ja hoor\nR1: " + data.draw(texts)
    turns = [EditTurn(t.start, t.end, t.text_start, t.speaker, t.time) for t in find_turns(text)]
    session = Editing(text, turns, data.draw(span_lists(text)))
    for _ in range(data.draw(st.integers(1, 6))):
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(session.text))] * 2)))
        match data.draw(st.sampled_from(["type", "replace", "split", "join", "speaker", "undo", "redo"])):
            case "type":
                session.replace(start, start, data.draw(st.sampled_from(list(LETTERS))), typing=True)
            case "replace":
                session.replace(start, end, data.draw(st.text(alphabet=LETTERS, max_size=6)))
            case "undo":
                session.undo(start)
            case "redo":
                session.redo(start)
            case other:
                act = {"split": session.split_turn, "join": session.join_turn, "speaker": session.set_speaker}[other]
                try:
                    act(start, *(() if other == "join" else (data.draw(st.sampled_from(["R1", "Tolk"])),)))
                except ValueError:
                    continue
        assert apply_edits(text, session.edits) == session.text
        ends = [0]
        for turn in session.turns:
            assert ends[-1] <= turn.start <= turn.text_start <= turn.end <= len(session.text)
            assert turn.start < turn.end
            ends.append(turn.end)
    while session.undo(0) is not None:
        pass
    assert (session.text, session.turns, session.edits) == (text, tuple(turns), ())


def test_what_two_words_share_while_one_is_typed_does_not_decide_to_which_a_letter_belongs() -> None:
    session = editing(TALK.replace("goet", "koffie"), "koffie")
    place = session.original.index("koffie")
    place = session.replace(place, place + len("koffie"), "")
    for letter in "water":  # "wate" and "koffie" end alike
        place = session.replace(place, place, letter, typing=True)
    assert session.spans() == [None]
    assert session.edits == (Edit(session.original.index("koffie"), "koffie", "water"),)
