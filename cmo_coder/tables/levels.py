"""Tables by level of the system: ICAMO by level and codebook (T3), and the levelled inventory (T4).

Source: realist-method, section 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cmo_coder.messages import N_, _, in_language
from cmo_coder.model.canonical import Actor, CanonicalElement, Horizon, Level, Role
from cmo_coder.model.cases import Group
from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.model.configurations import Configuration
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tables.making import bullets, number, table, text
from cmo_coder.tables.matrix import icamo_cells, mechanism_roles, profile_notes
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

BY_LEVEL_TITLE = N_("ICAMO by level")
CODEBOOK_TITLE = N_("Codebook")
INVENTORY_TITLE = N_("Inventory by level")

DOWN = (Level.MACRO, Level.MESO, Level.MICRO, Level.NANO, None)
"""From the system to the person; what has no level comes last."""


def icamo_by_level(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T3: as the ICAMO matrix, with a heading per level of the system (that of the configuration, or of its slots)."""
    columns = [
        Column("niveau", _("Level"), 12),
        Column("nr", _("Number"), 8),
        Column("interventie", _("Intervention"), 28),
        Column("context", _("Context"), 28),
        Column("actoren", _("Actors"), 16),
        Column("mechanismen", _("Mechanisms"), 28),
        Column("uitkomsten", _("Outcomes"), 28),
    ]
    rows = []
    by_level: dict[Level | None, list[Configuration]] = {}
    for configuration in snapshot.configurations.values():
        by_level.setdefault(_level_of(snapshot, configuration), []).append(configuration)
    for level in DOWN:
        for configuration in by_level.get(level, ()):
            version = snapshot.version_of(configuration.id)
            cells = icamo_cells(snapshot, version, mechanism_roles(snapshot))
            rows.append(Row(configuration.id, (text(_level_name(level)), number(configuration.number), *cells)))
    caption = _("Intervention, context, actors, mechanisms and outcomes of each configuration, by level of the system")
    return table(
        snapshot,
        "icamo_niveau",
        _(BY_LEVEL_TITLE),
        caption,
        columns,
        rows,
        date,
        profile_notes(snapshot),
        group="niveau",
    )


def _level_of(snapshot: Snapshot, configuration: Configuration) -> Level | None:
    """The level that the team gave, or the only one among the slots."""
    if configuration.level is not None:
        return configuration.level
    version = snapshot.version_of(configuration.id)
    slots = snapshot.slots_of_version.get(version.id, ())
    found = {snapshot.canonical[slot.canonical_element_id].level for slot in slots} - {None}
    return found.pop() if len(found) == 1 else None


def _level_name(level: Level | None) -> str:
    return word(level) if level is not None else _("no level given")


