"""A survey as a table of texts: one row per respondent, from a CSV file or an Excel workbook.

Every value is a text as a person would write it: days as ISO 8601, numbers without what the program added to them. The
first row that is filled over its width holds the names of the columns.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.package import locked
from cmo_coder.ingest.reading import kind_of
from cmo_coder.ingest.source import Source, Watch, open_source, unwatched
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_

EXTENSIONS = (".csv", ".tsv", ".xlsx", ".xlsm")
"""The extensions of surveys, for a file chooser."""
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
_HEAD_ROWS = 20
_FILLED = 0.6
"""The names of the columns fill at least this share of the width of the table."""
_QUALTRICS = '{"ImportId"'


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells as they stand in the file, before it is known which row holds the names."""

    rows: list[list[str]]
    warnings: tuple[Warning_, ...] = ()
    encoding: str = ""
    hidden: frozenset[int] = frozenset()
    """The columns that are hidden in the file."""
    spread: frozenset[int] = frozenset()
    """The rows in which a cell stands over several columns."""
    sheets: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A survey: the names of its columns (each another), and a row of as many texts for each respondent.

    ``line`` is the row of the file (from 1) in which the first answers stand; ``sheets`` are all sheets of a workbook.
    """

    source_name: str
    source_size: int
    file_sha256: str
    path: os.PathLike[str]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    hidden: frozenset[int]
    line: int
    warnings: tuple[Warning_, ...]
    format: str
    encoding: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    def column(self, nr: int) -> tuple[str, ...]:
        """The values of a column, one for each respondent; empty where nothing was answered."""
        return tuple(row[nr] for row in self.rows)


def is_survey(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a table (CSV or Excel), by its content. Raises ReadError where it cannot be read."""
    return kind_of(open_source(path)) in (Kind.CSV, Kind.XLSX)


def read_survey(path: str | os.PathLike[str], *, sheet: str = "", watch: Watch = unwatched) -> SurveyTable:
    """Read a table of answers.

    Args:
        path: the file.
        sheet: the sheet of a workbook; without it the first one that holds a table.
        watch: is told how far it is, and may stop it by raising ``Stopped``.

    Raises:
        ReadError: the file cannot be read, is damaged, locked or too large, or holds no table of at least one answer.
    """
    source = open_source(path, watch)
    kind = kind_of(source)
    if kind is Kind.XLSX:
        from cmo_coder.ingest.survey_xlsx import read

        raw = read(source, sheet)
    elif kind in (Kind.CSV, Kind.TEXT):
        from cmo_coder.ingest.survey_csv import read_csv

        raw = read_csv(source)
    elif kind is Kind.LOCKED:
        raise locked(source)
    else:
        raise ReadError(
            N_("{name} is no table of answers."), N_("Save the answers as CSV or Excel (.xlsx)."), name=source.name
        )
    return _table(source, raw, "xlsx" if kind is Kind.XLSX else "csv")


def too_many(source: Source, rows: int, columns: int) -> ReadError:
    """The error for a table with more rows or columns than answers have."""
    return ReadError(
        N_("{name} has {rows} rows and {columns} columns, and that is too many."),
        N_("Split it into several files."),
        name=source.name,
        rows=rows,
        columns=columns,
    )


def _table(source: Source, raw: RawTable, format_: str) -> SurveyTable:
    width = max((len(row) for row in raw.rows), default=0)
    if len(raw.rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise too_many(source, len(raw.rows), width)
    rows = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in raw.rows]
    used = [nr for nr in range(width) if any(row[nr] for row in rows)]
    at = _head(rows, len(used), raw.spread)
    if at is None:
        raise ReadError(
            N_("{name} holds no table of answers: a row with the names of the columns, and rows below it."),
            N_("Look whether the answers stand on the first sheet, with one respondent on each row."),
            name=source.name,
        )
    header, first = _names(rows, at, raw.spread, used)
    body = [
        row
        for row in rows[first:]
        if any(row[nr] for nr in used) and not any(row[nr].startswith(_QUALTRICS) for nr in used)
    ]
    if not body:
        raise ReadError(
            N_("{name} holds the names of columns, but no answers."), N_("Choose another file."), name=source.name
        )
    warnings = list(raw.warnings)
    if at:
        warnings.append(warning(N_("Rows above the names of the columns, which were not read: {n}."), n=at))
    hidden = frozenset(place for place, nr in enumerate(used) if nr in raw.hidden)
    if hidden:
        warnings.append(
            warning(
                N_("Hidden columns, which are left out unless you say otherwise: {names}."),
                names=", ".join(header[nr] for nr in sorted(hidden)),
            )
        )
    return SurveyTable(
        source_name=source.name,
        source_size=source.size,
        file_sha256=source.sha256(),
        path=source.path,
        header=header,
        rows=tuple(tuple(row[nr] for nr in used) for row in body),
        hidden=hidden,
        line=first + 1,
        warnings=tuple(warnings),
        format=format_,
        encoding=raw.encoding,
        sheets=raw.sheets,
        sheet=raw.sheet,
    )


def _head(rows: Sequence[Sequence[str]], width: int, spread: frozenset[int]) -> int | None:
    """The row with the names of the columns: the first that is filled over most of the width, with rows below it."""
    if not width:
        return None
    for nr, row in enumerate(rows[:_HEAD_ROWS]):
        filled = [cell for cell in row if cell]
        # One title over the whole width is no row of names.
        different = len(set(filled)) >= min(2, width) or (nr in spread and len(filled) < width)
        if len(filled) >= max(1, _FILLED * width) and different and nr + 1 < len(rows):
            return nr
    return None


def _names(
    rows: Sequence[Sequence[str]], at: int, spread: frozenset[int], used: Sequence[int]
) -> tuple[tuple[str, ...], int]:
    """The names of the columns, each another, and the row in which the answers begin.

    Names that stand over several columns go before the names below them ("Contact: vooraf").
    """
    names = [rows[at][nr] for nr in used]
    first = at + 1
    if at in spread and first + 1 < len(rows):
        below = [rows[first][nr] for nr in used]
        names = [
            over if not under or under == over else f"{over}: {under}" if over else under
            for over, under in zip(names, below, strict=True)
        ]
        first += 1
    seen: Counter[str] = Counter()
    found = []
    for nr, name in enumerate(names, start=1):
        words = " ".join(name.split()) or str(nr)
        seen[words] += 1
        found.append(words if seen[words] == 1 else f"{words} ({seen[words]})")
    return tuple(found), first
