"""A table: columns, rows, cells, and for each cell the words behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """How a cell is shown: running text, a number, a list joined on one line, or a list with a bullet per item; a day,
    which files for people write in words and files for programs as ISO 8601."""

    TEXT = "text"
    NUMBER = "number"
    JOINED = "joined"
    BULLETS = "bullets"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Quote:
    """A fragment as evidence: who said what, where. `start` and `end` are code points of the text version in force."""

    fragment_id: str
    quote: str
    document_id: str
    document: str
    start: int
    end: int
    turn: int | None
    respondent: str
    group: str
    case: str
    round: str
    coder: str
    codes: tuple[str, ...]
    claim: int | None = None
    role: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `items` holds the parts of a list; `evidence` the ids of the fragments behind the cell, in order."""

    text: str = ""
    kind: CellKind = CellKind.TEXT
    items: tuple[str, ...] = ()
    number: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `id` names it for programs, `title` is shown, `width` is a hint in characters. `optional` columns can
    be left out."""

    id: str
    title: str
    width: int = 20
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row with one cell per column. `id` is the id of the thing that the row is about."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a table was made from: the study, the day (ISO 8601) and the number of the last change of the project."""

    study: str
    date: str
    change: int
    program: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Values with their intervals, to be drawn: a point is a label, the value, and the ends of its interval.

    `low` and `high` are the ends of the axis, `ticks` what is written on it, `limits` those drawn dashed; `names` are
    the words for value, upper and lower end, `label` that for the labels.
    """

    label: str
    points: tuple[tuple[str, float | None, float | None, float | None], ...]
    names: tuple[str, str, str]
    low: float = -0.2
    high: float = 1.0
    ticks: tuple[float, ...] = (-0.2, 0.0, 0.2, 0.4, 0.667, 0.8, 1.0)
    limits: tuple[float, ...] = (0.667, 0.8)


@dataclass(frozen=True, slots=True)
class Front:
    """The first page of a document of several tables: title, subtitle, and facts as (name, words) in order."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    language: str


@dataclass(frozen=True, slots=True)
class Table:
    """A finished table in one language. `quotes` holds every fragment that a cell names, once, in reading order."""

    id: str
    title: str
    caption: str
    language: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stamp: Stamp
    notes: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    group: str = ""
    """The id of a column whose value becomes a heading between the rows where people read the table (Word, HTML,
    Markdown); in files for programs it stays a column."""
    plot: Plot | None = None
    """What is drawn beside the table where the file can hold a picture."""
    lead: tuple[str, ...] = ()
    """Paragraphs that stand before it in files that are read (Word, HTML, Markdown)."""
    filter: str = ""
    """Which claims it was made of, in words; empty where of all."""

    def behind(self, row: int, column: int) -> tuple[str, ...]:
        """The fragments behind a cell, both counted from 0: its own, or else those of its whole row.

        A count of nothing, and an empty cell, have nothing behind them.
        """
        cell = self.rows[row].cells[column]
        if cell.evidence:
            return cell.evidence
        if (not cell.text and not cell.items) or (cell.kind is CellKind.NUMBER and not cell.number):
            return ()
        named = {fragment for one in self.rows[row].cells for fragment in one.evidence}
        return tuple(quote.fragment_id for quote in self.quotes if quote.fragment_id in named)
