"""What runs in the background may fail, for reasons nobody foresaw; who is coding then goes on coding."""

from __future__ import annotations

import logging
from collections.abc import Callable

from cmo_coder.messages import _
from cmo_coder.model.errors import UserError

log = logging.getLogger(__name__)


def reason_of(error: Exception) -> str:
    """Why something failed, in a few words in the user's language."""
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, ImportError):
        return _("a part of the program is missing ({name}); install it anew").format(name=error.name or error)
    if isinstance(error, MemoryError):
        return _("there is too little memory; close other programs")
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return _("a fault in the program ({fault})").format(fault=type(error).__name__)


def logged(error: Exception, what: str) -> str:
    """Write down that `what` failed, unless it was foreseen, and give the reason as `reason_of` does."""
    if not isinstance(error, UserError):
        log.error("%s failed in the background", what, exc_info=error)
    return reason_of(error)


def guarded(work: Callable[[], None], what: str) -> Callable[[], None]:
    """`work` for a worker whose result nobody waits for: where it fails that is written down, and no more."""

    def run() -> None:
        try:
            work()
        except Exception as error:  # whatever it is, coding goes on
            logged(error, what)

    return run
