"""What a claim lacks, from its own words: with the cue, without what it holds already and what was refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus, Polarity
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document
from cmo_coder.model.study import Study
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.store.claim_suggestions import refuse, refused_for
from cmo_coder.store.claims import FullClaim, edit_claim, full_claims, tag
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import add_document
from cmo_coder.store.project import Project
from cmo_coder.suggest.lacking import Lack, lacking_of

TEXT = "De deur ging dicht, omdat ik bang was dat zij het zagen. Ik hoop dat er minder mensen afhaken. Zo is het nu."


class Case:
    """A claim of one slot on given words."""

    def __init__(self, path: Path, words: str) -> None:
        self.project = Project.create(path, Study(id=new_id(), name="Proef"))
        self.document = add_document(self.project, Document(id=new_id(), title="Gesprek"), TEXT)
        code = add_code(self.project, Code(id=new_id(), name="uitkomst", type=CodeType.O))
        place = (TEXT.index(words), TEXT.index(words) + len(words))
        _coding, claim = tag(self.project, self.document.id, *place, code, new_claim=True)
        assert claim is not None
        self.claim_id = claim.id

    def claim(self) -> FullClaim:
        from cmo_coder.model.claims import Claim

        with self.project.read() as reading:
            return full_claims(reading, [reading.get(Claim, self.claim_id)])[0]

    def lacks(self) -> tuple[Lack, ...]:
        with self.project.read() as reading:
            refused = refused_for(reading, None, "claim_id", self.claim_id)
        return lacking_of(self.claim(), lambda _id: TEXT, "blank", refused)

    def of(self, kind: SuggestionKind) -> list[Lack]:
        return [one for one in self.lacks() if one.row is not None and one.row.kind is kind]


def test_words_for_a_slot_stand_as_a_person_would_mark_them(tmp_path: Path) -> None:
    case = Case(tmp_path / "p.cmo", "De deur ging dicht")
    (one,) = case.of(SuggestionKind.SLOT)
    assert one.row is not None and one.role is Role.M_RED is one.row.role
    assert one.quote == TEXT[one.row.start : one.row.end]
    assert one.quote.startswith("omdat ik bang was") and not one.quote.endswith(" ")
    assert (one.row.cue, one.cues, one.row.provider) == ("omdat", ("omdat",), "link")
    assert one.row.claim_id == case.claim_id and one.row.rank == 1 and "blank-nl" in one.row.model
    assert "De deur ging dicht" in one.clause


def test_slots_without_words_are_named_last_and_have_no_row(tmp_path: Path) -> None:
    lacks = Case(tmp_path / "p.cmo", "De deur ging dicht").lacks()
    bare = [one for one in lacks if one.row is None]
    assert {one.role for one in bare} == {Role.C, Role.I, Role.M_RES}
    assert list(lacks[-len(bare) :]) == bare


def test_words_that_the_claim_holds_are_not_proposed_for_another_slot(tmp_path: Path) -> None:
    case = Case(tmp_path / "p.cmo", "De deur ging dicht")
    code = add_code(case.project, Code(id=new_id(), name="bang", type=CodeType.C))
    words = "omdat ik bang was dat zij het zagen"
    tag(
        case.project,
        case.document.id,
        TEXT.index(words),
        TEXT.index(words) + len(words),
        code,
        claim=case.claim().claim,
    )
    assert case.of(SuggestionKind.SLOT) == []


def test_status_and_polarity_come_with_their_cue(tmp_path: Path) -> None:
    case = Case(tmp_path / "p.cmo", "Ik hoop dat er minder mensen afhaken")
    (status,) = case.of(SuggestionKind.STATUS)
    assert status.value is EpistemicStatus.HOPED and "hoop" in status.cues[0].lower()
    assert status.row is not None and status.row.provider == "cmo-role"
    edit_claim(case.project, case.claim().claim, status=EpistemicStatus.EXPECTED, polarity=Polarity.WORKS)
    assert case.of(SuggestionKind.STATUS) == [], "a person said it"


def test_polarity_is_proposed_only_where_the_claim_says_another(tmp_path: Path) -> None:
    case = Case(tmp_path / "p.cmo", "Ik hoop dat er minder mensen afhaken")
    found = [one.value for one in case.of(SuggestionKind.POLARITY)]
    for polarity in Polarity:
        edit_claim(case.project, case.claim().claim, polarity=polarity)
        now = [one.value for one in case.of(SuggestionKind.POLARITY)]
        assert polarity not in now
        found += now
    assert found, "the outcome points some way"


@pytest.mark.parametrize("kind", [SuggestionKind.SLOT, SuggestionKind.STATUS])
def test_what_was_refused_is_not_proposed_again(tmp_path: Path, kind: SuggestionKind) -> None:
    words = "De deur ging dicht" if kind is SuggestionKind.SLOT else "Ik hoop dat er minder mensen afhaken"
    case = Case(tmp_path / "p.cmo", words)
    (one,) = case.of(kind)
    assert one.row is not None
    refuse(case.project, one.row)
    assert case.of(kind) == []
    case.project.undo()
    assert case.of(kind) == [one]
