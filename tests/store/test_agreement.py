"""What is compared, what is kept when a coder is done, rounds, blind coding, and settling differences."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.value import Metric, Unit
from cmo_coder.model.adjudication import Adjudication, Choice, CodingSnapshot, ConsensusMark, DisagreementKind
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.errors import NotFound, RuleError
from cmo_coder.model.fragments import Coding
from cmo_coder.model.memos import Decision, Memo
from cmo_coder.model.study import Coder, ProgressState, Study
from cmo_coder.store.adjudication import settle, unsettle
from cmo_coder.store.agreement import Material, comparable_coders, material
from cmo_coder.store.codes import add_code, merge_codes
from cmo_coder.store.consensus import after_discussion, consensus
from cmo_coder.store.counts import codings_per_code
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.disagreements import disagreements
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document, remove_document
from cmo_coder.store.fragments import code_span, uncode
from cmo_coder.store.overview import overview_of
from cmo_coder.store.project import Project
from cmo_coder.store.readings import layer
from cmo_coder.store.rounds import hand, unblind
from cmo_coder.store.study import add_coder, set_progress
from cmo_coder.store.universe import AsOf, CodeLevel, Universe
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text
from cmo_coder.text.edits import Edit

TEXT = "I: Hoe ging dat?\nR: Ik kende niemand. Toen kwam er koffie. Nu slaap ik weer.\n"
TURNS = (NewTurn(0, 17, 3, "I"), NewTurn(17, len(TEXT), 20, "R"))


class Team:
    """A study of two coders with one document, and short ways to do what they do."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, Study(id=new_id(), name="Wijk"))
        self.anna, self.bram = (add_coder(self.project, name) for name in ("Anna", "Bram"))
        self.group = add_code(self.project, Code(id=new_id(), name="omgeving"))
        self.context = add_code(
            self.project, Code(id=new_id(), name="niemand kennen", type=CodeType.C, parent_id=self.group.id)
        )
        self.outcome = add_code(self.project, Code(id=new_id(), name="slaapt weer", type=CodeType.O))
        self.document = self.add("Gesprek")

    def add(self, title: str) -> Document:
        speakers = {"I": SpeakerIs(SpeakerKind.INTERVIEWER), "R": SpeakerIs(SpeakerKind.RESPONDENT)}
        return add_document(self.project, Document(id=new_id(), title=title), TEXT, TURNS, speakers)

    def code(self, coder: Coder, words: str, code: Code, document: Document | None = None) -> Coding:
        self.project.coder = coder
        start = TEXT.index(words)
        return code_span(self.project, (document or self.document).id, start, start + len(words), code)

    def done(self, *coders: Coder, document: Document | None = None) -> None:
        for coder in coders or (self.anna, self.bram):
            set_progress(self.project, (document or self.document).id, coder.id, ProgressState.FINISHED)

    def material(self, **choice: object) -> Material:
        with self.project.read() as reading:
            return material(reading, Universe(**choice))  # type: ignore[arg-type]

    def differences(self, **choice: object) -> tuple[Disagreement, ...]:
        found = self.material(**choice)
        with self.project.read() as reading:
            return disagreements(reading, found, layer(reading, found), (self.anna.id, self.bram.id))

    def dice(self, code: Code, **choice: object) -> float | None:
        comparison = Comparison(self.material(**choice).coding)
        return score(comparison, comparison.scope(), Question(Metric.DICE, code.id)).value


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path / "wijk.cmo")
    made.code(made.anna, "Ik kende niemand.", made.context)
    made.code(made.bram, "kende niemand.", made.context)
    made.code(made.anna, "Nu slaap ik weer.", made.outcome)
    made.code(made.bram, "Nu slaap ik weer.", made.context)
    return made


def test_only_what_two_coders_finished_is_compared(team: Team) -> None:
    with pytest.raises(NotFound):
        team.material()
    team.done(team.anna)
    with pytest.raises(NotFound):
        team.material()
    team.done(team.bram)
    other = team.add("Alleen Anna")
    team.done(team.anna, document=other)
    empty = team.add("Niets te vinden")
    team.done(document=empty)
    found = team.material()
    assert set(found.documents.values()) == {"Gesprek", "Niets te vinden"}
    assert found.coding.assigned[team.anna.id] == {team.document.id, empty.id}
    with team.project.read() as reading:
        assert comparable_coders(reading) == (team.anna, team.bram)


