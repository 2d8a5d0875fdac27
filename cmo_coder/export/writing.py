"""The door of the room: write a table, or several, to a file in one of the formats."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.export import csv, docx, html, json, markdown, xlsx
from cmo_coder.export.files import Target, at_home, checked_path, place, refuse_folder
from cmo_coder.export.naming import chosen, file_name, with_extension
from cmo_coder.export.value import Format, Options
from cmo_coder.messages import N_
from cmo_coder.tables.value import Table

FORMATS = (
    Format(
        "xlsx", N_("Excel workbook"), ".xlsx",
        N_("A sheet with the table, a sheet with the quotes behind each row, a sheet about the table."),
        xlsx.render,
    ),
    Format(
        "docx", N_("Word document"), ".docx",
        N_("A table with a caption that Word numbers, the quotes as an appendix."), docx.render,
    ),
    Format(
        "html", N_("Web page"), ".html",
        N_("One page for any browser; every cell leads to its quotes."), html.render, (".htm",),
    ),
    Format(
        "md", N_("Markdown"), ".md",
        N_("A pipe table and the quotes, as plain text."), markdown.render, (".markdown",),
    ),
    Format(
        "csv", N_("CSV"), ".csv",
        N_("Plain rows for R, Python or SPSS; the quotes in a second file."), csv.render, together=False,
    ),
    Format(
        "json", N_("JSON"), ".json",
        N_("Everything in the table with ids and offsets, for programs."), json.render,
    ),
)  # fmt: skip
"""The formats, in the order in which they are offered."""

_STANDARD = Options()


def write_table(
    table: Table, path: Path, format: str | None = None, *, overwrite: bool = False, options: Options = _STANDARD
) -> Path:
    """Write one table and return the file that was made (with CSV the quotes stand beside it, see `write_tables`).

    `format` is the id of one of FORMATS; without it the extension of `path` decides. A path without an extension gets
    that of the format. Raises ExportError where nothing could be written; then everything is as it was.
    """
    return write_tables((table,), path, format, overwrite=overwrite, options=options)[0]


def write_tables(
    tables: tuple[Table, ...],
    path: Path,
    format: str | None = None,
    *,
    overwrite: bool = False,
    options: Options = _STANDARD,
) -> tuple[Path, ...]:
    """Write several tables and return the files that were made, the main one first.

    They come into one workbook, document, page or object. CSV holds one table: there each of several tables gets its
    own file, named after `path` and the id of the table. Raises ExportError as `write_table` does, and ValueError
    where there is no table.
    """
    if not tables:
        raise ValueError("there is no table to write")
    path = at_home(path)
    refuse_folder(path)
    wanted = format_of(path, format)
    path = with_extension(path, wanted.extension)
    if wanted.together or len(tables) == 1:
        groups = [(path, tables)]
    else:
        groups = [(_beside(path, f"-{file_name(table.id)}"), (table,)) for table in tables]
    rendered: list[tuple[Path, bytes]] = []
    for target, group in groups:
        checked_path(target, overwrite=overwrite)  # before the work, which may take a while
        for part in wanted.render(group, options):
            rendered.append((_beside(target, part.suffix), part.body))
    place(tuple(Target(checked_path(target, overwrite=overwrite), body) for target, body in rendered))
    return tuple(target for target, _body in rendered)


def format_of(path: Path, format: str | None = None) -> Format:
    """Return the format with the id or extension `format`, without it the one that the extension of `path` names.

    Raises ExportError where there is none.
    """
    return chosen(FORMATS, path, format)


def suggested_name(table: Table, format: str) -> str:
    """Return a file name that every system allows: the title of a table and its day ("cmo-matrix-2026-03-01.xlsx")."""
    day = table.stamp.date[:10]
    name = file_name(f"{table.title}-{day}" if day else table.title)
    return name + format_of(Path(), format).extension


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.stem}{suffix}{path.suffix}") if suffix else path
