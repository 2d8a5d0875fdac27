"""Configurations are proposed to belong together by what they share; nothing is assigned (section 7, rule 1)."""

from __future__ import annotations

from cmo_coder import messages
from cmo_coder.model.canonical import Direction, Role
from cmo_coder.model.codes import CodeType
from cmo_coder.model.configurations import ConfigurationStatus
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.directions import Sign
from cmo_coder.realist.grouping import propose_groups
from tests.realist.builder import StudyBuilder

C, I, RED, O = Role.C, Role.I, Role.M_RED, Role.O  # noqa: E741


def numbers(study: StudyBuilder, **options: bool) -> list[tuple[Role, list[int]]]:
    snapshot = study.snapshot()
    return [
        (proposal.basis, [snapshot.configurations[id_].number for id_ in proposal.configurations])
        for proposal in propose_groups(snapshot, **options)
    ]


def test_rule_1_groups_by_shared_reasoning_then_outcome_then_intervention(study: StudyBuilder) -> None:
    heard = study.canonical(RED, "zich serieus genomen voelen")
    proud = study.canonical(RED, "trots zijn")
    rest = study.canonical(O, "rust")
    visit = study.canonical(I, "een huisbezoek")
    study.configuration([heard, rest])
    study.configuration([proud, rest])
    study.configuration([heard, visit])
    study.configuration([proud, visit])
    study.configuration([rest])
    study.configuration([visit])
    study.configuration([study.canonical(O, "drukte"), visit])
    study.configuration([rest, study.canonical(C, "stad")])
    assert numbers(study) == [(RED, [1, 3]), (RED, [2, 4]), (O, [5, 8]), (I, [6, 7])]


def test_rule_1_the_reason_is_given_in_words(study: StudyBuilder) -> None:
    heard = study.canonical(RED, "zich serieus genomen voelen")
    study.configuration([heard])
    study.configuration([heard])
    snapshot = study.snapshot()
    with messages.in_language("nl"):
        assert propose_groups(snapshot)[0].reason == "delen M: zich serieus genomen voelen"
    assert propose_groups(snapshot)[0].reason == "share M: zich serieus genomen voelen"


def test_rule_1_a_group_is_connected_through_others(study: StudyBuilder) -> None:
    one, two = study.canonical(RED, "a"), study.canonical(RED, "b")
    study.configuration([one])
    study.configuration([two])
    study.configuration([one, two])
    assert numbers(study) == [(RED, [1, 2, 3])]


def test_rule_1_opposite_outcomes_do_not_go_together(study: StudyBuilder) -> None:
    heard = study.canonical(RED, "zich serieus genomen voelen")
    up = study.canonical(O, "meer rust", direction=Direction.PLUS)
    down = study.canonical(O, "minder rust", direction=Direction.MINUS)
    open_ = study.canonical(O, "rust")
    for outcome in (up, down, up, down, open_):
        study.configuration([heard, outcome])
    study.configuration([heard, up], negative=True)
    assert numbers(study) == [(RED, [1, 3, 5]), (RED, [2, 4, 6])]
    assert [proposal.sign for proposal in propose_groups(study.snapshot())] == [Sign.PLUS, Sign.MINUS]


def test_rule_1_the_parent_code_of_a_reasoning_is_shared_too(study: StudyBuilder) -> None:
    heading = study.code("Mechanismen", CodeType.M_RED)
    trust = study.canonical(RED, "vertrouwen")
    parent = study.code("vertrouwen", CodeType.M_RED, parent=heading, element=trust)
    elements = [study.canonical(RED, label) for label in ("vertrouwen in de buurt", "vertrouwen in de gemeente")]
    for element in elements:
        study.code(element.label, CodeType.M_RED, parent=parent, element=element)
        study.configuration([element])
    other = study.canonical(RED, "angst")
    study.code("angst", CodeType.M_RED, parent=heading, element=other)
    study.configuration([other])
    study.configuration([trust])
    assert numbers(study) == [(RED, [1, 2, 4])]
    assert propose_groups(study.snapshot())[0].shared == ("vertrouwen",)


def test_rejected_and_assigned_configurations_can_be_left_out(study: StudyBuilder) -> None:
    heard = study.canonical(RED, "zich serieus genomen voelen")
    rejected, _version = study.configuration([heard])
    with study.project.change("test", "reject") as change:
        claim = study.claim(study.document("A"), [heard])
        study.link(claim, study.snapshot().version_of(rejected.id), Stance.SUPPORTS)
        change.update(rejected, status=ConfigurationStatus.REJECTED)
    _two, assigned = study.configuration([heard])
    study.configuration([heard])
    study.configuration([heard])
    study.element("Zorg voor gehoor", [assigned])
    assert numbers(study) == [(RED, [2, 3, 4])]
    assert numbers(study, unassigned_only=True) == [(RED, [3, 4])]
