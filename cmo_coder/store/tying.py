"""Tying marked fragments in the slots of one claim, as was suggested or by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.model.base import changed
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.suggestions import Suggestion, SuggestionOutcome
from cmo_coder.store.change import Change
from cmo_coder.store.claim_suggestions import told
from cmo_coder.store.claims import put_in_slot, start_claim
from cmo_coder.store.codes import ROLE_TYPES, canonical_of
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.suggestions import decided


@dataclass(frozen=True, slots=True)
class Tied:
    """A marked fragment that goes into a slot of a claim."""

    fragment: Fragment
    role: Role


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Words that are not marked yet, with the code that they get; its role is the slot."""

    document_id: str
    start: int
    end: int
    code: Code


def accept_link(
    project: Project, suggestion: Suggestion, ends: Sequence[Tied | Unmarked], claim: Claim | None = None
) -> Claim:
    """Tie marked fragments in one claim, a new one where none is given: one change.

    Each goes into the slot of the element that its own code of that role stands for; where it has no such code, into
    one without a name. Roles that differ from the suggested ones make it "changed".
    """
    roles = tuple(_role_of(one).value for one in sorted(ends, key=_start_of))
    proposed = (suggestion.role.value if suggestion.role is not None else "", suggestion.value)
    same = all(said in ("", taken) for said, taken in zip(proposed, roles, strict=True))
    outcome = SuggestionOutcome.ACCEPTED if same else SuggestionOutcome.CHANGED
    with project.change("suggestion.accept", told(suggestion, outcome)) as change:
        claim = tie(project, ends, claim, suggested=same)
        change.insert(decided(project, changed(suggestion, claim_id=claim.id), outcome))
    return claim


def tie(
    project: Project, ends: Sequence[Tied | Unmarked], claim: Claim | None = None, *, suggested: bool = False
) -> Claim:
    """Put marked fragments in the slots of one claim, a new one where none is given. They keep their codes.

    Raises RuleError for words whose code has no role, and as `code_span` does.
    """
    first = min(ends, key=_start_of)
    with project.change("claim.tie", N_("Fragments tied in a claim")) as change:
        document_id = first.fragment.document_id if isinstance(first, Tied) else first.document_id
        claim = claim or start_claim(project, document_id, _start_of(first))
        for one in ends:
            element = _element_of(change, one)
            element_id = element.id if element is not None else None
            if isinstance(one, Tied):
                fragment_id = one.fragment.id
            else:
                fragment_id = code_span(project, one.document_id, one.start, one.end, one.code).fragment_id
            put_in_slot(change, claim, _role_of(one), element_id, fragment_id, suggested=suggested)
    return claim


def _start_of(end: Tied | Unmarked) -> int:
    return end.fragment.start if isinstance(end, Tied) else end.start


def _role_of(end: Tied | Unmarked) -> Role:
    """The slot of an end."""
    if isinstance(end, Tied):
        return end.role
    role = ROLE_TYPES.get(end.code.type)
    if role is None:
        raise RuleError(N_("{code} is no code of a role, and fills no slot."), code=end.code.name)
    return role


def _element_of(change: Change, end: Tied | Unmarked) -> CanonicalElement | None:
    """The element of the code that a fragment has in a role: the first that was put there."""
    if not isinstance(end, Tied):
        return canonical_of(change, end.code)
    codings = change.all(Coding, fragment_id=end.fragment.id, order=("at", "id"))
    codes = {one.id: one for one in change.among(Code, "id", [one.code_id for one in codings])}
    found = next((codes[one.code_id] for one in codings if ROLE_TYPES.get(codes[one.code_id].type) is end.role), None)
    return canonical_of(change, found) if found is not None else None
