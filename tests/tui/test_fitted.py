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


def looks(table: FittedTable) -> list[list[tuple[str, object]]]:
    """What stands on each line of the table, with its colours."""
    lines = [table.render_line(y) for y in range(table.size.height)]
    return [
        [(segment.text, segment.style.without_color if segment.style else None) for segment in line]
        + [("", str(segment.style.bgcolor)) for segment in line if segment.style]
        for line in lines
    ]


async def test_filled_again_only_other_cells_are_drawn_and_it_looks_as_if_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[tuple[int, int]] = []
    inner = DataTable._render_cell

    def counted(self: DataTable[Text], row: int, column: int, *rest: object) -> object:
        if row >= 0:
            drawn.append((row, column))
        return inner(self, row, column, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(DataTable, "_render_cell", counted)
    then = [[f"code {nr:02}", f"{nr}", "x"] for nr in range(6)]
    now = [row if nr != 3 else ["code 03", "8", "x"] for nr, row in enumerate(then)]
    moved = [now[1], now[0], *now[2:]]
    table, fresh = FittedTable(cursor_type="row"), FittedTable(cursor_type="row")
    async with TableApp(table).run_test(size=(60, 10)) as pilot:
        for rows, others in ((then, 18), (now, 1), (moved, 4), (moved, 0)):
            drawn.clear()
            fill(table, ("Code", "n", "?"), [[Text(cell) for cell in row] for row in rows])
            await pilot.pause()
            assert len(drawn) == others
        drawn.clear()
        table.move_cursor(row=2)
        await pilot.pause()
        assert {row for row, _column in drawn} == {0, 2}  # where the cursor was and is
        shown = looks(table)
    async with TableApp(fresh).run_test(size=(60, 10)) as pilot:
        fill(fresh, ("Code", "n", "?"), [[Text(cell) for cell in row] for row in moved])
        fresh.move_cursor(row=2)
        await pilot.pause()
        assert looks(fresh) == shown


async def test_a_table_of_another_height_draws_only_lines_that_were_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    inner = DataTable._render_line

    def counted(self: DataTable[Text], y: int, *rest: object) -> object:
        drawn.append(y)
        return inner(self, y, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(DataTable, "_render_line", counted)
    rows = [[f"code {nr:02}", f"{nr}"] for nr in range(30)]
    table = FittedTable(cursor_type="row")
    async with TableApp(table).run_test(size=(60, 10)) as pilot:
        fill(table, ("Code", "n"), [[Text(cell) for cell in row] for row in rows])
        await pilot.pause()
        assert set(range(10)) <= set(drawn)
        drawn.clear()
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert set(drawn) == {10, 11}
        drawn.clear()
        rows[4][1] = "99"
        fill(table, ("Code", "n"), [[Text(cell) for cell in row] for row in rows])
        await pilot.pause()
        assert set(drawn) == {5}  # below the head


@pytest.mark.parametrize("elastic", [None, 0])
async def test_a_table_that_is_filled_again_looks_as_if_made_anew_and_stays_where_it_was(elastic: int | None) -> None:
    one = [[f"code {nr:02}", str(nr), "x"] for nr in range(30)]
    other = [row if nr != 24 else ["code 24", "8", "y"] for nr, row in enumerate(one)]
    wider = [row if nr != 3 else ["a code with a long name", "3", "x"] for nr, row in enumerate(other)]
    some = [one, other, other, wider, [*wider, ["last", "", ""]], wider[:28], [wider[25], *wider[:27]], one]
    titles = ("Code", "n", "?")
    table = FittedTable(cursor_type="row")
    async with TableApp(table).run_test(size=(60, 10)) as pilot:
        table.refill(titles, one, room=28, elastic=elastic)
        table.move_cursor(row=25)
        await pilot.pause()
        for rows in some:
            table.refill(titles, rows, room=28, elastic=elastic)
            await pilot.pause()
            assert table.cursor_row == 25
            shown, size, fresh = looks(table), table.virtual_size, FittedTable(cursor_type="row")
            async with TableApp(fresh).run_test(size=(60, 10)) as beside:
                fill(fresh, titles, [[Text(cell) for cell in row] for row in rows], room=28, elastic=elastic)
                fresh.move_cursor(row=25)
                fresh.scroll_to(y=table.scroll_y, animate=False)
                await beside.pause()
                assert (looks(fresh), fresh.virtual_size) == (shown, size)
        table.refill(("Code", "n"), [row[:2] for row in one])
        assert (table.cursor_row, len(table.columns)) == (0, 2)


async def test_only_the_lines_of_a_table_that_hold_other_words_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    inner = FittedTable.render_line

    def counted(self: FittedTable, y: int) -> object:
        asked.append(y)
        return inner(self, y)

    monkeypatch.setattr(FittedTable, "render_line", counted)
    rows = [[f"code {nr:02}", f"{nr:02}"] for nr in range(30)]
    table = FittedTable(cursor_type="row")
    async with TableApp(table).run_test(size=(60, 10)) as pilot:
        table.refill(("Code", "n"), rows)
        await pilot.pause()
        asked.clear()
        table.refill(("Code", "n"), [row if nr not in (4, 20) else [row[0], "99"] for nr, row in enumerate(rows)])
        await pilot.pause()
        assert set(asked) == {5}  # below the head; line 20 is not in view
