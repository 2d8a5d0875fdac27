"""Acts that undo does not go past by itself: they rewrote what stood before them."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.history import ChangeEntry

PSEUDONYMISED = "pseudonymise.apply"
WITHDRAWN = "respondent.withdraw"


class Barred(ProjectError):
    """Undo has come to an act that it cannot take back by itself. `entry` is that act."""

    def __init__(self, problem: str, remedy: str, entry: ChangeEntry) -> None:
        super().__init__(problem, remedy, day=entry.at[:10])
        self.entry = entry


def check_may_undo(entry: ChangeEntry) -> None:
    """Raise Barred where a change cannot be taken back by undo."""
    if entry.act == PSEUDONYMISED:
        raise Barred(
            N_("Here the study was pseudonymised ({day}): undo goes past it only with its key and the passphrase."),
            N_("Go to Pseudonymise (g w) and press z, or run: cmo-coder pseudonymise undo KEY"),
            entry,
        )
    if entry.act == WITHDRAWN:
        raise Barred(
            N_("Here a respondent was deleted on request ({day}): that cannot be undone, nor what was done before it."),
            N_("What you changed since is untouched."),
            entry,
        )
