"""Excel workbooks: a sheet per table, a sheet with the quotes behind it, a sheet about both.

The cells of a table hold what is printed and nothing else. A column at the right, outside the print area, gives the
numbers of the quotes behind each row and leads to the first of them.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, cast

from cmo_coder.export import quotes
from cmo_coder.export.archive import sealed
from cmo_coder.export.printing import (
    BULLET,
    columns_matter,
    items_of,
    numbers_of,
    one_line,
    plain_text,
    printable_all,
    quote_numbers,
    stamp_moment,
    uses,
)
from cmo_coder.export.sheets import Sheets, Writer, sheet_name
from cmo_coder.export.value import Options, Part
from cmo_coder.messages import _, in_language
from cmo_coder.tables.value import Cell, CellKind, Row, Table

if TYPE_CHECKING:
    from openpyxl import Workbook

_HINT_ROOM = 2
_QUOTES_WIDTH = 24
_USES = 3
_PRINTED = 9
"""In the sheet with the quotes: the column that leads back, and how many columns go on paper."""
_CHOSEN = re.compile(rb'(<row [^>]*?) customHeight="1"')


def render(tables: tuple[Table, ...], options: Options) -> tuple[Part, ...]:
    """Return one workbook. Sheets: the tables, for each table with quotes its quotes, and one about all of them."""
    import openpyxl

    tables = printable_all(tables)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    names = _names(tables, options)
    writers = [Writer(book.create_sheet(name.table)) for name in names]
    cuts: list[list[str]] = []
    for table, name, writer in zip(tables, names, writers, strict=True):
        with in_language(table.language):
            _write_table(writer, table, name)
            written = [writer]
            if name.quotes:
                written.append(Writer(book.create_sheet(name.quotes)))
                _write_quotes(written[-1], table, name)
        cuts.append([cut for one in written for cut in one.cuts])
    _write_about(Writer(book.create_sheet(names[-1].about)), tables, cuts, names)
    return (Part(_bytes(book, tables[0])),)


def _names(tables: tuple[Table, ...], options: Options) -> list[Sheets]:
    taken: set[str] = set()
    several = len(tables) > 1
    titles = [sheet_name(table.title, taken) for table in tables]
    with in_language(tables[0].language):
        about = sheet_name(_("About these tables") if several else _("About this table"), taken)
    found = []
    for number, (table, title) in enumerate(zip(tables, titles, strict=True), 1):
        with in_language(table.language):
            wish = _("Quotes {n}").format(n=number) if several else _("Quotes")
        shown = options.with_quotes and bool(table.quotes)
        found.append(Sheets(title, sheet_name(wish, taken) if shown else "", about))
    return found


def _write_table(writer: Writer, table: Table, name: Sheets) -> None:
    numbers = quote_numbers(table) if name.quotes else {}
    writer.header(tuple(column.title for column in table.columns))
    for i, row in enumerate(table.rows, 2):
        for j, cell in enumerate(row.cells, 1):
            writer.put(i, j, _value(cell))
        if numbers:
            _cite(writer, i, table, row, name, numbers)
    for j, column in enumerate(table.columns, 1):
        writer.width(j, column.width + _HINT_ROOM)
    last = len(table.columns)
    if numbers:
        writer.put(1, last + 1, _("Quotes"), style="aside-head")
        writer.width(last + 1, _QUOTES_WIDTH)
    writer.finish(rows=len(table.rows) + 1, columns=last, printed=last)
    if table.plot is not None:
        writer.chart(table.plot, table.title, last + 2 + bool(numbers))


def _value(cell: Cell) -> str | float | None:
    if cell.kind is CellKind.NUMBER and cell.number is not None:
        return cell.number
    if cell.kind is CellKind.BULLETS:
        return "\n".join(BULLET + one_line(item) for item in items_of(cell)) or None
    return plain_text(cell) or None


def _cite(writer: Writer, i: int, table: Table, row: Row, name: Sheets, numbers: dict[str, int]) -> None:
    """Write the numbers of the quotes behind a row, by column where its cells rest on different ones."""
    cited = [
        (column.title, found)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if (found := numbers_of(cell, numbers))
    ]
    if not cited:
        return
    named = columns_matter(row)
    lines = [
        (f"{one_line(title)}: " if named else "") + ", ".join(str(number) for number in found)
        for title, found in (cited if named else cited[:1])
    ]
    first = cited[0][1][0]
    writer.put(i, len(table.columns) + 1, "\n".join(lines), style="link")
    writer.link(i, len(table.columns) + 1, name.quotes, f"A{first + 1}")


def _write_quotes(writer: Writer, table: Table, name: Sheets) -> None:
    headings = quotes.titles()
    places = uses(table)
    writer.header(headings)
    for i, record in enumerate(quotes.records(table), 2):
        for j, value in enumerate(record, 1):
            writer.put(i, j, value)
        found = places[i - 1]
        if found:
            writer.put(i, _USES, record[_USES - 1], style="link")
            writer.link(i, _USES, name.table, writer.address(found[0].row + 2, found[0].columns[0] + 1))
    for j, width in enumerate(quotes.widths(), 1):
        writer.width(j, width)
    writer.finish(rows=len(table.quotes) + 1, columns=len(headings), printed=_PRINTED, frozen_columns=1)


def _write_about(writer: Writer, tables: tuple[Table, ...], cuts: list[list[str]], names: list[Sheets]) -> None:
    i = 0
    for table, cut, name in zip(tables, cuts, names, strict=True):
        with in_language(table.language):
            lines = _about_lines(table, cut, name)
        for label, value in lines:
            i += 1
            writer.put(i, 1, label, style="label")
            writer.put(i, 2, value, style="plain")
        i += 1
    writer.width(1, 24)
    writer.width(2, 80)
    writer.fit_rows()
    writer.fit_page()


def _about_lines(table: Table, cuts: list[str], name: Sheets) -> list[tuple[str, str]]:
    stamp = table.stamp
    lines: list[tuple[str, str]] = [
        (_("Table"), table.title),
        (_("Caption"), table.caption),
        (_("Study"), stamp.study),
        (_("Date"), stamp.date),
        (_("State of the project"), str(stamp.change)),
        (_("Made with"), stamp.program),
        (_("Rows"), str(len(table.rows))),
    ]
    if name.quotes:
        lines.append((_("Quotes"), str(len(table.quotes))))
        reading = _(
            "The last column of the table gives the numbers of the quotes behind a row, on the sheet {sheet}."
            " Start and end count the characters (code points) of the document from 0; the end is not included."
        ).format(sheet=name.quotes)
        lines.append((_("How to read it"), reading))
    for k, note in enumerate((*table.notes, *cuts)):
        lines.append((_("Notes") if k == 0 else "", note))
    return lines


def _bytes(book: Workbook, table: Table) -> bytes:
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import tostring

    moment = stamp_moment(table.stamp)
    properties = DocumentProperties(
        title=table.title,
        creator=table.stamp.program,
        lastModifiedBy=table.stamp.program,
        subject=table.stamp.study,
        language=table.language,
        created=moment,
        modified=moment,
    )
    body = io.BytesIO()
    book.save(body)
    # openpyxl writes the moment of saving into these properties, whatever they hold.
    core = cast("bytes", tostring(properties.to_tree()))
    return sealed(body.getvalue(), moment, {"docProps/core.xml": core}, _heights_are_guesses)


def _heights_are_guesses(name: str, content: bytes) -> bytes:
    """Mark the heights of rows as worked out, not chosen, so that Excel adapts them when a text or width changes."""
    return _CHOSEN.sub(rb"\1", content) if name.startswith("xl/worksheets/") else content
