"""Member checks of the wordings of an element (realist-method, section 7, rule 8; AC-11).

A check attaches to a version, a session and the groups and cases that were there. A version that came after the check
has not been checked; recognition by one group says nothing about another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import _
from cmo_coder.messages.dates import day
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome, MemberCheckParticipant
from cmo_coder.realist.people import group_shown, heads_shown
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word


class CheckState(StrEnum):
    """What holds for a version: laid before a session; only an earlier wording was; neither."""

    CHECKED = "checked"
    CHANGED_SINCE = "changed_since"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one session said of one version, and who was there. `groups` and `cases` are empty where not recorded."""

    check_id: str
    version_id: str
    session: str
    date: str
    outcome: CheckOutcome
    quote: str
    groups: tuple[Group, ...]
    cases: tuple[str, ...]
    there: tuple[str, ...] = ()
    """Who came, with how many where that was counted, as the study lets it be printed."""


@dataclass(frozen=True, slots=True)
class CheckStatus:
    """The state of a version, the answers it got, and the answers that earlier wordings of the element got."""

    version_id: str
    state: CheckState
    answers: tuple[Answer, ...]
    earlier: tuple[Answer, ...]

    def of_group(self, group: Group) -> tuple[Answer, ...]:
        """The answers of sessions where a group was present."""
        return tuple(answer for answer in self.answers if group in answer.groups)

    def of_case(self, case_id: str) -> tuple[Answer, ...]:
        """The answers of sessions where a case was present."""
        return tuple(answer for answer in self.answers if case_id in answer.cases)


def check_status(snapshot: Snapshot, element_version_id: str) -> CheckStatus:
    """The member-check status of one version of an element.

    Earlier wordings are those of the element itself, of the one it was split from and of those merged into it.
    """
    version = snapshot.element_versions[element_version_id]
    answers = _answers(snapshot, version.id)
    own = [v for v in snapshot.versions_of_element[version.effective_element_id] if v.nr < version.nr]
    earlier = [answer for v in own for answer in _answers(snapshot, v.id)]
    for element_id in _forebears(snapshot, version.effective_element_id):
        for v in snapshot.versions_of_element[element_id]:
            earlier += _answers(snapshot, v.id)
    state = CheckState.CHECKED if answers else CheckState.CHANGED_SINCE if earlier else CheckState.NOT_CHECKED
    return CheckStatus(version.id, state, answers, tuple(earlier))


def groups_not_asked(snapshot: Snapshot, status: CheckStatus) -> tuple[Group, ...]:
    """The groups with respondents in the study that no session of this version had."""
    asked = {group for answer in status.answers for group in answer.groups}
    return tuple(group for group in snapshot.groups if group not in asked)


def cases_not_asked(snapshot: Snapshot, status: CheckStatus) -> tuple[str, ...]:
    """The cases of the study that no session of this version had."""
    asked = {case for answer in status.answers for case in answer.cases}
    return tuple(case.id for case in snapshot.top_cases if case.id not in asked)


def status_text(snapshot: Snapshot, status: CheckStatus) -> str:
    """The status in words: each session with its outcome and who was there."""
    if status.state is CheckState.CHANGED_SINCE:
        return _("changed later, not laid before a session again")
    if status.state is CheckState.NOT_CHECKED:
        return _("not laid before a session")
    return "; ".join(_answer_text(snapshot, answer) for answer in status.answers)


def _answer_text(snapshot: Snapshot, answer: Answer) -> str:
    where = answer.session if not answer.date else f"{answer.session}, {day(answer.date)}"
    present = f" [{', '.join(answer.there)}]" if answer.there else ""
    return f"{word(answer.outcome)} ({where}){present}"


def participants_of(snapshot: Snapshot, check_id: str) -> tuple[MemberCheckParticipant, ...]:
    """Who was at a session, row by row: the groups in the order of the model, within a group the cases in theirs; a row
    without a group, or without a case, after those with one.
    """
    groups, cases = [*Group], [*snapshot.cases]

    def place(one: MemberCheckParticipant) -> tuple[int, int, int]:
        group = groups.index(one.group) if one.group is not None else len(groups)
        return group, cases.index(one.case_id) if one.case_id is not None else len(cases), -(one.n or 0)

    return tuple(sorted(snapshot.participants_of_check.get(check_id, ()), key=place))


def who_was_there(snapshot: Snapshot, check_id: str) -> tuple[str, ...]:
    """The groups and cases at a session, each with how many came: "resident 5, professional 8, Noord".

    A number is the sum over the rows of a group (which may be split by case), and stands there where all of these were
    counted; small groups go under one name (`people.group_shown`).
    """
    people = snapshot.participants_of_check.get(check_id, ())
    counts: dict[str, list[int | None]] = {}
    for group in Group:
        for person in people:
            if person.group is group:
                counts.setdefault(group_shown(snapshot, group), []).append(person.n)
    for id_, case in snapshot.cases.items():
        own = [person for person in people if person.case_id == id_]
        if own:
            alone = [person.n for person in own if person.group is None]
            counts.setdefault(case.name, []).extend(alone if len(alone) == len(own) else [None])
    return tuple(
        f"{name} {heads_shown(snapshot, sum(known))}" if (known := [n for n in rows if n is not None]) == rows else name
        for name, rows in counts.items()
    )


def _answers(snapshot: Snapshot, version_id: str) -> tuple[Answer, ...]:
    order = {id_: nr for nr, id_ in enumerate(snapshot.member_checks)}
    found = []
    for said in snapshot.outcomes_of_element_version.get(version_id, ()):
        check = snapshot.member_checks[said.member_check_id]
        people = snapshot.participants_of_check.get(check.id, ())
        groups = {person.group for person in people}
        cases = {person.case_id for person in people}
        found.append(
            Answer(
                check_id=check.id,
                version_id=version_id,
                session=check.session,
                date=check.date,
                outcome=said.outcome,
                quote=said.quote,
                groups=tuple(group for group in Group if group in groups),
                cases=tuple(id_ for id_ in snapshot.cases if id_ in cases),
                there=who_was_there(snapshot, check.id),
            )
        )
    return tuple(sorted(found, key=lambda answer: order[answer.check_id]))


def _forebears(snapshot: Snapshot, element_id: str) -> list[str]:
    """The elements that this one came from, nearest first; each once."""
    found: list[str] = []
    waiting = [element_id]
    while waiting:
        element = snapshot.elements[waiting.pop(0)]
        came_from = [other.id for other in snapshot.elements.values() if other.merged_into_id == element.id]
        came_from += [element.split_from_id] if element.split_from_id is not None else []
        new = [id_ for id_ in came_from if id_ not in found and id_ != element_id]
        found += new
        waiting += new
    return found
