"""Support is a vector of claims, split and never netted (realist-method, section 7, rules 2-4 and 6; AC-6)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder import messages
from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import Claim, ClaimCase, EpistemicStatus, Naming, Polarity
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.documents import DocumentType, Turn
from cmo_coder.model.effective_elements import StrategySource
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.leading import after_words
from cmo_coder.realist.naming import cases_named
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import cases_in_support, support_of_configuration, support_of_element, vector_of
from cmo_coder.realist.support_words import status_words, support_line
from cmo_coder.store.documents import version_in_force as document_version
from cmo_coder.store.turns import mark_turn
from tests.realist.builder import StudyBuilder

STATUS = EpistemicStatus


def test_rule_2_the_vector_counts_cases_respondents_groups_rounds_and_kinds(study: StudyBuilder) -> None:
    north, south, _east = study.case("Noord"), study.case("Zuid"), study.case("Oost")
    first, second = study.round(), study.round()
    anna = study.respondent("R1", Group.RESIDENT)
    bob = study.respondent("R2", Group.PROFESSIONAL)
    study.respondent("R3", Group.DIRECTOR)
    one = study.document("A", round=first)
    two = study.document("B", round=second, type=DocumentType.FOCUS_GROUP)
    outcome = study.canonical(Role.O, "rust")
    claims = [
        study.claim(one, [outcome], respondent=anna, cases=[north]),
        study.claim(two, [outcome], respondent=bob, cases=[south]),
        study.claim(two, [outcome], respondent=bob, cases=[south]),
    ]
    made, version = study.configuration([outcome], supports=claims)
    element, wording = study.element("Zorg voor rust", [version])
    snapshot = study.snapshot()
    vector = support_of_configuration(snapshot, made.id).supports.counted
    assert [(c.number, c.total) for c in (vector.cases, vector.respondents, vector.groups)] == [(2, 3), (2, 3), (2, 3)]
    assert [(c.number, c.total) for c in (vector.rounds, vector.document_types)] == [(2, 2), (2, 2)]
    assert support_of_element(snapshot, wording.id).supports.counted == vector
    assert element.nr == 1


def test_rule_2_every_number_names_its_claims(study: StudyBuilder) -> None:
    north = study.case("Noord")
    anna = study.respondent("R1", Group.RESIDENT)
    outcome = study.canonical(Role.O, "rust")
    claim = study.claim(study.document("A"), [outcome], respondent=anna, cases=[north])
    made, _version = study.configuration([outcome], supports=[claim])
    vector = support_of_configuration(study.snapshot(), made.id).supports.counted
    assert vector.cases.claims == vector.respondents.claims == vector.groups.claims == vector.claims == (claim.id,)


def test_rule_3_ten_fragments_of_one_respondent_are_one_respondent(study: StudyBuilder) -> None:
    anna = study.respondent("R1")
    outcome = study.canonical(Role.O, "rust")
    claims = [study.claim(study.document("A"), [outcome], respondent=anna, fragments_per_slot=5) for _nr in range(2)]
    made, _version = study.configuration([outcome], supports=claims)
    snapshot = study.snapshot()
    assert support_of_configuration(snapshot, made.id).supports.counted.respondents.number == 1
    assert len(snapshot.fragments_of_claims([claim.id for claim in claims])) == 10


def test_rule_3_two_rounds_of_one_person_are_one_respondent_and_two_rounds(study: StudyBuilder) -> None:
    anna = study.respondent("R1")
    outcome = study.canonical(Role.O, "rust")
    claims = [study.claim(study.document(f"A{nr}", round=study.round()), [outcome], respondent=anna) for nr in range(2)]
    made, _version = study.configuration([outcome], supports=claims)
    vector = support_of_configuration(study.snapshot(), made.id).supports.counted
    assert (vector.respondents.number, vector.rounds.number) == (1, 2)


def test_rule_3_a_session_note_with_a_known_respondent_adds_a_kind_of_source(study: StudyBuilder) -> None:
    anna = study.respondent("R1")
    outcome = study.canonical(Role.O, "rust")
    kinds = (DocumentType.INTERVIEW, DocumentType.LEARNING_SESSION_NOTE)
    claims = [study.claim(study.document(kind, type=kind), [outcome], respondent=anna) for kind in kinds]
    made, _version = study.configuration([outcome], supports=claims)
    vector = support_of_configuration(study.snapshot(), made.id).supports.counted
    assert (vector.respondents.number, vector.document_types.number) == (1, 2)


def test_rule_3_a_document_without_respondent_is_a_voice_and_no_respondent(study: StudyBuilder) -> None:
    outcome = study.canonical(Role.O, "rust")
    report = study.document("Rapport")
    claims = [study.claim(report, [outcome]) for _nr in range(3)]
    made, _version = study.configuration([outcome], supports=claims)
    vector = support_of_configuration(study.snapshot(), made.id).supports.counted
    assert (vector.respondents.number, vector.voices.number) == (0, 1)


def test_rule_4_support_and_contradiction_of_one_claim_both_stand(study: StudyBuilder) -> None:
    anna, outcome = study.respondent("R1"), study.canonical(Role.O, "rust")
    claim = study.claim(study.document("A"), [outcome], respondent=anna)
    _one, version = study.configuration([outcome], supports=[claim])
    _two, other = study.configuration([outcome], contradicts=[claim])
    _element, wording = study.element("Zorg voor rust", [version, other])
    support = support_of_element(study.snapshot(), wording.id)
    assert support.supports.claims == support.contradicts.claims == (claim.id,)


def test_rule_4_negative_cases_of_an_element_are_kept_apart(study: StudyBuilder) -> None:
    anna, bob = study.respondent("R1"), study.respondent("R2")
    outcome, document = study.canonical(Role.O, "rust"), study.document("A")
    works = study.claim(document, [outcome], respondent=anna)
    works_not = study.claim(document, [outcome], respondent=bob, polarity=Polarity.WORKS_NOT)
    _one, plain = study.configuration([outcome], supports=[works])
    negative, version = study.configuration([outcome], supports=[works_not], negative=True)
    _element, wording = study.element("Zorg voor rust", [plain, version])
    snapshot = study.snapshot()
    support = support_of_element(snapshot, wording.id)
    assert support.supports.counted.claims == (works.id,)
    assert support.contradicts.claims == ()
    assert support.negative.claims == (works_not.id,)
    assert support.negative_configurations == (negative.id,)
    # The negative configuration itself is supported by the claim that describes it.
    assert support_of_configuration(snapshot, negative.id).supports.counted.claims == (works_not.id,)


def test_rule_6_strategies_and_omkeringen_never_count(study: StudyBuilder) -> None:
    outcome, document = study.canonical(Role.O, "rust"), study.document("A")
    claim = study.claim(document, [outcome], respondent=study.respondent("R1"), polarity=Polarity.WORKS_NOT)
    element, wording = study.element("Zorg voor rust")
    study.strategy(element, "Bel mensen op", claims=[claim])
    omkering = study.omkering([claim], "Ga langs")
    study.strategy(element, "Ga langs", source=StrategySource.DERIVED, omkering_id=omkering.id)
    assert support_of_element(study.snapshot(), wording.id).supports.claims == ()


def test_hoped_is_never_counted_as_experienced(study: StudyBuilder) -> None:
    anna, bob, outcome = study.respondent("R1"), study.respondent("R2"), study.canonical(Role.O, "rust")
    document = study.document("A")
    made, _version = study.configuration(
        [outcome],
        supports=[
            study.claim(document, [outcome], respondent=anna, status=STATUS.EXPERIENCED),
            study.claim(document, [outcome], respondent=anna, status=STATUS.HOPED),
            study.claim(document, [outcome], respondent=bob, status=STATUS.HOPED),
        ],
    )
    support = support_of_configuration(study.snapshot(), made.id)
    assert [item.label for item in support.supports.counted.respondents.items] == ["R1"]
    assert [item.label for item in support.only_hoped.items] == ["R2"]
    assert support.supports.of_status(STATUS.HOPED).respondents.number == 2
    assert status_words(support.supports) == "experienced 1, hoped 2"


def test_ac_6_only_named_cases_count_and_collective_ones_stand_apart(study: StudyBuilder) -> None:
    north, south, east = study.case("Noord"), study.case("Zuid"), study.case("Oost")
    outcome, document = study.canonical(Role.O, "rust"), study.document("Rapport")
    named = study.claim(document, [outcome], cases=[north], collective=[south])
    all_three = study.claim(document, [outcome], collective=[north, south, east])
    _made, version = study.configuration([outcome], supports=[named, all_three])
    element, wording = study.element("Zorg voor rust", [version])
    snapshot = study.snapshot()
    vector = support_of_element(snapshot, wording.id).supports.counted
    assert [item.label for item in vector.cases.items] == ["Noord"]
    assert [item.label for item in vector.only_collective.items] == ["Oost", "Zuid"]
    assert [(row.case_id, row.naming) for row in cases_named(snapshot, element.id)] == [
        (north.id, Naming.NAMED),
        (south.id, Naming.COLLECTIVE),
        (east.id, Naming.COLLECTIVE),
    ]


def test_ac_6_a_case_is_named_through_words_linked_to_the_element_itself(study: StudyBuilder) -> None:
    north, south = study.case("Noord"), study.case("Zuid")
    outcome, document = study.canonical(Role.O, "rust"), study.document("Rapport")
    fragment = study.fragment(document)
    claim = study.claim(document, [outcome], cases=[north], fragments={Role.O: fragment})
    element, wording = study.element("Zorg voor rust")
    study.direct_link(fragment, wording)
    study.next_version(wording, "Zorg voor meer rust")
    rows = cases_named(study.snapshot(), element.id)
    assert [(row.case_id, row.naming, row.claims) for row in rows] == [
        (north.id, Naming.NAMED, (claim.id,)),
        (south.id, None, ()),
    ]


def test_a_part_of_a_case_names_its_whole(study: StudyBuilder) -> None:
    city = study.case("Stad")
    district = study.case("Wijk", parent=city)
    outcome = study.canonical(Role.O, "rust")
    claim = study.claim(study.document("A"), [outcome], cases=[city, district])
    made, _version = study.configuration([outcome], supports=[claim])
    cases = support_of_configuration(study.snapshot(), made.id).supports.counted.cases
    assert [(item.label, item.claims) for item in cases.items] == [("Stad", (claim.id,))]
    assert (cases.number, cases.total) == (1, 1)


def test_the_line_of_rule_2(study: StudyBuilder) -> None:
    north, south, document_2 = study.case("Noord"), study.case("Zuid"), study.document("B")
    first = study.round()
    anna, bob = study.respondent("R1", Group.RESIDENT), study.respondent("R2", Group.DIRECTOR)
    carla = study.respondent("R3", Group.DIRECTOR)
    document, outcome = study.document("A", round=first), study.canonical(Role.O, "rust")
    made, _version = study.configuration(
        [outcome],
        supports=[
            study.claim(document, [outcome], respondent=anna, cases=[north], collective=[south]),
            study.claim(document, [outcome], respondent=bob, status=STATUS.HOPED),
        ],
        contradicts=[study.claim(document, [outcome], respondent=carla)],
        refines=[study.claim(document_2, [outcome], respondent=carla)],
    )
    support = support_of_configuration(study.snapshot(), made.id)
    assert support_line(support) == (
        "support 1/2 cases · 1 resp · 1/2 groups · R1 | 1 case only collectively | contradicts 1 | refines 1"
        " | only hoped 1"
    )
    with messages.in_language("nl"):
        assert support_line(support) == (
            "steun 1/2 casussen · 1 resp · 1/2 groepen · R1 | 1 casus alleen collectief | weerspreekt 1 | verfijnt 1"
            " | alleen gehoopt 1"
        )


# Properties, over snapshots that are changed in memory


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A study of three cases, four respondents, two rounds, one configuration and no evidence."""
    folder: Path = tmp_path_factory.mktemp("study")
    study = StudyBuilder(folder)
    for name in ("Noord", "Zuid", "Oost"):
        study.case(name)
    for nr, group in enumerate((Group.RESIDENT, Group.RESIDENT, Group.DIRECTOR, Group.PROFESSIONAL)):
        study.respondent(f"R{nr}", group)
    rounds = [study.round(), study.round()]
    study.document("A", round=rounds[0])
    study.document("B", round=rounds[1], type=DocumentType.FOCUS_GROUP)
    study.configuration([study.canonical(Role.O, "rust")])
    made = study.snapshot()
    study.project.close()
    return made


