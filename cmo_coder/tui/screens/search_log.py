"""Logging a search for negative cases: one dialog for the card, the board and the contradictions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.store.configurations import log_search
from cmo_coder.tui.screens.dialogs import Field, Form

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

CONFIGURATION, ELEMENT = "c", "e"
"""What a search is of, before the colon of a choice ("c:<id>")."""


def ask_search(
    app: CmoApp, title: str, of: str, done: Callable[[], None], *, choices: tuple[tuple[str, str], ...] = ()
) -> None:
    """Ask what was searched and found, and log it. `of` is "c:<id>" or "e:<id>"; with `choices` it can be changed."""
    fields = [
        Field("query", _("What was searched for, and where"), needed=True),
        Field("found", _("What was found (empty: nothing)"), kind="lines"),
        Field("date", _("Date (empty: today)"), hint="2024-05-31"),
    ]
    if choices:
        fields.insert(0, Field("of", _("Negative cases of"), of, kind="choice", choices=choices, needed=True))

    def save(values: Mapping[str, str]) -> None:
        assert app.session is not None
        kind, _colon, id_ = values.get("of", of).partition(":")
        log_search(
            app.session.project,
            values["query"],
            configuration_id=id_ if kind == CONFIGURATION else None,
            element_id=id_ if kind == ELEMENT else None,
            found=values["found"].strip(),
            date=values["date"].strip(),
        )
        done()
        app.tell(f"{_('Search for negative cases logged')}: {values['found'].strip() or _('searched, nothing found')}")

    app.push_screen(Form(title, fields, save))
