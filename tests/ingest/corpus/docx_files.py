"""Word documents, written by python-docx, or from hand-made XML for what it cannot write."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from tests.ingest.corpus.sample import NO_SPEAKERS, Sample, lines
from tests.ingest.files import repacked


def written(make: Callable[[Any], None]) -> Callable[[], bytes]:
    """The bytes of a document that ``make`` fills."""

    def data() -> bytes:
        from docx import Document

        document = Document()
        make(document)
        file = io.BytesIO()
        document.save(file)
        return repacked(file.getvalue())

    return data


def _paragraph(document: Any, *runs: tuple[str, bool]) -> Any:
    made = document.add_paragraph()
    for words, bold in runs:
        made.add_run(words).bold = bold
    return made


def _bold_labels(document: Any) -> None:
    document.add_heading("Gesprek", 1)
    for who, words in (("Anna: ", "Hoe gaat het?"), ("Bas: ", "Goed."), ("Anna: ", "En thuis?"), ("Bas: ", "Ook.")):
        _paragraph(document, (who, True), (words, False))


def _teams(document: Any) -> None:
    document.add_paragraph("Overleg-20260314_090210-Opname van vergadering")
    document.add_paragraph("14 maart 2026, 09:02a.m.")
    for who, time, words in (
        ("Anna Mulder", "0:03", "Hoe gaat het?"),
        ("Bas", "0:07", "Goed."),
        ("Anna Mulder", "1:00:12", "En?"),
    ):
        made = _paragraph(document, (who, True), (f"   {time}", False))
        made.add_run().add_break()
        made.add_run(words)


def _styled(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    for name in ("Interviewer", "Respondent"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for style, words in (
        ("Interviewer", "Hoe?"),
        ("Respondent", "Zo."),
        ("Respondent", "Nou ja."),
        ("Interviewer", "Klaar?"),
    ):
        document.add_paragraph(words, style=style)


def _table(document: Any) -> None:
    table = document.add_table(rows=2, cols=3)
    for row, values in zip(table.rows, (("00:01", "Interviewer", "Hoe?"), ("00:05", "Respondent", "Zo.")), strict=True):
        for cell, words in zip(row.cells, values, strict=True):
            cell.text = words
    table.rows[1].cells[2].add_paragraph("Of zo.")


def _comments(document: Any) -> None:
    first = _paragraph(document, ("I: ", False), ("Hoe bent u erin gerold?", False))
    second = _paragraph(document, ("R1: ", False), ("Door mijn zus, ", False), ("en door het buurthuis.", False))
    document.add_comment(second.runs[2], text="Mechanisme?", author="Karin de Wit", initials="KW")
    document.add_comment(first.runs[0:2], text="Open vraag.\nGoed zo.", author="Joost", initials="J")


def _lists(document: Any) -> None:
    document.add_paragraph("Doelen:")
    document.add_paragraph("meer bewegen", style="List Bullet")
    document.add_paragraph("minder schulden", style="List Number")
    document.sections[0].header.paragraphs[0].text = "Vertrouwelijk"


def _report(document: Any) -> None:
    document.add_heading("Verslag", 0)
    document.add_paragraph("")
    document.add_paragraph("Eerste alinea met\ttab.")
    document.add_paragraph("Tweede alinea 👩\u200d👧 met e\u0301.")


SAMPLES = (
    Sample(
        "vette-namen.docx",
        written(_bold_labels),
        "Gesprek\nAnna: Hoe gaat het?\nBas: Goed.\nAnna: En thuis?\nBas: Ook.",
        (
            (None, None, "Gesprek"),
            ("Anna", None, "Hoe gaat het?"),
            ("Bas", None, "Goed."),
            ("Anna", None, "En thuis?"),
            ("Bas", None, "Ook."),
        ),
    ),
    Sample(
        "teams.docx",
        written(_teams),
        "Overleg-20260314_090210-Opname van vergadering\n14 maart 2026, 09:02a.m.\nAnna Mulder   0:03\nHoe gaat het?\n"
        "Bas   0:07\nGoed.\nAnna Mulder   1:00:12\nEn?",
        (
            *lines("Overleg-20260314_090210-Opname van vergadering\n14 maart 2026, 09:02a.m."),
            ("Anna Mulder", 3.0, "Hoe gaat het?"),
            ("Bas", 7.0, "Goed."),
            ("Anna Mulder", 3612.0, "En?"),
        ),
        paragraphs=5,
    ),
    Sample(
        "stijlen.docx",
        written(_styled),
        "Hoe?\nZo.\nNou ja.\nKlaar?",
        (("Interviewer", None, "Hoe?"), ("Respondent", None, "Zo.\nNou ja."), ("Interviewer", None, "Klaar?")),
    ),
    Sample(
        "tabel.docx",
        written(_table),
        "00:01 | Interviewer | Hoe?\n00:05 | Respondent | Zo.\nOf zo.",
        (("Interviewer", 1.0, "Hoe?"), ("Respondent", 5.0, "Zo.\nOf zo.")),
        ("Tables, read row by row",),
        paragraphs=7,
    ),
    Sample(
        "opmerkingen.docx",
        written(_comments),
        "I: Hoe bent u erin gerold?\nR1: Door mijn zus, en door het buurthuis.",
        (("I", None, "Hoe bent u erin gerold?"), ("R1", None, "Door mijn zus, en door het buurthuis.")),
        ("Comments of colleagues, kept beside the text as memos: 2",),
        (
            ("en door het buurthuis.", "Karin de Wit", "Mechanisme?"),
            ("I: Hoe bent u erin gerold?", "Joost", "Open vraag.\nGoed zo."),
        ),
    ),
    Sample(
        "lijsten.docx",
        written(_lists),
        "Doelen:\nmeer bewegen\nminder schulden",
        lines("Doelen:\nmeer bewegen\nminder schulden"),
        (
            NO_SPEAKERS,
            "Items of lists, whose numbers and bullets are left out: 2",
            "Headers and footers of pages, which are not read: 1",
        ),
    ),
    Sample(
        "verslag.docx",
        written(_report),
        "Verslag\n\nEerste alinea met\ttab.\nTweede alinea 👩\u200d👧 met e\u0301.",
        lines("Verslag\nEerste alinea met\ttab.\nTweede alinea 👩\u200d👧 met e\u0301."),
        (NO_SPEAKERS,),
    ),
)
