"""The example study shows something worth seeing in every table, and nothing in it hangs in the air."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.model.canonical import Role
from cmo_coder.model.effective_elements import ElementStatus
from cmo_coder.model.stories import StoryBox
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.realist.stale import stale_parts
from cmo_coder.realist.stories import items_in, overlaps, shared_words
from cmo_coder.realist.typologies import Move, typologies
from cmo_coder.resources import resource_dir
from cmo_coder.store.verify import verify
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tables.options import TableOptions

WITHOUT_WORDS = {"casussen", "typologie", "codeboek", "vragen"}
"""Tables of facts: what stands in them was not said by anybody."""
EMPTY = {
    ("besluiten", "voor_na"),  # stands in the change log, and a study that was loaded has no past
    ("principes", "overig"),  # every context of the elements helps or hinders
    ("bewijslijst", "voorgesteld"),  # its coders took no suggestions: what is measured on it is their own work
    ("bewijslijst", "voorgesteld_claim"),  # the same
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path: Path = tmp_path_factory.mktemp("example") / "example.cmo"
    source = resource_dir("transcripts_example") / "study.jsonl"
    with create_project_from_bulk(source, path) as project:
        assert verify(project) == ()
        with project.read() as reading:
            yield load_snapshot(reading)


@pytest.mark.parametrize("table_id", [entry.id for entry in CATALOGUE])
def test_every_table_has_rows_and_words_behind_them(example: Snapshot, table_id: str) -> None:
    options = TableOptions(support=True, contradiction=True, member_check=True, retired=True)
    made = build(table_id, example, options=options)
    assert len(made.rows) >= 2
    assert made.quotes or table_id in WITHOUT_WORDS


def test_every_column_has_something_in_it(example: Snapshot) -> None:
    empty = {
        (entry.id, column.id)
        for entry in CATALOGUE
        for made in [build(entry.id, example)]
        for nr, column in enumerate(made.columns)
        if not any(row.cells[nr].text or row.cells[nr].items for row in made.rows)
    }
    assert empty == EMPTY


def test_every_case_tells_its_whole_change_story_on_its_own_words(example: Snapshot) -> None:
    for case in example.top_cases:
        for box in StoryBox:
            items = items_in(example, case.id, box)
            assert len(items) >= 2, (case.name, box)
        told = example.story_of_case[case.id]
        words = [example.words_of_story_item.get(item.id, ()) for item in told]
        assert sum(1 for one in words if one) > len(told) * 0.8
        for word in (word for one in words for word in one):
            document = example.documents[example.fragments[word.fragment_id].document_id]
            below = {one.id for one in example.cases.values() if one.parent_id == case.id} | {case.id}
            assert document.case_id in below
    grounds = {bool(one.ground) for one in overlaps(example)}
    assert grounds == {True, False}, "by codes, and by words"
    for one in overlaps(example):
        texts = " ".join(example.story_items[id_].text.casefold() for id_ in one.items)
        assert all(word in texts for word in shared_words(example, one)), "words as they were written"


def test_the_cases_moved_in_every_way(example: Snapshot) -> None:
    moves = {movement.move for one in typologies(example) for movement in one.cases}
    assert moves >= {Move.UP, Move.DOWN, Move.SAME}


def test_own_words_still_say_what_the_slots_say_and_leave_no_role_out_unseen(example: Snapshot) -> None:
    for version in example.configuration_versions.values():
        assert stale_parts(example, version) == ()
        for item in version.wordings:
            part = item.split("=", 1)[0]
            if part in {role.value for role in Role}:
                assert example.slots(version.id, Role(part)), (example.configuration_of(version.id).label, part)


def test_it_shows_what_became_of_an_element(example: Snapshot) -> None:
    statuses = {example.element_version_of(element.id).status for element in example.elements.values()}
    assert statuses == set(ElementStatus)
    assert any(element.merged_into_id for element in example.elements.values())
    assert len(example.current_elements()) == 5
