"""Respondents by group and by round, with small groups hidden where the study says so (realist-method, item 14)."""

from __future__ import annotations

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
    limit = snapshot.study.small_cell
    small = [group for group, people in by_group.items() if suppressed(len(people), limit)]
    rows = [
        People(word(group), (group,), people, str(len(people)))
        for group, people in by_group.items()
        if group not in small
    ]
    if small:
        people = tuple(one for group in small for one in by_group[group])
        # One hidden group of which the total is printed elsewhere could be worked out; so it says "fewer than".
        shown = f"< {limit}" if suppressed(len(people), limit) else str(len(people))
        rows.append(People(_("other groups, together"), tuple(small), people, shown))
    return tuple(rows)
