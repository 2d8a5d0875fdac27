"""Taking in what a coder made in a file that was handed out, matched by identifiers and by the hash of each text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cmo_coder.messages import N_
from cmo_coder.model.adjudication import CodingSnapshot
from cmo_coder.model.agreement_runs import AgreementRun
from cmo_coder.model.base import ENTITIES, Entity
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.model.study import Coder, Progress, Study
from cmo_coder.store.change import Change
from cmo_coder.store.claims import remove_claim
from cmo_coder.store.fragments import drop_if_bare, fragment_at
from cmo_coder.store.handing import KIND
from cmo_coder.store.handing_suggestions import take_in_suggestions
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.text.diff import diff

NEW_WORDS = (CanonicalElement, Code, Actor, CanonicalElementActor)
"""What a coder may have added to the codebook; an element before its code, a code before those below it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A document whose text is not the same here; `differences` shows places, old words and new words."""

    title: str
    differences: tuple[tuple[int, str, str], ...]


@dataclass(slots=True)
class TakenIn:
    """What came of taking a file in. Nothing new at all means that it was taken in before."""

    coder: str = ""
    documents: int = 0
    codings: int = 0
    codings_removed: int = 0
    nameless: int = 0
    """Codings that are not in her name: they stay where they are."""
    claims: int = 0
    claims_removed: int = 0
    memos: int = 0
    memos_removed: int = 0
    codes: list[str] = field(default_factory=list)
    finished: int = 0
    refused: list[Refused] = field(default_factory=list)


def take_in(project: Project, path: Path) -> TakenIn:
    """Take in what a coder made in a file that was handed out, as one change.

    A document whose text differs here is refused, with the differences; the others are taken in. The same file twice
    changes nothing the second time. Raises RuleError for a file that was not handed out from this study.
    """
    with Project.open(path, with_backup=False) as other, other.read_everything() as theirs:
        settings = _mark(theirs)
        found = TakenIn()
        with project.read_everything() as reading:
            coder = reading.find(Coder, id=settings["coder"])
            if coder is None or reading.all(Study)[0].id != theirs.all(Study)[0].id:
                raise RuleError(N_("{path} was not handed out from this study."), path=path.name)
            found.coder = coder.name
            documents = _same_texts(reading, theirs, found)
        with project.change("round.take_in", N_("Work of {name} taken in"), name=coder.name) as change:
            taking = _Taking(change, theirs, coder, documents, found)
            taking.new_words()
            taking.codings(settings["codings"])
            taking.claims(settings["claims"], project)
            taking.memos(settings.get("memos", []))
            take_in_suggestions(change, theirs, coder, documents)
            taking.progress()
    return found


def _mark(theirs: Reading) -> dict[str, list[str]]:
    for run in theirs.all(AgreementRun, order=("at",)):
        settings: dict[str, list[str]] = json.loads(run.settings) if run.settings.startswith("{") else {}
        if settings.get("kind") == KIND:  # type: ignore[comparison-overlap]
            return settings
    raise RuleError(N_("This file was not made by handing out."))


def _same_texts(reading: Reading, theirs: Reading, found: TakenIn) -> list[str]:
    """Return the documents whose text in force is the same in both; the others are noted as refused."""
    here = {one.document_id: one for one in reading.all(TextVersion, in_force=True)}
    same = []
    for document in theirs.all(Document, order=("position", "title")):
        there = theirs.find(TextVersion, document_id=document.id, in_force=True)
        mine = here.get(document.id)
        if there is None:
            continue
        if mine is not None and mine.sha256 == there.sha256:
            same.append(document.id)
            continue
        edits = diff(reading.text(mine.sha256), theirs.text(there.sha256))[:MOST_SHOWN] if mine is not None else ()
        found.refused.append(Refused(document.title, tuple((one.position, one.deleted, one.inserted) for one in edits)))
    found.documents = len(same)
    return same


MOST_SHOWN = 10
"""How many differences of a text are shown."""


class _Taking:
    """One taking in: rows of the other project put into an open change of this one."""

    def __init__(self, change: Change, theirs: Reading, coder: Coder, documents: Sequence[str], found: TakenIn) -> None:
        self.change, self.theirs, self.coder, self.found = change, theirs, coder, found
        self.documents = documents
        self.fragments = {one.id: one for one in theirs.among(Fragment, "document_id", documents)}
        self._known_fragments: dict[str, str] = {}

    def new_words(self) -> None:
        """Codes and elements that are not here yet."""
        for cls in NEW_WORDS:
            known = {one.id for one in self.change.all(cls)}
            rows = [one for one in self.theirs.all(cls) if one.id not in known]
            self.change.insert(*_parents_first(rows))
            if cls is Code:
                self.found.codes += [one.name for one in rows if isinstance(one, Code)]

    def _fragment(self, their_id: str) -> str:
        """The fragment here on the same words."""
        if their_id not in self._known_fragments:
            one = self.fragments[their_id]
            here = self.change.find(Fragment, id=their_id, start=one.start, end=one.end, state=FragmentState.SITS)
            here = here or fragment_at(self.change, one.document_id, one.start, one.end)
            self._known_fragments[their_id] = here.id
        return self._known_fragments[their_id]

    def codings(self, handed: Iterable[str]) -> None:
        """Her codings: new ones, moved ones, and those that she took off."""
        everything = self.theirs.among(Coding, "fragment_id", self.fragments)
        theirs = [one for one in everything if one.coder_id == self.coder.id]
        self.found.nameless = len(everything) - len(theirs)
        for one in theirs:
            target = replace(one, fragment_id=self._fragment(one.fragment_id))
            present = self.change.find(Coding, id=one.id)
            if present == target:
                continue
            place = {"fragment_id": target.fragment_id, "code_id": one.code_id, "coder_id": self.coder.id}
            if present is None and self.change.find(Coding, **place) is None:
                self.change.insert(target)
            elif present is not None:
                self.change.update(present, fragment_id=target.fragment_id, code_id=target.code_id)
                drop_if_bare(self.change, present.fragment_id)
            else:
                continue
            self.found.codings += 1
        kept = {one.id for one in theirs}
        for one in self.change.among(Coding, "id", handed):
            fragment = self.change.get(Fragment, one.fragment_id)
            if one.id not in kept and fragment.document_id in self.documents:
                self.change.delete(one)
                drop_if_bare(self.change, one.fragment_id)
                self.found.codings_removed += 1

    def claims(self, handed: Iterable[str], project: Project) -> None:
        """Her claims with their slots and words."""
        theirs = [
            one for one in self.theirs.among(Claim, "document_id", self.documents) if one.coder_id == self.coder.id
        ]
        for one in theirs:
            present = self.change.find(Claim, id=one.id)
            target = one
            if present is None:
                if self.change.find(Claim, number=one.number) is not None:
                    target = replace(one, number=self.change.highest(Claim, "number") + 1)
                self.change.insert(target)
            else:
                target = replace(one, number=present.number)
                if target != present:
                    self.change.replace([(present, target)])
            touched = self._parts(one)
            self.found.claims += present is None or target != present or touched
        kept = {one.id for one in theirs}
        for one in self.change.among(Claim, "id", handed):
            if one.id not in kept and one.document_id in self.documents:
                remove_claim(project, one)
                self.found.claims_removed += 1

    def _parts(self, claim: Claim) -> bool:
        """Bring the slots, words and cases of a claim to what they are there; tells whether anything was different."""
        slots = self.theirs.all(ClaimSlot, claim_id=claim.id)
        words = [
            replace(one, fragment_id=self._fragment(one.fragment_id))
            for one in self.theirs.among(SlotEvidence, "claim_slot_id", [slot.id for slot in slots])
            if one.fragment_id in self.fragments
        ]
        here = self.change.all(ClaimSlot, claim_id=claim.id)
        old_words = self.change.among(SlotEvidence, "claim_slot_id", [slot.id for slot in here])
        cases, old_cases = self.theirs.all(ClaimCase, claim_id=claim.id), self.change.all(ClaimCase, claim_id=claim.id)
        gone_words = _gone(old_words, words)
        different = [self._bring(slots, here), self._bring(words, old_words), self._bring(cases, old_cases)]
        self.change.delete(*gone_words, *_gone(here, slots), *_gone(old_cases, cases))
        return any(different) or bool(gone_words) or bool(_gone(here, slots)) or bool(_gone(old_cases, cases))

    def _bring(self, theirs: Sequence[Entity], here: Sequence[Entity]) -> bool:
        present = {one.id: one for one in here}
        new = [one for one in theirs if one.id not in present]
        pairs = [(present[one.id], one) for one in theirs if one.id in present and present[one.id] != one]
        self.change.insert(*new)
        self.change.replace(pairs)
        return bool(new or pairs)

    def memos(self, handed: Iterable[str]) -> None:
        """Her memos, on what they hang here; one that hangs on nothing that is here stays away."""
        theirs = self.theirs.all(Memo, coder_id=self.coder.id)
        for one in theirs:
            anchors = [
                anchor
                for row in self.theirs.all(MemoAnchor, memo_id=one.id)
                if (anchor := self._anchor(row)) is not None
            ]
            if not anchors and self.theirs.count(MemoAnchor, memo_id=one.id):
                continue
            present = self.change.find(Memo, id=one.id)
            here = self.change.all(MemoAnchor, memo_id=one.id)
            different = [self._bring([one], [present] if present is not None else []), self._bring(anchors, here)]
            # What she could not see in her file is not hers to take off.
            gone = [row for row in _gone(here, anchors) if self.theirs.find(MemoAnchor, id=row.id) is not None]
            self.change.delete(*gone)
            self.found.memos += any(different) or bool(gone)
        kept = {one.id for one in theirs}
        for memo in self.change.among(Memo, "id", handed):
            if memo.id not in kept:
                self.change.delete(*self.change.all(MemoAnchor, memo_id=memo.id), memo)
                self.found.memos_removed += 1

    def _anchor(self, row: MemoAnchor) -> MemoAnchor | None:
        if row.object_type == "fragment":
            if row.object_id not in self.fragments:
                return None
            return replace(row, object_id=self._fragment(row.object_id))
        cls = ENTITIES.get(row.object_type)
        return row if cls is not None and self.change.find(cls, id=row.object_id) is not None else None

    def progress(self) -> None:
        """How far she is, and what was kept when she was done."""
        for row in self.theirs.among(Progress, "document_id", self.documents):
            if row.coder_id == self.coder.id:
                place = {"document_id": row.document_id, "coder_id": row.coder_id}
                self._take(row, self.change.find(Progress, **place))
        for kept in self.theirs.among(CodingSnapshot, "document_id", self.documents):
            if kept.coder_id == self.coder.id:
                # The text is the same, but its version may have another id here.
                version = self.change.find(TextVersion, document_id=kept.document_id, in_force=True)
                assert version is not None
                place = {"document_id": kept.document_id, "coder_id": kept.coder_id}
                present = self.change.find(CodingSnapshot, **place, coding_round=kept.coding_round)
                self._take(replace(kept, text_version_id=version.id), present)

    def _take(self, theirs: Progress | CodingSnapshot, present: Progress | CodingSnapshot | None) -> None:
        if present is None:
            self.change.insert(theirs)
        elif replace(theirs, id=present.id) != present:
            self.change.replace([(present, replace(theirs, id=present.id))])
        else:
            return
        self.found.finished += isinstance(theirs, Progress)


def _gone(here: Sequence[Entity], theirs: Sequence[Entity]) -> list[Entity]:
    kept = {one.id for one in theirs}
    return [one for one in here if one.id not in kept]


def _parents_first(rows: Sequence[Entity]) -> list[Entity]:
    """Codes before those that stand below them."""
    left, known = list(rows), set[str]()
    found: list[Entity] = []
    ids = {one.id for one in rows}
    while left:
        ready = [one for one in left if getattr(one, "parent_id", None) not in ids - known]
        if not ready:
            return [*found, *left]
        found += ready
        known |= {one.id for one in ready}
        left = [one for one in left if one.id not in known]
    return found
