"""Cells of a worksheet, written so that Excel shows what was meant: texts stay texts, too long ones are cut, noted."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cmo_coder.export.plot import add_chart
from cmo_coder.export.printing import one_line
from cmo_coder.messages import _
from cmo_coder.tables.value import Plot
from cmo_coder.text.cells import cluster_start

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.styles.styleable import StyleableObject
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""What a cell of Excel holds, in UTF-16 code units (a character outside the basic plane takes two)."""

_LONGEST_NAME = 31
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "'")
_NARROWEST, _WIDEST = 6, 80
_FONT, _POINTS = "Calibri", 11
_LINE, _TALLEST = 15.0, 409.0
"""Height of a line and of the tallest row that Excel allows, in points."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The names of the sheets of one table; `quotes` is empty where there is no such sheet."""

    table: str
    quotes: str
    about: str


def sheet_name(title: str, taken: set[str]) -> str:
    """Return `title` as Excel allows it for a sheet, other than the names in `taken` (which gets it, case-folded)."""
    wish = _NOT_IN_NAME.sub(" ", one_line(title)).strip().strip("'").strip() or "-"
    if wish.casefold() == "history":  # Excel keeps this one for itself
        wish += "_"
    name, n = _fitting(wish, ""), 1
    while name.casefold() in taken:
        n += 1
        name = _fitting(wish, f" ({n})")
    taken.add(name.casefold())
    return name


def _fitting(name: str, ending: str) -> str:
    room = _LONGEST_NAME - len(ending)
    while _units(name) > room:
        name = name[:-1]
    return name.rstrip(" '") + ending


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def cut_to(text: str, units: int) -> str:
    """Return the start of `text` that takes at most `units` UTF-16 code units, cut before a whole character."""
    room, end = units, 0
    for character in text:
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            break
        end += 1
    return text if end == len(text) else text[: cluster_start(text, end)]


class Writer:
    """Writes one worksheet. `cuts` collects a line for each text that did not fit, in the language of the moment."""

    def __init__(self, sheet: Worksheet) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._sheet = sheet
        self.cuts: list[str] = []
        self._styles: dict[tuple[str, bool], StyleArray] = {}
        self._text = Alignment(vertical="top", wrap_text=True)
        self._bold = Font(_FONT, _POINTS, bold=True)
        self._grey = Font(_FONT, _POINTS, bold=True, color="5A6572")
        self._link = Font(_FONT, _POINTS, color="0B5394", underline="single")
        self._fill = PatternFill("solid", start_color="E7ECF2")
        self._rule = Border(bottom=Side("thin", color="8A94A0"))
        self._hair = Border(bottom=Side("hair", color="B8C0C9"))

    def put(self, row: int, column: int, value: str | float | None, style: str = "") -> None:
        """Write a value; counted from 1. A text never becomes a formula, a number stays a number.

        Styles: "" for what the sheet is about, "plain" without a line below it, "head", "aside-head", "label", "link".
        """
        cell = self._sheet.cell(row, column)
        if isinstance(value, str) and value:
            cell.value = self._fit(value, cell.coordinate)
            cell.data_type = "s"
        elif isinstance(value, (int, float)):
            finite = abs(value) < float("inf")
            whole = finite and value == int(value) and abs(value) < 1e15
            cell.value = int(value) if whole else value if finite else str(value)
        # A text that looks like a formula would become one when somebody edits it.
        self._dress(cell, style, quoted=isinstance(value, str) and value.startswith(_FORMULA))

    def _dress(self, cell: StyleableObject, style: str, *, quoted: bool) -> None:
        """Give a cell its looks. Each style is made once: openpyxl compares all of it for every cell that gets it."""
        known = self._styles.get((style, quoted))
        if known is not None:
            cell._style = copy(known)  # type: ignore[attr-defined]
            return
        cell.alignment = self._text
        if quoted:
            cell.quotePrefix = True
        if style in ("head", "aside-head"):
            cell.font = self._bold if style == "head" else self._grey
            cell.fill = self._fill
            cell.border = self._rule
        elif style == "label":
            cell.font = self._bold
        elif style == "link":
            cell.font = self._link
        if style in ("", "link"):
            cell.border = self._hair  # the lines that Excel shows on the screen are not printed
        self._styles[style, quoted] = copy(cell._style)  # type: ignore[attr-defined]

    def _fit(self, text: str, coordinate: str) -> str:
        if _units(text) > LONGEST_TEXT:
            note = _("Cell {cell} of the sheet {sheet} was cut: the text has {n} characters, Excel holds {limit}.")
            self.cuts.append(note.format(cell=coordinate, sheet=self._sheet.title, n=_units(text), limit=LONGEST_TEXT))
            ending = _(" […] (cut)")
            text = cut_to(text, LONGEST_TEXT - _units(ending)) + ending
        return _CODED.sub("_x005F_", text)  # else Excel reads "_x0041_" as the code of a character

    def header(self, titles: tuple[str, ...]) -> None:
        """Write the first row."""
        for column, title in enumerate(titles, 1):
            self.put(1, column, title or " ", style="head")

    def width(self, column: int, characters: int) -> None:
        """Set the width of a column, within what can be read."""
        from openpyxl.utils import get_column_letter

        letter = get_column_letter(column)
        self._sheet.column_dimensions[letter].width = max(_NARROWEST, min(_WIDEST, characters))

    def chart(self, plot: Plot, title: str, column: int) -> None:
        """Draw the plot of a table, with its numbers from this column on (outside of what is printed)."""
        add_chart(self._sheet, plot, title, column)

    def address(self, row: int, column: int) -> str:
        """Return "B7" for row 7, column 2."""
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(column)}{row}"

    def link(self, row: int, column: int, sheet: str, address: str) -> None:
        """Make a cell lead to a cell of another sheet."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        quoted = sheet.replace("'", "''")
        place = f"'{quoted}'!{address}"
        self._sheet.cell(row, column).hyperlink = Hyperlink(ref=self.address(row, column), location=place)

    def fit_rows(self) -> None:
        """Make every row as high as its longest cell needs. Excel would do this itself, most other programs do not."""
        widths = {letter: kept.width for letter, kept in self._sheet.column_dimensions.items()}
        for i, row in enumerate(self._sheet.iter_rows(), 1):
            lines = max((_lines(str(c.value), widths[c.column_letter]) for c in row if c.value is not None), default=1)
            self._sheet.row_dimensions[i].height = min(_TALLEST, _LINE * lines)

    def fit_page(self) -> None:
        """Print on A4, landscape, as wide as the sheet."""
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def finish(self, rows: int, columns: int, *, printed: int, frozen_columns: int = 0) -> None:
        """Freeze the header, let it be filtered, repeat it on every page; `printed` columns go on paper."""
        sheet = self._sheet
        area = f"A1:{self.address(rows, columns)}"
        self.fit_rows()
        self.fit_page()
        sheet.freeze_panes = self.address(2, frozen_columns + 1)
        sheet.auto_filter.ref = area
        sheet.print_title_rows = "1:1"
        sheet.print_area = f"A1:{self.address(rows, printed)}"


def _lines(text: str, width: float) -> int:
    """Estimate the lines that a text takes in a column; widths count digits, letters are narrower on average."""
    room = max(1, int(width * 1.08))
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))
