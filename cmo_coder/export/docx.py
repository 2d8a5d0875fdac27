"""Word documents: real tables with a caption that Word counts, and the quotes behind them as an appendix."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Sequence

from cmo_coder.export import plot, word
from cmo_coder.export.printing import (
    cell_text,
    foot_line,
    heading_before,
    items_of,
    one_line,
    printable_all,
    printable_front,
    shown_columns,
    source_of,
    stamp_line,
    stamp_moment,
    use_label,
    uses,
)
from cmo_coder.export.value import Options, Part
from cmo_coder.export.word import CELL, SMALL, Bookmarks, paragraph, run
from cmo_coder.messages import _, in_language, pgettext
from cmo_coder.tables.value import Cell, CellKind, Front, Quote, Table

_MANY_COLUMNS = 4
_MOST_COLUMNS = 12
"""With more than four columns the page is turned; with more than twelve no page of Word can hold them."""
_LONGEST_TITLE = 255
_BOLD = 116
"""The mean width of a letter in a heading, in twentieths of a point."""
_SHORT_LABEL = 30
_A_LINE = 40
_SHORT = 600
"""A row whose longest cell has fewer characters is kept on one page."""


def render(tables: tuple[Table, ...], options: Options) -> tuple[Part, ...]:
    """Return one document: a section per table, on its side where the table has more than four columns.

    A table of more than twelve columns does not fit a page: there each row becomes a list of its columns.
    """
    clean = printable_all(tables)
    first = clean[0]
    properties = word.Properties(
        first.title, first.stamp.study, first.stamp.program, first.language, stamp_moment(first.stamp)
    )
    front = None if options.front is None else printable_front(options.front)
    if front is not None:
        properties = dataclasses.replace(properties, title=front.title)
    paper = word.Paper(properties, landscape=front is None and _is_wide(first))
    marks = Bookmarks()
    if front is not None:
        with in_language(front.language):
            paper.add(*title_page(front, [table.title for table in clean]))
    for number, table in enumerate(clean, 1):
        if number > 1 or front is not None:
            paper.start_section(landscape=_is_wide(table))
        with in_language(table.language):
            paper.set_footer(foot_line(table.stamp), pgettext("footer", "page"))
            paper.add(*_section(table, number, marks))
            if options.with_quotes and table.quotes:
                paper.add(*_appendix(table, number, marks))
    return (Part(paper.to_bytes()),)


def title_page(front: Front, titles: Sequence[str]) -> list[str]:
    """The title, the facts of the study, and a table of contents that Word fills with page numbers when it is asked."""
    facts = [
        word.row(
            [
                word.cell(2600, [paragraph(run(name, word.element("b")), style=CELL)]),
                word.cell(word.text_width(landscape=False) - 2600, [paragraph(run(words), style=CELL)]),
            ]
        )
        for name, words in front.facts
    ]
    widths = [2600, word.text_width(landscape=False) - 2600]
    return [
        paragraph(run(front.title), style="Title"),
        *([paragraph(run(front.subtitle), style="Subtitle")] if front.subtitle else []),
        *([word.table(widths, facts, front.title[:_LONGEST_TITLE], header=False)] if facts else []),
        paragraph(run(_("Contents")), style="TOCHeading", keep_next=True),
        *word.contents([one_line(title) for title in titles]),
    ]


def _is_wide(table: Table) -> bool:
    return _MANY_COLUMNS < len(shown_columns(table)) <= _MOST_COLUMNS


def _section(table: Table, t: int, marks: Bookmarks) -> list[str]:
    """The title, the caption, the table, and what it was made from."""
    start, end = marks.ends(word.contents_mark(t))
    parts = [paragraph(start, run(one_line(table.title)), end, style="Heading1")]
    parts += [paragraph(run(words)) for words in table.lead]
    parts.append(_caption(table, t, marks))
    used = {(use.row, j) for places in uses(table).values() for use in places for j in use.columns}
    names = {(i, j): f"t{t}r{i + 1}c{j + 1}" for i, j in used}
    if table.plot is not None and table.plot.points:
        parts.append(plot.word_table(table.plot, word.text_width(landscape=_is_wide(table)), table.title))
        parts.append(paragraph(style=SMALL))
    parts.append((_as_grid if len(shown_columns(table)) <= _MOST_COLUMNS else _as_records)(table, names, marks))
    parts.append(paragraph(run(stamp_line(table.stamp)), style=SMALL))
    parts.extend(paragraph(run(note), style=SMALL) for note in table.notes)
    return parts


def _as_grid(table: Table, names: dict[tuple[int, int], str], marks: Bookmarks) -> str:
    """The table as it is. `names` gives the bookmarks of cells."""
    shown = shown_columns(table)
    hints = [table.columns[j].width for j in shown]
    least = [
        max(
            word.room_for([table.columns[j].title], _BOLD), word.room_for(cell_text(row.cells[j]) for row in table.rows)
        )
        for j in shown
    ]
    widths = word.shares(hints, word.text_width(landscape=_is_wide(table)), least)
    numeric = {
        place
        for place, j in enumerate(shown)
        if table.rows and all(row.cells[j].kind is CellKind.NUMBER for row in table.rows)
    }
    rows = [_header(tuple(table.columns[j].title for j in shown), widths, numeric)]
    for i, row in enumerate(table.rows):
        if heading := heading_before(table, i):
            rows.append(word.heading_row(heading, sum(widths), len(shown)))
        cells = [
            word.cell(width, _paragraphs(row.cells[j], names.get((i, j), ""), marks))
            for j, width in zip(shown, widths, strict=True)
        ]
        longest = max((_length(cell_text(row.cells[j])) for j in shown), default=0)
        rows.append(word.row(cells, whole=longest < _SHORT))
    return word.table(widths, rows, table.title[:_LONGEST_TITLE])


def _length(text: str) -> int:
    """How long a text is in a cell, in characters: a line of its own takes as much room as some words."""
    return len(text) + _A_LINE * text.count("\n")


def _as_records(table: Table, names: dict[tuple[int, int], str], marks: Bookmarks) -> str:
    """The table turned: for each row its number and, one below the other, its columns that are not empty."""
    widths = word.shares((1, 12), word.text_width(landscape=False), (600, 0))
    rows = [_header((_("Row"), _("Content")), widths)]
    for i, row in enumerate(table.rows):
        content = []
        for j, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            if words := cell_text(cell).replace("\n", "; "):
                start, end = marks.ends(names[i, j]) if (i, j) in names else ("", "")
                title = run(f"{one_line(column.title)}: ", word.element("b"))
                content.append(paragraph(start, title, run(words), end, style=CELL))
        number = [paragraph(run(str(i + 1)), style=CELL)]
        rows.append(word.row([word.cell(widths[0], number), word.cell(widths[1], content)]))
    return word.table(widths, rows, table.title[:_LONGEST_TITLE])


def _caption(table: Table, t: int, marks: Bookmarks) -> str:
    label = _("Table")
    start, end = marks.ends(_caption_mark(t))
    number = word.field(f"SEQ {label} \\* ARABIC", str(t))
    words = run(f". {table.caption or table.title}")
    return paragraph(start, run(f"{label} "), number, end, words, style="Caption", keep_next=True)


def _caption_mark(t: int) -> str:
    # Word makes such names itself for cross-references, and keeps them out of its list of bookmarks.
    return f"_Ref{t:09d}"


def _header(titles: tuple[str, ...], widths: list[int], numeric: Container[int] = ()) -> str:
    cells = [
        word.cell(width, [paragraph(run(title), style=CELL, right=j in numeric)])
        for j, (title, width) in enumerate(zip(titles, widths, strict=True))
    ]
    return word.row(cells, header=True)


def _paragraphs(cell: Cell, bookmark: str, marks: Bookmarks) -> list[str]:
    bullets = cell.kind is CellKind.BULLETS
    texts = items_of(cell) if bullets else (cell_text(cell),)
    start, end = marks.ends(bookmark) if bookmark else ("", "")
    style = word.BULLET if bullets and texts else CELL
    texts = texts or ("",)
    right = cell.kind is CellKind.NUMBER
    return [
        paragraph(start * (n == 1), run(text), end * (n == len(texts)), style=style, right=right)
        for n, text in enumerate(texts, 1)
    ]


def _appendix(table: Table, t: int, marks: Bookmarks) -> list[str]:
    """A heading, what the quotes belong to (as a cross-reference), and a table with the quotes."""
    heads = (pgettext("number", "No."), _("Quote"), _("Who, where"), _("Belongs to"))
    widths = word.shares((2, 44, 40, 26), word.text_width(landscape=_is_wide(table)), (600, 0, 0, 0))
    places = uses(table)
    rows = [_header(heads, widths)]
    for number, quote in enumerate(table.quotes, 1):
        links = [
            paragraph(
                word.link(f"t{t}r{use.row + 1}c{use.columns[0] + 1}", use_label(table, use, _SHORT_LABEL)), style=CELL
            )
            for use in places[number]
        ]
        content = ([paragraph(run(text), style=CELL)] for text in (str(number), quote.quote, _facts(quote)))
        cells = [word.cell(width, made) for width, made in zip(widths, (*content, links), strict=True)]
        rows.append(word.row(cells, whole=True))
    label = _("Table") + f" {t}"
    before, _mark, after = _("The quotes behind {table}, in reading order.").partition("{table}")
    return [
        paragraph(run(_("Quotes")), style="Heading2", keep_next=True),
        paragraph(run(before), word.field(f"REF {_caption_mark(t)} \\h", label), run(after), keep_next=True),
        word.table(widths, rows, _("Quotes")),
        paragraph(style=SMALL),  # Word wants a paragraph after the last table
    ]


def _facts(quote: Quote) -> str:
    how = ", ".join(fact for fact in (quote.role, quote.stance) if fact)
    codes = _("codes: {codes}").format(codes=", ".join(quote.codes)) if quote.codes else ""
    lines = [source_of(quote).replace(" · ", "\n"), " · ".join(part for part in (codes, how) if part)]
    return "\n".join(line for line in lines if line)
