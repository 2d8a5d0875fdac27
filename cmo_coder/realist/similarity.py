"""Which configurations a claim is most like, slot by slot, and why (realist-method, section 9, formula L3; section 3).

Elements that are the same count in full. Of the others, two that stand under one code of the codebook count for half
(the method's parent match), and two that are worded much alike for up to half. Every pair says on what ground it was
laid together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cmo_coder.model.canonical import Role
from cmo_coder.realist.keeping import kept
from cmo_coder.realist.snapshot import Snapshot


class Ground(StrEnum):
    """Why two elements that are not the same were laid together."""

    PARENT = "parent"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Akin:
    """An element of the claim beside one of the configuration (labels). `shared` is the code above both, or empty."""

    claim: str
    configuration: str
    ground: Ground
    shared: str
    score: float


@dataclass(frozen=True, slots=True)
class SlotLikeness:
    """One role: the labels in both, only in the claim, only in the configuration; `score` is shared / all. What is
    `akin` stands in the only-lists too."""

    role: Role
    both: tuple[str, ...]
    only_claim: tuple[str, ...]
    only_configuration: tuple[str, ...]
    score: float
    akin: tuple[Akin, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a claim and a configuration are: the mean (0 to 1) of the slots that either fills, each the same."""

    configuration_id: str
    score: float
    slots: tuple[SlotLikeness, ...]


TEXT_WEIGHT = 0.2
"""How much the likeness of the words counts beside that of the slots, in the order of the candidates."""
LEAST_TEXT = 0.1
"""From this likeness of the quotes on (0 to 1) a configuration is worth a look, also where no slot is alike."""


def nearest_configurations(
    snapshot: Snapshot, claim_id: str, most: int = 5, texts: Mapping[str, float] | None = None
) -> tuple[Likeness, ...]:
    """The configurations most like a claim, best first; those that share nothing come last, by number.

    `texts`: how alike (0 to 1) the quotes behind each configuration are to those of the claim, where that is known. It
    moves candidates among each other; the score that is shown stays that of the slots.
    """
    own = _of_claim(snapshot, claim_id)
    best = _ranked(snapshot, _scores(snapshot, own), texts or {})[:most]
    return tuple(likeness(snapshot, own, id_) for id_ in best)


def candidates(
    snapshot: Snapshot,
    claim_id: str,
    most: int = 5,
    texts: Mapping[str, float] | None = None,
    without: Collection[str] = (),
) -> tuple[Likeness, ...]:
    """The configurations to choose from for a claim: up to `most` that share something with it, best first.

    What it is linked to already is always among them. To share is to have a slot that is alike to some degree, or
    quotes that are alike for LEAST_TEXT or more (`texts`, as for `nearest_configurations`). `without` are those that
    somebody refused for it.
    """
    own = _of_claim(snapshot, claim_id)
    scores, extra = _scores(snapshot, own), texts or {}
    linked = {
        snapshot.configuration_of(row.configuration_version_id).id
        for row in snapshot.evidence_of_claim.get(claim_id, ())
        if snapshot.configuration_versions[row.configuration_version_id].in_force
    }
    ranked = _ranked(snapshot, scores, extra)
    apart = linked.union(without)
    sharing = [id_ for id_ in ranked if id_ not in apart and (scores[id_] or extra.get(id_, 0.0) >= LEAST_TEXT)]
    chosen = linked.union(sharing[: max(0, most - len(linked))])
    return tuple(likeness(snapshot, own, id_) for id_ in ranked if id_ in chosen)


def _ranked(snapshot: Snapshot, scores: Mapping[str, float], texts: Mapping[str, float]) -> list[str]:
    def rank(id_: str) -> tuple[float, int]:
        return -(scores[id_] + TEXT_WEIGHT * texts.get(id_, 0.0)), snapshot.configurations[id_].number

    return sorted(scores, key=rank)


def _scores(snapshot: Snapshot, claim: Mapping[Role, frozenset[str]]) -> dict[str, float]:
    """How alike a claim and each configuration are: what `likeness` says, without the reasons.

    Most slots of most configurations hold elements that others hold too, so each pair of slots is weighed once.
    """
    weighed: dict[tuple[Role, frozenset[str]], float | None] = {}
    found = {}
    for id_ in snapshot.configurations:
        total, number = 0.0, 0
        theirs = snapshot.ids_of_version.get(snapshot.version_of(id_).id, {})
        for role in Role:
            key = role, theirs.get(role, frozenset())
            if key not in weighed:
                slot = _slot(snapshot, claim.get(role, frozenset()), key[1])
                weighed[key] = slot[0] if slot is not None else None
            score = weighed[key]
            if score is not None:
                total, number = total + score, number + 1
        found[id_] = total / number if number else 0.0
    return found


