"""Respondents by group and by round, with small groups hidden where the study says so (realist-method, item 14)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cmo_coder.messages import _
from cmo_coder.model.cases import Group
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.realist.quantifiers import suppressed
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word


@dataclass(frozen=True, slots=True)
class People:
    """Some respondents under one name. `shown` is the number as it may be printed."""

    label: str
    groups: tuple[Group, ...]
    respondents: tuple[str, ...]
    shown: str


_KEPT: list[tuple[Snapshot, frozenset[Group]]] = []


def small_groups(snapshot: Snapshot) -> frozenset[Group]:
    """The groups of so few people that the study does not show them apart; none where it has set no limit."""
    if not snapshot.study.small_cell:
        return frozenset()
    if not (_KEPT and _KEPT[0][0] is snapshot):
        numbers = Counter(one.group for one in snapshot.respondents.values())
        limit = snapshot.study.small_cell
        _KEPT[:] = [(snapshot, frozenset(group for group, n in numbers.items() if suppressed(n, limit)))]
    return _KEPT[0][1]


def group_shown(snapshot: Snapshot, group: Group | None) -> str:
    """The name of a group as it may be printed beside words or a number: that of all small groups for a small one."""
    return _("other groups, together") if group in small_groups(snapshot) else word(group)


def heads_shown(snapshot: Snapshot, n: int) -> str:
    """A number of people as it may be printed."""
    limit = snapshot.study.small_cell
    return f"< {limit}" if suppressed(n, limit) else str(n)


def people_by_round(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """The respondents who spoke in each round, by id of the round: as speakers of its documents, or in its claims."""
    found: dict[str, set[str]] = {id_: set() for id_ in snapshot.rounds}
    for speaker in snapshot.speakers.values():
        document = snapshot.documents[speaker.document_id]
        if speaker.respondent_id and document.round_id and speaker.kind is not SpeakerKind.INTERVIEWER:
            found[document.round_id].add(speaker.respondent_id)
    for claim in snapshot.claims.values():
        if claim.respondent_id and claim.round_id:
            found[claim.round_id].add(claim.respondent_id)
    return {id_: frozenset(people) for id_, people in found.items() if people}


def participants_by_group(snapshot: Snapshot) -> tuple[People, ...]:
    """Every group with respondents. Groups below the study's limit are put together; if those are too few even
    together, only that there are fewer than the limit is said."""
    by_group = {
        group: tuple(one.id for one in snapshot.respondents.values() if one.group is group) for group in snapshot.groups
    }
    small = [group for group in by_group if group in small_groups(snapshot)]
    rows = [
        People(word(group), (group,), people, str(len(people)))
        for group, people in by_group.items()
        if group not in small
    ]
    if small:
        people = tuple(one for group in small for one in by_group[group])
        # One hidden group of which the total is printed elsewhere could be worked out; so it says "fewer than".
        shown = heads_shown(snapshot, len(people))
        rows.append(People(_("other groups, together"), tuple(small), people, shown))
    return tuple(rows)
