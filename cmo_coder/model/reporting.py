"""What the team says about its own work for the report: the steps of the design, and the RAMESES II checklist."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity


class Reported(StrEnum):
    """Whether an item of the checklist is in the report."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@entity("design_step")
class DesignStep(Entity):
    """A step of the study: what was done, how, by whom, from which sources, and what came of it."""

    step: str
    what: str = ""
    methods: str = ""
    by_whom: str = ""
    sources: str = ""
    outputs: str = ""
    position: int = 0


@entity("report_item")
class ReportItem(Entity):
    """An item (1-20) of the RAMESES II checklist as the team filled it in; `text` is its own draft."""

    item: int
    reported: Reported | None = None
    pages: str = ""
    text: str = ""
