"""What became of suggestions for claims: one change with what was taken, marked there for good, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim, EpistemicStatus, Polarity, SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.configurations import ConfigurationRelation, Evidence, RelationType
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.study import Coder, Study
from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.store.claim_suggestions import (
    accept_configuration,
    accept_relation,
    accept_value,
    accept_words,
    refuse,
    refused_for,
    sameness,
)
from cmo_coder.store.claims import edit_claim, full_claims, link_claim, remove_claim, tag
from cmo_coder.store.codes import add_code
from cmo_coder.store.configurations import add_configuration, configuration_from_claim, remove_configuration
from cmo_coder.store.documents import add_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder
from cmo_coder.store.suggestions import outcomes_of, refused_in
from cmo_coder.store.tying import Tied, accept_link
from cmo_coder.store.verify import verify
from cmo_coder.store.work import work_of

TEXT = "De sleutel lag bij de buren, waardoor de zaal open bleef. Ik hoop dat het zo blijft."
KEY, OPEN = "De sleutel lag bij de buren", "de zaal open bleef"


class Case:
    """A claim with words for its context, and codes for what it lacks."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, Study(id=new_id(), name="Proef"))
        self.project.coder = self.anna = add_coder(self.project, "Anna")
        self.document = add_document(self.project, Document(id=new_id(), title="Gesprek"), TEXT)
        self.context = add_code(self.project, Code(id=new_id(), name="sleutel dichtbij", type=CodeType.C))
        self.outcome = add_code(self.project, Code(id=new_id(), name="zaal open", type=CodeType.O))
        _coding, claim = tag(self.project, self.document.id, *self.at(KEY), self.context, new_claim=True)
        assert claim is not None
        self.claim = claim

    def at(self, words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    def proposed(self, kind: SuggestionKind, words: str = OPEN, **fields: object) -> Suggestion:
        with self.project.read() as reading:
            version = reading.find(TextVersion, document_id=self.document.id, in_force=True)
        assert version is not None
        start, end = self.at(words)
        place = {"text_version_id": version.id, "text_length": version.length, "start": start, "end": end}
        made = Suggestion(id="", provider="link", provider_version="1", kind=kind, claim_id=self.claim.id, **place)
        return changed(made, rank=1, **fields)

    def now(self) -> Claim:
        with self.project.read() as reading:
            return reading.get(Claim, self.claim.id)

    def outcomes(self) -> list[SuggestionOutcome | None]:
        return [one.outcome for one in outcomes_of(self.project)]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "p.cmo")


def words_of(case: Case, role: Role) -> list[SlotEvidence]:
    with case.project.read() as reading:
        (full,) = full_claims(reading, [case.now()])
        slots = [one.slot.id for one in full.slots if one.slot.role is role]
        return list(reading.among(SlotEvidence, "claim_slot_id", slots))


def test_words_for_a_slot_are_taken_with_their_outcome_as_one_change(case: Case) -> None:
    row = case.proposed(SuggestionKind.SLOT, role=Role.O)
    coding = accept_words(case.project, row, case.at(OPEN), case.outcome, case.claim)
    (words,) = words_of(case, Role.O)
    assert words.suggested and words.fragment_id == coding.fragment_id
    assert not any(one.suggested for one in words_of(case, Role.C)), "the coder put those there"
    assert not coding.suggested, "the words were proposed, not the code"
    (kept,) = outcomes_of(case.project)
    assert kept.outcome is SuggestionOutcome.ACCEPTED and kept.claim_id == case.claim.id
    assert kept.coder_id == case.anna.id and kept.at and kept.rank == 1
    case.project.undo()
    assert not words_of(case, Role.O) and case.outcomes() == []
    case.project.redo()
    assert words_of(case, Role.O) == [words] and verify(case.project) == ()


def test_other_words_or_another_role_than_proposed_are_changed(case: Case) -> None:
    row = case.proposed(SuggestionKind.SLOT, role=Role.O)
    accept_words(case.project, row, (row.start + 3, row.end), case.outcome, case.claim)
    accept_words(case.project, changed(row, role=Role.I), case.at("Ik hoop"), case.outcome, case.claim)
    assert case.outcomes() == [SuggestionOutcome.CHANGED] * 2
    assert not any(one.suggested for one in words_of(case, Role.O))


