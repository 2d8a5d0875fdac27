"""The residue: what is left in texts, and whom facts single out."""

from __future__ import annotations

from cmo_coder.names.grouping import propose
from cmo_coder.names.residue import Person, Remains, among_people, in_texts


def left(texts: dict[str, str]) -> list[tuple[Remains, str, str]]:
    return [(one.what, one.words, one.text_id) for one in in_texts(texts, propose(texts))]


def test_names_numbers_odd_words_and_functions_of_one_text_are_told_with_their_place() -> None:
    texts = {
        "a": "Ik ging met Marieke naar de notaris. Mijn kaart is 1234 5678 90. Dat was de Zunderdaeler.",
        "b": "Marieke en ik zagen de wethouder. In 2019 waren er 1250 mensen.",
        "c": "De wethouder kwam zelf.",
    }
    found = left(texts)
    assert (Remains.NAME, "Marieke", "a") in found and (Remains.NAME, "Marieke", "b") in found
    assert (Remains.FUNCTION, "notaris", "a") in found
    assert (Remains.NUMBER, "1234 5678 90", "a") in found
    assert (Remains.WORD, "Zunderdaeler", "a") in found
    assert not [one for one in found if one[1] in ("wethouder", "2019", "1250")]


def test_every_place_reads_its_words() -> None:
    texts = {"a": "De burgemeester sprak met Marieke over 123456789012."}
    for one in in_texts(texts, propose(texts)):
        assert texts[one.text_id][one.start : one.end] == one.words


def people(*facts: tuple[str, str]) -> list[Person]:
    return [Person(f"R{nr}", {"groep": group, "casus": case}) for nr, (group, case) in enumerate(facts, start=1)]


def test_a_group_of_fewer_than_three_is_small_and_of_three_is_not() -> None:
    found = list(among_people(people(*[("inwoner", "A")] * 3, *[("huisarts", "A")] * 2)))
    assert [(one.what, one.words, one.number) for one in found] == [
        (Remains.SMALL_GROUP, "groep: huisarts (R4, R5)", 2)
    ]


def test_two_facts_that_many_share_may_together_be_of_one_person() -> None:
    found = list(among_people(people(*[("inwoner", "A")] * 3, *[("huisarts", "B")] * 3, ("huisarts", "A"))))
    assert [(one.what, one.words) for one in found] == [(Remains.COMBINATION, "casus: A, groep: huisarts (R7)")]
