"""Word documents, written by python-docx, or from hand-made XML for what it cannot write."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from tests.ingest.corpus.sample import NO_SPEAKERS, Sample, lines
from tests.ingest.files import MACRO_MAIN, p, package, r, repacked


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


def _w(kind: str, *notes: str) -> bytes:
    """A part with footnotes, endnotes or comments."""
    return (
        f'<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{"".join(notes)}</w:{kind}s>'
    ).encode()


def _noted() -> bytes:
    """Footnotes and endnotes, one in a table, and the lines that separate them."""
    refer = "<w:r><w:{0}Reference w:id='{1}'/></w:r>"
    body = (
        f"<w:p>{r('I: Zie u het plan')}{refer.format('footnote', 2)}{r('?')}</w:p>"
        f"<w:p>{r('R1: Ja.')}{refer.format('endnote', 2)}</w:p>"
        f"<w:tbl><w:tr><w:tc>{p('R2')}</w:tc><w:tc><w:p>{r('Nee.')}{refer.format('footnote', 3)}</w:p></w:tc>"
        "</w:tr></w:tbl>"
    )
    footnotes = _w(
        "footnote",
        f'<w:footnote w:type="separator" w:id="0">{p("streep")}</w:footnote>',
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" Plan van 2025.")}</w:p></w:footnote>',
        f'<w:footnote w:id="3">{p("Lacht.")}{p("Lang.")}</w:footnote>',
    )
    endnotes = _w("endnote", f'<w:endnote w:id="2">{p("Aarzelend.")}</w:endnote>')
    return package(body, more={"word/footnotes.xml": footnotes, "word/endnotes.xml": endnotes})


def _replies() -> bytes:
    """A comment over two paragraphs with a reply on the same words, and one at a place without words."""
    comment = '<w:comment w:id="{0}" w:author="{1}" w:date="2026-03-14T10:00:00Z">{2}</w:comment>'
    comments = _w(
        "comment",
        comment.format(0, "Karin", p("Mechanisme?") + p("Of context.")),
        comment.format(1, "Joost", p("Context.")),
        comment.format(2, "Karin", p("Hier doorvragen.")),
    )
    start, end = "<w:commentRangeStart w:id='{0}'/>", "<w:commentRangeEnd w:id='{0}'/>"
    refer = "<w:r><w:commentReference w:id='{0}'/></w:r>"
    body = (
        f"<w:p>{r('R1: Door ')}{start.format(0)}{start.format(1)}{r('mijn zus.')}</w:p>"
        f"<w:p>{r('En de buurt')}{end.format(0)}{refer.format(0)}{end.format(1)}{refer.format(1)}{r('.')}</w:p>"
        f"<w:p>{r('I: En toen?')}{refer.format(2)}</w:p>"
    )
    return package(body, more={"word/comments.xml": comments})


def _changed() -> bytes:
    body = (
        f"<w:p>{r('I: Het ')}<w:del><w:r><w:delText>kint</w:delText></w:r></w:del><w:ins>{r('kind')}</w:ins>"
        f"{r(' speelt.')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('R1: Samen')}</w:p>{p(' een.')}"
        f"<w:moveFrom>{p('Weg.')}</w:moveFrom>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r></w:p>"
    )
    return package(body, main=MACRO_MAIN, more={"word/vbaProject.bin": b"x"})


def _otter(document: Any) -> None:
    document.add_heading("Gesprek over de wijk", 1)
    document.add_paragraph("Thu, Mar 14, 2026 9:02AM • 32:05")
    for head, words in (("SUMMARY KEYWORDS", "wijk, zus, buurthuis"), ("SPEAKERS", "Anna Mulder, Bas")):
        _paragraph(document, (head, True))
        document.add_paragraph(words)
    for who, time, words in (("Anna Mulder", "00:04", "Hoe dan?"), ("Bas", "00:11", "Door mijn zus.")):
        _paragraph(document, (who, True), (f"  {time}", False))
        document.add_paragraph(words)
        document.add_paragraph("")
    _paragraph(document, ("Anna Mulder", True), ("  1:02:40", False))
    document.add_paragraph("En daarna?")


_OTTER_HEAD = "Gesprek over de wijk\nThu, Mar 14, 2026 9:02AM • 32:05\nSUMMARY KEYWORDS\n"
_OTTER_HEAD += "wijk, zus, buurthuis\nSPEAKERS\nAnna Mulder, Bas"

SAMPLES = (
    Sample(
        "voetnoten.docx",
        _noted,
        "I: Zie u het plan[1]?\nR1: Ja.[2]\nR2 | Nee.[3]\n[1] Plan van 2025.\n[2] Aarzelend.\n[3] Lacht. Lang.",
        (
            ("I", None, "Zie u het plan[1]?"),
            ("R1", None, "Ja.[2]"),
            ("R2", None, "Nee.[3]"),
            *lines("[1] Plan van 2025.\n[2] Aarzelend.\n[3] Lacht. Lang."),
        ),
        ("Footnotes and endnotes, read at the end of the text, with [1] at their place: 3", "Tables"),
        paragraphs=7,
    ),
    Sample(
        "antwoorden.docx",
        _replies,
        "R1: Door mijn zus.\nEn de buurt.\nI: En toen?",
        (("R1", None, "Door mijn zus.\nEn de buurt."), ("I", None, "En toen?")),
        ("Comments of colleagues, kept beside the text as memos: 3",),
        (
            ("mijn zus.\nEn de buurt", "Karin", "Mechanisme?\nOf context."),
            ("mijn zus.\nEn de buurt", "Joost", "Context."),
            ("I: En toen?", "Karin", "Hier doorvragen."),
        ),
    ),
    Sample(
        "wijzigingen.docm",
        _changed,
        "I: Het kind speelt.\nR1: Samen een.\n",
        (("I", None, "Het kind speelt."), ("R1", None, "Samen een.")),
        (
            "Tracked changes were read as if all were accepted: 3",
            "macros are never run",
            "Hidden text, which is not read: 1",
        ),
        paragraphs=3,
        format="docx",
    ),
    Sample(
        "otter.docx",
        written(_otter),
        f"{_OTTER_HEAD}\nAnna Mulder  00:04\nHoe dan?\n\nBas  00:11\nDoor mijn zus.\n\n"
        "Anna Mulder  1:02:40\nEn daarna?",
        (
            *lines(_OTTER_HEAD),
            ("Anna Mulder", 4.0, "Hoe dan?"),
            ("Bas", 11.0, "Door mijn zus."),
            ("Anna Mulder", 3760.0, "En daarna?"),
        ),
    ),
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
