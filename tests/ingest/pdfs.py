"""PDF documents to read, made with reportlab: an independent writer, that knows nothing of how they are read."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from typing import Any

WORDS = """
    koffie buurt gezondheid wethouder huisarts samenwerking vertrouwen omdat daardoor bewoners wandelen inloop
    ochtend project leiding preventie schulden vrijwilligers ontmoeting maandag praten begeleiding
""".split()  # noqa: SIM905

WIDTH, HEIGHT = 595, 842


def sentences(number: int, seed: int) -> str:
    """A paragraph of sentences that mean nothing."""
    chance = random.Random(seed)
    found = [" ".join(chance.choice(WORDS) for _ in range(chance.randint(6, 14))) for _ in range(number)]
    return " ".join(f"{one.capitalize()}." for one in found)


def set_in(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    head: Callable[[int], str] | None = None,
    foot: Callable[[int], str] | None = None,
    title: str = "",
    style: dict[str, Any] | None = None,
    **options: Any,
) -> bytes:
    """Paragraphs set on pages, justified or not, in one to three columns, with a head and a foot."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    usual = {"fontName": "Times-Roman", "fontSize": 10, "leading": 12, "spaceAfter": 6, "alignment": 4}
    made = ParagraphStyle("text", **{**usual, **(style or {})})
    width = (WIDTH - 120 - 20 * (columns - 1)) / columns
    top = 40 if title else 0
    frames = [
        Frame(60 + nr * (width + 20), 70, width, HEIGHT - 140 - top, leftPadding=0, rightPadding=0)
        for nr in range(columns)
    ]

    def on_page(canvas: Any, document: Any) -> None:
        canvas.setFont("Times-Italic", 9)
        if head:
            canvas.drawString(60, HEIGHT - 40, head(document.page))
        if foot:
            canvas.drawRightString(WIDTH - 60, 40, foot(document.page))
        if title and document.page == 1:
            canvas.setFont("Times-Bold", 16)
            canvas.drawString(60, HEIGHT - 90, title)

    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=(WIDTH, HEIGHT), invariant=1, **options)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=on_page))
    document.build([Paragraph(one, made) for one in paragraphs])
    return file.getvalue()


Put = tuple[float, float, str]
"""A text, and where it begins: from the left and from the top of the page."""


def drawn(*pages: Sequence[Put], font: str = "Helvetica", size: float = 11, **options: Any) -> bytes:
    """Pages on which texts are put in their places; "**" before a text makes it bold, "^" small and raised."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, **options)
    for page in pages:
        for x, y, text in page:
            if text.startswith("^"):
                canvas.setFont(font, size * 0.6)
                canvas.drawString(x, HEIGHT - y + 0.4 * size, text[1:])
                continue
            canvas.setFont("Helvetica-Bold" if text.startswith("**") else font, size)
            canvas.drawString(x, HEIGHT - y, text.removeprefix("**"))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def below(x: float, y: float, *lines: str, step: float = 13) -> list[Put]:
    """Lines below each other."""
    return [(x, y + nr * step, line) for nr, line in enumerate(lines)]


def vera() -> str:
    """A font with joined letters, registered: it comes with reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    return "Vera"


def scan() -> bytes:
    """A page that is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(Image.new("L", (200, 300), 200)), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
