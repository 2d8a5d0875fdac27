"""Contradictions are laid side by side with what separates them (section 7, rules 4 and 5; AC-8, AC-9, AC-19)."""

from __future__ import annotations

from cmo_coder.model.canonical import Direction, Role
from cmo_coder.model.cases import Group
from cmo_coder.model.configurations import RelationType, Strength
from cmo_coder.realist.contradiction import (
    Contradiction,
    ContradictionKind,
    contradictions,
    contradictions_of,
    loose_claims,
    strongly_contradicted,
    without_mechanism,
)
from cmo_coder.realist.protocol import proposed_contexts
from cmo_coder.realist.separation import separations
from cmo_coder.realist.snapshot import Snapshot
from tests.realist.builder import StudyBuilder

C, I, RES, RED, O = Role.C, Role.I, Role.M_RES, Role.M_RED, Role.O  # noqa: E741
KIND = ContradictionKind


def sides(snapshot: Snapshot, one: Contradiction) -> list[list[int]]:
    return [[snapshot.configurations[id_].number for id_ in side.configurations] for side in one.sides]


def test_rule_5_the_same_intervention_with_opposite_outcomes(study: StudyBuilder) -> None:
    visit = study.canonical(I, "een huisbezoek")
    up = study.canonical(O, "meer rust", direction=Direction.PLUS)
    down = study.canonical(O, "minder rust", direction=Direction.MINUS)
    study.configuration([visit, study.canonical(RED, "gehoord"), up])
    study.configuration([visit, study.canonical(RED, "bekeken"), down])
    study.configuration([visit, study.canonical(O, "iets")])
    snapshot = study.snapshot()
    found = contradictions(snapshot)
    assert [(one.kind, one.basis, one.element_id, sides(snapshot, one)) for one in found] == [
        (KIND.OPPOSITE_OUTCOME, I, visit.id, [[1], [2]])
    ]


def test_rule_5_a_negative_case_says_the_opposite_of_the_same_outcome(study: StudyBuilder) -> None:
    up = study.canonical(O, "meer rust", direction=Direction.PLUS)
    study.configuration([up])
    study.configuration([up], negative=True)
    snapshot = study.snapshot()
    assert [(one.kind, one.basis, sides(snapshot, one)) for one in contradictions(snapshot)] == [
        (KIND.OPPOSITE_OUTCOME, O, [[1], [2]])
    ]


def test_ac_19_one_outcome_with_two_mechanisms_is_a_rival_set(study: StudyBuilder) -> None:
    slow = study.canonical(O, "goede praktijken verspreiden zich slecht", direction=Direction.MINUS)
    time, own, both = (study.canonical(RED, label) for label in ("geen tijd hebben", "niet eigen vinden", "moe zijn"))
    study.configuration([time, slow])
    study.configuration([own, slow])
    study.configuration([both, time, slow])
    study.configuration([slow])
    snapshot = study.snapshot()
    assert [(one.kind, one.basis, sides(snapshot, one)) for one in contradictions(snapshot)] == [
        (KIND.RIVAL_MECHANISM, O, [[2], [1, 3]])
    ]


def test_ac_9_one_strategy_in_two_directions_is_two_configurations_for_other_actors(study: StudyBuilder) -> None:
    legal_form = study.canonical(I, "kies een andere rechtsvorm")
    mandate = study.canonical(O, "het mandaat is geregeld", direction=Direction.PLUS)
    burden = study.canonical(O, "minder administratieve lasten", direction=Direction.PLUS)
    coalition, residents = study.actor("coalitie"), study.actor("inwonersinitiatief")
    study.configuration([legal_form, mandate], actor=coalition)
    study.configuration([legal_form, burden], actor=residents)
    snapshot = study.snapshot()
    (found,) = contradictions(snapshot)
    assert (found.kind, sides(snapshot, found)) == (KIND.DIFFERENT_FOR_WHOM, [[1], [2]])
    assert [one.text() for one in separations(snapshot, *found.sides)] == ["actor: coalitie ↔ inwonersinitiatief"]


def test_one_intervention_with_two_outcomes_for_the_same_people_is_no_contradiction(study: StudyBuilder) -> None:
    visit, neighbours = study.canonical(I, "een huisbezoek"), study.actor("buren")
    study.configuration([visit, study.canonical(O, "rust")], actor=neighbours)
    study.configuration([visit, study.canonical(O, "vertrouwen")], actor=neighbours)
    study.configuration([visit, study.canonical(O, "koffie")])
    assert contradictions(study.snapshot()) == ()


def test_a_declared_rival_is_marked_or_added(study: StudyBuilder) -> None:
    slow = study.canonical(O, "traag")
    time, own = study.canonical(RED, "geen tijd"), study.canonical(RED, "niet eigen")
    one, _v = study.configuration([time, slow])
    two, _v = study.configuration([own, slow])
    lonely, _v = study.configuration([study.canonical(C, "stad")])
    study.relate(RelationType.RIVAL, one, two)
    study.relate(RelationType.RIVAL, lonely, one)
    snapshot = study.snapshot()
    found = contradictions(snapshot)
    assert [(one.kind, one.declared, sides(snapshot, one)) for one in found] == [
        (KIND.RIVAL_MECHANISM, True, [[1], [2]]),
        (KIND.DECLARED, True, [[1], [3]]),
    ]
    assert contradictions_of(snapshot, lonely.id) == found[1:]