def test_the_interviewer_can_be_left_out(team: Team) -> None:
    team.done()
    found = team.material(interviewer=False)
    assert found.coding.texts[0].length == len(TEXT) - 17
    assert found.whole.texts[0].length == len(TEXT)
    assert min(mark.start for mark in found.coding.marks) == TEXT.index("Ik kende") - 17
    assert team.dice(team.context) == team.dice(team.context, interviewer=False)


def test_segments_are_turns_or_sentences(team: Team) -> None:
    team.done()
    turns = team.material(unit=Unit.SEGMENT)
    assert turns.coding.texts[0].segments == ((0, 17), (17, len(TEXT)))
    assert len(team.material(unit=Unit.SEGMENT, interviewer=False).coding.texts[0].segments) == 1


@pytest.mark.parametrize(("level", "names"), [(CodeLevel.PARENT, "omgeving"), (CodeLevel.ROLE, "C")])
def test_the_top_code_or_the_role_can_be_what_is_the_same(team: Team, level: CodeLevel, names: str) -> None:
    team.done()
    found = team.material(level=level)
    assert names in found.codes.values() and "niemand kennen" not in found.codes.values()
    assert {found.codes[mark.code] for mark in found.coding.marks} == {
        names,
        "slaapt weer" if level == "parent" else "O",
    }


def test_choosing_a_code_takes_what_is_below_it(team: Team) -> None:
    team.done()
    found = team.material(code_ids=(team.group.id,))
    assert {found.codes[mark.code] for mark in found.coding.marks} == {"niemand kennen"}


def test_codings_of_a_merged_code_count_for_the_code_it_went_into(team: Team) -> None:
    team.done()
    merge_codes(team.project, team.outcome, team.context, "hetzelfde")
    for as_of in AsOf:
        assert {mark.code for mark in team.material(as_of=as_of).coding.marks} == {team.context.id}


def test_the_coding_is_kept_as_it_was_when_both_were_done(team: Team) -> None:
    team.done()
    before = team.dice(team.context, as_of=AsOf.FINISHED)
    with team.project.read() as reading:
        coding = next(one for one in reading.all(Coding, coder_id=team.bram.id))
    uncode(team.project, coding)
    assert team.dice(team.context, as_of=AsOf.FINISHED) == before
    assert team.dice(team.context) != before
    # Done again, after the other was done too: what was independent stays.
    set_progress(team.project, team.document.id, team.bram.id, ProgressState.BEGUN)
    team.done(team.bram)
    assert team.dice(team.context, as_of=AsOf.FINISHED) == before


def test_who_goes_on_before_the_other_is_done_replaces_what_was_kept(team: Team) -> None:
    team.done(team.anna)
    set_progress(team.project, team.document.id, team.anna.id, ProgressState.BEGUN)
    team.code(team.anna, "Toen kwam er koffie.", team.outcome)
    team.done()
    found = team.material(as_of=AsOf.FINISHED)
    assert sum(mark.coder == team.anna.id for mark in found.coding.marks) == 3
    with team.project.read() as reading:
        assert reading.count(CodingSnapshot) == 2


def test_a_text_that_changed_since_is_left_out_of_the_independent_coding(team: Team) -> None:
    other = team.add("Tweede")
    team.done()
    team.done(document=other)
    edit_text(team.project, team.document, [Edit(TEXT.index("koffie"), "koffie", "thee")], reason="verhoord")
    found = team.material(as_of=AsOf.FINISHED)
    assert found.left_out == ("Gesprek",) and list(found.documents.values()) == ["Tweede"]
    assert set(team.material().documents.values()) == {"Gesprek", "Tweede"}


def test_undo_takes_back_the_done_and_what_was_kept(team: Team) -> None:
    team.done(team.anna)
    team.project.undo()
    with team.project.read() as reading:
        assert not reading.count(CodingSnapshot)


# Rounds and blind coding


