"""Tables filled with the widths of their columns are as large as Textual would make them, without measuring."""

from __future__ import annotations

import pytest
from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable

from cmo_coder.tui.widgets.fitted import FittedTable, fill

ROWS = [["Gesprek één", "12"], ["Een gesprek met een lange naam", "3"], ["日本", ""]]


class TableApp(App[None]):
    """One table."""

    def __init__(self, table: FittedTable) -> None:
        super().__init__()
        self.table = table

    def compose(self) -> ComposeResult:
        yield self.table


class Measured(FittedTable):
    """Sized as Textual does it."""

    _update_dimensions = DataTable._update_dimensions  # type: ignore[assignment]


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], []])
async def test_a_fitted_table_is_as_large_as_one_that_is_measured(rows: list[list[str]], header: bool) -> None:
    sizes = []
    for cls in (FittedTable, Measured):
        table = cls(show_header=header)
        async with TableApp(table).run_test(size=(60, 10)) as pilot:
            fill(table, ("Document", "Codes"), [[Text(cell) for cell in row] for row in rows], room=40, elastic=0)
            await pilot.pause()
            fill(table, ("Document", "Codes"), [[Text(cell) for cell in row] for row in rows[:2]], room=40, elastic=0)
            await pilot.pause()
            sizes.append(table.virtual_size)
    assert sizes[0] == sizes[1]
