"""Plain text and Markdown: encodings, line ends, and what is told about them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cmo_coder.ingest.encoding import decode
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.value import ReadText
from cmo_coder.text.normalise import sha256_of
from tests.ingest.files import TALK


def read(folder: Path, data: bytes, name: str = "gesprek.txt") -> ReadText:
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


def told(found: ReadText) -> str:
    return "\n".join(warning.text() for warning in found.warnings)


@pytest.mark.parametrize(
    ("codec", "name", "warns"),
    [
        ("utf-8", "UTF-8", ""),
        ("utf-8-sig", "UTF-8", ""),
        ("utf-16", "UTF-16 LE", "as the file itself says"),
        ("utf-16-le", "UTF-16 LE", "every other byte is zero"),
        ("utf-16-be", "UTF-16 BE", "every other byte is zero"),
        ("utf-32", "UTF-32 LE", "as the file itself says"),
        ("cp1252", "Windows-1252", "no valid UTF-8"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_line_end_gives_the_same_text(
    tmp_path: Path, codec: str, name: str, warns: str, ends: str
) -> None:
    found = read(tmp_path, TALK.replace("\n", ends).encode(codec))
    assert found.text == TALK
    assert (found.encoding, found.format, found.sha256) == (name, "txt", sha256_of(TALK))
    assert warns in told(found)
    assert bool(warns) == bool(found.warnings)
    assert [turn.speaker for turn in found.turns] == ["Interviewer", "Respondent"]


def test_utf16_big_endian_with_its_mark(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xfe\xff" + TALK.encode("utf-16-be")).text == TALK


def test_the_line_of_the_first_letter_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "een\ntwee\nhè\n".encode("cp1252"))
    assert [(warning.line, dict(warning.args)) for warning in found.warnings][:1] == [(3, {"encoding": "Windows-1252"})]


def test_windows_quotes_and_the_euro_come_through(tmp_path: Path) -> None:
    words = "‘ja’ – “nee” … € 5 ŸŽ\n"
    assert read(tmp_path, words.encode("cp1252")).text == words


def test_utf8_that_was_cut_off_or_damaged_is_still_utf8(tmp_path: Path) -> None:
    cut = read(tmp_path, "Eén keer, hè".encode()[:-1])
    assert (cut.text, cut.encoding) == ("Eén keer, h\ufffd", "UTF-8")
    assert "damaged or cut off" in told(cut)
    bad = read(tmp_path, "één twéé drié ".encode() + b"\xff" + b"\nvier")
    assert bad.text == "één twéé drié \ufffd\nvier"
    assert read(tmp_path, "oké".encode("cp1252")).text == "oké"


def test_odd_characters_are_replaced_one_for_one_and_told(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ("Een lange regel met gewone woorden erin, zodat het tekst is.\n" * 3 + "a\0b\x1bc\x0cd\u2028e").encode(),
    )
    assert found.text.endswith("a\ufffdb\ufffdc\nd\ne")
    assert [warning.line for warning in found.warnings if warning.line] == [4, 4, 4]
    assert "NUL" in told(found)
    assert "Control characters" in told(found)


def test_accents_emoji_and_right_to_left_stay_as_they_were(tmp_path: Path) -> None:
    words = (
        "e\u0301\u00e9 👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 \u05e9\u05dc \u200f\u0645\u0631\u200e \u00a0x\u00ad\ufeff"
    )
    assert read(tmp_path, words.encode()).text == words
    assert read(tmp_path, words.encode("utf-16")).text == words


def test_ten_megabytes_on_one_line_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, b"I: " + b"en toen gebeurde er nog iets, " * 350_000)
    assert len(found.text) > 10_000_000
    assert found.speakers[0].words == 350_000 * 6


def test_markdown_is_kept_as_written_and_its_bold_labels_are_speakers(tmp_path: Path) -> None:
    words = "# Gesprek\n\n**Interviewer:** Hoe?\n\n**R1:** Zo, *heel* goed.\n"
    found = read(tmp_path, words.encode(), "gesprek.md")
    assert (found.text, found.format, found.title) == (words, "md", "gesprek")
    assert [turn.speaker for turn in found.turns] == [None, "Interviewer", "R1"]


def test_bytes_of_another_kind_are_refused_as_such(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read(tmp_path, bytes(range(256)) * 20)
    with pytest.raises(ReadError, match="encoding that is not recognised"):
        read(tmp_path, "Привет, как дела".encode("cp1251"))


texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip)


@given(texts)
@example("ÿþ")
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "x").text == text


@given(st.binary())
def test_any_bytes_become_text_or_a_clear_refusal(data: bytes) -> None:
    with suppress(ReadError):
        assert isinstance(decode(data, "x.txt").text, str)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_mutated_text_file_is_read_or_refused_and_never_crashes(tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(TALK.encode(data.draw(st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252", "utf-32"]))))
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    with suppress(ReadError):
        found = read(tmp_path, bytes(raw))
        assert "\r" not in found.text
        found.text.encode("utf-8")
        assert all(warning.text() for warning in found.warnings)
