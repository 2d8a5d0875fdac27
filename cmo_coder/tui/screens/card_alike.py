"""Configurations that are nearly the same as the chosen one, or may be its rivals: proposed, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from cmo_coder.messages import N_, _
from cmo_coder.model.configurations import Configuration, RelationType
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.claim_suggestions import accept_relation, refuse
from cmo_coder.tui.screens.card_lines import short_name
from cmo_coder.tui.screens.card_links import CardLinks
from cmo_coder.tui.screens.lacking_lines import made_with
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.proposals import ProposalsDialog
from cmo_coder.tui.widgets.line_list import Line

if TYPE_CHECKING:
    from cmo_coder.suggest.relations import Related

RELATIONS = {
    "duplicate": N_("nearly the same"),
    "rival": N_("possible rival: the same strategy, the opposite outcome"),
}
LEAD = 3


class CardAlike(CardLinks):
    """What the chosen configuration may be to others."""

    def do_alike(self) -> None:
        """Propose how the chosen configuration relates to others."""
        if not self.cmo.settings.suggestions:
            self.cmo.warn(_("Suggestions are off (settings, g i)."))
            return
        chosen, snapshot = self.chosen, self.snapshot
        title = _("CMO {number}: alike and rivals").format(number=chosen.number)
        dialog = ProposalsDialog(title, _("Comparing with the other configurations …"))
        found: list[Related] = []

        def decided(value: str | None) -> None:
            if value is not None:
                what, _space, nr = value.partition(" ")
                with self.cmo.errors_shown():
                    self._decide_relation(what, chosen, found[int(nr)])

        self.cmo.push_screen(dialog, decided)
        dialog.look(lambda: self._alike(dialog, snapshot, chosen, found))

    def _alike(
        self, dialog: ProposalsDialog, snapshot: Snapshot, chosen: Configuration, found: list[Related]
    ) -> Callable[[], None]:
        """In a worker: compare, and give what shows it."""
        from cmo_coder.suggest.relations import relations_of

        coder = self.session.coder
        with self.session.project.read() as reading:
            found += relations_of(reading, chosen.id, coder.id if coder else None, snapshot)

        def show() -> None:
            if not found:
                dialog.dismiss(None)
                self.cmo.tell(_("No other configuration is nearly the same, or may be a rival."))
                return
            lines = [_line(snapshot, nr, one) for nr, one in enumerate(found)]
            dialog.show(lines, {str(nr): _why(one) for nr, one in enumerate(found)})

        return show

    def _decide_relation(self, what: str, chosen: Configuration, one: Related) -> None:
        if what == "refuse":
            refuse(self.session.project, one.row)
            self.cmo.tell(_("Refused (u brings it back): it is not proposed for this configuration again."))
            self.show_all()
            self.do_alike()
        elif what == "take" and one.row.value in set(RelationType):
            self._take_relation(chosen, one, RelationType(one.row.value))
        else:  # two that are nearly the same have no relation of their own
            digits = {str(nr): type_ for nr, type_ in enumerate(RelationType, start=1)}

            def kind(digit: str | None) -> None:
                if digit is not None:
                    with self.cmo.errors_shown():
                        self._take_relation(chosen, one, digits[digit])

            title = _("How does CMO {number} relate to another?").format(number=chosen.number)
            self.cmo.push_screen(Letters(title, {digit: word(type_) for digit, type_ in digits.items()}), kind)

    def _take_relation(self, chosen: Configuration, one: Related, taken: RelationType) -> None:
        other = self.snapshot.configurations[one.answer.about]
        accept_relation(self.session.project, one.row, taken, chosen, other)
        told = _("CMO {number} {relation} CMO {other}")
        self.cmo.tell(told.format(number=chosen.number, relation=word(taken), other=other.number))
        self.show_all()


def _line(snapshot: Snapshot, nr: int, one: Related) -> Line:
    """A configuration with what it may be."""
    name = short_name(snapshot, snapshot.configurations[one.answer.about])
    said = _(RELATIONS[one.row.value])
    text = Content.assemble((name, "bold"), (f"  {one.answer.score:.0%} · {said}", "dim"))
    return Line(str(nr), text, lead=f"{nr + 1}", indent=LEAD)


def _why(one: Related) -> list[str]:
    shared = [f"{each.id}: {each.text}" for each in one.answer.evidence[1:] if each.text]
    return [*shared, made_with(one.row)]