@pytest.mark.parametrize(
    ("kind", "proposed", "other"),
    [
        (SuggestionKind.STATUS, EpistemicStatus.HOPED, EpistemicStatus.EXPECTED),
        (SuggestionKind.POLARITY, Polarity.WORKS_NOT, Polarity.MIXED),
    ],
)
def test_what_was_taken_of_a_claim_is_marked_until_a_person_says_otherwise(
    case: Case, kind: SuggestionKind, proposed: EpistemicStatus | Polarity, other: EpistemicStatus | Polarity
) -> None:
    row, field, mark = case.proposed(kind, value=proposed.value), kind.value, f"{kind.value}_suggested"
    accept_value(case.project, row, case.claim, proposed)
    assert getattr(case.now(), field) is proposed and getattr(case.now(), mark)
    edit_claim(case.project, case.now(), note="x", **{field: proposed})
    assert getattr(case.now(), mark), "it is still the one that was proposed"
    edit_claim(case.project, case.now(), **{field: other})
    assert not getattr(case.now(), mark)
    accept_value(case.project, row, case.now(), other)
    assert case.outcomes() == [SuggestionOutcome.ACCEPTED, SuggestionOutcome.CHANGED]
    assert not getattr(case.now(), mark)


def fragments_of(case: Case) -> list[Fragment]:
    with case.project.read() as reading:
        return list(reading.all(Fragment, order=("start",)))


def test_a_link_ties_two_fragments_in_a_new_claim_and_keeps_their_codes(case: Case) -> None:
    remove_claim(case.project, case.claim)
    code_span(case.project, case.document.id, *case.at(OPEN), case.outcome)
    first, second = fragments_of(case)
    row = changed(case.proposed(SuggestionKind.LINK, TEXT[:56], role=Role.C, value="O"), claim_id=None)
    claim = accept_link(case.project, row, [Tied(first, Role.C), Tied(second, Role.O)])
    with case.project.read() as reading:
        (full,) = full_claims(reading, [claim])
        assert reading.count(Coding) == 2
        assert all(one.suggested for one in reading.all(SlotEvidence))
    assert {one.slot.role: [f.id for f in one.fragments] for one in full.slots} == {
        Role.C: [first.id],
        Role.O: [second.id],
    }
    assert [one.element.label for one in full.slots if one.element is not None] == ["sleutel dichtbij", "zaal open"]
    (kept,) = outcomes_of(case.project)
    assert (kept.outcome, kept.claim_id) == (SuggestionOutcome.ACCEPTED, claim.id)
    case.project.undo()
    with case.project.read() as reading:
        assert reading.count(Claim) == 0 and case.outcomes() == []


def test_a_link_into_a_claim_adds_what_it_lacks(case: Case) -> None:
    code_span(case.project, case.document.id, *case.at(OPEN), case.outcome)
    first, second = fragments_of(case)
    row = case.proposed(SuggestionKind.LINK, TEXT[:56], role=Role.I, value="O")
    accept_link(case.project, row, [Tied(first, Role.C), Tied(second, Role.O)], case.claim)
    assert len(words_of(case, Role.C)) == 1 and len(words_of(case, Role.O)) == 1
    assert case.outcomes() == [SuggestionOutcome.CHANGED], "another role than the connective says"


def test_a_fragment_without_a_code_of_the_role_goes_into_a_slot_without_a_name(case: Case) -> None:
    code_span(case.project, case.document.id, *case.at(OPEN), add_code(case.project, Code(id=new_id(), name="los")))
    _first, second = fragments_of(case)
    row = case.proposed(SuggestionKind.LINK, TEXT[:56], role=Role.C, value="O")
    for _twice in range(2):
        accept_link(case.project, row, [Tied(second, Role.O)], case.claim)
    assert len(words_of(case, Role.O)) == 1
    with case.project.read() as reading:
        (full,) = full_claims(reading, [case.claim])
    assert [one.element for one in full.slots if one.slot.role is Role.O] == [None]


