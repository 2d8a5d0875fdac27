"""A file that changed outside comes in again: every fragment is anchored anew, with its score."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cmo_coder.model.documents import Document
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.store.documents import NewTurn, full_document
from cmo_coder.store.project import Project
from cmo_coder.store.replacing import Replacement, planned_replacement, replace_text
from cmo_coder.store.review import waiting_fragments
from cmo_coder.store.verify import verify
from cmo_coder.text.reanchor import Method
from cmo_coder.text.turns import find_turns
from tests.store.example import TEXT, everything, only

FELT = "voelde ik me gezien"


def document(project: Project) -> Document:
    with project.read() as reading:
        return only(reading, Document)


def turns_of(text: str) -> Sequence[NewTurn]:
    return [NewTurn(turn.start, turn.end, turn.text_start, turn.speaker) for turn in find_turns(text)]


def replaced(project: Project, text: str, **options: object) -> Replacement:
    return replace_text(project, document(project), text, turns_of(text), **options)  # type: ignore[arg-type]


def ways(made: Replacement) -> dict[str, Method]:
    return {one.fragment.quote: one.method for one in made.anchored}


def test_words_at_their_place_stay_however_often_they_occur(filled: Project) -> None:
    text = f"Interviewer: {FELT}, zei u.\n{TEXT}R1: Ja, {FELT}.\n"
    made = replaced(filled, text)
    assert set(ways(made).values()) == {Method.EXACT}
    assert made.unsure == ()
    found = full_document(filled, document(filled).id)
    with filled.read() as reading:
        (one,) = reading.all(Fragment, quote=FELT)
    assert found.text[: one.start].endswith("Daardoor ")
    assert verify(filled) == ()


def test_a_corrected_word_inside_is_found_by_likeness_with_its_score(filled: Project) -> None:
    made = replaced(filled, TEXT.replace("koffie was", "koffie kwam"), reason="nieuwe export")
    (one,) = made.unsure
    assert one.method is Method.FUZZY
    assert 0.75 < one.score < 1
    assert one.span is not None
    assert one.span.of(made.plan.text) == "koffie kwam 😀 en iemand die luisterde"
    assert full_document(filled, document(filled).id).version.reason == "nieuwe export"
    assert verify(filled) == ()


def test_words_that_moved_elsewhere_are_found_again(filled: Project) -> None:
    lines = TEXT.splitlines(keepends=True)
    made = replaced(filled, lines[2] + lines[3] + lines[0] + lines[1])
    assert set(ways(made).values()) <= {Method.EXACT, Method.CONTEXT}
    assert verify(filled) == ()


def test_what_is_not_found_waits_and_undo_takes_all_back(filled: Project) -> None:
    before = everything(filled)
    made = replaced(filled, TEXT.replace(f"Daardoor {FELT}.", "Heel anders was dat."))
    assert ways(made)[FELT] is Method.NONE
    with filled.read() as reading:
        (waiting,) = waiting_fragments(reading)
    assert waiting.quote == FELT
    assert verify(filled) == ()
    filled.undo()
    assert everything(filled) == before


def test_a_higher_threshold_and_a_person_s_doubt_send_more_to_review(filled: Project) -> None:
    text = TEXT.replace("koffie was", "koffie kwam")
    with filled.read() as reading:
        plain = planned_replacement(reading, document(filled).id, text, turns_of(text))
        strict = planned_replacement(reading, document(filled).id, text, turns_of(text), threshold=0.99)
        (unsure,) = plain.unsure
        doubted = planned_replacement(reading, document(filled).id, text, turns_of(text), review=[unsure.fragment.id])
    assert [one.span is None for one in (*strict.unsure, *doubted.unsure)] == [True, True]


def test_evidence_does_not_come_to_lie_on_words_of_an_interviewer(filled: Project) -> None:
    made = replaced(filled, TEXT.replace("R1: Omdat", "Interviewer: Omdat"))
    assert ways(made) == {
        "koffie was 😀 en iemand die luisterde": Method.NONE,
        FELT: Method.NONE,
        "weer naar buiten": Method.EXACT,
    }
    assert verify(filled) == ()


def test_the_same_text_changes_nothing_and_an_empty_one_is_refused(filled: Project) -> None:
    before = everything(filled)
    assert replaced(filled, TEXT).plan.changes_nothing
    with pytest.raises(RuleError, match="no text"):
        replaced(filled, "\n")
    assert everything(filled) == before


def test_the_document_knows_its_new_file(filled: Project) -> None:
    replaced(filled, TEXT + "R1: Dag.\n", source_name="nieuw.docx", source_sha256="a" * 64)
    assert (document(filled).source_name, document(filled).source_sha256) == ("nieuw.docx", "a" * 64)
    with filled.read() as reading:
        assert reading.count(Fragment, state=FragmentState.SITS) == 3
