"""The comparison after what was settled, as it is kept beside that of the codings themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from cmo_coder.agreement.coding import Mark
from cmo_coder.agreement.comparison import Comparison

Marks = tuple[Mark, ...]


@dataclass(slots=True)
class After:
    """A comparison in which what was settled stands in the place of what each coder had; `marks` is what is in it."""

    comparison: Comparison
    marks: dict[str, Marks]
    made_of: dict[str, tuple[Marks, tuple[str, ...]]] = field(default_factory=dict)
    """By document the codings (compared by being the same ones) and the decisions that it was made of."""

    def is_of(self, document: str, whole: Marks, decisions: tuple[str, ...]) -> bool:
        """Whether a document stands in it as these codings and decisions have it."""
        if document not in self.made_of:
            return not decisions and self.marks[document] is whole
        then, decided = self.made_of[document]
        return then is whole and decided == decisions

    def note(self, document: str, marks: Marks, whole: Marks, decisions: tuple[str, ...]) -> None:
        """A document was brought up to date."""
        self.marks[document] = marks
        self.made_of[document] = (whole, decisions)
