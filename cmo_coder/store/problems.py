"""What `verify` finds: something that is not as it should be, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError

_MOST_NAMED = 20
"""Of problems that may come by the thousand, this many are named one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: what (a message id with its arguments), and where."""

    message: str = ""
    args: tuple[tuple[str, object], ...] = ()
    error: UserError | None = None

    def text(self) -> str:
        """In plain words, in the current language; with what to do about it where there is advice."""
        if self.error is not None:
            return str(self.error)
        return _(self.message).format(**dict(self.args))


def problem(message: str, **args: object) -> Problem:
    """A problem whose message id is filled by `args`."""
    return Problem(message, tuple(args.items()))


def limited(found: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of one kind, and how many more there are."""
    number = 0
    for number, one in enumerate(found, start=1):
        if number <= _MOST_NAMED:
            yield one
    if number > _MOST_NAMED:
        yield problem(N_("... and {n} more like this."), n=number - _MOST_NAMED)
