"""Whole studies out: everything in a project, in the same form that `bulk` reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.export.files import Target, checked_path, place

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.store.reading import Reading


def write_bulk(project: Project, path: Path, *, overwrite: bool = False) -> Path:
    """Write the whole study as one JSON Lines file, its texts included; give the path back.

    Loading the file into an empty project makes the same rows in every table, ids included; only the history stays
    behind. The same study gives the same bytes. The file appears whole or not at all: raises ExportError where it
    cannot be written, or is there already and `overwrite` is off.
    """
    real = checked_path(path, overwrite=overwrite)
    with project.read() as reading:
        body = "".join(f"{line}\n" for line in bulk_lines(reading)).encode("utf-8")
    place((Target(real, body),))
    return path


def bulk_lines(reading: Reading) -> Sequence[str]:
    """The lines of the whole study, without their line ends."""
    from cmo_coder.exchange.bulk_records import lines_of

    return lines_of(reading)
