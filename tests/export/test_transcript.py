"""Transcripts with codes in the margin: every word and every code is there, and beside each other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from cmo_coder.export import marked
from cmo_coder.export.errors import ExportError
from cmo_coder.export.marked import Numbered, blocks, overlapping, pieces, ready
from cmo_coder.export.transcript import (
    TRANSCRIPT_FORMATS,
    MarkedSpan,
    MarkedTranscript,
    MarkedTurn,
    write_transcript,
)
from cmo_coder.export.transcript_text import COLUMNS, width_of
from cmo_coder.model.errors import SpanError
from tests.export.reading import Page, W, member, word_tables
from tests.export.tables import STAMP, texts

RENDER = {known.id: known.render for known in TRANSCRIPT_FORMATS}
WORDS = "Eerst was er niets. Toen kwam de inloop, en toen durfde ik. Nu ga ik elke week."


def transcript(*turns: MarkedTurn, language: str = "nl") -> MarkedTranscript:
    return MarkedTranscript("Interview 1", ("R1, Noord, ronde 1",), turns, language, STAMP)


def small_transcript() -> MarkedTranscript:
    spans = (MarkedSpan(20, 39, ("inloop", "I")), MarkedSpan(20, 59, ("durven",)), MarkedSpan(60, 79, ("elke week",)))
    return transcript(
        MarkedTurn("Interviewer", "00:01:00", "Hoe ging het?"), MarkedTurn("R1", "00:01:04", WORDS, spans)
    )


@st.composite
def turns(draw: st.DrawFn) -> MarkedTurn:
    text = draw(st.one_of(texts, st.text(alphabet="ab. \n\t😊é", max_size=120)))
    spans = []
    if text:
        for _ in range(draw(st.integers(0, 5))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            spans.append(MarkedSpan(start, end, tuple(draw(st.lists(texts, min_size=1, max_size=2)))))
    return MarkedTurn(draw(texts), draw(texts), text, tuple(spans))


transcripts = st.lists(turns(), max_size=3).map(lambda found: transcript(*found))


def test_spans_are_numbered_in_reading_order_the_longest_first() -> None:
    _first, second = ready(small_transcript())
    assert [(span.number, span.start, span.end) for span in second.spans] == [(1, 20, 59), (2, 20, 39), (3, 60, 79)]


def test_a_span_outside_its_turn_is_refused() -> None:
    with pytest.raises(SpanError):
        ready(transcript(MarkedTurn("R1", "", "kort", (MarkedSpan(0, 5, ("x",)),))))


@given(transcripts)
def test_a_text_made_safe_keeps_its_length(found: MarkedTranscript) -> None:
    for before, after in zip(found.turns, ready(found), strict=True):
        assert len(before.text) == len(after.text)
        assert marked.clean(after.text) == after.text


@given(transcripts)
def test_pieces_cover_the_text_and_know_what_lies_over_them(found: MarkedTranscript) -> None:
    for turn in ready(found):
        made = list(pieces(turn.spans, 0, len(turn.text)))
        assert "".join(turn.text[piece.start : piece.end] for piece in made) == turn.text
        for piece in made:
            assert piece.over == tuple(s for s in turn.spans if s.start < piece.end and s.end > piece.start)
            assert all(s.start <= piece.start and s.end >= piece.end for s in piece.over)
        assert [s for piece in made for s in piece.begins] == list(turn.spans)


@given(transcripts)
def test_blocks_cover_the_text_and_each_span_begins_in_one(found: MarkedTranscript) -> None:
    for turn in ready(found):
        made = blocks(turn)
        assert "".join(turn.text[block.start : block.end] for block in made) == turn.text
        assert [span for block in made for span in block.begins] == list(turn.spans)
        for block in made:
            assert all(span.start < block.start < span.end for span in block.goes_on)


def test_a_new_block_begins_where_a_coded_sentence_does() -> None:
    (block, second, third) = blocks(ready(small_transcript())[1])
    assert WORDS[block.start : block.end] == "Eerst was er niets. "
    assert [span.label for span in second.begins] == ["durven", "inloop; I"]
    assert (third.begins[0].label, third.goes_on) == ("elke week", ())


def test_a_long_turn_without_codes_is_divided_too() -> None:
    turn = ready(transcript(MarkedTurn("R1", "", "Dit is een zin. " * 100)))[0]
    made = blocks(turn)
    assert max(block.end - block.start for block in made) <= 420
    assert len(made) == 4


def test_the_sweep_finds_what_a_plain_search_finds() -> None:
    spans = [Numbered(n, start, end, ()) for n, (start, end) in enumerate([(0, 9), (0, 2), (3, 4), (8, 12)], 1)]
    ranges = [(0, 1), (2, 3), (3, 8), (9, 10), (12, 13)]
    found = [[span.number for span in over] for _start, _end, over in overlapping(spans, ranges)]
    assert found == [[1, 2], [1], [1, 3], [4], []]


def html_words(source: bytes) -> list[str]:
    """The words of the turns, without numbers and notes."""
    words = []
    for line in lxml_html.fromstring(source).xpath("//p[@class='words']"):
        for extra in line.xpath(".//small|.//span[@class='nr']"):
            extra.drop_tree() if not extra.tail else extra.getparent().replace(extra, _tail_of(extra))
        words.append(line.text_content())
    return words


def _tail_of(extra: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    kept = lxml_html.Element("i")
    kept.text, kept.tail = "", extra.tail
    return kept


@given(transcripts)
@settings(max_examples=40, deadline=None)
def test_the_page_holds_every_word_in_order(found: MarkedTranscript) -> None:
    source = RENDER["html"](found)
    assert [words.strip("\n") for words in html_words(source)] == [turn.text.strip("\n") for turn in ready(found)]
    page = Page(source.decode())
    assert not page.unbalanced
    assert not page.links


def test_a_note_stands_where_its_stretch_begins() -> None:
    source = RENDER["html"](small_transcript()).decode()
    tree = lxml_html.fromstring(source.encode())
    assert tree.xpath("//small[@class='note']//text()") == ["1", "durven", "2", "inloop; I", "3", "elke week"]
    assert re.search(r'niets. <small class="note"><b>1</b>durven</small><small', source)
    assert tree.xpath("//mark[@class='coded twice']/text()") == ["Toen kwam de inloop"]
    assert tree.xpath("//mark[@class='coded']/text()") == [", en toen durfde ik.", "Nu ga ik elke week."]


@given(transcripts)
@settings(max_examples=40, deadline=None)
def test_the_document_holds_every_word_in_order(found: MarkedTranscript) -> None:
    body = RENDER["docx"](found)
    root = member(body, "word/document.xml")
    for raised in list(root.iter(f"{W}vertAlign")):
        run = raised.getparent().getparent()
        run.getparent().remove(run)
    wanted = [turn.text[block.start : block.end].rstrip() for turn in ready(found) for block in blocks(turn)]
    (table,) = root.iter(f"{W}tbl")
    got = []
    for row in list(table.iterchildren(f"{W}tr"))[1:]:
        parts = [
            {f"{W}br": "\n", f"{W}tab": "\t"}.get(str(node.tag), node.text or "")
            for node in row[2].iter(f"{W}t", f"{W}br", f"{W}tab")
        ]
        got.append("".join(parts))
    assert got == wanted


def test_the_document_has_the_codes_beside_the_words() -> None:
    (table,) = word_tables(RENDER["docx"](small_transcript()))
    assert table[0] == [["Wie"], ["Tekst"], ["Codes"]]
    assert table[1] == [["Interviewer", "00:01:00"], ["Hoe ging het?"], [""]]
    assert table[2] == [["R1", "00:01:04"], ["Eerst was er niets."], [""]]
    assert table[3] == [[""], ["12Toen kwam de inloop, en toen durfde ik."], ["1 durven", "2 inloop; I"]]


def test_a_stretch_that_runs_on_is_named_again() -> None:
    long = transcript(MarkedTurn("R1", "", WORDS, (MarkedSpan(0, 79, ("alles",)), MarkedSpan(60, 79, ("week",)))))
    (table,) = word_tables(RENDER["docx"](long))
    assert table[2][2] == ["2 week", "loopt door: 1"]
    assert "| week<br>loopt door: alles |" in RENDER["md"](long).decode()


@given(transcripts)
@settings(max_examples=60, deadline=None)
def test_plain_text_stays_within_its_columns(found: MarkedTranscript) -> None:
    short = replace(found, turns=tuple(replace(turn, speaker="R1", time="") for turn in found.turns))
    for line in RENDER["txt"](short).decode().split("\n"):
        assert width_of(line) <= COLUMNS


plain_words = st.text(alphabet="abc. ", min_size=1, max_size=300)
plain_spans = st.lists(
    st.tuples(st.integers(0, 299), st.integers(1, 300), st.text(alphabet="XYZ ", max_size=60)), max_size=5
)


@given(words=plain_words, found=plain_spans)
def test_plain_text_holds_every_word_at_the_left_and_every_code_at_the_right(
    words: str, found: list[tuple[int, int, str]]
) -> None:
    spans = tuple(
        MarkedSpan(
            min(start, len(words) - 1), min(len(words), start + length) if start < len(words) else len(words), (code,)
        )
        for start, length, code in found
    )
    rows = RENDER["txt"](transcript(MarkedTurn("", "", words, spans))).decode().split("\n")[7:-3]
    assert "".join("".join(row[:60] for row in rows).split()) == "".join(words.split())
    right = "".join(row[60:] for row in rows)
    assert Counter(re.sub(r"[^XYZ]", "", right)) == Counter(re.sub(r"[^XYZ]", "", "".join(code for *_, code in found)))


def test_plain_text_has_stripes_and_codes_at_the_right() -> None:
    rows = RENDER["txt"](small_transcript()).decode().split("\n")
    start = rows.index("[00:01:04] R1")
    assert rows[start + 1] == "Eerst was er niets. Toen kwam de inloop, en toen durfde ik.  12  1 durven"
    assert rows[start + 2] == "Nu ga ik elke week." + " " * 42 + "  3 2 inloop; I"
    assert rows[start + 3] == " " * 65 + "3 elke week"


def test_notes_without_room_follow_below_the_turn() -> None:
    spans = tuple(MarkedSpan(0, 4, (f"code {n}",)) for n in range(10))
    lines = RENDER["txt"](transcript(MarkedTurn("R1", "", "kort", spans))).decode().split("\n")
    notes = [match.groups() for line in lines if (match := re.search(r"(\S) code (\d)$", line))]
    assert notes == [*((str(n + 1), str(n)) for n in range(8)), ("+", "8"), ("+", "9")]


def test_markdown_is_a_table_of_who_what_and_codes() -> None:
    text = RENDER["md"](small_transcript()).decode()
    assert "| Wie | Tekst | Codes |\n| --- | --- | --- |\n| Interviewer 00:01:00 | Hoe ging het? |  |\n" in text
    assert "|  | Toen kwam de inloop, en toen durfde ik. | durven<br>inloop; I |" in text


@pytest.mark.parametrize("id_", sorted(RENDER))
@given(found=transcripts)
@settings(max_examples=10, deadline=None)
def test_the_same_transcript_gives_the_same_bytes(id_: str, found: MarkedTranscript) -> None:
    assert RENDER[id_](found) == RENDER[id_](found)


def test_it_is_written_like_a_table(tmp_path: Path) -> None:
    for fmt in TRANSCRIPT_FORMATS:
        path = write_transcript(small_transcript(), tmp_path / f"t{fmt.extension}", overwrite=True)
        assert path.read_bytes() == fmt.render(small_transcript())
    with pytest.raises(ExportError, match="already a file"):
        write_transcript(small_transcript(), tmp_path / "t.txt")
    with pytest.raises(ExportError, match="no format xlsx"):
        write_transcript(small_transcript(), tmp_path / "t.xlsx")


def test_wide_and_joined_characters_count_as_a_terminal_shows_them() -> None:
    assert width_of("abc") == 3
    assert width_of("中文") == 4
    assert width_of("e\u0301") == 1
    assert width_of("👩\u200d👧") == 2
