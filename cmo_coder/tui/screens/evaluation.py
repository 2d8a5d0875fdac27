"""How good the suggestions are on this study (g q): measured in a worker, by leaving whole documents out."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, ProgressBar, Static
from textual.worker import get_current_worker

from cmo_coder.messages import N_, _
from cmo_coder.tui.background import behind, logged
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.evaluation_lines import report_lines
from cmo_coder.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from cmo_coder.suggest.evaluate import Evaluation
    from cmo_coder.suggest.report import Report

STEP = 0.1
"""Seconds between two moves of the bar."""


class _Stopped(Exception):
    """Nobody waits for the figures any more."""


class EvaluationScreen(StudyScreen):
    """The figures, and beside them what two people reach."""

    ID = "evaluation"
    TITLE_TEXT = N_("How good the suggestions are")
    HELP = N_(
        "Measured on this study: each document with what the others teach, and how good the suggestions would have "
        "been after the first 20, 50, 100 ... fragments. Beside it stands how well two coders agree, where two "
        "finished the same document; below them the roles, and the figures per code. It runs in the background and "
        "can be stopped (x); r measures again. v measures with sentence vectors too, where such an extra is "
        "installed: they are made once for each text and kept beside the project."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("evaluation.again", N_("Measure"), N_("Measure on the study as it is now"), footer=True),
        Command("evaluation.stop", N_("Stop"), N_("Stop measuring"), footer=True),
        Command("evaluation.provider", N_("Per code of"), N_("The figures per code of the next provider"), footer=True),
        Command(
            "evaluation.vectors", N_("With vectors"), N_("Make sentence vectors and measure with them"), footer=True
        ),
        Command("evaluation.code", N_("Code"), N_("The code under the cursor, in the codebook")),
    )
    DEFAULT_CSS = """
    EvaluationScreen #running { height: auto; padding: 1 2; }
    EvaluationScreen #figures { height: 1fr; }
    EvaluationScreen #none { padding: 1 2; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.report: Report | None = None
        self.roles: Evaluation | None = None
        self._measured = -1
        self._told = ""
        self._ticket = 0
        self._measuring = False
        self._provider = 0

    def compose_body(self) -> ComposeResult:
        """The bar while it is measured, and the figures."""
        yield Static(id="none", markup=False)
        with Vertical(id="running"):
            yield Static(id="what", markup=False)
            yield ProgressBar(total=100, show_eta=False, id="bar")
        yield LineList(id="figures")

    @property
    def figures(self) -> LineList:
        """The figures."""
        return self.query_one("#figures", LineList)

    def refresh_data(self) -> None:
        """The figures there are, or a start on measuring."""
        if self.report is None and not self._measuring and not self._told:
            self.do_again()
        self._show()

    def _show(self) -> None:
        self.query_one("#running").display = self._measuring
        none = self.query_one("#none", Static)
        none.display = not self._measuring and self.report is None
        none.update(self._told)
        self.figures.display = self.report is not None
        if self.report is not None:
            names = tuple(self.report.providers)
            provider = names[self._provider % len(names)]
            self.figures.show(report_lines(self.report, provider, self.roles, ascii_only=self.cmo.settings.ascii))
            if self.focused is None:
                self.figures.focus()
        self.refresh_title()
        self.refresh_footer()

    def context_text(self) -> str:
        """Whether the study went on since it was measured."""
        if self.report is None or self._measured == self.session.project.data_version():
            return ""
        return _("the study changed since: r measures again")

    # Measuring

    def do_vectors(self) -> None:
        """Make the sentence vectors that are not there yet, and measure with them too."""
        self.do_again(make_vectors=True)

    def do_again(self, *, make_vectors: bool = False) -> None:
        """Measure on the study as it is now."""
        self._ticket += 1
        self._measuring, self._told = True, ""
        self.query_one("#what", Static).update(_("Measuring: documents are left out in turn …"))
        self.query_one(ProgressBar).update(total=100, progress=0)
        work = partial(self._measure, self._ticket, self.cmo.settings.suggestion_threshold / 100, make_vectors)
        behind(self, work, N_("The suggestions were not measured"), group="evaluate", name="evaluation")
        self._show()

    def _measure(self, ticket: int, threshold: float, make_vectors: bool) -> None:
        """In the worker."""
        from cmo_coder.store.cache_folder import cache_folder
        from cmo_coder.suggest.extras import kept_vectors, learned_texts, measurable
        from cmo_coder.suggest.report import report_of
        from cmo_coder.suggest.role_report import role_report

        worker, last = get_current_worker(), 0.0

        def progress(words: str, done: int, of: int) -> None:
            nonlocal last
            if worker.is_cancelled or ticket != self._ticket:
                raise _Stopped
            if monotonic() - last > STEP or done in (0, of):
                last = monotonic()
                self.app.call_from_thread(self._at, ticket, words, done, of)

        project, settings = self.session.project, self.cmo.settings
        try:
            version = project.data_version()
            making = partial(progress, _("Making sentence vectors, once for each text …"))
            measuring = partial(progress, _("Measuring: documents are left out in turn …"))
            kept = kept_vectors(cache_folder(project.place), progress=making)
            with project.read() as reading:
                texts = learned_texts(reading)
            encoders = measurable(texts, kept, make=make_vectors)
            with project.read() as reading:
                found = report_of(reading, threshold, measuring, encoders)
                roles = role_report(reading, threshold, settings.language_model, partial(progress, _("Roles …")))
        except _Stopped:
            return
        except Exception as error:
            told = logged(error, "measuring suggestions")
            self.app.call_from_thread(lambda: self._came(ticket, None, None, -1, told))
            return
        told = "" if found is not None else _("There is nothing to measure yet: code at least two documents.")
        self.app.call_from_thread(lambda: self._came(ticket, found, roles, version, told))

    def _at(self, ticket: int, words: str, done: int, of: int) -> None:
        if ticket == self._ticket and self.is_attached:
            self.query_one("#what", Static).update(words)
            self.query_one(ProgressBar).update(total=max(1, of), progress=done)

    def _came(self, ticket: int, found: Report | None, roles: Evaluation | None, version: int, told: str) -> None:
        if ticket == self._ticket and self.is_attached:
            self._measuring, self.report, self._measured, self._told = False, found, version, told
            self.roles = roles
            self._show()

    def do_stop(self) -> None:
        """Stop measuring; figures from before stay."""
        self._ticket += 1
        self.workers.cancel_group(self, "evaluate")
        self._measuring = False
        self._told = _("Stopped; r measures again.")
        self._show()

    def do_provider(self) -> None:
        """The next provider's figures per code."""
        self._provider += 1
        self._show()

    def do_code(self) -> None:
        """The code under the cursor, in the codebook."""
        from cmo_coder.tui.screens.codebook import CodebookScreen

        line = self.figures.line
        if line is not None and line.about[0] == "code":
            screen = self.cmo.show("codebook")
            assert isinstance(screen, CodebookScreen)
            # A screen that is shown for the first time has its tree only after that.
            self.cmo.call_after_refresh(screen.go_to_code, line.about[1])

    def why_not(self, command_id: str) -> str:
        """What can be done depends on whether it is being measured."""
        name = command_id.partition(".")[2]
        if name == "stop" and not self._measuring:
            return _("Nothing is being measured.")
        if name == "vectors":
            return self._no_vectors()
        if name in ("provider", "code") and self.report is None:
            return _("There are no figures yet.")
        return ""

    def _no_vectors(self) -> str:
        """Why there are no sentence vectors to measure with."""
        from cmo_coder.suggest.extras import installed

        if self._measuring:
            return _("It is being measured already; x stops it.")
        if not installed():
            return _("No sentence encoder is installed. Install cmo-coder[e5] or cmo-coder[use]; they work offline.")
        return ""

    def go_to_top(self) -> None:
        """The first line."""
        self.figures.action_first()

    @on(OptionList.OptionSelected, "#figures")
    def _entered(self) -> None:
        self.run_command("evaluation.code")
