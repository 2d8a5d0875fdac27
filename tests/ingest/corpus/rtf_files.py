r"""Rich Text by hand, byte for byte: as WordPad, Word, LibreOffice and Apple's editors write it."""

from __future__ import annotations

from tests.ingest.corpus.sample import NO_SPEAKERS, Sample, lines

_HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss\fcharset0 Calibri;}{\f1\froman\fcharset204 Times;}"
    rb"{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset128 MS Gothic;}}"
    rb"{\colortbl;\red0\green0\blue255;}{\stylesheet{\s0 Normal;}{\s15\sbasedon0 Interviewer;}{\s16 Respondent;}"
    rb"{\*\cs10 \additive Default Paragraph Font;}}{\*\generator Riched20 10.0;}{\info{\author Piet}{\title Geheim}}"
)


def rtf(body: bytes) -> bytes:
    """A document with fonts, styles and facts before its body."""
    return _HEAD + body + b"}"


_TALK = rb"""\pard\b Interviewer:\b0  Hoe g\'e9\'e9f je
 dat vorm?\par
{\b R1: }Met caf\u233\'e9 \u8364? en \ldblquote koek\rdblquote\~\endash  ja.\line En soep.\par
\pard\b Interviewer:\b0  Mooi.\par
"""
_SIGNS = (
    rb"Emoji \u-10179?\u-8704? en \uc0\u128512 \uc2\u960 xx\uc1 : pi.\par "
    rb"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} {\f3 \'93\'fa\'96\'7b} {\f2 \'b7} \{\\\}\par "
    rb"{\upr{oud}{\*\ud{nieuw}}}\tab x\-y\_z\par"
)
_TABLE = (
    rb"Voor.\par\trowd\cellx1000\cellx2000\pard\intbl 00:01\cell I\cell Hoe?\par Echt?\cell\row"
    rb"\trowd\cellx1000\cellx2000\pard\intbl 00:05\cell R\cell Zo.\cell\row\pard Na.\par"
)
_NOTES = (
    rb"I: Hoe?\par R1: Door {\*\atrfstart 1}mijn zus{\*\atrfend 1}{\*\atnid KW}{\*\atnauthor Karin}\chatn"
    rb"{\*\annotation{\*\atnref 1}\pard\plain Mechanisme?\par}"
    rb"{\super\chftn{\footnote \pard\plain{\super\chftn} Zie het plan.}}.\par "
    rb"I: En?{\*\atnid J}{\*\atnauthor Joost}\chatn{\*\annotation Vraag na.}\par"
)
_CHANGES = (
    rb"De {\deleted\revauthdel1 oude }{\revised\revauth1 nieuwe }wijk.{\deleted\par}{ Samen.}\par{\v geheim}Klaar.\par"
    rb"{\listtext\'b7\tab}punt\par{\header Vertrouwelijk\par}{\pict\wmetafile8 0102030405\bin3 {{{}"
    rb"{\field{\*\fldinst HYPERLINK 'http://x'}{\fldrslt de link}}{\*\onbekend weg}"
    rb"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv b}}{\shptxt In de kantlijn.\par}}{\shprslt dubbel}}\par"
)
_STYLED = (
    rb"\pard\s15 Hoe?\par\pard\s16 Zo.\par\pard\s16 Nou ja.\par\pard\s15 Klaar?\par"
)  # fmt: skip

