"""The field in which one types what to search for."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class QueryInput(Input):
    """The field for the query: down and escape go to the hits."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down,escape", "to_hits", show=False)]

    class Left(Message):
        """The field was left without searching."""

    def action_to_hits(self) -> None:
        """Leave the field."""
        self.post_message(self.Left())
