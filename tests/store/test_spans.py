"""Which fragments overlap some words: the same answer as looking at all of them, without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.errors import RuleError, SpanError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.change import Change
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.spans import codings_in, fragments_overlapping
from cmo_coder.store.sql import sql_for
from cmo_coder.store.tables import LONG_FRAGMENT
from tests.store.example import TEXT, everything, statements

LENGTH = 3 * LONG_FRAGMENT

EDGES = st.one_of(st.integers(0, LENGTH), st.sampled_from([0, 1, LONG_FRAGMENT - 1, LONG_FRAGMENT, LONG_FRAGMENT + 1]))
SPANS = st.tuples(EDGES, EDGES).filter(lambda ends: ends[0] != ends[1]).map(lambda ends: (min(ends), max(ends)))


@pytest.fixture
def version(project: Project) -> TextVersion:
    document = Document(id=new_id(), title="Gesprek")
    version = TextVersion(id=new_id(), document_id=document.id, nr=1, sha256="0" * 64, length=LENGTH)
    with project.change("x", "x") as change:
        change.insert(document, version)
    return version


def fragments(version: TextVersion, spans: Any) -> Iterator[Fragment]:
    for start, end in spans:
        yield Fragment(
            id=new_id(),
            document_id=version.document_id,
            text_version_id=version.id,
            text_length=LENGTH,
            start=start,
            end=end,
            quote="",
        )


def test_the_overlapping_fragments_are_found_whatever_their_length(project: Project, version: TextVersion) -> None:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(SPANS, max_size=12), SPANS)
    def found(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
        start, end = asked
        with project._engine.connect() as connection:  # never saved
            change = Change(connection)
            change.insert(*fragments(version, spans))
            got = [(one.start, one.end) for one in fragments_overlapping(change, version.id, start, end)]
            assert got == sorted(span for span in spans if span[0] < end and start < span[1])
            assert fragments_overlapping(change, "another text", start, end) == ()

    found()


def test_fragments_of_another_version_of_the_document_are_not_found(project: Project, version: TextVersion) -> None:
    newer = changed(version, id=new_id(), nr=2)
    spans = [(0, 5), (0, LONG_FRAGMENT + 5)]
    with project._engine.connect() as connection:  # never saved
        change = Change(connection)
        change.insert(newer, *fragments(version, spans), *fragments(newer, [(1, 5), (1, LONG_FRAGMENT + 5)]))
        assert [(one.start, one.end) for one in fragments_overlapping(change, version.id, 2, 4)] == spans


def test_no_more_fragments_are_looked_at_than_may_overlap(file_project: Project) -> None:
    with file_project.read() as reading:
        fragments_overlapping(reading, "x", 1, 2)
        prepared = sql_for(reading.connection).given("fragments overlapping", lambda: None)  # type: ignore[arg-type,return-value]
        plan = reading._driver.execute(
            f"EXPLAIN QUERY PLAN {prepared.sql}",
            prepared.parameters({"text_version_id": "x", "start": 1, "end": 2}),
        ).fetchall()
    steps = " | ".join(str(step[3]) for step in plan)
    assert "ix_fragment_text_version_id_start_end (text_version_id=? AND start>? AND start<?)" in steps
    assert "ix_fragment_long (document_id=? AND start<?)" in steps
    assert "SCAN fragment" not in steps


def test_the_codings_of_a_document_come_in_the_order_in_which_they_were_made(
    project: Project, version: TextVersion
) -> None:
    made = list(fragments(version, [(5, 9), (1, 3), (7, 8)]))
    code = Code(id=new_id(), name="a")
    codings = [
        Coding(id=new_id(), fragment_id=one.id, code_id=code.id, at=f"2026-01-0{nr}T00:00:00Z")
        for nr, one in zip((2, 3, 1), made, strict=True)
    ]
    with project.change("x", "x") as change:
        change.insert(code, *made, *codings)
    with project.read() as reading:
        assert codings_in(reading, version.document_id) == (codings[2], codings[0], codings[1])
        assert codings_in(reading, "another document") == ()


def test_coding_words_uses_the_fragment_that_is_there_and_refuses_the_same_code_twice(filled: Project) -> None:
    with filled.read() as reading:
        fragment, code = reading.all(Fragment, order=("start",))[0], reading.all(Code)[0]
        number = reading.count(Fragment)
    made = code_span(filled, fragment.document_id, fragment.start, fragment.end, code)
    assert made.fragment_id == fragment.id
    before = everything(filled)
    for start, end in (
        (fragment.start, fragment.end),
        (fragment.start + 3, fragment.end + 2),
        (fragment.end - 1, fragment.end),
    ):
        with pytest.raises(RuleError, match="on these words already: “"):
            code_span(filled, fragment.document_id, start, end, code)
    assert everything(filled) == before
    after = code_span(filled, fragment.document_id, fragment.end, fragment.end + 4, code)  # they touch, no more
    with filled.read() as reading:
        assert reading.count(Fragment) == number + 1
        other = reading.get(Fragment, after.fragment_id)
    assert (other.start, other.quote) == (fragment.end, TEXT[fragment.end : fragment.end + 4])
    for start, end in ((-1, 3), (5, 5), (0, len(TEXT) + 1)):
        with pytest.raises(SpanError):
            code_span(filled, fragment.document_id, start, end, code)


def test_coding_words_is_a_dozen_statements_however_many_codings_there_are(file_project: Project) -> None:
    with file_project.read() as reading:
        fragment, code = reading.all(Fragment, order=("start",))[0], reading.all(Code)[0]
    code_span(file_project, fragment.document_id, 0, 3, code)  # the first one marks the document as begun
    with statements(file_project) as seen:
        code_span(file_project, fragment.document_id, 5, 9, code)
    assert len(seen) <= 12, seen
