"""Tables of some claims only: each of them, with every value that claims can be filtered by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.messages import in_language
from cmo_coder.model.errors import RuleError
from cmo_coder.realist.filtering import FACETS, filter_of, matching_claims, number_per_value, parse_filter
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.resources import resource_dir
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tables.tracing import EVERYTHING
from tests.realist.builder import StudyBuilder
from tests.tables.test_tracing import whole

OF_CLAIMS = [entry.id for entry in CATALOGUE if entry.of_claims]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path: Path = tmp_path_factory.mktemp("example") / "example.cmo"
    source = resource_dir("transcripts_example") / "study.jsonl"
    with create_project_from_bulk(source, path) as project, project.read() as reading:
        yield load_snapshot(reading)


def check(snapshot: Snapshot, table_id: str, facet: str, value: str) -> None:
    """Rows are rows of the whole table, words are words of claims that match, and the table says what it is of."""
    wanted = filter_of([(facet, value)])
    claims = matching_claims(snapshot, wanted)
    spoken = set(snapshot.fragments_of_claims(claims))
    made = build(table_id, snapshot, options=EVERYTHING, claims=wanted)
    assert {quote.fragment_id for quote in made.quotes} <= spoken
    with in_language("nl"):
        assert wanted.text(snapshot).partition(": ")[2] in made.notes[0]
    if not claims and table_id not in ("inventaris", "citaten_per_groep"):  # these have fixed rows
        assert not made.rows


@pytest.mark.parametrize("table_id", OF_CLAIMS)
def test_every_table_of_claims_can_be_made_of_some(study: StudyBuilder, table_id: str) -> None:
    snapshot = whole(study)
    for facet in FACETS:
        present = number_per_value(snapshot, facet)
        absent = [one for one, _title in facet.values(snapshot) if one not in present]
        for value in (*present, *absent[:1]):
            check(snapshot, table_id, facet.name, value)


@pytest.mark.parametrize("facet", [one for one in FACETS if one.name in ("status", "form", "polarity")])
def test_the_example_study_by_what_its_claims_have(example: Snapshot, facet: object) -> None:
    for value in number_per_value(example, facet):  # type: ignore[arg-type]
        for table_id in OF_CLAIMS:
            check(example, table_id, facet.name, value)  # type: ignore[attr-defined]


def test_numbers_count_the_claims_that_match(study: StudyBuilder) -> None:
    snapshot = whole(study)
    hoped = parse_filter(snapshot, ["status=hoped"])
    rows = {row.id: row for row in build("configuraties", snapshot, claims=hoped).rows}
    assert len(rows) == 1 < len(build("configuraties", snapshot).rows)
    assert len(build("bewijslijst", snapshot, claims=hoped).rows) == 2


def test_a_table_that_does_not_rest_on_claims_says_so(study: StudyBuilder) -> None:
    snapshot = whole(study)
    with pytest.raises(RuleError, match="memos"):
        build("memos", snapshot, claims=parse_filter(snapshot, ["status=hoped"]))
