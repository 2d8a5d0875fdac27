"""The contradiction protocol, step by step (realist-method, section 7, rule 5), and what else lies open.

(a) look for a context that separates; (b) where there is one, each side gets its own C; (c) where there is none, the
configurations are contested, their context is unknown, and a question for the next round is written down; (d) all of it
stands in "Where does it not work?". Nothing is resolved by the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import _
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.claims import Polarity
from cmo_coder.model.configurations import Configuration, ConfigurationStatus
from cmo_coder.model.effective_elements import EffectiveElement, Strategy
from cmo_coder.model.memos import Memo, MemoType
from cmo_coder.realist.contradiction import Contradiction, strongly_contradicted
from cmo_coder.realist.separation import Separation, separations_among
from cmo_coder.realist.snapshot import Snapshot

SAYS_LITTLE = 3
"""A value of so many code points ("yes") says little without the name of its fact."""


class Step(StrEnum):
    """Where a contradiction stands."""

    LOOK = "look"
    """Something separates the sides, and the configurations do not say so yet: step b."""
    UNKNOWN = "unknown"
    """Nothing is known that separates them, and that is not written down yet: step c."""
    SETTLED = "settled"
    """Each side has its own context."""
    OPEN = "open"
    """Contested, context unknown, with a question for the next round."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A contradiction with its step, what separates its sides, and the questions written down."""

    contradiction: Contradiction
    step: Step
    separations: tuple[Separation, ...]
    questions: tuple[Memo, ...]


def standing_of(snapshot: Snapshot, contradiction: Contradiction) -> Standing:
    """Where a contradiction stands in the protocol, with what separates its sides."""
    found = tuple(separations_among(snapshot, contradiction.sides))
    asked = questions_on(snapshot, _configurations_in(contradiction))
    return Standing(contradiction, step_of(snapshot, contradiction), found, asked)


def step_of(snapshot: Snapshot, contradiction: Contradiction) -> Step:
    """Where a contradiction stands in the protocol. What separates its sides is looked for only where that decides."""
    sides, ids = contradiction.sides, _configurations_in(contradiction)
    contexts = [
        {c for id_ in side.configurations for c in snapshot.slot_ids(snapshot.version_of(id_).id, Role.C)}
        for side in sides
    ]
    if all(contexts) and len(set[str]().union(*contexts)) == sum(len(one) for one in contexts):
        return Step.SETTLED
    contested = all(snapshot.configurations[id_].status is ConfigurationStatus.CONTESTED for id_ in ids)
    if contested and questions_on(snapshot, ids):
        return Step.OPEN
    return Step.LOOK if any(True for _one in separations_among(snapshot, sides)) else Step.UNKNOWN


def proposed_contexts(snapshot: Snapshot, contradiction: Contradiction) -> tuple[str, ...]:
    """Words to begin step b with, one for each side; empty where there is nothing to propose.

    The one context that a side has for itself; else, of two sides, the first fact that separates them: "village", and
    with its name where the value says little alone ("inhabitants: 38400", "volunteers: yes"). An actor is for whom it
    works, not where: it separates, and is proposed as no context.
    """
    sides = contradiction.sides
    labels = [
        {c.label for id_ in side.configurations for c in snapshot.slots(snapshot.version_of(id_).id, Role.C)}
        for side in sides
    ]
    found = (one for one in separations_among(snapshot, sides) if one.name not in (_("context"), _("actor")))
    best = next(found, None) if len(sides) == 2 else None
    proposed = []
    for nr, own in enumerate(labels):
        alone = own.difference(*(other for at, other in enumerate(labels) if at != nr))
        words = next(iter(alone)) if len(alone) == 1 else ""
        if not alone and best is not None:
            words = ", ".join(value.text for value in (best.one, best.other)[nr])
            if len(words) <= SAYS_LITTLE or words[0].isdigit():
                words = f"{best.name}: {words}"
        proposed.append(words)
    return tuple(proposed)


def _configurations_in(contradiction: Contradiction) -> set[str]:
    return {id_ for side in contradiction.sides for id_ in side.configurations}


def questions_on(snapshot: Snapshot, configuration_ids: set[str]) -> tuple[Memo, ...]:
    """The questions for the next round that hang on any of some configurations, oldest first."""
    return tuple(
        memo
        for memo in snapshot.memos.values()
        if memo.type is MemoType.QUESTION
        and any(
            anchor.object_type == "configuration" and anchor.object_id in configuration_ids
            for anchor in snapshot.anchors_of_memo.get(memo.id, ())
        )
    )


def mixed_outcomes(snapshot: Snapshot) -> tuple[tuple[CanonicalElement, dict[Polarity, tuple[str, ...]]], ...]:
    """The outcomes that some claims say work and others say do not, with those claims; a mixed claim counts as such."""
    named: dict[str, dict[Polarity, list[str]]] = {}
    for slot in snapshot.claim_slots:
        if slot.role is Role.O and slot.canonical_element_id is not None:
            by = named.setdefault(slot.canonical_element_id, {})
            by.setdefault(snapshot.claims[slot.claim_id].polarity, []).append(slot.claim_id)
    return tuple(
        (element, {kind: tuple(ids) for kind, ids in named[element.id].items()})
        for element in snapshot.canonical.values()
        if len(named.get(element.id, ())) > 1 or Polarity.MIXED in named.get(element.id, ())
    )


def negative_cases(snapshot: Snapshot) -> tuple[Configuration, ...]:
    """The configurations that are marked as negative cases, by number."""
    return tuple(one for one in snapshot.configurations.values() if one.negative_case)


def without_condition(snapshot: Snapshot) -> tuple[EffectiveElement, ...]:
    """The elements with strong contradiction that say neither where they do not work nor why not (rule 4)."""
    return tuple(
        element
        for element, _evidence in strongly_contradicted(snapshot)
        if not snapshot.element_version_of(element.id).condition
        and not any(
            link.object_type == "effective_element"
            and link.object_id == element.id
            and _about_contradiction(snapshot, link.decision_id)
            for link in snapshot.decision_objects
        )
    )


def without_omkering(snapshot: Snapshot, strategy: Strategy) -> bool:
    """Whether a strategy rests only on claims that say what did not work, without an omkering that gives the reasoning
    (rule 6)."""
    links = snapshot.claims_of_strategy.get(strategy.id, ())
    return (
        strategy.omkering_id is None
        and bool(links)
        and all(snapshot.claims[link.claim_id].polarity is Polarity.WORKS_NOT for link in links)
    )


def _about_contradiction(snapshot: Snapshot, decision_id: str) -> bool:
    """Whether a decision was written by the team: a reason why no condition is needed."""
    return not snapshot.decisions[decision_id].automatic
