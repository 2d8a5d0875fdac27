"""The change log as a file, and a document of the study as a transcript with its codes."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.export.errors import AlreadyThere, ExportError
from cmo_coder.export.log import write_log
from cmo_coder.export.marking import marked_transcript
from cmo_coder.export.transcript import write_transcript
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Group
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.study import Study
from cmo_coder.store.cases import add_respondent
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder

TEXT = "I: Hoe gaat het?\n[00:01:02] R: Heel goed, echt waar.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A study with one document of two turns."""
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as made:
        yield made


def document_in(project: Project) -> Document:
    """The document, with the second turn coded by two coders."""
    who = add_respondent(project, "R01", group=Group.RESIDENT)
    start = TEXT.index("[")
    turns = [NewTurn(0, start, 3, "I"), NewTurn(start, len(TEXT), TEXT.index("Heel"), "R", 62.0)]
    speakers = {"I": SpeakerIs(SpeakerKind.INTERVIEWER), "R": SpeakerIs(SpeakerKind.RESPONDENT, who.id)}
    document = add_document(project, Document(id=new_id(), title="Gesprek"), TEXT, turns, speakers)
    for name, words in (("Anna", "Heel goed"), ("Bram", "echt waar")):
        project.coder = add_coder(project, name)
        code = add_code(project, Code(id=new_id(), name=f"code van {name}"))
        at = TEXT.index(words)
        code_span(project, document.id, at, at + len(words), code)
    return document


def test_the_log_is_written_oldest_first_in_both_forms(project: Project, tmp_path: Path) -> None:
    add_respondent(project, "R01")
    made = write_log(project, tmp_path / "log")
    assert made == tmp_path / "log.csv"
    rows = list(csv.reader(io.StringIO(made.read_bytes().decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    lines = write_log(project, tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["Study Studie made", "Respondent R01 added"]
    assert json.loads(lines[1])["rows"][0]["after"]["pseudonym"] == "R01"


def test_a_log_that_is_there_is_not_replaced_unasked(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(AlreadyThere):
        write_log(project, path)
    assert path.read_text("utf-8") == "mine"
    write_log(project, path, overwrite=True)
    assert "when (UTC)" in path.read_text("utf-8-sig")


def test_the_log_knows_two_forms_only(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="jsonl"):
        write_log(project, tmp_path / "log.xlsx")
    assert list(tmp_path.glob("log.*")) == []


def test_a_transcript_has_pseudonyms_times_and_the_codes_on_their_words(project: Project) -> None:
    document = document_in(project)
    made = marked_transcript(project, document.id, language="en", date=datetime.date(2026, 3, 1))
    assert [(turn.speaker, turn.time, turn.text) for turn in made.turns] == [
        ("I", "", "Hoe gaat het?"),
        ("R01", "00:01:02", "Heel goed, echt waar."),
    ]
    marked = [(made.turns[1].text[span.start : span.end], span.codes) for span in made.turns[1].spans]
    assert marked == [("Heel goed", ("code van Anna",)), ("echt waar", ("code van Bram",))]
    assert made.meta == ("interview", "Respondents: R01 (resident)", "Coded by: Anna, Bram")
    assert made.stamp.date == "2026-03-01"


def test_hidden_coders_are_not_on_paper(project: Project, tmp_path: Path) -> None:
    document = document_in(project)
    assert project.coder is not None
    made = marked_transcript(project, document.id, language="en", hidden_coders={project.coder.id})
    body = write_transcript(made, tmp_path / "t.txt").read_text("utf-8")
    assert "code van Anna" in body
    assert "Bram" not in body


def test_a_text_without_turns_is_printed_by_paragraph(project: Project) -> None:
    text = "Een.\n\nTwee woorden.\n"
    document = add_document(project, Document(id=new_id(), title="Nota"), text)
    code = add_code(project, Code(id=new_id(), name="over"))
    code_span(project, document.id, 0, text.index("woorden") + 7, code)
    made = marked_transcript(project, document.id, language="nl")
    parts = [turn.text[span.start : span.end] for turn in made.turns for span in turn.spans]
    assert parts == ["Een.", "Twee woorden"]
