"""JSON: nothing of a table is lost."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings

from cmo_coder.export import json as writer
from cmo_coder.export.value import Options
from cmo_coder.tables.value import Cell, CellKind, Column, Quote, Row, Stamp, Table
from tests.export.tables import small_table, tables

OPTIONS = Options()


def read(table: Table, options: Options = OPTIONS) -> dict[str, object]:
    (part,) = writer.render((table,), options)
    content = json.loads(part.body)
    assert (content["format"], content["version"]) == ("cmo-coder tables", 1)
    (found,) = content["tables"]
    return dict(found)


def rebuilt(found: dict[str, object]) -> Table:
    """The table that a program would make of the object."""
    made = json.loads(json.dumps(found))
    columns = tuple(Column(**column) for column in made["columns"])
    rows = tuple(Row(row["id"], tuple(_cell(row["cells"][column.id]) for column in columns)) for row in made["rows"])
    quotes = tuple(Quote(**{**quote, "codes": tuple(quote["codes"])}) for quote in made["quotes"])
    return Table(
        made["id"],
        made["title"],
        made["caption"],
        made["language"],
        columns,
        rows,
        Stamp(**made["stamp"]),
        tuple(made["notes"]),
        quotes,
    )


def _cell(found: dict[str, object]) -> Cell:
    made = json.loads(json.dumps(found))
    return Cell(made["text"], CellKind(made["kind"]), tuple(made["items"]), made["number"], tuple(made["evidence"]))


@given(tables())
@settings(max_examples=100, deadline=None)
def test_a_table_comes_back_whole(table: Table) -> None:
    assert rebuilt(read(table)) == table


def test_without_quotes_the_evidence_stays_as_ids() -> None:
    found = read(small_table(), Options(with_quotes=False))
    assert found["quotes"] == []
    assert rebuilt(found).rows == small_table().rows


def test_several_tables_share_one_object() -> None:
    (part,) = writer.render((small_table("nl"), small_table("en")), OPTIONS)
    assert [table["language"] for table in json.loads(part.body)["tables"]] == ["nl", "en"]


def test_a_number_that_json_cannot_hold_becomes_null() -> None:
    table = replace(small_table(), rows=(Row("r", (Cell(kind=CellKind.NUMBER, number=float("inf")),) * 4),))
    cells = read(table)["rows"]
    assert isinstance(cells, list)
    assert cells[0]["cells"]["n"]["number"] is None


def test_two_columns_with_one_id_are_refused() -> None:
    table = replace(small_table(), columns=(Column("a", "A"),) * 4)
    with pytest.raises(ValueError, match="one id"):
        writer.render((table,), OPTIONS)


def test_the_stamp_is_there() -> None:
    assert read(small_table())["stamp"] == asdict(small_table().stamp)
