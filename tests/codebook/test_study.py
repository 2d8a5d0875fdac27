"""A codebook into a study and out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.codebook.files import read_codebook, ready_codebook, ready_codebooks
from cmo_coder.codebook.study import codebook_of, import_codebook
from cmo_coder.codebook.value import Codebook, CodebookEntry
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Study
from cmo_coder.store.codes import LONGEST_NAME, add_code, archive_code, codes_of, edit_code, merge_codes
from cmo_coder.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as made:
        yield made


def book(*codes: CodebookEntry) -> Codebook:
    return Codebook("Boek", "nl", codes=codes)


def names(project: Project) -> list[str]:
    return [code.name for code in codes_of(project)]


@pytest.mark.parametrize("name", [name for name, _path in ready_codebooks()])
def test_each_ready_codebook_comes_out_of_a_study_as_it_went_in(project: Project, name: str) -> None:
    ready = read_codebook(ready_codebook(name))
    imported = import_codebook(project, ready)
    assert imported.added == tuple(code.name for code in ready.codes)
    assert codebook_of(project).codes == ready.codes


def test_an_import_is_one_change_that_undo_takes_back(project: Project) -> None:
    import_codebook(project, book(CodebookEntry("A"), CodebookEntry("B", "A")))
    assert project.undo() is not None
    assert names(project) == []
    assert project.redo() is not None
    assert names(project) == ["A", "B"]


def test_children_may_stand_before_their_parents(project: Project) -> None:
    import_codebook(project, book(CodebookEntry("C", "B"), CodebookEntry("B", "A"), CodebookEntry("A")))
    above = {code.id: code.name for code in codes_of(project)}
    assert {code.name: above.get(code.parent_id or "") for code in codes_of(project)} == {"A": None, "B": "A", "C": "B"}
    assert names(project) == ["C", "B", "A"], "the order of the codebook is kept"


def test_a_second_import_changes_nothing(project: Project) -> None:
    entries = book(CodebookEntry("A", definition="een"), CodebookEntry("B", "A"))
    import_codebook(project, entries)
    before = codes_of(project)
    imported = import_codebook(project, entries, update=True)
    assert codes_of(project) == before
    assert (imported.added, imported.updated, imported.kept) == ((), (), ("A", "B"))


def test_a_code_that_is_there_is_left_alone_unless_it_is_to_be_updated(project: Project) -> None:
    add_code(project, Code(id=new_id(), name="vertrouwen", definition="eigen", example="x", aliases=("a",)))
    entry = CodebookEntry("Vertrouwen", role=CodeType.M_RED, definition="ander", aliases=("b",), key="v")
    assert import_codebook(project, book(entry)).kept == ("vertrouwen",)
    assert codes_of(project)[0].definition == "eigen"
    assert import_codebook(project, book(entry), update=True).updated == ("vertrouwen",)
    code = codes_of(project)[0]
    assert (code.definition, code.example, code.aliases, code.key) == ("ander", "x", ("a", "b"), "v")
    assert (code.name, code.type) == ("vertrouwen", CodeType.OPEN), "name and role stay"


def test_new_codes_go_below_the_ones_that_are_there(project: Project) -> None:
    top = add_code(project, Code(id=new_id(), name="Context"))
    imported = import_codebook(project, book(CodebookEntry("context"), CodebookEntry("Plek", "context")))
    assert imported.added == ("Plek",)
    assert codes_of(project)[-1].parent_id == top.id


def test_a_code_that_was_merged_away_comes_back_as_a_new_one(project: Project) -> None:
    import_codebook(project, book(CodebookEntry("A"), CodebookEntry("B", key="b")))
    codes = {code.name: code for code in codes_of(project)}
    merge_codes(project, codes["B"], codes["A"], "hetzelfde")
    assert import_codebook(project, book(CodebookEntry("B", key="b"))).added == ("B",)


def test_a_key_that_another_code_has_is_left_out_and_named(project: Project) -> None:
    add_code(project, Code(id=new_id(), name="Eigen", key="v"))
    imported = import_codebook(project, book(CodebookEntry("Vertrouwen", key="v"), CodebookEntry("W", key="w")))
    assert imported.without_key == ("Vertrouwen",)
    assert [code.key for code in codes_of(project)] == ["v", "", "w"]


def test_codes_of_one_name_under_two_parents_survive_a_round_trip(project: Project) -> None:
    entries = (
        CodebookEntry("Overig"),
        CodebookEntry("A"),
        CodebookEntry("Overig", "A"),
        CodebookEntry("x", "A > Overig"),
        CodebookEntry("B"),
        CodebookEntry("Overig", "B"),
        CodebookEntry("x", "B > Overig"),
        CodebookEntry("x", "Overig"),
    )
    import_codebook(project, book(*entries))
    in_tree_order = (entries[0], entries[7], *entries[1:7])
    assert codebook_of(project).codes == in_tree_order


def test_archived_codes_are_left_out_unless_one_in_use_stands_below_them(project: Project) -> None:
    import_codebook(project, book(CodebookEntry("A"), CodebookEntry("B", "A"), CodebookEntry("C"), CodebookEntry("D")))
    codes = {code.name: code for code in codes_of(project)}
    archive_code(project, codes["A"])
    archive_code(project, codes["C"])
    merge_codes(project, codes["D"], codes["B"], "hetzelfde")
    assert [code.name for code in codebook_of(project).codes] == ["A", "B"]


def test_the_codebook_of_a_study_has_the_name_and_language_of_the_study(project: Project) -> None:
    assert (codebook_of(project).name, codebook_of(project).language) == ("Studie", "nl")
    assert codebook_of(project, "Ronde 1").name == "Ronde 1"


def test_a_text_pasted_as_the_name_of_a_code_is_refused_and_an_old_long_name_can_stay(project: Project) -> None:
    too_long = "x" * (LONGEST_NAME + 1)
    with pytest.raises(RuleError, match="at most 200"):
        add_code(project, Code(id=new_id(), name=too_long))
    short = add_code(project, Code(id=new_id(), name=too_long[1:]))
    with pytest.raises(RuleError, match="at most 200"):
        edit_code(project, short, name=too_long)
    import_codebook(project, book(CodebookEntry(too_long)))
    long = next(one for one in codes_of(project) if one.name == too_long)
    assert edit_code(project, long, definition="van elders").name == too_long
