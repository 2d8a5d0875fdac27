"""PDF documents: the text layer, in reading order, without what stands in the margins, its paragraphs made whole.

PDFium gives the letters and their places; columns, margins and paragraphs are worked out here, since a PDF knows none
of these. Everything that was changed on the way is counted and told, so that a person can judge it.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Sequence
from contextlib import closing

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.limits import PACKAGE_BYTES, PART_BYTES, PDF_PAGES, RATIO
from cmo_coder.ingest.package import bomb, locked
from cmo_coder.ingest.pdf_layout import Line, lines_of_page
from cmo_coder.ingest.pdf_margins import Margins, without_margins
from cmo_coder.ingest.pdf_paragraphs import Mended, paragraphs_of
from cmo_coder.ingest.pdf_words import NO_LETTER, PageWords, words_of_page
from cmo_coder.ingest.source import RawText, Reader, Source, unreadable
from cmo_coder.ingest.txt import warning_of
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import normalise

_PDFIUM = threading.Lock()
"""PDFium works for one thread at a time."""
_EXAMPLES = 3


def read(source: Source) -> RawText:
    """The text of a PDF document: a line for each paragraph.

    Raises:
        ReadError: the document is damaged, locked, too large, or a scan without text.
    """
    _check(source)
    with _PDFIUM:
        pages = _pages(source)
    if not any(page.pieces for page in pages):
        raise _scan(source) if any(page.pictures for page in pages) else _empty(source)
    margins = without_margins(pages)
    lines: list[Line] = []
    in_columns = 0
    for nr, page in enumerate(pages):
        found, columns = lines_of_page(page.pieces, nr)
        lines += found
        in_columns += columns > 1
    made = paragraphs_of(lines, [page.width for page in pages])
    text = normalise(made.text)
    notes = [one for note in text.notes if (one := warning_of(note)) is not None]
    told = _told(pages, margins, in_columns, made.mended, made.text.count("\n") + 1, text.text)
    return RawText(text.text, (*told, *notes), hints=made.hints, talk_end=made.notes_start)


def _pages(source: Source) -> list[PageWords]:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(source.path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise locked(source) from error
        raise broken(source) from error
    except OSError as error:
        raise unreadable(source.path, error) from error
    with closing(document):
        number = len(document)
        if number > PDF_PAGES:
            raise ReadError(
                N_("{name} has {n} pages, and the limit is {limit}."),
                N_("Split it into several files."),
                name=source.name,
                n=number,
                limit=PDF_PAGES,
            )
        pages: list[PageWords] = []
        for nr in range(number):
            try:
                with closing(document[nr]) as page:
                    pages.append(words_of_page(page))
            except pypdfium2.PdfiumError as error:
                raise broken(source) from error
            source.watch((nr + 1) / number)
    if not pages:
        raise broken(source)
    return pages


_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1 << 20


def _check(source: Source) -> None:
    """Refuse a document with a part that unpacks to far more than a page can hold: PDFium would unpack it whole."""
    data = source.data(PACKAGE_BYTES)
    for found in _STREAM.finditer(data):
        start = found.end()
        if data[start : start + 1] != b"\x78":
            continue  # not packed with zlib; pictures have packings of their own
        size, packed = _unpacked(memoryview(data)[start:])
        if size > PART_BYTES and size > RATIO * packed:
            raise bomb(source, size)


def _unpacked(data: memoryview) -> tuple[int, int]:
    """How many bytes a packed stream unpacks to, and how many it has itself; where it is too much, how far it came."""
    unpacking = zlib.decompressobj()
    size, at = 0, 0
    waiting = b""
    try:
        while not unpacking.eof and size <= PART_BYTES:
            if not waiting:
                waiting = bytes(data[at : at + _PIECE])
                at += len(waiting)
                if not waiting:
                    break
            size += len(unpacking.decompress(waiting, 4 * _PIECE))
            waiting = unpacking.unconsumed_tail
    except zlib.error:
        return 0, 1
    return size, max(1, at - len(waiting))


def broken(source: Source) -> ReadError:
    """The error for a document that PDFium cannot open."""
    return ReadError(
        N_("{name} is damaged or incomplete."),
        N_("Copy or download it again, or open it in a PDF reader and print it to a new PDF."),
        name=source.name,
    )


def _scan(source: Source) -> ReadError:
    return ReadError(
        N_("{name} is a scan: its pages are pictures, without text."),
        N_("Have its text recognised first (OCR, for example in the program of your scanner) and import the result."),
        name=source.name,
    )


def _empty(source: Source) -> ReadError:
    return ReadError(N_("{name} holds no text."), name=source.name)


def _told(
    pages: Sequence[PageWords], margins: Margins, in_columns: int, mended: Mended, paragraphs: int, text: str
) -> list[Warning_]:
    """What a person should know: every kind of correction, with its number and examples."""
    without = [nr for nr, page in enumerate(pages, start=1) if not page.pieces]
    found: list[tuple[int, Warning_]] = [
        (in_columns, warning(N_("Pages with columns, which were read one column after another: {n}."), n=in_columns)),
        (
            margins.repeated,
            warning(
                N_("Headers and footers left out: {n} ({examples})."),
                n=margins.repeated,
                examples=_examples(margins.examples),
            ),
        ),
        (margins.numbers, warning(N_("Page numbers left out: {n}."), n=margins.numbers)),
        (
            len(mended.whole),
            warning(
                N_("Words broken at the end of a line, made whole: {n} ({examples})."),
                n=len(mended.whole),
                examples=_examples(mended.whole),
            ),
        ),
        (
            len(mended.hyphens),
            warning(
                N_("Hyphens at the end of a line that stayed: {n} ({examples})."),
                n=len(mended.hyphens),
                examples=_examples(mended.hyphens),
            ),
        ),
        (
            mended.lines - paragraphs,
            warning(N_("{lines} lines became {n} paragraphs."), lines=mended.lines, n=paragraphs),
        ),
        (mended.notes, warning(N_("Notes at the foot of a page, placed at the end of the text: {n}."), n=mended.notes)),
        (
            sum(page.ligatures for page in pages),
            warning(N_("Joined letters (such as ﬁ) written as separate ones: {n}."), n=sum(p.ligatures for p in pages)),
        ),
        (
            sum(page.slanted for page in pages),
            warning(N_("Slanted words (of a watermark), left out: {n}."), n=sum(page.slanted for page in pages)),
        ),
        (
            text.count(NO_LETTER),
            warning(
                N_("Signs of which the PDF does not tell the letter, which became �: {n}."), n=text.count(NO_LETTER)
            ),
        ),
        (
            len(without),
            warning(
                N_("Pages without text (pictures, or blank): {pages}."),
                pages=", ".join(map(str, without[:10])) + (" …" if len(without) > 10 else ""),
            ),
        ),
    ]
    return [one for number, one in found if number > 0]


def _examples(words: Sequence[str]) -> str:
    return ", ".join(list(dict.fromkeys(word if len(word) <= 40 else f"{word[:39]}…" for word in words))[:_EXAMPLES])


READER = Reader("pdf", (Kind.PDF,), (".pdf",), read)
