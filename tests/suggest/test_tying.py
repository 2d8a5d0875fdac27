"""Links between marked fragments, as the connective between them says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.study import Study
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.store.claim_suggestions import sameness
from cmo_coder.store.claims import tag
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import add_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.suggest.tying import Mark, Tie, all_ties, marks_in, ties_of

TEXT = "De tuin ging dicht, waardoor buren elkaar niet meer zagen. Dat was jammer. Er was geen geld meer."
CLOSED, MISSED, SAD = "De tuin ging dicht", "buren elkaar niet meer zagen", "Dat was jammer"


def mark(words: str, *roles: Role, claims: frozenset[str] = frozenset()) -> Mark:
    return Mark(words, TEXT.index(words), TEXT.index(words) + len(words), roles, claims)


@pytest.fixture
def version() -> TextVersion:
    return TextVersion(id="v", document_id="d", nr=1, sha256="", length=len(TEXT), in_force=True)


def ties(version: TextVersion, one: Mark, *others: Mark) -> tuple[Tie, ...]:
    return ties_of(TEXT, version, one, (one, *others), "blank")


def test_the_connective_gives_roles_and_way(version: TextVersion) -> None:
    for one, other in ((CLOSED, MISSED), (MISSED, CLOSED)):
        (found,) = ties(version, mark(one), mark(other))
        assert (found.first.id, found.second.id, found.cue) == (CLOSED, MISSED, "waardoor")
        assert found.roles[1] is Role.O and found.roles[0] in (Role.C, Role.I) and found.forward
        row = found.row
        assert row is not None and (row.kind, row.rank, row.cue) == (SuggestionKind.LINK, 1, "waardoor")
        assert TEXT[row.start : row.end].startswith(CLOSED) and TEXT[row.start : row.end].endswith(MISSED)
        assert (row.role, row.value) == (found.roles[0], "O")


def test_what_a_person_coded_goes_before_what_the_connective_says(version: TextVersion) -> None:
    (found,) = ties(version, mark(CLOSED, Role.O), mark(MISSED, Role.M_RED))
    assert found.roles == (Role.O, Role.M_RED) and not found.forward
    (found,) = ties(version, mark(CLOSED, Role.M_RES, Role.C), mark(MISSED))
    assert found.roles[0] is Role.C, "of its codes the one that the connective says too"


def test_what_no_connective_ties_comes_after_it_and_without_a_row(version: TextVersion) -> None:
    said, by_hand = ties(version, mark(CLOSED), mark(SAD, Role.O), mark(MISSED))
    assert said.second.id == MISSED
    assert by_hand.row is None and by_hand.roles == (None, Role.O) and by_hand.forward


def test_what_stands_in_one_claim_or_on_the_same_words_is_not_tied(version: TextVersion) -> None:
    in_claim = frozenset("c")
    assert ties(version, mark(CLOSED, claims=in_claim), mark(MISSED, claims=in_claim), mark("tuin ging")) == ()


def test_a_refused_link_is_not_proposed_again_but_may_be_tied_by_hand(version: TextVersion) -> None:
    (found,) = ties(version, mark(CLOSED), mark(MISSED))
    assert found.row is not None
    (again,) = ties_of(TEXT, version, mark(CLOSED), [mark(MISSED)], "blank", {sameness(found.row)})
    assert again.row is None


def test_all_links_of_a_text_are_those_that_a_connective_says(version: TextVersion) -> None:
    marks = [mark(SAD), mark(MISSED), mark(CLOSED), mark("Er was geen geld meer")]
    assert [(one.first.id, one.second.id) for one in all_ties(TEXT, version, marks, "blank")] == [(CLOSED, MISSED)]


def test_the_marks_of_a_text_know_their_roles_and_claims(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.cmo", Study(id=new_id(), name="Proef"))
    document = add_document(project, Document(id=new_id(), title="Gesprek"), TEXT)
    outcome = add_code(project, Code(id=new_id(), name="zien elkaar niet", type=CodeType.O))
    place = {words: (TEXT.index(words), TEXT.index(words) + len(words)) for words in (CLOSED, MISSED)}
    _coding, claim = tag(project, document.id, *place[MISSED], outcome, new_claim=True)
    code_span(project, document.id, *place[CLOSED], add_code(project, Code(id=new_id(), name="los")))
    assert claim is not None
    with project.read() as reading:
        (version,) = reading.all(TextVersion)
        first, second = marks_in(reading, version.id)
    assert (first.start, first.end, first.roles, first.claims) == (*place[CLOSED], (), frozenset())
    assert (second.roles, second.claims) == ((Role.O,), frozenset([claim.id]))
