"""The plot of a table: values with their intervals, a line per row, drawn for each kind of file with what it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from cmo_coder.export import word
from cmo_coder.messages.numbers import decimal
from cmo_coder.tables.value import Plot

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDE, LABEL, LINE, TOP = 760, 240, 22, 34
"""Of the drawing, in its own units: its width, the room for labels, the height of a line, and of the axis above."""

CELLS = 36
"""Into how many cells the axis is divided in a Word table."""


def svg(plot: Plot, title: str, language: str) -> str:
    """Return the plot as a drawing: a dot with a line for each interval; what lies beyond the axis ends at its edge."""
    height = TOP + LINE * len(plot.points) + 8
    room = WIDE - LABEL - 20

    def x(value: float) -> float:
        inside = min(plot.high, max(plot.low, value))
        return LABEL + room * (inside - plot.low) / (plot.high - plot.low)

    parts = []
    for at in plot.ticks:
        dashed = ' stroke-dasharray="4 4"' if at in plot.limits else ""
        parts.append(
            f'<line x1="{x(at):.1f}" x2="{x(at):.1f}" y1="{TOP - 6}" y2="{height - 4}" stroke="#b8c0c9"{dashed}/>'
        )
        parts.append(f'<text x="{x(at):.1f}" y="{TOP - 12}" font-size="11" text-anchor="middle">{tick_text(at)}</text>')
    for nr, (label, value, low, high) in enumerate(plot.points):
        y = TOP + LINE * nr + LINE // 2
        short = label if len(label) <= 34 else label[:33] + "…"
        parts.append(f'<text x="{LABEL - 10}" y="{y + 4}" font-size="12" text-anchor="end">{escape(short)}</text>')
        if low is not None and high is not None:
            ends = "".join(f"M{x(end):.1f} {y - 4}v8" for end in (low, high))
            parts.append(
                f'<path d="M{x(low):.1f} {y}H{x(high):.1f}{ends}" stroke="#1c2430" stroke-width="1.5" fill="none"/>'
            )
        if value is not None:
            parts.append(f'<circle cx="{x(value):.1f}" cy="{y}" r="4" fill="#0b5394"/>')
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" width="100%" style="max-width:{WIDE}px"'
        f' font-family="DejaVu Sans, Arial, sans-serif" fill="#1c2430" role="img" lang="{language}">\n'
        f"<title>{escape(title)}</title>\n{body}\n</svg>\n"
    )


def tick_text(at: float) -> str:
    """Return a tick of the axis as it is written in the current language."""
    return decimal(at, len(f"{at:g}".partition(".")[2]))


def word_table(plot: Plot, width: int, title: str) -> str:
    """Return the plot as a Word table (`width` in twentieths of a point): cells in grey are the interval, dark is the
    value.
    """
    label = width * 3 // 10
    cell = (width - label) // CELLS
    widths = [label, *[cell] * CELLS]

    def place(value: float) -> int:
        inside = min(plot.high, max(plot.low, value))
        return min(CELLS - 1, int((inside - plot.low) / (plot.high - plot.low) * CELLS))

    rows = []
    for name, value, low, high in plot.points:
        cells = [word.cell(label, [word.paragraph(word.run(name), style=word.SMALL)])]
        for nr in range(CELLS):
            fill = ""
            if low is not None and high is not None and place(low) <= nr <= place(high):
                fill = "B8C0C9"
            if value is not None and nr == place(value):
                fill = "0B5394"
            cells.append(word.cell(cell, [word.paragraph(style=word.SMALL)], _shade(fill)))
        rows.append(word.row(cells, whole=True))
    margins = (word.element(side, w="0", type="dxa") for side in ("left", "right"))
    properties = word.element(
        "tblPr",
        word.element("tblW", w=str(sum(widths)), type="dxa"),
        word.element("tblLayout", type="fixed"),
        word.element("tblCellMar", *margins),
        word.element("tblCaption", val=title),
    )
    grid = word.element("tblGrid", *(word.element("gridCol", w=str(one)) for one in widths))
    return word.element("tbl", properties, grid, _axis(plot, label, cell, place), *rows)


def _axis(plot: Plot, label: int, cell: int, place: Callable[[float], int]) -> str:
    """The row above: the ticks of the axis, each over the cells up to the next one."""
    cells = [word.cell(label, [word.paragraph(style=word.SMALL)])]
    at = [*(place(tick) for tick in plot.ticks[:-1]), CELLS]
    for tick, start, end in zip(plot.ticks, at, at[1:], strict=False):
        if end > start:
            span = word.element("gridSpan", val=str(end - start))
            text = [word.paragraph(word.run(tick_text(tick)), style=word.SMALL)]
            cells.append(word.cell(cell * (end - start), text, span))
    return word.row(cells, header=True)


def _shade(fill: str) -> str:
    return word.element("shd", val="clear", color="auto", fill=fill) if fill else ""


def add_chart(sheet: Worksheet, plot: Plot, title: str, column: int) -> None:
    """Put the plot into a worksheet as a chart of its own kind, with its numbers in four columns from `column` on."""
    from openpyxl.chart import Reference, Series, StockChart
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.marker import Marker
    from openpyxl.utils import get_column_letter

    shown = [point for point in plot.points if point[1] is not None]
    if not shown:
        return
    for nr, head in enumerate((plot.label, plot.names[1], plot.names[2], plot.names[0])):
        sheet.cell(1, column + nr, head)
    for row, (label, value, low, high) in enumerate(shown, 2):
        ends = (value if high is None else high, value if low is None else low)
        for nr, cell in enumerate((label, *ends, value)):
            sheet.cell(row, column + nr, cell)
    last = len(shown) + 1
    chart = StockChart()
    chart.title = title
    chart.width, chart.height = 24, 11
    dash, dot = Marker(symbol="dash", size=7), Marker(symbol="circle", size=7)
    for nr, marker in ((1, dash), (2, dash), (3, dot)):
        values = Reference(sheet, min_col=column + nr, min_row=2, max_row=last)
        series = Series(values, title=str(sheet.cell(1, column + nr).value))
        series.marker = marker
        series.graphicalProperties.line.noFill = True
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=column, min_row=2, max_row=last))
    chart.hiLowLines = ChartLines()
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = plot.low, plot.high
    chart.y_axis.delete = chart.x_axis.delete = False
    sheet.add_chart(chart, f"{get_column_letter(column + 5)}2")
