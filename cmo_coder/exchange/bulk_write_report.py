"""The records of change stories, scales, the design and the checklist, from their rows."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.exchange.bulk_schema import DesignStepForm, ReportItemForm, ScaleForm, StoryItemForm
from cmo_coder.exchange.bulk_study import AllRows, Written, form
from cmo_coder.model.cases import Case, CaseScale
from cmo_coder.model.reporting import DesignStep, ReportItem
from cmo_coder.model.stories import StoryItem, StoryItemFragment


def scales(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(CaseScale), key=lambda r: (r.key, r.id)):
        yield Written(row.id, form(ScaleForm, id=row.id, key=row.key, steps=list(row.steps)), [row])


def story_items(rows: AllRows) -> Iterator[Written]:
    place = {row.id: (row.position, row.name, row.id) for row in rows.all(Case)}
    for row in sorted(rows.all(StoryItem), key=lambda r: (place[r.case_id], r.position, r.id)):
        words = rows.made(row.id, rows.below(StoryItemFragment, "story_item_id", row.id))
        made = form(
            StoryItemForm,
            id=row.id,
            case=row.case_id,
            box=row.box,
            text=row.text,
            lead=row.lead,
            fragments=[one.fragment_id for one in words],
        )
        yield Written(row.id, made, [row, *words])


def design_steps(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(DesignStep), key=lambda r: (r.position, r.id)):
        made = form(
            DesignStepForm,
            id=row.id,
            step=row.step,
            what=row.what,
            methods=row.methods,
            by_whom=row.by_whom,
            sources=row.sources,
            outputs=row.outputs,
        )
        yield Written(row.id, made, [row])


def report_items(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(ReportItem), key=lambda r: (r.item, r.id)):
        fields = {"id": row.id, "item": row.item, "reported": row.reported, "pages": row.pages, "text": row.text}
        yield Written(row.id, form(ReportItemForm, **fields), [row])