def test_a_new_round_begins_the_document_again_and_keeps_its_own_coding(team: Team) -> None:
    hand(team.project, [team.document.id], [team.anna.id, team.bram.id], 1)
    team.done()
    first = team.dice(team.context, as_of=AsOf.FINISHED, coding_round=1)
    assert hand(team.project, [team.document.id], [team.anna.id, team.bram.id], 2) == 2
    with pytest.raises(NotFound):
        team.material()
    team.code(team.bram, "Ik ", team.context)
    team.done()
    assert team.dice(team.context, as_of=AsOf.FINISHED, coding_round=1) == first
    second = team.dice(team.context, as_of=AsOf.FINISHED, coding_round=2)
    assert second is not None and first is not None and second > first
    with pytest.raises(RuleError):
        hand(team.project, [team.document.id], [], 3)


def test_blind_lifts_when_everybody_is_done(team: Team) -> None:
    hand(team.project, [team.document.id], [team.anna.id, team.bram.id], 1, blind=True)

    def is_blind(coder: Coder) -> bool:
        team.project.coder = coder
        return team.project.works_blind(team.document.id)

    assert is_blind(team.anna) and is_blind(team.bram)
    team.done(team.anna)
    assert is_blind(team.anna)
    team.done(team.bram)
    assert not is_blind(team.anna) and not is_blind(team.bram)


def test_the_team_can_end_it_early_and_must_say_why(team: Team) -> None:
    hand(team.project, [team.document.id], [team.anna.id, team.bram.id], 1, blind=True)
    with pytest.raises(RuleError, match="Say why"):
        unblind(team.project, [team.document.id], [team.anna.id], " ")
    assert unblind(team.project, [team.document.id], [team.anna.id], "Bram is ziek") == 1
    team.project.coder = team.anna
    assert not team.project.works_blind(team.document.id)
    with team.project.read() as reading:
        assert [one.why for one in reading.all(Decision)] == ["Bram is ziek"]
    with pytest.raises(RuleError, match="handed out blind"):
        unblind(team.project, [team.document.id], [team.anna.id], "nog eens")
    team.project.undo()
    assert team.project.works_blind(team.document.id)


def test_who_works_blind_sees_her_own_numbers_only(team: Team) -> None:
    def numbers(coder: Coder) -> tuple[int, dict[str, int], dict[str, int]]:
        team.project.coder = coder
        (row,) = overview_of(team.project).documents
        with team.project.read() as reading:
            return row.codings, dict(row.codings_by), codings_per_code(reading)

    everything = numbers(team.anna)
    assert everything[0] == 4 and everything[2] == {team.context.id: 3, team.outcome.id: 1}
    hand(team.project, [team.document.id], [team.anna.id, team.bram.id], 1, blind=True)
    assert numbers(team.anna) == (2, {team.anna.id: 2}, {team.context.id: 1, team.outcome.id: 1})
    assert numbers(team.bram) == (2, {team.bram.id: 2}, {team.context.id: 2})
    team.done()
    assert numbers(team.anna) == everything


def test_a_blind_coder_does_not_compare_what_two_others_finished(team: Team) -> None:
    carla = add_coder(team.project, "Carla")
    team.done()
    hand(team.project, [team.document.id], [team.anna.id, team.bram.id, carla.id], 1, blind=True)
    for coder in (carla, team.anna):
        team.project.coder = coder
        with pytest.raises(NotFound, match="You work blind"):
            team.material()
    team.project.coder = None
    assert team.material().documents
    set_progress(team.project, team.document.id, carla.id, ProgressState.FINISHED)
    team.project.coder = carla
    assert team.material().documents


def test_who_is_not_blind_sees_everything(team: Team) -> None:
    for coder in (team.anna, None):
        team.project.coder = coder
        assert team.project.hidden() is None


# Settling


def test_the_list_names_the_kinds(team: Team) -> None:
    team.done()
    assert {one.kind for one in team.differences()} == {DisagreementKind.BOUNDARY, DisagreementKind.ROLE}


