"""What runs in the background may fail, for reasons nobody foresaw; who is coding then goes on coding.

Every thread of the screens is begun here, so that none is without its guard.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

    from cmo_coder.tui.app_screens import ScreensApp

log = logging.getLogger(__name__)

Failed = Callable[[str], None]
"""Hears, in the thread of the screens and in the user's language, what failed and what to do."""

NOTHING_CHANGED = N_("{what}: {reason}. Nothing was changed. Go on, or try it once more.")


def behind(
    of: DOMNode,
    work: Callable[[], None],
    what: str,
    failed: Failed | None = None,
    *,
    group: str,
    exclusive: bool = True,
    name: str = "",
) -> Worker[Any]:
    """Do `work` in a thread that ends with the screen (or with the app) `of`.

    Where it fails, for whatever reason, `failed` hears it in one sentence (without it, a message is shown), and nothing
    else comes of it. `what` is that sentence's beginning, a message id: “The files were not loaded”. Whoever was called
    off hears nothing any more.
    """
    from textual.worker import get_current_worker

    app = cast("ScreensApp", of.app)

    def run() -> None:
        try:
            do(work, group)
        except Exception as error:  # whatever it is, coding goes on
            sentence = sentence_of(error, what)
            if get_current_worker().is_cancelled or not app.is_running:
                return
            try:
                app.call_from_thread(failed or app.warn, sentence)
            except Exception as again:  # the screen that should say it is gone
                logged(again, what)

    return of.run_worker(run, thread=True, exclusive=exclusive, group=group, name=name or group, exit_on_error=False)


def watching(work: Callable[[], None], name: str) -> None:
    """Do `work`, which only waits for something outside the program, in a thread that keeps nobody from leaving.

    It goes on when the screens hang; where it fails that is written down.
    """
    import threading

    def run() -> None:
        try:
            work()
        except Exception as error:  # nobody is there to hear it
            logged(error, name)

    threading.Thread(target=run, name=name, daemon=True).start()


def sentence_of(error: Exception, what: str) -> str:
    """What a person reads where something failed: a user error's own words, else what failed and why.

    What was not foreseen is written down. `what` is a message id.
    """
    if isinstance(error, UserError):
        return str(error)
    return _(NOTHING_CHANGED).format(what=_(what), reason=logged(error, what))


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
        log.error("%s: failed in the background", what, exc_info=error)
        keep_fault(error, what)
    return reason_of(error)


def keep_fault(error: Exception, what: str) -> None:
    """Add where in the program a fault arose to a file of the user's own; words of the study do not come into it."""
    from contextlib import suppress
    from datetime import UTC, datetime
    from traceback import format_tb

    from cmo_coder import __version__
    from cmo_coder.paths import faults_file

    # Not the error's own words: these may hold a quote or a name.
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M} cmo-coder {__version__} · {what} · {type(error).__name__}\n"]
    lines += format_tb(error.__traceback__)
    path = faults_file()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        full = path.exists() and path.stat().st_size > MOST_KEPT
        with path.open("w" if full else "a", encoding="utf-8") as file:
            file.writelines([*lines, "\n"])


MOST_KEPT = 200_000
"""Bytes of faults from which on the file begins anew."""


def do(work: Callable[[], None], group: str) -> None:
    """Do the work of a group; tests put something that fails in its place."""
    del group
    work()


def quietly(told: str) -> None:
    """For work whose result nobody waits for: where it fails that is written down, and no more."""
    del told
