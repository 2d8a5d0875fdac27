"""The cue lexicon: words and phrases that hint at a role, at how somebody knows, or at which way an effect goes.

One CSV file for each language beside this module (folder `cues_data`). Columns: `cue` (its name), `forms`
(separated by |; "…" stands for up to a clause's words in between), `class`, `here` (roles of the part that the cue
opens or stands in), `there` (roles of the other part), `sign` (+, -, 0), `status` (of `EpistemicStatus`), `guard`
(a condition in `guards.py`). Connectives differ in the kind of cause that they name (Stukker, Sanders & Verhagen
2009; Sanders & Spooren 2013): *omdat* and *daarom* look for reasoning, *doordat* and *daardoor* for circumstances
or resources, *want* and *dus* are a speaker's argument and weigh less.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus

LANGUAGES = ("nl", "en")
GAP = "…"


class CueClass(StrEnum):
    """What kind of cue it is (realist-method, section 8)."""

    CAUSE = "cause"
    RESULT = "result"
    CONDITION = "condition"
    CONTEXT = "context"
    STRATEGY = "strategy"
    REASONING = "reasoning"
    OUTCOME = "outcome"
    CONTRAST = "contrast"
    STATUS = "status"
    CHAIN = "chain"


class Guard(StrEnum):
    """When a form is not the cue that it looks like, or says less."""

    NOT_PASSIVE = "not_passive"
    NOT_COMPARISON = "not_comparison"
    NOT_FILLER = "not_filler"
    SPEAKER = "speaker"
    EXPERIENCER = "experiencer"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue of the lexicon."""

    name: str
    forms: tuple[str, ...]
    cls: CueClass
    here: tuple[Role, ...]
    there: tuple[Role, ...]
    sign: str
    status: EpistemicStatus | None
    guard: Guard | None


@cache
def lexicon(language: str) -> tuple[Cue, ...]:
    """The cues of a language ("nl" or "en"). Raises FileNotFoundError for another."""
    text = (files("cmo_coder.suggest") / "cues_data" / f"{language}.csv").read_text("utf-8")
    return tuple(
        Cue(
            row["cue"],
            tuple(row["forms"].split("|")),
            CueClass(row["class"]),
            tuple(Role(role) for role in row["here"].split()),
            tuple(Role(role) for role in row["there"].split()),
            row["sign"],
            EpistemicStatus(row["status"]) if row["status"] else None,
            Guard(row["guard"]) if row["guard"] else None,
        )
        for row in csv.DictReader(text.splitlines())
    )
