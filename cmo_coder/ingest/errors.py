"""The error of a file that cannot be read."""

from __future__ import annotations

from cmo_coder.model.errors import UserError


class ReadError(UserError):
    """A file that cannot be read: which, why, and what to do."""
