"""Searching on the command line: lines to read, JSON for scripts, coding what was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.cli.main import main
from cmo_coder.model.base import new_id
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project
from tests.store.search_case import made


class Command:
    """Runs the command on a study, as a user would."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place, self._capsys = place, capsys

    def __call__(self, *words: str, code: int = OK) -> str:
        self._capsys.readouterr()
        given = main(["search", "-p", str(self.place), "--coder", "Anna", *words])
        out = self._capsys.readouterr()
        assert given == code, out.err or out.out
        return out.out if given == OK else out.err


@pytest.fixture
def search(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    place = tmp_path / "studie.cmo"
    with Project.create(place, Study(id=new_id(), name="Studie")) as project:
        made(project)
    return Command(place, capsys)


def test_hits_are_lines_with_the_words_in_the_middle(search: Command) -> None:
    lines = search("koffie", "--context", "12").splitlines()
    assert len(lines) == 6
    assert {line.lower().index("[koffie]") for line in lines} == {12}
    assert lines[1] == "         De [koffie] was goed 😀   Noord:46 R1"
    assert search("koffie", "--limit", "2").splitlines() == search("koffie").splitlines()[:2]


def test_json_tells_everything_of_a_hit(search: Command) -> None:
    (hit,) = json.loads(search("coordinator", "--json"))
    assert (hit["document"], hit["words"], hit["speaker"], hit["case"], hit["round"], hit["turn"]) == (
        "Zuid", "coördinator", "R3", "Zuid", "ronde 2", 2,
    )  # fmt: skip
    assert hit["end"] - hit["start"] == len("coördinator")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("koffie", "--case", "noord"), 4),
        (("koffie", "--round", "ronde 2"), 1),
        (("koffie", "--round", "2"), 1),
        (("koffie", "--group", "resident"), 4),
        (("koffie", "--respondent", "R1", "--uncoded"), 2),
        (("koffie", "--speaker", "interviewer"), 1),
        (("koffie", "--in-code", "drinken"), 1),
        (("koffie", "--role", "M_red"), 1),
        (("koffie", "--document", "Verslag", "--document", "Zuid"), 2),
        (("--regex", r"liep\w+"), 1),
        (("--fuzzy", "kordinator"), 1),
        (("--forms", "lopen"), 2),
        (("--accents", "een"), 1),
        (("niets",), 0),
    ],
)
def test_where_and_how(search: Command, words: tuple[str, ...], number: int) -> None:
    assert len(json.loads(search(*words, "--json"))) == number


def test_counts_per_document(search: Command) -> None:
    assert [line.split() for line in search("koffie", "--count").splitlines()[1:]] == [
        ["4", "Dorp", "Noord"], ["1", "Zuid", "Zuid"], ["1", "Verslag"], ["6", "hits"],
    ]  # fmt: skip


def test_what_was_found_is_coded_after_a_look(search: Command) -> None:
    look = search("koffie", "--code", "koffie", "--boundary", "sentence", "--dry-run")
    assert "Verslag:27-55  Er was koffie voor iedereen." in look
    assert "6 hits: 3 codings of koffie would be made" in look
    assert "2 carry it already" in look
    assert "1 is an interviewer's words" in look
    done = json.loads(search("koffie", "--code", "koffie", "--json"))
    assert (done["coded"], done["coded_already"], done["interviewer"]) == (3, 2, 1)
    assert json.loads(search("koffie", "--code", "koffie", "--json"))["coded"] == 0
    assert main(["undo", "-p", str(search.place)]) == OK
    assert json.loads(search("koffie", "--code", "koffie", "--json", "--dry-run"))["would_be_coded"] == 3
    made_new = search("koffie", "--new-code", "alles", "--boundary", "turn")
    assert "6 hits: 4 codings of alles made" in made_new


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "What should be searched for?"),
        (("(a",), "bracket at place 1 is not closed"),
        (("--regex", "a("), "not a regular expression, at place 3"),
        (("koffie", "--uncoded", "--role", "C"), "cannot carry a code"),
        (("koffie", "--group", "iedereen"), "is not one of"),
        (("koffie", "--code", "bestaat niet"), "There is no code 'bestaat niet'"),
        (("--fuzzy", "koffie", "--likeness", "20"), "from 50 to 100"),
    ],
)
def test_mistakes_are_messages(search: Command, words: tuple[str, ...], message: str) -> None:
    assert message in search(*words, code=PROBLEM)


def test_the_index_can_be_made_anew(search: Command) -> None:
    assert "made anew" in search("--rebuild")
    assert len(search("koffie", "--rebuild").splitlines()) == 6
