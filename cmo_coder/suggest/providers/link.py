"""Provider `link`: a connective ties two marked fragments, and tells which empty slot of a claim words may fill."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from cmo_coder.model.canonical import Role
from cmo_coder.model.fragments import Fragment
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.suggest.clauses import ClausePair, Span, clause_pairs, overlap
from cmo_coder.suggest.cues import FoundCue
from cmo_coder.suggest.lexicon import CueClass
from cmo_coder.suggest.provenance import Provenance, marked
from cmo_coder.suggest.provider import Answer, AnswerKind, Asked, Between, Evidence, Ground, Material, OfClaim
from cmo_coder.suggest.roles import cues_of, model_name

NAME = "link"
REACH = 400
"""How far (code points) from a claim's words a connective is looked for."""
CHAIN = 0.5
"""A chain word between two fragments ("vervolgens") says less than a connective between their clauses."""


@dataclass(frozen=True, slots=True)
class LinkProvider:
    """Proposes links between fragments, and words for the empty slots of a claim."""

    snapshot: Callable[[], Snapshot] | None
    texts: Callable[[str], str] | None
    model: str
    provenance: Provenance

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """The links between two fragments, or for a claim."""
        if isinstance(asked, Between):
            return tuple(sorted(self._between(asked), key=lambda one: -one.score))
        if isinstance(asked, OfClaim) and self.snapshot is not None:
            return tuple(sorted(self._of_claim(self.snapshot(), asked.claim_id), key=lambda one: -one.score))
        return ()

    def _pairs(self, text: str, low: int, high: int) -> tuple[str, int, tuple[ClausePair, ...]]:
        """The pairs in a stretch of a text that begins and ends at white space."""
        start = 0 if low <= 0 else text.rfind(" ", 0, low) + 1
        end = text.find(" ", min(high, len(text)))
        part = text[start : end if end >= 0 else len(text)]
        return part, start, clause_pairs(part, cues_of(part, self.model))

    def _between(self, asked: Between) -> Iterator[Answer]:
        first, second = sorted((asked.first, asked.second))
        part, start, pairs = self._pairs(asked.text, first[0] - REACH, second[1] + REACH)
        for pair in pairs:
            here, there = _moved(pair.here, start), _moved(pair.there, start)
            for one, other in ((first, second), (second, first)):
                share = min(_share(one, there), _share(other, here))
                if share > 0 and _share(other, there) < 1 and _share(one, here) < 1:
                    roles = (_first(pair.cue.cue.there), _first(pair.cue.cue.here))
                    turned = roles if one == asked.first else (roles[1], roles[0])
                    yield self._link("", share * pair.cue.weight, part, pair, start, turned)
                    break
        for cue in cues_of(part, self.model):
            if cue.cue.cls is CueClass.CHAIN and first[1] <= start + cue.start and start + cue.end <= second[1]:
                lit = self._lit(cue, part, start, CHAIN)
                yield Answer(AnswerKind.LINK, "", CHAIN, (lit,), self.provenance, Role.O, Role.C)

    def _link(
        self, about: str, score: float, part: str, pair: ClausePair, start: int, roles: tuple[Role | None, Role | None]
    ) -> Answer:
        lit = self._lit(pair.cue, part, start, score)
        return Answer(AnswerKind.LINK, about, score, (lit,), self.provenance, *roles)

    def _lit(self, cue: FoundCue, part: str, start: int, share: float) -> Evidence:
        """A cue in a part of a text that begins at `start`; its id is its name in the lexicon."""
        place = start + cue.start, start + cue.end
        return Evidence(Ground.CUE, part[cue.start : cue.end], *place, share, cue.cue.name)

    def _of_claim(self, snapshot: Snapshot, claim_id: str) -> Iterator[Answer]:
        """For each empty slot the words beside the claim's own that a connective ties to them; without such words the
        slot is named all the same, with score 0.
        """
        filled = {slot.role for slot in snapshot.slots_of_claim.get(claim_id, ())}
        return self.for_slots(filled, [snapshot.fragments[one] for one in snapshot.fragments_of_claims([claim_id])])

    def for_slots(self, filled: Collection[Role], fragments: Sequence[Fragment]) -> Iterator[Answer]:
        """The same for the slots that are not `filled`, of a claim with these words."""
        empty = [role for role in Role if role not in filled]
        told: set[Role] = set()
        for answer in self.beside(fragments, filled):
            if answer.role in empty and answer.role not in told:
                told.add(answer.role)
                yield answer
        for role in empty:
            if role not in told:
                yield Answer(AnswerKind.LINK, role.value, 0.0, (), self.provenance, role)

    def beside(self, fragments: Sequence[Fragment], filled: Collection[Role]) -> Iterator[Answer]:
        """All words beside those of a claim that a connective ties to them, each for the slot that it points to.

        The evidence: the connective, the words, and the clause of the claim that they are tied to.
        """
        if self.texts is None:
            return
        for fragment in fragments:
            text, mine = self.texts(fragment.text_version_id), (fragment.start, fragment.end)
            part, start, pairs = self._pairs(text, mine[0] - REACH, mine[1] + REACH)
            for pair in pairs:
                here, there = _moved(pair.here, start), _moved(pair.there, start)
                sides = ((there, here, pair.cue.cue.here), (here, there, pair.cue.cue.there))
                for side, other, roles in sides:
                    share = _share(mine, side)
                    role = next((one for one in roles if one not in filled), None)
                    if share > 0 and role is not None and not _is_held(other, fragment, fragments):
                        cue = pair.cue
                        lit = (
                            self._lit(cue, part, start, share),
                            Evidence(Ground.WORDS, text[other[0] : other[1]], *other, share, fragment.id),
                            Evidence(Ground.FRAGMENT, text[side[0] : side[1]], *side, share, fragment.id),
                        )
                        yield Answer(AnswerKind.LINK, role.value, share * cue.weight, lit, self.provenance, role)


def _is_held(words: Span, beside: Fragment, fragments: Sequence[Fragment]) -> bool:
    """Whether a claim has words in a slot already: some of the fragment that they stand beside, half of another."""
    for one in fragments:
        if one.text_version_id == beside.text_version_id:
            both = overlap(words, (one.start, one.end))
            if both and (one.id == beside.id or 2 * both >= words[1] - words[0]):
                return True
    return False


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _share(fragment: Span, clause: Span) -> float:
    """Which share of a fragment lies in a clause."""
    return overlap(fragment, clause) / (fragment[1] - fragment[0])


def _first(roles: tuple[Role, ...]) -> Role | None:
    return roles[0] if roles else None


def make(material: Material) -> LinkProvider:
    """The provider."""
    snapshot = material.snapshot.get if material.snapshot is not None else None
    made = marked(NAME, repr((REACH, CHAIN)), model_name(material.model))
    return LinkProvider(snapshot, material.texts, material.model, made)


make.offline = True  # type: ignore[attr-defined]
