"""Fragments that lost their words: what is offered, and what a person decides."""

from __future__ import annotations

import pytest

from cmo_coder.model.claims import SlotEvidence
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import RuleError, SpanError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.memos import Decision, MemoAnchor
from cmo_coder.store.fragments import code_span, coded_fragments
from cmo_coder.store.project import Project
from cmo_coder.store.review import (
    Found,
    Waiting,
    drop_fragment,
    place_fragment,
    waiting,
    waiting_count,
    waiting_fragments,
    waiting_per_document,
)
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text
from cmo_coder.text.edits import Edit
from cmo_coder.text.spans import Span
from tests.store.example import TEXT, everything, only

GONE = "voelde ik me gezien"


def edited(project: Project, *pairs: tuple[str, str]) -> None:
    with project.read() as reading:
        document = only(reading, Document)
    edit_text(project, document, [Edit(TEXT.index(old), old, new) for old, new in pairs])


def the_waiting(project: Project) -> Waiting:
    with project.read() as reading:
        (fragment,) = waiting_fragments(reading)
        return waiting(reading, fragment)


def test_what_waits_is_counted_and_not_shown_on_the_text(filled: Project) -> None:
    with filled.read() as reading:
        assert waiting_count(reading) == 0
    edited(filled, (GONE, "was ik tevreden"))
    with filled.read() as reading:
        document = only(reading, Document)
        assert waiting_count(reading) == 1
        assert waiting_per_document(reading) == {document.id: 1}
        assert waiting_fragments(reading, document.id) == waiting_fragments(reading)
        assert waiting_fragments(reading, "elsewhere") == ()
        assert GONE not in [one.fragment.quote for one in coded_fragments(reading, document.id)]


def test_what_came_in_the_place_is_offered_with_the_place(filled: Project) -> None:
    edited(filled, ("Omdat", "Want"), (GONE, "was ik tevreden"))
    found = the_waiting(filled)
    assert found.text[found.place :].startswith("was ik tevreden")
    assert found.old_text[found.fragment.start : found.fragment.end] == GONE
    assert [(one.found, one.span.of(found.text)) for one in found.suggested] == [(Found.REPLACED, "was ik tevreden")]
    assert [claim.number for claim in found.claims] == [1]
    assert len(found.codings) == 1


def test_words_that_moved_are_found_exactly(filled: Project) -> None:
    edited(filled, ("Daardoor voelde ik me gezien.", ""), ("Toen ging", "Daardoor voelde ik me gezien. Toen ging"))
    first = the_waiting(filled).suggested[0]
    assert (first.found, first.score) == (Found.EXACT, 1.0)


def test_a_repeated_quote_is_never_given_its_first_place(filled: Project) -> None:
    edited(filled, (GONE, ""), ("Toen ging", "voelde ik me gezien. Zo. Ja: voelde ik me gezien. Toen ging"))
    found = the_waiting(filled)
    assert {one.found for one in found.suggested} == {Found.CONTEXT}
    assert len({one.score for one in found.suggested}) == 2
    assert all(one.score < 0.75 for one in found.suggested)


def test_an_accepted_place_makes_it_sit_again_and_undo_makes_it_wait(filled: Project) -> None:
    edited(filled, (GONE, "was ik tevreden"))
    before = everything(filled)
    found = the_waiting(filled)
    span = found.suggested[0].span
    placed = place_fragment(filled, found.fragment, span.start, span.end, reason="zelfde betekenis")
    assert (placed.quote, placed.state) == ("was ik tevreden", FragmentState.SITS)
    with filled.read() as reading:
        assert waiting_count(reading) == 0
        assert reading.count(SlotEvidence, fragment_id=placed.id) == 1
    assert verify(filled) == ()
    filled.undo()
    assert everything(filled) == before


