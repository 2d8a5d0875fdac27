"""Telling that a new code looks like one that is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.model.codes import Code

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

MOST = 2


def warn_of_alike(app: CmoApp, code: Code, others: Iterable[Code]) -> None:
    """Warn where a code that was just made looks like others; it stays, and can be merged or undone."""
    from cmo_coder.suggest.alike_codes import alike_codes

    found = alike_codes(code, others)
    if found:
        names = ", ".join(f"“{one.code.name}”" for one in found[:MOST])
        app.warn(
            _("“{code}” looks like {names}. One and the same? u takes it back, v in the codebook (F7) merges.").format(
                code=code.name, names=names
            )
        )