def nearest_claims(snapshot: Snapshot, configuration_id: str) -> tuple[str, ...]:
    """The ids of all claims, those most like a configuration first, and then by number."""
    scores = {id_: likeness(snapshot, _of_claim(snapshot, id_), configuration_id).score for id_ in snapshot.claims}
    return tuple(sorted(snapshot.claims, key=lambda id_: (-scores[id_], snapshot.claims[id_].number)))


def likeness(snapshot: Snapshot, claim: Mapping[Role, frozenset[str]], configuration_id: str) -> Likeness:
    """How alike the elements of a claim (ids by role) and a configuration are."""
    all_theirs = snapshot.ids_of_version.get(snapshot.version_of(configuration_id).id, {})
    slots = []
    for role in Role:
        mine, theirs = claim.get(role, frozenset()), all_theirs.get(role, frozenset())
        weighed = _slot(snapshot, mine, theirs)
        if weighed is not None:
            score, akin = weighed
            both, only_mine, only_theirs = (
                _labels(snapshot, ids) for ids in (mine & theirs, mine - theirs, theirs - mine)
            )
            slots.append(SlotLikeness(role, both, only_mine, only_theirs, score, akin))
    score = sum(slot.score for slot in slots) / len(slots) if slots else 0.0
    return Likeness(configuration_id, score, tuple(slots))


def _slot(snapshot: Snapshot, mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, tuple[Akin, ...]] | None:
    """How alike two slots are, and what in them is akin; nothing where both are empty."""
    if not mine and not theirs:
        return None
    akin = _akin(snapshot, mine - theirs, theirs - mine)
    credit = len(mine & theirs) + sum(one.score for one in akin)
    return credit / (len(mine | theirs) - len(akin)), akin


HALF = 0.5
LEAST_ALIKE = 60.0
"""How alike (per cent) two labels must be worded to be laid together."""


def _akin(snapshot: Snapshot, mine: frozenset[str], theirs: frozenset[str]) -> tuple[Akin, ...]:
    """Pairs of elements that are not the same but near, each element in one pair at most, the nearest first."""
    if not mine or not theirs:
        return ()
    found = []
    for one in mine:
        for other in theirs:
            label, beside = snapshot.canonical[one].label, snapshot.canonical[other].label
            shared = _parents(snapshot, one).keys() & _parents(snapshot, other).keys()
            if shared:
                name = _parents(snapshot, one)[min(shared)]
                found.append((Akin(label, beside, Ground.PARENT, name, HALF), one, other))
                continue
            alike = _alike(label, beside)
            if alike:
                found.append((Akin(label, beside, Ground.WORDS, "", HALF * alike / 100), one, other))
    found.sort(key=lambda row: (-row[0].score, row[0].claim, row[0].configuration))
    taken: set[str] = set()
    kept = []
    for akin, one, other in found:
        if one not in taken and other not in taken:
            taken |= {one, other}
            kept.append(akin)
    return tuple(kept)


@lru_cache(maxsize=100_000)
def _alike(label: str, beside: str) -> float:
    """How alike two labels are worded, per cent; 0 where that is less than LEAST_ALIKE."""
    from rapidfuzz import fuzz, utils

    return fuzz.token_set_ratio(label, beside, processor=utils.default_process, score_cutoff=LEAST_ALIKE)


@kept("codes")
def _parents(snapshot: Snapshot, element_id: str) -> dict[str, str]:
    """The codes above an element, with their names; a heading of the codebook holds its whole role and is none."""
    found = {}
    for code in snapshot.codes_of_canonical.get(element_id, ()):
        parent = snapshot.codes.get(code.parent_id or "")
        if parent is not None and (parent.canonical_element_id is not None or parent.parent_id is not None):
            found[parent.id] = parent.name
    return found


def _of_claim(snapshot: Snapshot, claim_id: str) -> dict[Role, frozenset[str]]:
    found: dict[Role, set[str]] = {}
    for slot in snapshot.slots_of_claim.get(claim_id, ()):
        if slot.canonical_element_id is not None:
            found.setdefault(slot.role, set()).add(slot.canonical_element_id)
    return {role: frozenset(ids) for role, ids in found.items()}


def _labels(snapshot: Snapshot, ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(snapshot.canonical[id_].label for id_ in ids))
