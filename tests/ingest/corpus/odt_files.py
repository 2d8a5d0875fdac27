"""OpenDocument texts, written by odfpy."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from tests.ingest.corpus.sample import NO_SPEAKERS, Sample, lines
from tests.ingest.files import repacked


def written(make: Callable[[Any], None]) -> Callable[[], bytes]:
    """The bytes of a text that ``make`` fills."""

    def data() -> bytes:
        from odf.element import Element
        from odf.opendocument import OpenDocumentText

        # odfpy collects the namespaces of every document that it writes: this one must not depend on those before.
        Element.namespaces.clear()
        document = OpenDocumentText()
        make(document)
        file = io.BytesIO()
        document.write(file)
        return repacked(file.getvalue())

    return data


def paragraph(*pieces: Any, style: Any = None) -> Any:
    """A paragraph of words and elements."""
    from odf import text

    made = text.P(stylename=style) if style is not None else text.P()
    for piece in pieces:
        if isinstance(piece, str):
            made.addText(piece)
        else:
            made.addElement(piece)
    return made


def _bold(document: Any) -> Any:
    from odf import style

    made = style.Style(name="T1", family="text")
    made.addElement(style.TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(made)
    return made


def _talk(document: Any) -> None:
    from odf import text

    bold = _bold(document)
    document.text.addElement(text.H(outlinelevel=1, text="Gesprek"))
    for who, words in (("Anna ", "Hoe gaat het?"), ("Bas ", "Goed."), ("Anna ", "En thuis?"), ("Bas ", "Ook.")):
        document.text.addElement(paragraph(text.Span(stylename=bold, text=who), words))


def _spaces(document: Any) -> None:
    from odf import text

    document.text.addElement(
        paragraph("  Veel   spaties\n hier", text.S(c=3), "en", text.Tab(), "tab", text.LineBreak(), " regel  ")
    )
    document.text.addElement(paragraph())
    document.text.addElement(paragraph("Eind 👩\u200d👧."))


def _styles(document: Any) -> None:
    from odf import style

    made = {}
    for name in ("Interviewer", "Respondent"):
        made[name] = style.Style(name=name, family="paragraph")
        document.styles.addElement(made[name])
    automatic = style.Style(name="P1", family="paragraph", parentstylename="Respondent")
    document.automaticstyles.addElement(automatic)
    document.text.addElement(paragraph("Hoe?", style=made["Interviewer"]))
    document.text.addElement(paragraph("Zo.", style=made["Respondent"]))
    document.text.addElement(paragraph("Nou ja.", style=automatic))


def _notes(document: Any) -> None:
    from odf import dc, office, text

    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(paragraph("Zie het plan."))
    note.addElement(body)
    comment = office.Annotation(name="een")
    comment.addElement(dc.Creator(text="Karin"))
    comment.addElement(dc.Date(text="2026-03-14T10:00:00"))
    comment.addElement(paragraph("Mechanisme?"))
    point = office.Annotation()
    point.addElement(dc.Creator(text="Joost"))
    point.addElement(paragraph("Vraag na."))
    document.text.addElement(paragraph("I: Hoe bent u erin gerold?"))
    document.text.addElement(paragraph("R1: Door ", comment, "mijn zus", office.AnnotationEnd(name="een"), note, "."))
    document.text.addElement(paragraph(point, "I: En daarna?"))
    document.text.addElement(paragraph("R1: Niets."))


def _table(document: Any) -> None:
    from odf import table

    made = table.Table(name="T")
    for values in (("00:01", "Interviewer", "Hoe?"), ("00:05", "Respondent", "Zo.")):
        row = table.TableRow()
        for words in values:
            cell = table.TableCell()
            cell.addElement(paragraph(words))
            row.addElement(cell)
        made.addElement(row)
    document.text.addElement(made)


def _lists(document: Any) -> None:
    from odf import draw, text

    made = text.List()
    for words in ("een", "twee"):
        item = text.ListItem()
        item.addElement(paragraph(words))
        made.addElement(item)
    document.text.addElement(made)
    frame = draw.Frame(width="5cm", height="2cm")
    box = draw.TextBox()
    box.addElement(paragraph("In de kantlijn."))
    frame.addElement(box)
    document.text.addElement(paragraph("drie", frame))


def _tracked(document: Any) -> None:
    from odf import text
    from odf.namespaces import TEXTNS

    changes = text.TrackedChanges()
    for kind, name in ((text.Deletion(), "ct1"), (text.Insertion(), "ct2")):
        # odfpy asks for an attribute here that it does not let one give
        region = text.ChangedRegion(qattributes={(TEXTNS, "id"): name}, check_grammar=False)
        if name == "ct1":
            kind.addElement(paragraph("oude"))
        region.addElement(kind)
        changes.addElement(region)
    document.text.addElement(changes)
    document.text.addElement(
        paragraph(
            "De ",
            text.Change(changeid="ct1"),
            text.ChangeStart(changeid="ct2"),
            "nieuwe",
            text.ChangeEnd(changeid="ct2"),
            " wijk.",
        )
    )


SAMPLES = (
    Sample(
        "vette-namen.odt",
        written(_talk),
        "Gesprek\nAnna Hoe gaat het?\nBas Goed.\nAnna En thuis?\nBas Ook.",
        (
            (None, None, "Gesprek"),
            ("Anna", None, "Hoe gaat het?"),
            ("Bas", None, "Goed."),
            ("Anna", None, "En thuis?"),
            ("Bas", None, "Ook."),
        ),
    ),
    Sample(
        "spaties.odt",
        written(_spaces),
        "Veel spaties hier   en\ttab\nregel\n\nEind 👩\u200d👧.",
        lines("Veel spaties hier   en\ttab\nregel\nEind 👩\u200d👧."),
        (NO_SPEAKERS,),
        paragraphs=2,
    ),
    Sample(
        "stijlen.odt",
        written(_styles),
        "Hoe?\nZo.\nNou ja.",
        (("Interviewer", None, "Hoe?"), ("Respondent", None, "Zo.\nNou ja.")),
    ),
    Sample(
        "noten.odt",
        written(_notes),
        "I: Hoe bent u erin gerold?\nR1: Door mijn zus[1].\nI: En daarna?\nR1: Niets.\n[1] Zie het plan.",
        (
            ("I", None, "Hoe bent u erin gerold?"),
            ("R1", None, "Door mijn zus[1]."),
            ("I", None, "En daarna?"),
            ("R1", None, "Niets."),
            (None, None, "[1] Zie het plan."),
        ),
        ("Comments of colleagues, kept beside the text as memos: 2", "Footnotes and endnotes, read at the end"),
        (("mijn zus", "Karin", "Mechanisme?"), ("I: En daarna?", "Joost", "Vraag na.")),
    ),
    Sample(
        "tabel.odt",
        written(_table),
        "00:01 | Interviewer | Hoe?\n00:05 | Respondent | Zo.",
        (("Interviewer", 1.0, "Hoe?"), ("Respondent", 5.0, "Zo.")),
        ("Tables, read row by row",),
        paragraphs=6,
    ),
    Sample(
        "lijsten.odt",
        written(_lists),
        "een\ntwee\ndrie\nIn de kantlijn.",
        lines("een\ntwee\ndrie\nIn de kantlijn."),
        (NO_SPEAKERS, "Items of lists", "Text boxes"),
    ),
    Sample(
        "wijzigingen.odt",
        written(_tracked),
        "De nieuwe wijk.",
        lines("De nieuwe wijk."),
        (NO_SPEAKERS, "Tracked changes were read as if all were accepted: 2"),
    ),
    Sample(
        "odt-als-docx.docx",
        written(_table),
        "00:01 | Interviewer | Hoe?\n00:05 | Respondent | Zo.",
        (("Interviewer", 1.0, "Hoe?"), ("Respondent", 5.0, "Zo.")),
        ("Tables, read row by row", "The name ends in .docx, but the content is that of a .odt file"),
        paragraphs=6,
        format="odt",
    ),
)
