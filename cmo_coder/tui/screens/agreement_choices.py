"""What is chosen on the agreement screen: which differences are shown, and on what the figures rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_rows import kind_word
from cmo_coder.store.adjudication import codes_of_case
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.tui.screens.dialogs import Choice, Pick

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


def ask_filter(
    app: CmoApp, found: Agreement, listed: Sequence[Disagreement], then: Callable[[tuple[str, str] | None], None]
) -> None:
    """Ask which differences to show: all, those that are open, or those of one kind, code or document."""
    kinds = {one.kind: kind_word(found, one) for one in listed}
    codes = {code: found.code(code) for one in listed for code in codes_of_case(one)}
    documents = {one.case.document: found.document(one.case.document) for one in listed}
    offers = [Choice("all|", _("Everything")), Choice("open|", _("Only what is open"))]
    offers += [Choice(f"kind|{kind}", name, _("kind")) for kind, name in kinds.items()]
    offers += [Choice(f"document|{id_}", name, _("document")) for id_, name in documents.items()]
    known = found.material.codes
    offers += [Choice(f"code|{id_}", name, _("code")) for id_, name in codes.items() if id_ in known]

    def chosen(value: str | None) -> None:
        if value is not None:
            what, _bar, which = value.partition("|")
            then(None if what == "all" else (what, which))

    app.push_screen(Pick(_("Which differences?"), offers), chosen)
