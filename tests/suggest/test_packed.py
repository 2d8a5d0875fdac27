"""Texts kept in little memory come back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.suggest.packed import PackedTexts


@given(st.lists(st.text(st.characters(), max_size=40), max_size=8))
def test_texts_come_back(texts: list[str]) -> None:
    assert PackedTexts(texts).texts() == texts


def test_what_stands_around_neighbouring_passages_takes_a_tenth() -> None:
    words = " ".join(f"woord{nr * nr % 9973}" for nr in range(2000))
    around = [words[at : at + 600] for at in range(0, len(words) - 600, 60)]
    assert PackedTexts(around).nbytes < sum(map(len, around)) / 10
