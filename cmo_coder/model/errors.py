"""The errors that are meant for people.

    Exception
      UserError          what is wrong, where, and what to do; shown as it is, never with a traceback
        SpanError        a span that does not lie in the text, or lies on text it may not lie on
        RuleError        an act that a rule of the method forbids
        NotFound         something was named that is not in the study
        ProjectBusy      another program is writing in this project
        ProjectError     a project that cannot be opened, made, migrated or trusted

A room may add its own child (`codebook.errors.CodebookError`). Whatever is not a UserError is a bug and may trace back.
"""

from __future__ import annotations

from cmo_coder.messages import _


class UserError(Exception):
    """Something a person can understand and mend.

    `problem` and `remedy` are message ids, wrapped in `N_()` where they are raised; `args_` fills their placeholders.
    `str(error)` translates when it is called, so that one error can be shown in the language of the screen and written
    in the language of an export. An argument that is itself a UserError is shown in that language too.
    """

    def __init__(self, problem: str, remedy: str = "", **args: object) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy
        self.args_ = args

    def problem_text(self) -> str:
        """What is wrong, in the current language."""
        return self._filled(self.problem)

    def remedy_text(self) -> str:
        """What to do about it, in the current language; empty where there is no advice."""
        return self._filled(self.remedy)

    def __str__(self) -> str:
        return " ".join(part for part in (self.problem_text(), self.remedy_text()) if part)

    def _filled(self, message: str) -> str:
        # Without arguments nothing is filled in, so that a message may hold braces of its own.
        return _(message).format(**self.args_) if self.args_ else _(message)


class SpanError(UserError):
    """A span that does not lie in its text, or lies where it may not. Offsets are code points."""


class RuleError(UserError):
    """An act that one of the hard rules of the method forbids; the message names the way out."""


class NotFound(UserError):
    """A name, number or id that nothing in the study answers to."""


class ProjectBusy(UserError):
    """Another program holds the project and the change has to wait."""


class ProjectError(UserError):
    """A project that cannot be opened, made, migrated, backed up or trusted."""
