"""Telling that a new code looks like one that is there. It is looked for in a worker: nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.model.codes import Code
from cmo_coder.tui.background import behind, quietly

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

FAILED = N_("The codes were not compared")

MOST = 2
MOST_PAIRS = 5


def warn_of_alike(app: CmoApp, code: Code, others: Iterable[Code]) -> None:
    """Warn where a code that was just made looks like others; it stays, and can be merged or undone."""
    there = tuple(others)

    def look() -> None:
        from cmo_coder.suggest.alike_codes import AlikeBy, alike_codes

        found = alike_codes(code, there)
        if found and app.is_running:
            by = {AlikeBy.NAME: "“{name}”", AlikeBy.DEFINITION: _("“{name}” (by its definition)")}
            names = ", ".join(by[one.by].format(name=one.code.name) for one in found[:MOST])
            words = _("“{code}” looks like {names}. One and the same? u takes it back, v in the codebook (F7) merges.")
            app.call_from_thread(app.warn, words.format(code=code.name, names=names))

    behind(app, look, FAILED, quietly, group="alike", exclusive=False, name="alike codes")


def warn_of_alike_pairs(app: CmoApp, new: Iterable[Code], codes: Iterable[Code]) -> None:
    """Warn of codes that came in together and look like ones that are there."""
    came, there = tuple(new), tuple(codes)

    def look() -> None:
        from cmo_coder.suggest.alike_codes import alike_among

        found = alike_among(came, there)
        if found and app.is_running:
            pairs = [f"“{code.name}” / “{one.code.name}”" for code, one in found[:MOST_PAIRS]]
            more = "" if len(found) <= MOST_PAIRS else " …"
            words = _("These codes look alike: {pairs}. s in the codebook says why, v merges.")
            app.call_from_thread(app.warn, words.format(pairs=", ".join(pairs) + more))

    behind(app, look, FAILED, quietly, group="alike", exclusive=False, name="alike codes")
