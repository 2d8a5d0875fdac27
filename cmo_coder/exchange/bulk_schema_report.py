"""Change stories, scales of attributes, the design and the checklist as records of the bulk form."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cmo_coder.exchange.bulk_base import CaseRef, Filled, Form, FragmentRef, YesNo
from cmo_coder.model.reporting import Reported
from cmo_coder.model.stories import StoryBox

Item20 = Annotated[int, Field(strict=True, ge=1, le=20)]


class ScaleForm(Form):
    key: Filled
    steps: list[Filled] = Field(min_length=1)


class StoryItemForm(Form):
    case: CaseRef
    box: StoryBox
    text: Filled
    lead: YesNo = False
    fragments: list[FragmentRef] = Field(default_factory=list)


class DesignStepForm(Form):
    step: Filled
    what: str = ""
    methods: str = ""
    by_whom: str = ""
    sources: str = ""
    outputs: str = ""


class ReportItemForm(Form):
    item: Item20
    reported: Reported | None = None
    pages: str = ""
    text: str = ""
