"""The groups of commands, in the order in which the help shows them. A group is imported when one of its commands is
given.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

_MODULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("projects", ("new", "open", "demo", "undo", "redo", "log", "verify", "backup")),
    ("deleting", ("delete",)),
    ("study", ("study",)),
    ("documents", ("import", "documents")),
    ("survey", ("survey",)),
    ("codebooks", ("codebook",)),
    ("coding", ("code",)),
    ("reviewing", ("review",)),
    ("searching", ("search",)),
    ("claims", ("claims",)),
    ("configurations", ("configurations",)),
    ("elements", ("elements",)),
    ("strategies", ("strategies",)),
    ("agreement", ("agreement",)),
    ("rounds", ("rounds", "hand-out", "take-in")),
    ("pseudonyms", ("pseudonymise", "respondents")),
    ("theories", ("theories",)),
    ("contradictions", ("contradictions",)),
    ("checks", ("checks",)),
    ("stories", ("stories",)),
    ("report", ("report", "chains")),
    ("patterns", ("patterns",)),
    ("logs", ("memos", "decisions")),
    ("exports", ("export", "trace", "load", "dump")),
    ("suggestions", ("suggest",)),
    ("evaluate", ("evaluate",)),
)


def add_groups(sub: Any, words: Sequence[str] = ()) -> None:
    """Add the group that the first command among `words` belongs to; all of them where no command is known."""
    given = next((word for word in words if not word.startswith("-")), "")
    wanted = [module for module, commands in _MODULES if given in commands] or [module for module, _c in _MODULES]
    for module in wanted:
        importlib.import_module(f"cmo_coder.cli.{module}").add(sub)
