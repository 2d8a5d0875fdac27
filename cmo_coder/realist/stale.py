"""Words of the analyst's own in a sentence, whose slot changed after they were written (`sentence`, `wordings`).

The words stay: nobody's wording is thrown away. But they may say what the slots do not say any more, so they are marked
until they are reworded, confirmed or taken off. A slot changes by another element in it, and by another name of its
element.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import ConfigurationVersion
from cmo_coder.realist.frames import ACTOR
from cmo_coder.realist.snapshot import Snapshot

WHOLE = "sentence"
_PARTS = (*(role.value for role in Role), ACTOR)


def stale_parts(snapshot: Snapshot, version: ConfigurationVersion) -> tuple[str, ...]:
    """The parts with own words whose slot reads otherwise since: "C", "actor", or WHOLE for an own sentence."""
    if version.sentence:
        return (WHOLE,) if _is_stale(snapshot, version, _PARTS, lambda one: one.sentence == version.sentence) else ()
    return tuple(
        item.split("=", 1)[0]
        for item in version.wordings
        if _is_stale(snapshot, version, (item.split("=", 1)[0],), partial(_worded, item))
    )


def _is_stale(
    snapshot: Snapshot,
    version: ConfigurationVersion,
    parts: Sequence[str],
    has: Callable[[ConfigurationVersion], bool],
) -> bool:
    """Whether some parts read otherwise than when the words were put on them: by what was kept of that, which notices
    an element that was renamed; where nothing was kept, by the elements of the first version with these words.
    """
    then = [item for item in version.slots_then if item.split("=", 1)[0] in parts]
    if then:
        return Counter(then) != Counter(item for part in parts for item in _reads(snapshot, version, part))
    first = _first(snapshot, version, has)
    return any(_filled(snapshot, first, part) != _filled(snapshot, version, part) for part in parts)


def _reads(snapshot: Snapshot, version: ConfigurationVersion, part: str) -> list[str]:
    if part == ACTOR:
        return [f"{ACTOR}={snapshot.actors[version.actor_id].name}"] if version.actor_id is not None else []
    return [f"{part}={element.label}" for element in snapshot.slots(version.id, Role(part))]


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
