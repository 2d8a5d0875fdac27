"""Links that the text itself proposes between marked fragments: by the connective between their clauses.

What is proposed are two slots of one claim. What a person coded says the roles; where no code does, the connective.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cmo_coder.model.base import changed
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.suggestions import Suggestion, SuggestionKind
from cmo_coder.store.claim_suggestions import Refusal, sameness
from cmo_coder.store.codes import ROLE_TYPES
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.clauses import overlap
from cmo_coder.suggest.provider import Answer, Between, Ground, Material
from cmo_coder.suggest.providers import link

NEAR = link.REACH
"""How far apart (code points) two fragments may be for a connective to tie them."""
MOST_BY_HAND = 5
"""So many fragments nearby are named, where no connective ties them, to be tied by hand."""
CAUSES = (Role.I, Role.C, Role.M_RES, Role.M_RED, Role.O)
"""From cause to effect: the arrow of a link goes this way."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked fragment, or words that are selected (`id` empty): `[start, end)` in code points, with the roles that
    its codes give it and the claims that it stands in.
    """

    id: str
    start: int
    end: int
    roles: tuple[Role, ...] = ()
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two marks that may be tied, in the order of the text, each with its role; nothing where none is known.

    `row` is the suggestion, not yet decided; without one no connective says it. `cue` are the words that do, as they
    stand there.
    """

    first: Mark
    second: Mark
    roles: tuple[Role | None, Role | None]
    row: Suggestion | None = None
    cue: str = ""

    @property
    def forward(self) -> bool:
        """Whether the first is the cause; so too where the roles do not say."""
        one, other = self.roles
        return one is None or other is None or CAUSES.index(one) <= CAUSES.index(other)


def marks_in(reading: Reading, text_version_id: str) -> tuple[Mark, ...]:
    """The marked fragments that sit in a text, in its order, as far as this coder may see them."""
    fragments = reading.all(Fragment, order=("start", "end"), text_version_id=text_version_id, state=FragmentState.SITS)
    ids = [one.id for one in fragments]
    codings = reading.among(Coding, "fragment_id", ids, order=("at", "id"))
    role_of = {code.id: ROLE_TYPES[code.type] for code in reading.all(Code) if code.type in ROLE_TYPES}
    words = reading.among(SlotEvidence, "fragment_id", ids)
    slots = {one.id: one for one in reading.among(ClaimSlot, "id", [one.claim_slot_id for one in words])}
    roles: dict[str, dict[Role, None]] = {}
    claims: dict[str, set[str]] = {}
    for coding in codings:
        if coding.code_id in role_of:
            roles.setdefault(coding.fragment_id, {})[role_of[coding.code_id]] = None
    for one in words:
        claims.setdefault(one.fragment_id, set()).add(slots[one.claim_slot_id].claim_id)
    return tuple(
        Mark(one.id, one.start, one.end, tuple(roles.get(one.id, ())), frozenset(claims.get(one.id, ())))
        for one in fragments
    )


def ties_of(
    text: str, version: TextVersion, one: Mark, others: Iterable[Mark], model: str, refused: Collection[Refusal] = ()
) -> tuple[Tie, ...]:
    """The fragments that one may be tied to: those that a connective ties it to, the surest first; then some of those
    nearby. What stands in the same claim, or on the same words, is left out; so is what was refused.

    Takes seconds the first time: the cues of the language are loaded.
    """
    near = [
        other
        for other in others
        if not (one.claims & other.claims or overlap((one.start, one.end), (other.start, other.end)))
    ]
    provider = link.make(Material(model=model))
    said: list[Tie] = []
    by_hand: list[Tie] = []
    for other in sorted(near, key=lambda other: _apart(one, other)):
        found = _proposed(provider, text, version, one, other, refused) if _apart(one, other) <= NEAR else None
        if found is not None:
            said.append(found)
        else:
            first, second = sorted((one, other), key=lambda mark: mark.start)
            by_hand.append(Tie(first, second, (_own(first), _own(second))))
    return (*_ranked(said), *by_hand[:MOST_BY_HAND])


def all_ties(
    text: str, version: TextVersion, marks: Sequence[Mark], model: str, refused: Collection[Refusal] = ()
) -> tuple[Tie, ...]:
    """Every link between marked fragments of a text that a connective proposes, the surest first."""
    provider = link.make(Material(model=model))
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    return tuple(_ranked(_all(provider, text, version, ordered, refused)))


def _all(
    provider: link.LinkProvider, text: str, version: TextVersion, marks: Sequence[Mark], refused: Collection[Refusal]
) -> Iterator[Tie]:
    for nr, one in enumerate(marks):
        for other in marks[nr + 1 :]:
            if other.start - one.end > NEAR:
                break
            apart = not overlap((one.start, one.end), (other.start, other.end))
            if apart and not one.claims & other.claims:
                found = _proposed(provider, text, version, one, other, refused)
                if found is not None:
                    yield found


def _ranked(found: Iterable[Tie]) -> list[Tie]:
    def score(one: Tie) -> tuple[float, int]:
        return -(one.row.score or 0.0 if one.row is not None else 0.0), one.first.start

    made = []
    for rank, one in enumerate(sorted(found, key=score), start=1):
        assert one.row is not None
        made.append(replace(one, row=changed(one.row, rank=rank)))
    return made


def _proposed(
    provider: link.LinkProvider, text: str, version: TextVersion, one: Mark, other: Mark, refused: Collection[Refusal]
) -> Tie | None:
    """The surest link that the text itself says, where that was not refused."""
    first, second = sorted((one, other), key=lambda mark: mark.start)
    for answer in provider.answer(Between(text, (first.start, first.end), (second.start, second.end))):
        roles = (_role(first, answer.role), _role(second, answer.other_role))
        row = _row(version, first, second, roles, answer)
        if sameness(row) not in refused:
            cue = next(each for each in answer.evidence if each.ground is Ground.CUE)
            return Tie(first, second, roles, row, cue.text)
    return None


def _own(mark: Mark) -> Role | None:
    return mark.roles[0] if mark.roles else None


def _role(mark: Mark, said: Role | None) -> Role | None:
    """What a connective says, unless the codes of the fragment say another."""
    return said if said in mark.roles or not mark.roles else mark.roles[0]


def _row(
    version: TextVersion, first: Mark, second: Mark, roles: tuple[Role | None, Role | None], answer: Answer
) -> Suggestion:
    made_by = answer.provenance
    return Suggestion(
        id="",
        kind=SuggestionKind.LINK,
        text_version_id=version.id,
        text_length=version.length,
        start=first.start,
        end=max(first.end, second.end),
        role=roles[0],
        value=roles[1].value if roles[1] is not None else "",
        cue=next((one.id for one in answer.evidence if one.ground is Ground.CUE), ""),
        score=answer.score,
        provider=made_by.provider,
        provider_version=made_by.version,
        model=made_by.model,
        settings=made_by.settings,
    )


def _apart(one: Mark, other: Mark) -> int:
    """How many code points lie between two marks."""
    return max(one.start, other.start) - min(one.end, other.end)
