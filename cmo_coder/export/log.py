"""The change log as a file: CSV for a spreadsheet, JSON Lines with every row for a program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.export.errors import ExportError
from cmo_coder.export.files import Target, at_home, checked_path, place, refuse_folder
from cmo_coder.export.naming import with_extension
from cmo_coder.messages import N_
from cmo_coder.store.history import entries
from cmo_coder.store.log_export import csv_lines, json_lines

if TYPE_CHECKING:
    from cmo_coder.store.project import Project

CSV = ".csv"
JSON_LINES = ".jsonl"


def write_log(project: Project, path: Path, *, overwrite: bool = False, **filters: Any) -> Path:
    """Write the change log, oldest first, in the current language; gives the file that was made.

    `filters` are those of `history.entries`: without any it is the whole log.

    The extension decides: .csv (with a byte order mark, for Excel) or .jsonl (with the rows before and after); without
    one it becomes .csv. Raises ExportError where nothing could be written; then all is as it was.
    """
    path = at_home(path)
    refuse_folder(path)
    path = with_extension(path, CSV)
    if path.suffix.lower() not in (CSV, JSON_LINES):
        raise ExportError(
            N_("The log is not written as {extension}."), N_("Use .csv or .jsonl."), extension=path.suffix
        )
    checked_path(path, overwrite=overwrite)
    with project.read() as reading:
        found = entries(reading, newest_first=False, **filters)
        if path.suffix.lower() == CSV:
            body = "\ufeff" + "".join(csv_lines(found))
        else:
            body = "".join(json_lines(reading, found, with_rows=True))
    place((Target(checked_path(path, overwrite=overwrite), body.encode("utf-8")),))
    return path
