"""Going to the screens of the realist analysis: a command of the app each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cmo_coder.messages import N_
from cmo_coder.tui.commands import Command, commands

if TYPE_CHECKING:
    from textual.binding import BindingType

    from cmo_coder.tui.screens.base import StudyScreen

SCREENS: dict[str, str] = {
    "theories": "cmo_coder.tui.screens.theories:TheoriesScreen",
    "contradictions": "cmo_coder.tui.screens.contradictions:ContradictionsScreen",
    "patterns": "cmo_coder.tui.screens.patterns:PatternsScreen",
    "decisions": "cmo_coder.tui.screens.decisions:DecisionsScreen",
    "memos": "cmo_coder.tui.screens.memos:MemosScreen",
    "stories": "cmo_coder.tui.screens.stories:StoriesScreen",
    "report": "cmo_coder.tui.screens.report:ReportScreen",
}
"""Where each screen is found; imported when it is first shown."""


class RealistScreens:
    """The commands that lead to them, for the app."""

    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("app.theories", N_("Programme theories"), N_("Versions of the theory, and what changed them")),
        Command("app.contradictions", N_("Contradictions"), N_("Rivals, negative cases, what is open; step by step")),
        Command("app.patterns", N_("Demi-regularities"), N_("Patterns over configurations, with their exceptions")),
        Command("app.decisions", N_("Decision log"), N_("What was decided, why, and what it changed")),
        Command("app.memos", N_("Memos"), N_("All memos: by kind, what they hang on")),
        Command("app.stories", N_("Change stories"), N_("Seven boxes per case, and what cases have in common")),
        Command("app.report", N_("Report"), N_("RAMESES II: what the study can say, and what is missing")),
    )

    def show(self, name: str, *, trail: bool = True) -> StudyScreen:
        """Show a screen of the study."""
        raise NotImplementedError  # CmoApp does it

    def do_theories(self) -> None:
        self.show("theories")

    def do_contradictions(self) -> None:
        self.show("contradictions")

    def do_patterns(self) -> None:
        self.show("patterns")

    def do_decisions(self) -> None:
        self.show("decisions")

    def do_memos(self) -> None:
        self.show("memos")

    def do_stories(self) -> None:
        self.show("stories")

    def do_report(self) -> None:
        self.show("report")

    def do_claims(self) -> None:
        """The filter on claims."""
        from cmo_coder.tui.app import CmoApp
        from cmo_coder.tui.claim_filter import ask_filter

        assert isinstance(self, CmoApp)
        ask_filter(self)