def codebook(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T3, the codebook table: element, definition, coding rule, with the horizon of an outcome."""
    columns = [
        Column("soort", _("Kind"), 12),
        Column("code", _("Code"), 26),
        Column("definitie", _("Definition"), 40),
        Column("codeerregel", _("Coding rule"), 40),
        Column("termijn", _("Horizon"), 12),
        Column("codes", _("Codings"), 8),
    ]
    rows = []
    words = _fragments_by_code(snapshot)
    for code in snapshot.codes.values():
        if code.status is not CodeStatus.ACTIVE:
            continue
        element = snapshot.canonical.get(code.canonical_element_id or "")
        own = snapshot.in_reading_order(words.get(code.id, ()))
        cells = (
            text(word(code.type)),
            text(_path(snapshot, code), own),
            text(code.definition or (element.definition if element is not None else "")),
            bullets(_rules(code)),
            text(word(element.horizon) if element is not None else ""),
            number(len(words.get(code.id, ())), own),
        )
        rows.append(Row(code.id, cells))
    rank = {row.id: nr for nr, row in enumerate(rows)}
    kinds = list(dict.fromkeys(snapshot.codes[row.id].type for row in rows))
    rows.sort(key=lambda row: (kinds.index(snapshot.codes[row.id].type), rank[row.id]))
    caption = _("The codes in use, with their definitions and the rules for coding")
    return table(snapshot, "codeboek", _(CODEBOOK_TITLE), caption, columns, rows, date, group="soort")


def _fragments_by_code(snapshot: Snapshot) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for coding in snapshot.codings:
        found.setdefault(coding.code_id, []).append(coding.fragment_id)
    return found


def _path(snapshot: Snapshot, code: Code) -> str:
    names = [code.name]
    parent = snapshot.codes.get(code.parent_id or "")
    while parent is not None and len(names) < 20:
        names.append(parent.name)
        parent = snapshot.codes.get(parent.parent_id or "")
    return " › ".join(reversed(names))


def _rules(code: Code) -> Iterator[str]:
    if code.inclusion:
        yield _("counts when: {rule}").format(rule=code.inclusion)
    if code.exclusion:
        yield _("does not count when: {rule}").format(rule=code.exclusion)
    if code.example:
        yield _("example: {words}").format(words=code.example)


# T4

_CONTEXTS = ((Level.MACRO,), (Level.MESO,), (Level.MICRO, Level.NANO), (None,))
_OUTCOMES = (Horizon.LONG, Horizon.MEDIUM, Horizon.DIRECT, None)
_OF_WHOM = (N_("of providers"), N_("social"), N_("of participants"), N_("not determined"))
_PROVIDERS = (Group.PROFESSIONAL, Group.POLICY_MAKER, Group.DIRECTOR, Group.PROJECT_LEADER)


def inventory(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T4: contexts from macro to micro, mechanisms by whose they are, outcomes from long to direct.

    A mechanism is of providers or of participants where all its actors belong to that group, and social where they do
    not. What is not given stands in a last row, so that nothing of the study is left out.
    """
    columns = [
        Column("niveau", _("Level"), 10),
        Column("context", _("Context"), 32),
        Column("van_wie", _("Mechanism of whom"), 14),
        Column("mechanismen", _("Mechanisms"), 32),
        Column("termijn", _("Horizon"), 10),
        Column("uitkomsten", _("Outcomes"), 32),
    ]
    used = _used(snapshot)
    mechanism = mechanism_roles(snapshot)
    actors = _actors_of_elements(snapshot)
    rows = []
    for nr in range(4):
        levels, horizon = _CONTEXTS[nr], _OUTCOMES[nr]
        contexts = [one for one in used if one.role is Role.C and one.level in levels]
        mechanisms = [one for one in used if one.role in mechanism and _whose(actors.get(one.id, [])) == nr]
        outcomes = [one for one in used if one.role is Role.O and one.horizon is horizon]
        if nr == 3 and not (contexts or mechanisms or outcomes):
            continue
        cells = (
            text("/".join(_level_name(level) for level in levels)),
            _listed(snapshot, contexts),
            text(_(_OF_WHOM[nr])),
            _listed(snapshot, mechanisms),
            text(word(horizon) if horizon is not None else _("not determined")),
            _listed(snapshot, outcomes),
        )
        rows.append(Row(str(nr + 1), cells))
    rows = rows if used else []
    caption = _("Contexts, mechanisms and outcomes of the configurations, by level, by whom and by horizon")
    notes = profile_notes(snapshot)
    return table(snapshot, "inventaris", _(INVENTORY_TITLE), caption, columns, rows, date, notes)


def _used(snapshot: Snapshot) -> list[CanonicalElement]:
    """The elements in the configurations' versions in force, by label."""
    ids = {id_ for one in snapshot.configurations for id_ in snapshot.slot_ids(snapshot.version_of(one).id)}
    return [element for element in snapshot.canonical.values() if element.id in ids]


def _listed(snapshot: Snapshot, elements: Iterable[CanonicalElement]) -> Cell:
    chosen = list(elements)
    ids = {element.id for element in chosen}
    slots = [slot for slot in snapshot.claim_slots if slot.canonical_element_id in ids]
    words = (one.fragment_id for slot in slots for one in snapshot.words_of_slot.get(slot.id, ()))
    return bullets((element.label for element in chosen), snapshot.in_reading_order(words))


def _actors_of_elements(snapshot: Snapshot) -> dict[str, list[Actor]]:
    """The actors of each element: its own, and those of the configurations in whose slots it stands."""
    found: dict[str, list[Actor]] = {}
    for link in snapshot.canonical_actors:
        found.setdefault(link.canonical_element_id, []).append(snapshot.actors[link.actor_id])
    for version in snapshot.configuration_versions.values():
        if version.in_force and version.actor_id is not None:
            for element_id in snapshot.slot_ids(version.id):
                found.setdefault(element_id, []).append(snapshot.actors[version.actor_id])
    return found


def _whose(actors: Sequence[Actor]) -> int:
    """The row of a mechanism: 0 providers, 1 social, 2 participants, 3 not known."""
    groups = {_group(actor) for actor in actors}
    if not actors or groups == {None}:
        return 3
    if groups <= set(_PROVIDERS):
        return 0
    return 2 if groups == {Group.RESIDENT} else 1


@cache
def _group(actor: Actor) -> Group | None:
    """The group of an actor, as its field says, in whichever language it was written."""
    said = {part.strip().casefold() for part in (actor.group, actor.type) if part.strip()}
    for group in Group:
        names = {group.value}
        for language in ("nl", "en"):
            with in_language(language):
                names.add(word(group).casefold())
        if said & names:
            return group
    return None
