"""Damaged files of every format: read or refused in words, and never a crash.

Short here; ``CMO_CODER_FUZZ=20000`` runs that many damaged files for each format, and in ``test_pdf.py`` and
``test_survey_table.py`` for those that are laid out or hold tables.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.reading import read_file
from tests.ingest.corpus import samples
from tests.ingest.files import EXAMPLES, zipped
from tests.ingest.writers import WRITERS

_TOKENS: dict[str, tuple[bytes, ...]] = {
    "html": (
        b"<table>", b"<tr>", b"</td>", b"<td>", b"</table>", b"<p>", b"<b>", b"<pre>", b"</pre>", b"<!--", b"<br>",
        b"&#x110000;", b"&#0;", b"<div hidden>", b"</html>", b"<del>", b"<li>", b"<script>", b"\x00", b"<![CDATA[",
    ),
    "rtf": (
        b"{", b"}", b"\\u-10179?", b"\\u8704?", b"\\bin9 ", b"\\cell", b"\\row", b"{\\footnote ", b"\\uc9 ", b"\\'e",
        b"\\'", b"\\", b"\\f99 ", b"{\\fonttbl", b"{\\stylesheet{\\s9 ", b"\\trowd", b"\\intbl ", b"{\\upr{", b"{\\*",
        b"\\ansicpg99999 ", b"{\\*\\atrfend 7}", b"{\\*\\annotation ", b"\\par", b"{\\shptxt ", b"\\v ", b"\\deleted ",
    ),
    "srt": (
        b"-->", b"\n\n", b"00:00:01,000 --> 99:99:99,999\n", b"1\n", b"<i>", b"\x00", b"&#1114112;", b"{\\an8}", b">> ",
    ),
    "vtt": (
        b"-->", b"\n\n", b"00:01.000 --> 00:00.000\n", b"<v ", b"</v>", b"NOTE", b"WEBVTT", b"&#x110000;", b"<c.",
        b"A: ",
    ),
    "txt": (b"\r", b"\n", b"I: ", b"\xff\xfe", b"\x00", b"\xe2\x80", b"[00:00:01] ", b"\t", b"|"),
    "md": (b"**", b"\n", b"**I:** ", b"\x00", b"\xff", b"|"),
    "docx": (
        b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:tr>", b"<w:tc>", b"</w:tc>", b"<w:ins>", b"<w:r>", b"</w:r>", b"<w:t>",
        b"<w:commentRangeStart w:id='0'/>", b"<w:commentReference w:id='0'/>", b"<w:footnoteReference w:id='1'/>",
        b"&x;", b"<",
    ),
    "odt": (
        b"<text:p>", b"</text:p>", b"<text:s text:c='999999999'/>", b"<table:table-row>", b"<office:annotation>",
        b"<text:note>", b"<text:span>", b"</text:span>", b"&x;", b"<", b"<draw:frame>", b"<text:list-item>",
        b"<office:annotation-end/>",
    ),
}  # fmt: skip
"""Pieces that mean something in a format, to put where they do not belong."""
_XML_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}


@cache
def _seeds(name: str) -> tuple[bytes, ...]:
    """Files of the corpus of a format, and one of its writer."""
    extension = WRITERS[name].extension
    found = [sample.bytes() for sample in samples() if sample.name.endswith(extension) and not sample.format]
    return (WRITERS[name].write(("I: Hoe gaat het?", "", "R: Goed, hè 👍.")), *found)


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """A file with bytes changed, taken out, put in, or cut off; of packages also the XML within."""
    data = draw(st.sampled_from(_seeds(name)))
    if name in _XML_PARTS and draw(st.booleans()):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {one: archive.read(one) for one in archive.namelist()}
        part = draw(st.sampled_from([_XML_PARTS[name], *sorted(parts)]))
        return zipped({**parts, part: draw(_mutated(parts[part], _TOKENS[name]))})
    return draw(_mutated(data, _TOKENS.get(name, ())))


@st.composite
def _mutated(draw: st.DrawFn, data: bytes, tokens: tuple[bytes, ...]) -> bytes:
    raw = bytearray(data)
    pieces = st.binary(max_size=6) if not tokens else st.one_of(st.sampled_from(tokens), st.binary(max_size=6))
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(raw)))
        raw[place : place + draw(st.sampled_from((0, 0, 1, 4, 40)))] = draw(pieces)
    return bytes(raw[: draw(st.integers(0, len(raw)))] if draw(st.integers(0, 4)) == 0 else raw)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_damaged_file_is_read_or_refused_and_never_crashes(tmp_path: Path, name: str) -> None:
    path = tmp_path / ("kapot" + WRITERS[name].extension)

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
    )
    @given(damaged(name))
    def check(data: bytes) -> None:
        path.write_bytes(data)
        try:
            found = read_file(path)
        except ReadError as error:
            _says(error)
            return
        found.text.encode("utf-8")
        assert found.text.strip() and "\r" not in found.text and "\0" not in found.text
        assert all(one.text() for one in found.warnings)
        place = 0
        for turn in found.turns:
            assert place <= turn.start <= turn.text_start <= turn.end <= len(found.text)
            assert not found.text[place : turn.start].strip()
            place = turn.end
        assert not found.text[place:].strip()
        for note in found.notes:
            assert 0 <= note.start < note.end <= len(found.text)

    check()


def _says(error: ReadError) -> None:
    """A refusal has words, with everything filled in."""
    assert str(error) and "{" not in str(error)