def test_rule_5a_what_separates_the_sides_is_found_among_cases_groups_and_rounds(study: StudyBuilder) -> None:
    city, village = study.case("Stad", ligging="stedelijk", jaar="2020"), study.case("Dorp", ligging="landelijk")
    anna, bob = study.respondent("R1", Group.RESIDENT), study.respondent("R2", Group.RESIDENT)
    first, second = study.round(), study.round()
    visit = study.canonical(I, "een huisbezoek")
    up = study.canonical(O, "meer rust", direction=Direction.PLUS)
    down = study.canonical(O, "minder rust", direction=Direction.MINUS)
    one = study.claim(study.document("A", round=first), [visit, up], respondent=anna, cases=[city])
    two = study.claim(study.document("B", round=second), [visit, down], respondent=bob, cases=[village])
    study.configuration([visit, up], supports=[one])
    study.configuration([visit, down, study.canonical(C, "wantrouwen")], supports=[two])
    snapshot = study.snapshot()
    found = separations(snapshot, *contradictions(snapshot)[0].sides)
    assert [separation.text() for separation in found] == [
        "ligging: stedelijk ↔ landelijk",
        "case: Stad ↔ Dorp",
        "round: R1 ↔ R2",
    ]
    assert found[0].one[0].claims == (one.id,)
    assert found[0].other[0].claims == (two.id,)


def test_ac_8_where_nothing_separates_the_context_is_unknown(study: StudyBuilder) -> None:
    visit, document = study.canonical(I, "het gesprek"), study.document("A")
    anna = study.respondent("R1")
    up = study.canonical(O, "tijd terugverdiend", direction=Direction.PLUS)
    study.configuration([visit, up], supports=[study.claim(document, [visit, up], respondent=anna)])
    study.configuration([visit, up], supports=[study.claim(document, [visit], respondent=anna)], negative=True)
    snapshot = study.snapshot()
    assert separations(snapshot, *contradictions(snapshot)[0].sides) == ()


def test_an_attribute_of_the_case_around_a_case_counts_for_it(study: StudyBuilder) -> None:
    region, other = study.case("Regio", ligging="kust"), study.case("Elders", ligging="stad")
    district = study.case("Wijk", parent=region)
    up = study.canonical(O, "meer rust", direction=Direction.PLUS)
    document = study.document("A")
    study.configuration([up], supports=[study.claim(document, [up], cases=[district])])
    study.configuration([up], supports=[study.claim(document, [up], cases=[other])], negative=True)
    snapshot = study.snapshot()
    texts = [one.text() for one in separations(snapshot, *contradictions(snapshot)[0].sides)]
    assert texts == ["ligging: kust ↔ stad", "case: Wijk ↔ Elders"]


def test_claims_without_configuration_and_configurations_without_mechanism(study: StudyBuilder) -> None:
    document, rest = study.document("A"), study.canonical(O, "rust")
    heard, offered = study.canonical(RED, "gehoord"), study.canonical(RES, "aangeboden")
    linked, loose = study.claim(document, [rest]), study.claim(document, [rest])
    dyad, _v = study.configuration([rest], contradicts=[linked])
    study.configuration([heard, rest])
    study.configuration([offered, rest])
    snapshot = study.snapshot()
    assert [claim.id for claim in loose_claims(snapshot)] == [loose.id]
    assert [configuration.id for configuration in without_mechanism(snapshot)] == [dyad.id]


def test_rule_4_an_element_with_strong_contradiction_is_listed(study: StudyBuilder) -> None:
    document, rest = study.document("A"), study.canonical(O, "rust")
    claims = [study.claim(document, [rest]) for _nr in range(2)]
    _k, strong = study.configuration([rest], contradicts=claims[:1], strength=Strength.STRONG)
    _k, weak = study.configuration([rest], contradicts=claims[1:], strength=Strength.WEAK)
    element, _version = study.element("Zorg voor rust", [strong, weak])
    study.element("Zorg voor geld", [weak])
    (found,) = strongly_contradicted(study.snapshot())
    assert (found[0].id, [evidence.claim_id for evidence in found[1]]) == (element.id, [claims[0].id])


def test_step_b_begins_with_the_context_a_side_has_and_never_with_an_actor(study: StudyBuilder) -> None:
    visit, place = study.canonical(I, "een huisbezoek"), study.canonical(C, "een klein dorp")
    up, down = (
        study.canonical(O, label, direction=sign)
        for label, sign in (("rust", Direction.PLUS), ("onrust", Direction.MINUS))
    )
    large, small = study.case("Noord", inwoners="38400"), study.case("Zuid", inwoners="900")
    document = study.document("A")
    calm = study.canonical(RED, "gehoord", actors=[study.actor("bewoners")])
    fear = study.canonical(RED, "bekeken", actors=[study.actor("ouderen")])
    study.configuration([visit, calm, up], supports=[study.claim(document, [up], cases=[large])])
    study.configuration([visit, fear, down], supports=[study.claim(document, [down], cases=[small])])
    snapshot = study.snapshot()
    (found,) = (one for one in contradictions(snapshot) if one.kind is KIND.OPPOSITE_OUTCOME)
    assert proposed_contexts(snapshot, found) == ("inwoners: 38400", "inwoners: 900")
    study.configuration([place, visit, calm, up])
    snapshot = study.snapshot()
    (found,) = (one for one in contradictions(snapshot) if one.kind is KIND.OPPOSITE_OUTCOME)
    assert proposed_contexts(snapshot, found)[0] == "een klein dorp"
