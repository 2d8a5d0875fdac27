"""A large study read as a whole and its coders compared, with what the screens that show it ask first. For a worker."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cmo_coder.model.errors import UserError
from cmo_coder.store.bulk_memory import collected_no_more
from cmo_coder.store.project import Project
from cmo_coder.tui import analysis
from cmo_coder.tui.comparing import compare_ahead, is_compared
from cmo_coder.tui.study_screens import OF_ANALYSIS, SCREENS_OF_STUDY

if TYPE_CHECKING:
    from cmo_coder.tui.app_screens import AheadApp
    from cmo_coder.tui.session import Session

ROUNDS = 3
"""How often a study is read at most for what waits for it, where it is changed each time meanwhile."""


def read_whole(app: AheadApp, session: Session) -> None:
    """Make ready what is not, and import the screens; the app hears of each step that was made."""
    steps: tuple[tuple[Callable[[Project], bool], Callable[[Project], None], Collection[str]], ...] = (
        (analysis.is_at_hand, lambda project: analysis.read_ahead(project, app.size.width), OF_ANALYSIS),
        (is_compared, compare_ahead, SCREENS_OF_STUDY),
    )
    for _round in range(ROUNDS):
        for is_there, make, names in steps:
            with suppress(UserError):  # the study was closed meanwhile, or is busy: then it is read when it is needed
                if is_there(session.project):
                    continue
                with collected_no_more():
                    make(session.project)
                    for name in names:
                        app.screen_class(name)
            if get_current_worker().is_cancelled:
                return
            app.call_from_thread(app.came, session)
        if not app.is_waiting or get_current_worker().is_cancelled:
            return
        app.call_from_thread(app.came, session)  # else it was changed meanwhile, and is read anew for who works blind
