"""Strategies that may say the same: proposed with a reason, also across elements, and never merged by themselves."""

from __future__ import annotations

import pytest

from cmo_coder.model.canonical import Role
from cmo_coder.model.effective_elements import Strategy
from cmo_coder.model.errors import RuleError
from cmo_coder.realist.alike_strategies import AlikeGround, alike_strategies, alike_to, place_of
from cmo_coder.store.history import last_seq
from cmo_coder.store.memos import add_memo, memos_on
from cmo_coder.store.strategies import call_different, edit_strategy, merge_strategies
from tests.realist.builder import StudyBuilder


def strategies(study: StudyBuilder) -> tuple[Strategy, Strategy]:
    """Two that say much the same, of two elements, and one that does not; they rest on claim 1, and on 1 and 2."""
    document = study.document("Gesprek")
    outcome = study.canonical(Role.O, "bezoek")
    first, second = study.claim(document, [outcome]), study.claim(document, [outcome])
    one, _version = study.element("Zorg voor ontmoeting")
    two, _version = study.element("Maak tijd")
    kept = study.strategy(one, "Organiseer een wekelijkse maaltijd in het buurthuis", claims=[first])
    study.strategy(one, "Vraag subsidie aan bij de gemeente")
    alike = study.strategy(two, "Organiseer wekelijks maaltijden in een buurthuis", claims=[first, second])
    return kept, alike


def pairs(study: StudyBuilder) -> list[tuple[str, str]]:
    """The places of the pairs that are proposed."""
    snapshot = study.snapshot()
    return [(place_of(snapshot, one.one), place_of(snapshot, one.other)) for one in alike_strategies(snapshot)]


def test_forms_of_words_do_not_matter_and_the_reason_names_what_is_shared(study: StudyBuilder) -> None:
    kept, alike = strategies(study)
    snapshot = study.snapshot()
    (pair,) = alike_strategies(snapshot)
    assert (pair.one.id, pair.other.id) == (kept.id, alike.id)
    assert pair.ground is AlikeGround.WORDS
    assert pair.score == pytest.approx(1)
    assert "maaltijd" in pair.shared
    assert pair.claims == (1,)
    assert "share the words: organiseer, wekelijkse, maaltijd, buurthuis · rest on claim 1" in pair.reason()
    assert [other.id for _pair, other in alike_to(snapshot, alike.id)] == [kept.id]


def test_what_differs_stands_beside_what_is_shared(study: StudyBuilder) -> None:
    kept, alike = strategies(study)
    edit_strategy(study.project, alike, reservation="tijdens corona")
    edit_strategy(study.project, kept, text="Organiseer een wekelijkse maaltijd in de kerk")
    (pair,) = alike_strategies(study.snapshot())
    assert "differ in: kerk ↔ buurthuis; reservation - ↔ tijdens corona" in pair.reason()


def test_one_word_in_common_is_only_a_subject(study: StudyBuilder) -> None:
    element, _version = study.element("Zorg voor ontmoeting")
    study.strategy(element, "Bezoek bewoners")
    study.strategy(element, "Interview bewoners")
    assert pairs(study) == []


def test_nothing_is_merged_until_a_person_does_and_that_can_be_undone(study: StudyBuilder) -> None:
    kept, alike = strategies(study)
    add_memo(study.project, "Samen?", [("strategy", alike.id)])
    before = study.snapshot()
    alike_strategies(before)
    with study.project.read() as reading:
        assert last_seq(reading.connection) == before.change
    merge_strategies(study.project, alike, kept, "zelfde werkwijze")
    after = study.snapshot()
    assert alike.id not in after.strategies and pairs(study) == []
    assert len(after.claims_of_strategy[kept.id]) == 2
    assert [memo.text for memo in memos_on(study.project, "strategy", kept.id)] == ["Samen?"]
    (decision,) = after.decisions.values()
    assert decision.why == "zelfde werkwijze" and alike.text in decision.alternatives
    study.project.undo()
    assert study.snapshot().strategies == before.strategies
    assert study.snapshot().strategy_claims == before.strategy_claims


def test_fields_of_both_stay(study: StudyBuilder) -> None:
    kept, alike = strategies(study)
    kept = edit_strategy(study.project, kept, actor="buurthuis")
    alike = edit_strategy(study.project, alike, actor="kerk", reservation="in de winter")
    made = merge_strategies(study.project, alike, kept, "zelfde", text="Kook elke week")
    assert (made.text, made.actor, made.reservation) == ("Kook elke week", "buurthuis; kerk", "in de winter")


def test_two_that_are_called_different_are_not_proposed_again(study: StudyBuilder) -> None:
    kept, alike = strategies(study)
    call_different(study.project, kept, alike, "de ene is voor ouderen")
    assert pairs(study) == []
    study.project.undo()
    assert pairs(study) == [("1.1", "2.1")]


def test_a_reason_is_needed_and_two_omkeringen_stay_two(study: StudyBuilder) -> None:
    kept, alike = strategies(study)
    for act in (merge_strategies, call_different):
        with pytest.raises(RuleError):
            act(study.project, kept, alike, " ")
    claim = next(iter(study.snapshot().claims.values()))
    one, other = (
        edit_strategy(study.project, each, omkering_id=study.omkering([claim], "Kook").id) for each in (kept, alike)
    )
    with pytest.raises(RuleError, match="omkering of its own"):
        merge_strategies(study.project, one, other, "zelfde")
