"""The agreement screen beside settling: read there, filter, choose coders, settings, meaning, the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cmo_coder.messages import _
from cmo_coder.model.codes import Code
from cmo_coder.realist import agreement_rows as rows
from cmo_coder.realist.agreement import agreement
from cmo_coder.realist.agreement_levels import Pair
from cmo_coder.realist.agreement_live import USUAL, Wanted
from cmo_coder.realist.agreement_more import more_figures
from cmo_coder.realist.agreement_rounds import trend
from cmo_coder.realist.agreement_scope import dropped_lines
from cmo_coder.store.agreement import comparable_coders, rounds_done
from cmo_coder.store.codes import codes_of
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.documents import documents_of
from cmo_coder.store.universe import Universe
from cmo_coder.tui.comparing import AT_FIRST
from cmo_coder.tui.screens.agreement_acts import SettlingScreen
from cmo_coder.tui.screens.agreement_choices import ask_filter
from cmo_coder.tui.screens.agreement_more import Asked, ask_more
from cmo_coder.tui.screens.agreement_options import Names, ask_options
from cmo_coder.tui.screens.dialogs import Choice, Message, Pick


class AgreementCommands(SettlingScreen):
    """What is compared and shown, and the commands that change it."""

    def __init__(self) -> None:
        super().__init__()
        self.universe: Universe = AT_FIRST
        self.wanted: Wanted = USUAL
        self.pair: Pair | None = None
        self.view = "differences"
        self.only: tuple[str, str] | None = None
        self._asked = Asked()

    def everything(self) -> tuple[Disagreement, ...]:
        """Every difference of the two coders that are compared, or of all together."""
        assert self.found is not None
        return self.found.joint if self.pair is None else self.found.disagreements[self.pair]

    def compared(self) -> Sequence[str]:
        """The coders of the list: two, or all."""
        assert self.found is not None
        return self.found.report.scope.coders if self.pair is None else self.pair

    def do_read(self) -> None:
        """Read there."""
        from cmo_coder.tui.screens.read import ReadScreen

        one = self.current()
        assert one is not None
        screen = self.cmo.show("read")
        assert isinstance(screen, ReadScreen)
        screen.open_document(one.case.document, one.case.start)

    def do_filter(self) -> None:
        """One kind, code or document."""
        assert self.found is not None

        def chosen(only: tuple[str, str] | None) -> None:
            self.only = only
            self.view = "differences"
            self.show_all()

        ask_filter(self.cmo, self.found, self.everything(), chosen)

    def do_pair(self) -> None:
        """Which two coders."""
        assert self.found is not None
        found = self.found
        pairs = list(found.disagreements)
        offers = [Choice("all", _("All together"))] if found.joint else []
        offers += [Choice(str(nr), " · ".join(found.coder(one) for one in pair)) for nr, pair in enumerate(pairs)]

        def chosen(value: str | None) -> None:
            if value is not None:
                self.pair = None if value == "all" else pairs[int(value)]
                self.show_all()

        self.cmo.push_screen(Pick(_("Which coders?"), offers), chosen)

    def do_options(self) -> None:
        """What is compared, and with which figures, seed and resamples."""

        def chosen(universe: Universe, wanted: Wanted) -> None:
            self.universe, self.wanted = universe, wanted
            self.show_all()

        project = self.session.project
        with project.read() as reading:
            rounds = rounds_done(reading)
            coders = {one.id: one.name for one in comparable_coders(reading)}
        names = Names(
            coders,
            {code.id: code.name for code in codes_of(project)},
            {one.id: one.title for one in documents_of(project)},
            rounds,
        )
        ask_options(self.cmo, self.universe, self.wanted, names, chosen)

    def do_rounds(self) -> None:
        """Who codes what, and how far."""
        from cmo_coder.tui.screens.rounds import RoundsDialog

        self.cmo.push_screen(RoundsDialog(self.session), lambda _none: self.show_all())

    def do_more(self) -> None:
        """Ask for figures besides the usual ones."""
        assert self.found is not None
        found = self.found
        parents = {code.id: code.parent_id for code in codes_of(self.session.project)}

        def chosen(asked: Asked) -> None:
            self._asked = asked
            self.view = "more"
            self.show_all()

        ask_more(self.cmo, found, parents, self._asked, chosen)

    def do_explain(self) -> None:
        """What the figures mean."""
        assert self.found is not None
        parts = (dropped_lines(self.found), self.notes(), rows.how(self.found, explain=True))
        self.cmo.push_screen(Message("\n\n".join("\n".join(part) for part in parts if part)))

    def notes(self) -> Sequence[str]:
        """What is said below the table of this view."""
        return ()

    def do_write(self) -> None:
        """Write the report."""
        from cmo_coder.export.writing import write_tables
        from cmo_coder.tables.agreement import agreement_tables
        from cmo_coder.tui.screens.writing import ask_and_write

        project = self.session.project

        def write(path: Path, overwrite: bool) -> Path:
            with project.read() as reading:
                wanted = self.wanted
                found = agreement(reading, self.universe, metrics=wanted.metrics, draws=wanted.draws, seed=wanted.seed)
                parents = {code.id: code.parent_id for code in reading.all(Code)}
                more = more_figures(found, self._asked.more(found, parents))
                tables = agreement_tables(reading, found, trend(reading, self.universe), more)
            return write_tables(tables, path, overwrite=overwrite)[0]

        ask_and_write(self.cmo, _("File for the report (.docx, .xlsx, .html, .md)"), _("agreement.docx"), write)
