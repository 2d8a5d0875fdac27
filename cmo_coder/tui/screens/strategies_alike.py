"""Strategies that may say the same, pair by pair with the reason; a person merges two, or says that they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.effective_elements import Strategy
from cmo_coder.realist.alike_strategies import AlikeStrategies, alike_strategies, place_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.strategies import call_different, merge_strategies
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import Dialog, Field, Form
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.widgets.line_list import Line, LineList

FIRST, SECOND, OWN, DIFFERENT = "1", "2", "3", "x"


class AlikeDialog(Dialog[AlikeStrategies]):
    """The pairs that are proposed, most alike first; gives the one that was chosen."""

    DEFAULT_CSS = """
    AlikeDialog > .dialog { width: 100; max-width: 100%; }
    AlikeDialog LineList { height: auto; max-height: 65vh; background: $surface; }
    """
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("enter", N_("merge the two, or say that they differ")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, snapshot: Snapshot, pairs: tuple[AlikeStrategies, ...]) -> None:
        super().__init__()
        self._snapshot, self._pairs = snapshot, pairs

    def compose(self) -> ComposeResult:
        """How many, the pairs, what to press."""
        n = len(self._pairs)
        with Vertical(classes="dialog"):
            question = ngettext(
                "{n} pair of strategies that may say the same; nothing is merged by itself",
                "{n} pairs of strategies that may say the same; nothing is merged by itself",
                n,
            )
            yield Static(question.format(n=n), classes="question", markup=False)
            yield LineList(id="pairs")
            yield Label(_("enter: merge them, or say that they differ · esc: back"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """Both strategies with their place, and why they are proposed."""
        lines = [self._line(nr, pair) for nr, pair in enumerate(self._pairs)]
        pairs = self.query_one(LineList)
        pairs.show(lines)
        pairs.focus()

    def _line(self, nr: int, pair: AlikeStrategies) -> Line:
        text = Content.assemble(
            (f"{place_of(self._snapshot, pair.one)} ", "bold $primary"),
            f"{pair.one.text}\n",
            (f"{place_of(self._snapshot, pair.other)} ", "bold $primary"),
            f"{pair.other.text}\n",
            (pair.reason(), "dim"),
        )
        return Line(str(nr), text, lead=Content.styled(f"{round(100 * pair.score):>3}% ", "dim"), indent=5)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None:
            self.dismiss(self._pairs[int(line.id)])


def show_alike(screen: StudyScreen) -> None:
    """Show the pairs; after each judgement those that are left come back."""
    snapshot = current_snapshot(screen.session.project)
    pairs = alike_strategies(snapshot)
    if not pairs:
        screen.cmo.tell(_("No two strategies look alike."))
        return

    def chosen(pair: AlikeStrategies | None) -> None:
        if pair is not None:
            _judge(screen, snapshot, pair)

    screen.cmo.push_screen(AlikeDialog(snapshot, pairs), chosen)


def _judge(screen: StudyScreen, snapshot: Snapshot, pair: AlikeStrategies) -> None:
    """Which wording is kept, or that the two differ; then why."""
    project = screen.session.project
    one, other = place_of(snapshot, pair.one), place_of(snapshot, pair.other)
    rows = {
        FIRST: _("one strategy, with the words and the place of {place}").format(place=one),
        SECOND: _("one strategy, with the words and the place of {place}").format(place=other),
        OWN: _("one strategy at {place}, in other words").format(place=one),
        DIFFERENT: _("not the same: do not propose this again"),
    }

    def done() -> None:
        screen.show_all()
        show_alike(screen)

    def merge(from_strategy: Strategy, into: Strategy, values: Mapping[str, str]) -> None:
        merge_strategies(project, from_strategy, into, values["reason"], text=values.get("text", ""))
        screen.cmo.tell(_("Two strategies are one (u takes it back)"))

    def letter(key: str | None) -> None:
        reason = Field("reason", _("Why?"), needed=True)
        if key == FIRST:
            _ask(screen, rows[key], [reason], lambda values: merge(pair.other, pair.one, values), done)
        elif key == SECOND:
            _ask(screen, rows[key], [reason], lambda values: merge(pair.one, pair.other, values), done)
        elif key == OWN:
            words = Field("text", _("How to reach it (imperative)"), pair.one.text, needed=True)
            _ask(screen, rows[key], [words, reason], lambda values: merge(pair.other, pair.one, values), done)
        elif key == DIFFERENT:

            def apart(values: Mapping[str, str]) -> None:
                call_different(project, pair.one, pair.other, values["reason"])

            _ask(screen, rows[key], [reason], apart, done)

    title = f"{one} {pair.one.text}\n{other} {pair.other.text}\n"
    screen.cmo.push_screen(Letters(title, rows), letter)


def _ask(
    screen: StudyScreen,
    title: str,
    fields: list[Field],
    save: Callable[[Mapping[str, str]], None],
    done: Callable[[], None],
) -> None:
    """A form that saves, and then goes on."""

    def saved(values: Mapping[str, str] | None) -> None:
        if values is not None:
            done()

    screen.cmo.push_screen(Form(title, fields, save), saved)
