"""Acts on effective elements (werkzame elementen): assign, version, split, merge, strategies, checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.model.base import changed, new_id, now
from cmo_coder.model.checks import MemberCheckOutcome
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementChange,
    ElementConfiguration,
    ElementStatus,
    ElementTheme,
    ElementVersionClaim,
    Strategy,
)
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Stance
from cmo_coder.store.change import Change
from cmo_coder.store.configuration_versions import version_in_force as configuration_version
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
    _check_label(labels)
    with project.change("effective.add", N_("Element '{label}' made"), label=labels.long) as change:
        made = EffectiveElement(id=new_id(), nr=change.highest(EffectiveElement, "nr") + 1)
        change.insert(made, _version(made, 1, labels, ElementChange.NEW, "", round_id))
    return made


def edit_labels(project: Project, element: EffectiveElement, labels: Labels) -> EffectiveElementVersion:
    """Correct the labels of the version in force. Refused for a version that is definitive or was laid before a
    session:
    its wording changes in a new version, so that the check lapses visibly."""
    _check_label(labels)
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
    _check_label(labels)
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
    project: Project, element: EffectiveElement, status: ElementStatus, reason: str, *, remarks: str = ""
) -> EffectiveElementVersion:
    """Set the status of the version in force, with a reason for the decision log. `definitive` is guarded by the hard
    rules. `remarks`: what the linter of labels said and the team let stand (rule 9: allowed, but logged).
    """
    if not reason.strip():
        raise RuleError(N_("A change of status needs a reason."), N_("Say in a few words why."))
    what = N_("Element {nr}: status {status}")
    with project.change("effective.status", what, reason=reason, nr=element.nr, status=status) as change:
        after = change.update(version_in_force(change, element.id), status=status)
        objects = [("effective_element", element.id)]
        write_decision(project, what, reason, objects, alternatives=remarks, nr=element.nr, status=status)
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
    _check_label(labels)
    if not reason.strip():
        raise RuleError(N_("A split needs a reason."), N_("Say in a few words what differs."))
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
    if not reason.strip():
        raise RuleError(N_("A merge needs a reason."), N_("Say in a few words why the two are one."))
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


def version_in_force(change: Change, element_id: str) -> EffectiveElementVersion:
    """The version of an element that is in force; a hard rule says that there is one."""
    found = change.find(EffectiveElementVersion, effective_element_id=element_id, in_force=True)
    assert found is not None
    return found


def _check_label(labels: Labels) -> None:
    if not labels.long.strip():
        raise RuleError(N_("An element needs a label."), N_("Use the imperative: 'Create...', 'Provide...'"))


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
