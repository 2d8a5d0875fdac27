"""From a quote back to the cells of all tables that rest on it (realist-method, section 7, rule 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.tables.catalogue import CATALOGUE, Entry, build
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, CellKind

EVERYTHING = TableOptions(
    number=True,
    support=True,
    contradiction=True,
    member_check=True,
    origin=True,
    retired=True,
    loose=True,
    particulars=True,
)
"""With every optional column, so that no cell is missed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a table: where it is (row and column from 0, the column also by its id), and what it says."""

    table_id: str
    table: str
    row: int
    column: int
    column_id: str
    column_title: str
    row_label: str
    words: str


def places_of_quotes(snapshot: Snapshot, language: str) -> Mapping[str, tuple[Place, ...]]:
    """For every fragment the cells that name it as evidence, in the order of the tables."""
    found: dict[str, tuple[Place, ...]] = {}
    for entry in CATALOGUE:
        for fragment_id, places in places_in_table(snapshot, entry, language).items():
            found[fragment_id] = (*found.get(fragment_id, ()), *places)
    return found


def places_in_table(snapshot: Snapshot, entry: Entry, language: str) -> Mapping[str, tuple[Place, ...]]:
    """For every fragment the cells of one table that name it as evidence, in order."""
    found: dict[str, list[Place]] = {}
    table = build(entry.id, snapshot, language=language, options=EVERYTHING)
    for i, row in enumerate(table.rows):
        label = _label(row.cells)
        for j, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            if cell.evidence:
                place = Place(table.id, table.title, i, j, column.id, column.title, label, cell.text)
                for fragment_id in cell.evidence:
                    found.setdefault(fragment_id, []).append(place)
    return {fragment_id: tuple(places) for fragment_id, places in found.items()}


def _label(cells: tuple[Cell, ...]) -> str:
    """What a row is called: its first words, with the number before them."""
    first = cells[0].text if cells[0].kind is CellKind.NUMBER else ""
    words = next((" ".join(cell.text.split()) for cell in cells if cell.text and cell.kind is not CellKind.NUMBER), "")
    return f"{first} {words}".strip()
