"""Acts on effective elements (werkzame elementen): assign, version, split, merge, strategies, checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import changed, new_id, now
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome, MemberCheck, MemberCheckOutcome, MemberCheckParticipant, SessionKind
from cmo_coder.model.claims import Claim, Polarity
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementChange,
    ElementConfiguration,
    ElementStatus,
    ElementTheme,
    ElementVersionClaim,
    Omkering,
    OmkeringClaim,
    OmkeringStatus,
    Strategy,
    StrategyClaim,
    StrategySource,
)
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Stance
from cmo_coder.store.change import Change
from cmo_coder.store.configurations import version_in_force as configuration_version
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Labels:
    """The three wordings of an element: the long one of the table, a short one, and one for the public (B1 level)."""

    long: str
    short: str = ""
    public: str = ""


def add_element(project: Project, labels: Labels, *, round_id: str | None = None) -> EffectiveElement:
    """Make an element with a first, draft version."""
    if not labels.long.strip():
        raise RuleError(N_("An element needs a label."), N_("Use the imperative: 'Create...', 'Provide...'"))
    with project.change("effective.add", N_("Element '{label}' made"), label=labels.long) as change:
        made = EffectiveElement(id=new_id(), nr=change.highest(EffectiveElement, "nr") + 1)
        change.insert(made, _version(made, 1, labels, ElementChange.NEW, "", round_id))
    return made


def edit_labels(project: Project, element: EffectiveElement, labels: Labels) -> EffectiveElementVersion:
    """Correct the labels of the version in force. Refused for a version that is definitive or was laid before a
    session:
    its wording changes in a new version, so that the check lapses visibly."""
    with project.change("effective.labels", N_("Labels of element {nr} edited"), nr=element.nr) as change:
        version = version_in_force(change, element.id)
        checked = change.count(MemberCheckOutcome, effective_element_version_id=version.id)
        if version.status is ElementStatus.DEFINITIVE or checked:
            raise RuleError(
                N_("This wording of element {nr} is definitive or was laid before a session."),
                N_("Make a new version, with the kind of change and a reason."),
                nr=element.nr,
            )
        return change.update(version, long_label=labels.long, short_label=labels.short, public_label=labels.public)


def new_element_version(
    project: Project,
    element: EffectiveElement,
    labels: Labels,
    change_kind: ElementChange,
    reason: str,
    *,
    round_id: str | None = None,
    causes: Mapping[str, Stance | None] | None = None,
) -> EffectiveElementVersion:
    """A new wording in force, as a draft; the configurations go along. Member checks stay with the version they were
    of. `causes` are the claims that gave rise to it, by id, each with its stance (rule 7).
    """
    if not reason.strip():
        raise RuleError(N_("A new version needs a reason."), N_("Say in a few words what changed and why."))
    with project.change(
        "effective.version", N_("Element {nr}: new version ({kind})"), reason=reason, nr=element.nr, kind=change_kind
    ) as change:
        old = version_in_force(change, element.id)
        change.update(old, in_force=False)
        nr = change.highest(EffectiveElementVersion, "nr", effective_element_id=element.id) + 1
        made = _version(element, nr, labels, change_kind, reason, round_id)
        links = [
            changed(link, id=new_id(), effective_element_version_id=made.id)
            for link in change.all(ElementConfiguration, effective_element_version_id=old.id)
        ]
        made = changed(made, condition=old.condition)
        because = [
            ElementVersionClaim(id=new_id(), effective_element_version_id=made.id, claim_id=claim_id, stance=stance)
            for claim_id, stance in (causes or {}).items()
        ]
        change.insert(made, *links, *because)
    return made


def set_element_status(
    project: Project, element: EffectiveElement, status: ElementStatus, reason: str
) -> EffectiveElementVersion:
    """Set the status of the version in force, with a reason for the decision log. `definitive` is guarded by the hard
    rules.
    """
    if not reason.strip():
        raise RuleError(N_("A change of status needs a reason."), N_("Say in a few words why."))
    what = N_("Element {nr}: status {status}")
    with project.change("effective.status", what, reason=reason, nr=element.nr, status=status) as change:
        after = change.update(version_in_force(change, element.id), status=status)
        write_decision(project, what, reason, [("effective_element", element.id)], nr=element.nr, status=status)
    return after


def assign(project: Project, element: EffectiveElement, configuration_id: str) -> None:
    """Put a configuration (its version in force) behind the version in force of an element."""
    from cmo_coder.model.configurations import Configuration

    with project.change("effective.assign", N_("Configuration assigned to element {nr}"), nr=element.nr) as change:
        change.get(Configuration, configuration_id)
        version = version_in_force(change, element.id)
        wording = configuration_version(change, configuration_id)
        there = change.find(
            ElementConfiguration, effective_element_version_id=version.id, configuration_version_id=wording.id
        )
        if there is None:
            change.insert(
                ElementConfiguration(
                    id=new_id(), effective_element_version_id=version.id, configuration_version_id=wording.id
                )
            )


def unassign(project: Project, element: EffectiveElement, configuration_id: str) -> None:
    """Take a configuration off the version in force of an element."""
    with project.change("effective.assign", N_("Configuration taken off element {nr}"), nr=element.nr) as change:
        version = version_in_force(change, element.id)
        wording = configuration_version(change, configuration_id)
        link = change.find(
            ElementConfiguration, effective_element_version_id=version.id, configuration_version_id=wording.id
        )
        if link is not None:
            change.delete(link)


def split_element(
    project: Project,
    element: EffectiveElement,
    labels: Labels,
    configuration_ids: Sequence[str],
    strategy_ids: Sequence[str],
    reason: str,
) -> EffectiveElement:
    """Make a new element out of part of another: the named configurations and strategies move; both get a version
    "split".
    """
    with project.change(
        "effective.split", N_("Element {nr} split: '{label}'"), reason=reason, nr=element.nr, label=labels.long
    ) as change:
        old = version_in_force(change, element.id)
        kept = Labels(old.long_label, old.short_label, old.public_label)
        new_element_version(project, element, kept, ElementChange.SPLIT, reason, round_id=old.round_id)
        made = EffectiveElement(id=new_id(), nr=change.highest(EffectiveElement, "nr") + 1, split_from_id=element.id)
        themes = [
            changed(link, id=new_id(), effective_element_id=made.id)
            for link in change.all(ElementTheme, effective_element_id=element.id)
        ]
        change.insert(made, _version(made, 1, labels, ElementChange.SPLIT, reason, old.round_id), *themes)
        for configuration_id in configuration_ids:
            unassign(project, element, configuration_id)
            assign(project, made, configuration_id)
        moving = [s for s in change.among(Strategy, "id", strategy_ids) if s.effective_element_id == element.id]
        change.replace([(s, changed(s, effective_element_id=made.id)) for s in moving])
        write_decision(
            project,
            N_("Element {nr} split: '{label}'"),
            reason,
            [("effective_element", element.id), ("effective_element", made.id)],
            nr=element.nr,
            label=labels.long,
        )
    return made


def merge_elements(project: Project, from_element: EffectiveElement, into: EffectiveElement, reason: str) -> None:
    """Give the configurations, strategies and themes of one element to another; the merged one stays, retired."""
    if from_element.id == into.id:
        raise RuleError(N_("An element cannot be merged with itself."))
    what = N_("Element {nr} merged into element {into}")
    with project.change("effective.merge", what, reason=reason, nr=from_element.nr, into=into.nr) as change:
        from_version, into_version = version_in_force(change, from_element.id), version_in_force(change, into.id)
        into_labels = Labels(into_version.long_label, into_version.short_label, into_version.public_label)
        made = new_element_version(project, into, into_labels, ElementChange.MERGED, reason)
        there = {
            link.configuration_version_id
            for link in change.all(ElementConfiguration, effective_element_version_id=made.id)
        }
        coming = change.all(ElementConfiguration, effective_element_version_id=from_version.id)
        change.insert(
            *(
                changed(link, id=new_id(), effective_element_version_id=made.id)
                for link in coming
                if link.configuration_version_id not in there
            )
        )
        strategies = change.all(Strategy, order=("position",), effective_element_id=from_element.id)
        last = change.highest(Strategy, "position", effective_element_id=into.id)
        change.replace(
            [
                (s, changed(s, effective_element_id=into.id, position=last + nr))
                for nr, s in enumerate(strategies, start=1)
            ]
        )
        themes = {link.theme_id for link in change.all(ElementTheme, effective_element_id=into.id)}
        change.insert(
            *(
                changed(link, id=new_id(), effective_element_id=into.id)
                for link in change.all(ElementTheme, effective_element_id=from_element.id)
                if link.theme_id not in themes
            )
        )
        labels = Labels(from_version.long_label, from_version.short_label, from_version.public_label)
        retired = new_element_version(project, from_element, labels, ElementChange.MERGED, reason)
        change.delete(*change.all(ElementConfiguration, effective_element_version_id=retired.id))
        change.update(retired, status=ElementStatus.RETIRED)
        change.update(from_element, merged_into_id=into.id)
        write_decision(
            project,
            what,
            reason,
            [("effective_element", from_element.id), ("effective_element", into.id)],
            nr=from_element.nr,
            into=into.nr,
        )


def set_element_themes(project: Project, element: EffectiveElement, theme_ids: Sequence[str]) -> None:
    """Set the themes that an element answers to, in order."""
    with project.change("effective.themes", N_("Themes of element {nr} set"), nr=element.nr) as change:
        change.delete(*change.all(ElementTheme, effective_element_id=element.id))
        change.insert(
            *(
                ElementTheme(id=new_id(), effective_element_id=element.id, theme_id=theme_id, position=nr)
                for nr, theme_id in enumerate(dict.fromkeys(theme_ids))
            )
        )


def add_strategy(
    project: Project,
    element: EffectiveElement,
    text: str,
    *,
    source: StrategySource | None = None,
    claim_ids: Sequence[str] = (),
    **fields: Any,
) -> Strategy:
    """Add a way to reach an element, with the claims it rests on."""
    if not text.strip():
        raise RuleError(N_("A strategy needs words."))
    with project.change("strategy.add", N_("Strategy added to element {nr}"), nr=element.nr) as change:
        made = Strategy(
            id=new_id(),
            effective_element_id=element.id,
            text=text.strip(),
            position=change.highest(Strategy, "position", effective_element_id=element.id) + 1,
            source=source,
            **fields,
        )
        change.insert(made, *(StrategyClaim(id=new_id(), strategy_id=made.id, claim_id=id_) for id_ in claim_ids))
    return made


def edit_strategy(project: Project, strategy: Strategy, **fields: Any) -> Strategy:
    """Change fields of a strategy: text, actor, reservation, phase, source, position, element."""
    with project.change("strategy.edit", N_("Strategy edited")) as change:
        return change.update(strategy, **fields)


def link_strategy(project: Project, strategy: Strategy, claim: Claim) -> None:
    """Put a claim behind a strategy."""
    with project.change("strategy.link", N_("Claim {number} linked to a strategy"), number=claim.number) as change:
        if change.find(StrategyClaim, strategy_id=strategy.id, claim_id=claim.id) is None:
            change.insert(StrategyClaim(id=new_id(), strategy_id=strategy.id, claim_id=claim.id))


def unlink_strategy(project: Project, strategy: Strategy, claim: Claim) -> None:
    """Take a claim off a strategy."""
    with project.change("strategy.link", N_("Claim {number} taken off a strategy"), number=claim.number) as change:
        change.delete(*change.all(StrategyClaim, strategy_id=strategy.id, claim_id=claim.id))


def remove_strategy(project: Project, strategy: Strategy) -> None:
    """Remove a strategy; its claims and omkering stay."""
    with project.change("strategy.remove", N_("Strategy removed")) as change:
        change.delete(*change.all(StrategyClaim, strategy_id=strategy.id), strategy)


def add_omkering(
    project: Project, element: EffectiveElement, claims: Sequence[Claim], statement: str, reasoning: str
) -> Omkering:
    """Turn what did not work into what should: an omkering, and the derived strategy it gives the element.

    Raises RuleError without claims, with a claim that says that it works, or without words and reasoning.
    """
    if not claims or not statement.strip() or not reasoning.strip():
        raise RuleError(
            N_("An omkering needs at least one claim, a statement and the reasoning between them."),
            N_("Choose the claims that say what did not work."),
        )
    if any(claim.polarity is Polarity.WORKS for claim in claims):
        raise RuleError(N_("An omkering starts from claims that say that it does not work."))
    with project.change("omkering.add", N_("Omkering written")) as change:
        made = Omkering(
            id=new_id(),
            statement=statement.strip(),
            reasoning=reasoning.strip(),
            coder_id=project.coder.id if project.coder else None,
        )
        change.insert(made, *(OmkeringClaim(id=new_id(), omkering_id=made.id, claim_id=claim.id) for claim in claims))
        add_strategy(project, element, statement, source=StrategySource.DERIVED, omkering_id=made.id)
    return made


def confirm_omkering(project: Project, omkering: Omkering, where: str) -> Omkering:
    """Say that a later claim or a session confirmed a derived strategy, and where."""
    if not where.strip():
        raise RuleError(N_("Say where it was confirmed."))
    with project.change("omkering.confirm", N_("Omkering confirmed")) as change:
        return change.update(omkering, status=OmkeringStatus.CONFIRMED, confirmed_in=where.strip())


@dataclass(frozen=True, slots=True)
class Participants:
    """People at a session: a group, a case or both, and how many (where known)."""

    group: Group | None = None
    case_id: str | None = None
    n: int | None = None


def add_member_check(
    project: Project,
    session: str,
    outcomes: Sequence[tuple[EffectiveElementVersion, CheckOutcome, str]],
    *,
    session_kind: SessionKind | None = None,
    date: str = "",
    participants: Sequence[Participants] = (),
) -> MemberCheck:
    """Record a session: for each version that was laid before it, the outcome and a quote (may be empty)."""
    if not session.strip() or not outcomes:
        raise RuleError(N_("A member check needs the name of a session and at least one version."))
    with project.change("check.add", N_("Member check '{session}' recorded"), session=session) as change:
        made = MemberCheck(id=new_id(), session=session.strip(), session_kind=session_kind, date=date)
        people = [
            MemberCheckParticipant(id=new_id(), member_check_id=made.id, group=p.group, case_id=p.case_id, n=p.n)
            for p in participants
        ]
        said = [
            MemberCheckOutcome(
                id=new_id(),
                member_check_id=made.id,
                effective_element_version_id=version.id,
                outcome=outcome,
                quote=quote,
            )
            for version, outcome, quote in outcomes
        ]
        change.insert(made, *people, *said)
    return made


def version_in_force(change: Change, element_id: str) -> EffectiveElementVersion:
    """The version of an element that is in force; a hard rule says that there is one."""
    found = change.find(EffectiveElementVersion, effective_element_id=element_id, in_force=True)
    assert found is not None
    return found


def _version(
    element: EffectiveElement, nr: int, labels: Labels, kind: ElementChange, reason: str, round_id: str | None
) -> EffectiveElementVersion:
    return EffectiveElementVersion(
        id=new_id(),
        effective_element_id=element.id,
        nr=nr,
        long_label=labels.long.strip(),
        short_label=labels.short.strip(),
        public_label=labels.public.strip(),
        change=kind,
        reason=reason.strip(),
        round_id=round_id,
        date=now()[:10],
    )
