"""A whole study as records: each with `exact` where loading it would otherwise make other ids, places or moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from cmo_coder.exchange import bulk_write_agreement as agreement
from cmo_coder.exchange import bulk_write_analysis as analysis
from cmo_coder.exchange import bulk_write_elements as elements
from cmo_coder.exchange import bulk_write_report as report
from cmo_coder.exchange import bulk_write_sources as sources
from cmo_coder.exchange.bulk_base import ExactRow, Form
from cmo_coder.exchange.bulk_book import Book, index
from cmo_coder.exchange.bulk_build import MAKERS
from cmo_coder.exchange.bulk_forms import Record
from cmo_coder.exchange.bulk_json import line_of
from cmo_coder.exchange.bulk_rows import EXACT, Builder, Maker
from cmo_coder.exchange.bulk_schema import FORMS
from cmo_coder.exchange.bulk_study import AllRows, Written
from cmo_coder.model.base import Entity, changed, table_of
from cmo_coder.model.study import Study
from cmo_coder.store.reading import Reading

E = TypeVar("E", bound=Entity)

WRITERS: Mapping[str, Callable[[AllRows], Iterator[Written]]] = {
    "study": sources.study,
    "coder": sources.coders,
    "round": sources.rounds,
    "case": sources.cases,
    "scale": report.scales,
    "respondent": sources.respondents,
    "document": sources.documents,
    "actor": analysis.actors,
    "canonical_element": analysis.canonical_elements,
    "code": analysis.codes,
    "theme": analysis.themes,
    "fragment": sources.fragments,
    "claim": analysis.claims,
    "configuration": analysis.configurations,
    "relation": analysis.relations,
    "midrange_theory": elements.midrange_theories,
    "theory": elements.theories,
    "demi_regularity": analysis.demi_regularities,
    "element": elements.elements,
    "omkering": elements.omkeringen,
    "strategy": elements.strategies,
    "member_check": elements.member_checks,
    "negative_search": analysis.negative_searches,
    "story_item": report.story_items,
    "design_step": report.design_steps,
    "report_item": report.report_items,
    "memo": elements.memos,
    "decision": elements.decisions,
    "progress": sources.progress,
    "assignment": sources.assignments,
    "suggestion": sources.suggestions,
    "agreement_run": sources.agreement_runs,
    "coding_snapshot": agreement.coding_snapshots,
    "adjudication": agreement.adjudications,
}
"""What writes the records of each kind, in the order in which they stand in a file."""


def lines_of(reading: Reading) -> list[str]:
    """The line of every record of the study."""
    rows = AllRows(reading)
    written = {kind: list(write(rows)) for kind, write in WRITERS.items()}
    book = _book(written)
    study_id = rows.all(Study)[0].id
    builder = Builder(book, study_id)
    exact: dict[tuple[str, str], dict[str, list[ExactRow]]] = {}
    for kind, make in MAKERS.items():
        for one in written[kind]:
            maker = _Comparing(builder, Record(kind, 0, one.id, one.form), one)
            make(builder, maker, one.form)
            exact[kind, one.id] = maker.differences()
    return [line_of(kind, _with(one.form, exact.get((kind, one.id)))) for kind in FORMS for one in written[kind]]


def _with(form: Form, exact: dict[str, list[ExactRow]] | None) -> Form:
    return form.model_copy(update={"exact": exact}) if exact else form


def _book(written: Mapping[str, list[Written]]) -> Book:
    book, _doubles = index([Record(kind, 0, one.id, one.form) for kind, found in written.items() for one in found])
    for one in written["document"]:
        assert one.text is not None
        book.texts[one.id] = one.text
    for one in written["fragment"]:
        assert one.place is not None
        book.places[one.id] = one.place
    return book


_NOTHING = ExactRow()


class _Comparing(Maker):
    """Gives, instead of the row that loading would make, the row that stands in the study, and keeps the difference."""

    def __init__(self, builder: Builder, record: Record, written: Written) -> None:
        super().__init__(builder, record, written.form)
        self._rows: dict[str, list[Entity]] = defaultdict(list)
        for row in written.rows:
            self._rows[table_of(type(row))].append(row)
        self._told: dict[str, list[ExactRow]] = defaultdict(list)

    def put(self, cls: type[E], id_: str, fields: Mapping[str, Any]) -> E:
        table = table_of(cls)
        number = len(self._told[table])
        made, stands = cls(id=id_, **fields), self._rows[table][number]
        assert isinstance(stands, cls)
        if made == stands:
            self._told[table].append(_NOTHING)
            return stands
        other: dict[str, Any] = {name: getattr(stands, name) for name in EXACT if _differs(made, stands, name)}
        coder = getattr(stands, "coder_id", None)
        if coder != getattr(made, "coder_id", None):
            self._told[table].append(ExactRow(**other, coder=coder, no_coder=coder is None))
            other["coder_id"] = coder
        else:
            self._told[table].append(ExactRow(**other))
        # Whatever the form cannot say would be lost without a word: better no file.
        assert changed(made, **other) == stands, (changed(made, **other), stands)
        return stands

    def differences(self) -> dict[str, list[ExactRow]]:
        """What `exact` says, by table; nothing for a table whose rows are made as they stand."""
        assert {table: len(rows) for table, rows in self._rows.items()} == {t: len(r) for t, r in self._told.items()}
        return {table: told for table, told in self._told.items() if any(row is not _NOTHING for row in told)}


def _differs(made: Entity, stands: Entity, name: str) -> bool:
    return bool(getattr(made, name, None) != getattr(stands, name, None))
