"""The theory behind an element: the programme theories that rest on its configurations, and what these lean on."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.model.effective_elements import EffectiveElement
from cmo_coder.model.theories import ProgrammeTheory
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.theories import theories_behind
from cmo_coder.store.theories import set_midrange
from cmo_coder.tui.screens.dialogs import Choice, Pick
from cmo_coder.tui.screens.elements_acts import ElementActs
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.widgets.line_list import Line


class TheoryActs(ElementActs):
    """Linking the theory behind an element to theories from the literature."""

    def open_theory(self, theory_id: str) -> None:
        """Go to a programme theory."""
        from cmo_coder.tui.screens.theories import TheoriesScreen

        screen = self.cmo.show("theories")
        assert isinstance(screen, TheoriesScreen)
        version = next(one for one in self.snapshot.versions_of_theory[theory_id] if one.in_force)
        screen.show_line(version.id)

    def do_theory(self) -> None:
        """Which programme theory, where there are several; then what it leans on."""
        snapshot = self.snapshot
        found = theories_behind(snapshot, self.chosen.id)
        if not found:
            text = _("No programme theory rests on the configurations behind element {nr} yet (g p, then c).")
            self.cmo.warn(text.format(nr=self.chosen.nr))
        elif not snapshot.midrange_theories:
            self.cmo.warn(_("There is no middle-range theory yet (g p, then m)."))
        elif len(found) == 1:
            self._lean(found[0])
        else:

            def chosen(theory_id: str | None) -> None:
                if theory_id is not None:
                    self._lean(snapshot.theories[theory_id])

            choices = [Choice(one.id, one.title) for one in found]
            self.cmo.push_screen(Pick(_("Which programme theory?"), choices), chosen)

    def _lean(self, theory: ProgrammeTheory) -> None:
        snapshot = self.snapshot
        present = [link.midrange_theory_id for link in snapshot.midrange_of_theory.get(theory.id, ())]
        choices = [Choice(one.id, one.name, one.reference) for one in snapshot.midrange_theories.values()]

        def given(ids: tuple[str, ...] | None) -> None:
            if ids is not None and set(ids) != set(present):
                with self.cmo.errors_shown():
                    set_midrange(self.session.project, theory, ids)
                    self.show_all()

        question = _("On which middle-range theories does '{title}' lean?").format(title=theory.title)
        self.cmo.push_screen(PickMany(question, choices, present), given)


def theory_lines(snapshot: Snapshot, element: EffectiveElement) -> Iterator[Line]:
    """Each programme theory behind an element, with the middle-range theories that it leans on."""
    for theory in theories_behind(snapshot, element.id):
        version = next(one for one in snapshot.versions_of_theory[theory.id] if one.in_force)
        text = Content.assemble((theory.title, "bold"), (f"  {version.statement}", "dim"))
        yield Line(f"theory-{theory.id}", text, indent=2, about=("programme_theory", theory.id))
        links = snapshot.midrange_of_theory.get(theory.id, ())
        for link in links:
            one = snapshot.midrange_theories[link.midrange_theory_id]
            words = Content.assemble(f"{one.name}", (f"  {one.reference}" if one.reference else "", "dim"))
            yield Line(f"midrange-{theory.id}-{one.id}", words, indent=4, about=("programme_theory", theory.id))
        if not links:
            words = Content.styled(_("leans on no middle-range theory yet: T chooses them"), "dim")
            yield Line(f"no-midrange-{theory.id}", words, indent=4)
