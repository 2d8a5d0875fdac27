"""Drawing what is coded twice, and work done on another computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cmo_coder.agreement.sampling import draw
from cmo_coder.messages import in_language
from cmo_coder.model.base import new_id
from cmo_coder.model.claims import Claim, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding
from cmo_coder.model.history import ChangeEntry
from cmo_coder.model.memos import Memo
from cmo_coder.model.study import Assignment, ProgressState
from cmo_coder.realist.taken_in import taken_in_lines
from cmo_coder.realist.words import word
from cmo_coder.store.codes import add_code
from cmo_coder.store.double_coding import Strata, draw_sample, how_drawn, in_words
from cmo_coder.store.fragments import code_span, uncode
from cmo_coder.store.handing import hand_out, handed_to
from cmo_coder.store.history import entries
from cmo_coder.store.memos import add_memo, edit_memo, remove_memo
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.study import set_progress
from cmo_coder.store.taking_in import take_in
from cmo_coder.store.universe import AsOf
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text
from cmo_coder.text.edits import Edit
from cmo_coder.tui.session import open_session
from tests.store.blind_case import BlindStudy
from tests.store.test_agreement import TEXT, Team


@example(["a", "b", "c", "c", "c", "c"], 3, 0)
@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.integers(0, 35), st.integers(0, 5))
def test_a_sample_is_shared_out_over_the_strata(strata: list[str], size: int, seed: int) -> None:
    of = {f"d{nr}": stratum for nr, stratum in enumerate(strata)}
    found = draw(of, size, seed)
    assert found == draw(of, size, seed)
    assert len(found.documents) == min(size, len(of))
    for one in found.strata:
        drawn = sum(of[document] == one.name for document in found.documents)
        assert drawn == one.drawn <= one.total
        share = one.total * min(size, len(of)) / len(of)
        assert abs(one.drawn - share) < 1 or one.drawn == 1 or min(size, len(of)) >= len(found.strata)
        if len(found.strata) <= size:
            assert one.drawn >= 1


def test_another_seed_draws_another_set() -> None:
    of = dict.fromkeys(map(str, range(40)), "a")
    assert draw(of, 5, 1).documents != draw(of, 5, 2).documents


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path / "wijk.cmo")
    made.code(made.anna, "Ik kende niemand.", made.context)
    made.code(made.bram, "kende niemand.", made.context)
    return made


def test_what_was_drawn_is_handed_out_and_the_report_can_say_how(team: Team) -> None:
    for nr in range(9):
        team.add(f"Gesprek {nr}")
    coders = [team.anna.id, team.bram.id]
    found, run = draw_sample(team.project, 3, 11, coders, 1, by=[Strata.CASE])
    with team.project.read() as reading:
        handed = reading.all(Assignment)
        assert {one.document_id for one in handed} == set(found.documents) and len(handed) == 6
        assert all(one.blind for one in handed)
        (said,) = how_drawn(reading, word)
        assert said == in_words(run, word)
    assert "3 of 10" in said and "seed 11" in said
    team.project.undo()
    with team.project.read() as reading:
        assert not reading.count(Assignment) and how_drawn(reading, word) == ()
    with pytest.raises(RuleError):
        draw_sample(team.project, 3, 11, coders[:1], 1)


def test_strata_are_named_in_the_language_of_who_reads(tmp_path: Path) -> None:
    study = BlindStudy(tmp_path / "wijk.cmo")
    coders = [study.anna.id, study.bram.id]
    _found, first = draw_sample(study.project, 1, 0, coders, 2, by=[Strata.CASE, Strata.GROUP])
    draw_sample(study.project, 1, 0, coders, 3, by=[Strata.GROUP])
    with study.project.read() as reading, in_language("nl"):
        both, group = how_drawn(reading, word)
        assert in_words(first, word) == both
    assert "Noord / inwoner 1/1" in both and ": inwoner 1/1" in group
    study.project.close()


def handed_out(team: Team, tmp_path: Path) -> Path:
    hand(team.project, [team.document.id], [team.anna.id, team.bram.id], 1, blind=True)
    path = tmp_path / "bram.cmo"
    assert hand_out(team.project, team.bram, path) == 1
    return path


def log(project: Project) -> tuple[ChangeEntry, ...]:
    with project.read_everything() as reading:
        return entries(reading)


def test_the_file_holds_her_work_and_nothing_of_the_others(team: Team, tmp_path: Path) -> None:
    path = handed_out(team, tmp_path)
    with Project.open(path, with_backup=False) as made:
        assert verify(made) == ()
        with made.read() as reading:
            assert [one.coder_id for one in reading.all(Coding)] == [team.bram.id]
            assert {one.coder_id for one in reading.all(Assignment)} == {team.bram.id}
            assert {one.name for one in reading.all(Code)} == {"omgeving", "niemand kennen", "slaapt weer"}
    assert b"Ik kende niemand" not in b"".join(entry.text().encode() for entry in log(team.project))


def test_what_was_made_elsewhere_comes_in_as_one_change_and_once(team: Team, tmp_path: Path) -> None:
    path = handed_out(team, tmp_path)
    with Project.open(path, with_backup=False) as away:
        away.coder = team.bram
        with away.read() as reading:
            (old,) = reading.all(Coding)
        uncode(away, old)
        start = TEXT.index("Nu slaap")
        made = add_code(away, Code(id=new_id(), name="nieuw van Bram"))
        code_span(away, team.document.id, start, start + 8, made)
        code_span(away, team.document.id, start, start + 17, team.outcome)
        with away.change("claim.add", "Claim") as change:
            claim = Claim(id=new_id(), number=1, document_id=team.document.id, coder_id=team.bram.id)
            change.insert(claim)
        set_progress(away, team.document.id, team.bram.id, ProgressState.FINISHED)
    before = len(log(team.project))
    found = take_in(team.project, path)
    assert (found.coder, found.codings, found.codings_removed, found.claims) == ("Bram", 2, 1, 1)
    assert found.codes == ["nieuw van Bram"] and not found.refused and found.finished == 1
    assert len(log(team.project)) == before + 1
    assert verify(team.project) == ()
    team.project.coder = None  # Bram is blind
    with team.project.read() as reading:
        assert len(reading.all(Coding, coder_id=team.bram.id)) == 2
        assert len(reading.all(Coding, coder_id=team.anna.id)) == 1
    again = take_in(team.project, path)
    assert (again.codings, again.codings_removed, again.claims, again.finished, again.codes) == (0, 0, 0, 0, [])
    assert len(log(team.project)) == before + 1
    team.done(team.anna)
    assert team.dice(team.outcome, as_of=AsOf.FINISHED) == 0
    team.project.undo()
    team.project.undo()
    with team.project.read() as reading:
        assert len(reading.all(Coding, coder_id=team.bram.id)) == 1 and not reading.count(SlotEvidence)


def test_who_works_in_a_file_that_was_handed_out_is_its_coder(team: Team, tmp_path: Path) -> None:
    path = handed_out(team, tmp_path)
    assert handed_to(team.project) == ""
    team.project.close()
    with Project.open(path, with_backup=False) as away:
        assert handed_to(away) == team.bram.id
    session = open_session(str(path), with_backup=False)
    assert session.coder == team.bram
    session.set_coder(None)
    code_span(session.project, team.document.id, 0, 3, team.outcome)  # in nobody's name
    session.project.close()
    with Project.open(team.project.place, with_backup=False) as project:
        found = take_in(project, path)
    assert (found.codings, found.nameless) == (0, 1)
    assert "1 coding in that file is not in the name of Bram" in " ".join(taken_in_lines(found))


def test_a_text_that_differs_is_refused_with_the_difference(team: Team, tmp_path: Path) -> None:
    path = handed_out(team, tmp_path)
    edit_text(team.project, team.document, [Edit(TEXT.index("koffie"), "koffie", "thee")], reason="verhoord")
    found = take_in(team.project, path)
    (refused,) = found.refused
    assert refused.title == "Gesprek" and refused.differences[0][0] == TEXT.index("koffie")
    assert found.codings == found.codings_removed == 0


def test_only_files_of_this_study_that_were_handed_out(team: Team, tmp_path: Path) -> None:
    other = Team(tmp_path / "anders.cmo")
    with pytest.raises(RuleError):
        take_in(team.project, tmp_path / "anders.cmo")
    hand(other.project, [other.document.id], [other.bram.id], 1)
    hand_out(other.project, other.bram, tmp_path / "b.cmo")
    with pytest.raises(RuleError):
        take_in(team.project, tmp_path / "b.cmo")
    with pytest.raises(RuleError):
        hand_out(team.project, team.bram, tmp_path / "c.cmo")


def test_memos_travel_out_and_back(team: Team, tmp_path: Path) -> None:
    team.project.coder = team.bram
    with team.project.read() as reading:
        fragment = next(one.fragment_id for one in reading.all(Coding) if one.coder_id == team.bram.id)
    stays = add_memo(team.project, "blijft", [("fragment", fragment)])
    goes = add_memo(team.project, "gaat", [("document", team.document.id)])
    team.project.coder = team.anna
    add_memo(team.project, "van Anna", [("document", team.document.id)])
    path = handed_out(team, tmp_path)
    with Project.open(path, with_backup=False) as away:
        away.coder = team.bram
        with away.read() as reading:
            assert {one.text for one in reading.all(Memo)} == {"blijft", "gaat"}
        edit_memo(away, stays, "blijft, anders")
        remove_memo(away, goes)
        add_memo(away, "nieuw", [("fragment", fragment)])
        add_memo(away, "los", [])
    found = take_in(team.project, path)
    assert (found.memos, found.memos_removed) == (3, 1)
    with team.project.read_everything() as reading:
        assert {one.text for one in reading.all(Memo)} == {"blijft, anders", "nieuw", "los", "van Anna"}
    assert verify(team.project) == ()
    again = take_in(team.project, path)
    assert (again.memos, again.memos_removed) == (0, 0)
