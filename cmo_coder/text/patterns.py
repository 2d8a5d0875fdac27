"""Regular expressions over passages, by the library `regex`: it can be told when to stop, Python's own cannot."""

from __future__ import annotations

from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.text.query import QueryError

SECONDS = 2.0
"""How long one passage may take: an expression that goes round in circles takes for ever otherwise."""


class PatternFinder:
    """A regular expression made ready. Capitals do not count unless `case` is set. Raises QueryError with the place."""

    def __init__(self, expression: str, *, case: bool = False) -> None:
        import regex

        if not expression:
            raise QueryError(0, N_("There is nothing to search for."), N_("Type a regular expression."))
        try:
            self._pattern: Any = regex.compile(expression, regex.MULTILINE | (0 if case else regex.IGNORECASE))
        except regex.error as found:
            error: Any = found
            raise QueryError(
                error.pos or 0,
                N_("This is not a regular expression, at place {place}: {detail}."),
                N_("A point, star, bracket or question mark that stands for itself gets a \\ before it."),
                detail=error.msg,
            ) from error

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where it matches in a passage, in order; empty matches do not count.

        Raises UserError where that takes too long.
        """
        try:
            return [
                match.span()
                for match in self._pattern.finditer(text, timeout=SECONDS, concurrent=True)
                if match.end() > match.start()
            ]
        except TimeoutError as error:
            raise UserError(
                N_("This regular expression takes too long: it tries too many ways."),
                N_("Write it without repetition inside repetition, such as (a+)+."),
            ) from error
