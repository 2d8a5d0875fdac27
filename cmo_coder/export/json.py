"""JSON for programs: everything that a table holds, with ids, offsets and the evidence of each cell."""

from __future__ import annotations

import json
from dataclasses import asdict

from cmo_coder.export.value import Options, Part
from cmo_coder.tables.value import Cell, Row, Table

VERSION = 1
"""Of the form of the file; it goes up when a reader of an older one would misread a newer one."""


def render(tables: tuple[Table, ...], options: Options) -> tuple[Part, ...]:
    """Return one object: `format`, `version` and `tables`. Texts are exactly those of the tables."""
    content = {"format": "cmo-coder tables", "version": VERSION, "tables": [_table(table, options) for table in tables]}
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    # Half a surrogate pair cannot be UTF-8; written as an escape it survives, as JSON allows.
    return (Part((text + "\n").encode("utf-8", "backslashreplace")),)


def _table(table: Table, options: Options) -> dict[str, object]:
    return {
        "id": table.id,
        "title": table.title,
        "caption": table.caption,
        "language": table.language,
        "stamp": asdict(table.stamp),
        "columns": [asdict(column) for column in table.columns],
        "rows": [_row(table, row) for row in table.rows],
        "notes": table.notes,
        "filter": table.filter,
        "quotes": [asdict(quote) for quote in table.quotes] if options.with_quotes else [],
    }


def _row(table: Table, row: Row) -> dict[str, object]:
    cells = {column.id: _cell(cell) for column, cell in zip(table.columns, row.cells, strict=True)}
    if len(cells) < len(table.columns):
        raise ValueError(f"two columns of the table {table.id!r} have one id")
    return {"id": row.id, "cells": cells}


def _cell(cell: Cell) -> dict[str, object]:
    number = cell.number if cell.number is None or abs(cell.number) < float("inf") else None
    whole = number is not None and number == int(number)
    return {
        "kind": str(cell.kind),
        "text": cell.text,
        "items": cell.items,
        "number": int(number) if whole and number is not None else number,
        "evidence": cell.evidence,
    }
