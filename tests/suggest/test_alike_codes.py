"""Codes that look like one that is there already."""

from __future__ import annotations

import pytest

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.suggest.alike_codes import AlikeBy, alike_among, alike_codes


def code(name: str, definition: str = "", type_: CodeType = CodeType.OPEN, aliases: tuple[str, ...] = ()) -> Code:
    return Code(id=new_id(), name=name, definition=definition, type=type_, aliases=aliases)


@pytest.mark.parametrize(
    ("new", "there", "alike"),
    [
        ("Vertrouwen", "vertrouwen", True),
        ("Vertrouwen in hulp", "Hulp: vertrouwen in", True),
        ("Korte lijnen", "Korte lijn", True),
        ("Vertrouwen", "Wantrouwen", False),
        ("Geld", "Held", False),
        ("Tijd", "Geld", False),
    ],
)
def test_names(new: str, there: str, alike: bool) -> None:
    assert bool(alike_codes(code(new), [code(there)])) is alike


def test_another_name_of_a_code_counts() -> None:
    there = code("Draagvlak", aliases=("commitment",))
    (found,) = alike_codes(code("Commitment"), [there])
    assert (found.code, found.by) == (there, AlikeBy.NAME)


def test_definitions_count_where_names_differ() -> None:
    words = "Mensen durven te vertellen wat er speelt"
    (found,) = alike_codes(code("Openheid", f"{words}."), [code("Veilig", f"{words} in hun leven.")])
    assert found.by is AlikeBy.DEFINITION


def test_definitions_count_where_only_the_forms_of_the_words_differ() -> None:
    there = code("Rust", "Mensen durven te vertellen over hun schulden.")
    (found,) = alike_codes(code("Openheid", "Inwoners durven over hun schuld te vertellen."), [there])
    assert (found.by, found.code) == (AlikeBy.DEFINITION, there)
    other = code("Tijd", "Er zijn te weinig uren in de week om het werk goed te doen.")
    assert alike_codes(code("Openheid", "Inwoners durven over hun schuld te vertellen."), [other]) == ()


def test_of_many_codes_each_pair_is_named_once() -> None:
    one, two, three = code("Vertrouwen"), code("vertrouwen"), code("Geld")
    assert [(a, b.code) for a, b in alike_among([one, two, three], [one, two, three])] == [(one, two)]


def test_a_slip_in_a_name_is_told_across_types_but_not_of_many_at_once() -> None:
    there = code("Huisbezoek", type_=CodeType.I)
    new = code("Huisbezoeken", type_=CodeType.C)
    (found,) = alike_codes(new, [there])
    assert found.code == there and found.by is AlikeBy.NAME
    assert [one.code for _new, one in alike_among([new], [there, new])] == [there]
    assert alike_among([new, code("Iets anders")], [there, new]) == ()


def test_codes_of_another_type_and_merged_ones_do_not_count() -> None:
    there = code("Vertrouwen", type_=CodeType.O)
    gone = changed(code("Vertrouwen"), status=CodeStatus.MERGED)
    assert alike_codes(code("Vertrouwen"), [there, gone]) == ()


def test_a_code_is_not_alike_itself() -> None:
    one = code("Vertrouwen")
    assert alike_codes(one, [one]) == ()
