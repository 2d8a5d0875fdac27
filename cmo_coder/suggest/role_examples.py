"""Sentences with their roles that the program brings along: what it knows of roles before a team coded anything.

`role_data/nl.csv` and `en.csv` (columns `role`, `text`): sentences made up for this program, in the manner of
evaluation reports and interviews; "none" is what belongs to no role. They weigh less with every fragment that the team
codes.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from cmo_coder.model.canonical import Role
from cmo_coder.suggest.lexicon import LANGUAGES

NONE = "none"


@cache
def made_up_examples() -> tuple[tuple[Role | None, str], ...]:
    """The sentences with their roles (nothing for "none")."""
    found: list[tuple[Role | None, str]] = []
    for language in LANGUAGES:
        text = (files("cmo_coder.suggest") / "role_data" / f"{language}.csv").read_text("utf-8")
        found += [
            (None if row["role"] == NONE else Role(row["role"]), row["text"])
            for row in csv.DictReader(text.splitlines())
        ]
    return tuple(found)
