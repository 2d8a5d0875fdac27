"""Decisions in the language of the reader.

A decision that the program wrote keeps the words in which it was written. Where these are the words of its change, in
whatever language, they are made anew from the change log: a message and what fills it. Decisions of people, and those
that were loaded from elsewhere, stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

from cmo_coder.messages import LANGUAGES, _, in_language
from cmo_coder.model.configurations import ConfigurationStatus
from cmo_coder.model.effective_elements import ElementChange, ElementStatus
from cmo_coder.model.memos import Decision
from cmo_coder.model.theories import TheoryStatus
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word

_WORDED = (ElementStatus, ConfigurationStatus, TheoryStatus, ElementChange)
_WITH_WORDS = ("status", "kind", "before", "after")
"""The parts of a message that hold a value of the method."""


def decision_text(snapshot: Snapshot, decision: Decision) -> str:
    """What was decided, in the current language where that is known."""
    said = snapshot.work.said.get(decision.id) if decision.automatic else None
    if said is None:
        return decision.what
    args = {name: str(value) for name, value in said.args}
    if decision.what not in _in_every_language(said.what, args):
        return decision.what
    worded = {name: _value(value) if name in _WITH_WORDS else value for name, value in args.items()}
    return _(said.what).format(**worded)


def _in_every_language(what: str, args: Mapping[str, str]) -> set[str]:
    found = set()
    for language in LANGUAGES:
        with in_language(language):
            found.add(_(what).format(**args))
    return found


def _value(value: str) -> str:
    for kind in _WORDED:
        if value in [one.value for one in kind]:
            return word(kind(value))
    return value