def test_a_configuration_is_taken_changed_or_made_anew(case: Case) -> None:
    one = configuration_from_claim(case.project, case.claim)
    other = add_configuration(case.project, {}, label="anders")
    _coding, claim = tag(case.project, case.document.id, *case.at(OPEN), case.outcome, new_claim=True)
    assert claim is not None
    row = changed(case.proposed(SuggestionKind.CONFIGURATION, configuration_id=one.id), claim_id=claim.id)
    for taken in (one.id, other.id, None):
        accept_configuration(case.project, row, claim, taken, Stance.SUPPORTS)
    with case.project.read() as reading:
        marks = [link.suggested for link in reading.all(Evidence, claim_id=claim.id)]
    assert sorted(marks) == [False, False, True]
    assert case.outcomes() == [SuggestionOutcome.ACCEPTED, *[SuggestionOutcome.CHANGED] * 2]
    link_claim(case.project, claim, one.id, Stance.CONTRADICTS)
    with case.project.read() as reading:
        assert any(link.suggested for link in reading.all(Evidence, claim_id=claim.id)), "the mark stays"
    assert verify(case.project) == ()


def test_a_relation_is_about_no_words(case: Case) -> None:
    one, other = (add_configuration(case.project, {}, label=name) for name in ("een", "twee"))
    row = changed(case.proposed(SuggestionKind.RELATION, value="rival"), claim_id=None)
    row = changed(row, text_version_id=None, text_length=0, start=0, end=0)
    row = changed(row, configuration_id=one.id, other_configuration_id=other.id)
    accept_relation(case.project, row, RelationType.RIVAL, one, other)
    with case.project.read() as reading:
        assert [made.suggested for made in reading.all(ConfigurationRelation)] == [True]
    accept_relation(case.project, row, RelationType.PRECURSOR, one, other)
    assert case.outcomes() == [SuggestionOutcome.ACCEPTED, SuggestionOutcome.CHANGED]
    remove_configuration(case.project, one)
    assert [told.configuration_id for told in outcomes_of(case.project)] == [None, None]
    assert verify(case.project) == ()


def test_a_refusal_is_known_again_for_its_coder_and_its_claim(case: Case) -> None:
    status = case.proposed(SuggestionKind.STATUS, value="hoped")
    slot = case.proposed(SuggestionKind.SLOT, role=Role.O)
    refuse(case.project, status)
    refuse(case.project, slot)
    with case.project.read() as reading:
        found = refused_for(reading, case.anna.id, "claim_id", case.claim.id)
        bram: Coder = add_coder(case.project, "Bram")
        assert refused_for(reading, bram.id, "claim_id", case.claim.id) == frozenset()
        assert refused_in(reading, slot.text_version_id or "", case.anna.id) == frozenset(), "no code was refused"
    assert found == {sameness(status), sameness(slot)}
    assert sameness(changed(status, start=0, cue="hopelijk")) in found, "by another cue it is still that status"
    assert sameness(changed(status, value="expected")) not in found
    assert sameness(changed(slot, start=slot.start + 1)) not in found
    assert sameness(changed(slot, provider="other")) not in found


def test_outcomes_are_counted_by_what_was_proposed(case: Case) -> None:
    refuse(case.project, case.proposed(SuggestionKind.STATUS, value="hoped"))
    row = case.proposed(SuggestionKind.SLOT, role=Role.O)
    accept_words(case.project, row, case.at(OPEN), case.outcome, case.claim)
    with case.project.read() as reading:
        told = work_of(reading).suggestions
    assert told == {
        SuggestionKind.SLOT: {SuggestionOutcome.ACCEPTED: 1},
        SuggestionKind.STATUS: {SuggestionOutcome.REJECTED: 1},
    }


def test_a_claim_that_is_deleted_leaves_its_outcomes_told(case: Case) -> None:
    refuse(case.project, case.proposed(SuggestionKind.STATUS, value="hoped"))
    remove_claim(case.project, case.claim)
    assert [(one.outcome, one.claim_id) for one in outcomes_of(case.project)] == [(SuggestionOutcome.REJECTED, None)]
    case.project.undo()
    assert [one.claim_id for one in outcomes_of(case.project)] == [case.claim.id]
    assert verify(case.project) == ()
