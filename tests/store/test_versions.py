"""Editing a text: a new version, and everything that holds a place moved along."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.claims import SlotEvidence
from cmo_coder.model.documents import Document, Speaker, TextVersion, Turn
from cmo_coder.model.errors import RuleError, SpanError, UserError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.store.documents import NewTurn, full_document, version_in_force
from cmo_coder.store.fragments import fragment_at
from cmo_coder.store.moving import moved_fragments
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text, planned_edit
from cmo_coder.text.edits import Edit
from tests.store.example import TEXT, everything, only


def at(words: str, inserted: str) -> Edit:
    """The replacement of the first occurrence of words of the example."""
    return Edit(TEXT.index(words), words, inserted)


def document(project: Project) -> Document:
    with project.read() as reading:
        return only(reading, Document)


def quotes(project: Project, state: FragmentState = FragmentState.SITS) -> list[str]:
    with project.read() as reading:
        return [one.quote for one in reading.all(Fragment, order=("start",), state=state)]


def test_an_edit_makes_a_new_version_and_every_fragment_reads_its_words(filled: Project) -> None:
    plan = edit_text(filled, document(filled), [at("koffie", "warme koffie"), at("Daardoor", "Dus")], reason="verhoord")
    found = full_document(filled, plan.document.id)
    assert found.text == TEXT.replace("koffie", "warme koffie").replace("Daardoor", "Dus")
    assert (found.version.id, found.version.nr, found.version.reason) == (plan.after.id, 2, "verhoord")
    assert quotes(filled) == ["koffie was 😀 en iemand die luisterde", "voelde ik me gezien", "weer naar buiten"]
    with filled.read() as reading:
        for one in reading.all(Fragment):
            assert (one.text_version_id, one.text_length) == (found.version.id, len(found.text))
            assert found.text[: one.start].endswith(one.prefix)
            assert found.text[one.end :].startswith(one.suffix)
    assert verify(filled) == ()


def test_turns_keep_their_words_their_speakers_and_their_marks(filled: Project) -> None:
    with filled.change("turn.mark", "Marked") as change:
        change.update(change.all(Turn, order=("nr",))[0], leading=True, seconds=3.5)
    edit_text(filled, document(filled), [at("Wat maakte", "En wat maakte"), at("elke dag", "iedere dag")])
    found = full_document(filled, document(filled).id)
    spoken = [
        (found.speakers[turn.speaker_id or ""].label, found.text[turn.text_start : turn.end]) for turn in found.turns
    ]
    assert spoken[0] == ("Interviewer", "En wat maakte dat u bleef komen?\n")
    assert spoken[3] == ("R1", "Toen ging ik weer naar buiten, iedere dag een rondje.\n")
    assert (found.turns[0].leading, found.turns[0].seconds) == (True, 3.5)


def test_a_fragment_without_words_waits_for_review_where_it_last_stood(filled: Project) -> None:
    plan = edit_text(filled, document(filled), [at("Omdat", "Want"), at("weer naar buiten", "eropuit")])
    assert quotes(filled, FragmentState.REVIEW) == ["weer naar buiten"]
    with filled.read() as reading:
        waiting = only(reading, Fragment, state=FragmentState.REVIEW)
        assert reading.count(Coding) == 1
        assert reading.count(SlotEvidence) == 3
    assert waiting.text_version_id == plan.before.id
    assert TEXT[waiting.start : waiting.end] == waiting.quote
    assert [after for _before, after in plan.fragments.lost] == [waiting]
    assert verify(filled) == ()
    edit_text(filled, document(filled), [Edit(0, "", "Kop\n")])
    with filled.read() as reading:
        assert reading.get(Fragment, waiting.id) == waiting


def test_a_fragment_of_which_only_a_space_is_left_waits_too(filled: Project) -> None:
    edit_text(filled, document(filled), [at("voelde", ""), at("ik me", ""), at("gezien", "")])
    assert quotes(filled, FragmentState.REVIEW) == ["voelde ik me gezien"]


def test_a_fragment_under_review_is_not_the_one_on_those_words_of_another_text(filled: Project) -> None:
    plan = edit_text(filled, document(filled), [at("weer naar buiten", "eropuit")])
    with filled.change("fragment", "Fragment") as change:
        waiting = only(change, Fragment, state=FragmentState.REVIEW)
        made = fragment_at(change, plan.document.id, waiting.start, waiting.end)
        assert made.id != waiting.id


def test_undo_gives_back_the_old_version_exactly_and_redo_the_new(filled: Project) -> None:
    before = everything(filled)
    edit_text(filled, document(filled), [at("koffie", "thee"), at("weer naar buiten", "")])
    after = everything(filled)
    filled.undo()
    assert everything(filled) == before
    filled.redo()
    assert everything(filled) == after
    assert verify(filled) == ()


def test_edits_of_several_documents_are_one_change(filled: Project) -> None:
    before = everything(filled)
    with filled.change("pseudonymise", "Pseudonymised") as change:
        plan = edit_text(filled, document(filled), [at("koffie", "[drank]")])
        edit_text(filled, document(filled), [Edit(plan.text.index("Interviewer"), "", "\n")])
        assert version_in_force(change, plan.document.id).nr == 3
    assert verify(filled) == ()
    filled.undo()
    assert everything(filled) == before


def test_a_replacement_that_means_the_same_is_followed(filled: Project) -> None:
    edit_text(filled, document(filled), [at("weer naar buiten", "[plaats-1]")], follow=True)
    assert quotes(filled)[-1] == "[plaats-1]"
    assert quotes(filled, FragmentState.REVIEW) == []


def test_suggestions_go_along_and_those_without_words_stay_with_their_version(filled: Project) -> None:
    with filled.change("suggest", "Suggested") as change:
        version = only(change, TextVersion)
        for words in ("iemand", "rondje"):
            start = TEXT.index(words)
            place = {"text_version_id": version.id, "text_length": len(TEXT), "start": start, "end": start + len(words)}
            change.insert(Suggestion(id=new_id(), provider="cues", provider_version="1", cue=words, **place))
    plan = edit_text(filled, document(filled), [at("koffie", "warme koffie"), at("rondje", "")])
    with filled.read() as reading:
        kept, gone = only(reading, Suggestion, cue="iemand"), only(reading, Suggestion, cue="rondje")
    assert (kept.text_version_id, plan.text[kept.start : kept.end]) == (plan.after.id, "iemand")
    assert (gone.text_version_id, TEXT[gone.start : gone.end]) == (plan.before.id, "rondje")


def test_nothing_is_written_when_nothing_changes(filled: Project) -> None:
    seq = filled.data_version()
    assert edit_text(filled, document(filled), []).changes_nothing
    assert edit_text(filled, document(filled), [at("koffie", "koffie")]).changes_nothing
    assert filled.data_version() == seq


def test_what_is_typed_is_kept_as_a_text_is_kept(filled: Project) -> None:
    plan = edit_text(filled, document(filled), [at("koffie", "koffie\r\nen\x00 thee")])
    assert "koffie\nen\ufffd thee" in plan.text


@pytest.mark.parametrize(
    "edits",
    [[Edit(0, TEXT, "")], [Edit(0, TEXT, " \n")], [Edit(3, "elders", "")], [Edit(9, "", "a"), Edit(3, "", "b")]],
)
def test_an_edit_that_cannot_be_is_refused_and_nothing_is_written(filled: Project, edits: list[Edit]) -> None:
    before = everything(filled)
    with pytest.raises(UserError):
        edit_text(filled, document(filled), edits)
    assert everything(filled) == before


def test_an_edit_made_for_an_older_version_is_refused(filled: Project) -> None:
    plan = edit_text(filled, document(filled), [at("koffie", "thee")])
    with pytest.raises(RuleError, match="changed meanwhile"):
        edit_text(filled, document(filled), [Edit(0, "", "x")], base=plan.before.id)
    edit_text(filled, document(filled), [Edit(0, "", "x")], base=plan.after.id)


def test_words_of_an_interviewer_do_not_become_evidence_by_new_turns(filled: Project) -> None:
    before = everything(filled)
    with pytest.raises(RuleError, match="interviewer"):
        edit_text(filled, document(filled), [at("Toen ging", "ja\nInterviewer: Toen ging")])
    with pytest.raises(RuleError, match="interviewer"):
        edit_text(filled, document(filled), [], turns=[NewTurn(0, len(TEXT), 0, "Interviewer")])
    assert everything(filled) == before


def test_turns_may_be_given_with_new_speakers(filled: Project) -> None:
    half = TEXT.index("Interviewer: En")
    plan = edit_text(
        filled, document(filled), [], turns=[NewTurn(0, half, 0, None), NewTurn(half, len(TEXT), half, "Tolk")]
    )
    assert not plan.changes_nothing
    found = full_document(filled, plan.document.id)
    assert [speaker.label for speaker in map(found.speaker_of, found.turns) if speaker] == ["Tolk"]
    with filled.read() as reading:
        assert reading.count(Speaker, label="Tolk") == 1
    with pytest.raises(RuleError, match="turns"):
        edit_text(filled, document(filled), [], turns=[NewTurn(0, 9, 0), NewTurn(5, 12, 5)])


def test_an_edit_is_refused_when_a_fragment_that_nobody_touched_would_drift(filled: Project) -> None:
    with filled.change("damage", "Damage") as change:
        one = only(change, Fragment, quote="voelde ik me gezien")
        change.update(one, start=one.start - 1, end=one.end - 1)
    before = everything(filled)
    with pytest.raises(SpanError, match="voelde ik me gezien"):
        edit_text(filled, document(filled), [Edit(0, "", "Nou. ")])
    assert everything(filled) == before


def test_a_wrong_shift_would_be_seen(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from cmo_coder.store import moving
    from cmo_coder.text.edits import shift_coded
    from cmo_coder.text.spans import Span

    def off_by_one(*args: object, **options: object) -> list[Span | None]:
        right = shift_coded(*args, **options)  # type: ignore[arg-type]
        return [span and Span(span.start + 1, span.end + 1) for span in right]

    monkeypatch.setattr(moving, "shift_coded", off_by_one)
    with pytest.raises(SpanError):
        edit_text(filled, document(filled), [Edit(0, "", "Nou. ")])


def test_a_plan_writes_nothing_and_says_what_would_be(filled: Project) -> None:
    before = everything(filled)
    with filled.read() as reading:
        plan = planned_edit(reading, document(filled).id, [at("koffie was", "thee was"), at("naar buiten", "weg")])
    assert everything(filled) == before
    assert [(one.quote, two.quote) for one, two in plan.fragments.reworded] == [
        ("koffie was 😀 en iemand die luisterde", "thee was 😀 en iemand die luisterde"),
        ("weer naar buiten", "weer weg"),
    ]


def test_as_many_fragments_come_out_as_go_in(filled: Project) -> None:
    with filled.read() as reading:
        fragments = reading.all(Fragment)
        version = changed(only(reading, TextVersion), id=new_id(), length=1)
    moved = moved_fragments(fragments, TEXT, [Edit(0, TEXT, "x")], "x", version)
    assert len(moved.pairs) == len(moved.lost) == len(fragments) == 3
    assert all(after == replace(before, state=FragmentState.REVIEW) for before, after in moved.lost)


def test_verify_finds_a_fragment_left_behind_in_an_old_version(filled: Project) -> None:
    edit_text(filled, document(filled), [at("weer naar buiten", "")])
    with filled.change("damage", "Damage") as change:
        change.update(only(change, Fragment, state=FragmentState.REVIEW), state=FragmentState.SITS)
    assert any("does not lie in the text in force" in problem.text() for problem in verify(filled))