def test_a_fragment_put_where_another_sits_hands_over_all_that_hangs_on_it(filled: Project) -> None:
    edited(filled, (GONE, "was ik tevreden"))
    found = the_waiting(filled)
    span = found.suggested[0].span
    with filled.read() as reading:
        code = only(reading, Coding)
        from cmo_coder.model.codes import Code

        same = code_span(filled, found.document.id, span.start, span.end, reading.get(Code, code.code_id))
    there = place_fragment(filled, found.fragment, span.start, span.end)
    assert there.id == same.fragment_id
    with filled.read() as reading:
        assert reading.find(Fragment, id=found.fragment.id) is None
        assert reading.count(Coding, fragment_id=there.id) == 1
        assert reading.count(SlotEvidence, fragment_id=there.id) == 1
        assert reading.count(MemoAnchor, object_id=there.id) == 1
    assert verify(filled) == ()


@pytest.mark.parametrize(("words", "error"), [("Wat maakte", RuleError), (" ", RuleError), ("", SpanError)])
def test_it_does_not_sit_on_words_of_an_interviewer_nor_on_none(
    filled: Project, words: str, error: type[Exception]
) -> None:
    edited(filled, (GONE, ""))
    before = everything(filled)
    found = the_waiting(filled)
    start = found.text.index(words)
    with pytest.raises(error):
        place_fragment(filled, found.fragment, start, start + len(words))
    assert everything(filled) == before


def test_evidence_is_not_dropped_without_saying_so(filled: Project) -> None:
    edited(filled, (GONE, ""))
    before = everything(filled)
    fragment = the_waiting(filled).fragment
    with pytest.raises(RuleError, match="evidence of claim 1"):
        drop_fragment(filled, fragment, "doorgehaald door de respondent")
    with pytest.raises(RuleError, match="why"):
        drop_fragment(filled, fragment, " ", with_evidence=True)
    assert everything(filled) == before
    drop_fragment(filled, fragment, "doorgehaald door de respondent", with_evidence=True)
    with filled.read() as reading:
        assert reading.count(Fragment) == 2
        decision = only(reading, Decision)
        assert (decision.why, decision.automatic) == ("doorgehaald door de respondent", True)
        assert "1" in decision.what
        assert GONE not in decision.what
    assert verify(filled) == ()
    filled.undo()
    assert everything(filled) == before


def test_a_fragment_that_is_no_evidence_goes_with_its_reason(filled: Project) -> None:
    with filled.change("free", "Free") as change:
        words = [one for one in change.all(SlotEvidence) if change.get(Fragment, one.fragment_id).quote == GONE]
        change.delete(*words)
    edited(filled, (GONE, ""))
    drop_fragment(filled, the_waiting(filled).fragment, "dubbel")
    with filled.read() as reading:
        assert waiting_count(reading) == 0
        assert reading.count(Decision) == 0
    assert verify(filled) == ()


def test_a_text_that_comes_back_exactly_brings_its_fragments_back(filled: Project) -> None:
    with filled.read() as reading:
        before = {one.id: (one.start, one.end, one.quote, one.state) for one in reading.all(Fragment)}
        document = only(reading, Document)
    edited(filled, (GONE, ""), ("elke dag", "iedere dag"))
    with filled.read() as reading:
        text = reading.text(only(reading, type(the_waiting(filled).version), in_force=True).sha256)
    edit_text(filled, document, [Edit(0, text, TEXT)])
    with filled.read() as reading:
        waiting_now = {one.id for one in waiting_fragments(reading)}
        back = {one.id: (one.start, one.end, one.quote, one.state) for one in reading.all(Fragment)}
    found = {id_ for id_ in before if back[id_] == before[id_]}
    assert found | waiting_now == set(before)
    assert any(before[id_][2] == GONE for id_ in found)
    assert verify(filled) == ()


def test_the_place_of_a_lost_fragment_lies_in_the_text(filled: Project) -> None:
    with filled.read() as reading:
        document = only(reading, Document)
    edit_text(filled, document, [Edit(0, TEXT, "Alles is anders.")])
    with filled.read() as reading:
        fragments = waiting_fragments(reading)
        assert len(fragments) == 3
        for fragment in fragments:
            found = waiting(reading, fragment)
            assert 0 <= found.place <= len(found.text)
            assert all(0 <= one.span.start < one.span.end <= len(found.text) for one in found.suggested)
            assert Span(fragment.start, fragment.end).of(found.old_text) == fragment.quote
