"""HTML: one page with the tables; the cells lead to the quotes behind them, the quotes lead back."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.export.page import direction, lines, page, text
from cmo_coder.export.plot import svg
from cmo_coder.export.printing import (
    cell_text,
    heading_before,
    items_of,
    numbers_of,
    printable_all,
    printable_front,
    quote_numbers,
    shown_columns,
    source_of,
    stamp_line,
    use_label,
    uses,
)
from cmo_coder.export.value import Options, Part
from cmo_coder.messages import _, in_language
from cmo_coder.tables.value import Cell, CellKind, Front, Quote, Table

_MANY_COLUMNS = 4

_CSS = """.frame { overflow-x: auto; }
p.lead { max-width: 75ch; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { caption-side: top; text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
th, td { border-top: 1px solid var(--rule); padding: .5rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
thead th { background: var(--head); border-bottom: 2px solid var(--rule); position: sticky; top: 0; }
tbody tr:last-child td { border-bottom: 1px solid var(--rule); }
tr.group th { background: var(--head); padding-top: .8rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td ul { margin: 0; padding-left: 1.1rem; }
td li + li { margin-top: .15rem; }
.cites { color: var(--soft); font-size: .75rem; line-height: 1.2; margin-left: .25rem; }
td > ul + .cites { display: block; margin: .35rem 0 0; }
.cites a { padding: 0 .1rem; }
ol.quotes { list-style: none; margin: 0; padding: 0; }
ol.quotes > li { display: grid; grid-template-columns: 3rem 1fr; padding: .6rem 0; border-top: 1px solid var(--rule);
  break-inside: avoid; }
.nr { color: var(--soft); font-variant-numeric: tabular-nums; }
blockquote { margin: 0; max-width: 68ch; }
.who, .back { margin: .2rem 0 0; font-size: .875rem; color: var(--soft); }
@media print {
  .frame { overflow: visible; }
  table { min-width: 0 !important; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr { break-inside: avoid; }
  .who, .back { font-size: .85em; }
}
"""

_WIDE_CSS = """body { max-width: 110rem; }
@page { size: A4 landscape; }
@media print { body { font-size: 8pt; } }
"""


_FRONT_CSS = """.front h1 { font-size: 2.2rem; margin: 12vh 0 .5rem; }
.subtitle { font-size: 1.2rem; color: var(--soft); max-width: 60ch; margin: 0 0 2rem; }
.front dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 0 0 2.5rem; }
.front dt { font-weight: 600; }
.front dd { margin: 0; }
nav ol { padding-left: 1.4rem; }
section { margin-top: 3.5rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
@media print {
  section { break-before: page; margin-top: 0; }
  .front h1 { font-size: 24pt; margin-top: 12mm; }
  .subtitle { font-size: 12pt; }
  nav { break-inside: avoid; }
}
"""


def render(tables: tuple[Table, ...], options: Options) -> tuple[Part, ...]:
    """Return one page. Ids on it are `t1r2c3` for a cell and `t1q4` for a quote, all counted from 1."""
    clean = printable_all(tables)
    parts = []
    for number, table in enumerate(clean, 1):
        with in_language(table.language):
            parts.append(_section(table, number, options, mixed=table.language != clean[0].language))
    wide = max(len(table.columns) for table in clean) > _MANY_COLUMNS
    css = _CSS + (_WIDE_CSS if wide else "")
    first, title = clean[0], clean[0].title
    if options.front is not None:
        front = printable_front(options.front)
        css, title = css + _FRONT_CSS, front.title
        with in_language(front.language):
            parts.insert(0, _title_page(front, [table.title for table in clean]))
    return (Part(page(title, first.language, first.stamp.program, "".join(parts), css)),)


def _title_page(front: Front, titles: Sequence[str]) -> str:
    """The title, the facts of the study, and a table of contents."""
    facts = "".join(f"<dt>{text(name)}</dt><dd>{text(words)}</dd>\n" for name, words in front.facts)
    items = "".join(f'<li><a href="#t{nr}">{text(title)}</a></li>\n' for nr, title in enumerate(titles, 1))
    subtitle = f'<p class="subtitle">{text(front.subtitle)}</p>\n' if front.subtitle else ""
    contents = text(_("Contents"))
    return (
        f'<header class="front">\n<h1>{text(front.title)}</h1>\n{subtitle}<dl>\n{facts}</dl>\n</header>\n'
        f'<nav aria-label="{contents}">\n<h2>{contents}</h2>\n<ol>\n{items}</ol>\n</nav>\n'
    )


def _section(table: Table, t: int, options: Options, *, mixed: bool) -> str:
    numbers = quote_numbers(table) if options.with_quotes else {}
    level = 1 if options.front is None else 2
    language = f' lang="{text(table.language)}"' if mixed else ""
    notes = "".join(f"<li>{lines(note)}</li>\n" for note in table.notes)
    parts = [
        f'<section id="t{t}"{language}>\n<h{level}>{text(table.title)}</h{level}>\n',
        "".join(f'<p class="lead">{lines(words)}</p>\n' for words in table.lead),
        f"<figure>{svg(table.plot, table.title, table.language)}</figure>\n" if table.plot is not None else "",
        _table(table, t, numbers),
        f'<p class="stamp">{text(stamp_line(table.stamp))}</p>\n',
        f'<ul class="notes">\n{notes}</ul>\n' if notes else "",
        _appendix(table, t, level + 1) if numbers else "",
        "</section>\n",
    ]
    return "".join(parts)


def _table(table: Table, t: int, numbers: dict[str, int]) -> str:
    shown = shown_columns(table)
    columns = [table.columns[j] for j in shown]
    numeric = {j for j in shown if table.rows and all(row.cells[j].kind is CellKind.NUMBER for row in table.rows)}
    heads = "".join(
        f'<th scope="col"{_number_class(j in numeric)}>{lines(table.columns[j].title)}</th>\n' for j in shown
    )
    total = sum(max(column.width, 4) for column in columns)
    # Many columns are better scrolled than squeezed; with a few, a small screen may wrap their words.
    least = f' style="min-width: {total * 2 // 3}ch"' if len(columns) > _MANY_COLUMNS else ""
    widths = "".join(f'<col style="width: {100 * max(column.width, 4) / total:.1f}%">\n' for column in columns)
    rows = []
    for i, row in enumerate(table.rows, 1):
        if heading := heading_before(table, i - 1):
            rows.append(f'<tr class="group"><th scope="colgroup" colspan="{len(shown)}">{lines(heading)}</th></tr>\n')
        cells = "".join(
            _cell(row.cells[j], f"t{t}r{i}c{j + 1}", t, numbers_of(row.cells[j], numbers), right=j in numeric)
            for j in shown
        )
        rows.append(f"<tr>\n{cells}</tr>\n")
    caption = f"<caption>{lines(table.caption)}</caption>\n" if table.caption else ""
    return (
        f'<div class="frame">\n<table{least}>\n{caption}<colgroup>\n{widths}</colgroup>\n'
        f"<thead>\n<tr>\n{heads}</tr>\n</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>\n"
    )


def _number_class(right: bool) -> str:
    return ' class="number"' if right else ""


def _cell(cell: Cell, id_: str, t: int, cited: tuple[int, ...], *, right: bool) -> str:
    if cell.kind is CellKind.BULLETS:
        items = "".join(f"<li{direction(item)}>{lines(item)}</li>\n" for item in items_of(cell))
        content, way = f"<ul>\n{items}</ul>" if items else "", ""
    else:
        content, way = lines(cell_text(cell)), direction(cell_text(cell))
    label = text(_("Quote"))
    links = " ".join(
        f'<a href="#t{t}q{first}" aria-label="{label} {shown}">{shown}</a>' for first, shown in _runs(cited)
    )
    sup = f'<sup class="cites">{links}</sup>' if links else ""
    return f'<td id="{id_}"{_number_class(right)}{way}>{content}{sup}</td>\n'


def _runs(numbers: tuple[int, ...]) -> list[tuple[int, str]]:
    """Return "44–47" for four numbers in a row, and other numbers by themselves, each with the first of them."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown: list[tuple[int, str]] = []
    for run in runs:
        if len(run) > 2:
            shown.append((run[0], f"{run[0]}–{run[-1]}"))
        else:
            shown.extend((number, str(number)) for number in run)
    return shown


def _appendix(table: Table, t: int, level: int) -> str:
    places, label = uses(table), _("Belongs to")
    items = []
    for number, quote in enumerate(table.quotes, 1):
        back = " · ".join(
            f'<a href="#t{t}r{use.row + 1}c{use.columns[0] + 1}">{text(use_label(table, use))}</a>'
            for use in places[number]
        )
        back_line = f'<p class="back">{text(label)}: {back}</p>\n' if back else ""
        items.append(
            f'<li id="t{t}q{number}">\n<span class="nr">{number}</span>\n<div>\n'
            f"<blockquote{direction(quote.quote)}>{lines(quote.quote)}</blockquote>\n"
            f'<p class="who">{text(_facts(quote))}</p>\n{back_line}</div>\n</li>\n'
        )
    heading = _("Quotes")
    return f'<h{level} id="t{t}quotes">{text(heading)}</h{level}>\n<ol class="quotes">\n{"".join(items)}</ol>\n'


def _facts(quote: Quote) -> str:
    place = _("characters {start}–{end}").format(start=quote.start, end=quote.end)
    facts = [source_of(quote), place]
    if quote.codes:
        facts.append(_("codes: {codes}").format(codes=", ".join(quote.codes)))
    if quote.role:
        facts.append(quote.role)
    if quote.stance:
        facts.append(quote.stance)
    if quote.coder:
        facts.append(_("coded by {coder}").format(coder=quote.coder))
    return " · ".join(fact for fact in facts if fact)
