"""Which claims and configurations are most alike, slot by slot."""

from __future__ import annotations

import pytest

from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import CodeType
from cmo_coder.realist.similarity import LEAST_TEXT, Ground, candidates, nearest_claims, nearest_configurations
from tests.realist.builder import StudyBuilder


def test_what_shares_more_slots_comes_first_and_the_rest_by_number(study: StudyBuilder) -> None:
    document = study.document("D")
    c, m, o = (study.canonical(role, role.value) for role in (Role.C, Role.M_RED, Role.O))
    other = study.canonical(Role.O, "iets anders")
    claims = [study.claim(document, slots) for slots in ([other], [c, other], [c, m, o], [])]
    whole, _version = study.configuration([c, m, o])
    half, _version = study.configuration([c, other])
    snapshot = study.snapshot()
    numbers = [snapshot.claims[id_].number for id_ in nearest_claims(snapshot, whole.id)]
    assert numbers == [3, 2, 1, 4]
    near = nearest_configurations(snapshot, claims[1].id)
    assert [one.configuration_id for one in near] == [half.id, whole.id]
    assert [one.score for one in near] == [1.0, pytest.approx(1 / 3)]


def test_two_elements_under_one_code_count_for_half_and_say_why(study: StudyBuilder) -> None:
    heard, seen = study.canonical(Role.M_RED, "gehoord"), study.canonical(Role.M_RED, "gezien")
    top = study.code("Mechanismen", CodeType.M_RED)
    above = study.code("erkenning", CodeType.M_RED, parent=top)
    study.code("gehoord", CodeType.M_RED, parent=above, element=heard)
    study.code("gezien", CodeType.M_RED, parent=above, element=seen)
    claim = study.claim(study.document("D"), [heard])
    study.configuration([seen])
    (near,) = nearest_configurations(study.snapshot(), claim.id)
    (slot,) = near.slots
    assert (near.score, slot.akin[0].ground, slot.akin[0].shared) == (0.5, Ground.PARENT, "erkenning")


def test_words_alike_count_for_less_than_the_same_and_other_words_for_nothing(study: StudyBuilder) -> None:
    claim = study.claim(study.document("D"), [study.canonical(Role.O, "meer bezoek van buren")])
    alike, _v = study.configuration([study.canonical(Role.O, "meer bezoek van de buren")])
    other, _v = study.configuration([study.canonical(Role.O, "lagere kosten")])
    near = nearest_configurations(study.snapshot(), claim.id)
    assert [one.configuration_id for one in near] == [alike.id, other.id]
    assert 0.3 < near[0].score <= 0.5
    assert near[0].slots[0].akin[0].ground is Ground.WORDS
    assert near[1].score == 0


def test_candidates_share_something_in_a_slot_or_in_words_or_are_linked(study: StudyBuilder) -> None:
    document = study.document("D")
    one, two = study.canonical(Role.O, "rust"), study.canonical(Role.O, "bezoek")
    claim = study.claim(document, [one])
    like, _v = study.configuration([one])
    other, _v = study.configuration([two])
    linked, _v = study.configuration([two], contradicts=[claim])
    snapshot = study.snapshot()

    def ids(most: int = 5, **texts: float) -> list[str]:
        likes = {other.id: texts["other"]} if texts else None
        return [found.configuration_id for found in candidates(snapshot, claim.id, most, likes)]

    assert ids() == [like.id, linked.id]
    assert ids(other=LEAST_TEXT / 2) == [like.id, linked.id]
    assert ids(other=LEAST_TEXT) == [like.id, other.id, linked.id]
    assert ids(1) == [linked.id], "what it is linked to is never left out"
