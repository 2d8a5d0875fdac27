"""Names of files, and which format they ask for."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from cmo_coder.export.errors import ExportError
from cmo_coder.messages import N_

_NOT_IN_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


class Named(Protocol):
    """What is asked of a format here: an id, its extension with a dot, and other extensions that mean the same."""

    @property
    def id(self) -> str: ...

    @property
    def extension(self) -> str: ...

    @property
    def others(self) -> tuple[str, ...]: ...


AnyFormat = TypeVar("AnyFormat", bound=Named)


def chosen(formats: Sequence[AnyFormat], path: Path, format: str | None) -> AnyFormat:
    """Return the format with the id or extension `format`, without it the one that the extension of `path` names.

    Raises ExportError where there is none.
    """
    wish = (format if format is not None else path.suffix).strip().lower().removeprefix(".")
    for known in formats:
        if wish and (wish == known.id or f".{wish}" in (known.extension, *known.others)):
            return known
    names = ", ".join(known.id for known in formats)
    if not wish:
        raise ExportError(
            N_("The name {path} does not tell the format."),
            N_("Give it one of these extensions, or name the format: {formats}."),
            path=path,
            formats=names,
        )
    raise ExportError(N_("There is no format {format}."), N_("The formats are: {formats}."), format=wish, formats=names)


def with_extension(path: Path, extension: str) -> Path:
    """Return `path` with `extension` where it has none; what exists under the bare name keeps that name."""
    if path.suffix or os.path.lexists(path):
        return path
    return path.with_name(path.name + extension)


def file_name(text: str) -> str:
    """Return `text` as part of a file name: lower case, without accents, with hyphens for all that is no letter."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = _NOT_IN_NAME.sub("-", plain.lower()).strip("-.")[:_LONGEST_NAME].rstrip("-.")
    return name or "table"
