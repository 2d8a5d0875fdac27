"""The change story (veranderverhaal) of a case: seven boxes of items, each with the words it rests on."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import CaseId, FragmentId, StoryItemId


class StoryBox(StrEnum):
    """The boxes, in the order in which the figure is read."""

    REGION = "region"
    PROCESS = "process"
    AMBITION = "ambition"
    APPROACH = "approach"
    TARGET_GROUP = "target_group"
    HIGHER_EFFECT = "higher_effect"
    CONDITION = "condition"


@entity("story_item")
class StoryItem(Entity):
    """One item in a box of a case. A `lead` introduces the others of its box and is not counted."""

    case_id: CaseId
    box: StoryBox
    text: str
    lead: bool = False
    position: int = 0


@entity("story_item_fragment")
class StoryItemFragment(Entity):
    """Words that an item rests on."""

    story_item_id: StoryItemId
    fragment_id: FragmentId
