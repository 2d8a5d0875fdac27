"""What can go wrong when a file is written, for people."""

from __future__ import annotations

from cmo_coder.model.errors import UserError


class ExportError(UserError):
    """A file that cannot be written; what was there before is still there."""


class AlreadyThere(ExportError):
    """A file that would be replaced, and was not: a screen asks, and writes again with `overwrite`."""
