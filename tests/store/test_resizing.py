"""Moving the edges of a fragment on which two coders work."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.memos import MemoAnchor
from cmo_coder.store.memos import add_memo
from cmo_coder.store.resizing import resize
from cmo_coder.store.verify import verify
from tests.store.test_agreement import TEXT, Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path / "wijk.cmo")
    made.code(made.anna, "kende niemand", made.context)
    made.code(made.bram, "kende niemand", made.context)
    return made


def quotes(team: Team) -> dict[str, set[str]]:
    """The words that each coder coded."""
    with team.project.read() as reading:
        fragments = {one.id: one.quote for one in reading.all(Fragment)}
        found: dict[str, set[str]] = {}
        for coding in reading.all(Coding):
            found.setdefault("Anna" if coding.coder_id == team.anna.id else "Bram", set()).add(
                fragments[coding.fragment_id]
            )
    return found


def the_fragment(team: Team) -> Fragment:
    with team.project.read() as reading:
        (one,) = reading.all(Fragment)
    return one


def test_the_coding_of_the_other_stays_where_it_is(team: Team) -> None:
    one = the_fragment(team)
    team.project.coder = team.anna
    hers = add_memo(team.project, "van Anna", [("fragment", one.id)])
    team.project.coder = team.bram
    his = add_memo(team.project, "van Bram", [("fragment", one.id)])
    moved = resize(team.project, one, one.start, one.end + 1)
    assert moved.id != one.id
    assert quotes(team) == {"Anna": {"kende niemand"}, "Bram": {"kende niemand."}}
    with team.project.read() as reading:
        at = {anchor.memo_id: anchor.object_id for anchor in reading.all(MemoAnchor)}
    assert at == {hers.id: one.id, his.id: moved.id}
    assert verify(team.project) == ()
    team.project.undo()
    assert quotes(team) == {"Anna": {"kende niemand"}, "Bram": {"kende niemand"}}
    assert the_fragment(team) == one
    team.project.redo()
    assert quotes(team) == {"Anna": {"kende niemand"}, "Bram": {"kende niemand."}}


def test_back_on_the_words_of_the_other_they_share_them_again(team: Team) -> None:
    one = the_fragment(team)
    moved = resize(team.project, one, one.start, one.end + 1)
    assert resize(team.project, moved, one.start, one.end).id == one.id
    assert the_fragment(team) == one
    assert quotes(team) == {"Anna": {"kende niemand"}, "Bram": {"kende niemand"}}


def test_who_has_nothing_on_it_moves_it_for_all(team: Team) -> None:
    one = the_fragment(team)
    team.project.coder = None
    assert resize(team.project, one, one.start, one.end + 1).id == one.id
    assert quotes(team) == {"Anna": {"kende niemand."}, "Bram": {"kende niemand."}}


def test_two_fragments_of_her_own_do_not_become_one(team: Team) -> None:
    one = the_fragment(team)
    team.code(team.anna, "Toen kwam", team.outcome)
    start = TEXT.index("Toen kwam")
    with pytest.raises(RuleError, match="already a fragment"):
        resize(team.project, one, start, start + 9)
