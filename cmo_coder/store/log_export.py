"""The change log as plain rows, for a file: CSV or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.history import ChangeEntry, ChangeKind, ChangeState, RowChange
from cmo_coder.store.history import entries, rows_of
from cmo_coder.store.names import name_of
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading

COLUMNS: tuple[tuple[str, str], ...] = (
    ("seq", N_("sequence number")),
    ("at", N_("when (UTC)")),
    ("coder", N_("who")),
    ("what", N_("what")),
    ("reason", N_("why")),
    ("kind", N_("kind")),
    ("state", N_("state")),
    ("act", N_("act")),
    ("id", N_("id")),
)
"""The fields of a row: the name for programs, the heading for people."""


def plain_row(entry: ChangeEntry) -> tuple[str, ...]:
    """One entry as text fields, in the order of COLUMNS; what was done in the current language."""
    return (
        str(entry.seq),
        entry.at,
        entry.coder_name,
        entry.text(),
        entry.reason,
        entry.kind.value,
        entry.state.value,
        entry.act,
        entry.id,
    )


_WORDS: dict[str, str] = {
    ChangeKind.DO: N_("change"),
    ChangeKind.UNDO: N_("undo"),
    ChangeKind.REDO: N_("redo"),
    ChangeState.DONE: N_("in force"),
    ChangeState.UNDONE: N_("undone"),
    ChangeState.DROPPED: N_("undone for good"),
}
"""Kinds and states as people read them; programs read the JSON Lines."""


def csv_lines(log: Iterable[ChangeEntry]) -> Iterator[str]:
    """The log as lines of CSV (comma, CRLF), the first with headings in the current language.

    A field that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    yield _csv_line(tuple(_(heading) for _name, heading in COLUMNS))
    for entry in log:
        fields = dict(zip((name for name, _heading in COLUMNS), plain_row(entry), strict=True))
        fields |= {"kind": _(_WORDS[entry.kind]), "state": _(_WORDS[entry.state])}
        yield _csv_line(tuple(map(_harmless, fields.values())))


def json_lines(reading: Reading, log: Iterable[ChangeEntry], *, with_rows: bool = False) -> Iterator[str]:
    """The log as JSON Lines with the English names of COLUMNS; `with_rows` adds the rows before and after."""
    for entry in log:
        fields: dict[str, object] = dict(zip((name for name, _heading in COLUMNS), plain_row(entry), strict=True))
        fields["seq"] = entry.seq
        fields["target_seq"] = entry.target_seq
        if with_rows:
            fields["rows"] = [_row_fields(row) for row in rows_of(reading, entry.seq)]
        yield json.dumps(fields, ensure_ascii=False) + "\n"


def write_log(project: Project, path: Path, *, with_rows: bool = True, **filters: Any) -> int:
    """Write the log, oldest first, to a `.csv` file or else as JSON Lines; gives the number of entries.

    `filters` are those of `history.entries`. Raises ProjectError where the file cannot be written; then a file that was
    there is as it was.
    """
    part = path.with_name(path.name + ".part")
    with project.read() as reading:
        found = entries(reading, newest_first=False, **filters)
        as_csv = path.suffix.lower() == ".csv"
        lines = csv_lines(found) if as_csv else json_lines(reading, found, with_rows=with_rows)
        try:
            # With its mark, or a spreadsheet takes the text for something older than UTF-8.
            with part.open("w", encoding="utf-8-sig" if as_csv else "utf-8", newline="") as file:
                file.writelines(lines)
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise ProjectError(
                N_("{path} cannot be written: {detail}."),
                N_("Choose another place, or make room."),
                path=path,
                detail=error.strerror,
            ) from error
    return len(found)


def _row_fields(row: RowChange) -> dict[str, object]:
    return {
        "table": row.table,
        "name": name_of(row.table),
        "before": dict(row.before) or None,
        "after": dict(row.after) or None,
    }


def _csv_line(fields: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(fields)
    return line.getvalue()


def _harmless(field: str) -> str:
    return "'" + field if field.startswith(("=", "+", "-", "@", "\t", "\r")) else field