def test_a_decision_leaves_the_codings_and_makes_a_consensus(team: Team) -> None:
    team.done()
    boundary = next(one for one in team.differences() if one.kind is DisagreementKind.BOUNDARY)
    with team.project.read() as reading:
        codings = reading.all(Coding)
    settle(team.project, [boundary], Choice.FIRST, "de hele zin", codebook_note="neem de hele zin")
    with team.project.read() as reading:
        assert reading.all(Coding) == codings
        (decision,) = reading.all(Decision)
        assert decision.why == "de hele zin" and "niemand kennen" in decision.what
        assert [memo.text for memo in reading.all(Memo)] == ["neem de hele zin"]
    assert verify(team.project) == ()
    listed = team.differences()
    assert [one.settled is not None for one in listed] == [False, True]
    found = team.material()
    with team.project.read() as reading:
        after = after_discussion(reading, found, listed)
    marks = consensus(found, (team.anna.id, team.bram.id), after)
    start = TEXT.index("Ik kende niemand.")
    assert [mark[2:] for mark in marks] == [(start, start + 17, team.context.id)]
    comparison = Comparison(after)
    assert score(comparison, comparison.scope(), Question(Metric.MICRO_DICE)).value == pytest.approx(34 / (34 + 34))


@pytest.mark.parametrize(
    ("choice", "places"),
    [
        (Choice.FIRST, {("Nu slaap ik weer.", "slaapt weer")}),
        (Choice.SECOND, {("Nu slaap ik weer.", "niemand kennen")}),
        (Choice.BOTH, {("Nu slaap ik weer.", "slaapt weer"), ("Nu slaap ik weer.", "niemand kennen")}),
        (Choice.NEITHER, set()),
        (Choice.OPEN, set()),
        (Choice.NEW, {("slaap", "omgeving")}),
    ],
)
def test_each_choice(team: Team, choice: Choice, places: set[tuple[str, str]]) -> None:
    team.done()
    case = next(one for one in team.differences() if one.kind is DisagreementKind.ROLE)
    start = TEXT.index("slaap")
    settle(team.project, [case], choice, marks=[(start, start + 5, team.group.id)])
    with team.project.read() as reading:
        from cmo_coder.model.fragments import Fragment

        codes = {code.id: code.name for code in reading.all(Code)}
        marks = reading.all(ConsensusMark)
        assert {(reading.get(Fragment, one.fragment_id).quote, codes[one.code_id]) for one in marks} == places
    again = next(one for one in team.differences() if one.key == case.key)
    assert again.is_open is (choice is Choice.OPEN)


def test_otherwise_needs_words_and_a_code(team: Team) -> None:
    team.done()
    with pytest.raises(RuleError):
        settle(team.project, team.differences()[:1], Choice.NEW)


def test_a_decision_can_be_changed_taken_back_and_undone(team: Team) -> None:
    team.done()
    case = team.differences()[0]
    settle(team.project, [case], Choice.FIRST)
    settle(team.project, [case], Choice.BOTH)
    with team.project.read() as reading:
        (row,) = reading.all(Adjudication)
        assert row.choice is Choice.BOTH
    unsettle(team.project, case)
    with team.project.read() as reading:
        assert not reading.count(Adjudication) and not reading.count(ConsensusMark)
    for _ in range(3):
        team.project.undo()
    assert team.differences()[0].settled is None
    team.project.redo()
    assert any(one.settled and one.settled.choice is Choice.FIRST for one in team.differences())


def test_many_are_settled_as_one_change(team: Team) -> None:
    team.done()
    settle(team.project, team.differences(), Choice.BOTH, "breedste")
    assert not any(one.is_open for one in team.differences())
    team.project.undo()
    assert all(one.is_open for one in team.differences())


def test_a_decision_keeps_to_its_case_when_the_text_is_edited(team: Team) -> None:
    team.done()
    settle(team.project, team.differences()[:1], Choice.FIRST)
    edit_text(team.project, team.document, [Edit(0, "I: Hoe", "I: Vertel eens, hoe")], reason="verhoord")
    assert sum(one.settled is not None for one in team.differences()) == 1
    assert verify(team.project) == ()


def test_a_document_goes_with_its_decisions(team: Team) -> None:
    team.done()
    settle(team.project, team.differences(), Choice.BOTH)
    remove_document(team.project, team.document)
    with team.project.read() as reading:
        assert not reading.count(Adjudication) and not reading.count(CodingSnapshot)
    assert verify(team.project) == ()
