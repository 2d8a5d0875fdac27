"""What the writers take and give: options, rendered files and the description of a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cmo_coder.tables.value import Front, Table


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the one who exports.

    `with_quotes`: also write the quotes (sheet, appendix or second file). Leave it off where a table goes to people who
    may not read the interviews. `excel`: only for CSV, the form that Excel opens with a double click in most of Europe.
    """

    with_quotes: bool = True
    excel: bool = False
    front: Front | None = None
    """The first page, before the table of contents, in formats that are read (Word, HTML, Markdown)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: `suffix` stands between the name that the user gave and its extension."""

    body: bytes
    suffix: str = ""


Render = Callable[[tuple[Table, ...], Options], tuple[Part, ...]]
"""Turns tables into files. The same tables and options give the same bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format. `title` and `description` are message ids; `extension` has its dot, `others` are read as the same.

    `together`: several tables go into one file; without it each gets a file of its own.
    """

    id: str
    title: str
    extension: str
    description: str
    render: Render
    others: tuple[str, ...] = ()
    together: bool = True
