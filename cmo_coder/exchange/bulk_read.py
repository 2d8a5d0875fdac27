"""Reading a file in the bulk form: every line, text, quote and reference is checked before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cmo_coder.exchange.bulk import BulkFile, KindCount
from cmo_coder.exchange.bulk_book import Book, check_references, index
from cmo_coder.exchange.bulk_checks import check_forms
from cmo_coder.exchange.bulk_forms import Record, form_of
from cmo_coder.exchange.bulk_lines import read_lines
from cmo_coder.exchange.bulk_schema import FORMS, DocumentForm, FragmentForm, StudyForm, SuggestionForm
from cmo_coder.exchange.bulk_texts import place_quote, read_text
from cmo_coder.exchange.errors import BulkError, Problem, problem
from cmo_coder.messages import N_


def read(path: Path) -> BulkFile:
    """See `bulk.read_bulk`."""
    lines, problems = read_lines(path)
    records: list[Record] = []
    for raw in lines:
        record, found = form_of(raw)
        problems += found
        if record is not None:
            records.append(record)
    if not lines and not problems:
        raise BulkError(path, [problem(0, "", N_("The file is empty."))])
    book, found = index(records)
    problems += found
    problems += check_references(book)
    problems += _texts(book, path.absolute().parent)
    problems += _places(book)
    problems += check_forms(book)
    if problems:
        raise BulkError(path, problems)
    return BulkFile(path, _in_order(Counter(record.kind for record in records)), book)


def study_form(book: Book) -> StudyForm | None:
    """What the file says of the study, if anything."""
    return next((form for _record, form in book.of("study") if isinstance(form, StudyForm)), None)


def _texts(book: Book, folder: Path) -> Iterator[Problem]:
    for record, form in book.of("document"):
        assert isinstance(form, DocumentForm)
        text, problems = read_text(record.line, form, folder)
        yield from problems
        if text is not None:
            book.texts[record.id] = text


def _places(book: Book) -> Iterator[Problem]:
    for record, form in book.of("fragment"):
        assert isinstance(form, FragmentForm)
        text = book.texts.get(form.document)
        document = book.form("document", form.document)
        if text is not None and isinstance(document, DocumentForm):
            # What waits for review may stand in an earlier text; `check_forms` sees to it that nothing else does.
            words = _words_of(book, form.document, form.version) or text.text
            span, found = place_quote(record.line, form, words, document.title)
            if found is not None:
                yield found
            if span is not None:
                book.places[record.id] = span
    for record, form in book.of("suggestion"):
        assert isinstance(form, SuggestionForm)
        stood = _words_of(book, form.document, form.version) if form.document is not None else ""
        if form.document is None and not form.start == form.end == 0:
            yield problem(record.line, "document", N_("A suggestion with a place names its document."))
        elif form.document is not None and stood is not None and not form.start < form.end <= len(stood):
            message = N_("{start}-{end} does not lie in the text, which has {length} characters.")
            yield problem(record.line, "end", message, start=form.start, end=form.end, length=len(stood))


def _words_of(book: Book, document_id: str, nr: int | None) -> str | None:
    """The words of a version of a document."""
    document = book.form("document", document_id)
    if document_id not in book.texts or not isinstance(document, DocumentForm):
        return None
    earlier = {version.nr: version.text for version in document.versions}
    return earlier.get(nr or 0, book.texts[document_id].text)


def _in_order(counts: Counter[str]) -> tuple[KindCount, ...]:
    return tuple(KindCount(kind, counts[kind]) for kind in FORMS if counts[kind])
