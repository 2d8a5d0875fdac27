"""Failures of other programs on editing that must not happen here; the numbers are rows of the complaints in peers.md,
section 2. What is pure is tested in tests/text, what needs a screen in tests/tui.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import UserError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import full_document, remove_document
from cmo_coder.store.drafts import draft_of, keep_draft
from cmo_coder.store.fragments import code_span, coded_fragments, fragment_at
from cmo_coder.store.project import Project
from cmo_coder.store.replacing import replace_text
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text
from cmo_coder.text.diff import diff
from cmo_coder.text.edits import Edit
from tests.store.example import TEXT, everything, only


def document(project: Project) -> Document:
    with project.read() as reading:
        return only(reading, Document)


def quotes(project: Project) -> list[str]:
    with project.read() as reading:
        return [one.quote for one in reading.all(Fragment, order=("start",))]


def test_row_1_codings_do_not_drift_when_an_earlier_word_is_replaced_pasted_over_or_deleted(filled: Project) -> None:
    before = quotes(filled)
    for old, new in (("Wat maakte", "Wat zou nou gemaakt hebben"), ("bleef komen", ""), ("En daarna", "😀\nEn toen")):
        text = full_document(filled, document(filled).id).text
        edit_text(filled, document(filled), [Edit(text.index(old), old, new)])
        now = full_document(filled, document(filled).id).text
        with filled.read() as reading:
            for one in reading.all(Fragment):
                assert now[one.start : one.end] == one.quote
    assert quotes(filled) == before
    assert verify(filled) == ()


def test_row_2_a_coding_at_the_last_character_is_not_deleted_by_an_edit_nor_is_any_other(filled: Project) -> None:
    last = "een rondje.\n"
    with filled.change("code", "Code") as change:
        code = only(change, Code)
        code_span(filled, document(filled).id, len(TEXT) - len(last), len(TEXT), code)
    edit_text(filled, document(filled), [Edit(0, "", "Kop\n")])
    assert last in quotes(filled)
    whole = full_document(filled, document(filled).id).text
    edit_text(filled, document(filled), [Edit(0, whole, "Niets meer over.")])
    with filled.read() as reading:
        assert reading.count(Fragment) == 4
        assert reading.count(Coding) == 2
        assert {one.state for one in reading.all(Fragment)} == {FragmentState.REVIEW}


def test_row_3_no_other_module_of_the_program_computes_where_a_span_goes() -> None:
    """Everything that moves spans goes through text/edits.py: nobody else defines or copies a shifting function."""
    package = Path(__file__).resolve().parents[2] / "cmo_coder"
    defining, using = [], []
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name in ("shift_spans", "shift_coded", "shift_point"):
                defining.append(path.name)
            if isinstance(node, ast.Name) and node.id in ("shift_spans", "shift_coded"):
                using.append(path.name)
    assert set(defining) == {"edits.py"}
    assert {"moving.py", "editing.py", "turn_shift.py", "replacing.py"} <= set(using)


def test_row_10_a_slip_while_editing_loses_no_coding_and_no_typing(filled: Project) -> None:
    before = everything(filled)
    with pytest.raises(UserError):
        edit_text(filled, document(filled), [Edit(3, "iets anders", "")])
    assert everything(filled) == before
    version = full_document(filled, document(filled).id).version
    keep_draft(filled, document(filled).id, version.id, [Edit(0, "", "half ")], (), 5)
    assert everything(filled) == before
    draft = draft_of(filled, document(filled).id)
    assert draft is not None
    assert draft.edits == (Edit(0, "", "half "),)


def test_row_11_codes_and_their_descriptions_are_still_there_after_an_edit(filled: Project) -> None:
    before = codes_of(filled)
    edit_text(filled, document(filled), [Edit(TEXT.index("koffie"), "koffie", "thee")])
    assert codes_of(filled) == before
    with filled.read() as reading:
        names = [coding.code_id for one in coded_fragments(reading, document(filled).id) for coding in one.codings]
    assert names == [before[0].id]


def test_row_12_the_project_opens_after_a_document_with_several_versions_is_removed(file_project: Project) -> None:
    project = file_project
    with project.change("free", "Free") as change:
        for table in ("SlotEvidence", "ClaimSlot", "ClaimCase", "Evidence", "Claim"):
            from cmo_coder.model import claims, configurations

            cls = getattr(claims, table, None) or getattr(configurations, table)
            change.delete(*change.all(cls))
        from cmo_coder.model.configurations import Configuration, ConfigurationStatus

        change.update(only(change, Configuration), status=ConfigurationStatus.PROVISIONAL)
    edit_text(project, document(project), [Edit(TEXT.index("voelde ik me gezien"), "voelde ik me gezien", "")])
    remove_document(project, document(project))
    place = project.place
    project.close()
    with Project.open(place, with_backup=False) as again:
        assert again.problems == ()
        assert verify(again) == ()
        again.undo()
        assert verify(again) == ()


def test_row_16_an_edit_of_a_densely_coded_text_costs_the_same_number_of_statements(filled: Project) -> None:
    """What is written grows with the rows, not with the statements: no query per coding."""
    from tests.store.example import statements

    if filled.path is None:
        pytest.skip("statements are counted on SQLite")

    def cost() -> int:
        text = full_document(filled, document(filled).id).text
        with statements(filled) as seen:
            edit_text(filled, document(filled), [Edit(0, "", "a")])
        assert text
        return sum(
            not one.lstrip().upper().startswith(("UPDATE FRAGMENT", 'UPDATE "FRAGMENT', "INSERT INTO TURN"))
            for one in seen
        )

    first = cost()
    with filled.change("many", "Many") as change:
        for start in range(60, 110, 2):
            fragment_at(change, document(filled).id, start, start + 1)
    assert cost() <= first + 12


def test_a_replaced_file_is_never_anchored_to_the_first_match_of_a_repeated_quote(filled: Project) -> None:
    """QualCoder's replace-file takes the first match and deletes what it does not find (peers.md, section 3)."""
    quote = "weer naar buiten"
    text = f"R1: {quote}, en nog eens: {quote}.\n" + TEXT.replace(f"ging ik {quote}", "bleef ik binnen")
    made = replace_text(filled, document(filled), text, [])
    with filled.read() as reading:
        (one,) = [found for found in reading.all(Fragment) if found.quote == quote]
    assert one.state is FragmentState.REVIEW
    assert [found.span for found in made.anchored if found.fragment.quote == quote] == [None]
    assert diff(TEXT, text)