Draw = tuple[int | None, int, int, bool, EpistemicStatus, Stance]
CLAIM: st.SearchStrategy[Draw] = st.tuples(
    st.none() | st.integers(0, 3),
    st.integers(0, 1),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(EpistemicStatus),
    st.sampled_from(Stance),
)


def with_claims(base: Snapshot, drawn: list[Draw], order: Callable[[list[Evidence]], list[Evidence]]) -> Snapshot:
    """The study with claims as drawn, linked to its only configuration in some order."""
    respondents, documents, cases = list(base.respondents), list(base.documents.values()), list(base.cases)
    version = next(iter(base.configuration_versions))
    claims: dict[str, Claim] = {}
    links: list[ClaimCase] = []
    evidence: list[Evidence] = []
    for nr, (who, where, case, named, status, stance) in enumerate(drawn, start=1):
        claim = Claim(
            id=new_id(),
            number=nr,
            document_id=documents[where].id,
            respondent_id=None if who is None else respondents[who],
            round_id=documents[where].round_id,
            status=status,
        )
        claims[claim.id] = claim
        naming = Naming.NAMED if named else Naming.COLLECTIVE
        links.append(ClaimCase(id=new_id(), claim_id=claim.id, case_id=cases[case], naming=naming))
        evidence.append(Evidence(id=new_id(), claim_id=claim.id, configuration_version_id=version, stance=stance))
    return dataclasses.replace(base, claims=claims, claim_cases=tuple(links), evidence=tuple(order(evidence)))


