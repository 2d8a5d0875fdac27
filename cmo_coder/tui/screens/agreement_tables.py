"""The figures on the agreement screen. What takes long is worked out in a worker: the figures from before stay beside
the words that say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual import on
from textual.widgets import DataTable

from cmo_coder.agreement.report import first_of, with_intervals
from cmo_coder.agreement.resample_all import Uncertainty, uncertainty
from cmo_coder.agreement.value import Metric
from cmo_coder.messages import N_, _
from cmo_coder.realist import agreement_rows as rows
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_discussed import Discussed, levels_after
from cmo_coder.realist.agreement_intervals import NOT_DEFINED
from cmo_coder.realist.agreement_level_rows import level_rows
from cmo_coder.realist.agreement_levels import Levels, Pair
from cmo_coder.realist.agreement_more import MoreFigure, more_figures, more_rows
from cmo_coder.realist.agreement_rounds import RoundRow, trend
from cmo_coder.store.codes import codes_of
from cmo_coder.tui.later import Later, Progress
from cmo_coder.tui.screens.agreement_notes import NotesBelow

VIEWS = ("differences", "codes", "documents", "confusion", "rounds", "levels", "more")
VIEW_NAMES = {
    "differences": N_("Differences"),
    "codes": N_("Per code"),
    "documents": N_("Per document"),
    "confusion": N_("Which code met which"),
    "rounds": N_("Over the rounds"),
    "levels": N_("Links and configurations"),
    "more": N_("Other figures"),
}

MANY_MARKS = 5_000
"""With so many codings the levels take a noticeable time: they are worked out beside the screen."""


class AgreementTables(NotesBelow):
    """The views with figures."""

    _discussed: Discussed

    def __init__(self) -> None:
        super().__init__()
        self._intervals: Later[Mapping[tuple[Metric, str], Uncertainty]] = Later(
            self, "intervals", self._came, self._further
        )
        self._both: Later[dict[Pair, tuple[Levels, Levels]]] = Later(self, "both", self._came, self._further)
        self._levels: Later[dict[Pair, Levels]] = Later(self, "levels", self._came, self._further)
        self._rounds: Later[tuple[RoundRow, ...]] = Later(self, "rounds", self._came, self._further)
        self._more: Later[tuple[MoreFigure, ...]] = Later(self, "more", self._came, self._further)
        self._in_table: object = None
        self._seen: list[object] = []

    @property
    def _later(self) -> Later[Any] | None:
        """What is worked out for this view."""
        of: dict[str, Later[Any]] = {
            "codes": self._intervals,
            "rounds": self._rounds,
            "levels": self._both if self._both.is_running else self._levels,
            "more": self._more,
        }
        return of.get(self.view)

    @property
    def is_computing(self) -> bool:
        """Whether something of this view is being worked out."""
        return self._later is not None and self._later.is_running

    def _came(self) -> None:
        """Something was worked out, or is further on."""
        if self.found is not None and self._later is not None:
            self.show_table()
            self.refresh_footer()

    def _further(self) -> None:
        """It is further on: only the words that say so are others."""
        if self.found is not None and self._later is not None:
            self._show_notes()

    def _edition(self, of: object) -> int:
        """A number for a value that is compared by being the same one; kept, so that it is not given twice."""
        for nr, one in enumerate(self._seen):
            if one is of:
                return self._first_seen + nr
        self._seen.append(of)
        if len(self._seen) > 8:
            del self._seen[0]
            self._first_seen += 1
        return self._first_seen + len(self._seen) - 1

    _first_seen = 0

    # What is shown

    def show_table(self) -> None:
        """Show the figures of this view."""
        assert self.found is not None
        shown = self._rows(self.found)
        place = self.figures.cursor_row
        # On a narrow screen the names give way, so that the first figures can be seen.
        elastic = {"codes": 0, "documents": 0, "more": 2}.get(self.view) if shown.rows else None
        room = self.size.width - 2
        if self._in_table != (filling := (shown.head, shown.rows, room, elastic)):
            self.figures.refill(shown.head, shown.rows, room=room, elastic=elastic)
            self._in_table = filling
        if 0 < place < len(shown.rows):
            self.figures.move_cursor(row=place, animate=False)
        notes = list(shown.notes)
        if self.view == "codes":
            notes += [
                f"{line[0]}: {line[1]}" + (f" ({line[2]})" if line[1] == NOT_DEFINED else "")
                for line in rows.overall_rows(self.found).rows[:3]
            ]
        self._notes = notes
        self._show_notes()
        if self.focused is not self.figures:
            self.figures.focus()

    def _rows(self, found: Agreement) -> rows.Rows:
        match self.view:
            case "codes":
                return rows.code_rows(self._with_intervals(found))
            case "documents":
                return rows.document_rows(found)
            case "confusion":
                return rows.confusion_rows(found)
            case "more":
                return self._more_rows(found)
            case "rounds":
                return self._round_rows()
            case _:
                return self._level_rows(found)

    def _with_intervals(self, found: Agreement) -> Agreement:
        made = found.report
        shown = tuple(made.codes[0].scores) if made.codes else ()
        first = first_of(shown)
        draws = self.wanted.draws
        if first is None or not draws:
            return found
        at = (self._edition(made), draws)
        if not self._intervals.is_of(at):
            fresh = found.comparison.varied(())  # the one on the screen goes on changing

            def work(progress: Progress) -> Mapping[tuple[Metric, str], Uncertainty]:
                codes = [row.code for row in made.codes]
                made_of: dict[tuple[Metric, str], Uncertainty] = {}
                for nr, code in enumerate(codes):
                    progress(nr, len(codes))
                    made_of |= uncertainty(fresh, made.scope, [code], [first], made.unit, draws=draws, seed=made.seed)
                return made_of

            self._intervals.ask(at, work)
        return replace(found, report=with_intervals(made, self._intervals.value or {}, draws))

    def _level_rows(self, found: Agreement) -> rows.Rows:
        """The levels of the pair that is compared, or of every pair where all are; before and after discussion.

        Of a large study they come from a worker; the figure by chance always does.
        """
        pairs = tuple(found.levels) if self.pair is None else (self.pair,)
        at = (self._edition(found), pairs)
        project, pair, some = self.session.project, self.pair, self.everything()

        def quick() -> dict[Pair, tuple[Levels, Levels]]:
            with project.read() as reading:
                after = levels_after(reading, found, pair, some)
            return {one: (found.levels.of(one, with_chance=False), after[one]) for one in pairs}

        if len(found.material.whole.marks) < MANY_MARKS:
            self._both.put(at, quick())
        else:
            self._both.ask(at, lambda _progress: quick())
        if self._both.is_running:
            return self._levels_of(found, pairs)

        def work(progress: Progress) -> dict[Pair, Levels]:
            return {pair: found.levels.of(pair, with_chance=True, on=progress) for pair in pairs}

        self._levels.ask(at, work)
        return self._levels_of(found, pairs)

    def _levels_of(self, found: Agreement, pairs: Sequence[Pair]) -> rows.Rows:
        """What is known of the levels."""
        tables = {}
        for pair in pairs:
            if pair not in (self._both.value or {}):
                continue
            before, after = (self._both.value or {})[pair]
            known = (self._levels.value or {}).get(pair)
            tables[pair] = level_rows(found, replace(before, chance=known.chance) if known else before, after)
        if len(tables) < 2:
            return next(iter(tables.values()), rows.Rows((), ()))
        return rows.by_pair(found, tables)

    def _round_rows(self) -> rows.Rows:
        project, universe = self.session.project, self.universe

        def work(_progress: Progress) -> tuple[RoundRow, ...]:
            with project.read() as reading:
                return trend(reading, universe)

        self._rounds.ask((project.state(), universe), work)
        return rows.round_rows(self._rounds.value) if self._rounds.value is not None else rows.Rows((), ())

    def _more_rows(self, found: Agreement) -> rows.Rows:
        parents = {code.id: code.parent_id for code in codes_of(self.session.project)}
        asked = self._asked.more(found, parents)
        if asked.is_empty:
            return replace(more_rows(()), notes=(_("Nothing is asked for yet (m: span matching, domains, gamma)."),))
        at = (self._edition(found.report), asked)
        if not self._more.is_of(at):
            fresh = replace(found, comparison=found.comparison.varied(()))
            self._more.ask(at, lambda progress: more_figures(fresh, asked, progress))
        return more_rows(self._more.value or ())

    # Commands

    def do_stop(self) -> None:
        """Stop what is being worked out."""
        if self._later is not None:
            self._later.stop()

    def do_view(self) -> None:
        """The next view."""
        self._turn(1)

    def do_view_back(self) -> None:
        """The view before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self.view = VIEWS[(VIEWS.index(self.view) + step) % len(VIEWS)]
        self.show_all()

    @on(DataTable.RowSelected)
    def _open_row(self, event: DataTable.RowSelected) -> None:
        """A code or document leads to its differences."""
        if self.found is None:
            return
        nr = event.cursor_row
        made = self.found.report
        if self.view == "codes" and nr < len(made.codes):
            self.only = ("code", made.codes[nr].code)
        elif self.view == "documents" and nr < len(made.documents):
            self.only = ("document", made.documents[nr].document)
        elif self.view == "confusion" and nr < len(made.confusion):
            self.only = ("code", list(made.confusion)[nr][0])
        else:
            return
        self.view = "differences"
        self.show_all()
