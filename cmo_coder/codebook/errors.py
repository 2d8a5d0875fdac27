"""What can be wrong with a codebook file, all of it at once and each with its line and field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import UserError

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `line` counts from 1 (0 for the file as a whole), `field` is the name as written in the file.

    `message` is a message id, `arguments` fills its placeholders.
    """

    line: int
    field: str
    message: str
    arguments: tuple[tuple[str, object], ...] = ()

    def text(self) -> str:
        """What is wrong, in the current language, without the place."""
        return _(self.message).format(**dict(self.arguments)) if self.arguments else _(self.message)


def problem(line: int, field: str, message: str, /, **arguments: object) -> Problem:
    """Return a Problem with its arguments by name."""
    return Problem(line, field, message, tuple(arguments.items()))


class CodebookError(UserError):
    """A file that is no codebook, or one with mistakes in it. `path` is the file, `problems` every mistake by line."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        super().__init__(N_("The codebook {file} cannot be used."), file=path.name)
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda found: found.line))

    def problem_text(self) -> str:
        """The number of mistakes, then one line for each (the first twenty), in the current language."""
        n = len(self.problems)
        heading = ngettext(
            "The codebook {file} has {n} mistake; nothing was changed.",
            "The codebook {file} has {n} mistakes; nothing was changed.",
            n,
        ).format(file=self.path.name, n=n)
        lines = [heading, *(self._line(found) for found in self.problems[:_SHOWN])]
        if n > _SHOWN:
            lines.append(_("And {n} more.").format(n=n - _SHOWN))
        return "\n".join(lines)

    def _line(self, found: Problem) -> str:
        place = str(self.path)
        if found.line:
            place = _("{file}, line {line}").format(file=place, line=found.line)
        if found.field:
            place = _("{place}, {field}").format(place=place, field=found.field)
        return f"{place}: {found.text()}"
