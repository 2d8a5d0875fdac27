"""Random edits over random overlapping codings, through the store; and a thousand edits of the example study.

Short by default; `CMO_CODER_EDITS=10000` makes the long run.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, Turn
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.study import Study
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.resources import resource_dir
from cmo_coder.store.documents import FullDocument, NewTurn, add_document, documents_of, full_document
from cmo_coder.store.fragments import fragment_at
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.store.versions import edit_text
from cmo_coder.tables.catalogue import build
from cmo_coder.text.edits import Edit, apply_edits, compose, inverse, joined
from cmo_coder.text.normalise import normalise
from cmo_coder.text.turns import find_turns
from tests.text.strategies import edit_lists, span_lists, texts

EXAMPLES = int(os.environ.get("CMO_CODER_EDITS", "25"))
LONG = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("edits") / "study.cmo"
    with Project.create(path, Study(id=new_id(), name="Proef")) as project:
        yield project


@LONG
@given(data=st.data())
def test_random_edits_keep_every_fragment_on_its_words(study: Project, data: st.DataObject) -> None:
    # As texts are kept: what no text in a project can hold is not edited either.
    text = "R1: " + normalise(data.draw(texts.filter(str.strip)) + data.draw(texts)).text
    spans = data.draw(span_lists(text))
    with study.change("test", "Test"):
        turns = [NewTurn(turn.start, turn.end, turn.text_start, turn.speaker) for turn in find_turns(text)]
        document = add_document(study, Document(id=new_id(), title="Gesprek"), text, turns)
        with study.change("test", "Test") as change:
            for span in spans:
                fragment_at(change, document.id, span.start, span.end)
    places = {one.id: one for one in _fragments(study, document)}
    steps = data.draw(st.lists(st.integers(0, 2), min_size=1, max_size=2))
    made: tuple[Edit, ...] = ()
    now, touched = text, set[str]()
    for _step in steps:
        edits = [replace(one, inserted=normalise(one.inserted).text) for one in data.draw(edit_lists(now))]
        if not apply_edits(now, edits).strip():
            continue
        before = {one.id: one for one in _fragments(study, document)}
        edit_text(study, document, edits)
        now, made = apply_edits(now, edits), compose(made, edits)
        for one in _fragments(study, document):
            was = before[one.id]
            if was.state is FragmentState.SITS and _untouched(was, joined(edits)):
                assert (one.state, one.quote) == (FragmentState.SITS, was.quote)
            else:
                touched.add(one.id)
    after = {one.id: one for one in _fragments(study, document)}
    assert after.keys() == places.keys()  # as many out as in
    assert full_document(study, document.id).text == now == apply_edits(text, made)
    for id_, one in after.items():
        if one.state is FragmentState.SITS:
            assert now[one.start : one.end] == one.quote
            assert now[: one.start].endswith(one.prefix)
        else:
            assert one.quote
        if id_ not in touched:
            assert (one.state, one.quote) == (FragmentState.SITS, places[id_].quote)
    if made and now != text:  # back by the inverse edit, and back by undo
        seq = study.data_version()
        edit_text(study, document, inverse(made))
        assert full_document(study, document.id).text == text
        for one in _fragments(study, document):
            if one.id not in touched and _untouched(places[one.id], made):
                assert (one.start, one.end, one.quote) == _place(places[one.id])
        study.undo_to(seq)
        assert {one.id: one for one in _fragments(study, document)} == after
    assert not [problem.text() for problem in verify(study)]
    study.undo_to(1)


def _fragments(project: Project, document: Document) -> Sequence[Fragment]:
    with project.read() as reading:
        return reading.all(Fragment, document_id=document.id)


def _place(one: Fragment) -> tuple[int, int, str]:
    return one.start, one.end, one.quote


def _untouched(one: Fragment, edits: Sequence[Edit]) -> bool:
    return all(edit.end <= one.start or edit.position >= one.end for edit in edits)


def _random_edits(random_: random.Random, text: str, most: int) -> list[Edit]:
    """Edits at random places: a word replaced, deleted or put in, a sentence taken out, letters changed."""
    cuts = sorted(random_.sample(range(1, len(text)), min(2 * most, len(text) - 1)))
    edits: list[Edit] = []
    for start, following in zip(cuts[::2], cuts[1::2], strict=False):
        length = random_.choice([0, 0, 1, 3, 8, 40, 200])
        deleted = text[start : min(start + length, following)]
        inserted = random_.choice(["", "x", "ja ", "een ander woord", "\n", "😊", "e\u0301"])
        if deleted or inserted:
            edits.append(Edit(start, deleted, inserted))
    return edits


def test_the_codings_of_the_example_study_survive_a_thousand_random_edits_of_its_documents(tmp_path: Path) -> None:
    random_ = random.Random(1729)
    source = resource_dir("transcripts_example") / "study.jsonl"
    with create_project_from_bulk(source, tmp_path / "voorbeeld.cmo") as project:
        documents = documents_of(project)
        with project.read() as reading:
            before = {one.id: one for one in reading.all(Fragment)}
            codings, snapshot = reading.all(Coding), load_snapshot(reading)
        labels = {one.id: _labels(full_document(project, one.id)) for one in documents}
        table = build("bewijslijst", snapshot, language="nl")
        made: dict[str, tuple[Edit, ...]] = {one.id: () for one in documents}
        number = 0
        while number < 1000:  # in batches: each is one save of one document
            document = documents[random_.randrange(len(documents))]
            text = full_document(project, document.id).text
            edits = _random_edits(random_, text, 50)
            try:
                edit_text(project, document, edits)
            except RuleError:  # words of the interviewer would have become evidence: nothing was saved
                continue
            made[document.id] = compose(made[document.id], edits, shortest=False)
            number += len(edits)
        assert verify(project) == ()
        with project.read() as reading:
            after = {one.id: one for one in reading.all(Fragment)}
            assert reading.all(Coding) == codings
            edited = build("bewijslijst", load_snapshot(reading), language="nl")
            assert reading.count(Code) > 0
            assert reading.count(Turn) > 0
        untouched = {id_ for id_, one in before.items() if _untouched(one, made[one.document_id])}
        assert after.keys() == before.keys()
        assert len(untouched) > 50
        assert len(untouched) < len(before)
        for id_ in untouched:
            assert (after[id_].state, after[id_].quote) == (FragmentState.SITS, before[id_].quote)
        # Who says the words follows from the label of their turn: where that was not touched either, no row differs.
        said = {
            id_
            for id_ in untouched
            if (
                label := max(
                    (one for one in labels[before[id_].document_id] if one[1] <= before[id_].start), default=None
                )
            )
            and all(edit.end < label[0] or edit.position > label[1] for edit in made[before[id_].document_id])
        }
        assert len(said) > 40
        _same_rows(table, edited, said)
        project.undo_to(2)
        with project.read() as reading:
            assert {one.id: one for one in reading.all(Fragment)} == before


def _labels(document: FullDocument) -> list[tuple[int, int]]:
    """From the end of each turn up to the words of the next: what says who speaks."""
    ends = [0, *(turn.end for turn in document.turns)]
    return [(end, turn.text_start) for end, turn in zip(ends, document.turns, strict=False)]


def _same_rows(table: object, edited: object, untouched: set[str]) -> None:
    """Of a table with a row per fragment, the rows of those that nobody touched differ only in where they stand."""
    places = {"start", "eind", "beurt"}
    rows, others = ({}, {})  # type: ignore[var-annotated]
    for found, kept in ((table, rows), (edited, others)):
        names = [column.id for column in found.columns]  # type: ignore[attr-defined]
        for row in found.rows:  # type: ignore[attr-defined]
            if row.id in untouched:
                cells = [cell.text for name, cell in zip(names, row.cells, strict=True) if name not in places]
                kept.setdefault(row.id, []).append(cells)
    assert rows == others
