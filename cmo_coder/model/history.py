"""An entry of the change log as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import _


class ChangeKind(StrEnum):
    """What an entry did: something new, taking a change back, or bringing it again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class ChangeState(StrEnum):
    """Whether a change is in force, taken back, or taken back and overtaken by a later change."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """Who did what, when and why. `what` is a message id that `args` fill; `seq` counts from 1 without gaps."""

    seq: int
    id: str
    kind: ChangeKind
    state: ChangeState
    target_seq: int | None
    act: str
    what: str
    args: tuple[tuple[str, str], ...]
    reason: str
    coder_id: str | None
    coder_name: str
    at: str

    def text(self) -> str:
        """What was done, in the current language."""
        return text_of(self.kind, self.what, dict(self.args))


def text_of(kind: ChangeKind, what: str, args: Mapping[str, str]) -> str:
    """What a change, undo or redo did, in the current language."""
    done = _(what).format(**args) if args else _(what)
    if kind is ChangeKind.UNDO:
        return _("Undone: {what}").format(what=done)
    if kind is ChangeKind.REDO:
        return _("Done again: {what}").format(what=done)
    return done


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a change: its table, its fields before (empty: it was new) and after (empty: it was deleted), as
    text.
    """

    table: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
