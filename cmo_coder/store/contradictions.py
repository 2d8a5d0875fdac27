"""Acts of the contradiction protocol (realist-method, section 7, rule 5): own contexts, or an open question."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.configurations import Configuration, ConfigurationStatus
from cmo_coder.model.effective_elements import EffectiveElement
from cmo_coder.model.errors import RuleError
from cmo_coder.model.memos import Memo, MemoType
from cmo_coder.store.canonical import add_canonical
from cmo_coder.store.configuration_versions import new_version, slots_of, version_in_force
from cmo_coder.store.configurations import set_status
from cmo_coder.store.elements import version_in_force as element_version
from cmo_coder.store.memos import add_memo, write_decision
from cmo_coder.store.project import Project


def leave_open(project: Project, configurations: Sequence[Configuration], question: str, reason: str) -> Memo:
    """Step c: nothing separates the sides. The configurations become contested, with the question for the next round.

    One change: the statuses with their decisions, and the question as a memo on all of them.
    """
    if not question.strip():
        raise RuleError(N_("Write down what the next round should find out."))
    with project.change("contradiction.open", N_("Contradiction left open: context unknown"), reason=reason):
        for configuration in configurations:
            if configuration.status is not ConfigurationStatus.CONTESTED:
                set_status(project, configuration, ConfigurationStatus.CONTESTED, reason)
        write_decision(
            project,
            N_("Contradiction left open, context unknown: CMO {numbers}"),
            reason,
            [("configuration", one.id) for one in configurations],
            numbers=", ".join(str(number) for number in sorted(one.number for one in configurations)),
        )
        return add_memo(project, question, [("configuration", one.id) for one in configurations], MemoType.QUESTION)


def give_own_context(
    project: Project, sides: Sequence[tuple[str, Sequence[Configuration]]], reason: str
) -> dict[str, CanonicalElement]:
    """Step b: each side gets its own C. `sides` has the words of a context with the configurations of its side.

    A context of that name is used where there is one; each configuration gets a new version with it. One change.
    Raises RuleError without a reason, for a side without words, and for two sides with the same words.
    """
    labels = [label.strip() for label, _configurations in sides]
    if not all(labels):
        raise RuleError(N_("Give each side the words of its context."))
    if len({label.casefold() for label in labels}) < len(sides):
        raise RuleError(N_("Two sides have the same context: then it separates nothing."))
    if not reason.strip():
        raise RuleError(N_("A new version needs a reason."), N_("Say in a few words what changed and why."))
    made: dict[str, CanonicalElement] = {}
    with project.change(
        "contradiction.context", N_("Each side of a contradiction gets its own context"), reason=reason
    ) as change:
        for label, (_words, configurations) in zip(labels, sides, strict=True):
            present = change.find(CanonicalElement, role=Role.C, label=label)
            made[label] = present or add_canonical(project, Role.C, label)
            for configuration in configurations:
                old = version_in_force(change, configuration.id)
                slots = slots_of(change, old.id)
                if made[label].id not in slots.get(Role.C, ()):
                    slots.setdefault(Role.C, []).append(made[label].id)
                    # A sentence of the analyst's own would leave the new context out: the generated one comes instead.
                    new_version(project, configuration, slots, reason, actor_id=old.actor_id, wordings=old.wordings)
        everybody = [one for _words, ones in sides for one in ones]
        numbers = ", ".join(str(number) for number in sorted(one.number for one in everybody))
        write_decision(
            project,
            N_("Contradiction settled by context: CMO {numbers}"),
            reason,
            [("configuration", one.id) for one in everybody],
            numbers=numbers,
        )
    return made


def set_condition(project: Project, element: EffectiveElement, condition: str) -> None:
    """Say where an element does not work (rule 4); empty takes the line away."""
    with project.change("effective.condition", N_("Condition of element {nr} set"), nr=element.nr) as change:
        change.update(element_version(change, element.id), condition=condition.strip())
