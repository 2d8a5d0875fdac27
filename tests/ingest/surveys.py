"""Surveys to read: one made-up survey in CSV and in Excel, with everything that such files have."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

HEADER = (
    "Respondentnr", "E-mail", "Groep", "Gemeente", "Leeftijd", "Cijfer", "Ingevuld op", "Doet mee",
    "Wat hielp u?", "Wat kan er beter?",
)  # fmt: skip
_HELPED = (
    "Dat er iemand was die naar mij luisterde, elke week weer op dezelfde dag.",
    'De wandelgroep: samen buiten zijn.\nEn daarna koffie, dat was het "echte" werk.',
    "Ik kreeg eindelijk overzicht over mijn schulden en durfde de post weer open te maken.",
    "Een vast gezicht bij de inloop, en dat het dichtbij was; je kon er lopend heen.",
)
_BETTER = (
    "Meer tijd per gesprek, want een kwartier is te kort voor zo'n verhaal.",
    "",
    "Laat de gemeente bellen in plaats van brieven te sturen die niemand begrijpt.",
    "Ook in de avond open, dan kunnen mensen die werken er ook gebruik van maken.",
)
_GROUPS = ("inwoner", "professional")
_TOWNS = ("Zandmeer", "Oostwoud")


def rows(number: int) -> list[list[Any]]:
    """As many respondents; every answer is another."""
    return [
        [
            nr,
            f"r{nr}@voorbeeld.test",
            _GROUPS[nr % 2],
            _TOWNS[nr % 3 % 2],
            20 + nr % 60,
            6.5 + nr % 3,
            date(2026, 3, 1 + nr % 28),
            "ja" if nr % 2 else "nee",
            f"{_HELPED[nr % 4]} ({nr})",
            f"{_BETTER[nr % 4]} ({nr})" if _BETTER[nr % 4] else "",
        ]
        for nr in range(1, number + 1)
    ]


def as_csv(
    table: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, *, delimiter: str = ";", encoding: str = "utf-8"
) -> bytes:
    """The table as a Dutch Excel writes it: semicolons, decimal commas, days as 1-3-2026."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([[_dutch(cell) for cell in row] for row in table])
    return file.getvalue().encode(encoding)


def _dutch(cell: Any) -> str:
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return f"{cell.day}-{cell.month}-{cell.year}" if isinstance(cell, date) else str(cell)


def as_xlsx(table: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, **options: Any) -> bytes:
    """The table as a workbook, with a merged `title` above it, `hidden` columns (letters), a sheet `first` before."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if options.get("first"):
        sheet.title = options["first"]
        sheet = book.create_sheet("Antwoorden")
    if options.get("title"):
        sheet.append([options["title"]])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
    for names in options.get("above", ()):
        sheet.append(names)
    sheet.append(list(header))
    for row in table:
        sheet.append(list(row))
    for letter in options.get("hidden", ()):
        sheet.column_dimensions[letter].hidden = True
    for place in options.get("merged", ()):
        sheet.merge_cells(place)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
