"""What is told of fragments beside their words: who said it, in which turn, about which case, and who coded it how.

A study has thousands of fragments and few documents, respondents and coders: what these are called is looked up once
for each, while one table is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.model.cases import Respondent
from cmo_coder.model.claims import Claim, ClaimSlot, Naming
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.realist.people import group_shown
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.evidence import TurnMark
from cmo_coder.tables.value import Quote


@dataclass(frozen=True, slots=True)
class Source:
    """A document by name, with the cases and the round that its words are about where no claim says otherwise."""

    document: str
    type: str
    cases: tuple[str, ...]
    round: str


@dataclass(frozen=True, slots=True)
class Coded:
    """Codes and coders of some codings by name, each once; `suggested` are the codes taken from a suggestion."""

    codes: tuple[str, ...]
    coders: tuple[str, ...]
    suggested: tuple[str, ...]


@dataclass(slots=True)
class Told:
    """What is told of a fragment. `claim` is the claim that it is told with; without one the document says more."""

    source: Source
    turn: int | None
    respondent: str
    group: str
    cases: tuple[str, ...]
    """The cases that the claim names, or, where there is no claim, the case of the document."""
    round: str
    """That of the claim, or else of the document."""
    coded: Coded
    coders: tuple[str, ...]
    """Who coded the words, or else who made the claim."""
    claim: Claim | None


class Telling:
    """Tells of the fragments of a snapshot, in the language that is current while it is used."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._sources: dict[str, Source] = {}
        self._groups: dict[str, str] = {}
        self._coded: dict[tuple[tuple[str, str | None, bool], ...], Coded] = {}

    def source(self, document_id: str) -> Source:
        """A document."""
        found = self._sources.get(document_id)
        if found is None:
            document = self.snapshot.documents[document_id]
            cases = (self.snapshot.cases[document.case_id].name,) if document.case_id is not None else ()
            label = self.snapshot.rounds[document.round_id].label if document.round_id is not None else ""
            found = self._sources[document_id] = Source(document.title, word(document.type), cases, label)
        return found

    def group(self, respondent: Respondent) -> str:
        """The group of a respondent as it may be printed."""
        found = self._groups.get(respondent.id)
        if found is None:
            found = self._groups[respondent.id] = group_shown(self.snapshot, respondent.group)
        return found

    def coded(self, codings: Sequence[Coding]) -> Coded:
        """The names of codes and coders of codings."""
        key = tuple([(one.code_id, one.coder_id, one.suggested) for one in codings])
        found = self._coded.get(key)
        if found is None:
            codes, coders = self.snapshot.codes, self.snapshot.coders
            found = self._coded[key] = Coded(
                tuple(dict.fromkeys(codes[code_id].name for code_id, _coder, _suggested in key)),
                tuple(dict.fromkeys(coders[id_].name for _code, id_, _suggested in key if id_ is not None)),
                tuple(dict.fromkeys(codes[code_id].name for code_id, _coder, suggested in key if suggested)),
            )
        return found

    def told(self, fragment: Fragment, slot: ClaimSlot | None) -> Told:
        """What is told of a fragment as evidence for a slot of a claim, or as words without a claim."""
        snapshot = self.snapshot
        claim = snapshot.claims[slot.claim_id] if slot is not None else None
        source = self.source(fragment.document_id)
        turn = snapshot.turn_of(fragment)
        respondent = respondent_of(snapshot, claim, turn)
        coded = self.coded(snapshot.codings_of_fragment.get(fragment.id, ()))
        if claim is None:
            cases, round_, coders = source.cases, source.round, coded.coders
        else:
            links = snapshot.cases_of_claim.get(claim.id, ())
            cases = tuple(snapshot.cases[link.case_id].name for link in links if link.naming is Naming.NAMED)
            round_ = snapshot.rounds[claim.round_id].label if claim.round_id else source.round
            own = (snapshot.coders[claim.coder_id].name,) if claim.coder_id is not None else ()
            coders = coded.coders or own
        return Told(
            source,
            turn.nr if turn is not None else None,
            respondent.pseudonym if respondent is not None else "",
            self.group(respondent) if respondent is not None else "",
            cases,
            round_,
            coded,
            coders,
            claim,
        )

    def quote(self, fragment: Fragment) -> Quote:
        """A fragment as a quote; of several claims on the same words, the first by number."""
        slot = first_slot(self.snapshot, fragment)
        return self.as_quote(fragment, slot, self.told(fragment, slot))

    def as_quote(self, fragment: Fragment, slot: ClaimSlot | None, told: Told) -> Quote:
        """A fragment as a quote, with what is told of it."""
        return Quote(
            fragment.id,
            quoted(fragment),
            fragment.document_id,
            told.source.document,
            fragment.start,
            fragment.end,
            told.turn,
            told.respondent,
            told.group,
            "; ".join(told.cases),
            told.round,
            "; ".join(told.coders),
            told.coded.codes,
            told.claim.number if told.claim is not None else None,
            slot.role.value if slot is not None else "",
            _stance(self.snapshot, told.claim),
        )


def _stance(snapshot: Snapshot, claim: Claim | None) -> str:
    """What a claim does to the configurations that it is linked to, where it is the same to all of them."""
    if claim is None:
        return ""
    stances = {evidence.stance for evidence in snapshot.evidence_of_claim.get(claim.id, ())}
    return word(next(iter(stances))) if len(stances) == 1 else ""


def first_slot(snapshot: Snapshot, fragment: Fragment) -> ClaimSlot | None:
    """The slot that a fragment is evidence for; of several, one of the first claim by number."""
    behind = snapshot.words_of_fragment.get(fragment.id)
    if behind is None:
        return None
    slots = [snapshot.slot_by_id[words.claim_slot_id] for words in behind]
    return min(slots, key=lambda slot: snapshot.claims[slot.claim_id].number)


def respondent_of(snapshot: Snapshot, claim: Claim | None, turn: TurnMark | None) -> Respondent | None:
    """Who said it: the respondent of the claim, or else who speaks in the turn."""
    if claim is not None and claim.respondent_id is not None:
        return snapshot.respondents[claim.respondent_id]
    return snapshot.speaking_in(turn)
