"""The sentences that the program brings along for roles, and how they fade."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from cmo_coder.model.canonical import Role
from cmo_coder.suggest.data_files import Coded, read_roles
from cmo_coder.suggest.evaluate import REPORT_ROLES, evaluate_roles
from cmo_coder.suggest.role_examples import made_up_examples
from cmo_coder.suggest.role_marks import classes_of, word_classes
from cmo_coder.suggest.roles import RoleExample, Roles
from cmo_coder.suggest.value import Passage

WRITTEN = Path(__file__).parent / "report_roles.jsonl"
"""Sentences in the manner of five evaluation reports that do not exist; labelled before any setting was chosen."""


def first(model: Roles, text: str) -> str:
    return model.suggest([Passage("", text)])[0].roles[0].role


def test_every_role_and_none_has_examples_in_both_languages() -> None:
    counts = Counter(role for role, _text in made_up_examples())
    assert set(counts) == {*Role, None}
    assert min(counts.values()) >= 30
    assert len({text for _role, text in made_up_examples()}) == len(made_up_examples())


def test_roles_are_suggested_before_anything_was_coded() -> None:
    model = Roles((), {one: one.value for one in Role}, "blank")
    assert first(model, "De buren durven elkaar nu aan te spreken en voelen zich gezien.") == Role.M_RED
    assert first(model, "We hebben een kookgroep georganiseerd en nodigden de hele straat uit.") == Role.I
    assert first(model, "The number of complaints has gone down since then.") == Role.O


def test_none_is_a_role_only_where_the_team_has_it() -> None:
    text = "De interviews zijn opgenomen en uitgewerkt."
    assert "none" not in Roles((), REPORT_ROLES, "blank").roles
    taught = Roles([RoleExample(Passage("", "Zie bijlage 2."), "none")], REPORT_ROLES, "blank")
    assert first(taught, text) == "none"


def test_what_the_team_codes_weighs_more_than_what_was_brought_along() -> None:
    text = "De scootmobielclub ligt ver van de winkels."
    examples = [RoleExample(Passage("", f"{text[:-1]} in wijk {nr}."), "strategy") for nr in range(6)]
    assert first(Roles(examples, REPORT_ROLES, "blank"), text) == "strategy"
    assert first(Roles((), REPORT_ROLES, "blank"), text) == "context"


def test_word_classes_go_by_the_beginning_of_a_word() -> None:
    assert "mind" in classes_of("vertrouwde")
    assert "lack" in classes_of("tekorten")
    assert classes_of("xyz") == ()
    assert all(beginnings for beginnings in word_classes().values())


def test_the_first_rows_may_lack_none_and_it_is_still_a_role_where_the_test_has_it() -> None:
    train = [Coded(Passage("1", "De wijk kent veel armoede.", "d"), frozenset(["context"]))]
    test = [
        Coded(Passage("2", "De interviews zijn opgenomen en uitgewerkt.", "e"), frozenset(["none"])),
        Coded(Passage("3", "We organiseren elke week een inloop.", "e"), frozenset(["strategy"])),
    ]
    for learned in ((), train):
        found = evaluate_roles(learned, test, model="blank")
        assert found.ranked[0].codes[0] == "none"
        without = evaluate_roles(learned, test[1:], model="blank")
        assert "none" not in without.ranked[0].codes


def test_roles_of_sentences_that_were_labelled_before_anything_was_tuned() -> None:
    sentences = read_roles(WRITTEN)
    known = {text for _role, text in made_up_examples()}
    assert not known & {one.passage.text for one in sentences}
    found = evaluate_roles((), sentences, model="blank").measures
    assert found.n == 135
    assert (found.macro_f1 or 0) >= 0.69  # .71 measured, .67 before the brought sentences grew
    assert (found.right_in_two or 0) >= 0.88  # .90 measured, .86 before
