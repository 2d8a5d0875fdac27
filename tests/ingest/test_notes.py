"""Comments in a file become memos on the words that they are about, unless nobody wants them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.ingest.building import Comment, Mark, Piece, TextBuilder
from cmo_coder.ingest.loading import Plan, load_documents, memo_of
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.value import ReadNote, ReadText
from cmo_coder.model.base import new_id
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.memos import Memo, MemoAnchor, MemoType
from cmo_coder.model.study import Study
from cmo_coder.store.history import entries
from cmo_coder.store.memos import memos_on
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.ingest.corpus import samples

SAMPLES = {sample.name: sample for sample in samples()}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty study."""
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as made:
        yield made


def commented(folder: Path, name: str) -> ReadText:
    path = folder / name
    path.write_bytes(SAMPLES[name].bytes())
    return read_file(path)


@pytest.mark.parametrize("name", ["opmerkingen.docx", "noten.odt", "noten.rtf"])
def test_each_comment_is_a_memo_on_its_words_and_one_undo_takes_all_back(
    project: Project, tmp_path: Path, name: str
) -> None:
    read = commented(tmp_path, name)
    with project.read() as reading:
        before = len(entries(reading))
    load_documents(project, [Plan(read, "Gesprek")])
    with project.read() as reading:
        assert len(entries(reading)) == before + 1
        fragments = reading.all(Fragment, order=("start",))
    found = {one.quote: [memo.text for memo in memos_on(project, "fragment", one.id)] for one in fragments}
    assert found == {read.text[note.start : note.end]: [memo_of(note)] for note in read.notes}
    assert len(found) == 2
    assert not verify(project)
    project.undo()
    with project.read() as reading:
        assert (reading.all(Memo), reading.all(MemoAnchor), reading.all(Fragment)) == ((), (), ())


def test_comments_are_left_out_where_nobody_wants_them(project: Project, tmp_path: Path) -> None:
    load_documents(project, [Plan(commented(tmp_path, "opmerkingen.docx"), "Gesprek", notes=False)])
    with project.read() as reading:
        assert (reading.all(Memo), reading.all(Fragment)) == ((), ())


def test_two_comments_on_the_same_words_hang_on_one_fragment(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("R1: Door mijn zus.", "utf-8")
    read = read_file(path)
    notes = (ReadNote(4, 18, "Karin", "", "Mechanisme?"), ReadNote(4, 18, "", "", "Nee, context."))
    load_documents(project, [Plan(ReadText(**{**_fields(read), "notes": notes}), "Gesprek")])
    with project.read() as reading:
        (fragment,) = reading.all(Fragment)
        assert {memo.type for memo in reading.all(Memo)} == {MemoType.CONTENT}
    assert {memo.text for memo in memos_on(project, "fragment", fragment.id)} == {"Karin: Mechanisme?", "Nee, context."}


def _fields(read: ReadText) -> dict[str, object]:
    return {name: getattr(read, name) for name in ReadText.__dataclass_fields__}


def test_the_day_of_a_comment_comes_along(tmp_path: Path) -> None:
    assert {note.at for note in commented(tmp_path, "antwoorden.docx").notes} == {"2026-03-14"}
    assert [note.at for note in commented(tmp_path, "noten.odt").notes] == ["2026-03-14", ""]


def test_a_comment_says_who_and_when_before_what() -> None:
    assert memo_of(ReadNote(0, 1, "Karin", "2026-03-14T10:00:00", "Zo.")) == "Karin, 2026-03-14: Zo."
    assert memo_of(ReadNote(0, 1, "", "2026-03-14", "Zo.")) == "2026-03-14: Zo."
    assert memo_of(ReadNote(0, 1, "", "", "Zo.")) == "Zo."


def _noted(*paragraphs: list[Piece], name: str = "1") -> list[tuple[str, str]]:
    builder = TextBuilder()
    for pieces in paragraphs:
        builder.line(pieces)
    raw = builder.finish([(name, Comment("K", "", "x"))])
    return [(raw.text[note.start : note.end], note.author) for note in raw.notes]


def test_a_comment_without_words_is_about_the_line_where_it_stands() -> None:
    point = Piece("", mark=Mark("1", False))
    assert _noted([Piece("een")], [Piece(" twee"), point, Piece(" drie ")]) == [("twee drie", "K")]
    assert _noted([Piece("een")], [Piece("  "), point]) == [("een", "K")]
    assert _noted([point], [], [Piece("een")]) == [("een", "K")]
    assert _noted([Piece("een")], name="elders") == [("een", "K")]


def test_a_comment_over_paragraphs_is_about_all_of_them() -> None:
    start, end = Piece("", mark=Mark("1", True)), Piece("", mark=Mark("1", False))
    assert _noted([Piece("a "), start, Piece("b")], [Piece("c"), end, Piece(" d")]) == [("b\nc", "K")]


def test_a_bold_name_ends_with_its_line() -> None:
    builder = TextBuilder()
    builder.line([Piece("Anna\nvet", True), Piece(" en mager")])
    assert [(hint.start, hint.end) for hint in builder.finish().hints] == [(0, 4)]


def test_comments_in_cells_keep_their_place() -> None:
    builder, cells = TextBuilder(), []
    for words in ("een", "twee"):
        cell = builder.inner()
        cell.line([])
        cell.line([Piece("", mark=Mark(words, True)), Piece(words), Piece("", mark=Mark(words, False)), Piece("!")])
        cells.append(cell)
    builder.line([Piece("\ufeffvooraf")])
    builder.row(cells)
    raw = builder.finish([(words, Comment("K", "", "x")) for words in ("een", "twee")])
    assert raw.text == "vooraf\neen! | twee!"
    assert [raw.text[note.start : note.end] for note in raw.notes] == ["een", "twee"]
