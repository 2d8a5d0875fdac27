"""Whole studies in: read a file in the bulk form, check all of it, and load it as one change."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.messages import N_
from cmo_coder.model.errors import RuleError

if TYPE_CHECKING:
    from cmo_coder.exchange.bulk_book import Book
    from cmo_coder.store.change import Change
    from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of a kind there are."""

    kind: str
    n: int


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A file in the bulk form that was read and found sound. Made by `read_bulk` only."""

    path: Path
    counts: tuple[KindCount, ...]
    book: Book


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What a load brought: records by kind, and rows. `study_taken`: the project now has the study of the file."""

    counts: tuple[KindCount, ...]
    rows: int
    study_taken: bool


def read_bulk(path: Path) -> BulkFile:
    """Read a file of coded data (docs/reference/bulk-form.md), with the texts that it names, and check all of it.

    Raises BulkError with every mistake by line and field; UserError where the file is not there or cannot be read.
    Writes nothing.
    """
    from cmo_coder.exchange.bulk_read import read

    return read(path)


def load_bulk(project: Project, bulk: BulkFile) -> BulkResult:
    """Put everything of a file into a project: one change, which one undo takes back.

    The study record is used only where the project holds nothing yet but its study and coders; then it replaces the
    study of the project, its id included. Raises BulkError where something is in the project already, where a number is
    taken, or where a hard rule of the method would be broken; in each case nothing is changed.
    """
    from cmo_coder.exchange.bulk_load import load, raise_for_rules

    def change() -> AbstractContextManager[Change]:
        return project.change("bulk.load", N_("Coded data of {file} loaded"), file=bulk.path.name)

    try:
        with change() as opened:
            return load(opened, bulk)
    except RuleError:
        # The rules speak at the end of a change, one at a time. Only now is it worth the time to ask for all of them.
        with change() as opened:
            raise_for_rules(opened, bulk)
        raise


def create_project_from_bulk(path: Path, place: str | Path) -> Project:
    """Make a project of a file: its study, and everything else as one change after that.

    Raises BulkError as `read_bulk` and `load_bulk` do and where the file holds no study; ProjectError where there is a
    project already. No project file is left behind where the load fails.
    """
    from cmo_coder.exchange.bulk_load import study_of_file
    from cmo_coder.store.project import Project

    bulk = read_bulk(path)
    project = Project.create(place, study_of_file(bulk))
    try:
        load_bulk(project, bulk)
    except BaseException:
        project.close()
        if project.path is not None:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    project.path.with_name(project.path.name + ending).unlink(missing_ok=True)
        raise
    return project