SAMPLES = (
    Sample(
        "wordpad.rtf",
        rtf(_TALK).replace(b"\n", b"\r\n") + b"\r\n\0",
        "Interviewer: Hoe gééf je dat vorm?\nR1: Met café € en “koek”\xa0– ja.\nEn soep.\nInterviewer: Mooi.",
        (
            ("Interviewer", None, "Hoe gééf je dat vorm?"),
            ("R1", None, "Met café € en “koek”\xa0– ja.\nEn soep."),
            ("Interviewer", None, "Mooi."),
        ),
        paragraphs=3,
    ),
    Sample(
        "tekens.rtf",
        rtf(_SIGNS),
        "Emoji 😀 en 😀π: pi.\nПривет 日本 \ufffd {\\}\nnieuw\tx\xady\u2011z",
        lines("Emoji 😀 en 😀π: pi.\nПривет 日本 \ufffd {\\}\nnieuw\tx\xady\u2011z"),
        (NO_SPEAKERS, "Signs from a symbol font, which became �: 1"),
    ),
    Sample(
        "tabel.rtf",
        rtf(_TABLE),
        "Voor.\n00:01 | I | Hoe?\nEcht?\n00:05 | R | Zo.\nNa.",
        ((None, None, "Voor."), ("I", 1.0, "Hoe?\nEcht?"), ("R", 5.0, "Zo.\nNa.")),
        ("Tables, read row by row with | between the cells: 1",),
        paragraphs=9,
    ),
    Sample(
        "noten.rtf",
        rtf(_NOTES),
        "I: Hoe?\nR1: Door mijn zus[1].\nI: En?\n[1] Zie het plan.",
        (("I", None, "Hoe?"), ("R1", None, "Door mijn zus[1]."), ("I", None, "En?"), (None, None, "[1] Zie het plan.")),
        ("Comments of colleagues, kept beside the text as memos: 2", "Footnotes and endnotes, read at the end"),
        (("mijn zus", "Karin", "Mechanisme?"), ("I: En?", "Joost", "Vraag na.")),
    ),
    Sample(
        "wijzigingen.rtf",
        rtf(_CHANGES),
        "De nieuwe wijk. Samen.\nKlaar.\npunt\nde link\nIn de kantlijn.",
        lines("De nieuwe wijk. Samen.\nKlaar.\npunt\nde link\nIn de kantlijn."),
        (
            NO_SPEAKERS,
            "Tracked changes were read as if all were accepted: 3",
            "Hidden text, which is not read: 1",
            "Items of lists",
            "Headers and footers of pages, which are not read: 1",
            "Pictures, which are not read: 1",
            "Text boxes, placed after the paragraph that they belong to: 1",
        ),
    ),
    Sample(
        "stijlen.rtf",
        rtf(_STYLED),
        "Hoe?\nZo.\nNou ja.\nKlaar?",
        (("Interviewer", None, "Hoe?"), ("Respondent", None, "Zo.\nNou ja."), ("Interviewer", None, "Klaar?")),
    ),
    Sample(
        "vette-namen.rtf",
        rtf(rb"{\b Anna} Hoe?\par{\b Bas} Zo.\par{\b Anna\line}En thuis?\par{\b Bas }Ook.\par"),
        "Anna Hoe?\nBas Zo.\nAnna\nEn thuis?\nBas Ook.",
        (("Anna", None, "Hoe?"), ("Bas", None, "Zo."), ("Anna", None, "En thuis?"), ("Bas", None, "Ook.")),
        paragraphs=4,
    ),
    Sample(
        "mac.rtf",
        rb"{\rtf1\mac\deff0 I: Hoe g\'8e\'8ef je dat?\par R: Zo \'d0 ja.\par}",
        "I: Hoe gééf je dat?\nR: Zo – ja.",
        (("I", None, "Hoe gééf je dat?"), ("R", None, "Zo – ja.")),
    ),
    Sample(
        "apple.rtf",
        b"{\\rtf1\\ansi\\ansicpg1252\\cocoartf2709\n{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;}\n"
        b"{\\*\\expandedcolortbl;;}\n"
        b"\\f0\\fs24 \\cf0 I: Hoe?\\\nR: \\'93Zo\\'94.\\\n}",
        "I: Hoe?\nR: “Zo”.",
        (("I", None, "Hoe?"), ("R", None, "“Zo”.")),
    ),
    Sample(
        "oost-europa.rtf",
        rb"{\rtf1\ansi\ansicpg1250 \'9a\'e8\'f8 \'b9.}",
        "ščř ą.",
        lines("ščř ą."),
        (NO_SPEAKERS,),
    ),
    Sample(
        "onbekende-codetabel.rtf",
        rb"{\rtf1\ansi\ansicpg4242 caf\'e9.}",
        "café.",
        lines("café."),
        (NO_SPEAKERS, "The code page of the file (4242) is not known"),
    ),
    Sample(
        "afgebroken.rtf",
        rtf(_TALK)[: rtf(_TALK).index(rb"\u8364")],
        "Interviewer: Hoe gééf je dat vorm?\nR1: Met café ",
        (("Interviewer", None, "Hoe gééf je dat vorm?"), ("R1", None, "Met café")),
        ("The file ends in the middle",),
    ),
    Sample(
        "rtf-als-doc.doc",
        rtf(_STYLED),
        "Hoe?\nZo.\nNou ja.\nKlaar?",
        (("Interviewer", None, "Hoe?"), ("Respondent", None, "Zo.\nNou ja."), ("Interviewer", None, "Klaar?")),
        ("The name ends in .doc, but the content is that of a .rtf file",),
        format="rtf",
    ),
)
