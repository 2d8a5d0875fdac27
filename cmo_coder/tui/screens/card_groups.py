"""The list of the CMO card, under headings by how it is sorted."""

from __future__ import annotations

from cmo_coder.messages import _
from cmo_coder.model.configurations import Configuration, ConfigurationStatus
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word

SORTS = ("number", "status", "element")


def grouped(snapshot: Snapshot, found: list[Configuration], sort: str) -> list[tuple[str, list[Configuration]]]:
    """Configurations under headings, as the list is sorted; each once, and no heading without any."""
    if sort == "status":
        made = [(word(status), [one for one in found if one.status is status]) for status in ConfigurationStatus]
    elif sort == "element":
        made = []
        for element in snapshot.elements.values():
            version = snapshot.element_version_of(element.id)
            behind = {one.configuration_id for one in snapshot.configurations_behind(version.id)}
            made.append(
                (
                    f"{element.nr} {version.short_label or version.long_label}",
                    [one for one in found if one.id in behind],
                )
            )
        placed = {one.id for _title, group in made for one in group}
        made.append((_("without element"), [one for one in found if one.id not in placed]))
        made = _once(made)
    else:
        made = [("", found)]
    return [(title, group) for title, group in made if group]


def _once(groups: list[tuple[str, list[Configuration]]]) -> list[tuple[str, list[Configuration]]]:
    """Each configuration in its first group only: a list has one line for each."""
    seen: set[str] = set()
    made = []
    for title, group in groups:
        made.append((title, [one for one in group if one.id not in seen]))
        seen.update(one.id for one in group)
    return made
