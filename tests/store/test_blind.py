"""Blind coding: nothing of another coder's work comes out of any reading until both are done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Coder
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.store.fragments import code_span, uncode
from cmo_coder.store.history import next_undo
from cmo_coder.store.project import Project
from cmo_coder.store.study import edit_coder
from cmo_coder.store.tables import METADATA
from cmo_coder.store.verify import verify
from tests.store.blind_case import MARK, TEXT, BlindStudy

SHARED = {
    "progress",  # who is done is no secret
    "search_text",
}
"""Tables that Bram's work may touch in sight of Anna."""


@pytest.fixture
def study(tmp_path: Path) -> BlindStudy:
    return BlindStudy(tmp_path / "wijk.cmo")


def undo_all(project: Project) -> None:
    while project.undo() is not None:
        pass


def rows(project: Project, coder: Coder | None) -> dict[str, list[Any]]:
    """Every row of every table that this coder can read."""
    project.coder = coder
    with project.read() as reading:
        return {
            name: sorted(map(repr, reading.connection.execute(sa.select(table))))
            for name, table in METADATA.tables.items()
        }


def test_no_row_of_no_table_tells_of_the_work_of_the_other(study: BlindStudy) -> None:
    before = rows(study.project, study.anna)
    study.bram_works()
    after = rows(study.project, study.anna)
    for name in METADATA.tables:
        if name in SHARED:
            continue
        seen = [row for row in after[name] if row not in before[name]]
        if name in ("change", "change_rows"):
            assert all("rogress" in row for row in seen), (name, seen)  # that Bram is done, or not
            continue
        assert before[name] == after[name], name
    assert MARK not in repr(after).casefold()


def test_everything_that_he_made_was_there_to_be_hidden(study: BlindStudy) -> None:
    """The other way round: what Bram made is seen by Bram and by who is not blind, in every table of work."""
    before = rows(study.project, None)
    study.bram_works()
    everything, his = rows(study.project, None), rows(study.project, study.bram)
    assert {name for name in everything if before[name] != everything[name]} >= {
        "coding", "claim", "claim_slot", "slot_evidence", "fragment", "suggestion", "configuration", "evidence",
        "configuration_relation", "canonical_element", "effective_element", "element_configuration", "strategy",
        "strategy_claim", "omkering", "omkering_claim", "story_item", "story_item_fragment", "theory_version_claim",
        "theory_configuration", "memo", "memo_anchor", "decision", "demi_regularity", "fragment_theme", "change_rows",
    }  # fmt: skip
    for name in ("claim", "memo", "decision", "suggestion", "omkering"):
        assert MARK in repr(his[name])


def test_all_is_shown_when_both_are_done(study: BlindStudy) -> None:
    study.bram_works()
    study.all_done()
    assert rows(study.project, study.anna) == rows(study.project, None)


def test_a_blind_coder_needs_nothing_handed_to_her(study: BlindStudy) -> None:
    study.bram_works()
    eve = Coder(id="eve", name="Eve", blind=True)
    with study.project.change("test", "Iets") as change:
        change.insert(eve)
    assert MARK not in repr(rows(study.project, eve)).casefold()
    eve = edit_coder(study.project, eve, blind=False)
    assert MARK in repr(rows(study.project, eve))


def test_the_analysis_reads_as_if_he_were_not_there(study: BlindStudy) -> None:
    with study.project.read() as reading:
        before = load_snapshot(reading)
    study.bram_works()
    with study.project.read() as reading:
        after = load_snapshot(reading)
    assert MARK not in repr(after).casefold()
    assert before.claims == after.claims and before.configurations == after.configurations


def test_undo_goes_past_his_work_without_a_word(study: BlindStudy) -> None:
    project = study.project
    coding = code_span(project, study.document.id, TEXT.index("Toen"), TEXT.index("Toen") + 4, study.context)
    study.bram_works()
    everything = rows(project, study.bram)
    project.coder = study.anna
    with project.read() as reading:
        entry = next_undo(reading)
    assert entry is not None
    # The last that she may see is where Bram stands; below it is her own.
    while entry is not None and entry.act != "coding.add":
        assert MARK not in repr(entry).casefold()
        entry = project.undo()
    assert entry is not None
    with project.read() as reading:
        from cmo_coder.model.fragments import Coding

        assert reading.find(Coding, id=coding.id) is None
    assert project.redo() is not None
    after = rows(project, study.bram)
    for name in ("coding", "claim", "memo", "configuration"):
        assert after[name] == everything[name]
    assert not verify(project)


def test_undo_of_what_his_work_rests_on_is_refused(study: BlindStudy) -> None:
    project = study.project
    study.bram_works()
    study.project.coder = study.anna
    with pytest.raises(RuleError, match="Later work rests"):
        undo_all(project)
    assert not verify(project)


def test_her_own_coding_on_his_words_is_hers_alone(study: BlindStudy) -> None:
    study.bram_works()
    project = study.project
    project.coder = study.anna
    start = TEXT.index("De buren komen langs.")
    mine = code_span(project, study.document.id, start, start + 21, study.outcome)
    found = rows(project, study.anna)
    assert mine.fragment_id in repr(found["fragment"])
    uncode(project, mine)
    assert mine.fragment_id not in repr(rows(project, study.anna)["fragment"])
    assert mine.fragment_id in repr(rows(project, study.bram)["fragment"])
