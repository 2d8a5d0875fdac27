"""Opening the example study: the user's own copy, made when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


def open_demo(app: CmoApp) -> None:
    """Make the copy in a worker (it takes a moment the first time) and open it."""
    app.under_way(_("Preparing your copy of the example study …"))

    def make() -> None:
        from cmo_coder.exchange.demo import demo_project

        try:
            path = demo_project()
        except UserError as error:
            app.call_from_thread(app.opened_nothing, str(error))
            return
        app.call_from_thread(app.open_project, str(path))

    app.run_worker(make, thread=True, exclusive=True, group="demo")
