"""Going to the screens of the suggestions: a command of the app each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cmo_coder.messages import N_
from cmo_coder.tui.commands import Command, commands

if TYPE_CHECKING:
    from textual.binding import BindingType

    from cmo_coder.tui.screens.base import StudyScreen

SCREENS: dict[str, str] = {
    "queue": "cmo_coder.tui.screens.queue:QueueScreen",
    "evaluation": "cmo_coder.tui.screens.evaluation:EvaluationScreen",
}
"""Where each screen is found; imported when it is first shown."""


class SuggestScreens:
    """The commands that lead to them, for the app."""

    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("app.queue", N_("Suggestions one by one"), N_("Go through what is not coded yet, one key for each")),
        Command("app.evaluation", N_("How good the suggestions are"), N_("Measured on this study, beside two coders")),
    )

    def show(self, name: str, *, trail: bool = True) -> StudyScreen:
        """Show a screen of the study."""
        raise NotImplementedError  # CmoApp does it

    def do_queue(self) -> None:
        self.show("queue")

    def do_evaluation(self) -> None:
        self.show("evaluation")