def numbers(snapshot: Snapshot) -> object:
    support = support_of_configuration(snapshot, next(iter(snapshot.configurations)))
    return [
        [
            count.number
            for count in (v.cases, v.respondents, v.voices, v.groups, v.rounds, v.document_types, v.collective)
        ]
        for stance in Stance
        for v in (support.of(stance).counted, *(vector for _s, vector in support.of(stance).by_status))
    ] + [support.only_hoped.number]


MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(drawn=st.lists(CLAIM, max_size=8), seed=st.randoms(use_true_random=False))
def test_rule_2_the_order_of_the_evidence_does_not_matter(base: Snapshot, drawn: list[Draw], seed: object) -> None:
    def shuffled(rows: list[Evidence]) -> list[Evidence]:
        seed.shuffle(rows)  # type: ignore[attr-defined]
        return rows

    assert numbers(with_claims(base, drawn, list)) == numbers(with_claims(base, drawn, shuffled))


@MANY
@given(drawn=st.lists(CLAIM, max_size=8), more=st.lists(CLAIM, min_size=1, max_size=4))
def test_rule_4_contradiction_is_never_netted_out(base: Snapshot, drawn: list[Draw], more: list[Draw]) -> None:
    against = [(*row[:5], Stance.CONTRADICTS) for row in more]
    before, after = with_claims(base, drawn, list), with_claims(base, [*drawn, *against], list)
    configuration = next(iter(base.configurations))
    kept, grown = support_of_configuration(before, configuration), support_of_configuration(after, configuration)
    assert grown.supports.counted.respondents.number == kept.supports.counted.respondents.number
    assert grown.supports.counted.cases.number == kept.supports.counted.cases.number
    assert len(grown.contradicts.claims) == len(kept.contradicts.claims) + len(against)


