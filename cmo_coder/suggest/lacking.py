"""What the words of a claim propose for it: words for its empty slots, how the respondent knows, which way it goes.

Each with the cue that says so. Nothing here fills anything in; what was refused before is not proposed again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from cmo_coder.model.base import changed
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim, EpistemicStatus, Polarity
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.model.suggestions import Suggestion, SuggestionKind
from cmo_coder.store.claim_suggestions import Refusal, sameness
from cmo_coder.store.claims import FullClaim
from cmo_coder.suggest.cues import FoundCue
from cmo_coder.suggest.provenance import Provenance
from cmo_coder.suggest.provider import Answer, Evidence, Ground, Material
from cmo_coder.suggest.providers import cmo_role, link
from cmo_coder.suggest.roles import cues_of, sign_cues, sign_of, status_cue, status_of

POLARITIES = {"+": Polarity.WORKS, "-": Polarity.WORKS_NOT, "mixed": Polarity.MIXED}
"""What the direction of the effects that a cue names says of a claim."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a claim lacks. `row` is the suggestion for it, not yet decided; without one a slot is empty and no
    words were found for it.

    `quote` are the proposed words, `clause` the words of the claim that they are tied to (or that the cue stands in),
    `cues` the cues as they stand in the text. `role` is that of the slot; nothing where it is no slot.
    """

    row: Suggestion | None
    role: Role | None = None
    quote: str = ""
    clause: str = ""
    cues: tuple[str, ...] = ()

    @property
    def value(self) -> EpistemicStatus | Polarity | None:
        """The status or polarity that is proposed."""
        if self.row is None or self.row.kind is SuggestionKind.SLOT:
            return None
        kind = EpistemicStatus if self.row.kind is SuggestionKind.STATUS else Polarity
        return kind(self.row.value)


def lacking_of(
    claim: FullClaim,
    text_of: Callable[[str], str],
    model: str,
    refused: Collection[Refusal] = (),
    within: str | None = None,
) -> tuple[Lack, ...]:
    """What a claim lacks: words for slots, the surest first, its status and polarity, then slots without words.

    `text_of` gives the text of a version by its id; `within` is the version to which the words are to belong, where
    those of other documents are not in view. Takes seconds the first time: the cues of the language are loaded.
    """
    sitting = (one for slot in claim.slots for one in slot.fragments if one.state is FragmentState.SITS)
    found = [one for one in sitting if within in (None, one.text_version_id)]
    fragments = sorted({one.id: one for one in found}.values(), key=lambda one: (one.text_version_id, one.start))
    words = _slots(claim, fragments, text_of, model, refused)
    filled = {one.slot.role for one in claim.slots} | {one.role for one in words}
    bare = [Lack(None, role) for role in Role if role not in filled]
    lacks = [*words, *_values(claim.claim, fragments, model, refused), *bare]
    rank = 0
    ranked = []
    for one in lacks:
        rank += one.row is not None
        ranked.append(replace(one, row=changed(one.row, rank=rank)) if one.row is not None else one)
    return tuple(ranked)


def _slots(
    claim: FullClaim,
    fragments: list[Fragment],
    text_of: Callable[[str], str],
    model: str,
    refused: Collection[Refusal],
) -> tuple[Lack, ...]:
    """The best words for each empty slot that has some, the surest first."""
    filled = {one.slot.role for one in claim.slots}
    provider = link.make(Material(texts=text_of, model=model))
    by_id = {one.id: one for one in fragments}
    best: dict[Role, Lack] = {}
    for answer in sorted(provider.beside(fragments, filled), key=lambda one: -one.score):
        made = _slot(claim.claim, answer, by_id)
        if made.row is not None and answer.role is not None and sameness(made.row) not in refused:
            best.setdefault(answer.role, made)
    return tuple(best.values())


def _slot(claim: Claim, answer: Answer, by_id: dict[str, Fragment]) -> Lack:
    lit = {one.ground: one for one in answer.evidence}
    words, cue, clause = lit[Ground.WORDS], lit[Ground.CUE], lit[Ground.FRAGMENT]
    row = _row(SuggestionKind.SLOT, claim, by_id[words.id], answer.provenance)
    start, end = _bare(words)
    row = changed(row, role=answer.role, cue=cue.id, score=answer.score, start=start, end=end)
    quote = words.text[start - words.start : end - words.start]
    return Lack(row, answer.role, quote, clause.text.strip(), (cue.text,))


def _bare(words: Evidence) -> tuple[int, int]:
    """The place of words without the white space and the comma at their ends: what a person would mark."""
    left = words.text.lstrip()
    right = left.rstrip(" \n\t,;:")
    start = words.start + len(words.text) - len(left)
    return start, start + len(right)


def _values(claim: Claim, fragments: list[Fragment], model: str, refused: Collection[Refusal]) -> Iterator[Lack]:
    """The status, where the claim has none yet, and the polarity, where its words say another."""
    lit = [(one, cue) for one in fragments for cue in cues_of(one.quote, model)]
    if not lit:
        return
    cues = [cue for _fragment, cue in lit]
    made_by = cmo_role.provenance_of(model)
    status, told = status_of(cues), status_cue(cues)
    if claim.status is EpistemicStatus.UNDETERMINED and told is not None and status not in (None, claim.status):
        yield from _value(SuggestionKind.STATUS, claim, str(status), lit, [told], made_by, refused)
    polarity = POLARITIES.get(sign_of(cues))
    if polarity is not None and polarity is not claim.polarity:
        yield from _value(SuggestionKind.POLARITY, claim, polarity.value, lit, sign_cues(cues), made_by, refused)


def _value(
    kind: SuggestionKind,
    claim: Claim,
    value: str,
    lit: list[tuple[Fragment, FoundCue]],
    telling: Collection[FoundCue],
    made_by: Provenance,
    refused: Collection[Refusal],
) -> Iterator[Lack]:
    here = [(one, cue) for one, cue in lit if any(cue is each for each in telling)]
    fragment, first = here[0]
    row = changed(_row(kind, claim, fragment, made_by), value=value, cue=first.cue.name)
    if sameness(row) not in refused:
        words = dict.fromkeys(one.quote[cue.start : cue.end] for one, cue in here)
        yield Lack(row, clause=fragment.quote, cues=tuple(words))


def _row(kind: SuggestionKind, claim: Claim, fragment: Fragment, made_by: Provenance) -> Suggestion:
    """The row that keeps what becomes of a proposal for a claim, on the words of a fragment, not yet decided."""
    return Suggestion(
        id="",
        kind=kind,
        claim_id=claim.id,
        text_version_id=fragment.text_version_id,
        text_length=fragment.text_length,
        start=fragment.start,
        end=fragment.end,
        provider=made_by.provider,
        provider_version=made_by.version,
        model=made_by.model,
        settings=made_by.settings,
    )
