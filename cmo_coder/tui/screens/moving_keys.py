"""The keys with which one moves through a transcript, for the help of a dialog that shows one."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import _


def moving_keys() -> Sequence[tuple[str, str]]:
    """Keys and what they do, in the user's language."""
    return (
        (_("arrows, w b"), _("move by letter, line and word")),
        ("j k, { }", _("to the next and the previous sentence, turn")),
        ("PgUp PgDn, G", _("a page up or down, to the end")),
    )
