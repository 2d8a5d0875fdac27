"""Acts on strategies ("how to achieve it"): add, edit, link, merge two that say the same; and on omkeringen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import changed, new_id
from cmo_coder.model.claims import Claim, Polarity
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    Omkering,
    OmkeringClaim,
    OmkeringStatus,
    Strategy,
    StrategyClaim,
    StrategySource,
)
from cmo_coder.model.errors import RuleError
from cmo_coder.model.memos import MemoAnchor
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project


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


# Two that say the same (rule 10)


def merge_strategies(
    project: Project, from_strategy: Strategy, into: Strategy, reason: str, *, text: str = ""
) -> Strategy:
    """Make one strategy of two: claims are put together, fields that the kept one lacks are taken over, and where both
    say something of actor or reservation both stay. `text` is the wording that is kept (empty: that of `into`).

    The omkering of the merged one goes along where the kept one rests on nothing yet; else it stays a record of its
    own. Raises RuleError without a reason, for one strategy, and where each comes from an omkering of its own.
    """
    if not reason.strip():
        raise RuleError(N_("Merging strategies needs a reason."), N_("Say in a few words why they are the same."))
    if from_strategy.id == into.id:
        raise RuleError(N_("A strategy cannot be merged with itself."))
    if from_strategy.omkering_id is not None and into.omkering_id is not None:
        raise RuleError(
            N_("Each of these strategies was derived from what did not work, by an omkering of its own."),
            N_("Keep both, or remove one of them."),
        )
    kept = text.strip() or into.text
    what = N_("Strategy of element {nr} merged into one of element {into}: '{text}'")
    args = {**_numbers(project, from_strategy, into), "text": kept}
    with project.change("strategy.merge", what, reason=reason, **args) as change:
        present = change.all(StrategyClaim, strategy_id=into.id)
        coming = change.all(StrategyClaim, strategy_id=from_strategy.id)
        known = {link.claim_id for link in present}
        change.delete(*coming)
        change.insert(
            *(changed(link, id=new_id(), strategy_id=into.id) for link in coming if link.claim_id not in known)
        )
        rests = bool(present) or into.omkering_id is not None
        anchors = change.all(MemoAnchor, object_type="strategy", object_id=from_strategy.id)
        change.replace([(one, changed(one, object_id=into.id)) for one in anchors])
        change.delete(from_strategy)
        made = change.update(
            into,
            text=kept,
            actor=_joined(into.actor, from_strategy.actor),
            reservation=_joined(into.reservation, from_strategy.reservation),
            phase=into.phase or from_strategy.phase,
            source=into.source or from_strategy.source,
            document_id=into.document_id or from_strategy.document_id,
            omkering_id=into.omkering_id if rests else from_strategy.omkering_id,
        )
        objects = [("strategy", into.id), *_elements(from_strategy, into)]
        lost = into.text if kept == from_strategy.text else from_strategy.text
        write_decision(project, what, reason, objects, alternatives=lost, **args)
    return made


def call_different(project: Project, one: Strategy, other: Strategy, reason: str) -> None:
    """Write down that two strategies are not the same; they are not proposed again.

    Raises RuleError without a reason.
    """
    if not reason.strip():
        raise RuleError(N_("Say why they are not the same."))
    what = N_("Strategies of element {nr} and element {into} stay apart: '{text}' and '{other}'")
    args = {**_numbers(project, one, other), "text": one.text, "other": other.text}
    with project.change("strategy.different", what, reason=reason, **args):
        objects = [("strategy", one.id), ("strategy", other.id), *_elements(one, other)]
        write_decision(project, what, reason, objects, alternatives="", **args)


def _elements(one: Strategy, other: Strategy) -> list[tuple[str, str]]:
    return [("effective_element", id_) for id_ in dict.fromkeys((one.effective_element_id, other.effective_element_id))]


def _numbers(project: Project, one: Strategy, into: Strategy) -> dict[str, object]:
    """The numbers of the elements of two strategies."""
    with project.read() as reading:
        numbers = {row.id: row.nr for row in reading.all(EffectiveElement)}
    return {"nr": numbers[one.effective_element_id], "into": numbers[into.effective_element_id]}


def _joined(one: str, other: str) -> str:
    """What both say, once."""
    return "; ".join(dict.fromkeys(part for part in (one, other) if part))
