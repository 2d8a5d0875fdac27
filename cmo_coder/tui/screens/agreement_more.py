"""Asks which figures are wanted besides the usual ones: span matching, domains, sets of codes, gamma."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_more import More, more_from
from cmo_coder.tui.screens.dialogs import Field, Form

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, in the words of the form; the command line takes the same."""

    matches: str = ""
    domains: str = ""
    distances: str = ""
    gamma: bool = False

    def more(self, found: Agreement, parents: dict[str, str | None]) -> More:
        """Return the choice that the words make. Raises UserError."""
        return more_from(
            found,
            parents,
            matches=self.matches.split(),
            domains=[name for name in self.domains.split(";") if name.strip()],
            distances=self.distances.split(),
            gamma=self.gamma,
        )


def ask_more(
    app: CmoApp, found: Agreement, parents: dict[str, str | None], asked: Asked, then: Callable[[Asked], None]
) -> None:
    """Ask; a word that is none is said in the form."""
    fields = [
        Field("matches", _("Passages matched by"), asked.matches, hint="exact overlap tolerance:10 iou:0.5"),
        Field(
            "domains",
            _("Domains: codes whose codes exclude each other"),
            asked.domains,
            hint=_("names, with ; between"),
        ),
        Field("distances", _("Sets of codes, by distance"), asked.distances, hint="nominal jaccard dice masi"),
        Field("gamma", _("Gamma of each document (slow)"), "yes" if asked.gamma else "", kind="flag"),
    ]

    def made(values: Mapping[str, str]) -> Asked:
        return Asked(values["matches"], values["domains"], values["distances"], values["gamma"] == "yes")

    def done(values: Mapping[str, str] | None) -> None:
        if values is not None:
            then(made(values))

    app.push_screen(Form(_("Other figures"), fields, save=lambda values: made(values).more(found, parents)), done)
