"""Words of the analyst's own in a sentence, whose slot changed after they were written (`sentence`, `wordings`).

The words stay: nobody's wording is thrown away. But they may say what the slots do not say any more, so they are marked
until they are reworded or taken off. What the slot was is that of the first version that had the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import ConfigurationVersion
from cmo_coder.realist.frames import ACTOR
from cmo_coder.realist.snapshot import Snapshot

WHOLE = "sentence"


def stale_parts(snapshot: Snapshot, version: ConfigurationVersion) -> tuple[str, ...]:
    """The parts with own words whose slot changed since: "C", "actor", or WHOLE for an own sentence."""
    if version.sentence:
        first = _first(snapshot, version, lambda one: one.sentence == version.sentence)
        changed = any(_filled(snapshot, first, role.value) != _filled(snapshot, version, role.value) for role in Role)
        return (WHOLE,) if changed or first.actor_id != version.actor_id else ()
    found = []
    for item in version.wordings:
        part = item.split("=", 1)[0]
        first = _first(snapshot, version, partial(_worded, item))
        if _filled(snapshot, first, part) != _filled(snapshot, version, part):
            found.append(part)
    return tuple(found)


def _worded(item: str, version: ConfigurationVersion) -> bool:
    return item in version.wordings


def _first(
    snapshot: Snapshot, version: ConfigurationVersion, has: Callable[[ConfigurationVersion], bool]
) -> ConfigurationVersion:
    """The earliest of the versions in a row, up to this one, that have the same words."""
    found = version
    for one in reversed(snapshot.versions_of_configuration[version.configuration_id]):
        if one.nr < version.nr:
            if not has(one):
                break
            found = one
    return found


def _filled(snapshot: Snapshot, version: ConfigurationVersion, part: str) -> frozenset[str]:
    """What a part of the sentence stands for: elements, or the actor."""
    if part == ACTOR:
        return frozenset([version.actor_id or ""])
    return snapshot.slot_ids(version.id, Role(part)) if part in {role.value for role in Role} else frozenset()
