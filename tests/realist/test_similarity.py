"""Which claims and configurations are most alike, slot by slot."""

from __future__ import annotations

import pytest

from cmo_coder.model.canonical import Role
from cmo_coder.realist.similarity import nearest_claims, nearest_configurations
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
