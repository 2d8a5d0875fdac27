"""Opening the example study: the user's own copy, made when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.tui.background import behind

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


def open_demo(app: CmoApp) -> None:
    """Make the copy in a worker (it takes a moment the first time) and open it."""
    app.under_way(_("Preparing your copy of the example study …"))

    def make() -> None:
        from cmo_coder.exchange.demo import demo_project

        app.call_from_thread(app.open_project, str(demo_project()))

    behind(app, make, N_("The example study was not made"), app.opened_nothing, group="demo")
