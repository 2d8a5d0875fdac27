"""All rows of a checked file, in an order in which versions are there before what refers to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cmo_coder.exchange import bulk_make_agreement as agreement
from cmo_coder.exchange import bulk_make_analysis as analysis
from cmo_coder.exchange import bulk_make_elements as elements
from cmo_coder.exchange import bulk_make_report as report
from cmo_coder.exchange import bulk_make_sources as sources
from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_book import Book
from cmo_coder.exchange.bulk_rows import Builder, Maker
from cmo_coder.exchange.errors import Problem, problem
from cmo_coder.messages import N_
from cmo_coder.model.base import table_of
from cmo_coder.model.memos import MemoAnchor

MAKERS: Mapping[str, Callable[[Builder, Maker, Form], None]] = {
    "document": sources.document,
    "configuration": analysis.configuration,
    "element": elements.element,
    "theory": elements.theory,
    "coder": sources.coder,
    "round": sources.round_,
    "case": sources.case,
    "respondent": sources.respondent,
    "actor": analysis.actor,
    "canonical_element": analysis.canonical_element,
    "code": analysis.code,
    "theme": analysis.theme,
    "fragment": sources.fragment,
    "claim": analysis.claim,
    "relation": analysis.relation,
    "midrange_theory": elements.midrange_theory,
    "demi_regularity": analysis.demi_regularity,
    "omkering": elements.omkering,
    "strategy": elements.strategy,
    "member_check": elements.member_check,
    "negative_search": analysis.negative_search,
    "scale": report.scale,
    "story_item": report.story_item,
    "design_step": report.design_step,
    "report_item": report.report_item,
    "memo": elements.memo,
    "decision": elements.decision,
    "progress": sources.progress,
    "assignment": sources.assignment,
    "suggestion": sources.suggestion,
    "agreement_run": sources.agreement_run,
    "coding_snapshot": agreement.coding_snapshot,
    "adjudication": agreement.adjudication,
}
"""What makes the rows of each kind. The first four have versions; the row of the study itself is made elsewhere."""


def build(book: Book, study_id: str, highest: Mapping[str, int] | None = None) -> Builder:
    """The rows of every record. What did not fit is in `problems` of the builder."""
    builder = Builder(book, study_id, highest)
    for kind, make in MAKERS.items():
        for record, form in book.of(kind):
            maker = Maker(builder, record, form)
            make(builder, maker, form)
            maker.finish()
    builder.problems += _loose_anchors(builder)
    return builder


def _loose_anchors(builder: Builder) -> Iterator[Problem]:
    """Memos on rows below a record (a coding, a turn) that no record makes."""
    known = {(table_of(cls), row.id) for cls, rows in builder.rows.items() for row in rows}
    known.add(("study", builder.study_id))
    for row in builder.rows[MemoAnchor]:
        assert isinstance(row, MemoAnchor)
        if (row.object_type, row.object_id) not in known:
            line = builder.line_of["memo_anchor", row.id]
            message = N_("There is no {kind} with the id '{id}' in this file.")
            yield problem(line, "on", message, kind=row.object_type, id=row.object_id)
