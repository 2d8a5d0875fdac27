"""Web pages: by hand, as word processors save them, and as programs that transcribe write them."""

from __future__ import annotations

from tests.ingest.corpus.sample import NO_SPEAKERS, Sample, lines


def page(body: str, head: str = '<meta charset="utf-8">') -> str:
    """A page with this body."""
    return f"<!DOCTYPE html>\n<html><head>{head}<title>Titel</title></head>\n<body>{body}</body></html>"


_TALK = page(
    "<h1>Gesprek  over\n de wijk</h1>\n<p><b>Interviewer:</b> Hoe <i>gaat</i>\n het&nbsp;nu?</p>\n"
    "<p><strong>R1:</strong> Goed &amp; wel.<br>\nHeel goed. </p>"
)
_TABLE = page(
    "<table><tbody><tr><td>00:01</td><td>Interviewer</td><td><p>Hoe?</p><p>Echt?</p></td></tr>"
    "<tr><td>00:05</td><td>Respondent</td><td>Zo.</td></tr><tr><td></td></tr></tbody></table>"
)
_HIDDEN = page(
    "<script>var a = '<p>nee</p>';</script><style>p { color: red }</style><p>Zichtbaar.</p><p hidden>Weg.</p>"
    '<p style="display: none">Ook weg.</p><img src="a.png" alt="foto"><iframe src="b.html"></iframe><!-- niet -->'
)
_LATIN = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>'
    "<p>Café – “één” &eacute;&#233;&#xe9; &#150; &euro;</p></body></html>"
)
_XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><p>Één<br/>twee</p></body></html>'
)
_LISTS = page(
    "<ul><li>een</li><li>twee <del>oud</del><ins>nieuw</ins></li></ul><ol><li><p>drie</p></li></ol>"
    "<pre>  vier\n   vijf</pre>los"
)
_SOUP = "<html><body><p>Een<p>twee <b>drie</p>vier</b><td>vijf &amp zes &onbekend; < zeven"
_MEMO = page(
    '<p><b>Anna</b> 0:03<br>Hoe bent u erin gerold?</p><p><b>Bas</b> 0:07<br>Door mijn zus.</p>'
    '<p><b>Anna</b> 0:12<br>En daarna?</p>'
)  # fmt: skip

_ODD = (
    "<table><td>een<td>twee</table><p>dubbel \x96 gecodeerd</p><table><tr><td>drie<table><tr><td>vier</td></tr></table>"
)

SAMPLES = (
    Sample(
        "losse-cellen.html",
        page(_ODD).encode(),
        "een | twee\ndubbel – gecodeerd\ndrie\nvier",
        lines("een | twee\ndubbel – gecodeerd\ndrie\nvier"),
        (NO_SPEAKERS, "Tables, read row by row with | between the cells: 3"),
        paragraphs=5,
    ),
    Sample(
        "gesprek.html",
        _TALK.encode(),
        "Gesprek over de wijk\nInterviewer: Hoe gaat het\xa0nu?\nR1: Goed & wel.\nHeel goed.",
        (
            (None, None, "Gesprek over de wijk"),
            ("Interviewer", None, "Hoe gaat het\xa0nu?"),
            ("R1", None, "Goed & wel.\nHeel goed."),
        ),
        paragraphs=3,
    ),
    Sample(
        "tabel.html",
        _TABLE.encode(),
        "00:01 | Interviewer | Hoe?\nEcht?\n00:05 | Respondent | Zo.",
        (("Interviewer", 1.0, "Hoe?\nEcht?"), ("Respondent", 5.0, "Zo.")),
        ("Tables, read row by row with | between the cells: 1",),
        paragraphs=7,
    ),
    Sample(
        "verborgen.html",
        _HIDDEN.encode(),
        "Zichtbaar.",
        lines("Zichtbaar."),
        (NO_SPEAKERS, "Hidden text, which is not read: 2", "Pictures, which are not read: 1", "Embedded documents"),
    ),
    Sample(
        "latijn.htm",
        _LATIN.encode("cp1252"),
        "Café – “één” ééé – €",
        lines("Café – “één” ééé – €"),
        (NO_SPEAKERS,),
        format="html",
    ),
    Sample(
        "strikt.xhtml", _XHTML.encode(), "Één\ntwee", lines("Één\ntwee"), (NO_SPEAKERS,), paragraphs=1, format="html"
    ),
    Sample(
        "lijsten.html",
        _LISTS.encode(),
        "een\ntwee nieuw\ndrie\n  vier\n   vijf\nlos",
        lines("een\ntwee nieuw\ndrie\nvier\nvijf\nlos"),
        (NO_SPEAKERS, "Items of lists, whose numbers and bullets are left out: 3", "Tracked changes"),
        paragraphs=5,
    ),
    Sample(
        "soep.html",
        _SOUP.encode(),
        "Een\ntwee drie\nvier\nvijf & zes &onbekend; < zeven",
        lines("Een\ntwee drie\nvier\nvijf & zes &onbekend; < zeven"),
        (NO_SPEAKERS,),
    ),
    Sample(
        "naam-en-tijd.html",
        _MEMO.encode(),
        "Anna 0:03\nHoe bent u erin gerold?\nBas 0:07\nDoor mijn zus.\nAnna 0:12\nEn daarna?",
        (("Anna", 3.0, "Hoe bent u erin gerold?"), ("Bas", 7.0, "Door mijn zus."), ("Anna", 12.0, "En daarna?")),
        paragraphs=3,
    ),
    Sample(
        "html-als-txt.txt",
        _TALK.encode(),
        "Gesprek over de wijk\nInterviewer: Hoe gaat het\xa0nu?\nR1: Goed & wel.\nHeel goed.",
        (
            (None, None, "Gesprek over de wijk"),
            ("Interviewer", None, "Hoe gaat het\xa0nu?"),
            ("R1", None, "Goed & wel.\nHeel goed."),
        ),
        ("The name ends in .txt, but the content is that of a .html file",),
        paragraphs=3,
        format="html",
    ),
)
