"""Sentences, words and paragraphs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.sentences import paragraph_spans, sentence_spans, word_at, word_spans
from tests.shared import shared


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja. Nee! Echt? Oké.", ["Ja.", "Nee!", "Echt?", "Oké."]),
        ("Dat deed dhr. Jansen met mevr. De Vries.", None),
        ("Dat ging naar drs. P.J.M. van der Meer, de wethouder.", None),
        ("Ze doet het i.s.m. Rotterdam, d.w.z. De Hoop, m.n. Anna.", None),
        ("Een soepmiddag enz. Dat hielp.", ["Een soepmiddag enz.", "Dat hielp."]),
        ("Elke di. en do. achter de bar in okt. 2019 ca. 12 keer.", None),
        ("Pas in okt. 2019 kwam het. Toen wel.", ["Pas in okt. 2019 kwam het.", "Toen wel."]),
        ("Nou ja, samen... we zien elkaar weinig.", None),
        ("Wat doet dat met je... Je wordt er moe van.", ["Wat doet dat met je...", "Je wordt er moe van."]),
        ("Maar ja… Echt niet.", ["Maar ja…", "Echt niet."]),
        ('Hij zei: "Zo kan het niet." Toen ging hij.', ['Hij zei: "Zo kan het niet."', "Toen ging hij."]),
        ('"Waarom?" vroeg hij.', None),
        ("Zij zei 'dan mag het.' Zo zou het zijn.", ["Zij zei 'dan mag het.'", "Zo zou het zijn."]),
        ("Dat is zo. 'k Heb het gezegd. 't Is klaar.", ["Dat is zo.", "'k Heb het gezegd.", "'t Is klaar."]),
        ("Art. 2.1.4 en nr. 1 van € 1.250.000,- incl. BTW.", None),
        ("Dat was in 2016. Toen kwam zij.", ["Dat was in 2016.", "Toen kwam zij."]),
        ("1. Eerst dit. 2. Dan dat.", ["1. Eerst dit.", "2. Dan dat."]),
        ("Mevrouw A. Jansen kwam nooit.", None),
        ("We hadden een plan B. Toen werkte het.", ["We hadden een plan B.", "Toen werkte het."]),
        ("Dat is klaar.Toen gingen we.", ["Dat is klaar.", "Toen gingen we."]),
        ("Kijk op gemeente.nl of mail info@gemeente.nl.", None),
        ("Dr. Lee met Mr. Jones at 5 p.m. today, e.g. Room 5.", None),
        ("regel een\nregel twee", ["regel een", "regel twee"]),
        ("Goed! 😊 Dat was het.", ["Goed!", "😊 Dat was het."]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, expected: list[str] | None) -> None:
    assert sentences(text) == (expected or [text])


def test_messy_dutch_speech_is_split_as_by_hand() -> None:
    turns, label = [[]], re.compile(r"^(Interviewer|I|R\d?):\s*(\[[\d:]+\]\s*)?")
    for line in shared("eval", "nl-messy", "sentences.txt").read_text("utf-8").splitlines():
        if not line.strip():
            turns.append([])
        elif not line.startswith("#"):
            turns[-1].append(line if turns[-1] else label.sub("", line))
    right = found = gold = 0
    for turn in turns:
        text, ends = " ".join(turn), set()
        for sentence in turn:
            ends.add((max(ends) + 1 if ends else 0) + len(sentence))
        got = {end for _, end in sentence_spans(text)}
        right, found, gold = right + len(got & ends), found + len(got), gold + len(ends)
    assert 2 * right / (found + gold) >= 0.98


@given(st.text(alphabet="aBé .!?…\n\"'()1😊\u0301\u00a0", max_size=80), st.integers(0, 10), st.integers(0, 10))
def test_every_character_that_is_not_blank_lies_in_one_sentence(text: str, left: int, right: int) -> None:
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    spans = sentence_spans(text, start, end)
    covered = [place for a, b in spans for place in range(a, b)]
    assert len(covered) == len(set(covered))
    assert {place for place in range(start, end) if not text[place].isspace()} <= set(covered)
    assert covered == sorted(covered)
    for a, b in spans:
        assert start <= a < b <= end
        assert text[a:b] == text[a:b].strip()
        assert "\n" not in text[a:b]


def test_a_paragraph_is_a_line_with_words() -> None:
    text = "  Een.\n\n\t\nTwee en\ndrie. "
    assert [text[a:b] for a, b in paragraph_spans(text)] == ["Een.", "Twee en", "drie."]
    assert paragraph_spans("") == []


def test_words_keep_their_apostrophes_accents_and_joined_emoji() -> None:
    text = "'k Heb zo'n foto's, POH-GGZ 65+ e\u0301e\u0301n 👩\u200d👩\u200d👧!"
    assert [text[a:b] for a, b in word_spans(text)] == [
        "'k", "Heb", "zo'n", "foto's", "POH-GGZ", "65+", "e\u0301e\u0301n", "👩\u200d👩\u200d👧",
    ]  # fmt: skip


def test_the_word_at_a_place_is_the_one_under_or_just_before_it() -> None:
    text = "een, twee"
    assert word_at(text, 1) == (0, 3)
    assert word_at(text, 3) == (0, 3)
    assert word_at(text, 4) is None
    assert word_at(text, 9) == (5, 9)
    assert word_at(text, 99) is None
    assert word_at("", 0) is None


@pytest.mark.parametrize("piece", [".", "A. ", '!"', "a.", "'", "- "])
def test_odd_text_of_half_a_million_characters_is_split_in_linear_time(piece: str) -> None:
    # Quadratic behaviour would take minutes here; there is nothing to measure, only to come back from.
    text = piece * (500_000 // len(piece)) + "x"
    assert sentence_spans(text)[-1][1] == len(text)
