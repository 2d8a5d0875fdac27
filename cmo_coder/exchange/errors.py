"""What can be wrong with a file of coded data: all of it at once, each mistake with its line and field."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cmo_coder.codebook.errors import Problem, problem
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import UserError

SHOWN = 50
"""How many mistakes are written out; the number of the others is given."""

__all__ = ["BulkError", "Problem", "problem"]


class BulkError(UserError):
    """A file of coded data with mistakes in it. `errors` holds every mistake, by line; nothing was changed."""

    def __init__(self, path: Path, errors: Iterable[Problem]) -> None:
        super().__init__(N_("{file} cannot be loaded; nothing was changed."), file=path.name)
        self.path = path
        self.errors = tuple(sorted(errors, key=lambda found: found.line))

    def problem_text(self) -> str:
        """The number of mistakes, then one line for each of the first fifty, in the current language."""
        n = len(self.errors)
        if n == 1 and not self.errors[0].line:  # nothing wrong in the file itself
            return f"{super().problem_text()}\n{self.line_text(self.errors[0])}"
        heading = ngettext(
            "{file} has {n} mistake; nothing was changed.", "{file} has {n} mistakes; nothing was changed.", n
        ).format(file=self.path.name, n=n)
        lines = [heading, *(self.line_text(found) for found in self.errors[:SHOWN])]
        if n > SHOWN:
            lines.append(_("And {n} more.").format(n=n - SHOWN))
        return "\n".join(lines)

    def line_text(self, found: Problem) -> str:
        """One mistake with its place, in the current language."""
        place = self.path.name
        if found.line:
            place = _("{file}, line {line}").format(file=place, line=found.line)
        if found.field:
            place = _("{place}, {field}").format(place=place, field=found.field)
        return f"{place}: {found.text()}"
