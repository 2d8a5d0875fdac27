"""What the screens share: the open project, who works here, and what is remembered between sessions.

The store is imported when a project is opened, in a worker, so that the first frame does not wait for it.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.model.errors import UserError
from cmo_coder.paths import demo_file
from cmo_coder.settings import Place, Recent, Settings, load_settings, recent, remember, save_settings

if TYPE_CHECKING:
    from cmo_coder.model.study import Coder, Study
    from cmo_coder.realist.filtering import ClaimFilter
    from cmo_coder.store.project import Project

BUSY_SECONDS = 1.0
"""How long a key press waits for another program that writes in the project."""


@contextlib.contextmanager
def unless_it_fails(path: Path) -> Iterator[None]:
    """Leave no half study behind: what could not be set up whole, for whatever reason, is not there."""
    there = path.exists()
    try:
        yield
    except BaseException:
        for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))) if not there else ():
            file.unlink(missing_ok=True)
        raise


class Session:
    """One open project with its coder."""

    def __init__(self, project: Project) -> None:
        from cmo_coder.store.handing import handed_to
        from cmo_coder.store.study import coders_of, study_of

        self.project = project
        self._claim_filter: ClaimFilter | None = None
        self._study: Study = study_of(project)
        self._stale = False
        self.remembered: Recent = recent(project.place)
        coders = coders_of(project)
        known = {coder.id: coder for coder in coders}
        by_name = {coder.name: coder for coder in coders}
        coder = known.get(self.remembered.coder_id) or known.get(handed_to(project))
        coder = coder or by_name.get(load_settings().coder)
        if coder is None and project.place == str(demo_file()) and coders:
            coder = coders[0]  # whoever looks around in the example need not say who they are
        self.set_coder(coder)

    @property
    def claim_filter(self) -> ClaimFilter:
        """Which claims the screens list; it holds until it is changed or the study closed."""
        if self._claim_filter is None:
            from cmo_coder.realist.filtering import EVERY_CLAIM

            self._claim_filter = EVERY_CLAIM
        return self._claim_filter

    @claim_filter.setter
    def claim_filter(self, wanted: ClaimFilter) -> None:
        self._claim_filter = wanted

    @property
    def coder(self) -> Coder | None:
        """Who works at this computer."""
        return self.project.coder

    def set_coder(self, coder: Coder | None) -> None:
        """Say who works here; changes are written in that name."""
        self.project.coder = coder
        self.remembered = dataclasses.replace(self.remembered, coder_id=coder.id if coder else "")
        remember(self.remembered)

    @property
    def study(self) -> Study:
        """The study as it is now; where it cannot be read, as it was read last."""
        if self._stale:
            from cmo_coder.store.study import study_of

            with contextlib.suppress(UserError):
                self._study, self._stale = study_of(self.project), False
        return self._study

    def reload(self) -> None:
        """Have the study read again after a change, when somebody asks for it: what was done is shown first."""
        self._stale = True

    @property
    def place(self) -> Place | None:
        """Where the coder was last."""
        return self.remembered.place

    def be_at(self, document_id: str, caret: int) -> None:
        """Remember a place (code points)."""
        self.remembered = dataclasses.replace(self.remembered, place=Place(document_id, caret))

    def close(self) -> None:
        """Remember where we were and let go of the project."""
        remember(self.remembered)
        self.project.close()


def change_settings(**fields: object) -> Settings:
    """Change the user's settings and keep them; a folder that cannot be written only loses them at the end of the
    session.
    """
    settings = dataclasses.replace(load_settings(), **fields)  # type: ignore[arg-type]
    with contextlib.suppress(OSError):
        save_settings(settings)
    return settings


def open_session(place: str, *, with_backup: bool = True) -> Session:
    """Open a project for the screens. Imports the store: call it in a worker. Raises UserError."""
    from cmo_coder.store.project import Project

    return Session(Project.open(place, with_backup=with_backup, busy_seconds=BUSY_SECONDS))
