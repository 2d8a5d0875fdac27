"""What the fields of the study are called when a person reads what a change did to a row."""

from __future__ import annotations

import typing
from contextlib import suppress
from enum import StrEnum
from functools import cache

from cmo_coder.messages import N_, _
from cmo_coder.messages.numbers import decimal
from cmo_coder.model.base import ENTITIES
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus, Polarity
from cmo_coder.model.configurations import RelationType
from cmo_coder.model.fragments import Stance
from cmo_coder.model.suggestions import SuggestionOutcome
from cmo_coder.realist.words import word

HIDDEN = frozenset(
    (
        "position", "at", "prefix", "suffix", "length", "text_length", "text_start", "object_type", "template",
        "wordings", "slots_then",
        "sha256", "source_sha256", "in_force", "settings", "results",
    )
)  # fmt: skip
"""Fields that say nothing to a person who reads the log."""

_NAMES = {
    "name": N_("Name"),
    "title": N_("Title"),
    "label": N_("Label"),
    "long_label": N_("Long label"),
    "short_label": N_("Short label"),
    "public_label": N_("Label for the public"),
    "type": N_("Kind"),
    "kind": N_("Kind"),
    "status": N_("Status"),
    "state": N_("State"),
    "role": N_("Role"),
    "nr": N_("Number"),
    "number": N_("Number"),
    "date": N_("Date"),
    "text": N_("Text"),
    "quote": N_("Quote"),
    "start": N_("Start"),
    "end": N_("End"),
    "note": N_("Note"),
    "reason": N_("Reason"),
    "definition": N_("Definition"),
    "inclusion": N_("Counts when"),
    "exclusion": N_("Does not count when"),
    "example": N_("Example"),
    "aliases": N_("Other names"),
    "keywords": N_("Suggested for"),
    "colour": N_("Colour"),
    "key": N_("Key"),
    "value": N_("Value"),
    "group": N_("Group"),
    "pseudonym": N_("Pseudonym"),
    "function": N_("Function"),
    "organisation": N_("Organisation"),
    "domain": N_("Domain"),
    "consent": N_("Consent"),
    "phase": N_("Phase"),
    "period": N_("Period"),
    "purpose": N_("What for"),
    "blind": N_("Codes blind"),
    "client": N_("Commissioned by"),
    "pillar": N_("Programme or pillar"),
    "question": N_("Question"),
    "profile": N_("Profile"),
    "language": N_("Language"),
    "ethics": N_("Ethics review"),
    "ethics_reason": N_("Reason"),
    "mode": N_("How"),
    "source_name": N_("File"),
    "polarity": N_("Polarity"),
    "stance": N_("Stance"),
    "strength": N_("Strength"),
    "outcome": N_("Outcome"),
    "sentence": N_("Sentence"),
    "statement": N_("Statement"),
    "level": N_("Level"),
    "direction": N_("Direction"),
    "what": N_("What"),
    "why": N_("Why"),
    "automatic": N_("Written by the program"),
    "list": N_("On which list"),
    "description": N_("Description"),
    "change": N_("Kind of change"),
    "suggested": N_("Taken from a suggestion"),
    "provider": N_("Suggested by"),
    "provider_version": N_("Version"),
    "score": N_("Score"),
    "rank": N_("Place among those suggested"),
}
_OF_TABLE = {
    ("suggestion", "outcome"): N_("What became of it"),
    ("suggestion", "kind"): N_("What was suggested"),
    ("suggestion", "value"): N_("Suggested value"),
    ("claim", "status_suggested"): N_("Status taken from a suggestion"),
    ("claim", "polarity_suggested"): N_("Polarity taken from a suggestion"),
}
"""Fields that are called otherwise in one table."""
_OUTCOMES = {
    SuggestionOutcome.ACCEPTED: N_("taken"),
    SuggestionOutcome.CHANGED: N_("changed into another"),
    SuggestionOutcome.REJECTED: N_("refused"),
}


def field_name(table: str, field: str) -> str:
    """The name of a field in the current language; a rare one has its own name."""
    if (table, field) in _OF_TABLE:
        return _(_OF_TABLE[table, field])
    return _(_NAMES[field]) if field in _NAMES else field.replace("_", " ")


def is_shown(table: str, field: str) -> bool:
    """Whether a field says something to a person: no id, and not how the program keeps things."""
    cls = ENTITIES.get(table)
    known = cls is None or field in cls.__dataclass_fields__
    return known and field != "id" and not field.endswith("_id") and field not in HIDDEN


def value_text(table: str, field: str, value: str) -> str:
    """A value in the words of the field: the values of the method by name, yes and no for what holds or not."""
    if value in ("True", "False"):
        return _("yes") if value == "True" else _("no")
    if field == "score" and value:
        return decimal(float(value), 2)
    if (table, field) == ("suggestion", "outcome") and value in _OUTCOMES:
        return _(_OUTCOMES[SuggestionOutcome(value)])
    if (table, field) == ("suggestion", "value"):
        return _suggested_value(value)
    kind = _enums(table).get(field)
    if kind is not None and value:
        try:
            return word(kind(value))
        except (KeyError, ValueError):
            return value
    return value


def _suggested_value(value: str) -> str:
    """What was suggested: a status, which way it goes, a role, a stance or a relation."""
    for kind in (EpistemicStatus, Polarity, Role, Stance, RelationType):
        with suppress(ValueError):
            return word(kind(value))
    return value


@cache
def _enums(table: str) -> dict[str, type[StrEnum]]:
    """The fields of a table that hold a value of the method."""
    cls = ENTITIES.get(table)
    found: dict[str, type[StrEnum]] = {}
    for field, hint in (typing.get_type_hints(cls) if cls is not None else {}).items():
        for one in (hint, *typing.get_args(hint)):
            if isinstance(one, type) and issubclass(one, StrEnum):
                found[field] = one
    return found
