"""One filter on claims: what each facet means, how it is written, and that every table can be made of some claims."""

from __future__ import annotations

import pytest

from cmo_coder.messages import in_language
from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Level, Role
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import EpistemicStatus, Explicitness, Phase, Polarity
from cmo_coder.model.documents import Speaker, SpeakerKind, Turn
from cmo_coder.model.errors import UserError
from cmo_coder.realist.filtering import (
    EVERY_CLAIM,
    FACETS,
    matching_claims,
    matching_configurations,
    matching_fragments,
    number_per_value,
    parse_filter,
)
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.claims import edit_claim
from cmo_coder.store.turns import toggle_leading
from tests.realist.builder import StudyBuilder


def numbers(snapshot: Snapshot, *written: str) -> list[int]:
    """The numbers of the claims that a filter means."""
    ids = matching_claims(snapshot, parse_filter(snapshot, written))
    return sorted(snapshot.claims[id_].number for id_ in ids)


@pytest.fixture
def snapshot(study: StudyBuilder) -> Snapshot:
    """Three claims: 1 hoped and C-M, 2 experienced and I-C-M-O with every property, 3 mixed without slots."""
    north = study.case("Noord")
    ans = study.respondent("Ans", Group.RESIDENT, north)
    document = study.document("Gesprek", round=study.round("Eerste"), case=north, speaker=ans)
    place, trust = study.canonical(Role.C, "plek"), study.canonical(Role.M_RED, "vertrouwen")
    cooking, visits = study.canonical(Role.I, "koken"), study.canonical(Role.O, "bezoek")
    first = study.claim(document, [place, trust], respondent=ans, cases=[north], status=EpistemicStatus.HOPED)
    second = study.claim(document, [cooking, place, trust, visits])
    study.claim(document, [], polarity=Polarity.MIXED)
    edit_claim(study.project, second, phase=Phase.SUSTAIN, level=Level.MESO, explicitness=Explicitness.INTERPRETED)
    study.configuration([place, trust], supports=[first])
    study.configuration([cooking, visits], supports=[second], contradicts=[first])
    return study.snapshot()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["status=hoped"], [1]),
        (["status=hoped,experienced"], [1, 2, 3]),
        (["form=C-M"], [1]),
        (["form=I-C-M-O"], [2]),
        (["form=none"], [3]),
        (["phase=sustain"], [2]),
        (["phase=none"], [1, 3]),
        (["level=meso"], [2]),
        (["explicitness=interpreted"], [2]),
        (["polarity=mixed"], [3]),
        (["group=resident"], [1]),
        (["case=noord"], [1]),
        (["round=1"], [1, 2, 3]),
        (["leading=no"], [1, 2, 3]),
        (["status=experienced", "polarity=works"], [2]),
        (["status=experienced polarity=works"], [2]),
        (["status=hoped", "form=I-C-M-O"], []),
        ([], [1, 2, 3]),
    ],
)
def test_a_claim_matches_where_it_has_one_of_the_values_of_every_facet(
    snapshot: Snapshot, written: list[str], expected: list[int]
) -> None:
    assert numbers(snapshot, *written) == expected


def test_values_may_be_written_as_they_are_shown(snapshot: Snapshot) -> None:
    with in_language("nl"):
        assert numbers(snapshot, "status=gehoopt,van horen zeggen") == [1]
        assert parse_filter(snapshot, ["status=gehoopt"]).text(snapshot) == "Epistemische status: gehoopt"


def test_what_is_written_back_means_the_same(snapshot: Snapshot) -> None:
    wanted = parse_filter(snapshot, ["form=C-M,M-O", "status=hoped"])
    assert parse_filter(snapshot, wanted.pairs()) == wanted


@pytest.mark.parametrize("written", ["kleur=rood", "status=blij", "hoped"])
def test_an_unknown_facet_or_value_names_those_that_there_are(snapshot: Snapshot, written: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_filter(snapshot, [written])
    assert "status" in str(caught.value) or "hoped" in str(caught.value)


def test_configurations_and_quotes_match_by_the_claims_behind_them(snapshot: Snapshot) -> None:
    hoped, meso = parse_filter(snapshot, ["status=hoped"]), parse_filter(snapshot, ["level=meso"])
    assert [one.number for one in matching_configurations(snapshot, hoped)] == [1, 2]
    assert [one.number for one in matching_configurations(snapshot, meso)] == [2]
    assert len(matching_fragments(snapshot, hoped, snapshot.fragments)) == 2
    assert len(matching_fragments(snapshot, meso, snapshot.fragments)) == 4
    assert matching_fragments(snapshot, EVERY_CLAIM, ["a", "b"]) == ("a", "b")


def test_a_leading_question_holds_for_its_answers_until_the_next_question(study: StudyBuilder) -> None:
    document = study.document("Gesprek")
    asks = Speaker(id=new_id(), document_id=document.id, label="I", kind=SpeakerKind.INTERVIEWER)
    says = Speaker(id=new_id(), document_id=document.id, label="R", kind=SpeakerKind.RESPONDENT)
    study.put(asks, says)
    text_version_id = study.fragment(document, (0, 5)).text_version_id
    for nr, speaker in enumerate((asks, says, says, asks, says), start=1):
        start = (nr - 1) * 20
        study.put(
            Turn(
                id=new_id(), text_version_id=text_version_id, nr=nr, start=start, end=start + 20, text_start=start,
                speaker_id=speaker.id,
            )
        )  # fmt: skip
    outcome = study.canonical(Role.O, "bezoek")
    for start in (20, 40, 80):
        study.claim(document, [outcome], fragments={Role.O: study.fragment(document, (start, start + 9))})
    assert numbers(study.snapshot(), "leading=yes") == []
    toggle_leading(study.project, document.id, 0)
    assert numbers(study.snapshot(), "leading=yes") == [1, 2]
    assert numbers(study.snapshot(), "leading=no") == [3]
    toggle_leading(study.project, document.id, 0)
    toggle_leading(study.project, document.id, 90)
    assert numbers(study.snapshot(), "leading=yes") == [3]


def test_the_numbers_per_value_are_those_of_the_claims(snapshot: Snapshot) -> None:
    facet = FACETS[0]
    assert number_per_value(snapshot, facet) == {"hoped": 1, "experienced": 2}
