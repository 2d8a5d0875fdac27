"""Work for suggestions, done piece by piece in one worker; what fails there never takes the program down."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cmo_coder.messages import N_
from cmo_coder.tui.background import behind, logged

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

FAILED = N_("The suggestions did not come")

PAINTED = 0.015
"""Seconds after an act in which its rows are painted: what is learned from it holds the interpreter for milliseconds at
a time, for which that frame would wait. New suggestions are to be in view within 60 ms of the act, so it is no more."""

Work = Callable[[], None]
Failed = Callable[[str], None]
"""Told in the thread of the screens why a piece of work failed, in the user's language."""


class Jobs:
    """Pieces of work in the order in which they were asked for."""

    def __init__(self, app: CmoApp) -> None:
        self._app = app
        self._waiting: deque[tuple[Work, Failed]] = deque()
        self._lock = Lock()
        self.running = False
        self.left = False

    @property
    def waiting(self) -> bool:
        """Whether something was asked for that is not begun."""
        return bool(self._waiting)

    def do(self, job: Work, failed: Failed, *, after_frame: bool = False) -> None:
        """Do a piece of work when those asked for before are done; `after_frame` for what an act on the screen brings
        along: it begins when that has been painted, and must be asked for in the thread of the screens.
        """
        with self._lock:
            self._waiting.append((job, failed))
            if self.running or self.left:
                return
            self.running = True
        if after_frame:
            self._app.set_timer(PAINTED, self._begin, name="learn")
        else:
            self._begin()

    def _begin(self) -> None:
        behind(self._app, self._work, FAILED, group="suggest", exclusive=False, name="suggestions")

    def aside(self, job: Work, failed: Failed) -> None:
        """Do a piece of work beside the others. Only the last that was asked for is done."""
        behind(self._app, lambda: self._one(job, failed), FAILED, group="suggest aside", name="aside")

    def back(self, then: Work) -> None:
        """Do something in the thread of the screens, unless the study was left."""
        if not self.left and self._app.is_running:
            self._app.call_from_thread(then)

    def leave(self) -> None:
        """Nothing is wanted any more."""
        self.left = True
        self._waiting.clear()

    def _work(self) -> None:
        worker = get_current_worker()
        while True:
            with self._lock:
                if not self._waiting or worker.is_cancelled:
                    self.running = False
                    return
                job, failed = self._waiting.popleft()
            self._one(job, failed)

    def _one(self, job: Work, failed: Failed) -> None:
        try:
            job()
        except Exception as error:  # a missing library, too little memory, a fault: coding goes on without
            reason = logged(error, "suggesting")
            self.back(lambda: failed(reason))
