"""What a difference between coders would change in the support of elements: the same counts as support has itself."""

from __future__ import annotations

from itertools import combinations

from cmo_coder.messages import in_language
from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import ClaimCase, EpistemicStatus
from cmo_coder.model.fragments import Stance
from cmo_coder.model.study import Progress, ProgressState
from cmo_coder.realist.agreement import agreement
from cmo_coder.realist.agreement_live import LiveAgreement
from cmo_coder.realist.agreement_rows import support_words
from cmo_coder.realist.support import support_of_element
from cmo_coder.store.readings import _effective
from cmo_coder.store.support_at_stake import stake
from cmo_coder.store.universe import AsOf, Universe
from tests.realist.builder import LENGTH, StudyBuilder


def test_what_is_lost_is_what_support_counts_on_those_claims_alone(study: StudyBuilder) -> None:
    whole = study.case("Noord")
    part, south = study.case("Noord-west", whole), study.case("Zuid")
    first, second = study.round(), study.round()
    anna, bob = study.respondent("R1", Group.RESIDENT), study.respondent("R2", Group.PROFESSIONAL)
    one, two = study.document("A", round=first), study.document("B", round=second)
    outcome = study.canonical(Role.O, "rust")
    claims = [
        study.claim(one, [outcome], respondent=anna, cases=[whole]),
        study.claim(one, [outcome], respondent=anna, cases=[part]),
        study.claim(two, [outcome], respondent=bob, cases=[south], collective=[whole]),
        study.claim(two, [outcome], cases=[south], status=EpistemicStatus.HOPED),
    ]
    against = study.claim(two, [outcome], respondent=bob, cases=[whole])
    _made, version = study.configuration([outcome], supports=claims)
    study.link(against, version, Stance.CONTRADICTS)
    element, wording = study.element("Zorg voor rust", [version])
    counted = support_of_element(study.snapshot(), wording.id).supports.counted
    with study.project.read() as reading:
        found = stake(reading, _effective(reading)[1])
    for size in range(1, 6):
        for chosen in combinations([*(claim.id for claim in claims), against.id], size):
            expected = tuple(
                sum(set(item.claims) <= set(chosen) for item in counts.items)
                for counts in (counted.cases, counted.respondents, counted.groups, counted.rounds)
            )
            assert found.lost(chosen) == (((element.id, expected),) if any(expected) else ())
    assert found.lost([claims[0].id, claims[1].id]) == ((element.id, (1, 1, 1, 1)),)
    assert found.lost([claims[0].id]) == found.lost([claims[3].id, against.id]) == ()


def test_the_difference_on_which_most_support_hangs_comes_first(study: StudyBuilder) -> None:
    coders = [study.coder(name) for name in ("Anna", "Bram")]
    north, south = study.case("Noord"), study.case("Zuid")
    person = study.respondent("R1", Group.RESIDENT)
    text = study.document("A")
    outcome, code = study.canonical(Role.O, "rust"), study.code("rust")
    early, late = study.fragment(text, (0, LENGTH - 1)), study.fragment(text, (2 * LENGTH, 3 * LENGTH - 1))
    for fragment in (early, late):
        study.coding(fragment, code, coders[0])
    elsewhere = study.claim(study.document("B"), [outcome], respondent=person, cases=[south])
    of_early = study.claim(text, [outcome], respondent=person, cases=[south], fragments={Role.O: early})
    of_late = study.claim(text, [outcome], respondent=person, cases=[north], fragments={Role.O: late})
    _made, version = study.configuration([outcome], supports=[elsewhere, of_early, of_late])
    element, _wording = study.element("Zorg voor rust", [version])
    study.put(
        *(
            Progress(id=new_id(), document_id=text.id, coder_id=coder.id, state=ProgressState.FINISHED)
            for coder in coders
        )
    )
    live, universe, pair = LiveAgreement(), Universe(as_of=AsOf.NOW), (coders[0].id, coders[1].id)
    with study.project.read() as reading:
        found = live.now(reading, universe, study.project.state())
        listed = found.disagreements[pair]
        # Each is on words of one element; without the later words a case is gone, without the earlier ones nothing.
        assert [one.case.start for one in listed] == [late.start, early.start]
        assert [one.at_stake for one in listed] == [((element.id, (1, 0, 0, 0)),), ()]
        with in_language("nl"):
            assert "(1 casus minder)" in support_words(found, listed[0])
            assert "minder" not in support_words(found, listed[1])
    east = study.case("Oost")
    study.put(
        ClaimCase(id=new_id(), claim_id=of_early.id, case_id=east.id),
        ClaimCase(id=new_id(), claim_id=elsewhere.id, case_id=north.id),
    )
    with study.project.read() as reading:
        again = live.now(reading, universe, study.project.state()).disagreements[pair]
        assert [one.case.start for one in again] == [early.start, late.start]
        assert again == agreement(reading, universe).disagreements[pair]
    assert live.again == 1
