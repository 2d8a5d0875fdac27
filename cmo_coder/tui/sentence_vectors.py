"""Sentence vectors (an extra) for the open study: made in the background, once for each text, and used while reading.

The setting says which encoder. Until all vectors are there the suggestions do without; then they are learned anew. What
is made is kept beside the project, so that stopping loses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cmo_coder.messages import N_, _
from cmo_coder.store.cache_folder import cache_folder
from cmo_coder.tui.background import behind, logged

if TYPE_CHECKING:
    from cmo_coder.suggest.vectors import KeptVectors
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.session import Session

FEW = 20
"""So many texts without a vector (a few codings, a new code) are encoded when they are met; more in the background."""
TYPING = 1.0
"""Seconds after a key in which no vector is made."""
WAITS = 0.05


class _Stopped(Exception):
    """The vectors are not wanted any more."""


class SentenceVectors:
    """What the setting asks for, for one study."""

    def __init__(self, app: CmoApp, session: Session, learn_again: Callable[[], None]) -> None:
        self._app, self._session, self._learn_again = app, session, learn_again
        self._kept: KeptVectors | None = None
        self._name = ""
        self._ticket = 0
        self.done: tuple[int, int] | None = None
        """How many of how many are made, while they are being made."""
        self.problem = ""
        """Why there are none, in the user's language."""
        self.told: Callable[[], None] | None = None
        """Called when there is something new to show of it."""

    def usable(self) -> tuple[str, KeptVectors] | None:
        """The name of the encoder and its vectors, where they are there; else they are begun. Call it in a worker."""
        from cmo_coder.suggest.extras import learned_texts

        name = self._app.settings.sentence_vectors
        kept = self._of(name) if name else None
        if kept is None:
            return None
        with self._session.project.read() as reading:
            known = kept.missing([*learned_texts(reading), *self._sentences()]) <= FEW
        if not known:
            self._app.call_from_thread(self.make)
            return None
        return name, kept

    def _sentences(self) -> tuple[str, ...]:
        """The sentences of every document that may be read with suggestions."""
        from cmo_coder.store.documents import documents_of
        from cmo_coder.suggest.extras import proposed_texts

        project = self._session.project
        wanted = [one.id for one in documents_of(project) if not project.works_blind(one.id)]
        with project.read() as reading:
            return proposed_texts(reading, wanted)

    def _of(self, name: str) -> KeptVectors | None:
        """The vectors of an encoder; nothing, and why, where it is not installed."""
        from cmo_coder.model.errors import UserError
        from cmo_coder.suggest.extras import kept_vectors

        if self._kept is None or name != self._name:
            try:
                self._kept = kept_vectors(cache_folder(self._session.project.place), [name])[name]
            except UserError as error:
                self._kept, self.problem = None, str(error)
                return None
            self._name, self.problem = name, ""
        return self._kept

    def make(self) -> None:
        """Begin to make what is not there yet."""
        if self.done is not None:
            return
        self._ticket += 1
        ticket, self.done = self._ticket, (0, 0)
        what = N_("The sentence vectors were not made")
        behind(self._app, lambda: self._make(ticket), what, group="vectors", exclusive=False, name="sentence vectors")
        self._app.tell(_("Sentence vectors are made in the background; the settings (g i) show how far, and stop it."))

    def stop(self) -> None:
        """Make no more; what is made is kept."""
        self._ticket += 1
        self.done = None

    def forget(self) -> None:
        """Nothing is kept in memory: another encoder, none, or words that were removed for good."""
        self.stop()
        self._kept, self.problem = None, ""

    def _make(self, ticket: int) -> None:
        """In the worker."""
        from cmo_coder.suggest.extras import learned_texts

        worker, folder = get_current_worker(), cache_folder(self._session.project.place)

        def progress(done: int, of: int) -> None:
            while time.monotonic() - self._app.last_key < TYPING and not worker.is_cancelled and ticket == self._ticket:
                time.sleep(WAITS)
            if worker.is_cancelled or ticket != self._ticket or not folder.is_dir():
                raise _Stopped  # where the folder is gone words were removed for good
            self.done = (done, of)
            self._app.call_from_thread(self._tell)

        try:
            kept = self._of(self._app.settings.sentence_vectors)
            if kept is None:
                raise _Stopped
            with self._session.project.read() as reading:
                learned = learned_texts(reading)
            kept.vectors([*learned, *self._sentences()], progress)
        except _Stopped:
            if ticket == self._ticket:
                self.done = None
            return
        except Exception as error:
            self.problem, self.done = logged(error, "making sentence vectors"), None
            self._app.call_from_thread(self._tell)
            return
        if self._app.is_running and ticket == self._ticket:
            self._app.call_from_thread(self._made)

    def _made(self) -> None:
        self.done = None
        self._app.tell(_("The sentence vectors are there: suggestions use them from now on."))
        self._learn_again()
        self._tell()

    def _tell(self) -> None:
        if self.told is not None:
            self.told()
