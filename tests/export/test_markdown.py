"""Markdown, read back with a parser of CommonMark and its tables."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cmo_coder.export import markdown
from cmo_coder.export.printing import cell_text, clean, items_of, one_line, printable
from cmo_coder.export.value import Options
from cmo_coder.messages import in_language
from cmo_coder.tables.value import Cell, CellKind, Table
from tests.export.tables import small_table, tables

OPTIONS = Options()


def source(table: Table, options: Options = OPTIONS) -> str:
    (part,) = markdown.render((table,), options)
    return part.body.decode()


def inline_text(token: Token) -> str:
    """What a reader sees of a run of text."""
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and child.content == "<br>"):
            parts.append("\n")
        else:
            assert child.type in ("text", "strong_open", "strong_close", "text_special"), child
            parts.append(child.content)
    return "".join(parts)


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def cells(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    inside = False
    for token in parsed(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            inside = True
        elif token.type == "inline" and inside:
            rows[-1].append(inline_text(token))
            inside = False
    return rows


def spaced(text: str) -> str:
    """White space as Markdown keeps it: none at the ends of a line, one elsewhere."""
    return "\n".join(re.sub(r"[ \t\u3000]+", " ", line).strip() for line in text.split("\n")).strip()


def expected(cell: Cell) -> str:
    if cell.kind is CellKind.BULLETS:
        return "\n".join("• " + one_line(item) for item in items_of(cell))
    return cell_text(cell)


@given(tables())
@settings(max_examples=60, deadline=None)
def test_every_cell_comes_back(table: Table) -> None:
    head, *rows = cells(source(table, Options(with_quotes=False)))
    with in_language(table.language):
        wanted = [[spaced(expected(cell)) for cell in row.cells] for row in printable(table).rows]
    assert [spaced(title) for title in head] == [spaced(one_line(clean(column.title))) for column in table.columns]
    assert [[spaced(cell) for cell in row] for row in rows] == wanted


@given(tables())
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_mark_up(table: Table) -> None:
    allowed = {"heading", "paragraph", "inline", "table", "thead", "tbody", "tr", "th", "td", "blockquote"}
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in parsed(source(table))}
    assert kinds <= allowed


def test_the_quotes_follow_as_an_appendix() -> None:
    text = source(small_table())
    assert "## Citaten\n\n**1.** R1 (professional), Noord, ronde 2 · Interview 1, beurt 1" in text
    assert "hoort bij rij 1: Creëer commitment\n" in text
    assert '\n> Nou ja, "soms" dan.' in text


def test_without_quotes_there_is_no_appendix() -> None:
    assert "Ik merk" not in source(small_table(), Options(with_quotes=False))


def test_numbers_stand_at_the_right() -> None:
    assert "\n| --- | --- | --- | ---: |\n" in source(small_table())


def test_study_day_and_notes_are_there() -> None:
    text = source(small_table())
    assert "Studie: Samen gezond · 1 maart 2026 · stand 412 van het project" in text
    assert "Peildatum 1 maart." in text


def test_pipes_and_newlines_stay_in_their_cell() -> None:
    table = small_table()
    row = replace(table.rows[0], cells=(Cell("a|b\nc\\|d"), *table.rows[0].cells[1:]))
    assert "| a\\|b<br>c\\\\\\|d |" in source(replace(table, rows=(row,)))
