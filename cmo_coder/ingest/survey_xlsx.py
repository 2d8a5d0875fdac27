"""Tables in Excel workbooks: values by openpyxl, row by row; what is hidden or merged from the XML of the sheet."""

from __future__ import annotations

import re
import struct
import warnings as python_warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from cmo_coder.ingest import survey_table
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.package import Package, broken, open_package
from cmo_coder.ingest.source import Source, unreadable
from cmo_coder.ingest.survey_table import MOST_COLUMNS, RawTable
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import normalise

_MOST_MERGED = 10_000


def read(source: Source, sheet: str = "") -> RawTable:
    """The cells of a sheet of a workbook: the one that is named, or the first that holds a table and is not hidden.

    Raises:
        ReadError: the workbook is damaged, locked, or too large, or there is no such sheet.
    """
    with open_package(source) as package:  # sizes, passwords, bombs
        shapes = _shapes(package)
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")  # of what openpyxl does not read: charts, rules for input
            # As an open file: openpyxl refuses a path whose name does not end as a workbook's does.
            with _opened(source) as file, closing(_book(source, file)) as book:
                return _sheet(source, book, package, shapes, sheet)


def _opened(source: Source) -> IO[bytes]:
    try:
        return source.path.open("rb")
    except OSError as error:
        raise unreadable(source.path, error) from error


def _book(source: Source, file: IO[bytes]) -> Any:
    from openpyxl import load_workbook

    with _damage(source):
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


@contextmanager
def _damage(source: Source) -> Iterator[None]:
    """Call what openpyxl stumbles over a damaged file. Only around openpyxl: a mistake of ours must be seen."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        yield
    except (*_STUMBLES, InvalidFileException) as error:
        raise broken(source) from error


_STUMBLES = (
    # A part, a style, a text that is not there; a number, a date, an attribute that is none; a part that is no XML.
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError, AssertionError,
    # A part that is cut off, packed in a way that is not known, locked, or that cannot be read.
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, struct.error,
)  # fmt: skip


def _sheet(source: Source, book: Any, package: Package, shapes: dict[str, str], wanted: str) -> RawTable:
    with _damage(source):
        sheets = list(book.worksheets)
        names = tuple(one.title for one in sheets)
        shown = [one for one in sheets if one.sheet_state == "visible"] or sheets
    if wanted and wanted not in names:
        raise ReadError(
            N_("{name} has no sheet called {sheet}."), N_("There are: {known}."),
            name=source.name, sheet=wanted, known=", ".join(names),
        )  # fmt: skip
    for one in [sheets[names.index(wanted)]] if wanted else shown:
        rows = list(_rows(source, one))
        if wanted or sum(map(any, rows)) > 1:
            return _shaped(rows, package, shapes.get(one.title, ""), names, one.title)
    return RawTable([], sheets=names)


def _rows(source: Source, sheet: Any) -> Iterator[list[str]]:
    with _damage(source):
        rows, columns = sheet.max_row or 0, sheet.max_column or 0
        # What the file says of its size is only good for showing how far it is: programs write "A1" for any table.
        sheet.reset_dimensions()
    empty = 0
    for nr, row in enumerate(_values(source, sheet), start=1):
        if nr % 200 == 0:
            source.watch(min(1.0, nr / rows) if rows else 0.5)
        cells = [text_of(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:  # perhaps a row in between, perhaps one of a million that were only given a colour
            empty += 1
            continue
        if nr > survey_table.MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise survey_table.too_many(source, max(nr, rows), max(len(cells), columns))
        for _ in range(empty):
            yield []
        empty = 0
        yield cells


def _values(source: Source, sheet: Any) -> Iterator[tuple[object, ...]]:
    """The values of the rows of a sheet."""
    with _damage(source):
        found = iter(sheet.iter_rows(values_only=True))
    while True:
        with _damage(source):
            row = next(found, None)
        if row is None:
            return
        yield row


def text_of(value: object) -> str:
    """A value of a cell as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 12))
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return normalise(str(value).replace("_x000D_", "")).text


def _shapes(package: Package) -> dict[str, str]:
    """The part of the package that holds each sheet, by the name of the sheet."""
    if "xl/workbook.xml" not in package.parts or "xl/_rels/workbook.xml.rels" not in package.parts:
        return {}
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        book = etree.fromstring(package.read("xl/workbook.xml"), parser)
        relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), parser)
    except etree.LxmlError:
        return {}
    targets = {str(one.get("Id")): str(one.get("Target", "")) for one in relations}
    found = {}
    for one in book.iter("{*}sheet"):
        identity = next((str(value) for key, value in one.attrib.items() if str(key).endswith("}id")), "")
        target = targets.get(identity, "")
        found[str(one.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


_HIDDEN = re.compile(r'<(?:\w+:)?col\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_HIDDEN_ROW = re.compile(r'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_MERGED = re.compile(r'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def _shaped(rows: list[list[str]], package: Package, part: str, sheets: tuple[str, ...], name: str) -> RawTable:
    """The cells with what is merged filled in, and what is hidden told."""
    if part not in package.parts:
        return RawTable(rows, sheets=sheets, sheet=name)
    xml = package.read(part).decode("utf-8", "replace")
    hidden: set[int] = set()
    for found in _HIDDEN.finditer(xml):
        first, last = (re.search(rf'\b{side}="(\d+)"', found[0]) for side in ("min", "max"))
        if first and last:
            hidden.update(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))
    told: list[Warning_] = []
    hidden_rows = sum(1 for _one in _HIDDEN_ROW.finditer(xml))
    if hidden_rows:
        told.append(warning(N_("Hidden rows, which were read as well: {n}."), n=hidden_rows))
    spread: set[int] = set()
    merged = 0
    for nr, found in enumerate(_MERGED.finditer(xml)):
        if nr >= _MOST_MERGED:
            break
        left, top, right, bottom = _column(found[1]), int(found[2]) - 1, _column(found[3]), int(found[4]) - 1
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if not value:
            continue
        merged += 1
        if right > left:
            spread.add(top)
        for row in rows[top : bottom + 1]:
            row += [""] * (min(right + 1, MOST_COLUMNS) - len(row))
            for at in range(left, min(right + 1, MOST_COLUMNS)):
                row[at] = row[at] or value
    if merged:
        told.append(warning(N_("Merged cells, of which each part got the value: {n}."), n=merged))
    return RawTable(rows, tuple(told), "", frozenset(hidden), frozenset(spread), sheets, name)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
