"""The codebooks that come with the program."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from cmo_coder.codebook.files import read_codebook, ready_codebook, ready_codebooks, write_codebook
from cmo_coder.codebook.value import Codebook
from cmo_coder.model.codes import CodeType
from tests.shared import shared

NAMES = {"cmo-en", "cmo-nl", "implementatiefactoren", "positieve-gezondheid", "werkzame-elementen"}


def ready(name: str) -> Codebook:
    return read_codebook(ready_codebook(name))


def test_the_five_codebooks_are_there() -> None:
    assert {name for name, _path in ready_codebooks()} == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    book = ready(name)
    assert book.name
    assert book.description
    assert book.source
    assert book.licence
    assert book.language == ("en" if name == "cmo-en" else "nl")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_code_has_a_definition_and_each_top_code_says_what_belongs_to_it(name: str) -> None:
    book = ready(name)
    assert [code.name for code in book.codes if not code.definition] == []
    assert [code.name for code in book.children() if not (code.inclusion and code.exclusion and code.colour)] == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_stands_in_the_form_in_which_the_program_writes(name: str, tmp_path: Path) -> None:
    write_codebook(ready(name), tmp_path / "written.yaml")
    assert (tmp_path / "written.yaml").read_bytes() == ready_codebook(name).read_bytes()


def test_the_dutch_and_the_english_cmo_codebook_have_one_structure() -> None:
    dutch, english = ready("cmo-nl"), ready("cmo-en")

    def structure(book: Codebook) -> list[tuple[object, ...]]:
        names = [code.name for code in book.codes]
        return [
            (code.role, code.key, code.colour, names.index(code.parent) if code.parent else None) for code in book.codes
        ]

    assert structure(dutch) == structure(english)


@pytest.mark.parametrize("name", ["cmo-nl", "cmo-en"])
def test_the_cmo_codebook_has_a_branch_for_each_role_and_every_field_filled(name: str) -> None:
    book = ready(name)
    roles = {CodeType.C, CodeType.I, CodeType.M_RES, CodeType.M_RED, CodeType.O}
    assert {code.role for code in book.children()} == roles
    assert min(Counter(code.role for code in book.codes).values()) >= 7
    assert all(code.inclusion and code.exclusion and code.example and code.aliases for code in book.codes)


def test_positive_health_has_its_six_dimensions() -> None:
    assert [code.name.casefold() for code in ready("positieve-gezondheid").children()] == [
        "lichaamsfuncties", "mentaal welbevinden", "zingeving", "kwaliteit van leven", "meedoen",
        "dagelijks functioneren",
    ]  # fmt: skip


def test_the_implementation_factors_have_the_five_domains() -> None:
    book = ready("implementatiefactoren")
    assert [code.aliases[0] for code in book.children()] == [
        "innovation", "outer setting", "inner setting", "individuals", "implementation process",
    ]  # fmt: skip


def test_the_themes_are_those_of_the_report() -> None:
    with shared("cases", "rivm-b1_1-werkzame-elementen.csv").open(encoding="utf-8", newline="") as stream:
        themes = {theme for row in csv.DictReader(stream) for theme in row["thema_vraagstuk"].split("; ")}
    with shared("cases", "rivm-3_2-leerbehoeften.csv").open(encoding="utf-8", newline="") as stream:
        themes |= {row["thema_vraagstuk"] for row in csv.DictReader(stream)}
    assert {code.name for code in ready("werkzame-elementen").codes} == themes
