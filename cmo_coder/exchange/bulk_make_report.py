"""The rows of change stories, scales, the design and the checklist, one function per kind of record."""

from __future__ import annotations

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_rows import Builder, Maker
from cmo_coder.exchange.bulk_schema import DesignStepForm, ReportItemForm, ScaleForm, StoryItemForm
from cmo_coder.model.cases import CaseScale
from cmo_coder.model.reporting import DesignStep, ReportItem
from cmo_coder.model.stories import StoryItem, StoryItemFragment


def scale(_b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, ScaleForm)
    m.main(CaseScale, key=f.key, steps=tuple(f.steps))


def story_item(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, StoryItemForm)
    case_id = b.id_of("case", f.case)
    m.main(StoryItem, case_id=case_id, box=f.box, text=f.text, lead=f.lead, position=b.next("story_item", case_id))
    for one in f.fragments:
        m.make(StoryItemFragment, story_item_id=m.id, fragment_id=b.id_of("fragment", one))


def design_step(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, DesignStepForm)
    m.main(
        DesignStep,
        step=f.step,
        what=f.what,
        methods=f.methods,
        by_whom=f.by_whom,
        sources=f.sources,
        outputs=f.outputs,
        position=b.next("design_step"),
    )


def report_item(_b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, ReportItemForm)
    m.main(ReportItem, item=f.item, reported=f.reported, pages=f.pages, text=f.text)