@MANY
@given(drawn=st.lists(CLAIM, min_size=1, max_size=8), nr=st.integers(0, 7))
def test_rule_3_saying_it_again_changes_no_count(base: Snapshot, drawn: list[Draw], nr: int) -> None:
    again = [*drawn, drawn[nr % len(drawn)]]
    assert numbers(with_claims(base, drawn, list)) == numbers(with_claims(base, again, list))


@MANY
@given(drawn=st.lists(CLAIM, max_size=8))
def test_no_count_exceeds_what_the_study_has_or_the_claims_there_are(base: Snapshot, drawn: list[Draw]) -> None:
    snapshot = with_claims(base, drawn, list)
    vector = vector_of(snapshot, snapshot.claims)
    for count in (vector.cases, vector.respondents, vector.groups, vector.rounds, vector.document_types):
        assert count.number <= min(count.total, len(drawn))
        assert set(count.claims) <= set(snapshot.claims)


def test_the_cases_of_a_support_are_those_that_it_counts(study: StudyBuilder) -> None:
    north, south, east = study.case("Noord"), study.case("Zuid"), study.case("Oost")
    one, outcome = study.document("A"), study.canonical(Role.O, "rust")
    claims = [
        study.claim(one, [outcome], cases=[north]),
        study.claim(one, [outcome], cases=[south], status=STATUS.HOPED),
        study.claim(one, [outcome], cases=[east]),
    ]
    made, _version = study.configuration([outcome], supports=claims[:2], contradicts=claims[2:])
    snapshot = study.snapshot()
    assert cases_in_support(snapshot, made.id) == {north.id}
    counted = support_of_configuration(snapshot, made.id).supports.counted.cases
    assert {item.id for item in counted.items} == {north.id}


def test_support_after_the_theory_was_shown_is_counted_and_told_beside_it(study: StudyBuilder) -> None:
    document, outcome = study.document("A"), study.canonical(Role.O, "rust")
    claims = [study.claim(document, [outcome]), study.claim(study.document("B"), [outcome])]
    made, _version = study.configuration([outcome], supports=claims)
    before = support_of_configuration(study.snapshot(), made.id)
    assert (before.after_theory, before.after_leading) == ((), ())
    with study.project.read() as reading:
        version = document_version(reading, document.id)
        turn = reading.find(Turn, text_version_id=version.id)
    if turn is None:  # the builder made a text without speakers
        turn = Turn(id=new_id(), text_version_id=version.id, nr=1, start=0, end=version.length, text_start=0)
        study.put(turn)
    mark_turn(study.project, turn, theory_shown=True, leading=True)
    snapshot = study.snapshot()
    after = support_of_configuration(snapshot, made.id)
    assert (after.after_theory, after.after_leading) == ((claims[0].id,), (claims[0].id,))
    assert after.supports == before.supports, "it counts as before"
    line = support_line(after)
    assert line.endswith("| after the theory was shown 1 | after a leading question 1")
    assert after_words(snapshot, claims[0].id) == ["after the theory was shown", "after a leading question"]
    assert after_words(snapshot, claims[1].id) == []
