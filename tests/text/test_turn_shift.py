"""The turns of an edited text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.edits import Edit, apply_edits
from cmo_coder.text.turn_shift import shift_turns
from cmo_coder.text.turns import Turn, find_turns
from tests.text.strategies import edit_lists, texts

TALK = "I: Hoe ging het?\nR1: Het ging goed.\nEcht waar.\n\nI: Mooi.\nR1: Ja."


def at(text: str, words: str, inserted: str, *, deleted: bool = True) -> Edit:
    start = text.index(words)
    return Edit(start, words, inserted) if deleted else Edit(start, "", inserted)


def edited(text: str, *edits: Edit, turns: tuple[Turn, ...] | None = None) -> list[tuple[str | None, str, int | None]]:
    """Speaker, spoken words and origin of each turn after the edits."""
    turns = find_turns(text) if turns is None else turns
    new = apply_edits(text, edits)
    speakers = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    placed = shift_turns(text, turns, edits, new, speakers)
    return [(turn.speaker, new[turn.text_start : turn.end], turn.origin) for turn in placed]


def test_nothing_happens_without_an_edit() -> None:
    assert edited(TALK) == [
        ("I", "Hoe ging het?", 0),
        ("R1", "Het ging goed.\nEcht waar.", 1),
        ("I", "Mooi.", 2),
        ("R1", "Ja.", 3),
    ]


def test_words_typed_at_the_ends_of_a_turn_belong_to_it() -> None:
    end = TALK.index("\n\nI: Mooi")
    assert edited(TALK, Edit(end, "", " Heus."))[1] == ("R1", "Het ging goed.\nEcht waar. Heus.", 1)
    assert edited(TALK, at(TALK, "Het ging", "Nou, ", deleted=False))[1][1].startswith("Nou, Het ging")
    assert edited(TALK, Edit(len(TALK), "", " Dank u.\nTot ziens."))[3] == ("R1", "Ja. Dank u.\nTot ziens.", 3)


def test_a_line_that_begins_with_a_known_label_is_a_turn_of_its_own() -> None:
    made = edited(TALK, at(TALK, "\nEcht waar.", "\nI: Echt waar?\nR1: Echt waar.\nHeus."))
    assert made[1:4] == [("R1", "Het ging goed.", 1), ("I", "Echt waar?", None), ("R1", "Echt waar.\nHeus.", None)]


def test_a_line_of_an_unknown_label_stays_in_its_turn() -> None:
    made = edited(TALK, at(TALK, "\nEcht waar.", "\nAdvies: echt waar."))
    assert [turn[0] for turn in made] == ["I", "R1", "I", "R1"]


def test_a_turn_without_its_line_end_and_label_is_joined_to_the_one_before() -> None:
    assert edited(TALK, at(TALK, "\n\nI: Mooi", " Mooi"))[1:3] == [
        ("R1", "Het ging goed.\nEcht waar. Mooi.", 1),
        ("R1", "Ja.", 3),
    ]


def test_another_label_is_another_speaker() -> None:
    assert edited(TALK, at(TALK, "I: Mooi", "R1: Mooi"))[2] == ("R1", "Mooi.", 2)


def test_a_speaker_that_a_person_gave_stays_while_the_label_is_not_touched() -> None:
    turns = tuple(Turn(t.start, t.end, t.text_start, "R1", t.time) for t in find_turns(TALK))
    made = edited(TALK, at(TALK, "Hoe", "Goh, hoe"), turns=turns)
    assert {speaker for speaker, _words, _origin in made} == {"R1"}


def test_a_deleted_turn_is_gone() -> None:
    assert edited(TALK, at(TALK, "\n\nI: Mooi.", ""))[1:] == [("R1", "Het ging goed.\nEcht waar.", 1), ("R1", "Ja.", 3)]


def test_paragraphs_are_turns_in_a_text_without_speakers() -> None:
    text = "Een alinea.\nNog een."
    assert edited(text, at(text, " alinea", "\nalinea")) == [
        (None, "Een", 0),
        (None, "alinea.", None),
        (None, "Nog een.", 1),
    ]
    assert edited(text, at(text, "\nNog", " nog")) == [(None, "Een alinea. nog een.", 0)]
    assert edited(text, Edit(0, "", "Kop\n"))[0] == (None, "Kop", None)


@pytest.mark.parametrize("labelled", [True, False])
@given(data=st.data())
def test_turns_stay_in_order_and_hold_every_word(labelled: bool, data: st.DataObject) -> None:
    text = data.draw(texts)
    if labelled:
        text = f"R1: {text}\nI: {text}\nR1: ja\nI: nee\n{text}"
    edits = data.draw(edit_lists(text))
    new, turns = apply_edits(text, edits), find_turns(text)
    speakers = [turn.speaker for turn in turns if turn.speaker]
    placed = shift_turns(text, turns, edits, new, speakers)
    last, outside = 0, []
    for turn in placed:
        assert last <= turn.start <= turn.text_start <= turn.end <= len(new)
        assert turn.start < turn.end
        outside.append(new[last : turn.start])
        last = turn.end
    assert not "".join([*outside, new[last:]]).strip()
