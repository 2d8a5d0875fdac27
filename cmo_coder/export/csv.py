"""Comma-separated values: a plain form for programs and a form that Excel opens with a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from cmo_coder.export import quotes
from cmo_coder.export.printing import number_text, plain_text, printable
from cmo_coder.export.value import Options, Part
from cmo_coder.messages import in_language, pgettext
from cmo_coder.tables.value import Cell, CellKind, Table

FILTER = "filter"
"""The id of the column that says which claims a table was made of; the word is the same in both languages."""
_BOM = "\ufeff"
# A spreadsheet takes a field that starts like this for a formula, quoted or not.
_FORMULA = ("=", "+", "-", "@", "\t")


def render(tables: tuple[Table, ...], options: Options) -> tuple[Part, ...]:
    """Return the table, and a second file with the quotes where there are any and they are asked for.

    UTF-8, lines end with a line feed, fields are quoted where needed. Plain: commas, decimal points, no byte order
    mark, the first line holds the ids of the columns. With `options.excel`: a byte order mark, semicolons, decimals as
    the language of the table writes them, titles in the first line, an apostrophe before what would become a formula.
    A table of some claims has one column more, `filter`: a file of rows has no other place to say so.
    Raises ValueError for more than one table.
    """
    (table,) = tables
    with in_language(table.language):
        clean = printable(table)
        heads = tuple(column.title if options.excel else column.id for column in clean.columns)
        rows = [tuple(_field(cell, clean, options) for cell in row.cells) for row in clean.rows]
        if clean.filter:
            heads += (FILTER,)
            rows = [(*row, _guarded(clean.filter, options)) for row in rows]
        parts = [Part(_lines([tuple(_guarded(head, options) for head in heads), *rows], options))]
        if options.with_quotes and clean.quotes:
            parts.append(Part(_quotes(clean, options), "-" + pgettext("file name", "quotes")))
    return tuple(parts)


def _field(cell: Cell, table: Table, options: Options) -> str:
    if cell.kind is CellKind.NUMBER and cell.number is not None:
        return number_text(cell.number, "," if options.excel and table.language == "nl" else ".")
    return _guarded(plain_text(cell), options)


def _guarded(text: str, options: Options) -> str:
    return f"'{text}" if options.excel and text.startswith(_FORMULA) else text


def _quotes(table: Table, options: Options) -> bytes:
    heads = quotes.titles() if options.excel else quotes.ids()
    records = quotes.records(table) if options.excel else quotes.records_for_programs(table)
    return _lines([heads, *(tuple(_text(value, options) for value in record) for record in records)], options)


def _text(value: quotes.Value, options: Options) -> str:
    if isinstance(value, str):
        return _guarded(value, options)
    return "" if value is None else str(value)


def _lines(rows: Iterable[tuple[str, ...]], options: Options) -> bytes:
    body = io.StringIO()
    writer = csv.writer(body, delimiter=";" if options.excel else ",", lineterminator="\n")
    writer.writerows(rows)
    return ((_BOM if options.excel else "") + body.getvalue()).encode()
