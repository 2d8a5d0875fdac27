"""Markdown: a pipe table as GitHub and pandoc read it, the quotes below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cmo_coder.export.printing import (
    BULLET,
    cell_text,
    heading_before,
    items_of,
    one_line,
    printable_all,
    printable_front,
    shown_columns,
    source_of,
    stamp_line,
    use_label,
    uses,
)
from cmo_coder.export.value import Options, Part
from cmo_coder.messages import _, in_language
from cmo_coder.tables.value import Cell, CellKind, Front, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
# At the start of a line these would make a heading, a list, a quote or a rule.
_AT_START = re.compile(r"^(\d*)(?:(?<!\d)([-+#=])|(?<=\d)([.)]))", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_BREAK = "<br>"


def render(tables: tuple[Table, ...], options: Options) -> tuple[Part, ...]:
    """Return one document: for each table a heading, the table, its stamp and notes, and its quotes."""
    parts, clean = [], printable_all(tables)
    if options.front is not None:
        with in_language(options.front.language):
            parts.append(_title_page(printable_front(options.front), [table.title for table in clean]))
    for table in clean:
        with in_language(table.language):
            parts.append(_document(table, options))
    return (Part("\n".join(parts).encode()),)


def _title_page(front: Front, titles: Sequence[str]) -> str:
    """The title, the facts of the study, and what the document holds."""
    blocks = [f"# {escaped_paragraph(front.title)}"]
    blocks += [escaped_paragraph(front.subtitle)] if front.subtitle else []
    blocks.append("\n".join(f"* {escaped(name)}: {escaped(words)}" for name, words in front.facts))
    listed = "\n".join(f"{nr}. {escaped_paragraph(one_line(title))}" for nr, title in enumerate(titles, 1))
    blocks += [f"**{escaped(_('Contents'))}**", listed]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _document(table: Table, options: Options) -> str:
    level = "#" if options.front is None else "##"
    blocks = [f"{level} {escaped_paragraph(one_line(table.title))}"]
    blocks.extend(escaped_paragraph(one_line(words)) for words in table.lead)
    if table.caption and table.caption != table.title:
        blocks.append(escaped_paragraph(one_line(table.caption)))
    blocks.append(pipe_table(table))
    blocks.append(escaped_paragraph(stamp_line(table.stamp)))
    blocks.extend(escaped_paragraph(one_line(note)) for note in table.notes)
    if options.with_quotes and table.quotes:
        blocks.extend(_quotes(table))
    return "\n\n".join(blocks) + "\n"


def pipe_table(table: Table) -> str:
    """Return the table alone: a header, a rule (numbers at the right), and a line per row."""
    shown = shown_columns(table)
    numeric = [bool(table.rows) and all(row.cells[j].kind is CellKind.NUMBER for row in table.rows) for j in shown]
    lines = [
        _line(escaped(one_line(table.columns[j].title)) for j in shown),
        "|" + "|".join(" ---: " if right else " --- " for right in numeric) + "|",
    ]
    for i, row in enumerate(table.rows):
        if heading := heading_before(table, i):
            lines.append(_line([f"**{escaped(one_line(heading))}**", *[""] * (len(shown) - 1)]))
        lines.append(_line(_cell(row.cells[j]) for j in shown))
    return "\n".join(lines)


def _line(cells: object) -> str:
    return "| " + " | ".join(cells) + " |"  # type: ignore[arg-type]


def _cell(cell: Cell) -> str:
    if cell.kind is CellKind.BULLETS:
        return _BREAK.join(BULLET + escaped(one_line(item)) for item in items_of(cell))
    return escaped(cell_text(cell)).replace("\n", _BREAK)


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, also within a table."""
    return _SPECIAL.sub(r"\\\1", text)


def escaped_paragraph(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, in a paragraph or heading of its own."""
    return _AT_START.sub(r"\1\\\2\3", escaped(_INDENT.sub("", text)))


def _quotes(table: Table) -> list[str]:
    places = uses(table)
    blocks = ["## " + _("Quotes")]
    for number, quote in enumerate(table.quotes, 1):
        words = "\\\n".join(escaped_paragraph(line) for line in quote.quote.split("\n"))
        facts = [source_of(quote)]
        if quote.codes:
            facts.append(_("codes: {codes}").format(codes=", ".join(quote.codes)))
        if places[number]:
            cells = "; ".join(use_label(table, use) for use in places[number])
            facts.append(_("belongs to {cells}").format(cells=cells))
        blocks.append(f"**{number}.** {escaped_paragraph(' · '.join(fact for fact in facts if fact))}".rstrip())
        blocks.append("> " + words.replace("\n", "\n> "))
    return blocks
